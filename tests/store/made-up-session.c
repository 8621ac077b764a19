/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/made-up-session.c: sessions of which filters find parts. */
#include "made-up-session.h"

#include <string.h>

#include "fixture.h"

static const char *const words[] = { "http",      "nginx",      "Apache httpd", "1.9",
                                     "1.10",      "1.0rc1",     "1:2.0",        "a*b",
                                     "100% [x]?", "\xc3\xa4 Z", "nas.example",  "Linux" };

static const char *
pick (GRand *rand)
{
  return words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];
}

static char *
maybe (GRand *rand)
{
  return g_rand_int_range (rand, 0, 3) > 0 ? g_strdup (pick (rand)) : NULL;
}

PtlService *
made_up_service (GRand *rand)
{
  PtlService *service = ptl_service_new (
      (PtlServiceOutcome) g_rand_int_range (rand, 0, PTL_SERVICE_OUTCOME_EXCLUDED + 1));

  service->name = maybe (rand);
  service->product = maybe (rand);
  service->version = maybe (rand);
  service->extra_info = maybe (rand);
  service->hostname = maybe (rand);
  service->os_type = maybe (rand);
  service->device_type = maybe (rand);
  service->fingerprint = maybe (rand);
  service->tunnel = g_rand_boolean (rand) ? PTL_TUNNEL_SSL : PTL_TUNNEL_NONE;
  if (g_rand_boolean (rand))
    service->cpes = g_strsplit ("cpe:/a:x:nginx cpe:/o:linux", " ", 0);
  if (g_rand_boolean (rand))
    {
      service->rule = ptl_rule_ref_new ();
      service->rule->layer = g_strdup (g_rand_boolean (rand) ? "user" : "system");
      service->rule->probe = maybe (rand);
    }
  return service;
}

static PtlTlsInfo *
make_random_tls (GRand *rand)
{
  g_autofree char *text = g_strdup_printf ("der %u", g_rand_int (rand));
  PtlTlsInfo *tls = make_tls (text);

  tls->certificate->until_us =
      MADE_UP_NOW + g_rand_int_range (rand, -60, 60) * G_TIME_SPAN_DAY;
  if (g_rand_boolean (rand))
    tls->certificate->from_us = PTL_CERTIFICATE_NO_TIME;
  return tls;
}

static PtlResponse *
make_response (GRand *rand)
{
  PtlResponse *response = ptl_response_new ();
  const char *word = pick (rand);

  response->probe = g_strdup ("NULL");
  response->sent = g_bytes_new_static ("", 0);
  response->received = g_bytes_new (word, strlen (word));
  response->full_length = strlen (word);
  return response;
}

static void
add_port (PtlSession *session, GRand *rand, const PtlAddress *address, guint16 number)
{
  PtlProtocol protocol = g_rand_boolean (rand) ? PTL_PROTOCOL_TCP : PTL_PROTOCOL_UDP;
  g_autoptr (PtlFact) state = ptl_fact_new_port (
      1, address, protocol, number,
      (PtlPortState) g_rand_int_range (rand, 0, PTL_N_PORT_STATES), PTL_REASON_SYN_ACK);
  g_autoptr (PtlService) service = made_up_service (rand);
  g_autoptr (PtlFact) verdict =
      ptl_fact_new_service (1, address, protocol, number, service);
  g_autoptr (PtlTlsInfo) tls = make_random_tls (rand);
  g_autoptr (PtlFact) of_tls = ptl_fact_new_tls (1, address, protocol, number, tls);
  g_autoptr (PtlResponse) response = make_response (rand);
  g_autoptr (PtlFact) answer =
      ptl_fact_new_response (1, address, protocol, number, response);

  ptl_session_apply (session, state);
  if (g_rand_int_range (rand, 0, 4) > 0)
    ptl_session_apply (session, verdict);
  if (g_rand_boolean (rand))
    ptl_session_apply (session, of_tls);
  if (g_rand_boolean (rand))
    ptl_session_apply (session, answer);
}

static void
add_host (PtlSession *session, GRand *rand, guint index)
{
  static const char *const addresses[] = { "10.0.0.1",    "10.0.0.2", "10.1.2.3",
                                           "192.168.1.1", "fe80::1",  "2001:db8::2" };
  g_autoptr (PtlHostInfo) info = ptl_host_info_new ();
  g_autoptr (PtlFact) fact = NULL;
  PtlAddress address;

  ptl_address_parse (addresses[index], &address);
  info->state = (PtlHostState) g_rand_int_range (rand, 0, 3);
  info->hostname = maybe (rand);
  info->target = maybe (rand);
  info->mac = g_rand_boolean (rand) ? g_strdup ("02:42:AC:11:00:02") : NULL;
  info->vendor = maybe (rand);
  info->notes = maybe (rand);
  if (g_rand_boolean (rand))
    ptl_host_info_add_alias (info, pick (rand), NULL, PTL_NAME_SOURCE_DNS);
  fact = ptl_fact_new_host (1, &address, info);
  ptl_session_apply (session, fact);
  for (guint i = 0; i < (guint) g_rand_int_range (rand, 0, 4); i++)
    add_port (session, rand, &address, (guint16) (22 + 29 * i));
}

PtlSession *
made_up_session (GRand *rand, guint index)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new (pick (rand), options);
  PtlSession *session;

  g_ptr_array_add (info->options->targets, g_strdup (index % 2 == 0 ? "lan" : "dmz"));
  info->state = PTL_SESSION_STATE_FINISHED;
  info->started_us =
      MADE_UP_NOW - (gint64) (index / 2) * G_TIME_SPAN_DAY; /* some at once */
  info->notes = maybe (rand);
  if (g_rand_boolean (rand))
    info->tags = g_strsplit ("office nginx", " ", 0);
  session = ptl_session_new (info, TRUE);
  for (guint i = 0; i < 6; i++)
    if (g_rand_boolean (rand))
      add_host (session, rand, i);
  return session;
}
