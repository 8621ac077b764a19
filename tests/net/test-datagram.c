/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-datagram.c: datagrams to scripted peers, and what the kernel makes of
 * ICMP messages that a test writes itself. */
#include "net/datagram.h"

#include <errno.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <netinet/udp.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/peer.h"
#include "net/local-ports.h"
#include "own-network.h"

/* Past this the test has failed. */
#define PATIENCE_US (20 * G_USEC_PER_SEC)

typedef struct
{
  GMainContext *context;
  PtlPoller *poller;
  PtlDatagram *datagram;
  GString *log; /* "data|" for an answer, "!FAILURE|" for a failure */
  int errnum;
  char *reporter;
  gboolean frees;
  gboolean any_port;
  guint16 port; /* of the last answer */
} Fixture;

static void
received_cb (PtlDatagram *datagram,
             const guint8 *data,
             gsize len,
             guint16 port,
             gpointer user_data)
{
  Fixture *f = user_data;

  g_assert_true (datagram == f->datagram);
  f->port = port;
  g_string_append_len (f->log, (const char *) data, (gssize) len);
  g_string_append_c (f->log, '|');
  if (f->frees)
    g_clear_pointer (&f->datagram, ptl_datagram_free);
}

static void
failed_cb (PtlDatagram *datagram,
           PtlDatagramFailure failure,
           int errnum,
           const PtlAddress *reporter,
           gpointer user_data)
{
  Fixture *f = user_data;

  g_assert_true (datagram == f->datagram);
  g_string_append_printf (f->log, "!%d|", failure);
  f->errnum = errnum;
  g_free (f->reporter);
  f->reporter = reporter != NULL ? ptl_address_to_string (reporter) : NULL;
  if (f->frees)
    g_clear_pointer (&f->datagram, ptl_datagram_free);
}

static const PtlDatagramFuncs funcs = { received_cb, failed_cb };

static void
set_up (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  f->context = g_main_context_new ();
  f->poller = ptl_poller_new (f->context, ptl_clock_get_real (), &error);
  f->log = g_string_new (NULL);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  g_clear_pointer (&f->datagram, ptl_datagram_free);
  ptl_poller_free (f->poller);
  g_main_context_unref (f->context);
  g_string_free (f->log, TRUE);
  g_free (f->reporter);
}

static void
open_to (Fixture *f, const char *address_text, guint16 port)
{
  PtlAddress address;

  g_assert_true (ptl_address_parse (address_text, &address));
  f->datagram = ptl_datagram_new (f->poller, &address, port, f->any_port, &funcs, f);
}

static void
say (Fixture *f, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  ptl_datagram_send (f->datagram, bytes);
}

static void
impatient_cb (gpointer user_data)
{
  g_error ("the datagram did not do what the test waits for");
}

static void
wait_events (Fixture *f, guint n_events)
{
  PtlDeadline *impatient = ptl_poller_add_deadline (
      f->poller, ptl_poller_now_us (f->poller) + PATIENCE_US, impatient_cb, NULL);
  guint n;

  do
    {
      n = 0;
      for (gsize i = 0; i < f->log->len; i++)
        n += f->log->str[i] == '|';
      if (n < n_events)
        g_main_context_iteration (f->context, TRUE);
    }
  while (n < n_events);
  ptl_deadline_cancel (impatient);
}

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
test_answers (Fixture *f, gconstpointer any_port)
{
  g_autoptr (Peer) peer = peer_new (PEER_UDP4, answer_script, NULL);

  f->any_port = any_port != NULL;
  open_to (f, "127.0.0.1", peer_get_port (peer));
  say (f, "ping");
  g_assert_cmpstr (f->log->str, ==, "");
  wait_events (f, 3);
  g_assert_cmpstr (f->log->str, ==, "ping||end|");
  g_assert_cmpuint (f->port, ==, peer_get_port (peer));
}

/* Whoever answers for 0.0.0.0 does so by the name 127.0.0.1. */
static void
test_any_address (Fixture *f, gconstpointer any_port)
{
  g_autoptr (Peer) peer = peer_new (PEER_UDP4, answer_script, NULL);

  f->any_port = any_port != NULL;
  open_to (f, "0.0.0.0", peer_get_port (peer));
  say (f, "ping");
  wait_events (f, 3);
  g_assert_cmpstr (f->log->str, ==, "ping||end|");
}

