/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-datagram.c: datagrams to scripted peers. */
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "lib/peer.h"
#include "net/local-ports.h"

#include "datagram-fixture.h"

static void
answer_script (PeerLink *link, gpointer data)
{
  g_autoptr (GBytes) question = peer_receive (link);

  if (question == NULL)
    return;
  peer_send (link, g_bytes_get_data (question, NULL),
             (gssize) g_bytes_get_size (question));
  peer_send (link, "", 0);
  peer_send (link, "end", -1);
  peer_hold (link);
}

static void
test_answers (DatagramFixture *f, gconstpointer any_port)
{
  g_autoptr (Peer) peer = peer_new (PEER_UDP4, answer_script, NULL);

  f->any_port = any_port != NULL;
  datagram_open_to (f, "127.0.0.1", peer_get_port (peer));
  datagram_say (f, "ping");
  g_assert_cmpstr (f->log->str, ==, "");
  datagram_wait_events (f, 3);
  g_assert_cmpstr (f->log->str, ==, "ping||end|");
  g_assert_cmpuint (f->port, ==, peer_get_port (peer));
}

/* Whoever answers for 0.0.0.0 does so by the name 127.0.0.1. */
static void
test_any_address (DatagramFixture *f, gconstpointer any_port)
{
  g_autoptr (Peer) peer = peer_new (PEER_UDP4, answer_script, NULL);

  f->any_port = any_port != NULL;
  datagram_open_to (f, "0.0.0.0", peer_get_port (peer));
  datagram_say (f, "ping");
  datagram_wait_events (f, 3);
  g_assert_cmpstr (f->log->str, ==, "ping||end|");
}

static void
test_closed (DatagramFixture *f, gconstpointer any_port)
{
  int fd;
  guint16 port = datagram_bind4 (&fd);

  close (fd);
  f->any_port = any_port != NULL;
  datagram_open_to (f, "127.0.0.1", port);
  datagram_say (f, "ping");
  datagram_expect_failure (f, PTL_DATAGRAM_PORT_UNREACHABLE, ECONNREFUSED, "127.0.0.1");
}

static void
test_closed6 (DatagramFixture *f, gconstpointer any_port)
{
  struct sockaddr_in6 address = { .sin6_family = AF_INET6,
                                  .sin6_addr = IN6ADDR_LOOPBACK_INIT };
  int fd;
  guint16 port = datagram_bind (&fd, (struct sockaddr *) &address, sizeof address);

  close (fd);
  f->any_port = any_port != NULL;
  datagram_open_to (f, "::1", port);
  datagram_say (f, "ping");
  datagram_expect_failure (f, PTL_DATAGRAM_PORT_UNREACHABLE, ECONNREFUSED, "::1");
}

/* The second datagram goes out although the kernel still has an error to tell. */
static void
test_send_after_failure (DatagramFixture *f, gconstpointer any_port)
{
  int fd;
  guint16 port = datagram_bind4 (&fd);
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = g_htons (port),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  char heard[8];

  close (fd);
  f->any_port = any_port != NULL;
  datagram_open_to (f, "127.0.0.1", port);
  datagram_say (f, "one");
  fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  datagram_say (f, "two");
  g_assert_cmpint (recv (fd, heard, sizeof heard, MSG_DONTWAIT), ==, 3);
  g_assert_cmpmem (heard, 3, "two", 3);
  datagram_expect_failure (f, PTL_DATAGRAM_PORT_UNREACHABLE, ECONNREFUSED, "127.0.0.1");
  close (fd);
}

/* An answer that came before the failure is told before it. */
static void
test_answer_first (DatagramFixture *f, gconstpointer any_port)
{
  g_autofree char *expected =
      g_strdup_printf ("pong|!%d|", PTL_DATAGRAM_PORT_UNREACHABLE);
  struct sockaddr_in sender;
  socklen_t size = sizeof sender;
  char heard[8];
  int fd;
  guint16 port = datagram_bind4 (&fd);

  f->any_port = any_port != NULL;
  datagram_open_to (f, "127.0.0.1", port);
  datagram_say (f, "ping");
  g_assert_cmpint (
      recvfrom (fd, heard, sizeof heard, 0, (struct sockaddr *) &sender, &size), ==, 4);
  g_assert_cmpint (sendto (fd, "pong", 4, 0, (struct sockaddr *) &sender, size), ==, 4);
  close (fd);
  datagram_say (f, "ping");
  datagram_wait_events (f, 2);
  g_assert_cmpstr (f->log->str, ==, expected);
}

/* N16: whoever answers from elsewhere is not heard. */
static void
test_stranger (DatagramFixture *f, gconstpointer unused)
{
  struct sockaddr_in sender;
  socklen_t size = sizeof sender;
  char heard[8];
  int fd, stranger_fd;
  guint16 port = datagram_bind4 (&fd);

  datagram_bind4 (&stranger_fd);
  datagram_open_to (f, "127.0.0.1", port);
  datagram_say (f, "ping");
  g_assert_cmpint (
      recvfrom (fd, heard, sizeof heard, 0, (struct sockaddr *) &sender, &size), ==, 4);
  sendto (stranger_fd, "lies", 4, 0, (struct sockaddr *) &sender, size);
  sendto (fd, "true", 4, 0, (struct sockaddr *) &sender, size);
  datagram_wait_events (f, 1);
  g_assert_cmpstr (f->log->str, ==, "true|");
  close (fd);
  close (stranger_fd);
}

