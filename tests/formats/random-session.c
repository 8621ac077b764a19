/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/formats/random-session.c: sessions of every shape. */
#include "random-session.h"

#define START_US G_GINT64_CONSTANT (1795220628000000)

typedef struct
{
  GRand *rand;
  const RandomSessionKind *kind;
  PtlSession *session;
  PtlAddress address;
} Maker;

static guint
below (Maker *self, guint limit)
{
  return (guint) g_rand_int_range (self->rand, 0, (gint32) limit);
}

/* Returns: (transfer full): now and then NULL; with all that wants escaping */
static char *
text (Maker *self)
{
  static const char *const parts[] = { "a",  "Z",   "9",   " ",   "<",  "&",
                                       ">",  "\"",  "'",   "é",   "漢", "😀",
                                       "=1", "]]>", "-->", "\\x", "%",  "ß" };
  GString *out;

  if (below (self, 3) == 0)
    return NULL;

  out = g_string_new ("x");
  for (guint n = below (self, 12); n > 0; n--)
    g_string_append (out, parts[below (self, G_N_ELEMENTS (parts))]);
  return g_string_free (out, FALSE);
}

static char *
some_text (Maker *self)
{
  char *some = text (self);

  return some != NULL ? some : g_strdup ("y");
}

static GBytes *
bytes (Maker *self)
{
  guint length = below (self, 40);
  guint8 data[40];

  for (guint i = 0; i < length; i++)
    data[i] = (guint8) below (self, 256);
  return g_bytes_new (data, length);
}

static gint64
time_us (Maker *self)
{
  gint64 seconds = START_US / G_USEC_PER_SEC + below (self, 100000);

  return seconds * G_USEC_PER_SEC + (self->kind->is_plain ? 0 : below (self, 1000000));
}

static void
apply (Maker *self, PtlFact *fact)
{
  ptl_session_apply (self->session, fact);
  ptl_fact_unref (fact);
}

static void
add_rule (Maker *self, PtlService *service)
{
  PtlRuleRef *rule = ptl_rule_ref_new ();

  rule->layer = g_strdup ("shipped");
  rule->file = some_text (self);
  rule->pattern = some_text (self);
  rule->probe = some_text (self);
  rule->line = below (self, 10000);
  rule->via = (PtlMatchVia) below (self, PTL_MATCH_VIA_NULL + 1);
  for (guint n = below (self, 3); n > 0; n--)
    {
      PtlCapture capture = { (int) below (self, 5), 5 + (int) below (self, 5) };

      if (below (self, 4) == 0)
        capture = (PtlCapture){ -1, -1 };
      g_array_append_val (rule->captures, capture);
    }
  service->rule = rule;
}

static void
add_cpes (Maker *self, PtlService *service)
{
  g_autoptr (GStrvBuilder) cpes = g_strv_builder_new ();
  guint n = below (self, 3);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = some_text (self);
      g_autofree char *cpe = g_strconcat ("cpe:/a:", name, NULL);

      g_strv_builder_add (cpes, cpe);
    }
  if (n > 0)
    service->cpes = g_strv_builder_end (cpes);
}

/* Nmap's XML tells apart what was matched, what was only looked up, what said nothing
 * that is known, and what says nothing at all. */
static PtlServiceOutcome
plain_outcome (Maker *self)
{
  static const PtlServiceOutcome outcomes[] = { PTL_SERVICE_OUTCOME_TABLE,
                                                PTL_SERVICE_OUTCOME_HARD_MATCH,
                                                PTL_SERVICE_OUTCOME_NO_MATCH };

  return outcomes[below (self, G_N_ELEMENTS (outcomes))];
}

/* What later rules know. */
static void
add_also (Maker *self, PtlService *service)
{
  guint n = below (self, 3);

  for (guint i = 0; i < n; i++)
    {
      PtlService *further = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);

      further->name = text (self);
      further->product = some_text (self);
      add_rule (self, further);
      ptl_service_add_also (service, further);
    }
}

static PtlService *
new_service (Maker *self)
{
  gboolean is_plain = self->kind->is_plain;
  PtlServiceOutcome outcome =
      is_plain ? plain_outcome (self)
               : (PtlServiceOutcome) below (self, PTL_SERVICE_OUTCOME_EXCLUDED + 1);
  PtlService *service = ptl_service_new (outcome);

  service->name = is_plain ? some_text (self) : text (self);
  service->product = text (self);
  service->version = text (self);
  service->extra_info = text (self);
  service->hostname = text (self);
  service->os_type = text (self);
  service->device_type = text (self);
  service->tunnel = below (self, 3) == 0 ? PTL_TUNNEL_SSL : PTL_TUNNEL_NONE;
  add_cpes (self, service);
  if (outcome == PTL_SERVICE_OUTCOME_NO_MATCH)
    service->fingerprint = some_text (self);
  if (!is_plain && below (self, 2) == 0)
    {
      add_rule (self, service);
      add_also (self, service);
    }
  return service;
}

