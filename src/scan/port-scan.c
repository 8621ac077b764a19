/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/port-scan.c: the states of one host's ports: the machine.
 *
 * A congestion window over tries, as TCP has over segments: it grows with every answer,
 * doubling each round trip at first, and falls when a repeated try is answered where the
 * first was not, for then something was lost: once for all that was under way then.
 * Silence alone is no loss, firewalls are silent: until anything was lost it lets the
 * window grow as well, and after that where a port is silent to the last try.  Pure. */
#include "scan/port-scan.h"

#define MIN_RETRIES 1 /* one lost SYN must never hide an open port */
#define MAX_BACKOFF 3 /* each retry waits twice as long (RFC 6298 5.5), up to 8 times */

struct _PtlPortScan
{
  PtlPortScanParams params;
  PtlRoundTrip round_trip;
  guint next;     /* index into order */
  guint n_tries;  /* given so far */
  guint recovery; /* tries before this one are those of the last loss, or older */
  GQueue retries; /* PtlPortTry: due again */
  guint in_flight;
  guint n_settled;
  double window;
  double threshold; /* of slow start */
  guint best_try;   /* the highest try number that ever got an answer */
};

PtlPortScan *
ptl_port_scan_new (const PtlPortScanParams *params)
{
  PtlPortScan *self = g_new0 (PtlPortScan, 1);

  self->params = *params;
  ptl_round_trip_init (&self->round_trip, params->initial_timeout_us,
                       params->min_timeout_us, params->max_timeout_us);
  g_queue_init (&self->retries);
  self->window = MIN (params->first_window, params->max_window);
  self->threshold = params->max_window; /* until something is lost (RFC 5681 3.1) */
  return self;
}

void
ptl_port_scan_free (PtlPortScan *self)
{
  g_queue_clear_full (&self->retries, g_free);
  g_free (self);
}

void
ptl_port_scan_add_sample (PtlPortScan *self, gint64 rtt_us)
{
  ptl_round_trip_sample (&self->round_trip, rtt_us);
}

gboolean
ptl_port_scan_is_ready (const PtlPortScan *self)
{
  return self->in_flight < (guint) self->window &&
         (self->next < self->params.n_ports || self->retries.length > 0);
}

PtlPortTry
ptl_port_scan_next (PtlPortScan *self)
{
  PtlPortTry port_try = { 0 };

  g_return_val_if_fail (ptl_port_scan_is_ready (self), port_try);

  /* In turn, where there are both: a retry tells early of congestion, and late meets less
   * of it. */
  if (self->next < self->params.n_ports &&
      (self->retries.length == 0 || self->n_tries % 2 == 0))
    {
      port_try.port = self->params.order[self->next++];
    }
  else
    {
      g_autofree PtlPortTry *due = g_queue_pop_head (&self->retries);

      port_try = *due;
    }

  port_try.serial = self->n_tries++;
  port_try.timeout_us =
      MIN (self->round_trip.timeout_us << MIN (port_try.number, MAX_BACKOFF),
           self->params.max_timeout_us);
  self->in_flight++;
  return port_try;
}

static void
grow (PtlPortScan *self)
{
  self->window += self->window < self->threshold ? 1.0 : 1.0 / self->window;
  self->window = MIN (self->window, (double) self->params.max_window);
}

static void
shrink (PtlPortScan *self)
{
  self->threshold = MAX (self->in_flight / 2.0, 2.0);
  self->window = MAX (self->window / 2.0, 1.0);
  self->recovery = self->n_tries;
}

static void
note_answer (PtlPortScan *self, const PtlPortTry *port_try, gint64 rtt_us)
{
  gboolean lost = port_try->number > 0;

  ptl_round_trip_sample (&self->round_trip, rtt_us);
  self->best_try = MAX (self->best_try, port_try->number);
  if (lost && port_try->lost_serial >= self->recovery)
    shrink (self);
  else
    grow (self);
}

/* Nmap's rule: as many retries as ever helped on this host, and one more. */
static guint
allowed_retries (const PtlPortScan *self)
{
  return MAX (MIN (self->best_try + 1, self->params.max_retries), MIN_RETRIES);
}

/* What each answer means, by protocol (spec 7.3). */
static const PtlPortVerdict verdicts[PTL_N_PROTOCOLS][PTL_PORT_ANSWER_SILENCE + 1] = {
  [PTL_PROTOCOL_TCP] = {
    [PTL_PORT_ANSWER_OPEN] = { PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK },
    [PTL_PORT_ANSWER_REFUSED] = { PTL_PORT_STATE_CLOSED, PTL_REASON_CONN_REFUSED },
    [PTL_PORT_ANSWER_SILENCE] = { PTL_PORT_STATE_FILTERED, PTL_REASON_NO_RESPONSE },
  },
  [PTL_PROTOCOL_UDP] = {
    [PTL_PORT_ANSWER_OPEN] = { PTL_PORT_STATE_OPEN, PTL_REASON_UDP_RESPONSE },
    [PTL_PORT_ANSWER_REFUSED] = { PTL_PORT_STATE_CLOSED, PTL_REASON_PORT_UNREACH },
    [PTL_PORT_ANSWER_SILENCE] = { PTL_PORT_STATE_OPEN_FILTERED, PTL_REASON_NO_RESPONSE },
  },
};

static gboolean
settle (PtlPortScan *self, PtlPortVerdict known, PtlPortVerdict *verdict)
{
  self->n_settled++;
  *verdict = known;
  return TRUE;
}

gboolean
ptl_port_scan_on_answer (PtlPortScan *self,
                         const PtlPortTry *port_try,
                         PtlPortAnswer answer,
                         PtlReason reason,
                         gint64 rtt_us,
                         PtlPortVerdict *verdict)
{
  PtlPortVerdict known = verdicts[self->params.protocol][answer];
  PtlPortTry again = *port_try;
  gboolean is_last;

  self->in_flight--;
  switch (answer)
    {
    case PTL_PORT_ANSWER_OPEN:
    case PTL_PORT_ANSWER_REFUSED:
      note_answer (self, port_try, rtt_us);
      return settle (self, known, verdict);

    case PTL_PORT_ANSWER_PROHIBITED:
      known = (PtlPortVerdict){ PTL_PORT_STATE_FILTERED, reason };
      return settle (self, known, verdict);

    case PTL_PORT_ANSWER_SILENCE:
      is_last = port_try->number >= allowed_retries (self);
      if (is_last || self->recovery == 0)
        grow (self);
      if (is_last)
        return settle (self, known, verdict);

      again.number++;
      again.lost_serial = port_try->serial;
      g_queue_push_tail (&self->retries, g_memdup2 (&again, sizeof again));
      return FALSE;
    }

  g_assert_not_reached ();
}

gboolean
ptl_port_scan_is_done (const PtlPortScan *self)
{
  return self->n_settled == self->params.n_ports;
}

gint64
ptl_port_scan_get_rtt_us (const PtlPortScan *self)
{
  return self->round_trip.smoothed_us;
}

guint
ptl_port_scan_get_window (const PtlPortScan *self)
{
  return (guint) self->window;
}
