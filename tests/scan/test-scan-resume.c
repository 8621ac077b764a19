/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-scan-resume.c: a scan that is stopped and gone on with, or paused, ends
 * as one that was left in peace. */
#include "job-fixture.h"

#define N_PEERS 6
#define N_STOPS 5

/* Some services of each kind, and closed ports around them. */
typedef struct
{
  Peer *peers[N_PEERS];
  Peer *udp;
  PtlScanOptions *options;
} Fixture;

static void
slow_script (PeerLink *link, gpointer data)
{
  if (peer_delay (link, 300))
    peer_send (link, "220 Acme FTP 9\r\n", -1);
  peer_hold (link);
}

static void
pong_script (PeerLink *link, gpointer data)
{
  for (;;)
    {
      g_autoptr (GBytes) question = peer_receive (link);

      if (question == NULL)
        return;
      if (g_bytes_get_size (question) == 4)
        peer_send (link, "PONG 2.0", -1);
    }
}

static void
fixture_set_up (Fixture *f, gconstpointer data)
{
  static const PeerScript scripts[] = { job_banner_script, job_http_script, slow_script };
  g_autoptr (GString) ports = g_string_new ("T:20000-20400");

  for (guint i = 0; i < N_PEERS; i++)
    {
      f->peers[i] = peer_new (PEER_TCP4, scripts[i % G_N_ELEMENTS (scripts)], NULL);
      g_string_append_printf (ports, ",%u", peer_get_port (f->peers[i]));
    }
  f->udp = peer_new (PEER_UDP4, pong_script, NULL);
  g_string_append_printf (ports, ",U:%u", peer_get_port (f->udp));

  f->options = job_options ("127.0.0.1-2", ports->str);
  f->options->udp = TRUE;
  f->options->max_rate = 1000;
}

static void
fixture_tear_down (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < N_PEERS; i++)
    peer_free (f->peers[i]);
  peer_free (f->udp);
  ptl_scan_options_free (f->options);
}

/* Returns: (transfer full): what a scan has found, without what differs from one to the
 * next */
static char *
describe (PtlSession *session)
{
  GString *out = g_string_new (NULL);
  GPtrArray *hosts = ptl_session_get_hosts (session);

  for (guint i = 0; i < hosts->len; i++)
    {
      const PtlHost *host = hosts->pdata[i];
      g_autofree char *address = ptl_address_to_string (&host->address);

      g_string_append_printf (out, "%s %d %d\n", address, host->info->state,
                              host->info->finished);
      for (guint j = 0; j < host->groups->len; j++)
        {
          const PtlPortGroup *group = &g_array_index (host->groups, PtlPortGroup, j);
          g_autofree char *ports = ptl_port_set_to_string (group->ports);

          g_string_append_printf (out, "  %d %d %s\n", group->protocol, group->state,
                                  ports);
        }
      for (guint j = 0; j < host->ports->len; j++)
        {
          const PtlPort *port = host->ports->pdata[j];
          g_autofree char *version =
              port->service ? ptl_service_get_version_text (port->service) : NULL;

          g_string_append_printf (
              out, "  %d/%d %d %d %s\n", port->protocol, port->number, port->state,
              port->service ? (int) port->service->outcome : -1, version);
        }
    }

  return g_string_free (out, FALSE);
}

/* The rule of each verdict names a response that is there, and says what it matched. */
static void
assert_evidence (PtlSession *session)
{
  GPtrArray *hosts = ptl_session_get_hosts (session);

  for (guint i = 0; i < hosts->len; i++)
    {
      const PtlHost *host = hosts->pdata[i];

      for (guint j = 0; j < host->ports->len; j++)
        {
          const PtlPort *port = host->ports->pdata[j];
          const PtlRuleRef *rule = port->service ? port->service->rule : NULL;
          const PtlResponse *response;

          if (rule == NULL)
            continue;
          response = ptl_response_find (port->responses, rule->response);
          g_assert_nonnull (response);
          g_assert_cmpuint (g_bytes_get_size (response->received), >=,
                            g_array_index (rule->captures, PtlCapture, 0).end);
          g_assert_cmpint (response->end, ==, PTL_RESPONSE_END_MATCHED);
        }
    }
}

typedef struct
{
  JobWatch watch;
  PtlScanJob *job;
  guint stop_at; /* ports known; 0: never */
} Part;

