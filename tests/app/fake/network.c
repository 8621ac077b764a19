/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/fake/network.c: what the made-up network has to say. */
#include <string.h>

#include "fake.h"

#define START_US G_GINT64_CONSTANT (1772546587000000)

typedef struct
{
  guint16 port;
  const char *service;
  const char *product;
  const char *version;
  const char *extra_info;
  const char *probe;
  const char *sent;
  const char *received;
  gboolean tls;
  PtlServiceOutcome outcome;
} Listener;

static const Listener listeners[] = {
  { 22, "ssh", "OpenSSH", "9.2p1 Debian 2+deb12u3", "protocol 2.0", "NULL", "",
    "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n", FALSE, PTL_SERVICE_OUTCOME_HARD_MATCH },
  { 25, "smtp", "Postfix smtpd", NULL, NULL, "NULL", "",
    "220 chart.example ESMTP Postfix (Debian/GNU)\r\n", FALSE,
    PTL_SERVICE_OUTCOME_HARD_MATCH },
  { 53, "domain", "ISC BIND", "9.18.28-1~deb12u2", "Debian Linux", "DNSVersionBindReqTCP",
    "\x01\x02\x03version\x04"
    "bind",
    "\x05\x06version\x04"
    "bind\xc0\x0c",
    FALSE, PTL_SERVICE_OUTCOME_HARD_MATCH },
  { 80, "http", "nginx", "1.22.1", NULL, "GetRequest", "GET / HTTP/1.0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Tue, 03 Mar 2026 14:03:07 GMT\r\n"
    "Content-Type: text/html\r\nContent-Length: 615\r\nConnection: close\r\n\r\n"
    "<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n",
    FALSE, PTL_SERVICE_OUTCOME_HARD_MATCH },
  { 143, "imap", "Dovecot imapd", NULL, "Ubuntu", "NULL", "",
    "* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE] Dovecot (Debian) "
    "ready.\r\n",
    FALSE, PTL_SERVICE_OUTCOME_HARD_MATCH },
  { 443, "http", "Apache httpd", "2.4.62", "(Debian)", "GetRequest",
    "GET / HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK\r\nServer: Apache/2.4.62 (Debian)\r\n\r\n",
    TRUE, PTL_SERVICE_OUTCOME_HARD_MATCH },
  { 631, "ipp", "CUPS", "2.4", NULL, "GetRequest", "GET / HTTP/1.0\r\n\r\n",
    "HTTP/1.0 200 OK\r\nServer: CUPS/2.4 IPP/2.1\r\n\r\n", FALSE,
    PTL_SERVICE_OUTCOME_HARD_MATCH },
  { 3306, "mysql", "MariaDB", "10.11.6-MariaDB-0+deb12u1", "unauthorized", "NULL", "",
    "\x5a\x01\x01\x01\x0a"
    "10.11.6-MariaDB-0+deb12u1",
    FALSE, PTL_SERVICE_OUTCOME_HARD_MATCH },
  { 5432, "postgresql", "PostgreSQL DB", "9.6.0 or later", NULL, "SMBProgNeg",
    "\x01\x02\x03\xa4\xffSMBr",
    "E\x01\x01\x01\x8cSFATAL\x01VFATAL\x01"
    "C0A000",
    FALSE, PTL_SERVICE_OUTCOME_HARD_MATCH },
  { 6379, "redis", "Redis key-value store", "7.0.15", NULL, "redis-server",
    "*1\r\n$4\r\ninfo\r\n", "$5214\r\n# Server\r\nredis_version:7.0.15\r\n", FALSE,
    PTL_SERVICE_OUTCOME_HARD_MATCH },
  { 8009, "ajp13", NULL, NULL, NULL, "GenericLines", "\r\n\r\n", "", FALSE,
    PTL_SERVICE_OUTCOME_NO_MATCH },
  { 9418, "git", NULL, NULL, NULL, "NULL", "", "", FALSE,
    PTL_SERVICE_OUTCOME_TCPWRAPPED },
};

