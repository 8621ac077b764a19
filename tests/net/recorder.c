/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/recorder.c: one stream, what it told, and a loop to run it in. */
#include "recorder.h"

#include <string.h>

/* Past this the test has failed. */
#define PATIENCE_US (20 * G_USEC_PER_SEC)

static void
connected_cb (PtlStream *stream, gint64 rtt_us, gpointer user_data)
{
  Recorder *self = user_data;
  g_autoptr (GBytes) say = NULL;

  g_assert_true (stream == self->stream); /* so never from inside ptl_stream_new() */
  g_assert_cmpuint (self->n_ended, ==, 0);
  self->n_connected++;
  self->rtt_us = rtt_us;
  if (self->say != NULL)
    {
      say = g_bytes_new_static (self->say, strlen (self->say));
      ptl_stream_send (stream, say);
    }
  if (self->pause_ms > 0)
    g_usleep (self->pause_ms * 1000);
  if (self->frees_connected)
    g_clear_pointer (&self->stream, ptl_stream_free);
}

static void
received_cb (PtlStream *stream, const guint8 *data, gsize len, gpointer user_data)
{
  Recorder *self = user_data;

  g_assert_true (stream == self->stream);
  g_assert_cmpuint (self->n_connected, ==, 1);
  g_assert_cmpuint (self->n_ended, ==, 0);
  g_assert_cmpuint (len, >, 0);
  g_byte_array_append (self->received, data, (guint) len);
  if (self->frees_received)
    g_clear_pointer (&self->stream, ptl_stream_free);
}

static void
ended_cb (PtlStream *stream, PtlStreamEnd end, int errnum, gpointer user_data)
{
  Recorder *self = user_data;

  g_assert_true (stream == self->stream);
  self->n_ended++;
  self->end = end;
  self->errnum = errnum;
  if (self->frees_ended)
    g_clear_pointer (&self->stream, ptl_stream_free);
}

const PtlStreamFuncs recorder_funcs = { connected_cb, received_cb, ended_cb };

void
recorder_init (Recorder *self)
{
  g_autoptr (GError) error = NULL;

  *self = (Recorder){ .context = g_main_context_new (), .received = g_byte_array_new () };
  self->poller = ptl_poller_new (self->context, ptl_clock_get_real (), &error);
  g_assert_no_error (error);
}

void
recorder_clear (Recorder *self)
{
  g_clear_pointer (&self->stream, ptl_stream_free);
  g_clear_pointer (&self->poller, ptl_poller_free);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->received, g_byte_array_unref);
}

void
recorder_connect (Recorder *self, const PtlStreamParams *params)
{
  self->stream = ptl_stream_new (self->poller, params, &recorder_funcs, self);
}

void
recorder_connect_port (Recorder *self, guint16 port, gboolean tls)
{
  PtlStreamParams params = { .port = port, .tls = tls, .timeout_ms = 5000 };

  g_assert_true (ptl_address_parse ("127.0.0.1", &params.address));
  recorder_connect (self, &params);
}

static void
impatient_cb (gpointer user_data)
{
  g_error ("the stream did not do what the test waits for");
}

static void
turn (Recorder *self, gint64 give_up_us)
{
  PtlDeadline *impatient =
      ptl_poller_add_deadline (self->poller, give_up_us, impatient_cb, NULL);

  g_main_context_iteration (self->context, TRUE);
  ptl_deadline_cancel (impatient);
}

void
recorder_wait_ended (Recorder *self)
{
  gint64 give_up_us = ptl_poller_now_us (self->poller) + PATIENCE_US;

  while (self->n_ended == 0)
    turn (self, give_up_us);
}

void
recorder_wait_received (Recorder *self, gsize n_bytes)
{
  gint64 give_up_us = ptl_poller_now_us (self->poller) + PATIENCE_US;

  while (self->received->len < n_bytes)
    turn (self, give_up_us);
}

static void
done_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

void
recorder_wait_ms (Recorder *self, guint ms)
{
  gboolean is_done = FALSE;

  ptl_poller_add_deadline (self->poller, ptl_poller_now_us (self->poller) + ms * 1000,
                           done_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (self->context, TRUE);
}

void
recorder_assert_received (Recorder *self, const char *text)
{
  g_assert_cmpmem (self->received->data, self->received->len, text, strlen (text));
}