static guint16
bind_udp (int *fd, const struct sockaddr *address, socklen_t size)
{
  struct sockaddr_in6 bound;
  socklen_t bound_size = sizeof bound;

  *fd = socket (address->sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (*fd, address, size), ==, 0);
  g_assert_cmpint (getsockname (*fd, (struct sockaddr *) &bound, &bound_size), ==, 0);
  return g_ntohs (bound.sin6_port); /* at the same place in either family */
}

static guint16
bind_udp4 (int *fd)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };

  return bind_udp (fd, (struct sockaddr *) &address, sizeof address);
}

static void
expect_failure (Fixture *f, PtlDatagramFailure failure, int errnum, const char *reporter)
{
  g_autofree char *expected = g_strdup_printf ("!%d|", failure);

  wait_events (f, 1);
  g_assert_cmpstr (f->log->str, ==, expected);
  g_assert_cmpint (f->errnum, ==, errnum);
  g_assert_cmpstr (f->reporter, ==, reporter);
  g_string_truncate (f->log, 0);
}

static void
test_closed (Fixture *f, gconstpointer any_port)
{
  int fd;
  guint16 port = bind_udp4 (&fd);

  close (fd);
  f->any_port = any_port != NULL;
  open_to (f, "127.0.0.1", port);
  say (f, "ping");
  expect_failure (f, PTL_DATAGRAM_PORT_UNREACHABLE, ECONNREFUSED, "127.0.0.1");
}

static void
test_closed6 (Fixture *f, gconstpointer any_port)
{
  struct sockaddr_in6 address = { .sin6_family = AF_INET6,
                                  .sin6_addr = IN6ADDR_LOOPBACK_INIT };
  int fd;
  guint16 port = bind_udp (&fd, (struct sockaddr *) &address, sizeof address);

  close (fd);
  f->any_port = any_port != NULL;
  open_to (f, "::1", port);
  say (f, "ping");
  expect_failure (f, PTL_DATAGRAM_PORT_UNREACHABLE, ECONNREFUSED, "::1");
}

/* The second datagram goes out although the kernel still has an error to tell. */
static void
test_send_after_failure (Fixture *f, gconstpointer any_port)
{
  int fd;
  guint16 port = bind_udp4 (&fd);
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = g_htons (port),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  char heard[8];

  close (fd);
  f->any_port = any_port != NULL;
  open_to (f, "127.0.0.1", port);
  say (f, "one");
  fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  say (f, "two");
  g_assert_cmpint (recv (fd, heard, sizeof heard, MSG_DONTWAIT), ==, 3);
  g_assert_cmpmem (heard, 3, "two", 3);
  expect_failure (f, PTL_DATAGRAM_PORT_UNREACHABLE, ECONNREFUSED, "127.0.0.1");
  close (fd);
}

/* An answer that came before the failure is told before it. */
static void
test_answer_first (Fixture *f, gconstpointer any_port)
{
  g_autofree char *expected =
      g_strdup_printf ("pong|!%d|", PTL_DATAGRAM_PORT_UNREACHABLE);
  struct sockaddr_in sender;
  socklen_t size = sizeof sender;
  char heard[8];
  int fd;
  guint16 port = bind_udp4 (&fd);

  f->any_port = any_port != NULL;
  open_to (f, "127.0.0.1", port);
  say (f, "ping");
  g_assert_cmpint (
      recvfrom (fd, heard, sizeof heard, 0, (struct sockaddr *) &sender, &size), ==, 4);
  g_assert_cmpint (sendto (fd, "pong", 4, 0, (struct sockaddr *) &sender, size), ==, 4);
  close (fd);
  say (f, "ping");
  wait_events (f, 2);
  g_assert_cmpstr (f->log->str, ==, expected);
}

/* N16: whoever answers from elsewhere is not heard. */
static void
test_stranger (Fixture *f, gconstpointer unused)
{
  struct sockaddr_in sender;
  socklen_t size = sizeof sender;
  char heard[8];
  int fd, stranger_fd;
  guint16 port = bind_udp4 (&fd);

  bind_udp4 (&stranger_fd);
  open_to (f, "127.0.0.1", port);
  say (f, "ping");
  g_assert_cmpint (
      recvfrom (fd, heard, sizeof heard, 0, (struct sockaddr *) &sender, &size), ==, 4);
  sendto (stranger_fd, "lies", 4, 0, (struct sockaddr *) &sender, size);
  sendto (fd, "true", 4, 0, (struct sockaddr *) &sender, size);
  wait_events (f, 1);
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

  bind_udp (&fd, (struct sockaddr *) &address, sizeof address);
  return fd;
}

