/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-scan-io.c: runs a service scan's machine over real connections.
 *
 * The machine asks one probe after the other.  Where a port is silent, the probes that
 * will follow are asked ahead on connections of their own, and their transcripts wait
 * until the machine gets to them: verdicts are those of asking in turn.  One thing is
 * decided early: when a probe asked ahead is answered by a match while all before it are
 * silent, their silence is taken as final.  What that can lose is a service that speaks a
 * second protocol, of its own accord, later than it answers the first. */
#include "scan/service-scan-io.h"

#include <errno.h>

#include "scan/service-ask.h"
#include "scan/timing.h"

/* A pause that ends an unmatched answer.  A banner may be the first of several lines with
 * look-ups between them, so it gets longer. */
#define QUIET_MS        500
#define QUIET_BANNER_MS 1500

/* Of the probes that follow, how many are looked at for the likeliest; and what it counts
 * that one lists the port, in grades of rarity. */
#define LOOK_AHEAD   16
#define LISTED_BONUS 3

struct _PtlServiceScanIo
{
  PtlServiceScanIoParams params;
  char *server_name;
  PtlServiceScan *machine;
  PtlServiceScanStep step; /* to be carried out next */
  PtlPoller *poller;
  PtlTunnel tunnel; /* of all asks */
  GPtrArray
      *asks; /* PtlServiceAsk: the machine's own first, then those ahead, in its order */
  guint in_flight; /* asks under way at once */
  gboolean asked_ahead;
  gboolean has_told_tls;
  PtlDial *open_dial; /* (nullable): for the next ask */
  gint64 resume_us;   /* no CONNECT is carried out before */
  PtlDeadline *timer; /* (nullable): silence, a pause before a connect, or the report */
  const PtlServiceScanIoFuncs *funcs;
  gpointer user_data;
};

static void advance (PtlServiceScanIo *self);
static void changed_cb (PtlServiceAsk *ask, gpointer user_data);

static void
timer_cb (gpointer user_data)
{
  PtlServiceScanIo *self = user_data;

  self->timer = NULL;
  advance (self);
}

static void
arm (PtlServiceScanIo *self, gint64 when_us)
{
  g_clear_pointer (&self->timer, ptl_deadline_cancel);
  self->timer = ptl_poller_add_deadline (self->poller, when_us, timer_cb, self);
}

static PtlServiceAsk *
nth_ask (const PtlServiceScanIo *self, guint n)
{
  return n < self->asks->len ? self->asks->pdata[n] : NULL;
}

static guint
find_ask (const PtlServiceScanIo *self, const PtlProbe *probe)
{
  guint i = 0;

  while (i < self->asks->len && ptl_service_ask_get_probe (nth_ask (self, i)) != probe)
    i++;
  return i;
}

static guint
quiet_ms (const PtlServiceScanIo *self, const PtlProbe *probe)
{
  if (self->params.probes_in_flight <= 1)
    return 0; /* as patient as Nmap */
  return ptl_probe_is_null (probe) ? QUIET_BANNER_MS : QUIET_MS;
}

static PtlServiceAsk *
new_ask (PtlServiceScanIo *self, const PtlProbe *probe)
{
  PtlServiceAskParams params = {
    .db = self->params.scan.db,
    .probe = probe,
    .tunnel = self->tunnel,
    .protocol = self->params.scan.protocol,
    .address = self->params.address,
    .port = self->params.scan.port,
    .server_name = self->server_name,
    .compat_nmap = self->params.scan.compat_nmap,
    .quiet_ms = quiet_ms (self, probe),
    .dialer = self->params.dialer,
    .gate = ptl_probe_is_null (probe) ? self->params.listen_gate : self->params.ask_gate,
  };

  return ptl_service_ask_new (&params, g_steal_pointer (&self->open_dial), changed_cb,
                              self);
}

