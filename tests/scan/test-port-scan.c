/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-port-scan.c: the machines of port scan and host discovery, without
 * network.
 */
#include "scan/host-discovery.h"
#include "scan/port-scan.h"

#define N_PORTS 2000
#define MS      1000

static guint16 order[N_PORTS];

static PtlPortScan *
new_scan (guint n_ports, guint max_window)
{
  PtlPortScanParams params = { .order = order,
                               .n_ports = n_ports,
                               .initial_timeout_us = 1000 * MS,
                               .min_timeout_us = 100 * MS,
                               .max_timeout_us = 1250 * MS,
                               .max_retries = 6,
                               .first_window = 10,
                               .max_window = max_window };

  for (guint i = 0; i < N_PORTS; i++)
    order[i] = (guint16) (i + 1);
  return ptl_port_scan_new (&params);
}

static void
test_states (void)
{
  g_autoptr (PtlPortScan) scan = new_scan (3, 10);
  PtlPortVerdict verdict;
  PtlPortTry tries[3];

  for (guint i = 0; i < 3; i++)
    tries[i] = ptl_port_scan_next (scan);
  g_assert_false (ptl_port_scan_is_ready (scan));

  g_assert_true (ptl_port_scan_on_answer (scan, &tries[0], PTL_PORT_ANSWER_OPEN,
                                          PTL_REASON_UNKNOWN, 5 * MS, &verdict));
  g_assert_cmpint (verdict.state, ==, PTL_PORT_STATE_OPEN);
  g_assert_cmpint (verdict.reason, ==, PTL_REASON_SYN_ACK);
  g_assert_true (ptl_port_scan_on_answer (scan, &tries[1], PTL_PORT_ANSWER_REFUSED,
                                          PTL_REASON_UNKNOWN, 5 * MS, &verdict));
  g_assert_cmpint (verdict.state, ==, PTL_PORT_STATE_CLOSED);
  g_assert_false (ptl_port_scan_is_done (scan));
  g_assert_true (ptl_port_scan_on_answer (scan, &tries[2], PTL_PORT_ANSWER_PROHIBITED,
                                          PTL_REASON_HOST_UNREACH, 0, &verdict));
  g_assert_cmpint (verdict.state, ==, PTL_PORT_STATE_FILTERED);
  g_assert_cmpint (verdict.reason, ==, PTL_REASON_HOST_UNREACH);
  g_assert_true (ptl_port_scan_is_done (scan));
}

static void
test_silence_is_asked_again (void)
{
  g_autoptr (PtlPortScan) scan = new_scan (1, 10);
  PtlPortVerdict verdict;
  PtlPortTry port_try = ptl_port_scan_next (scan);

  g_assert_false (ptl_port_scan_on_answer (scan, &port_try, PTL_PORT_ANSWER_SILENCE,
                                           PTL_REASON_NO_RESPONSE, 0, &verdict));
  g_assert_true (ptl_port_scan_is_ready (scan));
  port_try = ptl_port_scan_next (scan);
  g_assert_cmpuint (port_try.number, ==, 1);
  g_assert_true (ptl_port_scan_on_answer (scan, &port_try, PTL_PORT_ANSWER_SILENCE,
                                          PTL_REASON_NO_RESPONSE, 0, &verdict));
  g_assert_cmpint (verdict.state, ==, PTL_PORT_STATE_FILTERED);
  g_assert_cmpint (verdict.reason, ==, PTL_REASON_NO_RESPONSE);
}

static void
test_timeout_adapts (void)
{
  g_autoptr (PtlPortScan) scan = new_scan (N_PORTS, 10);
  PtlPortVerdict verdict;
  PtlPortTry port_try = ptl_port_scan_next (scan);

  g_assert_cmpint (port_try.timeout_us, ==, 1000 * MS);
  for (guint i = 0; i < 50; i++)
    {
      ptl_port_scan_on_answer (scan, &port_try, PTL_PORT_ANSWER_REFUSED,
                               PTL_REASON_UNKNOWN, 2 * MS, &verdict);
      port_try = ptl_port_scan_next (scan);
    }
  g_assert_cmpint (port_try.timeout_us, ==,
                   100 * MS); /* the floor: loopback answers at once */
  g_assert_cmpint (ptl_port_scan_get_rtt_us (scan), ==, 2 * MS);
}

/* An answer to a second try proves that the first was lost: slower, and more patient. */
static void
test_loss_halves_the_window (void)
{
  g_autoptr (PtlPortScan) scan = new_scan (N_PORTS, 1000);
  PtlPortVerdict verdict;
  PtlPortTry port_try;
  guint window;

  for (guint i = 0; i < N_PORTS - 1; i++)
    {
      port_try = ptl_port_scan_next (scan);
      ptl_port_scan_on_answer (scan, &port_try, PTL_PORT_ANSWER_REFUSED,
                               PTL_REASON_UNKNOWN, MS, &verdict);
    }
  window = ptl_port_scan_get_window (scan);
  g_assert_cmpuint (window, >, 70); /* it grew */

  port_try = ptl_port_scan_next (scan);
  g_assert_false (ptl_port_scan_on_answer (scan, &port_try, PTL_PORT_ANSWER_SILENCE,
                                           PTL_REASON_NO_RESPONSE, 0, &verdict));
  port_try = ptl_port_scan_next (scan);
  g_assert_true (ptl_port_scan_on_answer (scan, &port_try, PTL_PORT_ANSWER_OPEN,
                                          PTL_REASON_UNKNOWN, MS, &verdict));
  g_assert_cmpuint (ptl_port_scan_get_window (scan), <=, window / 2 + 1);
}

