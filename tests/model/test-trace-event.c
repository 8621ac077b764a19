/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/model/test-trace-event.c: the lines of a trace. */
#include "model/trace-event.h"

#include <string.h>

static void
test_describe (void)
{
  g_autoptr (PtlTraceEvent) event = ptl_trace_event_new (PTL_TRACE_SENT);
  g_autofree char *line = NULL;

  event->probe = g_strdup ("GetRequest");
  ptl_trace_event_set_data (event, "GET /\r\n\0\"", 9);
  line = ptl_trace_event_describe (event);
  g_assert_cmpstr (line, ==, "sent [GetRequest] 9 bytes \"GET /\\r\\n\\x00\\x22\"");
}

static void
test_empty (void)
{
  g_autoptr (PtlTraceEvent) event = ptl_trace_event_new (PTL_TRACE_CONNECTED);
  g_autofree char *line = ptl_trace_event_describe (event);

  g_assert_cmpstr (line, ==, "connected");
}

/* Whatever is in it, a line is one line, and no longer than a screen or two. */
static void
test_bounded (void)
{
  g_autoptr (PtlTraceEvent) event = ptl_trace_event_new (PTL_TRACE_RECEIVED);
  g_autofree char *data = g_malloc0 (100000);
  g_autofree char *line = NULL;

  event->detail = g_strnfill (100000, '\n');
  ptl_trace_event_set_data (event, data, 100000);
  line = ptl_trace_event_describe (event);
  g_assert_true (g_str_has_prefix (line, "received 100000 bytes \"\\x00\\x00"));
  g_assert_nonnull (strstr (line, "\"...: "));
  g_assert_null (strchr (line, '\n'));
  g_assert_cmpuint (strlen (line), <=, 4096);
  g_assert_cmpuint (g_bytes_get_size (event->data), ==, PTL_TRACE_MAX_DATA);
}

static void
test_names (void)
{
  for (guint i = PTL_TRACE_CONNECT; i <= PTL_TRACE_CUT; i++)
    {
      PtlTraceKind kind;

      g_assert_true (
          ptl_trace_kind_parse (ptl_trace_kind_to_string ((PtlTraceKind) i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace-event/describe", test_describe);
  g_test_add_func ("/trace-event/empty", test_empty);
  g_test_add_func ("/trace-event/bounded", test_bounded);
  g_test_add_func ("/trace-event/names", test_names);
  return g_test_run ();
}
