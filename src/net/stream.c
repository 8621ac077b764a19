/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/stream.c: one TCP connection to a peer, plain or TLS, or DTLS over UDP, on a
 * poller.
 *
 *   new -> CONNECTING -> [HANDSHAKING] -> OPEN -> ENDED
 *
 * Everything happens in step(), which the poller calls when the socket is ready or, for
 * what the socket does not know of, through the deadline "soon".  Each step calls at most
 * one callback, as its last act, so that a callback may free the stream. */
#include "net/stream.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <unistd.h>

#include "net/limits.h"
#include "net/socket.h"
#include "net/tls-session.h"

/* A step takes all that is there, for a rule should see as much of an answer as came at
 * once; a talkative peer gets this much, then it is the others' turn. */
#define READ_SIZE (64 * 1024)

typedef enum
{
  STATE_CONNECTING,
  STATE_HANDSHAKING,
  STATE_OPEN,
  STATE_ENDED
} State;

struct _PtlStream
{
  PtlPoller *poller;
  const PtlStreamFuncs *funcs;
  gpointer user_data;

  State state;
  PtlAddress address;
  guint16 port;
  gboolean wants_tls;
  gboolean is_datagram;
  char *server_name;
  const char *const *alpn;

  int fd;
  PtlWatch *watch;
  PtlDeadline *timeout; /* for connect and handshake */
  PtlDeadline *soon;    /* another step is due without the socket saying so */
  gint64 started_us;
  gint64 rtt_us;

  GQueue unsent; /* of GBytes */
  gsize n_unsent;
  gsize n_sent_of_first;
  int send_errnum; /* why nothing can be sent; what came in is still read to the end */

  PtlTlsSession *tls;
  GBytes **resumption;             /* (nullable) */
  GIOCondition tls_read_condition; /* what the next read or handshake waits for */
  PtlTlsResult tls_end; /* CLOSED or FAILED came behind bytes that were told first */
  PtlTlsInfo *tls_info;
  char *detail;
};

static void step (PtlStream *self);

/* The only writer of self->state. */
static void
enter (PtlStream *self, State to)
{
  static const guint allowed[] = {
    [STATE_CONNECTING] = 1u << STATE_HANDSHAKING | 1u << STATE_OPEN | 1u << STATE_ENDED,
    [STATE_HANDSHAKING] = 1u << STATE_OPEN | 1u << STATE_ENDED,
    [STATE_OPEN] = 1u << STATE_ENDED,
    [STATE_ENDED] = 0,
  };

  g_assert (allowed[self->state] & (1u << to));
  self->state = to;
}

static void
close_socket (PtlStream *self)
{
  static const struct linger no_farewell = { .l_onoff = 1, .l_linger = 0 };

  g_clear_pointer (&self->timeout, ptl_deadline_cancel);
  g_clear_pointer (&self->soon, ptl_deadline_cancel);
  g_clear_pointer (&self->tls, ptl_tls_session_free);
  if (self->fd < 0)
    return;

  if (self->state != STATE_CONNECTING && !self->is_datagram)
    setsockopt (self->fd, SOL_SOCKET, SO_LINGER, &no_farewell, sizeof no_farewell);
  if (self->watch != NULL)
    g_clear_pointer (&self->watch, ptl_watch_close);
  else
    close (self->fd);
  self->fd = -1;
}

/* The callback may free @self. */
static void
end (PtlStream *self, PtlStreamEnd how, int errnum)
{
  close_socket (self);
  enter (self, STATE_ENDED);
  self->funcs->ended (self, how, errnum, self->user_data);
}

static PtlStreamEnd
classify (int errnum)
{
  if (ptl_errno_is_shortage (errnum))
    return PTL_STREAM_END_SHORTAGE;

  switch (errnum)
    {
    case ECONNREFUSED:
      return PTL_STREAM_END_REFUSED;
    case ECONNRESET:
    case EPIPE:
      return PTL_STREAM_END_RESET;
    case ETIMEDOUT:
      return PTL_STREAM_END_TIMEOUT;
    case EHOSTUNREACH:
    case ENETUNREACH:
    case EHOSTDOWN:
    case ENETDOWN:
    case ENONET:
    case EACCES:
    case EPERM:
    case EPROTO:
    case ENOPROTOOPT: /* ICMP: protocol unreachable */
      return PTL_STREAM_END_UNREACHABLE;
    default:
      return PTL_STREAM_END_ERROR;
    }
}