/* A socket of 127.0.0.2, which is not whom the question went to. */
static int
open_other_address (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK + 1) };
  int fd;

  datagram_bind (&fd, (struct sockaddr *) &address, sizeof address);
  return fd;
}

/* Whoever asks for it hears another port of the address, and then that one alone; another
 * address is not heard, nor are our own other sockets, which may ask the very port that
 * this one has. */
static void
test_other_port (DatagramFixture *f, gconstpointer unused)
{
  struct sockaddr_in sender;
  struct sockaddr *to = (struct sockaddr *) &sender;
  socklen_t size = sizeof sender;
  int fd, other_fd, own_fd, stranger_fd = open_other_address ();
  guint16 port = datagram_bind4 (&fd), other = datagram_bind4 (&other_fd),
          own = datagram_bind4 (&own_fd);
  char heard[8];

  f->any_port = TRUE;
  datagram_open_to (f, "127.0.0.1", port);
  datagram_say (f, "ping");
  g_assert_cmpint (recvfrom (fd, heard, sizeof heard, 0, to, &size), ==, 4);
  sender.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_true (ptl_local_ports_has (g_ntohs (sender.sin_port)));
  ptl_local_ports_add (own);
  sendto (stranger_fd, "lies", 4, 0, to, size);
  sendto (own_fd, "mine", 4, 0, to, size);
  sendto (other_fd, "true", 4, 0, to, size);
  sendto (fd, "late", 4, 0, to, size);
  sendto (other_fd, "end", 3, 0, to, size);
  datagram_wait_events (f, 2);
  g_assert_cmpstr (f->log->str, ==, "true|end|");
  g_assert_cmpuint (f->port, ==, other);

  ptl_local_ports_remove (own);
  g_clear_pointer (&f->datagram, ptl_datagram_free);
  g_assert_false (ptl_local_ports_has (g_ntohs (sender.sin_port)));
  close (fd);
  close (other_fd);
  close (own_fd);
  close (stranger_fd);
}

static void
test_too_large (DatagramFixture *f, gconstpointer unused)
{
  g_autofree char *large = g_strnfill (70000, 'x');
  int fd;

  datagram_open_to (f, "127.0.0.1", datagram_bind4 (&fd));
  datagram_say (f, large);
  datagram_expect_failure (f, PTL_DATAGRAM_ERROR, EMSGSIZE, NULL);
  close (fd);
}

static void
test_free_inside (DatagramFixture *f, gconstpointer closed)
{
  g_autoptr (Peer) peer = peer_new (PEER_UDP4, answer_script, NULL);
  int fd;
  guint16 port = datagram_bind4 (&fd);

  close (fd);
  f->frees = TRUE;
  datagram_open_to (f, "127.0.0.1", closed != NULL ? port : peer_get_port (peer));
  datagram_say (f, "ping");
  datagram_wait_events (f, 1);
  g_assert_null (f->datagram);
  for (guint i = 0; i < 10; i++)
    g_main_context_iteration (f->context, FALSE);
}

static void
test_no_descriptor (void)
{
  DatagramFixture f = { NULL };
  struct rlimit limit;
  int next_fd;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }

  datagram_set_up (&f, NULL);
  next_fd = dup (0);
  close (next_fd);
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  limit.rlim_cur = (rlim_t) next_fd;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  datagram_open_to (&f, "127.0.0.1", 9);
  datagram_expect_failure (&f, PTL_DATAGRAM_SHORTAGE, EMFILE, NULL);
  datagram_tear_down (&f, NULL);
}

#define ADD(name, data, func)                                                            \
  g_test_add ("/datagram/" name, DatagramFixture, data, datagram_set_up, func,           \
              datagram_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("answers", NULL, test_answers);
  ADD ("any-address", NULL, test_any_address);
  ADD ("closed", NULL, test_closed);
  ADD ("closed6", NULL, test_closed6);
  ADD ("send-after-failure", NULL, test_send_after_failure);
  ADD ("answer-first", NULL, test_answer_first);
  ADD ("stranger", NULL, test_stranger);
  ADD ("any-port/answers", "any", test_answers);
  ADD ("any-port/any-address", "any", test_any_address);
  ADD ("any-port/closed", "any", test_closed);
  ADD ("any-port/closed6", "any", test_closed6);
  ADD ("any-port/send-after-failure", "any", test_send_after_failure);
  ADD ("any-port/answer-first", "any", test_answer_first);
  ADD ("any-port/other-port", NULL, test_other_port);
  ADD ("too-large", NULL, test_too_large);
  ADD ("free-inside-received", NULL, test_free_inside);
  ADD ("free-inside-failed", "closed", test_free_inside);
  g_test_add_func ("/datagram/no-descriptor", test_no_descriptor);

  return g_test_run ();
}
