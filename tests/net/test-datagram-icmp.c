/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-datagram-icmp.c: datagrams in a network of their own, and what the
 * kernel makes of ICMP messages that a test writes itself. */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <netinet/udp.h>
#include <unistd.h>

#include "datagram-fixture.h"
#include "own-network.h"

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
  DatagramFixture f = { .any_port = any_port };
  struct sockaddr_in from, forged,
      to = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t size = sizeof from;
  char heard[8];
  guint16 port;
  int fd;

  g_assert_true (own_network_enter (0));
  datagram_set_up (&f, NULL);
  port = datagram_bind4 (&fd);
  to.sin_port = g_htons (port);
  datagram_open_to (&f, "127.0.0.1", port);

  for (guint i = 0; i < G_N_ELEMENTS (icmp4); i++)
    {
      datagram_say (&f, "ping");
      g_assert_cmpint (
          recvfrom (fd, heard, sizeof heard, 0, (struct sockaddr *) &from, &size), ==, 4);
      forged = to; /* about a datagram that we never sent */
      forged.sin_port = g_htons (port + 1);
      send_icmp (&icmp4[(i + 1) % G_N_ELEMENTS (icmp4)], &from, &forged);
      send_icmp (&icmp4[i], &from, &to);
      datagram_wait_events (&f, 1);
      datagram_expect_failure (&f, icmp4[i].failure, f.errnum, "127.0.0.77");
    }

  close (fd);
  datagram_tear_down (&f, NULL);
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
      DatagramFixture f = { .any_port = i == 1 };

      datagram_set_up (&f, NULL);
      datagram_open_to (&f, "127.0.0.1", 40000);
      datagram_say (&f, "ping");
      datagram_expect_failure (&f, PTL_DATAGRAM_SHORTAGE,
                               f.any_port ? EADDRINUSE : EAGAIN, NULL);
      datagram_tear_down (&f, NULL);
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
      DatagramFixture f = { .any_port = i == 1 };

      datagram_set_up (&f, NULL);
      datagram_open_to (&f, "192.0.2.1", 9);
      if (f.any_port) /* known only once something is sent */
        datagram_say (&f, "ping");
      datagram_expect_failure (&f, PTL_DATAGRAM_NET_UNREACHABLE, ENETUNREACH, NULL);
      datagram_tear_down (&f, NULL);
    }
}

static void
test_no_route (void)
{
  own_network_run (have_no_route);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/datagram-icmp/icmp", test_icmp);
  g_test_add_func ("/datagram-icmp/any-port/icmp", test_icmp_any_port);
  g_test_add_func ("/datagram-icmp/own-port", test_own_port);
  g_test_add_func ("/datagram-icmp/no-route", test_no_route);

  return g_test_run ();
}
