/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/fixture.c: a store in a folder of its own, waited for step by step. */
#include "fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

void
fixture_set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("portolan-store-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "sessions.db", NULL);
}

void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

PtlStore *
open_store (const char *path, GError **error)
{
  GAsyncResult *result = NULL;

  ptl_store_open_async (path, NULL, await_cb, &result);
  return ptl_store_open_finish (await (&result), error);
}

PtlStore *
must_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  PtlStore *store = open_store (path, &error);

  g_assert_no_error (error);
  return store;
}

void
must_close (PtlStore *store)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  ptl_store_close_async (store, NULL, await_cb, &result);
  ptl_store_close_finish (store, await (&result), &error);
  g_assert_no_error (error);
}

void
must_flush (PtlStore *store)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  ptl_store_flush_async (store, NULL, await_cb, &result);
  ptl_store_flush_finish (store, await (&result), &error);
  g_assert_no_error (error);
}

gint64
must_begin (PtlStore *store, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new (name, options);
  g_autoptr (PtlSessionInfo) begun = NULL;
  GAsyncResult *result = NULL;

  info->started_us = 1000;
  ptl_store_begin_async (store, info, NULL, await_cb, &result);
  begun = ptl_store_begin_finish (store, await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (begun->id, >, 0);
  return begun->id;
}

PtlSessionInfo *
must_end (PtlStore *store, gint64 id, PtlSessionState state)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  PtlSessionInfo *info;

  ptl_store_end_async (store, id, state, 2000, NULL, await_cb, &result);
  info = ptl_store_end_finish (store, await (&result), &error);
  g_assert_no_error (error);
  return info;
}

PtlSession *
must_load (PtlStore *store, gint64 id, gboolean with_responses)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  PtlSession *session;

  ptl_store_load_async (store, id, with_responses, NULL, await_cb, &result);
  session = ptl_store_load_finish (store, await (&result), &error);
  g_assert_no_error (error);
  return session;
}

GPtrArray *
must_list (PtlStore *store)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *list;

  ptl_store_list_async (store, NULL, await_cb, &result);
  list = ptl_store_list_finish (store, await (&result), &error);
  g_assert_no_error (error);
  return list;
}

PtlAddress
make_address (guint index)
{
  PtlAddress address = { .bytes = { 192, 0, 2, (guint8) index } };

  return address;
}

static PtlFact *
make_host (void)
{
  g_autoptr (PtlHostInfo) info = ptl_host_info_new ();
  PtlAddress address = make_address (1);
  PtlAddress other = { .bytes = { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 }, .is_ipv6 = TRUE };

  info->state = PTL_HOST_STATE_UP;
  info->reason = PTL_REASON_ARP_RESPONSE;
  info->hostname = g_strdup ("h\303\266st.example");
  info->target = g_strdup ("host");
  info->mac = g_strdup ("02:42:ac:11:00:02");
  info->vendor = g_strdup ("Example & S\303\266hne");
  ptl_host_info_add_alias (info, "nas.example", NULL, PTL_NAME_SOURCE_FILE);
  ptl_host_info_add_alias (info, NULL, &other, PTL_NAME_SOURCE_DNS);
  ptl_host_info_add_remark (info, PTL_HOST_REMARK_OS, "S\303\266me 'system'");
  info->rtt_us = 1234;
  info->finished = TRUE;
  info->timed_out = TRUE;
  return ptl_fact_new_host (5, &address, info);
}

static PtlFact *
make_group (const PtlAddress *address, const char *text, PtlReason reason)
{
  g_autoptr (PtlPortSet) ports = ptl_port_set_parse (text, NULL, NULL);

  return ptl_fact_new_port_group (6, address, PTL_PROTOCOL_TCP, PTL_PORT_STATE_CLOSED,
                                  reason, ports);
}