/* Drops what was asked ahead in vain: a soft match has narrowed the plan since. */
static void
prune (PtlServiceScanIo *self)
{
  g_autoptr (GPtrArray) upcoming =
      ptl_service_scan_get_upcoming (self->machine, G_MAXUINT);

  for (guint i = self->asks->len; i-- > 1;)
    if (!g_ptr_array_find (
            upcoming, (gpointer) ptl_service_ask_get_probe (nth_ask (self, i)), NULL))
      g_ptr_array_remove_index (self->asks, i);
}

/* Makes the machine's probe the first ask: one made ahead, or a new one. */
static void
take_up_probe (PtlServiceScanIo *self)
{
  const PtlProbe *probe = ptl_service_scan_get_probe (self->machine);
  PtlTunnel tunnel = ptl_service_scan_get_tunnel (self->machine);
  guint found;

  if (tunnel != self->tunnel)
    g_ptr_array_set_size (self->asks, 0);
  self->tunnel = tunnel;

  found = find_ask (self, probe);
  if (found == self->asks->len)
    g_ptr_array_insert (self->asks, 0, new_ask (self, probe));
  else if (found > 0)
    g_ptr_array_remove_range (self->asks, 0, found);
  prune (self);
  g_clear_pointer (&self->open_dial, ptl_dial_free);
}

/* Which errors mean what is Nmap's table (spec 2.6). */
static PtlServiceScanLoss
classify_loss (PtlServiceAsk *ask)
{
  int errnum;

  switch (ptl_service_ask_get_end (ask, &errnum))
    {
    case PTL_STREAM_END_CLOSED:
    case PTL_STREAM_END_REFUSED:
      return PTL_SERVICE_SCAN_CLOSED;

    case PTL_STREAM_END_RESET:
      return errnum == EPIPE ? PTL_SERVICE_SCAN_BROKEN : PTL_SERVICE_SCAN_RESET;

    case PTL_STREAM_END_TIMEOUT:
    case PTL_STREAM_END_UNREACHABLE:
      return PTL_SERVICE_SCAN_UNREACHABLE;

    case PTL_STREAM_END_TLS:
    case PTL_STREAM_END_ERROR:
      return PTL_SERVICE_SCAN_BROKEN;

    case PTL_STREAM_END_SHORTAGE: /* the dialer keeps it to itself */
      break;
    }

  g_assert_not_reached ();
}

/* A connection that closes without a word while others are open proves nothing: devices
 * that serve one client at a time do that.  It is asked again, alone. */
static gboolean
ask_alone (PtlServiceScanIo *self)
{
  PtlServiceAsk *ask = nth_ask (self, 0);

  if (!self->asked_ahead || ptl_service_ask_has_answer (ask) ||
      !ptl_probe_is_null (ptl_service_ask_get_probe (ask)))
    return FALSE;

  self->asked_ahead = FALSE;
  self->in_flight = 1;
  g_ptr_array_set_size (self->asks, 0);
  take_up_probe (self);
  return TRUE;
}

/* The wait is over: after the NULL probe the next one may use the connection, unless it
 * was asked already. */
static PtlServiceScanStep
feed_timeout (PtlServiceScanIo *self, PtlServiceAsk *ask)
{
  g_autoptr (GPtrArray) next = ptl_service_scan_get_upcoming (self->machine, 1);
  gint64 ended_us = ptl_service_ask_get_ended_us (ask);

  if (ptl_probe_is_null (ptl_service_ask_get_probe (ask)) && next->len > 0 &&
      find_ask (self, next->pdata[0]) == self->asks->len)
    self->open_dial = ptl_service_ask_steal_dial (ask);
  return ptl_service_scan_on_timeout (self->machine, self->open_dial != NULL, ended_us);
}

static PtlServiceScanStep
feed_data (PtlServiceScanIo *self, GBytes *bytes, gint64 at_us)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (bytes, &len);
  PtlServiceScanStep step = ptl_service_scan_on_data (self->machine, data, len, at_us);
  gboolean soft;
  g_autoptr (PtlService) claim = ptl_service_scan_take_claim (self->machine, &soft);

  if (claim != NULL)
    ptl_trace_claim (self->params.ask_gate->trace, self->params.scan.protocol,
                     self->params.scan.port, claim, soft);
  return step;
}