static void
soon_cb (gpointer user_data)
{
  PtlStream *self = user_data;

  self->soon = NULL;
  step (self);
}

static void
step_in (PtlStream *self, guint ms)
{
  gint64 when_us = ptl_poller_now_us (self->poller) + ms * G_GINT64_CONSTANT (1000);

  g_clear_pointer (&self->soon, ptl_deadline_cancel);
  self->soon = ptl_poller_add_deadline (self->poller, when_us, soon_cb, self);
}

static void
step_soon (PtlStream *self)
{
  step_in (self, 0);
}

static void
timeout_cb (gpointer user_data)
{
  PtlStream *self = user_data;

  self->timeout = NULL;
  end (self, PTL_STREAM_END_TIMEOUT, ETIMEDOUT);
}

static void
update_condition (PtlStream *self)
{
  GIOCondition condition = self->tls != NULL ? self->tls_read_condition : G_IO_IN;

  if (self->n_unsent > 0 && self->send_errnum == 0)
    condition |= G_IO_OUT;
  ptl_watch_set_condition (self->watch, condition);
}

/* --- writing --- */

static void
fail_write (PtlStream *self, int errnum)
{
  self->send_errnum = errnum;
  g_queue_clear_full (&self->unsent, (GDestroyNotify) g_bytes_unref);
  self->n_unsent = 0;
  step_soon (self);
}

/* Returns: how many bytes went out, 0 if none can now or ever */
static gsize
write_some (PtlStream *self, const guint8 *data, gsize size)
{
  gsize n_tls = 0;
  ssize_t n;

  if (self->tls != NULL)
    {
      if (ptl_tls_session_write (self->tls, data, size, &n_tls) == PTL_TLS_FAILED)
        fail_write (self, ptl_tls_session_get_errnum (self->tls) != 0
                              ? ptl_tls_session_get_errnum (self->tls)
                              : EPIPE);
      return n_tls;
    }

  n = send (self->fd, data, size, MSG_NOSIGNAL);
  if (n < 0 && errno != EAGAIN && errno != EINTR)
    fail_write (self, errno);

  return (gsize) MAX (n, 0);
}

static void
flush (PtlStream *self)
{
  while (self->n_unsent > 0)
    {
      GBytes *first = g_queue_peek_head (&self->unsent);
      gsize size;
      const guint8 *data = g_bytes_get_data (first, &size);
      gsize n =
          write_some (self, data + self->n_sent_of_first, size - self->n_sent_of_first);

      if (n == 0)
        break;

      self->n_unsent -= n;
      self->n_sent_of_first += n;
      if (self->n_sent_of_first == size)
        {
          g_bytes_unref (g_queue_pop_head (&self->unsent));
          self->n_sent_of_first = 0;
        }
    }

  update_condition (self);
}

void
ptl_stream_send (PtlStream *self, GBytes *data)
{
  gsize size = g_bytes_get_size (data);

  if (self->state != STATE_OPEN || self->send_errnum != 0 || size == 0)
    return;

  if (size > PTL_STREAM_UNSENT_MAX - self->n_unsent)
    {
      fail_write (self, EMSGSIZE);
      return;
    }

  self->n_unsent += size;
  g_queue_push_tail (&self->unsent, g_bytes_ref (data));
  if (g_queue_get_length (&self->unsent) == 1)
    flush (self);
}

/* --- reading --- */

static void
read_plain (PtlStream *self)
{
  guint8 buffer[READ_SIZE];
  ssize_t n = recv (self->fd, buffer, sizeof buffer, 0);
  int errnum = n < 0 ? errno : 0;

  if (n > 0)
    {
      if (self->send_errnum != 0)
        step_soon (self); /* to the end, even if the socket has no more to say */
      self->funcs->received (self, buffer, (gsize) n, self->user_data);
      return;
    }

  if (self->send_errnum != 0)
    end (self, classify (self->send_errnum), self->send_errnum);
  else if (n == 0)
    end (self, PTL_STREAM_END_CLOSED, 0);
  else if (errnum != EAGAIN && errnum != EINTR)
    end (self, classify (errnum), errnum);
}

