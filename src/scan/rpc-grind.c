/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/rpc-grind.c: which RPC program answers on a port: the machine (spec 5).
 *
 * Calls the NULL procedure of one program after the other in a version that nobody has:
 * "no such program" is the wrong one, "no such version" the right one, and says which
 * versions there are.  A program that takes the version as it is, is the right one, too.
 * The first call is to a program that nobody has: a server that claims even that claims
 * anything.
 *
 * Replies come in any order.  Of several programs on one port the first in the list is
 * the verdict, so the calls before it are waited for. */
#include "scan/rpc-grind.h"

#include "scan/round-trip.h"

#define MAX_WINDOW   64
#define FIRST_WINDOW 4
#define MAX_UNHEARD                                                                      \
  5                     /* calls in a row that a peer which did answer leaves unanswered \
                         */
#define INDEX_NOBODY  0 /* those of the list come after it */
#define INDEX_NOT_YET G_MAXUINT

/* A program that is not settled: its call is under way, or due again. */
typedef struct
{
  guint index;
  guint n_tries;
  gboolean is_under_way;
  guint sequence; /* among all calls sent: of the last try */
  gint64 sent_us[PTL_RPC_GRIND_MAX_TRIES];
  gint64 deadline_us;
} Call;

struct _PtlRpcGrind
{
  PtlRpcGrindParams params;
  PtlRpcGrindState state;
  PtlRoundTrip round_trip;
  GArray *calls;    /* Call, at most MAX_WINDOW */
  guint next_index; /* not called yet */
  guint n_sent;
  guint found_index;
  PtlRpcFinding finding;
  double window; /* calls under way at once */
  double threshold;
  gboolean is_heard; /* it did answer */
  guint n_unheard;   /* calls given up since it did */
};

PtlRpcGrind *
ptl_rpc_grind_new (const PtlRpcGrindParams *params)
{
  PtlRpcGrind *self = g_new0 (PtlRpcGrind, 1);

  self->params = *params;
  ptl_rpc_programs_ref (params->programs);
  ptl_round_trip_init (&self->round_trip, params->initial_timeout_us,
                       params->min_timeout_us, params->max_timeout_us);
  self->calls = g_array_new (FALSE, FALSE, sizeof (Call));
  self->found_index = INDEX_NOT_YET;
  self->window = FIRST_WINDOW;
  self->threshold = MAX_WINDOW;
  return self;
}

void
ptl_rpc_grind_free (PtlRpcGrind *self)
{
  ptl_rpc_programs_unref (self->params.programs);
  g_array_unref (self->calls);
  g_free (self);
}

static Call *
nth_call (const PtlRpcGrind *self, guint n)
{
  return &g_array_index (self->calls, Call, n);
}

static void
end (PtlRpcGrind *self, PtlRpcGrindState state)
{
  self->state = state;
  g_array_set_size (self->calls, 0);
}

void
ptl_rpc_grind_on_stopped (PtlRpcGrind *self)
{
  if (self->state == PTL_RPC_GRIND_RUNNING)
    end (self, self->found_index != INDEX_NOT_YET ? PTL_RPC_GRIND_FOUND
                                                  : PTL_RPC_GRIND_GAVE_UP);
}

static gboolean
has_fresh (const PtlRpcGrind *self)
{
  return self->next_index <= ptl_rpc_programs_get_n (self->params.programs) &&
         self->next_index < self->found_index;
}

static void
end_if_settled (PtlRpcGrind *self)
{
  if (self->state == PTL_RPC_GRIND_RUNNING && self->calls->len == 0 && !has_fresh (self))
    end (self, self->found_index != INDEX_NOT_YET ? PTL_RPC_GRIND_FOUND
                                                  : PTL_RPC_GRIND_UNKNOWN);
}

/* --- calls --- */

static guint
count_under_way (const PtlRpcGrind *self)
{
  guint n = 0;

  for (guint i = 0; i < self->calls->len; i++)
    n += nth_call (self, i)->is_under_way;
  return n;
}

/* Returns: (nullable): the first in the list that is to be called again */
static Call *
find_due (const PtlRpcGrind *self)
{
  Call *due = NULL;

  for (guint i = 0; i < self->calls->len; i++)
    {
      Call *call = nth_call (self, i);

      if (!call->is_under_way && (due == NULL || call->index < due->index))
        due = call;
    }

  return due;
}

static Call *
add_fresh (PtlRpcGrind *self)
{
  Call call = { .index = self->next_index++ };

  g_array_append_val (self->calls, call);
  return nth_call (self, self->calls->len - 1);
}

static guint32
get_number (const PtlRpcGrind *self, guint index)
{
  return index == INDEX_NOBODY
             ? self->params.nobody
             : ptl_rpc_programs_get (self->params.programs, index - 1)->number;
}

/* Each try waits twice as long as the one before. */
static void
send_call (PtlRpcGrind *self, Call *call, gint64 now_us, PtlRpcCall *sent)
{
  guint number = call->n_tries++;
  gint64 timeout_us = self->round_trip.timeout_us << number;

  call->is_under_way = TRUE;
  call->sequence = self->n_sent++;
  call->sent_us[number] = now_us;
  call->deadline_us = now_us + MIN (timeout_us, self->round_trip.max_us);
  *sent = (PtlRpcCall){
    .xid =
        self->params.first_xid + call->index * (guint) PTL_RPC_GRIND_MAX_TRIES + number,
    .program = get_number (self, call->index),
    .version = self->params.version,
  };
}