static void
facts_cb (GPtrArray *facts, gpointer user_data)
{
  Part *part = user_data;
  const PtlProgress *progress;

  job_funcs.facts (facts, &part->watch);
  progress = ptl_session_get_progress (part->watch.session);
  if (part->stop_at > 0 &&
      progress->ports_done + 40 * progress->services_done >= part->stop_at)
    ptl_scan_job_stop (part->job);
}

static void
ended_cb (PtlScanJobEnd end, gpointer user_data)
{
  job_funcs.ended (end, user_data);
}

/* Scans on from what @session holds.  Returns: whether to the end */
static gboolean
scan_on (Fixture *f, PtlSession *session, gboolean first, guint stop_at)
{
  static const PtlScanJobFuncs funcs = { facts_cb, ended_cb };
  Part part = { .watch = { .session = session }, .stop_at = stop_at };
  g_autoptr (PtlUnfinished) unfinished = ptl_unfinished_new (g_object_ref (session));
  g_autoptr (GError) error = NULL;

  part.job = job_new_to_go_on (f->options, first ? NULL : unfinished, &error);
  g_assert_no_error (error);
  ptl_scan_job_start (part.job, &funcs, &part);
  while (!part.watch.ended)
    g_main_context_iteration (NULL, TRUE);
  ptl_scan_job_free (part.job);
  return part.watch.end == PTL_SCAN_JOB_FINISHED;
}

static PtlSession *
new_session (Fixture *f)
{
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("test", f->options);

  return ptl_session_new (info, TRUE);
}

static void
test_stopped (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlSession) whole = new_session (f);
  g_autofree char *expected = NULL;

  g_assert_true (scan_on (f, whole, TRUE, 0));
  expected = describe (whole);

  for (guint i = 0; i < N_STOPS; i++)
    {
      g_autoptr (PtlSession) session = new_session (f);
      g_autofree char *found = NULL;
      guint stop_at = 1 + i * 190;
      guint n_parts = 1;

      while (!scan_on (f, session, n_parts == 1, n_parts < 4 ? stop_at : 0))
        n_parts++;

      g_test_message ("stopped at %u: %u parts", stop_at, n_parts);
      found = describe (session);
      g_assert_cmpstr (found, ==, expected);
      assert_evidence (session);
    }
}

static guint
count_links (Fixture *f)
{
  guint n = 0;

  for (guint i = 0; i < N_PEERS; i++)
    n += peer_get_n_links (f->peers[i]);
  return n;
}

/* All is known: the scan that goes on connects to nothing. */
static void
test_nothing_left (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlSession) session = new_session (f);
  guint n_links;

  g_assert_true (scan_on (f, session, TRUE, 0));
  n_links = count_links (f);
  g_assert_cmpuint (n_links, >, 0);
  g_assert_true (scan_on (f, session, FALSE, 0));
  g_assert_cmpuint (count_links (f), ==, n_links);
  g_assert_cmpuint (ptl_session_get_progress (session)->hosts_done, ==, 2);
  g_assert_cmpuint (ptl_session_get_progress (session)->ports_done, ==,
                    ptl_session_get_progress (session)->ports_total);
}

/* A port whose service is known is not asked again while others of its host are. */
static void
test_inside_a_host (Fixture *f, gconstpointer data)
{
  PtlAddress address = { .bytes = { 127, 0, 0, 1 } };
  g_autoptr (PtlSession) session = new_session (f);
  g_autoptr (PtlSession) part = new_session (f);
  g_autoptr (PtlService) unknown = ptl_service_new (PTL_SERVICE_OUTCOME_TABLE);
  g_autoptr (PtlHostInfo) info = NULL;
  g_autoptr (PtlFact) unfinished = NULL;
  g_autoptr (PtlFact) unasked = NULL;
  guint16 left = peer_get_port (f->peers[0]);
  guint before[N_PEERS];

  g_assert_true (scan_on (f, session, TRUE, 0));
  info = ptl_host_info_copy (ptl_session_find_host (session, &address)->info);
  info->finished = FALSE;
  unfinished = ptl_fact_new_host (0, &address, info);
  ptl_session_apply (session, unfinished);
  unasked = ptl_fact_new_service (0, &address, PTL_PROTOCOL_TCP, left, unknown);
  ptl_session_apply (session, unasked);

  for (guint i = 0; i < N_PEERS; i++)
    before[i] = peer_get_n_links (f->peers[i]);
  g_assert_true (scan_on (f, session, FALSE, 0));
  g_assert_cmpuint (peer_get_n_links (f->peers[0]), >, before[0]);
  for (guint i = 1; i < N_PEERS; i++)
    g_assert_cmpuint (peer_get_n_links (f->peers[i]), ==, before[i]);
  assert_evidence (session);
}