static PtlFact *
make_response (guint sequence, const void *data, gsize len)
{
  g_autoptr (PtlResponse) response = ptl_response_new ();
  PtlAddress address = make_address (1);

  response->sequence = sequence;
  response->probe = g_strdup (sequence == 0 ? "NULL" : "GetRequest");
  response->tunnel = sequence == 0 ? PTL_TUNNEL_NONE : PTL_TUNNEL_SSL;
  response->sent = g_bytes_new ("GET\0", sequence == 0 ? 0 : 4);
  response->received = g_bytes_new (data, len);
  response->full_length = len + 100;
  response->time_us = G_GINT64_CONSTANT (1700000000000000) + sequence;
  response->elapsed_ms = 42;
  response->other_port = sequence == 0 ? 0 : 54321;
  response->end = sequence == 0 ? PTL_RESPONSE_END_TIMEOUT : PTL_RESPONSE_END_MATCHED;
  return ptl_fact_new_response (7, &address, PTL_PROTOCOL_TCP, 443, response);
}

static PtlRuleRef *
make_rule (void)
{
  const PtlCapture captures[] = { { 0, 12 }, { -1, -1 }, { 3, 7 } };
  PtlRuleRef *rule = ptl_rule_ref_new ();

  rule->layer = g_strdup ("user");
  rule->file = g_strdup ("/tmp/a b.rules");
  rule->line = 17;
  rule->pattern = g_strdup ("^HTTP/1\\.[01] '\"");
  rule->probe = g_strdup ("GetRequest");
  rule->via = PTL_MATCH_VIA_FALLBACK;
  rule->response = 1;
  g_array_append_vals (rule->captures, captures, G_N_ELEMENTS (captures));
  return rule;
}

static PtlService *
make_further (const char *product, const char *cpe)
{
  PtlService *service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  const char *const cpes[] = { cpe, NULL };

  service->name = g_strdup ("http");
  service->product = g_strdup (product);
  service->cpes = cpe != NULL ? g_strdupv ((char **) cpes) : NULL;
  service->rule = make_rule ();
  return service;
}

static PtlFact *
make_service (void)
{
  const char *cpes[] = { "cpe:/a:vendor:product:1.0", "cpe:/o:'x'\n\"y\"", NULL };
  g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  PtlAddress address = make_address (1);

  service->name = g_strdup ("http");
  service->product = g_strdup ("Pr\303\266duct");
  service->version = g_strdup ("1.0'; DROP TABLE sessions; --");
  service->extra_info = g_strdup ("extra");
  service->hostname = g_strdup ("inner.example");
  service->os_type = g_strdup ("Linux");
  service->device_type = g_strdup ("router");
  service->cpes = g_strdupv ((char **) cpes);
  service->tunnel = PTL_TUNNEL_SSL;
  service->fingerprint = g_strdup ("SF-Port443-TCP:V=1");
  service->rule = make_rule ();
  ptl_service_add_also (service, make_further ("PHP ' \303\251", NULL));
  ptl_service_add_also (service, make_further (NULL, "cpe:/a:php:php"));
  return ptl_fact_new_service (8, &address, PTL_PROTOCOL_TCP, 443, service);
}

PtlTlsInfo *
make_tls (const char *der)
{
  g_autoptr (GBytes) bytes = g_bytes_new (der, strlen (der));
  const char *const names[] = { "DNS:nas.example", "IP:192.0.2.1", NULL };
  PtlTlsInfo *tls = ptl_tls_info_new ();
  PtlCertificate *certificate = ptl_certificate_new (bytes);

  certificate->subject = g_strdup ("CN=nas 'x'");
  certificate->issuer = g_strdup ("CN=\303\274ber");
  certificate->names = g_strdupv ((char **) names);
  certificate->n_names = 12;
  certificate->from_us = -1000000;
  certificate->key_type = g_strdup ("RSA");
  certificate->key_bits = 2048;
  certificate->signature = g_strdup ("RSA-SHA256");
  certificate->is_self_signed = TRUE;
  tls->version = g_strdup ("TLS1.3");
  tls->cipher = g_strdup ("TLS_AES_256_GCM_SHA384");
  tls->alpn = g_strdup ("h2");
  tls->certificate = certificate;
  return tls;
}

