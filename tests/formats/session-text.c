/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/formats/session-text.c: a session as plain text, to be compared. */
#include "session-text.h"

#include "base/escape.h"
#include "model/port-tally.h"

static void
add (GString *out, const char *name, const char *value)
{
  g_autofree char *shown = value != NULL ? g_strescape (value, NULL) : NULL;

  if (shown != NULL)
    g_string_append_printf (out, " %s=\"%s\"", name, shown);
}

static void
add_list (GString *out, const char *name, GPtrArray *values)
{
  for (guint i = 0; i < values->len; i++)
    add (out, name, values->pdata[i]);
}

static void
add_rule (GString *out, const PtlRuleRef *rule)
{
  g_string_append_printf (out, "    rule %s line=%u response=%u",
                          ptl_match_via_to_string (rule->via), rule->line,
                          rule->response);
  add (out, "layer", rule->layer);
  add (out, "file", rule->file);
  add (out, "probe", rule->probe);
  add (out, "pattern", rule->pattern);
  for (guint i = 0; i < rule->captures->len; i++)
    {
      const PtlCapture *capture = &g_array_index (rule->captures, PtlCapture, i);

      g_string_append_printf (out, " %d-%d", capture->start, capture->end);
    }
  g_string_append_c (out, '\n');
}

static void
add_verdict (GString *out, const PtlService *service)
{
  g_string_append_printf (out, "    service %s",
                          ptl_service_outcome_to_string (service->outcome));
  add (out, "name", service->name);
  add (out, "product", service->product);
  add (out, "version", service->version);
  add (out, "extra", service->extra_info);
  add (out, "hostname", service->hostname);
  add (out, "os", service->os_type);
  add (out, "device", service->device_type);
  if (service->tunnel == PTL_TUNNEL_SSL)
    g_string_append (out, " ssl");
  for (guint i = 0; service->cpes != NULL && service->cpes[i] != NULL; i++)
    add (out, "cpe", service->cpes[i]);
  add (out, "fingerprint", service->fingerprint);
  g_string_append_c (out, '\n');
  if (service->rule != NULL)
    add_rule (out, service->rule);
}

static void
add_service (GString *out, const PtlService *service)
{
  add_verdict (out, service);
  for (guint i = 0; service->also != NULL && i < service->also->len; i++)
    add_verdict (out, service->also->pdata[i]);
}