static void
end_by_tls (PtlStream *self)
{
  int errnum = ptl_tls_session_get_errnum (self->tls);
  PtlStreamEnd how = errnum != 0 ? classify (errnum) : PTL_STREAM_END_TLS;

  if (self->state == STATE_HANDSHAKING && how != PTL_STREAM_END_SHORTAGE)
    how = PTL_STREAM_END_TLS;

  self->detail = g_strdup (ptl_tls_session_get_detail (self->tls));
  end (self, how, errnum);
}

/* @result: WANT_READ, WANT_WRITE or AGAIN */
static void
wait_for (PtlStream *self, PtlTlsResult result)
{
  self->tls_read_condition = result == PTL_TLS_WANT_WRITE ? G_IO_OUT : G_IO_IN;
  update_condition (self);
  if (result == PTL_TLS_AGAIN)
    step_soon (self);
}

/* Reads records until no more can be read now, or the buffer is full; of datagrams, one.
 */
static PtlTlsResult
fill_from_tls (PtlStream *self, guint8 *buffer, gsize *filled)
{
  PtlTlsResult result = self->tls_end;

  while (result == PTL_TLS_DONE && *filled < READ_SIZE)
    {
      gsize n = 0;

      result =
          ptl_tls_session_read (self->tls, buffer + *filled, READ_SIZE - *filled, &n);
      *filled += n;
      if (self->is_datagram)
        break;
    }

  return result;
}

static void
read_tls (PtlStream *self)
{
  guint8 buffer[READ_SIZE];
  gsize n = 0;
  PtlTlsResult result = fill_from_tls (self, buffer, &n);

  if (n > 0)
    {
      if (result == PTL_TLS_CLOSED || result == PTL_TLS_FAILED)
        self->tls_end = result;
      if (self->send_errnum != 0 || result != PTL_TLS_WANT_READ)
        step_soon (self);
      self->funcs->received (self, buffer, n, self->user_data);
      return;
    }

  switch (result)
    {
    case PTL_TLS_DONE: /* only with bytes */
      break;

    case PTL_TLS_WANT_READ:
    case PTL_TLS_WANT_WRITE:
    case PTL_TLS_AGAIN:
      if (self->send_errnum == 0)
        wait_for (self, result);
      else
        end (self, classify (self->send_errnum), self->send_errnum);
      return;

    case PTL_TLS_CLOSED:
      end (self, PTL_STREAM_END_CLOSED, 0);
      return;

    case PTL_TLS_FAILED:
      end_by_tls (self);
      return;
    }

  g_assert_not_reached ();
}

/* --- connecting --- */

