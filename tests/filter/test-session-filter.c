/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/filter/test-session-filter.c: the part of a session that a filter is true of. */
#include "filter/baseline.h"
#include "filter/session-filter.h"

#include "session-builder.h"

static const char session_text[] =
    "asked tcp 1-100\nsilent 192.0.2.9\n"
    "host 192.0.2.1 name=web\n80/tcp open http product=nginx version=1.9\n"
    "answer GetRequest HTTP/1.1_200_OK\\r\\n end=closed\n"
    "22/tcp open ssh product=OpenSSH\nclosed 1-21,23-79,81-100/tcp\n"
    "host 192.0.2.2 name=mail\n25/tcp open smtp\nclosed 1-24,26-100/tcp\n"
    "host 192.0.2.3\nclosed 1-100/tcp\n";

static PtlSession *
apply (PtlSession *session, const char *text, PtlSession *baseline)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlSessionFilter) filter = ptl_session_filter_new (text, NULL, &error);

  g_assert_no_error (error);
  ptl_session_filter_set_baseline (filter, baseline);
  return ptl_session_filter_apply (filter, session);
}

/* "192.0.2.1: 22 80, 192.0.2.2: 25" */
static char *
describe (PtlSession *session)
{
  GPtrArray *hosts = ptl_session_get_hosts (session);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < hosts->len; i++)
    {
      const PtlHost *host = hosts->pdata[i];
      g_autofree char *address = ptl_address_to_string (&host->address);

      g_string_append_printf (out, "%s%s:", i > 0 ? ", " : "", address);
      for (guint j = 0; j < host->ports->len; j++)
        g_string_append_printf (out, " %u",
                                ((const PtlPort *) host->ports->pdata[j])->number);
      if (host->groups->len > 0)
        g_string_append (out, " and others");
    }

  return g_string_free (out, FALSE);
}

static void
test_parts (void)
{
  static const struct
  {
    const char *filter;
    const char *part;
  } cases[] = {
    { "",
      "192.0.2.1: 22 80 and others, 192.0.2.2: 25 and others, 192.0.2.3: and others" },
    { "port:80", "192.0.2.1: 80" },
    { "service:ssh,smtp", "192.0.2.1: 22, 192.0.2.2: 25" },
    { "host:192.0.2.1,192.0.2.3", "192.0.2.1: 22 80 and others, 192.0.2.3: and others" },
    { "nginx", "192.0.2.1: 80" },
    { "mail", "192.0.2.2: 25 and others" },
    { "banner~200", "192.0.2.1: 80" },
    { "port:1", "" },
  };
  g_autoptr (PtlSession) session = session_build (session_text);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtlSession) part = apply (session, cases[i].filter, NULL);
      g_autofree char *found = describe (part);

      g_test_message ("%s", cases[i].filter);
      g_assert_cmpstr (found, ==, cases[i].part);
      g_assert_cmpstr (ptl_session_get_info (part)->filter, ==, cases[i].filter);
    }
}

/* The ports that are left are as they were; what is left out is not covered. */
static void
test_whole_ports (void)
{
  g_autoptr (PtlSession) session = session_build (session_text);
  PtlHost *host = ptl_session_get_hosts (session)->pdata[0];
  PtlPort *web = ptl_host_find_port (host, PTL_PROTOCOL_TCP, 80);
  g_autoptr (PtlService) later = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  g_autoptr (PtlSession) part = NULL;
  const PtlPort *port;
  PtlAddress silent;

  later->name = g_strdup ("http-proxy");
  ptl_session_revise (session, &host->address, PTL_PROTOCOL_TCP, 80, later);
  part = apply (session, "service:http-proxy", NULL);
  host = ptl_session_get_hosts (part)->pdata[0];
  port = ptl_host_find_port (host, PTL_PROTOCOL_TCP, 80);
  g_assert_cmpstr (port->service->name, ==, "http-proxy");
  g_assert_cmpstr (port->scanned->product, ==, "nginx");
  g_assert_cmpuint (port->responses->len, ==, web->responses->len);
  g_assert_cmpstr (host->info->hostname, ==, "web");
  g_assert_cmpuint (host->n_open, ==, 1);

  g_assert_true (ptl_address_parse ("192.0.2.9", &silent));
  g_assert_true (ptl_session_covers (session, &silent, PTL_PROTOCOL_TCP, 80));
  g_assert_false (ptl_session_covers (part, &silent, PTL_PROTOCOL_TCP, 80));
  g_assert_false (ptl_session_covers (part, &host->address, PTL_PROTOCOL_TCP, 22));
}

