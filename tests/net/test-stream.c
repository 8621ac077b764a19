/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-stream.c: plain streams against scripted peers on loopback. */
#include "net/stream.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <unistd.h>

#include "lib/peer.h"
#include "recorder.h"

#define BIG (3 * 1024 * 1024)

static void
set_up (Recorder *r, gconstpointer unused)
{
  recorder_init (r);
}

static void
tear_down (Recorder *r, gconstpointer unused)
{
  recorder_clear (r);
}

static void
test_refused (Recorder *r, gconstpointer unused)
{
  int fd;
  guint16 port = peer_reserve_closed_port (&fd);

  recorder_connect_port (r, port, FALSE);
  recorder_wait_ended (r);
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_REFUSED);
  g_assert_cmpint (r->errnum, ==, ECONNREFUSED);
  g_assert_cmpuint (r->n_connected, ==, 0);
  close (fd);
}

static void
close_script (PeerLink *link, gpointer data)
{
}

static void
test_closed (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, close_script, NULL);

  recorder_connect_port (r, peer_get_port (peer), FALSE);
  recorder_wait_ended (r);
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_CLOSED);
  g_assert_cmpuint (r->n_connected, ==, 1);
  recorder_assert_received (r, "");
}

static void
banner_script (PeerLink *link, gpointer data)
{
  peer_send (link, "220 ready\r\n", -1);
  peer_expect (link, 5);
  peer_send (link, "221 ", -1);
  peer_delay (link, 30);
  peer_send (link, "bye\r\n", -1);
}

static void
test_talk (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, banner_script, NULL);
  g_autoptr (GBytes) heard = NULL;

  r->say = "QUIT\n";
  recorder_connect_port (r, peer_get_port (peer), FALSE);
  recorder_wait_ended (r);

  recorder_assert_received (r, "220 ready\r\n221 bye\r\n");
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_CLOSED);
  g_assert_cmpint (r->rtt_us, >, 0);
  g_assert_cmpint (r->rtt_us, <, G_USEC_PER_SEC);
  heard = peer_get_received (peer);
  g_assert_cmpmem (g_bytes_get_data (heard, NULL), g_bytes_get_size (heard), "QUIT\n", 5);
}

static void
three_parts_script (PeerLink *link, gpointer unused)
{
  g_autofree char *part = g_strnfill (10000, 'x');

  for (guint i = 0; i < 3; i++)
    peer_send (link, part, 10000);
  peer_hold (link);
}

/* What is there is told at once, though it be more than a server sends at once. */
static void
test_all_at_once (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, three_parts_script, NULL);

  r->frees_received = TRUE; /* nothing comes after the first callback */
  r->pause_ms = 500;
  recorder_connect_port (r, peer_get_port (peer), FALSE);
  recorder_wait_received (r, 1);
  g_assert_cmpuint (r->received->len, ==, 30000);
}

static void
test_ipv6 (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP6, banner_script, NULL);
  PtlStreamParams params = { .port = peer_get_port (peer), .timeout_ms = 5000 };

  g_assert_true (ptl_address_parse ("::1", &params.address));
  r->say = "QUIT\n";
  recorder_connect (r, &params);
  recorder_wait_ended (r);
  recorder_assert_received (r, "220 ready\r\n221 bye\r\n");
}

static void
reset_script (PeerLink *link, gpointer data)
{
  if (data != NULL)
    peer_send (link, data, -1);
  peer_reset (link);
}

/* Reset before anybody looked: it was open all the same. */
static void
test_reset_at_once (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, reset_script, NULL);

  recorder_connect_port (r, peer_get_port (peer), FALSE);
  g_usleep (100 * 1000);
  recorder_wait_ended (r);
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_RESET);
  g_assert_cmpint (r->errnum, ==, ECONNRESET);
  g_assert_cmpuint (r->n_connected, ==, 1);
}

/* What came before the reset is kept, also when it is a write that finds out. */
static void
test_reset_after_data (Recorder *r, gconstpointer say)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, reset_script, "sorry");

  r->say = say;
  recorder_connect_port (r, peer_get_port (peer), FALSE);
  g_usleep (100 * 1000);
  recorder_wait_ended (r);
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_RESET);
  g_assert_cmpuint (r->n_connected, ==, 1);
  recorder_assert_received (r, "sorry");
}

static void
big_script (PeerLink *link, gpointer data)
{
  g_autofree char *block = g_malloc (BIG);

  for (gsize i = 0; i < BIG; i++)
    block[i] = (char) (i % 251);
  peer_send (link, block, BIG);
}

static void
test_big (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, big_script, NULL);

  recorder_connect_port (r, peer_get_port (peer), FALSE);
  recorder_wait_ended (r);
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_CLOSED);
  g_assert_cmpuint (r->received->len, ==, BIG);
  for (guint i = 0; i < BIG; i++)
    if (r->received->data[i] != i % 251)
      g_error ("byte %u is wrong", i);
}