/* Tells the machine the next thing that its probe's transcript holds; WAIT if there is
 * none yet. */
static PtlServiceScanStep
feed (PtlServiceScanIo *self)
{
  PtlServiceAsk *ask = nth_ask (self, 0);
  gint64 at_us = 0;
  g_autoptr (GBytes) bytes = ptl_service_ask_take (ask, &at_us);

  if (bytes != NULL)
    return feed_data (self, bytes, at_us);

  switch (ptl_service_ask_get_state (ask))
    {
    case PTL_SERVICE_ASK_CONNECTING:
    case PTL_SERVICE_ASK_OPEN:
      return PTL_SERVICE_SCAN_WAIT;

    case PTL_SERVICE_ASK_TIMED_OUT:
      return feed_timeout (self, ask);

    case PTL_SERVICE_ASK_LOST:
    case PTL_SERVICE_ASK_REFUSED:
      if (ask_alone (self))
        return PTL_SERVICE_SCAN_WAIT;
      return ptl_service_scan_on_lost (self->machine, classify_loss (ask),
                                       ptl_service_ask_get_ended_us (ask));
    }

  g_assert_not_reached ();
}

/* Tells the machine how its connection came about; CONNECT while it has not. */
static PtlServiceScanStep
feed_connect (PtlServiceScanIo *self)
{
  PtlServiceAsk *ask = nth_ask (self, 0);
  PtlServiceScanStep step;

  switch (ptl_service_ask_get_state (ask))
    {
    case PTL_SERVICE_ASK_CONNECTING:
      return PTL_SERVICE_SCAN_CONNECT;

    case PTL_SERVICE_ASK_REFUSED:
      g_ptr_array_remove_index (self->asks, 0);
      step = ptl_service_scan_on_connect_failed (self->machine);
      self->resume_us = ptl_poller_now_us (self->poller) +
                        (gint64) ptl_service_scan_get_wait_ms (self->machine) * 1000;
      return step;

    case PTL_SERVICE_ASK_OPEN:
    case PTL_SERVICE_ASK_TIMED_OUT:
    case PTL_SERVICE_ASK_LOST:
      return ptl_service_scan_on_connected (self->machine,
                                            ptl_service_ask_get_asked_us (ask));
    }

  g_assert_not_reached ();
}

static gboolean
is_pausing (const PtlServiceScanIo *self)
{
  return self->step == PTL_SERVICE_SCAN_CONNECT &&
         ptl_poller_now_us (self->poller) < self->resume_us;
}

/* Carries out the step; returns whether there is another to carry out at once. */
static gboolean
carry_out (PtlServiceScanIo *self)
{
  switch (self->step)
    {
    case PTL_SERVICE_SCAN_CONNECT:
      if (is_pausing (self))
        return FALSE;
      take_up_probe (self);
      self->step = feed_connect (self);
      return self->step != PTL_SERVICE_SCAN_CONNECT;

    case PTL_SERVICE_SCAN_SEND:
    case PTL_SERVICE_SCAN_LISTEN:
      take_up_probe (self);
      self->step = PTL_SERVICE_SCAN_WAIT;
      return TRUE;

    case PTL_SERVICE_SCAN_WAIT:
      self->step = feed (self);
      if (self->step == PTL_SERVICE_SCAN_WAIT)
        return ptl_service_ask_has_more (nth_ask (self, 0));
      g_ptr_array_remove_index (self->asks, 0); /* the machine is done with it */
      return TRUE;

    case PTL_SERVICE_SCAN_REPORT:
      return FALSE;
    }

  g_assert_not_reached ();
}

/* When @ask has been silent for so long that other probes are asked beside it. */
static gint64
silent_from_us (const PtlServiceAsk *ask)
{
  if (ptl_service_ask_get_state (ask) != PTL_SERVICE_ASK_OPEN)
    return G_MAXINT64;
  return ptl_service_ask_get_asked_us (ask) + PTL_TIMING_SILENCE_MS * 1000;
}