static void
add_bytes (GString *out, const char *name, GBytes *bytes)
{
  g_autofree char *text =
      ptl_escape (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_string_append_printf (out, " %s=\"%s\"", name, text);
}

static void
add_response (GString *out, const PtlResponse *response)
{
  g_string_append_printf (out,
                          "    response %u %s %s of %" G_GSIZE_FORMAT
                          " at %" G_GINT64_FORMAT " after %u, %s:",
                          response->sequence, response->probe,
                          ptl_tunnel_to_string (response->tunnel), response->full_length,
                          response->time_us, response->elapsed_ms,
                          ptl_response_end_to_string (response->end));
  if (response->other_port != 0)
    g_string_append_printf (out, " from port %u", response->other_port);
  add_bytes (out, "sent", response->sent);
  add_bytes (out, "received", response->received);
  g_string_append_c (out, '\n');
}

static void
add_tls (GString *out, const PtlTlsInfo *tls)
{
  const PtlCertificate *certificate = tls->certificate;

  g_string_append (out, "    tls");
  add (out, "version", tls->version);
  add (out, "cipher", tls->cipher);
  add (out, "alpn", tls->alpn);
  g_string_append_c (out, '\n');
  if (certificate == NULL)
    return;

  g_string_append_printf (out,
                          "    certificate from %" G_GINT64_FORMAT
                          " until %" G_GINT64_FORMAT " bits %u names %u%s",
                          certificate->from_us, certificate->until_us,
                          certificate->key_bits, certificate->n_names,
                          certificate->is_self_signed ? " self-signed" : "");
  add (out, "subject", certificate->subject);
  add (out, "issuer", certificate->issuer);
  add (out, "key", certificate->key_type);
  add (out, "signature", certificate->signature);
  add (out, "sha256", certificate->sha256);
  add (out, "sha1", certificate->sha1);
  for (guint i = 0; certificate->names != NULL && certificate->names[i] != NULL; i++)
    add (out, "name", certificate->names[i]);
  add_bytes (out, "der", certificate->der);
  g_string_append_c (out, '\n');
}

static gboolean
says_more (const PtlPort *port)
{
  return port->service != NULL || port->tls != NULL || port->responses != NULL;
}

static void
add_port (GString *out, const PtlPort *port)
{
  if (port->state != PTL_PORT_STATE_OPEN && !says_more (port))
    return; /* in a group */

  g_string_append_printf (
      out, "  port %u/%s %s %s\n", port->number, ptl_protocol_to_string (port->protocol),
      ptl_port_state_to_string (port->state), ptl_reason_to_string (port->reason));
  if (port->service != NULL)
    add_service (out, port->service);
  if (port->tls != NULL)
    add_tls (out, port->tls);
  for (guint i = 0; port->responses != NULL && i < port->responses->len; i++)
    add_response (out, port->responses->pdata[i]);
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const PtlPortGroup *x = a;
  const PtlPortGroup *y = b;

  if (x->protocol != y->protocol)
    return (int) x->protocol - (int) y->protocol;
  if (x->state != y->state)
    return (int) x->state - (int) y->state;
  return (int) x->reason - (int) y->reason;
}

static void
add_groups (GString *out, const PtlHost *host)
{
  PtlPortTally tally;

  ptl_port_tally_init (&tally);
  for (guint i = 0; i < host->ports->len; i++)
    {
      const PtlPort *port = host->ports->pdata[i];

      if (port->state != PTL_PORT_STATE_OPEN && !says_more (port))
        ptl_port_tally_add (&tally, port->protocol, port->number, port->state,
                            port->reason);
    }
  for (guint i = 0; i < host->groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (host->groups, PtlPortGroup, i);

      ptl_port_tally_add_ports (&tally, group->protocol, group->ports, group->state,
                                group->reason);
    }

  g_array_sort (tally.groups, compare_groups);
  for (guint i = 0; i < tally.groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (tally.groups, PtlPortGroup, i);
      g_autofree char *ports = ptl_port_set_to_string (group->ports);

      g_string_append_printf (out, "  %s %s %s: %s\n",
                              ptl_protocol_to_string (group->protocol),
                              ptl_port_state_to_string (group->state),
                              ptl_reason_to_string (group->reason), ports);
    }
  ptl_port_tally_clear (&tally);
}

static void
add_alias (GString *out, const PtlHostAlias *alias)
{
  g_autofree char *address =
      alias->name == NULL ? ptl_address_to_string (&alias->address) : NULL;

  add (out, ptl_name_source_to_string (alias->source),
       alias->name != NULL ? alias->name : address);
}

static void
add_host (GString *out, const PtlHost *host)
{
  const PtlHostInfo *info = host->info;
  g_autofree char *address = ptl_address_to_string (&host->address);

  g_string_append_printf (out, "host %s %s %s", address,
                          ptl_host_state_to_string (info->state),
                          ptl_reason_to_string (info->reason));
  add (out, "hostname", info->hostname);
  add (out, "target", info->target);
  add (out, "mac", info->mac);
  add (out, "vendor", info->vendor);
  add (out, "notes", info->notes);
  for (guint i = 0; info->aliases != NULL && i < info->aliases->len; i++)
    add_alias (out, info->aliases->pdata[i]);
  for (guint i = 0; info->remarks != NULL && i < info->remarks->len; i++)
    {
      const PtlHostRemark *remark = info->remarks->pdata[i];

      add (out, remark->name, remark->text);
    }
  if (info->rtt_us >= 0)
    g_string_append_printf (out, " rtt=%" G_GINT64_FORMAT, info->rtt_us);
  g_string_append_printf (out, "%s%s\n", info->finished ? "" : " unfinished",
                          info->timed_out ? " timed-out" : "");
  for (guint i = 0; i < host->ports->len; i++)
    add_port (out, host->ports->pdata[i]);
  add_groups (out, host);
}

static void
add_silent (GString *out, const PtlAddressSet *silent)
{
  guint n;
  const PtlAddressRange *ranges = ptl_address_set_get_ranges (silent, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *first = ptl_address_to_string (&ranges[i].first);
      g_autofree char *last = ptl_address_to_string (&ranges[i].last);

      g_string_append_printf (out, "silent %s - %s\n", first, last);
    }
}

static int
compare_hosts (gconstpointer a, gconstpointer b)
{
  const PtlHost *x = *(const PtlHost *const *) a;
  const PtlHost *y = *(const PtlHost *const *) b;

  return ptl_address_compare (&x->address, &y->address);
}

char *
session_text (PtlSession *session)
{
  g_autoptr (GPtrArray) hosts =
      g_ptr_array_copy (ptl_session_get_hosts (session), NULL, NULL);
  GString *out = g_string_new (NULL);

  g_ptr_array_set_free_func (hosts, NULL);
  g_ptr_array_sort (hosts, compare_hosts);
  for (guint i = 0; i < hosts->len; i++)
    add_host (out, hosts->pdata[i]);
  add_silent (out, ptl_session_get_silent (session));
  return g_string_free (out, FALSE);
}

static void
add_notes (GString *out, const PtlSessionInfo *info)
{
  if (info->rules == NULL && info->notes == NULL && info->tags == NULL)
    return;

  g_string_append (out, "notes");
  add (out, "rules", info->rules);
  add (out, "notes", info->notes);
  for (guint i = 0; info->tags != NULL && info->tags[i] != NULL; i++)
    add (out, "tag", info->tags[i]);
  g_string_append_c (out, '\n');
}

char *
session_info_text (const PtlSessionInfo *info)
{
  const PtlScanOptions *options = info->options;
  GString *out = g_string_new (NULL);

  g_string_append_printf (out,
                          "session %s from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                          ", %u up, %u open:",
                          ptl_session_state_to_string (info->state), info->started_us,
                          info->finished_us, info->n_hosts_up, info->n_open_ports);
  add (out, "name", info->name);
  add (out, "engine", info->engine);
  g_string_append_printf (
      out, "\noptions%s%s%s%s%s%s%s top=%u intensity=%u timing=%s",
      options->tcp ? " tcp" : "", options->udp ? " udp" : "",
      options->identify ? " identify" : "", options->ipv6 ? " ipv6" : "",
      options->skip_discovery ? " skip-discovery" : "", options->no_dns ? " no-dns" : "",
      options->all_ports ? " all-ports" : "", options->top_ports, options->intensity,
      ptl_timing_to_string (options->timing));
  add (out, "ports", options->ports);
  add_list (out, "target", options->targets);
  add_list (out, "exclude", options->excludes);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    {
      g_autofree char *ports =
          info->asked[i] != NULL ? ptl_port_set_to_string (info->asked[i]) : NULL;

      if (ports != NULL)
        g_string_append_printf (out, "asked %s: %s\n",
                                ptl_protocol_to_string ((PtlProtocol) i), ports);
    }
  add_notes (out, info);
  return g_string_free (out, FALSE);
}
