/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/datagram-fixture.c: one datagram, and all that it tells. */
#include "datagram-fixture.h"

#include <netinet/in.h>
#include <string.h>

/* Past this the test has failed. */
#define PATIENCE_US (20 * G_USEC_PER_SEC)

static void
received_cb (PtlDatagram *datagram,
             const guint8 *data,
             gsize len,
             guint16 port,
             gpointer user_data)
{
  DatagramFixture *f = user_data;

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
  DatagramFixture *f = user_data;

  g_assert_true (datagram == f->datagram);
  g_string_append_printf (f->log, "!%d|", failure);
  f->errnum = errnum;
  g_free (f->reporter);
  f->reporter = reporter != NULL ? ptl_address_to_string (reporter) : NULL;
  if (f->frees)
    g_clear_pointer (&f->datagram, ptl_datagram_free);
}

static const PtlDatagramFuncs funcs = { received_cb, failed_cb };

void
datagram_set_up (DatagramFixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  f->context = g_main_context_new ();
  f->poller = ptl_poller_new (f->context, ptl_clock_get_real (), &error);
  f->log = g_string_new (NULL);
  g_assert_no_error (error);
}

void
datagram_tear_down (DatagramFixture *f, gconstpointer unused)
{
  g_clear_pointer (&f->datagram, ptl_datagram_free);
  ptl_poller_free (f->poller);
  g_main_context_unref (f->context);
  g_string_free (f->log, TRUE);
  g_free (f->reporter);
}

void
datagram_open_to (DatagramFixture *f, const char *address_text, guint16 port)
{
  PtlAddress address;

  g_assert_true (ptl_address_parse (address_text, &address));
  f->datagram = ptl_datagram_new (f->poller, &address, port, f->any_port, &funcs, f);
}

void
datagram_say (DatagramFixture *f, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  ptl_datagram_send (f->datagram, bytes);
}

static void
impatient_cb (gpointer user_data)
{
  g_error ("the datagram did not do what the test waits for");
}

void
datagram_wait_events (DatagramFixture *f, guint n_events)
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

guint16
datagram_bind (int *fd, const struct sockaddr *address, socklen_t size)
{
  struct sockaddr_in6 bound;
  socklen_t bound_size = sizeof bound;

  *fd = socket (address->sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (*fd, address, size), ==, 0);
  g_assert_cmpint (getsockname (*fd, (struct sockaddr *) &bound, &bound_size), ==, 0);
  return g_ntohs (bound.sin6_port); /* at the same place in either family */
}

guint16
datagram_bind4 (int *fd)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };

  return datagram_bind (fd, (struct sockaddr *) &address, sizeof address);
}

void
datagram_expect_failure (DatagramFixture *f,
                         PtlDatagramFailure failure,
                         int errnum,
                         const char *reporter)
{
  g_autofree char *expected = g_strdup_printf ("!%d|", failure);

  datagram_wait_events (f, 1);
  g_assert_cmpstr (f->log->str, ==, expected);
  g_assert_cmpint (f->errnum, ==, errnum);
  g_assert_cmpstr (f->reporter, ==, reporter);
  g_string_truncate (f->log, 0);
}
