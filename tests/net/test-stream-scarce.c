/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-stream-scarce.c: streams when descriptors or local ports run out, each
 * in a process (and network) of its own. */
#include "net/stream.h"

#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

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

static gboolean
enter_small_network (void)
{
  g_autofree char *range = g_strdup_printf ("%d %d", ONLY_PORT, ONLY_PORT);
  struct ifreq lo = { .ifr_name = "lo", .ifr_flags = IFF_UP };
  gboolean is_up;
  int fd;

  if (unshare (CLONE_NEWNET) != 0 && unshare (CLONE_NEWUSER | CLONE_NEWNET) != 0)
    return FALSE;

  fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  is_up = ioctl (fd, SIOCSIFFLAGS, &lo) == 0;
  close (fd);
  return is_up &&
         g_file_set_contents_full ("/proc/sys/net/ipv4/ip_local_port_range", range, -1,
                                   G_FILE_SET_CONTENTS_NONE, 0644, NULL);
}

static gboolean
can_enter_small_network (void)
{
  int status = -1;
  pid_t pid = fork ();

  if (pid == 0)
    _exit (enter_small_network () ? 0 : 1);

  return waitpid (pid, &status, 0) == pid && status == 0;
}

/* Nobody listens, and the one port there is becomes both ends. */
static void
have_own_port (void)
{
  g_assert_true (enter_small_network ());
  expect_end (ONLY_PORT, PTL_STREAM_END_REFUSED, ECONNREFUSED);
}

/* The one port is taken: nothing was sent, so nothing was refused. */
static void
have_no_port (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = g_htons (ONLY_PORT) };
  int fd;

  g_assert_true (enter_small_network ());
  fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  expect_end (1, PTL_STREAM_END_SHORTAGE, EADDRNOTAVAIL);
  close (fd);
}

typedef struct
{
  void (*run) (void);
  gboolean needs_network;
} Case;

static void
test_in_child (gconstpointer data)
{
  const Case *test = data;

  if (g_test_subprocess ())
    {
      test->run ();
      return;
    }

  if (test->needs_network && !can_enter_small_network ())
    {
      g_test_skip ("the system grants no network namespace");
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  static const Case no_descriptor = { have_no_descriptor, FALSE };
  static const Case own_port = { have_own_port, TRUE };
  static const Case no_port = { have_no_port, TRUE };

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/stream-scarce/no-descriptor", &no_descriptor, test_in_child);
  g_test_add_data_func ("/stream-scarce/own-port", &own_port, test_in_child);
  g_test_add_data_func ("/stream-scarce/no-port", &no_port, test_in_child);

  return g_test_run ();
}
