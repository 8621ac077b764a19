/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/own-network.c: a test in a process and a network namespace of its own. */
#include "own-network.h"

#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

static gboolean
limit_ports (guint16 only_port)
{
  g_autofree char *range = g_strdup_printf ("%u %u", only_port, only_port);

  return g_file_set_contents_full ("/proc/sys/net/ipv4/ip_local_port_range", range, -1,
                                   G_FILE_SET_CONTENTS_NONE, 0644, NULL);
}

gboolean
own_network_enter (guint16 only_port)
{
  struct ifreq lo = { .ifr_name = "lo", .ifr_flags = IFF_UP };
  gboolean is_up;
  int fd;

  if (unshare (CLONE_NEWNET) != 0 && unshare (CLONE_NEWUSER | CLONE_NEWNET) != 0)
    return FALSE;

  fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  is_up = ioctl (fd, SIOCSIFFLAGS, &lo) == 0;
  close (fd);
  return is_up && (only_port == 0 || limit_ports (only_port));
}

static gboolean
can_enter (void)
{
  int status = -1;
  pid_t pid = fork ();

  if (pid == 0)
    _exit (own_network_enter (40000) ? 0 : 1);

  return waitpid (pid, &status, 0) == pid && status == 0;
}

void
own_network_run (void (*body) (void))
{
  if (g_test_subprocess ())
    {
      body ();
      return;
    }

  if (!can_enter ())
    {
      g_test_skip ("the system grants no network namespace");
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

void
own_network_run_with_ip (void (*body) (void))
{
  g_autofree char *ip = g_find_program_in_path ("ip");

  if (ip == NULL)
    g_test_skip ("needs ip (iproute2)");
  else
    own_network_run (body);
}

void
own_network_run_ip (const char *command)
{
  g_autofree char *line = g_strconcat ("ip ", command, NULL);
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_command_line_sync (line, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_no_error (error);
}