/* Answers to @n tries at once, then to their repeats. */
static guint
lose_together (PtlPortScan *scan, guint n)
{
  g_autofree PtlPortTry *tries = g_new (PtlPortTry, n);
  PtlPortVerdict verdict;
  guint n_repeated = 0;

  for (guint i = 0; i < n; i++)
    tries[i] = ptl_port_scan_next (scan);
  for (guint i = 0; i < n; i++)
    g_assert_false (ptl_port_scan_on_answer (scan, &tries[i], PTL_PORT_ANSWER_SILENCE,
                                             PTL_REASON_NO_RESPONSE, 0, &verdict));
  while (n_repeated < n)
    {
      PtlPortTry port_try = ptl_port_scan_next (scan);

      n_repeated += port_try.number > 0;
      ptl_port_scan_on_answer (scan, &port_try, PTL_PORT_ANSWER_REFUSED,
                               PTL_REASON_UNKNOWN, MS, &verdict);
    }

  return ptl_port_scan_get_window (scan);
}

/* What was under way when something was lost is one loss: twenty of them do not bring the
 * window down to one. */
static void
test_a_burst_is_one_loss (void)
{
  g_autoptr (PtlPortScan) scan = new_scan (N_PORTS, 1000);
  PtlPortVerdict verdict;
  guint window;

  for (guint i = 0; i < 200; i++)
    {
      PtlPortTry port_try = ptl_port_scan_next (scan);

      ptl_port_scan_on_answer (scan, &port_try, PTL_PORT_ANSWER_REFUSED,
                               PTL_REASON_UNKNOWN, MS, &verdict);
    }

  window = ptl_port_scan_get_window (scan);
  g_assert_cmpuint (lose_together (scan, 20), >=, window / 2);
  window = ptl_port_scan_get_window (scan);
  g_assert_cmpuint (lose_together (scan, 20), <, window); /* and that is another */
}

/* A firewall is no congestion: a thousand silent ports do not take a minute. */
static void
test_silent_ports_let_the_window_grow (void)
{
  g_autoptr (PtlPortScan) scan = new_scan (N_PORTS, 500);
  PtlPortVerdict verdict;

  while (!ptl_port_scan_is_done (scan))
    {
      PtlPortTry port_try = ptl_port_scan_next (scan);

      ptl_port_scan_on_answer (scan, &port_try, PTL_PORT_ANSWER_SILENCE,
                               PTL_REASON_NO_RESPONSE, 0, &verdict);
    }

  g_assert_cmpuint (ptl_port_scan_get_window (scan), ==, 500);
}

/* Once something was lost, a first silence may be the same: only the last counts. */
static void
test_silence_after_a_loss (void)
{
  g_autoptr (PtlPortScan) scan = new_scan (N_PORTS, 500);
  PtlPortVerdict verdict;
  PtlPortTry port_try;
  guint window;

  lose_together (scan, 1);
  window = ptl_port_scan_get_window (scan);
  port_try = ptl_port_scan_next (scan);
  ptl_port_scan_on_answer (scan, &port_try, PTL_PORT_ANSWER_SILENCE,
                           PTL_REASON_NO_RESPONSE, 0, &verdict);
  g_assert_cmpuint (ptl_port_scan_get_window (scan), ==, window);
}

static void
test_repeats_wait_longer (void)
{
  g_autoptr (PtlPortScan) scan = new_scan (1, 10);
  PtlPortVerdict verdict;
  PtlPortTry first, second;

  ptl_port_scan_add_sample (scan, MS);
  first = ptl_port_scan_next (scan);
  ptl_port_scan_on_answer (scan, &first, PTL_PORT_ANSWER_SILENCE, PTL_REASON_NO_RESPONSE,
                           0, &verdict);
  second = ptl_port_scan_next (scan);
  g_assert_cmpint (second.timeout_us, ==, 2 * first.timeout_us);
}

/* A simulated network: every port gets exactly one verdict, and with at most 30 % loss an
 * open port is found unless all its tries were lost. */