PtlTraceEvent *
make_event (guint sequence)
{
  PtlTraceEvent *event = ptl_trace_event_new (PTL_TRACE_RECEIVED);
  guint8 data[1000] = { 0, 'a', 0xff };

  event->sequence = sequence;
  event->probe = g_strdup ("GetRequest");
  event->detail = g_strdup ("a detail");
  ptl_trace_event_set_data (event, data, sizeof data);
  return event;
}

PtlFact *
make_silent (guint first, guint last)
{
  g_autoptr (PtlAddressSet) silent = ptl_address_set_new ();
  PtlAddress a = make_address (first);
  PtlAddress b = make_address (last);

  ptl_address_set_add_range (silent, &a, &b);
  return ptl_fact_new_silent (9, silent);
}

GPtrArray *
make_facts (void)
{
  static guint8 long_answer[PTL_RESPONSE_MAX_KEPT];
  GPtrArray *facts = ptl_fact_array_new ();
  g_autoptr (PtlService) bare = ptl_service_new (PTL_SERVICE_OUTCOME_NO_MATCH);
  g_autoptr (PtlTlsInfo) tls = make_tls ("DER");
  g_autoptr (PtlTlsInfo) bare_tls = ptl_tls_info_new ();
  g_autoptr (PtlTraceEvent) event = make_event (0);
  PtlAddress first = make_address (1);
  PtlAddress second = { .bytes = { 0xfe, 0x80, [15] = 1 },
                        .scope_id = 2,
                        .is_ipv6 = TRUE };
  PtlProgress progress = { .phase = PTL_PHASE_SCANNING, .ports_done = 3 };

  for (guint i = 0; i < sizeof long_answer; i++)
    long_answer[i] = (guint8) (i * 7);

  g_ptr_array_add (facts, ptl_fact_new_port (4, &second, PTL_PROTOCOL_UDP, 65535,
                                             PTL_PORT_STATE_OPEN_FILTERED,
                                             PTL_REASON_NO_RESPONSE));
  g_ptr_array_add (facts, make_host ());
  g_ptr_array_add (facts, make_group (&first, "1-79,81-99", PTL_REASON_CONN_REFUSED));
  g_ptr_array_add (facts, make_group (&first, "90-200,0", PTL_REASON_CONN_REFUSED));
  g_ptr_array_add (facts, make_group (&second, "1-65534", PTL_REASON_NO_RESPONSE));
  g_ptr_array_add (facts, ptl_fact_new_port (5, &first, PTL_PROTOCOL_TCP, 443,
                                             PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK));
  g_ptr_array_add (facts, make_response (0, "", 0));
  g_ptr_array_add (facts, make_response (1, long_answer, sizeof long_answer));
  g_ptr_array_add (facts, make_service ());
  g_ptr_array_add (facts, ptl_fact_new_service (9, &second, PTL_PROTOCOL_UDP, 9, bare));
  g_ptr_array_add (facts, ptl_fact_new_tls (8, &first, PTL_PROTOCOL_TCP, 443, tls));
  g_ptr_array_add (facts, ptl_fact_new_tls (8, &second, PTL_PROTOCOL_UDP, 9, bare_tls));
  g_ptr_array_add (facts, ptl_fact_new_trace (8, &first, PTL_PROTOCOL_TCP, 81, event));
  g_ptr_array_add (facts, make_silent (20, 30));
  g_ptr_array_add (facts, make_silent (31, 31));
  g_ptr_array_add (facts, ptl_fact_new_resolved (9, "host", &first));
  g_ptr_array_add (facts, ptl_fact_new_progress (10, &progress));
  g_ptr_array_add (facts, ptl_fact_new_message (11, "the name nas has two addresses"));
  return facts;
}

