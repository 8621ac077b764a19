/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/poller.h: thousands of sockets and deadlines as one GSource.
 *
 * One epoll instance and one heap of deadlines.  Sockets are served before deadlines
 * expire, so a late loop does not turn an answer that is already there into a timeout.
 * Belongs to one GMainContext; every call must come from the thread that runs it.
 * Callbacks may add and remove anything. */
#pragma once

#include <glib.h>

#include "base/clock.h"
#include "net/deadlines.h"

G_BEGIN_DECLS

typedef struct _PtlPoller PtlPoller;
typedef struct _PtlWatch PtlWatch;

/* @condition: G_IO_IN, G_IO_OUT, G_IO_ERR, G_IO_HUP as epoll reported them */
typedef void (*PtlWatchFunc) (GIOCondition condition, gpointer user_data);

/* Returns: (transfer full) (nullable): NULL with a %G_IO_ERROR when epoll cannot be had
 */
PtlPoller *ptl_poller_new (GMainContext *context, const PtlClock *clock, GError **error);

/* All watches and deadlines must be gone.  May be called from a callback. */
void ptl_poller_free (PtlPoller *self);

gint64 ptl_poller_now_us (PtlPoller *self); /* monotonic */
const PtlClock *ptl_poller_get_clock (PtlPoller *self);

/* Watches @fd, which stays the caller's.  NULL with errno set if the kernel refuses,
 * which is always a shortage. */
PtlWatch *ptl_poller_watch (PtlPoller *self,
                            int fd,
                            GIOCondition condition,
                            PtlWatchFunc func,
                            gpointer user_data);
void ptl_watch_set_condition (PtlWatch *self, GIOCondition condition);
/* Call before closing the descriptor. */
void ptl_watch_remove (PtlWatch *self);
/* The same, and closes the descriptor, of which there must be no duplicate. */
void ptl_watch_close (PtlWatch *self);

/* Runs @func once at @when_us (monotonic), at once from the main loop if that is past;
 * the deadline is gone when @func is called.  See ptl_deadline_cancel(). */
PtlDeadline *ptl_poller_add_deadline (PtlPoller *self,
                                      gint64 when_us,
                                      PtlDeadlineFunc func,
                                      gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlPoller, ptl_poller_free)

G_END_DECLS