static void
test_random_networks (void)
{
  for (guint seed = 0; seed < 100; seed++)
    {
      g_autoptr (PtlPortScan) scan = new_scan (N_PORTS, 1 + seed * 7);
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autofree guint8 *verdicts = g_new0 (guint8, N_PORTS + 1);
      GQueue in_flight = G_QUEUE_INIT;
      guint n_missed = 0;

      while (!ptl_port_scan_is_done (scan))
        {
          g_autofree PtlPortTry *port_try = NULL;
          PtlPortAnswer answer = PTL_PORT_ANSWER_SILENCE;
          PtlPortVerdict verdict;

          while (ptl_port_scan_is_ready (scan))
            {
              PtlPortTry next = ptl_port_scan_next (scan);

              g_queue_push_tail (&in_flight, g_memdup2 (&next, sizeof next));
            }
          g_assert_cmpuint (in_flight.length, <=, MAX (1 + seed * 7, 1));

          port_try = g_queue_pop_nth (
              &in_flight, (guint) g_rand_int_range (rand, 0, (gint32) in_flight.length));
          g_assert_nonnull (
              port_try); /* never stuck with work left and nothing in flight */
          if (g_rand_double (rand) > 0.003 * seed)
            answer =
                port_try->port % 10 == 0 ? PTL_PORT_ANSWER_OPEN : PTL_PORT_ANSWER_REFUSED;
          if (ptl_port_scan_on_answer (scan, port_try, answer, PTL_REASON_NO_RESPONSE,
                                       20 * MS, &verdict))
            {
              g_assert_cmpuint (verdicts[port_try->port]++, ==, 0);
              n_missed += verdict.state == PTL_PORT_STATE_FILTERED;
            }
        }

      for (guint port = 1; port <= N_PORTS; port++)
        g_assert_cmpuint (verdicts[port], ==, 1);
      g_assert_cmpuint (in_flight.length, ==, 0);
      g_assert_cmpuint (n_missed, <=, N_PORTS / 10);
    }
}

static void
assert_host (const PtlPortAnswer *answers,
             guint n_answers,
             PtlHostState state,
             PtlReason reason)
{
  PtlHostDiscovery discovery;
  guint16 port;
  guint n = 0;

  ptl_host_discovery_init (&discovery);
  while (discovery.state == PTL_HOST_STATE_UNKNOWN)
    {
      while (ptl_host_discovery_next (&discovery, &port))
        ;
      g_assert_cmpuint (n, <, n_answers);
      ptl_host_discovery_on_answer (&discovery, answers[n++]);
    }

  g_assert_cmpuint (n, ==, n_answers);
  g_assert_cmpint (discovery.state, ==, state);
  g_assert_cmpint (discovery.reason, ==, reason);
}

static void
test_discovery (void)
{
  const PtlPortAnswer silent[6] = { PTL_PORT_ANSWER_SILENCE,    PTL_PORT_ANSWER_SILENCE,
                                    PTL_PORT_ANSWER_PROHIBITED, PTL_PORT_ANSWER_SILENCE,
                                    PTL_PORT_ANSWER_SILENCE,    PTL_PORT_ANSWER_SILENCE };
  const PtlPortAnswer refused[2] = { PTL_PORT_ANSWER_SILENCE, PTL_PORT_ANSWER_REFUSED };
  const PtlPortAnswer late[6] = { PTL_PORT_ANSWER_SILENCE, PTL_PORT_ANSWER_SILENCE,
                                  PTL_PORT_ANSWER_SILENCE, PTL_PORT_ANSWER_SILENCE,
                                  PTL_PORT_ANSWER_SILENCE, PTL_PORT_ANSWER_OPEN };

  assert_host (silent, 6, PTL_HOST_STATE_DOWN, PTL_REASON_NO_RESPONSE);
  assert_host (refused, 2, PTL_HOST_STATE_UP, PTL_REASON_CONN_REFUSED);
  assert_host (late, 6, PTL_HOST_STATE_UP, PTL_REASON_SYN_ACK);
}

static void
test_neighbour_proves_a_host (void)
{
  PtlHostDiscovery discovery = { .state = PTL_HOST_STATE_DOWN };

  ptl_host_discovery_on_neighbour (&discovery);
  g_assert_cmpint (discovery.state, ==, PTL_HOST_STATE_UP);
  g_assert_cmpint (discovery.reason, ==, PTL_REASON_ARP_RESPONSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/port-scan/states", test_states);
  g_test_add_func ("/port-scan/silence-is-asked-again", test_silence_is_asked_again);
  g_test_add_func ("/port-scan/timeout-adapts", test_timeout_adapts);
  g_test_add_func ("/port-scan/loss-halves-the-window", test_loss_halves_the_window);
  g_test_add_func ("/port-scan/a-burst-is-one-loss", test_a_burst_is_one_loss);
  g_test_add_func ("/port-scan/silent-ports-let-the-window-grow",
                   test_silent_ports_let_the_window_grow);
  g_test_add_func ("/port-scan/silence-after-a-loss", test_silence_after_a_loss);
  g_test_add_func ("/port-scan/repeats-wait-longer", test_repeats_wait_longer);
  g_test_add_func ("/port-scan/random-networks", test_random_networks);
  g_test_add_func ("/host-discovery/answers", test_discovery);
  g_test_add_func ("/host-discovery/neighbour-proves-a-host",
                   test_neighbour_proves_a_host);

  return g_test_run ();
}