GPtrArray *
make_ports (guint index, guint n)
{
  GPtrArray *facts = ptl_fact_array_new ();
  PtlAddress address = make_address (index);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (facts, ptl_fact_new_port (i, &address, PTL_PROTOCOL_TCP, (guint16) i,
                                               PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK));
  return facts;
}

void
append_one (PtlStore *store, gint64 id, PtlFact *fact)
{
  g_autoptr (GPtrArray) facts = ptl_fact_array_new ();

  g_ptr_array_add (facts, fact);
  ptl_store_append (store, id, facts);
}

static void
describe_rule (GString *out, const PtlRuleRef *rule)
{
  g_string_append_printf (out, "    rule %s %s:%u %s in %s via %s on %u:", rule->layer,
                          rule->file, rule->line, rule->pattern, rule->probe,
                          ptl_match_via_to_string (rule->via), rule->response);
  for (guint i = 0; i < rule->captures->len; i++)
    {
      const PtlCapture *capture = &g_array_index (rule->captures, PtlCapture, i);

      g_string_append_printf (out, " %d-%d", capture->start, capture->end);
    }
  g_string_append_c (out, '\n');
}

static void
describe_service (GString *out, const PtlService *service)
{
  g_autofree char *cpes =
      service->cpes != NULL ? g_strjoinv (" ", service->cpes) : g_strdup ("none");

  g_string_append_printf (out, "    %s %s %s|%s|%s|%s|%s|%s|%s|%s|%s\n",
                          ptl_service_outcome_to_string (service->outcome),
                          ptl_tunnel_to_string (service->tunnel), service->name,
                          service->product, service->version, service->extra_info,
                          service->hostname, service->os_type, service->device_type, cpes,
                          service->fingerprint);
  if (service->rule != NULL)
    describe_rule (out, service->rule);
  for (guint i = 0; service->also != NULL && i < service->also->len; i++)
    describe_service (out, service->also->pdata[i]);
}

static void
describe_response (GString *out, const PtlResponse *response)
{
  g_autofree char *sent = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, response->sent);
  g_autofree char *received =
      g_compute_checksum_for_bytes (G_CHECKSUM_MD5, response->received);

  g_string_append_printf (
      out,
      "    response %u %s %s sent %s received %s %zu of %zu at %" G_GINT64_FORMAT
      " for %u %s from %u\n",
      response->sequence, response->probe, ptl_tunnel_to_string (response->tunnel), sent,
      received, g_bytes_get_size (response->received), response->full_length,
      response->time_us, response->elapsed_ms, ptl_response_end_to_string (response->end),
      response->other_port);
}

static void
describe_tls (GString *out, const PtlTlsInfo *tls)
{
  const PtlCertificate *c = tls->certificate;
  g_autofree char *names =
      c != NULL && c->names != NULL ? g_strjoinv (" ", c->names) : g_strdup ("none");

  g_string_append_printf (out, "    tls %s %s %s\n", tls->version, tls->cipher,
                          tls->alpn);
  if (c != NULL)
    g_string_append_printf (
        out, "    %s|%s|%s %u|%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "|%s %u|%s|%s|%d\n",
        c->subject, c->issuer, names, c->n_names, c->from_us, c->until_us, c->key_type,
        c->key_bits, c->signature, c->sha256, c->is_self_signed);
}

static void
describe_port (GString *out, const PtlPort *port)
{
  g_string_append_printf (out, "  %s/%u %s %s\n", ptl_protocol_to_string (port->protocol),
                          port->number, ptl_port_state_to_string (port->state),
                          ptl_reason_to_string (port->reason));
  if (port->service != NULL)
    describe_service (out, port->service);
  if (port->tls != NULL)
    describe_tls (out, port->tls);
  for (guint i = 0; port->responses != NULL && i < port->responses->len; i++)
    describe_response (out, port->responses->pdata[i]);
}

static void
describe_alias (GString *out, const PtlHostAlias *alias)
{
  g_autofree char *address =
      alias->name == NULL ? ptl_address_to_string (&alias->address) : NULL;

  g_string_append_printf (out, "  also %s says %s\n", alias->name ? alias->name : address,
                          ptl_name_source_to_string (alias->source));
}