static void
test_new (void)
{
  g_autoptr (PtlSession) session = session_build (session_text);
  g_autoptr (PtlSession) before =
      session_build ("asked tcp 1-79\nsilent 192.0.2.2\nhost 192.0.2.1\n"
                     "21/tcp open ftp\nclosed 1-20,22-79/tcp\n");
  g_autoptr (PtlSession) part = apply (session, "new", before);
  g_autoptr (PtlSession) rest = apply (session, "-new", before);
  g_autoptr (PtlSession) without = apply (session, "new", NULL);
  g_autofree char *found = describe (part); /* nobody looked at 80 */
  g_autofree char *others = describe (rest);

  g_assert_cmpstr (found, ==, "192.0.2.1: 22, 192.0.2.2: 25");
  g_assert_cmpstr (others, ==, "192.0.2.1: 80");
  g_assert_cmpuint (ptl_session_get_hosts (without)->len, ==, 0);
}

/* Ports without responses are asked with those of the same session. */
static void
test_answers (void)
{
  g_autoptr (PtlSession) full = session_build (session_text);
  PtlHost *host = ptl_session_get_hosts (full)->pdata[0];
  g_autoptr (PtlPort) port = ptl_port_new (PTL_PROTOCOL_TCP, 80);
  g_autoptr (PtlSessionFilter) filter = ptl_session_filter_new ("banner~200", NULL, NULL);
  const PtlSessionInfo *info = ptl_session_get_info (full);

  g_assert_false (ptl_session_filter_matches (filter, info, host, port));
  ptl_session_filter_set_answers (filter, full);
  g_assert_true (ptl_session_filter_matches (filter, info, host, port));
}

static void
test_needs (void)
{
  g_autoptr (PtlSessionFilter) both =
      ptl_session_filter_new ("port:1 OR (-new banner~x)", NULL, NULL);
  g_autoptr (PtlSessionFilter) none =
      ptl_session_filter_new ("\"new\" unknown product:banner", NULL, NULL);

  g_assert_true (ptl_session_filter_needs_baseline (both));
  g_assert_true (ptl_session_filter_needs_responses (both));
  g_assert_false (ptl_session_filter_needs_baseline (none));
  g_assert_false (ptl_session_filter_needs_responses (none));
}

static void
add_info (GPtrArray *infos, gint64 started, PtlSessionState state, const char *targets)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_auto (GStrv) words = g_strsplit (targets, " ", 0);
  PtlSessionInfo *info;

  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (options->targets, g_strdup (words[i]));
  info = ptl_session_info_new ("name", options);
  info->id = (gint64) infos->len + 1;
  info->started_us = started;
  info->state = state;
  g_ptr_array_add (infos, info);
}

static void
test_baseline (void)
{
  g_autoptr (GPtrArray) infos =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_session_info_unref);

  add_info (infos, 1, PTL_SESSION_STATE_FINISHED, "nas 10.0.0.1");
  add_info (infos, 2, PTL_SESSION_STATE_STOPPED, "10.0.0.1 NAS nas");
  add_info (infos, 3, PTL_SESSION_STATE_RUNNING, "nas 10.0.0.1");
  add_info (infos, 4, PTL_SESSION_STATE_FINISHED, "nas");
  add_info (infos, 5, PTL_SESSION_STATE_FINISHED, "nas 10.0.0.1");
  add_info (infos, 6, PTL_SESSION_STATE_FINISHED, "");
  g_ptr_array_set_size (((PtlSessionInfo *) infos->pdata[5])->options->targets, 0);

  g_assert_true (ptl_baseline_find (infos, infos->pdata[4]) == infos->pdata[1]);
  g_assert_true (ptl_baseline_find (infos, infos->pdata[1]) == infos->pdata[0]);
  g_assert_null (ptl_baseline_find (infos, infos->pdata[0]));
  g_assert_null (ptl_baseline_find (infos, infos->pdata[3]));
  g_assert_null (ptl_baseline_find (infos, infos->pdata[5]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session-filter/parts", test_parts);
  g_test_add_func ("/session-filter/whole-ports", test_whole_ports);
  g_test_add_func ("/session-filter/new", test_new);
  g_test_add_func ("/session-filter/answers", test_answers);
  g_test_add_func ("/session-filter/needs", test_needs);
  g_test_add_func ("/session-filter/baseline", test_baseline);

  return g_test_run ();
}
