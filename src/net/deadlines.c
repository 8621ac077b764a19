/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/deadlines.c: thousands of points in time as one heap.
 *
 * A binary heap of pointers; each deadline knows its place, so that cancelling one costs
 * O(log n) as well. */
#include "net/deadlines.h"

struct _PtlDeadlines
{
  GPtrArray *heap; /* of PtlDeadline: children of i are 2i + 1 and 2i + 2 */
  guint64 n_added;
};

struct _PtlDeadline
{
  PtlDeadlines *owner;
  guint place;
  gint64 when_us;
  guint64 serial; /* keeps equal times in the order they were added */
  PtlDeadlineFunc func;
  gpointer user_data;
};

PtlDeadlines *
ptl_deadlines_new (void)
{
  PtlDeadlines *self = g_new0 (PtlDeadlines, 1);

  self->heap = g_ptr_array_new ();
  return self;
}

void
ptl_deadlines_free (PtlDeadlines *self)
{
  g_assert (self->heap->len == 0);

  g_ptr_array_unref (self->heap);
  g_free (self);
}

static gboolean
is_before (const PtlDeadline *a, const PtlDeadline *b)
{
  return a->when_us < b->when_us || (a->when_us == b->when_us && a->serial < b->serial);
}

static PtlDeadline *
get (const PtlDeadlines *self, guint place)
{
  return g_ptr_array_index (self->heap, place);
}

static void
put (PtlDeadlines *self, guint place, PtlDeadline *deadline)
{
  g_ptr_array_index (self->heap, place) = deadline;
  deadline->place = place;
}

static void
sift_up (PtlDeadlines *self, PtlDeadline *deadline)
{
  guint place = deadline->place;

  while (place > 0 && is_before (deadline, get (self, (place - 1) / 2)))
    {
      put (self, place, get (self, (place - 1) / 2));
      place = (place - 1) / 2;
    }

  put (self, place, deadline);
}

static void
sift_down (PtlDeadlines *self, PtlDeadline *deadline)
{
  guint place = deadline->place;

  for (guint child = 2 * place + 1; child < self->heap->len; child = 2 * place + 1)
    {
      if (child + 1 < self->heap->len &&
          is_before (get (self, child + 1), get (self, child)))
        child++;
      if (!is_before (get (self, child), deadline))
        break;

      put (self, place, get (self, child));
      place = child;
    }

  put (self, place, deadline);
}

PtlDeadline *
ptl_deadlines_add (PtlDeadlines *self,
                   gint64 when_us,
                   PtlDeadlineFunc func,
                   gpointer user_data)
{
  PtlDeadline *deadline = g_new (PtlDeadline, 1);

  *deadline = (PtlDeadline){
    .owner = self,
    .place = self->heap->len,
    .when_us = when_us,
    .serial = self->n_added++,
    .func = func,
    .user_data = user_data,
  };
  g_ptr_array_add (self->heap, deadline);
  sift_up (self, deadline);
  return deadline;
}

void
ptl_deadline_cancel (PtlDeadline *self)
{
  PtlDeadlines *owner = self->owner;
  PtlDeadline *last = g_ptr_array_steal_index (owner->heap, owner->heap->len - 1);

  if (last != self)
    {
      put (owner, self->place, last);
      sift_up (owner, last);
      sift_down (owner, last);
    }

  g_free (self);
}

guint
ptl_deadlines_get_length (const PtlDeadlines *self)
{
  return self->heap->len;
}

gint64
ptl_deadlines_get_next (const PtlDeadlines *self)
{
  return self->heap->len > 0 ? get (self, 0)->when_us : G_MAXINT64;
}

gboolean
ptl_deadlines_run_next (PtlDeadlines *self, gint64 now_us)
{
  PtlDeadline *first;
  PtlDeadlineFunc func;
  gpointer user_data;

  if (self->heap->len == 0 || get (self, 0)->when_us > now_us)
    return FALSE;

  first = get (self, 0);
  func = first->func;
  user_data = first->user_data;
  ptl_deadline_cancel (first);
  func (user_data);
  return TRUE;
}