/* Whoever asks for it hears another port of the address, and then that one alone; another
 * address is not heard, nor are our own other sockets, which may ask the very port that
 * this one has. */
static void
test_other_port (Fixture *f, gconstpointer unused)
{
  struct sockaddr_in sender;
  struct sockaddr *to = (struct sockaddr *) &sender;
  socklen_t size = sizeof sender;
  int fd, other_fd, own_fd, stranger_fd = open_other_address ();
  guint16 port = bind_udp4 (&fd), other = bind_udp4 (&other_fd),
          own = bind_udp4 (&own_fd);
  char heard[8];

  f->any_port = TRUE;
  open_to (f, "127.0.0.1", port);
  say (f, "ping");
  g_assert_cmpint (recvfrom (fd, heard, sizeof heard, 0, to, &size), ==, 4);
  sender.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_true (ptl_local_ports_has (g_ntohs (sender.sin_port)));
  ptl_local_ports_add (own);
  sendto (stranger_fd, "lies", 4, 0, to, size);
  sendto (own_fd, "mine", 4, 0, to, size);
  sendto (other_fd, "true", 4, 0, to, size);
  sendto (fd, "late", 4, 0, to, size);
  sendto (other_fd, "end", 3, 0, to, size);
  wait_events (f, 2);
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
test_too_large (Fixture *f, gconstpointer unused)
{
  g_autofree char *large = g_strnfill (70000, 'x');
  int fd;

  open_to (f, "127.0.0.1", bind_udp4 (&fd));
  say (f, large);
  expect_failure (f, PTL_DATAGRAM_ERROR, EMSGSIZE, NULL);
  close (fd);
}

static void
test_free_inside (Fixture *f, gconstpointer closed)
{
  g_autoptr (Peer) peer = peer_new (PEER_UDP4, answer_script, NULL);
  int fd;
  guint16 port = bind_udp4 (&fd);

  close (fd);
  f->frees = TRUE;
  open_to (f, "127.0.0.1", closed != NULL ? port : peer_get_port (peer));
  say (f, "ping");
  wait_events (f, 1);
  g_assert_null (f->datagram);
  for (guint i = 0; i < 10; i++)
    g_main_context_iteration (f->context, FALSE);
}

typedef struct
{
  guint8 type, code;
  PtlDatagramFailure failure;
} Icmp;

static const Icmp icmp4[] = {
  { ICMP_DEST_UNREACH, ICMP_NET_UNREACH, PTL_DATAGRAM_NET_UNREACHABLE },
  { ICMP_DEST_UNREACH, ICMP_HOST_UNREACH, PTL_DATAGRAM_HOST_UNREACHABLE },
  { ICMP_DEST_UNREACH, ICMP_PROT_UNREACH, PTL_DATAGRAM_PROTOCOL_UNREACHABLE },
  { ICMP_DEST_UNREACH, ICMP_PORT_UNREACH, PTL_DATAGRAM_PORT_UNREACHABLE },
  { ICMP_DEST_UNREACH, ICMP_NET_ANO, PTL_DATAGRAM_PROHIBITED },
  { ICMP_DEST_UNREACH, ICMP_HOST_ANO, PTL_DATAGRAM_PROHIBITED },
  { ICMP_DEST_UNREACH, ICMP_PKT_FILTERED, PTL_DATAGRAM_PROHIBITED },
  { ICMP_TIME_EXCEEDED, ICMP_EXC_TTL, PTL_DATAGRAM_TIME_EXCEEDED },
};

static guint16
checksum (const guint8 *data, gsize len)
{
  guint32 sum = 0;

  for (gsize i = 0; i + 1 < len; i += 2)
    sum += (guint32) (data[i] << 8 | data[i + 1]);
  while (sum > 0xffff)
    sum = (sum & 0xffff) + (sum >> 16);

  return g_htons ((guint16) ~sum);
}

/* Says, as the router 127.0.0.77, that a datagram from @from to @to did not arrive. */
static void
send_icmp (const Icmp *icmp, const struct sockaddr_in *from, const struct sockaddr_in *to)
{
  struct
  {
    struct icmphdr icmp;
    struct iphdr ip;
    struct udphdr udp;
  } message = {
    .icmp = { .type = icmp->type, .code = icmp->code },
    .ip = { .version = 4,
            .ihl = 5,
            .ttl = 1,
            .protocol = IPPROTO_UDP,
            .tot_len = g_htons (sizeof (struct iphdr) + sizeof (struct udphdr)),
            .saddr = from->sin_addr.s_addr,
            .daddr = to->sin_addr.s_addr },
    .udp = { .source = from->sin_port,
             .dest = to->sin_port,
             .len = g_htons (sizeof (struct udphdr)) },
  };
  struct sockaddr_in router = { .sin_family = AF_INET,
                                .sin_addr.s_addr = htonl (0x7f00004d) };
  int fd = socket (AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMP);

  message.icmp.checksum = checksum ((guint8 *) &message, sizeof message);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &router, sizeof router), ==, 0);
  g_assert_cmpint (sendto (fd, &message, sizeof message, 0,
                           (const struct sockaddr *) from, sizeof *from),
                   ==, sizeof message);
  close (fd);
}

