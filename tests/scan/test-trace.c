/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-trace.c: what a trace tells, and when it stops. */
#include "scan/trace.h"

#include <errno.h>

typedef struct
{
  GPtrArray *facts;
  PtlTrace *trace;
} Fixture;

static void
found_cb (PtlFact *fact, gpointer user_data)
{
  g_ptr_array_add (user_data, fact);
}

static void
set_up (Fixture *f, gconstpointer unused)
{
  PtlAddress address;

  g_assert_true (ptl_address_parse ("192.0.2.1", &address));
  f->facts = ptl_fact_array_new ();
  f->trace = ptl_trace_new (ptl_clock_get_real (), &address, 0, found_cb, f->facts);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  ptl_trace_free (f->trace);
  g_ptr_array_unref (f->facts);
}

static void
assert_line (Fixture *f, guint index, const char *expected)
{
  const PtlFact *fact = f->facts->pdata[index];
  g_autofree char *line = ptl_trace_event_describe (fact->event);

  g_assert_cmpstr (line, ==, expected);
}

static void
test_steps (Fixture *f, gconstpointer unused)
{
  const PtlFact *last;

  ptl_trace_step (f->trace, PTL_PROTOCOL_TCP, 22, PTL_TRACE_CONNECT, NULL, NULL);
  ptl_trace_data (f->trace, PTL_PROTOCOL_UDP, 53, PTL_TRACE_SENT, "Ping", "a\n", 2, NULL);
  ptl_trace_data (f->trace, PTL_PROTOCOL_UDP, 53, PTL_TRACE_RECEIVED, "Ping", "b", 1,
                  "from port 54");
  assert_line (f, 0, "connect");
  assert_line (f, 1, "sent [Ping] 2 bytes \"a\\n\"");
  assert_line (f, 2, "received [Ping] 1 byte \"b\": from port 54");
  last = f->facts->pdata[1];
  g_assert_cmpint (last->kind, ==, PTL_FACT_TRACE);
  g_assert_cmpint (last->protocol, ==, PTL_PROTOCOL_UDP);
  g_assert_cmpuint (last->port, ==, 53);
  g_assert_cmpuint (last->event->sequence, ==, 1);
}

static void
test_ends (Fixture *f, gconstpointer unused)
{
  static const struct
  {
    PtlStreamEnd end;
    int errnum;
    const char *detail;
    const char *line;
  } cases[] = {
    { PTL_STREAM_END_CLOSED, 0, NULL, "closed [P]" },
    { PTL_STREAM_END_RESET, ECONNRESET, NULL, "closed [P]: reset" },
    { PTL_STREAM_END_REFUSED, ECONNREFUSED, NULL, "refused [P]" },
    { PTL_STREAM_END_TIMEOUT, 0, NULL, "timeout [P]" },
    { PTL_STREAM_END_UNREACHABLE, EHOSTUNREACH, NULL, "failed [P]: No route to host" },
    { PTL_STREAM_END_TLS, 0, "a bad record", "failed [P]: a bad record" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ptl_trace_end (f->trace, PTL_PROTOCOL_TCP, 1, "P", cases[i].end, cases[i].errnum,
                     cases[i].detail);
      assert_line (f, i, cases[i].line);
    }
}

static void
test_verdict (Fixture *f, gconstpointer unused)
{
  g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);

  service->name = g_strdup ("http");
  service->tunnel = PTL_TUNNEL_SSL;
  service->product = g_strdup ("Acme");
  ptl_trace_claim (f->trace, PTL_PROTOCOL_TCP, 1, service, TRUE); /* by no rule */
  g_assert_cmpuint (f->facts->len, ==, 0);

  service->rule = ptl_rule_ref_new ();
  service->rule->file = g_strdup ("a.rules");
  service->rule->line = 7;
  service->rule->probe = g_strdup ("Get");
  ptl_trace_claim (f->trace, PTL_PROTOCOL_TCP, 1, service, TRUE);
  ptl_trace_claim (f->trace, PTL_PROTOCOL_TCP, 1, service, FALSE);
  ptl_trace_verdict (f->trace, PTL_PROTOCOL_TCP, 1, service);
  assert_line (f, 0, "soft match [Get]: a.rules:7: ssl/http Acme");
  assert_line (f, 1, "match [Get]: a.rules:7: ssl/http Acme");
  assert_line (f, 2, "verdict: ssl/http Acme (hard-match)");
}

/* A port that never ends leaves room for the others. */
static void
test_bound (Fixture *f, gconstpointer unused)
{
  for (guint i = 0; i < 3 * PTL_TRACE_MAX_STEPS; i++)
    ptl_trace_step (f->trace, PTL_PROTOCOL_TCP, 22, PTL_TRACE_CONNECT, NULL, NULL);
  g_assert_cmpuint (f->facts->len, ==, PTL_TRACE_MAX_STEPS + 1);
  assert_line (f, PTL_TRACE_MAX_STEPS - 1, "connect");
  assert_line (f, PTL_TRACE_MAX_STEPS, "cut");

  ptl_trace_step (f->trace, PTL_PROTOCOL_UDP, 22, PTL_TRACE_TIMEOUT, NULL, NULL);
  ptl_trace_step (f->trace, PTL_PROTOCOL_TCP, 23, PTL_TRACE_TIMEOUT, NULL, NULL);
  g_assert_cmpuint (f->facts->len, ==, PTL_TRACE_MAX_STEPS + 3);
}

static void
test_no_trace (Fixture *f, gconstpointer unused)
{
  g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_NO_MATCH);

  ptl_trace_step (NULL, PTL_PROTOCOL_TCP, 1, PTL_TRACE_CONNECT, NULL, NULL);
  ptl_trace_data (NULL, PTL_PROTOCOL_TCP, 1, PTL_TRACE_SENT, NULL, "", 0, NULL);
  ptl_trace_end (NULL, PTL_PROTOCOL_TCP, 1, NULL, PTL_STREAM_END_CLOSED, 0, NULL);
  ptl_trace_claim (NULL, PTL_PROTOCOL_TCP, 1, service, FALSE);
  ptl_trace_verdict (NULL, PTL_PROTOCOL_TCP, 1, service);
  g_assert_cmpuint (f->facts->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                              \
  g_test_add ("/trace/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("steps", test_steps);
  ADD ("ends", test_ends);
  ADD ("verdict", test_verdict);
  ADD ("bound", test_bound);
  ADD ("no-trace", test_no_trace);
#undef ADD

  return g_test_run ();
}