static void
add_response (Maker *self, PtlProtocol protocol, guint16 number, guint sequence)
{
  g_autoptr (PtlResponse) response = ptl_response_new ();

  response->sequence = sequence;
  response->probe = some_text (self);
  response->tunnel = (PtlTunnel) below (self, 2);
  response->sent = bytes (self);
  response->received = bytes (self);
  response->full_length = g_bytes_get_size (response->received) + below (self, 3);
  response->time_us = time_us (self);
  response->elapsed_ms = below (self, 5000);
  response->other_port = (guint16) (below (self, 2) * below (self, 65536));
  response->end = (PtlResponseEnd) below (self, PTL_RESPONSE_END_STOPPED + 1);
  apply (self,
         ptl_fact_new_response (START_US, &self->address, protocol, number, response));
}

static PtlCertificate *
new_certificate (Maker *self)
{
  g_autoptr (GBytes) der = bytes (self);
  PtlCertificate *certificate = ptl_certificate_new (der);

  certificate->subject = text (self);
  certificate->issuer = text (self);
  if (below (self, 2) == 0)
    {
      const char *const names[] = { "DNS:a.example", "IP:192.0.2.1", NULL };

      certificate->names = g_strdupv ((char **) names);
      certificate->n_names = 2 + below (self, 5);
    }
  certificate->from_us = below (self, 4) > 0 ? time_us (self) : PTL_CERTIFICATE_NO_TIME;
  certificate->until_us = below (self, 4) > 0 ? time_us (self) : PTL_CERTIFICATE_NO_TIME;
  certificate->key_type = text (self);
  certificate->key_bits = below (self, 4096);
  certificate->signature = text (self);
  certificate->is_self_signed = below (self, 2) == 0;
  return certificate;
}

static void
add_tls (Maker *self, PtlProtocol protocol, guint16 number)
{
  g_autoptr (PtlTlsInfo) tls = ptl_tls_info_new ();

  tls->version = some_text (self);
  tls->cipher = some_text (self);
  tls->alpn = text (self);
  if (below (self, 2) == 0)
    tls->certificate = new_certificate (self);
  apply (self, ptl_fact_new_tls (START_US, &self->address, protocol, number, tls));
}

static void
add_port (Maker *self)
{
  PtlProtocol protocol = (PtlProtocol) below (self, PTL_N_PROTOCOLS);
  guint16 number = (guint16) (1000 + below (self, 1000));
  gboolean is_open = self->kind->is_plain || below (self, 3) > 0;
  PtlPortState state =
      is_open ? PTL_PORT_STATE_OPEN : (PtlPortState) below (self, PTL_N_PORT_STATES);

  apply (self, ptl_fact_new_port (START_US, &self->address, protocol, number, state,
                                  (PtlReason) below (self, PTL_N_REASONS)));
  if (below (self, 4) > 0)
    {
      g_autoptr (PtlService) service = new_service (self);

      apply (self,
             ptl_fact_new_service (START_US, &self->address, protocol, number, service));
    }
  if (self->kind->is_plain)
    return;

  for (guint i = 0; i < below (self, 3); i++)
    add_response (self, protocol, number, i);
  if (below (self, 3) == 0)
    add_tls (self, protocol, number);
}

static void
add_group (Maker *self)
{
  g_autoptr (PtlPortSet) ports = ptl_port_set_new ();
  guint first = below (self, 60000);

  for (guint n = below (self, 5); n > 0; n--)
    ptl_port_set_add_range (ports, (guint16) (first + 20 * n),
                            (guint16) (first + 20 * n + below (self, 15)));
  apply (self, ptl_fact_new_port_group (START_US, &self->address,
                                        (PtlProtocol) below (self, PTL_N_PROTOCOLS),
                                        (PtlPortState) (1 + below (self, 2)),
                                        (PtlReason) below (self, PTL_N_REASONS), ports));
}