/* Markup, bidirectional overrides, control characters, combining marks, length. */
static const Listener hostile_listeners[] = {
  { 21, "<b>ftp</b>",
    "<span size='999999'>big</span> &amp; & \xe2\x80\xae"
    "evil",
    "1\n2\t3\x1b[31m", "\xff\xfe not UTF-8", "NULL", "",
    "220 <a href=\"x\">\x01\x02\xff\xfe\x1b]0;title\x07 \xe2\x80\xae"
    "gnirts\r\n",
    FALSE, PTL_SERVICE_OUTCOME_HARD_MATCH },
  { 80, NULL,
    "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
    "%s%n%d", "&lt;script&gt;", "GetRequest", "GET", "%s%s%n", FALSE,
    PTL_SERVICE_OUTCOME_SOFT_MATCH },
};

static PtlRuleRef *
make_rule (const Listener *listener)
{
  PtlRuleRef *rule = ptl_rule_ref_new ();

  rule->layer = g_strdup ("shipped");
  rule->file = g_strdup ("/usr/share/portolan/probes/portolan-probes");
  rule->line = 100u + listener->port % 900u;
  rule->pattern = g_strdup_printf ("^%.8s[^\\r\\n]*%s ([\\w.+~-]+)",
                                   listener->service != NULL ? listener->service : "x",
                                   listener->product != NULL ? listener->product : "");
  rule->probe = g_strdup (listener->probe);
  rule->response = 0;
  return rule;
}

static PtlService *
make_service (const Listener *listener)
{
  PtlService *service = ptl_service_new (listener->outcome);

  service->name = g_strdup (listener->service);
  service->product = g_strdup (listener->product);
  service->version = g_strdup (listener->version);
  service->extra_info = g_strdup (listener->extra_info);
  service->tunnel = listener->tls ? PTL_TUNNEL_SSL : PTL_TUNNEL_NONE;
  if (listener->outcome == PTL_SERVICE_OUTCOME_HARD_MATCH)
    {
      const char *cpes[] = { "cpe:/a:vendor:product", NULL };

      service->cpes = g_strdupv ((char **) cpes);
      service->rule = make_rule (listener);
    }

  return service;
}

static PtlResponse *
make_response (const Listener *listener, guint sequence)
{
  PtlResponse *response = ptl_response_new ();
  gsize length = strlen (listener->received);

  response->sequence = sequence;
  response->probe = g_strdup (sequence == 0 ? listener->probe : "GenericLines");
  response->tunnel = listener->tls ? PTL_TUNNEL_SSL : PTL_TUNNEL_NONE;
  response->sent = g_bytes_new (listener->sent, strlen (listener->sent));
  response->received = g_bytes_new (listener->received, length);
  response->full_length = length;
  response->time_us = START_US + listener->port * 1000;
  response->elapsed_ms = length > 0 ? 3 + listener->port % 40u : 6000;
  response->end = length > 0 ? PTL_RESPONSE_END_MATCHED : PTL_RESPONSE_END_TIMEOUT;
  return response;
}

static void
add_host (GPtrArray *facts, const PtlAddress *address, const char *name, PtlHostState up)
{
  PtlHostInfo *info = ptl_host_info_new ();

  info->state = up;
  info->reason = PTL_REASON_CONN_REFUSED;
  info->target = g_strdup (name);
  info->hostname = g_strdup (name);
  info->rtt_us = 420;
  g_ptr_array_add (facts, ptl_fact_new_host (START_US, address, info));
  ptl_host_info_unref (info);
}

static void
add_closed (GPtrArray *facts, const PtlAddress *address, guint n_closed)
{
  g_autoptr (PtlPortSet) closed = ptl_port_set_new ();

  ptl_port_set_add_range (closed, 20000, (guint16) (20000 + n_closed - 1));
  g_ptr_array_add (facts, ptl_fact_new_port_group (START_US, address, PTL_PROTOCOL_TCP,
                                                   PTL_PORT_STATE_CLOSED,
                                                   PTL_REASON_CONN_REFUSED, closed));
}

static void
add_progress (GPtrArray *facts, guint done, guint total, guint open, guint named)
{
  PtlProgress progress = {
    .phase = PTL_PHASE_SCANNING,
    .hosts_total = 1,
    .hosts_up = 1,
    .ports_done = done,
    .ports_total = total,
    .open_ports = open,
    .services_done = named,
    .services_total = open,
    .in_flight = 12,
    .elapsed_us = (gint64) done * 9000 + named * 300000,
  };

  g_ptr_array_add (facts, ptl_fact_new_progress (START_US, &progress));
}

