/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/why-text.c: why a port is held to be what it is. */
#include "cli/why-text.h"

#include <glib/gi18n-lib.h>

#include "base/display.h"
#include "cli/match-text.h"
#include "runner/rule-claims.h"

static void
append_title (GString *out, const PtlHost *host, const PtlPort *port)
{
  g_autofree char *address = ptl_address_to_string (&host->address);
  g_autofree char *name = ptl_service_get_display_name (port->service);
  g_autofree char *version = ptl_service_get_version_text (port->service);
  g_autofree char *place =
      g_strdup_printf (host->address.is_ipv6 ? "[%s]:%u/%s" : "%s:%u/%s", address,
                       port->number, ptl_protocol_to_string (port->protocol));
  g_autofree char *line = g_strdup_printf ("%s  %s%s%s", place, name,
                                           version[0] != '\0' ? "  " : "", version);
  g_autofree char *shown = ptl_display_line (line);

  g_string_append_printf (out, "%s\n", shown);
  ptl_match_text_append_field (out, _ ("outcome"),
                               ptl_service_outcome_to_string (port->service->outcome));
}

static void
append_captures (GString *out, const PtlRuleRef *rule, const PtlResponse *response)
{
  for (guint i = 0; i < rule->captures->len; i++)
    {
      const PtlCapture *capture = &g_array_index (rule->captures, PtlCapture, i);
      g_autofree char *text = ptl_response_get_capture_text (response, capture);
      g_autofree char *quoted = text != NULL ? g_strdup_printf ("\"%s\"", text) : NULL;
      g_autofree char *label =
          i == 0 ? g_strdup (_ ("matched")) : g_strdup_printf (_ ("group %u"), i);

      ptl_match_text_append_field (out, label, quoted);
    }
}

/* The port that was asked listens, but another one answers for it. */
static void
append_other_port (GString *out, guint16 port)
{
  g_autofree char *from = g_strdup_printf (_ ("port %u of the same address"), port);

  ptl_match_text_append_field (out, _ ("from"), from);
}

static void
append_rule (GString *out, const PtlRuleRef *rule, const PtlResponse *response)
{
  g_autofree char *place = g_strdup_printf ("%s:%u", rule->file, rule->line);
  g_autofree char *answer = NULL;

  ptl_match_text_append_field (out, _ ("rule"), place);
  ptl_match_text_append_field (out, _ ("layer"), rule->layer);
  ptl_match_text_append_field (out, _ ("probe"), rule->probe);
  ptl_match_text_append_field (out, _ ("found"), ptl_match_via_to_string (rule->via));
  ptl_match_text_append_field (out, _ ("pattern"), rule->pattern);
  if (response == NULL)
    return;

  answer =
      g_strdup_printf (_ ("number %u, to probe %s"), response->sequence, response->probe);
  ptl_match_text_append_field (out, _ ("response"), answer);
  if (response->other_port != 0)
    append_other_port (out, response->other_port);
  append_captures (out, rule, response);
}

static void
append_also (GString *out, const PtlPort *port)
{
  GPtrArray *also = port->service->also;

  for (guint i = 0; also != NULL && i < also->len; i++)
    {
      const PtlService *service = also->pdata[i];
      g_autofree char *text = ptl_service_get_also_text (service);

      ptl_match_text_append_field (out, _ ("also"), text);
      append_rule (out, service->rule,
                   ptl_response_find (port->responses, service->rule->response));
    }
}

static void
append_certificate (GString *out, const PtlCertificate *certificate)
{
  g_autofree char *names =
      certificate->names != NULL ? g_strjoinv (" ", certificate->names) : NULL;
  g_autofree char *from = ptl_certificate_format_time (certificate->from_us);
  g_autofree char *until = ptl_certificate_format_time (certificate->until_us);
  g_autofree char *validity = g_strdup_printf ("%s - %s", from, until);
  g_autofree char *key = ptl_certificate_get_key_text (certificate);

  ptl_match_text_append_field (out, _ ("certificate"), certificate->subject);
  ptl_match_text_append_field (out, _ ("names"), names);
  ptl_match_text_append_field (out, _ ("issuer"),
                               certificate->is_self_signed ? _ ("itself")
                                                           : certificate->issuer);
  ptl_match_text_append_field (out, _ ("valid"), validity);
  ptl_match_text_append_field (out, _ ("key"), key);
  ptl_match_text_append_field (out, _ ("signature"), certificate->signature);
  ptl_match_text_append_field (out, "SHA-256", certificate->sha256);
  ptl_match_text_append_field (out, "SHA-1", certificate->sha1);
}

static void
append_tls (GString *out, const PtlTlsInfo *tls)
{
  g_autofree char *agreed = g_strjoin (" ", tls->version, tls->cipher, NULL);

  ptl_match_text_append_field (out, "TLS", agreed);
  ptl_match_text_append_field (out, "ALPN", tls->alpn);
  if (tls->certificate != NULL)
    append_certificate (out, tls->certificate);
}

static void
append_claim (GString *out, const PtlRuleClaim *claim)
{
  const PtlService *service = claim->service;
  const PtlRuleRef *rule = service->rule;
  g_autofree char *name = ptl_service_get_display_name (service);
  g_autofree char *version = ptl_service_get_version_text (service);
  g_autofree char *line = g_strdup_printf (
      "%s:%u (%s, %s, %s)  %s%s%s%s", rule->file, rule->line, rule->layer, rule->probe,
      ptl_match_via_to_string (rule->via), name, version[0] != '\0' ? "  " : "", version,
      claim->soft ? _ ("  (soft match)") : "");

  ptl_match_text_append_field (out, claim->wins ? _ ("wins") : _ ("matches"), line);
}

/* All rules that match @response today, in the order of trying. */
static void
append_all (GString *out,
            PtlProtocol protocol,
            const PtlResponse *response,
            PtlProbeDb *db)
{
  g_autoptr (GPtrArray) claims = ptl_rule_claims_find (db, protocol, response, FALSE);
  g_autofree char *title =
      g_strdup_printf (_ ("Rules of today for response %u, to probe %s:"),
                       response->sequence, response->probe);
  g_autofree char *shown = ptl_display_line (title);

  g_string_append_printf (out, "  %s\n", shown);
  if (claims == NULL)
    {
      ptl_match_text_append_field (
          out, _ ("none"),
          g_strcmp0 (response->probe, PTL_RESPONSE_OF_RPC) == 0
              ? _ ("a call that the RPC grinder made: no rule reads the reply")
              : _ ("there is no such probe any more"));
      return;
    }

  for (guint i = 0; i < claims->len; i++)
    append_claim (out, claims->pdata[i]);
  if (claims->len == 0)
    ptl_match_text_append_field (out, _ ("none"), _ ("no rule matches"));
}

void
ptl_why_text_append (GString *out,
                     const PtlHost *host,
                     const PtlPort *port,
                     PtlProbeDb *db)
{
  const PtlRuleRef *rule = port->service->rule;

  append_title (out, host, port);
  if (rule != NULL)
    append_rule (out, rule, ptl_response_find (port->responses, rule->response));
  append_also (out, port);
  if (port->tls != NULL)
    append_tls (out, port->tls);
  for (guint i = 0; db != NULL && port->responses != NULL && i < port->responses->len;
       i++)
    append_all (out, port->protocol, port->responses->pdata[i], db);
  g_string_append_c (out, '\n');
}
