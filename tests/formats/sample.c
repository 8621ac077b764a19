/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/formats/sample.c: sessions to write. */
#include "sample.h"

#define START_US G_GINT64_CONSTANT (1795220628000000)

static PtlSession *
new_session (const char *name, const char *target, PtlSessionState state)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  PtlSessionInfo *info;
  PtlSession *session;

  g_ptr_array_add (options->targets, g_strdup (target));
  options->ports = g_strdup ("1-1000");
  info = ptl_session_info_new (name, options);
  info->id = 7;
  info->state = state;
  info->started_us = START_US;
  info->finished_us = START_US + 12340000;
  info->engine = g_strdup ("portolan 0.1.0");

  session = ptl_session_new (info, TRUE);
  ptl_session_info_unref (info);
  return session;
}

static void
apply (PtlSession *session, PtlFact *fact)
{
  ptl_session_apply (session, fact);
  ptl_fact_unref (fact);
}

static void
add_host (PtlSession *session, const char *address, PtlHostInfo *info)
{
  PtlAddress parsed;

  g_assert_true (ptl_address_parse (address, &parsed));
  apply (session, ptl_fact_new_host (START_US, &parsed, info));
  ptl_host_info_unref (info);
}

static void
add_group (PtlSession *session,
           const char *address,
           PtlProtocol protocol,
           PtlPortState state,
           PtlReason reason,
           const char *ports)
{
  g_autoptr (PtlPortSet) set = ptl_port_set_parse (ports, NULL, NULL);
  PtlAddress parsed;

  g_assert_true (ptl_address_parse (address, &parsed));
  apply (session,
         ptl_fact_new_port_group (START_US, &parsed, protocol, state, reason, set));
}

/* Adds an open port; takes @service, which may be NULL. */
static void
add_port (PtlSession *session, const char *address, guint16 port, PtlService *service)
{
  PtlAddress parsed;

  g_assert_true (ptl_address_parse (address, &parsed));
  apply (session, ptl_fact_new_port (START_US, &parsed, PTL_PROTOCOL_TCP, port,
                                     PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK));
  if (service == NULL)
    return;

  apply (session,
         ptl_fact_new_service (START_US, &parsed, PTL_PROTOCOL_TCP, port, service));
  ptl_service_unref (service);
}

static void
add_response (PtlSession *session, const char *address, guint16 port, const char *banner)
{
  g_autoptr (PtlResponse) response = ptl_response_new ();
  PtlAddress parsed;

  g_assert_true (ptl_address_parse (address, &parsed));
  response->probe = g_strdup ("NULL");
  response->sent = g_bytes_new_static (NULL, 0);
  response->received = g_bytes_new (banner, strlen (banner));
  response->full_length = strlen (banner);
  response->time_us = START_US + 1000000;
  response->elapsed_ms = 12;
  response->end = PTL_RESPONSE_END_MATCHED;
  apply (session,
         ptl_fact_new_response (START_US, &parsed, PTL_PROTOCOL_TCP, port, response));
}

/* What TLS agreed on with @port; every text of the certificate is @text, if there is
 * one. */
static void
add_tls (PtlSession *session, const char *address, guint16 port, const char *text)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("DER", 3);
  g_autoptr (PtlTlsInfo) tls = ptl_tls_info_new ();
  PtlCertificate *certificate = ptl_certificate_new (der);
  const char *const names[] = { text != NULL ? text : "DNS:www.example.net",
                                "IP:192.0.2.1", NULL };
  PtlAddress parsed;

  g_assert_true (ptl_address_parse (address, &parsed));
  certificate->subject = g_strdup (text != NULL ? text : "CN=www.example.net");
  certificate->issuer = g_strdup (text != NULL ? text : "CN=An Authority");
  certificate->names = g_strdupv ((char **) names);
  certificate->n_names = 3;
  certificate->from_us = START_US;
  certificate->key_type = g_strdup (text != NULL ? text : "RSA");
  certificate->key_bits = 2048;
  certificate->signature = g_strdup (text != NULL ? text : "RSA-SHA256");
  tls->version = g_strdup (text != NULL ? text : "TLS1.3");
  tls->cipher = g_strdup (text != NULL ? text : "TLS_AES_256_GCM_SHA384");
  tls->alpn = g_strdup (text);
  tls->certificate = certificate;
  apply (session, ptl_fact_new_tls (START_US, &parsed, PTL_PROTOCOL_TCP, port, tls));
}

