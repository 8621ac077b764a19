/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/formats/test-selection.c: ports that a person has picked, as text. */
#include "formats/selection.h"

#include <json-glib/json-glib.h>

#include "sample.h"

/* The ports 22 and 8081 of the first host, in that order. */
static GArray *
pick (PtlSession *session)
{
  GArray *ports = g_array_new (FALSE, FALSE, sizeof (PtlSelectedPort));
  const PtlHost *host = ptl_session_get_hosts (session)->pdata[0];
  const guint16 numbers[] = { 22, 8081 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      PtlSelectedPort selected = { host, ptl_host_find_port (host, PTL_PROTOCOL_TCP,
                                                             numbers[i]) };

      g_array_append_val (ports, selected);
    }

  return ports;
}

static void
check (PtlFormat format, const char *expected)
{
  g_autoptr (PtlSession) session = sample_session (PTL_SESSION_STATE_FINISHED);
  g_autoptr (GArray) ports = pick (session);
  g_autofree char *text = ptl_selection_to_string (ports, format);

  g_assert_true (ptl_selection_can_be (format));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_text (void)
{
  check (
      PTL_FORMAT_TEXT,
      "Host              Port      State  Service           Version\n"
      "gate (192.0.2.1)  22/tcp    open   ssh               OpenSSH 9.2p1 (protocol 2.0)\n"
      "gate (192.0.2.1)  8081/tcp  open   blackice-icecap?\n");
}

static void
test_markdown (void)
{
  check (PTL_FORMAT_MARKDOWN,
         "| Host | Port | State | Service | Version |\n"
         "|---|---|---|---|---|\n"
         "| gate (192.0.2.1) | 22/tcp | open | ssh | OpenSSH 9.2p1 (protocol 2.0) "
         "|\n"
         "| gate (192.0.2.1) | 8081/tcp | open | blackice-icecap? |  |\n");
}

static void
test_csv (void)
{
  check (PTL_FORMAT_CSV,
         "Host,Port,State,Service,Version\r\n"
         "gate (192.0.2.1),22/tcp,open,ssh,OpenSSH 9.2p1 (protocol 2.0)\r\n"
         "gate (192.0.2.1),8081/tcp,open,blackice-icecap?,\r\n");
}

static void
test_json (void)
{
  g_autoptr (PtlSession) session = sample_session (PTL_SESSION_STATE_FINISHED);
  g_autoptr (GArray) ports = pick (session);
  g_autofree char *text = ptl_selection_to_string (ports, PTL_FORMAT_JSON);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (JsonNode) node = json_from_string (lines[0], NULL);
  JsonObject *object = json_node_get_object (node);

  g_assert_cmpuint (g_strv_length (lines), ==, 3); /* and nothing after the last */
  g_assert_cmpstr (json_object_get_string_member (object, "address"), ==, "192.0.2.1");
  g_assert_cmpint (json_object_get_int_member (object, "port"), ==, 22);
  g_assert_cmpstr (json_object_get_string_member (
                       json_object_get_object_member (object, "service"), "version"),
                   ==, "9.2p1");
}

/* What a service says of itself acts neither on a spreadsheet nor on a page. */
static void
test_hostile (void)
{
  g_autoptr (PtlSession) session = hostile_session ("=cmd|' /C calc'!A0 <b>|\x1b[2J*x*");
  const PtlHost *host = ptl_session_get_hosts (session)->pdata[0];
  PtlSelectedPort selected = { host, host->ports->pdata[0] };
  g_autoptr (GArray) ports = g_array_new (FALSE, FALSE, sizeof (PtlSelectedPort));
  g_autofree char *csv = NULL;
  g_autofree char *markdown = NULL;

  g_array_append_val (ports, selected);
  csv = ptl_selection_to_string (ports, PTL_FORMAT_CSV);
  markdown = ptl_selection_to_string (ports, PTL_FORMAT_MARKDOWN);
  g_assert_null (strchr (csv, '\x1b'));
  g_assert_nonnull (strstr (csv, "\n'=cmd"));
  g_assert_null (strstr (markdown, "<b>|"));
  g_assert_nonnull (strstr (markdown, "\\<b\\>\\|"));
  g_assert_null (strstr (markdown, " *x*"));
}

static void
test_nothing (void)
{
  g_autoptr (GArray) ports = g_array_new (FALSE, FALSE, sizeof (PtlSelectedPort));
  g_autofree char *text = ptl_selection_to_string (ports, PTL_FORMAT_TEXT);

  g_assert_cmpstr (text, ==, "");
  g_assert_false (ptl_selection_can_be (PTL_FORMAT_NMAP_XML));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/selection/text", test_text);
  g_test_add_func ("/selection/markdown", test_markdown);
  g_test_add_func ("/selection/csv", test_csv);
  g_test_add_func ("/selection/json", test_json);
  g_test_add_func ("/selection/hostile", test_hostile);
  g_test_add_func ("/selection/nothing", test_nothing);

  return g_test_run ();
}