/* Somebody else on the poller gets a turn while a peer floods. */
static void
flood_script (PeerLink *link, gpointer data)
{
  static const char block[65536];

  while (peer_send (link, block, sizeof block))
    continue;
}

static void
test_flood_leaves_room (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) flood = peer_new (PEER_TCP4, flood_script, NULL);
  g_autoptr (Peer) polite = peer_new (PEER_TCP4, banner_script, NULL);
  Recorder other;

  recorder_init (&other);
  g_clear_pointer (&other.poller, ptl_poller_free);
  other.poller = r->poller;
  recorder_connect_port (r, peer_get_port (flood), FALSE);
  recorder_wait_received (r, 1024 * 1024);

  other.say = "QUIT\n";
  recorder_connect_port (&other, peer_get_port (polite), FALSE);
  while (other.n_ended == 0)
    g_main_context_iteration (r->context, TRUE);
  recorder_assert_received (&other, "220 ready\r\n221 bye\r\n");
  g_assert_cmpuint (r->n_ended, ==, 0);

  other.poller = NULL;
  recorder_clear (&other);
}

static void
hold_script (PeerLink *link, gpointer data)
{
  peer_hold (link);
}

/* A listener whose queue is full answers nothing: the connection neither comes nor is
 * refused. */
static guint16
listen_full (int *listen_fd, int *queued_fd, guint n_queued)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t size = sizeof address;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  *listen_fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (*listen_fd, (struct sockaddr *) &address, size), ==, 0);
  g_assert_cmpint (listen (*listen_fd, 0), ==, 0);
  g_assert_cmpint (getsockname (*listen_fd, (struct sockaddr *) &address, &size), ==, 0);
  for (guint i = 0; i < n_queued; i++)
    {
      queued_fd[i] = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
      connect (queued_fd[i], (struct sockaddr *) &address, size);
    }

  return ntohs (address.sin_port);
}

static void
test_connect_timeout (Recorder *r, gconstpointer unused)
{
  PtlStreamParams params = { .timeout_ms = 150 };
  int listen_fd, queued[2];
  gint64 start_us = g_get_monotonic_time ();

  params.port = listen_full (&listen_fd, queued, G_N_ELEMENTS (queued));
  g_assert_true (ptl_address_parse ("127.0.0.1", &params.address));
  recorder_connect (r, &params);
  recorder_wait_ended (r);

  g_assert_cmpint (r->end, ==, PTL_STREAM_END_TIMEOUT);
  g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 150000);
  g_assert_cmpuint (r->n_connected, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (queued); i++)
    close (queued[i]);
  close (listen_fd);
}

/* The timeout is for getting there; silence afterwards is the caller's affair. */
static void
test_no_timeout_once_open (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, hold_script, NULL);
  PtlStreamParams params = { .port = peer_get_port (peer), .timeout_ms = 50 };

  g_assert_true (ptl_address_parse ("127.0.0.1", &params.address));
  recorder_connect (r, &params);
  recorder_wait_ms (r, 150);
  g_assert_cmpuint (r->n_connected, ==, 1);
  g_assert_cmpuint (r->n_ended, ==, 0);
}

static void
deaf_script (PeerLink *link, gpointer data)
{
  peer_delay (link, 60000);
}

static void
test_deaf_peer (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, deaf_script, NULL);
  g_autofree guint8 *zeros = g_malloc0 (64 * 1024);
  g_autoptr (GBytes) block = g_bytes_new_static (zeros, 64 * 1024);
  gsize n_queued = 0;

  recorder_connect_port (r, peer_get_port (peer), FALSE);
  while (r->n_connected == 0)
    g_main_context_iteration (r->context, TRUE);

  for (; r->n_ended == 0 && n_queued < 256 * 1024 * 1024; n_queued += 64 * 1024)
    {
      ptl_stream_send (r->stream, block);
      g_main_context_iteration (r->context, FALSE);
    }

  g_assert_cmpuint (r->n_ended, ==, 1);
  g_assert_cmpint (r->end, ==, PTL_STREAM_END_ERROR);
  g_assert_cmpint (r->errnum, ==, EMSGSIZE);
}

/* More than the kernel takes at once goes out whole and in order. */
static void
count_script (PeerLink *link, gpointer data)
{
  peer_delay (link, 100);
  if (peer_expect (link, 200 * 1024))
    peer_send (link, "all", -1);
}

static void
test_slow_reader (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, count_script, NULL);
  g_autoptr (GBytes) heard = NULL;
  const guint8 *data;

  recorder_connect_port (r, peer_get_port (peer), FALSE);
  while (r->n_connected == 0)
    g_main_context_iteration (r->context, TRUE);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *block = g_malloc (1024);
      g_autoptr (GBytes) bytes = NULL;

      memset (block, (int) i, 1024);
      bytes = g_bytes_new (block, 1024);
      ptl_stream_send (r->stream, bytes);
    }

  recorder_wait_ended (r);
  recorder_assert_received (r, "all");
  heard = peer_get_received (peer);
  g_assert_cmpuint (g_bytes_get_size (heard), ==, 200 * 1024);
  data = g_bytes_get_data (heard, NULL);
  for (guint i = 0; i < 200 * 1024; i++)
    if (data[i] != i / 1024)
      g_error ("byte %u is wrong", i);
}

