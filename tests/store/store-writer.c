/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/store-writer.c: a program that appends facts until it is killed.
 *
 *   store-writer FILE N
 *
 * Appends N ports (0: without end), a few at a time, and says after each time on stdout
 * how many there are and when (monotonic microseconds); then closes the store. */
#include <stdio.h>

#include "fixture.h"

#define PORTS_AT_ONCE 5
#define PAUSE_US      2000

int
main (int argc, char **argv)
{
  guint n_wanted = argc == 3 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 0;
  g_autoptr (PtlStore) store = NULL;
  guint n = 0;
  gint64 id;

  g_assert_cmpint (argc, ==, 3);
  store = must_open (argv[1]);
  id = must_begin (store, "killed");

  while (n_wanted == 0 || n < n_wanted)
    {
      for (guint i = 0; i < PORTS_AT_ONCE; i++, n++)
        {
          PtlAddress address = make_address (n / 50);

          append_one (store, id,
                      ptl_fact_new_port (n, &address, PTL_PROTOCOL_TCP, (guint16) n,
                                         PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK));
        }
      printf ("%u %" G_GINT64_FORMAT "\n", n, g_get_monotonic_time ());
      fflush (stdout);
      g_usleep (PAUSE_US);
    }

  must_close (store);
  return 0;
}