static void
describe_silent (GString *out, const PtlAddressSet *silent)
{
  guint n_ranges;
  const PtlAddressRange *ranges = ptl_address_set_get_ranges (silent, &n_ranges);

  for (guint i = 0; i < n_ranges; i++)
    {
      g_autofree char *first = ptl_address_to_string (&ranges[i].first);
      g_autofree char *last = ptl_address_to_string (&ranges[i].last);

      g_string_append_printf (out, "silent %s - %s\n", first, last);
    }
}

static void
describe_host (GString *out, const PtlHost *host)
{
  g_autofree char *address = ptl_address_to_string (&host->address);
  const PtlHostInfo *info = host->info;

  g_string_append_printf (out, "%s %s %s %s %s %s %" G_GINT64_FORMAT " %d %d open %u\n",
                          address, ptl_host_state_to_string (info->state),
                          ptl_reason_to_string (info->reason), info->hostname,
                          info->target, info->mac, info->rtt_us, info->finished,
                          info->timed_out, host->n_open);
  g_string_append_printf (out, "  vendor %s notes %s\n", info->vendor, info->notes);
  for (guint i = 0; info->aliases != NULL && i < info->aliases->len; i++)
    describe_alias (out, info->aliases->pdata[i]);
  for (guint i = 0; info->remarks != NULL && i < info->remarks->len; i++)
    {
      const PtlHostRemark *remark = info->remarks->pdata[i];

      g_string_append_printf (out, "  %s: %s\n", remark->name, remark->text);
    }
  for (guint i = 0; i < host->groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (host->groups, PtlPortGroup, i);
      g_autofree char *ports = ptl_port_set_to_string (group->ports);

      g_string_append_printf (out, "  %s %s %s %s\n",
                              ptl_protocol_to_string (group->protocol),
                              ptl_port_state_to_string (group->state),
                              ptl_reason_to_string (group->reason), ports);
    }
  for (guint i = 0; i < host->ports->len; i++)
    describe_port (out, host->ports->pdata[i]);
}

char *
describe_session (PtlSession *session)
{
  GString *out = g_string_new (NULL);
  GPtrArray *hosts = ptl_session_get_hosts (session);

  for (guint i = 0; i < hosts->len; i++)
    describe_host (out, hosts->pdata[i]);
  describe_silent (out, ptl_session_get_silent (session));
  return g_string_free (out, FALSE);
}

guint
count_ports (PtlSession *session)
{
  GPtrArray *hosts = ptl_session_get_hosts (session);
  guint n = 0;

  for (guint i = 0; i < hosts->len; i++)
    n += ((PtlHost *) hosts->pdata[i])->ports->len;
  return n;
}

char *
ask_file_text (const char *path, const char *sql)
{
  sqlite3 *connection;
  sqlite3_stmt *statement;
  char *answer;

  g_assert_cmpint (sqlite3_open (path, &connection), ==, SQLITE_OK);
  sqlite3_busy_timeout (connection, 5000);
  g_assert_cmpint (sqlite3_prepare_v2 (connection, sql, -1, &statement, NULL), ==,
                   SQLITE_OK);
  answer = sqlite3_step (statement) == SQLITE_ROW
               ? g_strdup ((const char *) sqlite3_column_text (statement, 0))
               : NULL;
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
  return answer;
}

gint64
ask_file (const char *path, const char *sql)
{
  g_autofree char *answer = ask_file_text (path, sql);

  return answer != NULL ? g_ascii_strtoll (answer, NULL, 10) : -1;
}

void
run_file (const char *path, const char *sql)
{
  sqlite3 *connection;

  g_assert_cmpint (sqlite3_open (path, &connection), ==, SQLITE_OK);
  sqlite3_busy_timeout (connection, 5000);
  g_assert_cmpint (sqlite3_exec (connection, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
}