static void
add_listeners (GPtrArray *facts,
               const PtlAddress *address,
               const Listener *list,
               guint n_listeners)
{
  for (guint i = 0; i < n_listeners; i++)
    {
      g_ptr_array_add (facts, ptl_fact_new_port (START_US, address, PTL_PROTOCOL_TCP,
                                                 list[i].port, PTL_PORT_STATE_OPEN,
                                                 PTL_REASON_SYN_ACK));
      add_progress (facts, (i + 1) * 1000 / n_listeners, 1000, i + 1, 0);
    }

  for (guint i = 0; i < n_listeners; i++)
    {
      g_autoptr (PtlService) service = make_service (&list[i]);

      for (guint sequence = 0; sequence < 2; sequence++)
        {
          g_autoptr (PtlResponse) response = make_response (&list[i], sequence);

          g_ptr_array_add (facts,
                           ptl_fact_new_response (START_US, address, PTL_PROTOCOL_TCP,
                                                  list[i].port, response));
        }

      g_ptr_array_add (facts, ptl_fact_new_service (START_US, address, PTL_PROTOCOL_TCP,
                                                    list[i].port, service));
      add_progress (facts, 1000, 1000, n_listeners, i + 1);
    }
}

static void
add_many (GPtrArray *facts, const PtlAddress *address)
{
  for (guint port = 1; port <= G_MAXUINT16; port++)
    g_ptr_array_add (facts, ptl_fact_new_port (START_US, address, PTL_PROTOCOL_TCP,
                                               (guint16) port, PTL_PORT_STATE_OPEN,
                                               PTL_REASON_SYN_ACK));
}

/* The kinds of hosts in an office, as bits over "listeners", and how many there are. */
static const struct
{
  const char *name;
  guint n_hosts;
  guint listeners;
} roles[] = {
  { "desk", 34, 1u << 0 | 1u << 6 },
  { "printer", 9, 1u << 3 | 1u << 6 },
  { "web", 8, 1u << 0 | 1u << 3 | 1u << 5 },
  { "db", 4, 1u << 0 | 1u << 7 | 1u << 8 },
  { "mail", 2, 1u << 0 | 1u << 1 | 1u << 4 | 1u << 5 },
  { "cache", 2, 1u << 0 | 1u << 9 },
  { "odd", 1, 1u << 0 | 1u << 2 | 1u << 10 | 1u << 11 },
};

static void
add_office (GPtrArray *facts)
{
  guint number = 1;

  for (guint role = 0; role < G_N_ELEMENTS (roles); role++)
    for (guint i = 0; i < roles[role].n_hosts; i++, number++)
      {
        g_autofree char *text = g_strdup_printf ("192.0.2.%u", number);
        g_autofree char *name = g_strdup_printf ("%s%u.example", roles[role].name, i + 1);
        PtlAddress address;

        ptl_address_parse (text, &address);
        add_host (facts, &address, name, PTL_HOST_STATE_UP);
        for (guint l = 0; l < G_N_ELEMENTS (listeners); l++)
          if ((roles[role].listeners & 1u << l) != 0)
            add_listeners (facts, &address, &listeners[l], 1);
      }
}

static void
add_target (GPtrArray *facts, const char *target, guint index)
{
  g_autofree char *text = g_strdup_printf ("192.0.2.%u", 7 + index * 3);
  PtlAddress address;

  if (g_str_equal (target, "office"))
    {
      add_office (facts);
      return;
    }
  if (!ptl_address_parse (target, &address))
    ptl_address_parse (text, &address);
  if (g_str_equal (target, "down"))
    {
      add_host (facts, &address, NULL, PTL_HOST_STATE_DOWN);
      return;
    }

  add_host (facts, &address, g_ascii_isdigit (*target) ? NULL : target,
            PTL_HOST_STATE_UP);
  if (g_str_equal (target, "big"))
    add_many (facts, &address);
  else if (g_str_equal (target, "hostile"))
    add_listeners (facts, &address, hostile_listeners, G_N_ELEMENTS (hostile_listeners));
  else if (!g_str_equal (target, "silent"))
    add_listeners (facts, &address, listeners, G_N_ELEMENTS (listeners));
  add_closed (facts, &address, 988);
}

GPtrArray *
fake_make_facts (GPtrArray *targets)
{
  GPtrArray *facts = ptl_fact_array_new ();

  for (guint i = 0; i < targets->len; i++)
    add_target (facts, targets->pdata[i], i);
  return facts;
}

guint
fake_get_pace_ms (void)
{
  const char *text = g_getenv ("FAKE_PACE_MS");

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
}