/* Returns: the place of the first ask that a match rule claims, or the number of asks */
static guint
find_matched (const PtlServiceScanIo *self)
{
  guint i = 0;

  while (i < self->asks->len && !ptl_service_ask_is_matched (nth_ask (self, i)))
    i++;
  return i;
}

/* Where a probe asked ahead is matched, those before it are waited for no longer than
 * silence takes to show.  Returns: when there is more to pass over, G_MAXINT64 if never
 */
static gint64
pass_over_silence (PtlServiceScanIo *self)
{
  gint64 now_us = ptl_poller_now_us (self->poller);
  guint matched = find_matched (self);
  gint64 next_us = G_MAXINT64;

  for (guint i = 0; i < matched && matched < self->asks->len; i++)
    {
      PtlServiceAsk *ask = nth_ask (self, i);
      gint64 silent_us = silent_from_us (ask);

      if (ptl_service_ask_has_answer (ask))
        continue; /* it ends by itself soon: a pause ends an answer */
      if (silent_us <= now_us)
        ptl_service_ask_set_aside (ask);
      else
        next_us = MIN (next_us, silent_us);
    }

  return next_us;
}

static guint
count_under_way (const PtlServiceScanIo *self)
{
  guint n = 0;

  for (guint i = 0; i < self->asks->len; i++)
    n += ptl_service_ask_get_state (nth_ask (self, i)) <= PTL_SERVICE_ASK_OPEN &&
         !ptl_service_ask_is_matched (nth_ask (self, i));
  return n;
}

/* The lower, the sooner a probe is asked ahead: what is likely, and likelier if it lists
 * the port. */
static int
get_rank (const PtlServiceScanIo *self, const PtlProbe *probe)
{
  gboolean listed = ptl_probe_lists_port (probe, self->params.scan.port, self->tunnel);

  return (int) ptl_probe_get_rarity (probe) - (listed ? LISTED_BONUS : 0);
}

/* Returns: the place in @upcoming of the probe to ask ahead next, or its length if there
 * is none */
static guint
choose_ahead (const PtlServiceScanIo *self, GPtrArray *upcoming)
{
  gboolean only_before = find_matched (self) < self->asks->len;
  guint best = upcoming->len;

  for (guint i = 0; i < upcoming->len; i++)
    {
      const PtlProbe *probe = upcoming->pdata[i];
      guint place = find_ask (self, probe);

      if (only_before && place < self->asks->len &&
          ptl_service_ask_is_matched (nth_ask (self, place)))
        break; /* what comes after a match can change nothing */
      if (place == self->asks->len &&
          (best == upcoming->len ||
           get_rank (self, probe) < get_rank (self, upcoming->pdata[best])))
        best = i;
    }

  return best;
}

/* Asks are kept in the plan's order, whatever the order of asking. */
static void
insert_ask (PtlServiceScanIo *self, GPtrArray *upcoming, guint index)
{
  guint place = 1;

  for (guint i = 0; i < index; i++)
    place += find_ask (self, upcoming->pdata[i]) < self->asks->len;
  g_ptr_array_insert (self->asks, (int) place, new_ask (self, upcoming->pdata[index]));
}

static void
ask_ahead (PtlServiceScanIo *self)
{
  guint n_under_way = count_under_way (self);
  g_autoptr (GPtrArray) upcoming =
      ptl_service_scan_get_upcoming (self->machine, LOOK_AHEAD);
  guint index;

  while (n_under_way < self->in_flight &&
         (index = choose_ahead (self, upcoming)) < upcoming->len)
    {
      insert_ask (self, upcoming, index);
      self->asked_ahead = TRUE;
      n_under_way++;
    }
}

