/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/time-limit.c: how long something may take; the time of a pause does not count. */
#include "scan/time-limit.h"

struct _PtlTimeLimit
{
  PtlDialer *dialer;
  PtlDeadline *deadline; /* (nullable): NULL once the time is up */
  gint64 held_us;        /* of the dialer, when the deadline was set */
  void (*func) (gpointer user_data);
  gpointer user_data;
};

static void deadline_cb (gpointer user_data);

static void
wait (PtlTimeLimit *self, gint64 us)
{
  PtlPoller *poller = ptl_dialer_get_poller (self->dialer);

  self->held_us = ptl_dialer_get_held_us (self->dialer);
  self->deadline = ptl_poller_add_deadline (poller, ptl_poller_now_us (poller) + us,
                                            deadline_cb, self);
}

static void
deadline_cb (gpointer user_data)
{
  PtlTimeLimit *self = user_data;
  gint64 held_us = ptl_dialer_get_held_us (self->dialer) - self->held_us;

  self->deadline = NULL;
  if (held_us > 0)
    wait (self, held_us);
  else
    self->func (self->user_data);
}

PtlTimeLimit *
ptl_time_limit_new (PtlDialer *dialer,
                    gint64 limit_us,
                    void (*func) (gpointer user_data),
                    gpointer user_data)
{
  PtlTimeLimit *self = g_new0 (PtlTimeLimit, 1);

  self->dialer = dialer;
  self->func = func;
  self->user_data = user_data;
  wait (self, limit_us);
  return self;
}

void
ptl_time_limit_free (PtlTimeLimit *self)
{
  g_clear_pointer (&self->deadline, ptl_deadline_cancel);
  g_free (self);
}