/* What a later rule knows of a service besides. */
static PtlService *
further_service (const char *product, const char *version)
{
  PtlService *service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  const char *const cpes[] = { "cpe:/a:example:harbour", NULL };

  service->name = g_strdup ("ssh");
  service->product = g_strdup (product);
  service->version = g_strdup (version);
  service->cpes = g_strdupv ((char **) cpes);
  service->rule = ptl_rule_ref_new ();
  service->rule->layer = g_strdup ("user");
  service->rule->file = g_strdup (product);
  service->rule->line = 7;
  service->rule->probe = g_strdup ("NULL");
  service->rule->pattern = g_strdup ("SSH");
  return service;
}

static PtlService *
ssh_service (void)
{
  PtlService *service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  const char *const cpes[] = { "cpe:/a:openbsd:openssh:9.2p1",
                               "cpe:/o:linux:linux_kernel", NULL };
  PtlCapture whole = { 0, 21 };
  PtlCapture version = { 16, 21 };

  service->name = g_strdup ("ssh");
  service->product = g_strdup ("OpenSSH");
  service->version = g_strdup ("9.2p1");
  service->extra_info = g_strdup ("protocol 2.0");
  service->os_type = g_strdup ("Linux");
  service->cpes = g_strdupv ((char **) cpes);
  service->rule = ptl_rule_ref_new ();
  service->rule->layer = g_strdup ("shipped");
  service->rule->file = g_strdup ("portolan-probes");
  service->rule->line = 42;
  service->rule->probe = g_strdup ("NULL");
  service->rule->pattern = g_strdup ("^SSH-2\\.0-OpenSSH_(\\S+)");
  g_array_append_val (service->rule->captures, whole);
  g_array_append_val (service->rule->captures, version);
  ptl_service_add_also (service, further_service ("Harbour", "1.0"));
  ptl_service_add_also (service, further_service ("Pilot", NULL));
  return service;
}

static PtlService *
https_service (void)
{
  PtlService *service = ptl_service_new (PTL_SERVICE_OUTCOME_SOFT_MATCH);

  service->name = g_strdup ("http");
  service->tunnel = PTL_TUNNEL_SSL;
  service->hostname = g_strdup ("www.example.net");
  service->device_type = g_strdup ("router");
  return service;
}

static PtlService *
unknown_service (void)
{
  PtlService *service = ptl_service_new (PTL_SERVICE_OUTCOME_NO_MATCH);
  GString *fingerprint =
      g_string_new ("SF-Port8081-TCP:V=0.1.0%I=7%D=11/21%Time=6B00B194%P=x86_64%r(NULL,");

  for (guint i = 0; i < 20; i++)
    g_string_append (fingerprint, "\\x01\\x02abc");
  g_string_append (fingerprint, "\");");
  service->name = g_strdup ("blackice-icecap");
  service->fingerprint = g_string_free (fingerprint, FALSE);
  return service;
}

static void
add_progress (PtlSession *session)
{
  const PtlProgress progress = { .phase = PTL_PHASE_FINISHED,
                                 .hosts_total = 4,
                                 .hosts_done = 4 };

  apply (session, ptl_fact_new_progress (START_US, &progress));
}