static void
wait_or_ask_ahead (PtlServiceScanIo *self)
{
  PtlServiceAsk *first = nth_ask (self, 0);
  gint64 now_us = ptl_poller_now_us (self->poller);
  gint64 silent_us = silent_from_us (first);
  gint64 next_us;

  if (self->in_flight <= 1)
    return;

  if (silent_us <= now_us)
    ask_ahead (self);
  next_us = pass_over_silence (self);
  if (silent_us > now_us)
    next_us = MIN (next_us, silent_us);
  if (next_us != G_MAXINT64)
    arm (self, next_us);
}

static void
hand_out_responses (PtlServiceScanIo *self)
{
  PtlResponse *response;

  while ((response = ptl_service_scan_take_response (self->machine)) != NULL)
    {
      self->funcs->response (self, response, self->user_data);
      ptl_response_unref (response);
    }
}

static void
report (PtlServiceScanIo *self)
{
  g_clear_pointer (&self->timer, ptl_deadline_cancel);
  g_clear_pointer (&self->open_dial, ptl_dial_free);
  g_ptr_array_set_size (self->asks, 0);
  self->funcs->done (self, ptl_service_scan_get_service (self->machine), self->user_data);
}

/* Goes on as far as possible.  The last thing that any callback does: it may free the
 * scan. */
static void
advance (PtlServiceScanIo *self)
{
  pass_over_silence (self);
  while (carry_out (self))
    pass_over_silence (self);

  hand_out_responses (self);
  if (self->step == PTL_SERVICE_SCAN_REPORT)
    report (self);
  else if (is_pausing (self))
    arm (self, self->resume_us);
  else
    wait_or_ask_ahead (self);
}

static void
tell_tls (PtlServiceScanIo *self, PtlServiceAsk *ask)
{
  PtlTlsInfo *tls = ptl_service_ask_get_tls_info (ask);

  if (tls == NULL || self->has_told_tls)
    return;

  self->has_told_tls = TRUE;
  self->funcs->tls (self, tls, self->user_data);
}

static void
changed_cb (PtlServiceAsk *ask, gpointer user_data)
{
  PtlServiceScanIo *self = user_data;

  tell_tls (self, ask);

  /* The port bears no second connection: from here on one after the other. */
  if (ask != nth_ask (self, 0) &&
      ptl_service_ask_get_state (ask) == PTL_SERVICE_ASK_REFUSED)
    {
      self->in_flight = 1;
      g_ptr_array_remove (self->asks, ask);
    }

  advance (self);
}

PtlServiceScanIo *
ptl_service_scan_io_new (const PtlServiceScanIoParams *params,
                         PtlDial *open_dial,
                         const PtlServiceScanIoFuncs *funcs,
                         gpointer user_data)
{
  PtlServiceScanIo *self = g_new0 (PtlServiceScanIo, 1);

  self->params = *params;
  self->server_name = g_strdup (params->server_name);
  self->machine = ptl_service_scan_new (&params->scan);
  self->poller = ptl_dialer_get_poller (params->dialer);
  self->asks = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_service_ask_free);
  self->in_flight = params->probes_in_flight;
  self->open_dial = open_dial;
  self->funcs = funcs;
  self->user_data = user_data;
  self->step = ptl_service_scan_start (self->machine);
  if (self->step == PTL_SERVICE_SCAN_CONNECT)
    take_up_probe (self);
  arm (self, 0);
  return self;
}

void
ptl_service_scan_io_free (PtlServiceScanIo *self)
{
  g_clear_pointer (&self->timer, ptl_deadline_cancel);
  g_clear_pointer (&self->open_dial, ptl_dial_free);
  g_ptr_array_unref (self->asks);
  ptl_service_scan_free (self->machine);
  g_free (self->server_name);
  g_free (self);
}

void
ptl_service_scan_io_stop (PtlServiceScanIo *self)
{
  self->step =
      ptl_service_scan_on_stopped (self->machine, ptl_poller_now_us (self->poller));
  advance (self);
}

guint16
ptl_service_scan_io_get_port (const PtlServiceScanIo *self)
{
  return self->params.scan.port;
}

PtlProtocol
ptl_service_scan_io_get_protocol (const PtlServiceScanIo *self)
{
  return self->params.scan.protocol;
}