static void
add_host (Maker *self)
{
  g_autoptr (PtlHostInfo) info = ptl_host_info_new ();

  self->address = (PtlAddress){ .is_ipv6 = below (self, 2) == 0 };
  for (guint i = 0; i < ptl_address_get_length (&self->address); i++)
    self->address.bytes[i] = (guint8) below (self, 200) + 1;
  info->state = self->kind->is_plain
                    ? PTL_HOST_STATE_UP
                    : (PtlHostState) below (self, PTL_HOST_STATE_DOWN + 1);
  info->reason = (PtlReason) below (self, PTL_N_REASONS);
  info->hostname = text (self);
  info->target = text (self);
  info->mac = below (self, 2) == 0 ? g_strdup ("02:42:AC:11:00:02") : NULL;
  info->vendor = info->mac != NULL ? text (self) : NULL;
  info->timed_out = below (self, 5) == 0;
  info->finished = !info->timed_out;
  if (below (self, 3) == 0)
    {
      g_autofree char *said = some_text (self);

      ptl_host_info_add_remark (info, PTL_HOST_REMARK_OS, said);
      ptl_host_info_add_remark (info, PTL_HOST_REMARK_OS_ACCURACY, "98");
      ptl_host_info_add_remark (info, PTL_RESPONSE_OF_SCRIPT "whoami", said);
    }
  if (!self->kind->is_plain)
    {
      g_autofree char *alias = some_text (self);

      info->finished = below (self, 2) == 0;
      info->notes = text (self);
      info->rtt_us = below (self, 2) == 0 ? (gint64) below (self, 100000) : -1;
      ptl_host_info_add_alias (info, alias, NULL,
                               (PtlNameSource) below (self, PTL_NAME_SOURCE_FILE + 1));
      ptl_host_info_add_alias (info, NULL, &self->address, PTL_NAME_SOURCE_DNS);
    }
  apply (self, ptl_fact_new_host (START_US, &self->address, info));
  for (guint n = below (self, 8); n > 0; n--)
    add_port (self);
  for (guint n = below (self, 4); n > 0; n--)
    add_group (self);
}

static void
add_silent (Maker *self)
{
  g_autoptr (PtlAddressSet) silent = ptl_address_set_new ();
  PtlAddress first = { .bytes = { 10, 0, (guint8) below (self, 200), 0 } };
  PtlAddress last = first;

  last.bytes[3] = (guint8) (1 + below (self, 200));
  ptl_address_set_add_range (silent, &first, &last);
  apply (self, ptl_fact_new_silent (START_US, silent));
}

static PtlSessionInfo *
new_info (Maker *self)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autofree char *name = some_text (self);
  PtlSessionInfo *info;
  const char *const tags[] = { "home", "with \"quotes\"", NULL };

  g_ptr_array_add (options->targets, g_strdup ("192.0.2.0/24"));
  options->identify = below (self, 2) == 0;
  options->udp = below (self, 2) == 0;
  options->ports = below (self, 2) == 0 ? g_strdup ("T:1-1000,U:53") : NULL;
  options->timing = (PtlTiming) below (self, PTL_N_TIMINGS);
  options->intensity = 7;
  info = ptl_session_info_new (name, options);
  info->state = PTL_SESSION_STATE_FINISHED;
  info->started_us = START_US;
  info->finished_us = START_US + G_GINT64_CONSTANT (100000000000);
  info->engine = g_strdup ("portolan 0.1.0");
  if (!self->kind->is_plain)
    {
      info->state = (PtlSessionState) below (self, PTL_SESSION_STATE_INTERRUPTED + 1);
      info->rules = text (self);
      info->notes = text (self);
      info->tags = g_strdupv ((char **) tags);
      info->asked[PTL_PROTOCOL_TCP] = ptl_port_set_parse ("1-1000", NULL, NULL);
    }
  return info;
}

PtlSession *
random_session (GRand *rand, const RandomSessionKind *kind)
{
  Maker maker = { .rand = rand, .kind = kind };
  g_autoptr (PtlSessionInfo) info = new_info (&maker);
  g_autoptr (PtlSessionInfo) counted = ptl_session_info_copy (info);
  GPtrArray *hosts;

  maker.session = ptl_session_new (info, TRUE);
  for (guint n = below (&maker, 6); n > 0; n--)
    add_host (&maker);
  if (!kind->is_plain)
    add_silent (&maker);

  hosts = ptl_session_get_hosts (maker.session);
  for (guint i = 0; i < hosts->len; i++)
    {
      const PtlHost *host = hosts->pdata[i];

      counted->n_hosts_up += host->info->state == PTL_HOST_STATE_UP;
      counted->n_open_ports += host->n_open;
    }
  ptl_session_set_info (maker.session, counted);
  return maker.session;
}