/* Silent addresses are told, and not asked twice. */
static void
test_silent (void)
{
  g_autoptr (PtlScanOptions) options = job_options ("192.0.2.1-3", "1");
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("test", options);
  g_autoptr (PtlSession) session = ptl_session_new (info, TRUE);
  g_autoptr (PtlAddressSet) silent = ptl_address_set_new ();
  g_autoptr (PtlFact) fact = NULL;
  PtlAddress first = { .bytes = { 192, 0, 2, 1 } };
  PtlAddress last = { .bytes = { 192, 0, 2, 3 } };
  Fixture f = { .options = options };
  gint64 start_us = g_get_monotonic_time ();

  ptl_address_set_add_range (silent, &first, &last);
  fact = ptl_fact_new_silent (0, silent);
  ptl_session_apply (session, fact);
  g_assert_true (scan_on (&f, session, FALSE, 0));
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, G_USEC_PER_SEC / 2);
  g_assert_cmpuint (ptl_session_get_progress (session)->hosts_done, ==, 3);
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
wait_ms (guint ms)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add (ms, quit_cb, loop);
  g_main_loop_run (loop);
}

static void
test_paused (Fixture *f, gconstpointer data)
{
  static const PtlScanJobFuncs funcs = { facts_cb, ended_cb };
  g_autoptr (PtlSession) whole = new_session (f);
  g_autoptr (PtlSession) session = new_session (f);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  Part part = { .watch = { .session = session } };
  const PtlProgress *progress = ptl_session_get_progress (session);
  guint64 ports_done;
  guint n_links;

  g_assert_true (scan_on (f, whole, TRUE, 0));
  expected = describe (whole);

  f->options->max_rate = 300;
  part.job = job_new (f->options, &error);
  g_assert_no_error (error);
  ptl_scan_job_start (part.job, &funcs, &part);
  while (progress->ports_done < 100)
    g_main_context_iteration (NULL, TRUE);

  ptl_scan_job_set_paused (part.job, TRUE);
  wait_ms (1000);
  g_assert_cmpint (progress->phase, ==, PTL_PHASE_PAUSED);
  ports_done = progress->ports_done;
  n_links = count_links (f);
  g_assert_cmpuint (ports_done, <, 700);
  wait_ms (1000);
  g_assert_cmpuint (progress->ports_done, ==, ports_done);
  g_assert_cmpuint (count_links (f), ==, n_links);
  g_assert_false (part.watch.ended);

  ptl_scan_job_set_paused (part.job, FALSE);
  while (!part.watch.ended)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (part.watch.end, ==, PTL_SCAN_JOB_FINISHED);
  found = describe (session);
  g_assert_cmpstr (found, ==, expected);
  ptl_scan_job_free (part.job);
}

/* A paused scan can be stopped. */
static void
test_stopped_while_paused (Fixture *f, gconstpointer data)
{
  static const PtlScanJobFuncs funcs = { facts_cb, ended_cb };
  g_autoptr (PtlSession) session = new_session (f);
  Part part = { .watch = { .session = session } };

  part.job = job_new (f->options, NULL);
  ptl_scan_job_start (part.job, &funcs, &part);
  ptl_scan_job_set_paused (part.job, TRUE);
  wait_ms (300);
  g_assert_false (part.watch.ended);
  ptl_scan_job_stop (part.job);
  while (!part.watch.ended)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (part.watch.end, ==, PTL_SCAN_JOB_STOPPED);
  ptl_scan_job_free (part.job);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                              \
  g_test_add ("/scan-resume/" name, Fixture, NULL, fixture_set_up, function,             \
              fixture_tear_down)
  ADD ("stopped", test_stopped);
  ADD ("nothing-left", test_nothing_left);
  ADD ("inside-a-host", test_inside_a_host);
  g_test_add_func ("/scan-resume/silent", test_silent);
  ADD ("paused", test_paused);
  ADD ("stopped-while-paused", test_stopped_while_paused);
#undef ADD

  return g_test_run ();
}