/* The kernel measured it, and knows nothing of how late this loop is. */
static gint64
measure_rtt (PtlStream *self)
{
  struct tcp_info info = { 0 };
  socklen_t size = sizeof info;

  if (getsockopt (self->fd, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
      info.tcpi_rtt > 0)
    return info.tcpi_rtt;

  return ptl_poller_now_us (self->poller) - self->started_us;
}

static void
become_open (PtlStream *self)
{
  g_clear_pointer (&self->timeout, ptl_deadline_cancel);
  enter (self, STATE_OPEN);
  self->tls_read_condition = G_IO_IN;
  update_condition (self);
  if (self->tls != NULL && ptl_tls_session_has_pending (self->tls))
    step_soon (self);
  self->funcs->connected (self, self->rtt_us, self->user_data);
}

static void
handshake (PtlStream *self)
{
  PtlTlsResult result = ptl_tls_session_handshake (self->tls);

  switch (result)
    {
    case PTL_TLS_DONE:
      self->tls_info = ptl_tls_session_make_info (self->tls);
      become_open (self);
      return;

    case PTL_TLS_WANT_READ:
    case PTL_TLS_WANT_WRITE:
    case PTL_TLS_AGAIN:
      if (self->is_datagram) /* a flight may have been lost */
        step_in (self, ptl_tls_session_get_retransmit_ms (self->tls));
      wait_for (self, result);
      return;

    case PTL_TLS_CLOSED:
    case PTL_TLS_FAILED:
      end_by_tls (self);
      return;
    }

  g_assert_not_reached ();
}

static void
begin_handshake (PtlStream *self)
{
  PtlTlsSessionParams params = {
    .fd = self->fd,
    .is_datagram = self->is_datagram,
    .server_name = self->server_name,
    .alpn = self->alpn,
    .resumption = self->resumption,
  };

  enter (self, STATE_HANDSHAKING);
  self->tls = ptl_tls_session_new (&params);
  handshake (self);
}

static void
finish_connect (PtlStream *self)
{
  static const int on = 1;
  int errnum =
      self->send_errnum != 0 ? self->send_errnum : ptl_socket_take_error (self->fd);

  /* Reset already: only a connection that was up can be. */
  if (errnum == ECONNRESET || errnum == EPIPE)
    fail_write (self, errnum);
  else if (errnum != 0)
    {
      end (self, classify (errnum), errnum);
      return;
    }

  /* TCP's simultaneous open has joined the port to itself. */
  if (ptl_socket_is_own_peer (self->fd, &self->address, self->port))
    {
      enter (self, STATE_OPEN); /* so that it is aborted */
      end (self, PTL_STREAM_END_REFUSED, ECONNREFUSED);
      return;
    }

  if (!self->is_datagram)
    setsockopt (self->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  self->rtt_us = measure_rtt (self);
  if (self->wants_tls)
    begin_handshake (self);
  else
    become_open (self);
}

static void
step (PtlStream *self)
{
  switch (self->state)
    {
    case STATE_CONNECTING:
      if (self->watch != NULL)
        finish_connect (self);
      else
        end (self, classify (self->send_errnum), self->send_errnum);
      return;

    case STATE_HANDSHAKING:
      handshake (self);
      return;

    case STATE_OPEN:
      flush (self);
      if (self->tls != NULL)
        read_tls (self);
      else
        read_plain (self);
      return;

    case STATE_ENDED: /* nothing is watched any more */
      break;
    }

  g_assert_not_reached ();
}

static void
ready_cb (GIOCondition condition, gpointer user_data)
{
  step (user_data);
}

/* Returns: 0 or an errno; with a watch, one of a connection that was up */
static int
start_connect (PtlStream *self)
{
  int errnum;

  self->fd =
      ptl_socket_open (&self->address, self->is_datagram ? SOCK_DGRAM : SOCK_STREAM);
  if (self->fd < 0)
    return errno;

  errnum = ptl_socket_connect (self->fd, &self->address, self->port);
  if (errnum != 0 && errnum != ECONNRESET)
    return errnum;

  self->watch = ptl_poller_watch (self->poller, self->fd, G_IO_OUT, ready_cb, self);
  return self->watch != NULL ? errnum : errno;
}

PtlStream *
ptl_stream_new (PtlPoller *poller,
                const PtlStreamParams *params,
                const PtlStreamFuncs *funcs,
                gpointer user_data)
{
  PtlStream *self = g_new0 (PtlStream, 1);

  self->poller = poller;
  self->funcs = funcs;
  self->user_data = user_data;
  self->address = params->address;
  self->port = params->port;
  self->wants_tls = params->tls;
  self->is_datagram = params->datagram;
  self->resumption = params->resumption;
  self->server_name = g_strdup (params->server_name);
  self->alpn = params->alpn;
  self->started_us = ptl_poller_now_us (poller);
  g_queue_init (&self->unsent);

  self->send_errnum = start_connect (self);
  if (self->watch == NULL)
    step_soon (self);
  else
    self->timeout = ptl_poller_add_deadline (
        poller, self->started_us + params->timeout_ms * G_GINT64_CONSTANT (1000),
        timeout_cb, self);

  return self;
}

void
ptl_stream_free (PtlStream *self)
{
  close_socket (self);
  g_queue_clear_full (&self->unsent, (GDestroyNotify) g_bytes_unref);
  g_clear_pointer (&self->tls_info, ptl_tls_info_unref);
  g_free (self->server_name);
  g_free (self->detail);
  g_free (self);
}

PtlTlsInfo *
ptl_stream_get_tls_info (PtlStream *self)
{
  return self->tls_info;
}

const char *
ptl_stream_get_detail (PtlStream *self)
{
  return self->detail;
}
