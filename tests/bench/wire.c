/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/bench/wire.c: a link with delay, loss and a firewall to hosts of its own.
 *
 *   wire [--delay-ms 10] [--loss-permille 10] [--hosts 16] [--pass 1-5]
 *
 * The hosts, 10.77.0.1 and following, are in a network namespace of their own, that of
 * this process; the caller's gets 10.77.0.254.  Each packet arrives that much later or,
 * by chance, never.  With --pass, attempts to connect to other ports are dropped.  For
 * kernels without sch_netem.  Prints "wire" and its process id; ends when the standard
 * input does. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define MTU          1500
#define QUEUE_LENGTH "100000" /* of packets that the kernel keeps for us */
#define BATCH        256

typedef struct
{
  gint64 due_us;
  guint len;
  guint8 data[];
} Packet;

typedef struct
{
  int from_fd;
  int to_fd;
  GQueue packets; /* Packet: under way; all take the same time */
} Direction;

static int delay_ms, loss_permille;
static int n_hosts = 1;
static int first_passed, last_passed = G_MAXUINT16;

static void
must (gboolean succeeded, const char *what)
{
  if (!succeeded)
    g_error ("%s: %s", what, g_strerror (errno));
}

static void
run_ip (const char *arguments)
{
  g_autofree char *line = g_strconcat ("ip ", arguments, NULL);
  g_auto (GStrv) argv = g_strsplit (line, " ", -1);
  g_autoptr (GError) error = NULL;
  int status;

  if (!g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                     &status, &error) ||
      !g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", line, error->message);
}

static int
open_end (const char *name)
{
  struct ifreq request = { .ifr_flags = IFF_TUN | IFF_NO_PI };
  g_autofree char *up =
      g_strdup_printf ("link set %s txqueuelen " QUEUE_LENGTH " up", name);
  int fd = open ("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);

  g_strlcpy (request.ifr_name, name, sizeof request.ifr_name);
  must (fd >= 0 && ioctl (fd, TUNSETIFF, &request) == 0, "/dev/net/tun");
  run_ip (up);
  return fd;
}

static gboolean
is_filtered (const guint8 *data, gsize len)
{
  const struct iphdr *ip = (const struct iphdr *) data;
  const struct tcphdr *tcp;
  guint port;

  if (len < sizeof *ip || ip->version != 4 || ip->protocol != IPPROTO_TCP ||
      len < ip->ihl * 4u + sizeof *tcp)
    return FALSE;

  tcp = (const struct tcphdr *) (data + ip->ihl * 4u);
  port = GUINT16_FROM_BE (tcp->dest);
  return tcp->syn && !tcp->ack &&
         (port < (guint) first_passed || port > (guint) last_passed);
}

static void
take_in (Direction *self)
{
  guint8 buffer[MTU];
  gssize len = 0;

  for (guint i = 0; i < BATCH && (len = read (self->from_fd, buffer, sizeof buffer)) > 0;
       i++)
    {
      Packet *packet;

      if (g_random_int_range (0, 1000) < loss_permille ||
          is_filtered (buffer, (gsize) len))
        continue;
      packet = g_malloc (sizeof *packet + (gsize) len);
      packet->due_us = g_get_monotonic_time () + delay_ms * 1000;
      packet->len = (guint) len;
      memcpy (packet->data, buffer, (gsize) len);
      g_queue_push_tail (&self->packets, packet);
    }
}

/* Returns: when there is more to give out, G_MAXINT64 if nothing is under way */
static gint64
give_out (Direction *self)
{
  Packet *packet;

  while ((packet = g_queue_peek_head (&self->packets)) != NULL)
    {
      if (packet->due_us > g_get_monotonic_time ())
        return packet->due_us;
      if (write (self->to_fd, packet->data, packet->len) < 0 && errno == EAGAIN)
        return packet->due_us;
      g_free (g_queue_pop_head (&self->packets));
    }

  return G_MAXINT64;
}

static void
relay (int here, int there)
{
  Direction ways[] = { { here, there, G_QUEUE_INIT }, { there, here, G_QUEUE_INIT } };
  struct pollfd fds[] = { { here, POLLIN, 0 },
                          { there, POLLIN, 0 },
                          { STDIN_FILENO, POLLIN, 0 } };
  gint64 due_us = G_MAXINT64;

  while (fds[2].revents == 0)
    {
      gint64 left_us = due_us - g_get_monotonic_time ();
      gint64 wait_us = CLAMP (left_us, 0, G_USEC_PER_SEC);
      struct timespec wait = { wait_us / G_USEC_PER_SEC,
                               wait_us % G_USEC_PER_SEC * 1000 };

      must (ppoll (fds, G_N_ELEMENTS (fds), &wait, NULL) >= 0, "ppoll");
      due_us = G_MAXINT64;
      for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
        {
          take_in (&ways[i]);
          due_us = MIN (due_us, give_out (&ways[i]));
        }
    }
}

static int
open_far_end (void)
{
  int fd;

  must (unshare (CLONE_NEWNET) == 0, "unshare");
  run_ip ("link set lo up");
  fd = open_end ("far");
  for (int i = 1; i <= n_hosts; i++)
    {
      g_autofree char *address = g_strdup_printf ("addr add 10.77.0.%d/24 dev far", i);

      run_ip (address);
    }

  return fd;
}

int
main (int argc, char **argv)
{
  g_autofree char *pass = NULL;
  const GOptionEntry entries[] = {
    { "delay-ms", 0, 0, G_OPTION_ARG_INT, &delay_ms, "each way", "N" },
    { "loss-permille", 0, 0, G_OPTION_ARG_INT, &loss_permille, "each way", "N" },
    { "hosts", 0, 0, G_OPTION_ARG_INT, &n_hosts, "at the other end", "N" },
    { "pass", 0, 0, G_OPTION_ARG_STRING, &pass, "ports the firewall lets pass", "N-N" },
    { 0 },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  int here, there;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  if (pass != NULL && sscanf (pass, "%d-%d", &first_passed, &last_passed) != 2)
    g_error ("--pass %s", pass);

  here = open_end ("near");
  run_ip ("addr add 10.77.0.254/24 dev near");
  there = open_far_end ();
  g_print ("wire %d\n", getpid ());
  fflush (stdout);
  relay (here, there);
  return 0;
}