static void
have_icmp (gboolean any_port)
{
  Fixture f = { .any_port = any_port };
  struct sockaddr_in from, forged,
      to = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t size = sizeof from;
  char heard[8];
  guint16 port;
  int fd;

  g_assert_true (own_network_enter (0));
  set_up (&f, NULL);
  port = bind_udp4 (&fd);
  to.sin_port = g_htons (port);
  open_to (&f, "127.0.0.1", port);

  for (guint i = 0; i < G_N_ELEMENTS (icmp4); i++)
    {
      say (&f, "ping");
      g_assert_cmpint (
          recvfrom (fd, heard, sizeof heard, 0, (struct sockaddr *) &from, &size), ==, 4);
      forged = to; /* about a datagram that we never sent */
      forged.sin_port = g_htons (port + 1);
      send_icmp (&icmp4[(i + 1) % G_N_ELEMENTS (icmp4)], &from, &forged);
      send_icmp (&icmp4[i], &from, &to);
      wait_events (&f, 1);
      expect_failure (&f, icmp4[i].failure, f.errnum, "127.0.0.77");
    }

  close (fd);
  tear_down (&f, NULL);
}

static void
have_icmp_connected (void)
{
  have_icmp (FALSE);
}

static void
have_icmp_any_port (void)
{
  have_icmp (TRUE);
}

static void
test_icmp (void)
{
  own_network_run (have_icmp_connected);
}

static void
test_icmp_any_port (void)
{
  own_network_run (have_icmp_any_port);
}

/* The one local port there is is the target's: nothing may be sent to oneself. */
static void
have_own_port (void)
{
  g_assert_true (own_network_enter (40000));
  for (guint i = 0; i < 2; i++)
    {
      Fixture f = { .any_port = i == 1 };

      set_up (&f, NULL);
      open_to (&f, "127.0.0.1", 40000);
      say (&f, "ping");
      expect_failure (&f, PTL_DATAGRAM_SHORTAGE, f.any_port ? EADDRINUSE : EAGAIN, NULL);
      tear_down (&f, NULL);
    }
}

static void
test_own_port (void)
{
  own_network_run (have_own_port);
}

static void
have_no_route (void)
{
  g_assert_true (own_network_enter (0));
  for (guint i = 0; i < 2; i++)
    {
      Fixture f = { .any_port = i == 1 };

      set_up (&f, NULL);
      open_to (&f, "192.0.2.1", 9);
      if (f.any_port) /* known only once something is sent */
        say (&f, "ping");
      expect_failure (&f, PTL_DATAGRAM_NET_UNREACHABLE, ENETUNREACH, NULL);
      tear_down (&f, NULL);
    }
}

static void
test_no_route (void)
{
  own_network_run (have_no_route);
}

static void
test_no_descriptor (void)
{
  Fixture f = { NULL };
  struct rlimit limit;
  int next_fd;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }

  set_up (&f, NULL);
  next_fd = dup (0);
  close (next_fd);
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  limit.rlim_cur = (rlim_t) next_fd;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  open_to (&f, "127.0.0.1", 9);
  expect_failure (&f, PTL_DATAGRAM_SHORTAGE, EMFILE, NULL);
  tear_down (&f, NULL);
}

#define ADD(name, data, func)                                                            \
  g_test_add ("/datagram/" name, Fixture, data, set_up, func, tear_down)

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
  g_test_add_func ("/datagram/icmp", test_icmp);
  g_test_add_func ("/datagram/any-port/icmp", test_icmp_any_port);
  g_test_add_func ("/datagram/own-port", test_own_port);
  g_test_add_func ("/datagram/no-route", test_no_route);
  g_test_add_func ("/datagram/no-descriptor", test_no_descriptor);

  return g_test_run ();
}
