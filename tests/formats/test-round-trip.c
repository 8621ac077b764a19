/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/formats/test-round-trip.c: whatever a session holds, a format that is read gives
 * back what it was given. */
#include <string.h>

#include "formats/session-file.h"
#include "random-session.h"
#include "sample.h"
#include "session-text.h"

#define N_SESSIONS 300

static GPtrArray *
read_back (const char *text)
{
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  GPtrArray *sessions =
      ptl_session_file_read (in, "back", NULL, NULL, warnings, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (warnings->len, ==, 0);
  return sessions;
}

static void
assert_same (PtlSession *session, PtlSession *other, gboolean with_info)
{
  g_autofree char *hosts = session_text (session);
  g_autofree char *other_hosts = session_text (other);
  g_autofree char *info = session_info_text (ptl_session_get_info (session));
  g_autofree char *other_info = session_info_text (ptl_session_get_info (other));

  g_assert_cmpstr (other_hosts, ==, hosts);
  if (with_info)
    g_assert_cmpstr (other_info, ==, info);
}

static void
check (PtlFormat format, gboolean is_plain)
{
  const RandomSessionKind kind = { is_plain };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < N_SESSIONS; i++)
    {
      g_autoptr (PtlSession) session = random_session (rand, &kind);
      g_autofree char *text = write_session (format, session);
      g_autoptr (GPtrArray) back = read_back (text);

      g_assert_cmpuint (back->len, ==, 1);
      assert_same (session, back->pdata[0], !is_plain);
    }
}

static void
test_json (void)
{
  check (PTL_FORMAT_JSON, FALSE);
}

static void
test_json_lines (void)
{
  check (PTL_FORMAT_JSON_LINES, FALSE);
}

/* As far as XML goes: names that Nmap writes itself, what the services are, and which
 * ports are how; not the evidence. */
static void
test_nmap_xml (void)
{
  check (PTL_FORMAT_NMAP_XML, TRUE);
}

/* What several programs write to one pipe. */
static void
test_several (void)
{
  const RandomSessionKind kind = { FALSE };
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  g_autoptr (PtlSession) first = random_session (rand, &kind);
  g_autoptr (PtlSession) second = random_session (rand, &kind);
  g_autofree char *first_text = write_session (PTL_FORMAT_JSON_LINES, first);
  g_autofree char *second_text = write_session (PTL_FORMAT_JSON_LINES, second);
  g_autofree char *text = g_strconcat (first_text, second_text, NULL);
  g_autoptr (GPtrArray) back = read_back (text);

  g_assert_cmpuint (back->len, ==, 2);
  assert_same (first, back->pdata[0], TRUE);
  assert_same (second, back->pdata[1], TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/round-trip/json", test_json);
  g_test_add_func ("/round-trip/json-lines", test_json_lines);
  g_test_add_func ("/round-trip/nmap-xml", test_nmap_xml);
  g_test_add_func ("/round-trip/several", test_several);

  return g_test_run ();
}
