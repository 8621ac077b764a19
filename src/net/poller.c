/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/poller.c: thousands of sockets and deadlines as one GSource.
 *
 * GLib polls one descriptor, the epoll instance, and knows one timeout, the earliest
 * deadline.  A dispatch serves each ready socket once, then the deadlines that were due
 * when it began: a peer that never stops talking cannot put a deadline off, and an answer
 * that was there in time is never taken for silence. */
#include "net/poller.h"

#include <errno.h>
#include <gio/gio.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#define BATCH 256

G_STATIC_ASSERT ((int) G_IO_IN == (int) EPOLLIN);
G_STATIC_ASSERT ((int) G_IO_OUT == (int) EPOLLOUT);
G_STATIC_ASSERT ((int) G_IO_ERR == (int) EPOLLERR);
G_STATIC_ASSERT ((int) G_IO_HUP == (int) EPOLLHUP);

struct _PtlPoller
{
  GSource source; /* must be first */

  const PtlClock *clock;
  int epoll_fd;
  gpointer epoll_tag;
  PtlDeadlines *deadlines;
  guint n_watches;
  gboolean in_batch;
  GSList *removed; /* watches that events of the current batch may still name */
};

struct _PtlWatch
{
  PtlPoller *poller;
  int fd;
  GIOCondition condition;
  PtlWatchFunc func; /* NULL once removed */
  gpointer user_data;
};

static gboolean
poller_prepare (GSource *source, int *timeout_ms)
{
  PtlPoller *self = (PtlPoller *) source;
  gint64 next_us = ptl_deadlines_get_next (self->deadlines);
  gint64 wait_us;

  *timeout_ms = -1;
  if (next_us == G_MAXINT64)
    return FALSE;

  wait_us = next_us - ptl_poller_now_us (self);
  *timeout_ms = (int) CLAMP ((wait_us + 999) / 1000, 0, G_MAXINT);
  return wait_us <= 0;
}

static gboolean
poller_check (GSource *source)
{
  PtlPoller *self = (PtlPoller *) source;

  return g_source_query_unix_fd (source, self->epoll_tag) != 0 ||
         ptl_deadlines_get_next (self->deadlines) <= ptl_poller_now_us (self);
}

static void
serve_batch (PtlPoller *self, const struct epoll_event *events, int n_events)
{
  self->in_batch = TRUE;
  for (int i = 0; i < n_events; i++)
    {
      PtlWatch *watch = events[i].data.ptr;

      if (watch->func != NULL)
        watch->func ((GIOCondition) events[i].events, watch->user_data);
    }
  self->in_batch = FALSE;
  g_slist_free_full (g_steal_pointer (&self->removed), g_free);
}

/* epoll hands out ready sockets in turn, so as many events as there were sockets reach
 * each of them. */
static void
serve_sockets (PtlPoller *self)
{
  struct epoll_event events[BATCH];
  guint budget = self->n_watches;
  int n_events;

  do
    {
      n_events = epoll_wait (self->epoll_fd, events, BATCH, 0);
      serve_batch (self, events, n_events);
      budget -= MIN (budget, (guint) MAX (n_events, 0));
    }
  while (n_events == BATCH && budget > 0 && !g_source_is_destroyed (&self->source));
}

static gboolean
poller_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  PtlPoller *self = (PtlPoller *) source;
  gint64 now_us = ptl_poller_now_us (self);

  serve_sockets (self);

  for (guint n = ptl_deadlines_get_length (self->deadlines); n > 0; n--)
    if (!ptl_deadlines_run_next (self->deadlines, now_us))
      break;

  return G_SOURCE_CONTINUE;
}

static void
poller_finalize (GSource *source)
{
  PtlPoller *self = (PtlPoller *) source;

  g_clear_pointer (&self->deadlines, ptl_deadlines_free);
  if (self->epoll_fd >= 0)
    close (self->epoll_fd);
}

static GSourceFuncs poller_funcs = {
  poller_prepare, poller_check, poller_dispatch, poller_finalize, NULL, NULL,
};

PtlPoller *
ptl_poller_new (GMainContext *context, const PtlClock *clock, GError **error)
{
  int epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  int errnum = errno;
  PtlPoller *self;

  if (epoll_fd < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errnum),
                   _ ("Cannot watch sockets: %s"), g_strerror (errnum));
      return NULL;
    }

  self = (PtlPoller *) g_source_new (&poller_funcs, sizeof (PtlPoller));
  self->clock = clock;
  self->epoll_fd = epoll_fd;
  self->deadlines = ptl_deadlines_new ();
  self->epoll_tag = g_source_add_unix_fd (&self->source, epoll_fd, G_IO_IN);
  g_source_set_static_name (&self->source, "ptl-poller");
  g_source_attach (&self->source, context);
  return self;
}

void
ptl_poller_free (PtlPoller *self)
{
  g_assert (self->n_watches == 0);
  g_assert (ptl_deadlines_get_length (self->deadlines) == 0);

  g_source_destroy (&self->source);
  g_source_unref (&self->source); /* a running dispatch holds a reference of its own */
}

gint64
ptl_poller_now_us (PtlPoller *self)
{
  return ptl_clock_monotonic_us (self->clock);
}

const PtlClock *
ptl_poller_get_clock (PtlPoller *self)
{
  return self->clock;
}

PtlWatch *
ptl_poller_watch (PtlPoller *self,
                  int fd,
                  GIOCondition condition,
                  PtlWatchFunc func,
                  gpointer user_data)
{
  g_autofree PtlWatch *watch = g_new (PtlWatch, 1);
  struct epoll_event event = { .events = condition, .data.ptr = watch };

  *watch = (PtlWatch){ self, fd, condition, func, user_data };
  if (epoll_ctl (self->epoll_fd, EPOLL_CTL_ADD, fd, &event) != 0)
    {
      /* ENOSPC: the user's fs.epoll.max_user_watches are used up. */
      if (errno == ENOSPC)
        errno = ENOBUFS;
      return NULL;
    }

  self->n_watches++;
  return g_steal_pointer (&watch);
}

void
ptl_watch_set_condition (PtlWatch *self, GIOCondition condition)
{
  struct epoll_event event = { .events = condition, .data.ptr = self };

  if (self->condition == condition)
    return;

  self->condition = condition;
  if (epoll_ctl (self->poller->epoll_fd, EPOLL_CTL_MOD, self->fd, &event) != 0)
    g_critical ("epoll_ctl: %s", g_strerror (errno));
}

static void
forget (PtlWatch *self)
{
  PtlPoller *poller = self->poller;

  poller->n_watches--;
  self->func = NULL;
  if (poller->in_batch)
    poller->removed = g_slist_prepend (poller->removed, self);
  else
    g_free (self);
}

void
ptl_watch_remove (PtlWatch *self)
{
  if (epoll_ctl (self->poller->epoll_fd, EPOLL_CTL_DEL, self->fd, NULL) != 0)
    g_critical ("epoll_ctl: %s", g_strerror (errno));

  forget (self);
}

void
ptl_watch_close (PtlWatch *self)
{
  close (self->fd); /* epoll drops it then, which saves a call */
  forget (self);
}

PtlDeadline *
ptl_poller_add_deadline (PtlPoller *self,
                         gint64 when_us,
                         PtlDeadlineFunc func,
                         gpointer user_data)
{
  return ptl_deadlines_add (self->deadlines, when_us, func, user_data);
}
