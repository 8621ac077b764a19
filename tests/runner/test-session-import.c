/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/runner/test-session-import.c: what follows from a scanner's file beyond what it
 * lists. */
#include "runner/session-import.h"

#include <string.h>

#define HOST                                                                             \
  "<host><status state='up'/><address addr='192.0.2.5' addrtype='ipv4'/><ports>"         \
  "<port protocol='tcp' portid='70'><state state='open'/><service name='gopher'"         \
  " servicefp='SF-Port70-TCP:V=7.93%%I=7%%D=11/21%%Time=6B00B194%%P=x"                   \
  "%%r(NULL,4,&quot;AHOY&quot;)%%r(Help,900,&quot;NO\\n&quot;);'/></port></ports></host>"

static PtlSession *
read_file (const char *args, const char *end)
{
  g_autofree char *text =
      g_strdup_printf ("<nmaprun scanner='nmap' version='7' args='nmap %s'>"
                       "<scaninfo protocol='tcp' services='70,80'/>" HOST "%s",
                       args, end);
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sessions =
      ptl_session_file_read (in, "x", NULL, NULL, warnings, NULL, &error);

  g_assert_no_error (error);
  ptl_session_import_complete (sessions->pdata[0]);
  return g_object_ref (sessions->pdata[0]);
}

static gboolean
covers (PtlSession *session, const char *text, guint16 port)
{
  PtlAddress address;

  g_assert_true (ptl_address_parse (text, &address));
  return ptl_session_covers (session, &address, PTL_PROTOCOL_TCP, port);
}

#define END "<runstats><finished time='1795220640'/></runstats></nmaprun>"

static void
test_silent (void)
{
  g_autoptr (PtlSession) session =
      read_file ("--exclude 192.0.2.6 192.0.2.4/30 name.example", END);

  g_assert_true (covers (session, "192.0.2.4", 70));
  g_assert_true (covers (session, "192.0.2.7", 80));
  g_assert_false (covers (session, "192.0.2.7", 81)); /* not asked for */
  g_assert_false (covers (session, "192.0.2.6", 70)); /* excluded */
  g_assert_false (covers (session, "192.0.2.8", 70)); /* no target */
  g_assert_true (covers (session, "192.0.2.5", 70));  /* listed */
  g_assert_false (covers (session, "192.0.2.5", 80)); /* a host tells for itself */
}

/* Of a scan that did not end nobody knows whom it asked, nor of one of half the world. */
static void
test_unknown (void)
{
  g_autoptr (PtlSession) cut = read_file ("192.0.2.4/30", "");
  g_autoptr (PtlSession) wide = read_file ("192.0.0.0/8", END);
  g_autoptr (PtlSession) odd = read_file ("--exclude 1.2.3.999 192.0.2.4/30", END);

  g_assert_false (covers (cut, "192.0.2.4", 70));
  g_assert_false (covers (wide, "192.0.2.4", 70));
  g_assert_false (covers (odd, "192.0.2.4", 70));
}

static void
test_replies (void)
{
  g_autoptr (PtlSession) session = read_file ("192.0.2.5", END);
  const PtlHost *host = ptl_session_get_hosts (session)->pdata[0];
  const PtlPort *port = host->ports->pdata[0];
  const PtlResponse *help;

  g_assert_cmpuint (port->responses->len, ==, 2);
  help = port->responses->pdata[1];
  g_assert_cmpstr (help->probe, ==, "Help");
  g_assert_cmpuint (help->sequence, ==, 1);
  g_assert_cmpmem (g_bytes_get_data (help->received, NULL),
                   g_bytes_get_size (help->received), "NO\n", 3);
  g_assert_cmpuint (help->full_length, ==, 0x900);
  g_assert_cmpint (help->time_us, ==, G_GINT64_CONSTANT (0x6B00B194) * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session-import/silent", test_silent);
  g_test_add_func ("/session-import/unknown", test_unknown);
  g_test_add_func ("/session-import/replies", test_replies);

  return g_test_run ();
}
