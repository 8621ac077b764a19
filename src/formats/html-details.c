/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/html-details.c: the rule behind a service and its certificate, in HTML. */
#include "formats/html-details.h"

#include <glib/gi18n-lib.h>

#include "formats/html-text.h"

static void
append_captures (GString *out, const PtlRuleRef *rule, const PtlResponse *response)
{
  for (guint i = 0; i < rule->captures->len; i++)
    {
      const PtlCapture *capture = &g_array_index (rule->captures, PtlCapture, i);
      g_autofree char *text = ptl_response_get_capture_text (response, capture);
      g_autofree char *label =
          i == 0 ? g_strdup (_ ("Matched")) : g_strdup_printf (_ ("Group %u"), i);

      ptl_html_append_row (out, label, text);
    }
}

static void
append_rule (GString *out, const PtlPort *port, const PtlRuleRef *rule)
{
  const PtlResponse *response = ptl_response_find (port->responses, rule->response);
  g_autofree char *place = g_strdup_printf ("%s:%u", rule->file, rule->line);

  ptl_html_append_row (out, _ ("Rule"), place);
  ptl_html_append_row (out, _ ("Layer"), rule->layer);
  ptl_html_append_row (out, _ ("Probe"), rule->probe);
  ptl_html_append_row (out, _ ("Found"), ptl_match_via_to_string (rule->via));
  ptl_html_append_row (out, _ ("Pattern"), rule->pattern);
  if (response != NULL)
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

      ptl_html_append_row (out, _ ("Also"), text);
      append_rule (out, port, service->rule);
    }
}

static void
append_names (GString *out, const PtlCertificate *certificate)
{
  g_autofree char *names =
      certificate->names != NULL ? g_strjoinv (", ", certificate->names) : NULL;
  guint n_told = certificate->names != NULL ? g_strv_length (certificate->names) : 0;
  g_autofree char *all =
      certificate->n_names > n_told
          ? g_strdup_printf (_ ("%s, and %u more"), names, certificate->n_names - n_told)
          : g_strdup (names);

  ptl_html_append_row (out, _ ("Names"), all);
}

static void
append_certificate (GString *out, const PtlCertificate *certificate)
{
  g_autofree char *from = ptl_certificate_format_time (certificate->from_us);
  g_autofree char *until = ptl_certificate_format_time (certificate->until_us);
  g_autofree char *key = ptl_certificate_get_key_text (certificate);

  ptl_html_append_row (out, _ ("Certificate"), certificate->subject);
  append_names (out, certificate);
  ptl_html_append_row (out, _ ("Issuer"),
                       certificate->is_self_signed ? _ ("itself") : certificate->issuer);
  ptl_html_append_row (out, _ ("Valid from"), from);
  ptl_html_append_row (out, _ ("Valid until"), until);
  ptl_html_append_row (out, _ ("Key"), key);
  ptl_html_append_row (out, _ ("Signature"), certificate->signature);
  ptl_html_append_row (out, "SHA-256", certificate->sha256);
  ptl_html_append_row (out, "SHA-1", certificate->sha1);
}

static void
append_tls (GString *out, const PtlTlsInfo *tls)
{
  ptl_html_append_row (out, "TLS", tls->version);
  ptl_html_append_row (out, _ ("Cipher"), tls->cipher);
  ptl_html_append_row (out, "ALPN", tls->alpn);
  if (tls->certificate != NULL)
    append_certificate (out, tls->certificate);
}

void
ptl_html_append_details (GString *out, const PtlHost *host)
{
  for (guint i = 0; i < host->ports->len; i++)
    {
      const PtlPort *port = host->ports->pdata[i];
      const PtlRuleRef *rule = port->service != NULL ? port->service->rule : NULL;

      if (rule == NULL && port->tls == NULL)
        continue;

      g_string_append_printf (
          out, "<details><summary>%s %u/%s</summary>\n<table>\n<tbody>\n",
          _ ("Evidence of"), port->number, ptl_protocol_to_string (port->protocol));
      if (rule != NULL)
        append_rule (out, port, rule);
      if (port->service != NULL)
        append_also (out, port);
      if (port->tls != NULL)
        append_tls (out, port->tls);
      g_string_append (out, "</tbody>\n</table>\n</details>\n");
    }
}