static void
test_send_after_end (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, close_script, NULL);
  g_autoptr (GBytes) data = g_bytes_new_static ("x", 1);

  recorder_connect_port (r, peer_get_port (peer), FALSE);
  recorder_wait_ended (r);
  ptl_stream_send (r->stream, data);
  recorder_wait_ms (r, 30);
  g_assert_cmpuint (r->n_ended, ==, 1);
}

static void
test_free_connecting (Recorder *r, gconstpointer unused)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, banner_script, NULL);

  recorder_connect_port (r, peer_get_port (peer), FALSE);
  g_clear_pointer (&r->stream, ptl_stream_free);
  recorder_wait_ms (r, 50);
  g_assert_cmpuint (r->n_connected + r->n_ended, ==, 0);
}

static void
test_free_inside (Recorder *r, gconstpointer where)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, banner_script, NULL);

  r->frees_connected = strcmp (where, "connected") == 0;
  r->frees_received = strcmp (where, "received") == 0;
  r->frees_ended = strcmp (where, "ended") == 0;
  r->say = "QUIT\n";
  recorder_connect_port (r, peer_get_port (peer), FALSE);
  while (r->stream != NULL)
    g_main_context_iteration (r->context, TRUE);

  recorder_wait_ms (r, 60);
  g_assert_cmpuint (r->n_connected, ==, 1);
  g_assert_cmpuint (r->n_ended, ==, r->frees_ended ? 1 : 0);
  g_assert_cmpint (r->received->len > 0, ==, !r->frees_connected);
}

/* Freeing aborts: the peer sees a reset, and no port is left in TIME_WAIT. */
static void
errno_script (PeerLink *link, gpointer data)
{
  char byte;

  g_atomic_int_set ((int *) data,
                    recv (peer_link_get_fd (link), &byte, 1, 0) < 0 ? errno : -1);
}

static void
test_free_resets (Recorder *r, gconstpointer unused)
{
  int errnum = 0;
  Peer *peer = peer_new (PEER_TCP4, errno_script, &errnum);

  r->frees_connected = TRUE;
  recorder_connect_port (r, peer_get_port (peer), FALSE);
  while (r->stream != NULL)
    g_main_context_iteration (r->context, TRUE);
  while (g_atomic_int_get (&errnum) == 0)
    recorder_wait_ms (r, 5);

  g_assert_cmpint (errnum, ==, ECONNRESET);
  peer_free (peer);
}

static void
test_bad_address (Recorder *r, gconstpointer unused)
{
  PtlStreamParams params = { .port = 1, .timeout_ms = 5000 };

  /* Link-local without a scope. */
  g_assert_true (ptl_address_parse ("fe80::1", &params.address));
  recorder_connect (r, &params);
  recorder_wait_ended (r);
  g_assert_true (r->end == PTL_STREAM_END_ERROR || r->end == PTL_STREAM_END_UNREACHABLE ||
                 r->end == PTL_STREAM_END_SHORTAGE);
  g_assert_cmpint (r->errnum, !=, 0);
}

#define ADD(name, data, func)                                                            \
  g_test_add ("/stream/" name, Recorder, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("refused", NULL, test_refused);
  ADD ("closed", NULL, test_closed);
  ADD ("talk", NULL, test_talk);
  ADD ("all-at-once", NULL, test_all_at_once);
  ADD ("ipv6", NULL, test_ipv6);
  ADD ("reset-at-once", NULL, test_reset_at_once);
  ADD ("reset-after-data", NULL, test_reset_after_data);
  ADD ("write-to-reset", "hello?", test_reset_after_data);
  ADD ("big", NULL, test_big);
  ADD ("flood-leaves-room", NULL, test_flood_leaves_room);
  ADD ("connect-timeout", NULL, test_connect_timeout);
  ADD ("no-timeout-once-open", NULL, test_no_timeout_once_open);
  ADD ("deaf-peer", NULL, test_deaf_peer);
  ADD ("slow-reader", NULL, test_slow_reader);
  ADD ("send-after-end", NULL, test_send_after_end);
  ADD ("free-connecting", NULL, test_free_connecting);
  ADD ("free-inside-connected", "connected", test_free_inside);
  ADD ("free-inside-received", "received", test_free_inside);
  ADD ("free-inside-ended", "ended", test_free_inside);
  ADD ("free-resets", NULL, test_free_resets);
  ADD ("bad-address", NULL, test_bad_address);

  return g_test_run ();
}