gboolean
ptl_rpc_grind_next (PtlRpcGrind *self, gint64 now_us, PtlRpcCall *call)
{
  Call *due = find_due (self);

  if (self->state != PTL_RPC_GRIND_RUNNING || count_under_way (self) >= self->window)
    return FALSE;

  if (due == NULL && has_fresh (self))
    due = add_fresh (self);
  if (due == NULL)
    return FALSE;

  send_call (self, due, now_us, call);
  return TRUE;
}

/* --- replies --- */

static void
widen (PtlRpcGrind *self)
{
  self->window += self->window < self->threshold ? 1.0 : 1.0 / self->window;
  self->window = MIN (self->window, MAX_WINDOW);
}

static void
narrow (PtlRpcGrind *self)
{
  self->window = self->threshold = MAX (self->window / 2, 1.0);
}

static gboolean
find_call (const PtlRpcGrind *self, guint index, guint *n)
{
  for (*n = 0; *n < self->calls->len; (*n)++)
    if (nth_call (self, *n)->index == index)
      return TRUE;

  return FALSE;
}

static void
drop_after_found (PtlRpcGrind *self)
{
  for (guint i = self->calls->len; i-- > 0;)
    if (nth_call (self, i)->index > self->found_index)
      g_array_remove_index_fast (self->calls, i);
}

static void
found (PtlRpcGrind *self, guint index, const PtlRpcReply *reply, gint64 called_us)
{
  if (index == INDEX_NOBODY)
    {
      end (self, PTL_RPC_GRIND_UNKNOWN);
      return;
    }

  /* No later one is called any more. */
  g_assert (index < self->found_index);
  self->found_index = index;
  self->finding = (PtlRpcFinding){
    .program = ptl_rpc_programs_get (self->params.programs, index - 1),
    .has_versions =
        reply->kind == PTL_RPC_REPLY_PROGRAM_MISMATCH && reply->low <= reply->high,
    .low = reply->low,
    .high = reply->high,
    .call = { reply->xid, get_number (self, index), self->params.version },
    .called_us = called_us,
  };
  drop_after_found (self);
}

gboolean
ptl_rpc_grind_on_reply (PtlRpcGrind *self, const PtlRpcReply *reply, gint64 now_us)
{
  guint32 offset = reply->xid - self->params.first_xid;
  guint index = offset / PTL_RPC_GRIND_MAX_TRIES;
  guint number = offset % PTL_RPC_GRIND_MAX_TRIES;
  gint64 called_us;
  guint n;

  if (!find_call (self, index, &n) || number >= nth_call (self, n)->n_tries)
    return FALSE;

  self->is_heard = TRUE;
  self->n_unheard = 0;
  called_us = nth_call (self, n)->sent_us[number];
  ptl_round_trip_sample (&self->round_trip, now_us - called_us);
  widen (self);
  g_array_remove_index_fast (self->calls, n);
  if (reply->kind == PTL_RPC_REPLY_PROGRAM_MISMATCH ||
      reply->kind == PTL_RPC_REPLY_SUCCESS)
    found (self, index, reply, called_us);
  end_if_settled (self);
  return TRUE;
}

/* --- losses --- */

/* The call may be made again, unless it was often enough. */
static void
lose (PtlRpcGrind *self, guint n)
{
  Call *call = nth_call (self, n);

  call->is_under_way = FALSE;
  if (call->n_tries < PTL_RPC_GRIND_MAX_TRIES)
    return;

  g_array_remove_index_fast (self->calls, n);
  if (!self->is_heard || ++self->n_unheard == MAX_UNHEARD)
    ptl_rpc_grind_on_stopped (self);
  end_if_settled (self);
}

void
ptl_rpc_grind_on_timeout (PtlRpcGrind *self, gint64 now_us)
{
  gboolean is_lossy = FALSE;

  /* Backwards: those lost for good leave the array.  All do when it ends. */
  for (guint i = self->calls->len; i-- > 0;)
    {
      if (i >= self->calls->len || !nth_call (self, i)->is_under_way ||
          nth_call (self, i)->deadline_us > now_us)
        continue;

      is_lossy = TRUE;
      lose (self, i);
    }

  if (is_lossy)
    narrow (self);
}

void
ptl_rpc_grind_on_lost (PtlRpcGrind *self)
{
  guint first = self->calls->len;

  for (guint i = 0; i < self->calls->len; i++)
    {
      Call *call = nth_call (self, i);

      if (!call->is_under_way)
        continue;

      if (first == self->calls->len || call->sequence < nth_call (self, first)->sequence)
        first = i;
      call->is_under_way = FALSE;
      call->n_tries--;
    }

  if (first == self->calls->len)
    return;

  narrow (self);
  nth_call (self, first)->n_tries++;
  lose (self, first);
}

PtlRpcGrindState
ptl_rpc_grind_get_state (const PtlRpcGrind *self)
{
  return self->state;
}

const PtlRpcFinding *
ptl_rpc_grind_get_finding (const PtlRpcGrind *self)
{
  g_return_val_if_fail (self->state == PTL_RPC_GRIND_FOUND, NULL);

  return &self->finding;
}

gint64
ptl_rpc_grind_get_deadline_us (const PtlRpcGrind *self)
{
  gint64 deadline_us = G_MAXINT64;

  for (guint i = 0; i < self->calls->len; i++)
    if (nth_call (self, i)->is_under_way)
      deadline_us = MIN (deadline_us, nth_call (self, i)->deadline_us);
  return deadline_us;
}