PtlSession *
sample_session (PtlSessionState state)
{
  PtlSession *session = new_session ("sample", "192.0.2.0/30", state);
  PtlHostInfo *info = ptl_host_info_new ();

  info->state = PTL_HOST_STATE_UP;
  info->reason = PTL_REASON_SYN_ACK;
  info->hostname = g_strdup ("gate.example");
  info->target = g_strdup ("gate");
  info->mac = g_strdup ("02:42:AC:11:00:02");
  info->rtt_us = 1234;
  info->finished = TRUE;
  add_host (session, "192.0.2.1", info);
  add_port (session, "192.0.2.1", 22, ssh_service ());
  add_response (session, "192.0.2.1", 22, "SSH-2.0-OpenSSH_9.2p1 \"x\"\r\n");
  add_port (session, "192.0.2.1", 443, https_service ());
  add_tls (session, "192.0.2.1", 443, NULL);
  add_port (session, "192.0.2.1", 8081, unknown_service ());
  add_port (session, "192.0.2.1", 9999, ptl_service_new (PTL_SERVICE_OUTCOME_NO_MATCH));
  add_group (session, "192.0.2.1", PTL_PROTOCOL_TCP, PTL_PORT_STATE_CLOSED,
             PTL_REASON_CONN_REFUSED, "1-21,23-442");
  add_group (session, "192.0.2.1", PTL_PROTOCOL_TCP, PTL_PORT_STATE_FILTERED,
             PTL_REASON_NO_RESPONSE, "500-501");

  info = ptl_host_info_new ();
  info->state = PTL_HOST_STATE_UP;
  info->reason = PTL_REASON_USER_SET;
  info->timed_out = TRUE;
  add_host (session, "2001:db8::1", info);
  add_group (session, "2001:db8::1", PTL_PROTOCOL_TCP, PTL_PORT_STATE_FILTERED,
             PTL_REASON_NO_RESPONSE, "1-900");
  add_group (session, "2001:db8::1", PTL_PROTOCOL_TCP, PTL_PORT_STATE_FILTERED,
             PTL_REASON_ADMIN_PROHIBITED, "901-1000");

  info = ptl_host_info_new ();
  info->state = PTL_HOST_STATE_DOWN;
  info->reason = PTL_REASON_NO_RESPONSE;
  add_host (session, "192.0.2.2", info);
  add_progress (session);
  return session;
}

PtlSession *
hostile_session (const char *text)
{
  PtlSession *session = new_session (text, text, PTL_SESSION_STATE_FINISHED);
  PtlService *service = ptl_service_new (PTL_SERVICE_OUTCOME_SOFT_MATCH);
  PtlHostInfo *info = ptl_host_info_new ();
  const char *const cpes[] = { text, NULL };

  info->state = PTL_HOST_STATE_UP;
  info->hostname = g_strdup (text);
  info->target = g_strdup (text);
  info->mac = g_strdup (text);
  add_host (session, "192.0.2.9", info);

  service->name = g_strdup (text);
  service->product = g_strdup (text);
  service->version = g_strdup (text);
  service->extra_info = g_strdup (text);
  service->hostname = g_strdup (text);
  service->os_type = g_strdup (text);
  service->device_type = g_strdup (text);
  service->cpes = g_strdupv ((char **) cpes);
  service->fingerprint = g_strdup (text);
  service->rule = ptl_rule_ref_new ();
  service->rule->layer = g_strdup (text);
  service->rule->file = g_strdup (text);
  service->rule->pattern = g_strdup (text);
  service->rule->probe = g_strdup (text);
  ptl_service_add_also (service, further_service (text, text));
  add_port (session, "192.0.2.9", 80, service);
  add_response (session, "192.0.2.9", 80, text);
  add_tls (session, "192.0.2.9", 80, text);
  return session;
}

char *
write_session (PtlFormat format, PtlSession *session)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (ptl_format_write (format, session, out, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (out, "", 1, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (out));
}

GPtrArray *
hostile_texts (void)
{
  static const char *const texts[] = {
    "plain",
    "]]><!-- --><?php ?>&amp;&#0;&lt;",
    "\"'`<script>alert(1)</script>",
    "\x01\x02\x1b]0;title\x07\x1b[31mred\x1b[0m\x7f",
    "line\r\nbreak\ttab",
    "\xe2\x80\xae"
    "gnp.exe\xe2\x81\xa6\xef\xbb\xbf",
    "\xff\xfe\x80 not UTF-8 \xc3",
    "\xc2\x85\xc2\x9b"
    "31m C1 controls",
    "\xef\xbf\xbe\xef\xbf\xbf",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "a,\"b\",c",
    "\\x41\\\\",
    "\xf0\x9f\x90\xa7 \xe4\xb8\xad\xe6\x96\x87",
  };
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);
  GString *marks = g_string_new ("a");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_ptr_array_add (all, g_strdup (texts[i]));
  g_ptr_array_add (all, g_strnfill (64 * 1024, 'A'));
  g_ptr_array_add (all, g_strnfill (64 * 1024, '\x07'));
  for (guint i = 0; i < 32 * 1024; i++)
    g_string_append_unichar (marks, 0x301);
  g_ptr_array_add (all, g_string_free (marks, FALSE));
  return all;
}
