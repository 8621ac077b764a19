/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-stream-scarce.c: streams when descriptors or local ports run out, each
 * in a process (and network) of its own. */
#include "net/stream.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "own-network.h"
#include "recorder.h"

/* The only local port that the network of a test has. */
#define ONLY_PORT 40000

static void
expect_end (guint16 port, PtlStreamEnd end, int errnum)
{
  Recorder r;

  recorder_init (&r);
  recorder_connect_port (&r, port, FALSE);
  recorder_wait_ended (&r);
  g_assert_cmpint (r.end, ==, end);
  g_assert_cmpint (r.errnum, ==, errnum);
  g_assert_cmpuint (r.n_connected, ==, 0);
  recorder_clear (&r);
}

static void
have_no_descriptor (void)
{
  struct rlimit limit;
  Recorder r;
  int next_fd;

  recorder_init (&r);
  next_fd = dup (0);
  close (next_fd);
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  limit.rlim_cur = (rlim_t) next_fd;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);

  recorder_connect_port (&r, 1, FALSE);
  recorder_wait_ended (&r);
  g_assert_cmpint (r.end, ==, PTL_STREAM_END_SHORTAGE);
  g_assert_cmpint (r.errnum, ==, EMFILE);
  recorder_clear (&r);
}

/* Nobody listens, and the one port there is becomes both ends. */
static void
have_own_port (void)
{
  g_assert_true (own_network_enter (ONLY_PORT));
  expect_end (ONLY_PORT, PTL_STREAM_END_REFUSED, ECONNREFUSED);
}

/* The one port is taken: nothing was sent, so nothing was refused. */
static void
have_no_port (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = g_htons (ONLY_PORT) };
  int fd;

  g_assert_true (own_network_enter (ONLY_PORT));
  fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  expect_end (1, PTL_STREAM_END_SHORTAGE, EADDRNOTAVAIL);
  close (fd);
}

static void
test_no_descriptor (void)
{
  if (g_test_subprocess ())
    have_no_descriptor ();
  else
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
    }
}

static void
test_own_port (void)
{
  own_network_run (have_own_port);
}

static void
test_no_port (void)
{
  own_network_run (have_no_port);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stream-scarce/no-descriptor", test_no_descriptor);
  g_test_add_func ("/stream-scarce/own-port", test_own_port);
  g_test_add_func ("/stream-scarce/no-port", test_no_port);

  return g_test_run ();
}
