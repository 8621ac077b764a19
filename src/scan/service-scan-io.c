/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-scan-io.c: runs a service scan's machine over real connections.
 *
 * The machine asks one probe after the other.  Where a port is silent, the probes that
 * will follow are asked ahead on connections of their own, and their transcripts wait
 * until the machine gets to them: verdicts are those of asking in turn.  One thing is
 * decided early: when a probe asked ahead is answered by a match while all before it are
 * silent, their silence is taken as final.  What that can lose is a service that speaks a
 * second protocol, of its own accord, later than it answers the first.
 *
 * Ports that serve one client at a time: service-sharing.c. */
#include "scan/service-scan-io-private.h"

#include "scan/service-ask-list.h"

/* A wave goes on at least for so long for each of its asks: a server that watches how
 * many connect within a second (xinetd: 50) need not shut. */
#define WAVE_US_PER_ASK (20 * 1000)

/* How often a port that is silent sees whether its host has become idle. */
#define IDLE_CHECK_US G_USEC_PER_SEC

static void changed_cb (PtlServiceAsk *ask, gpointer user_data);

static void
timer_cb (gpointer user_data)
{
  PtlServiceScanIo *self = user_data;

  self->timer = NULL;
  g_clear_pointer (&self->alone, ptl_service_ask_free);
  ptl_service_scan_io_advance (self);
}

void
ptl_service_scan_io_arm (PtlServiceScanIo *self, gint64 when_us)
{
  g_clear_pointer (&self->timer, ptl_deadline_cancel);
  self->timer = ptl_poller_add_deadline (self->poller, when_us, timer_cb, self);
}

PtlServiceAsk *
ptl_service_scan_io_ask (PtlServiceScanIo *self,
                         const PtlProbe *probe,
                         PtlServiceAskFunc func)
{
  PtlServiceAskParams params = {
    .db = self->params.scan.db,
    .probe = probe,
    .tunnel = self->tunnel,
    .protocol = self->params.scan.protocol,
    .address = self->params.address,
    .port = self->params.scan.port,
    .server_name = self->server_name,
    .resumption = &self->tls_resumption,
    .compat_nmap = self->params.scan.compat_nmap,
    .kind = ptl_service_ask_list_get_kind (probe, self->params.scan.port, self->tunnel),
    .waits_it_out = self->params.probes_in_flight <= 1, /* as Nmap does */
    .dialer = self->params.dialer,
    .gate = self->params.gate,
    .patience = self->params.patience,
  };

  return ptl_service_ask_new (&params, g_steal_pointer (&self->open_dial), func, self);
}

/* Drops what was asked ahead in vain: a soft match has narrowed the plan since. */
static void
prune (PtlServiceScanIo *self)
{
  const GPtrArray *upcoming;

  if (self->asks->len <= 1)
    return;

  upcoming = ptl_service_scan_get_upcoming (self->machine);
  for (guint i = self->asks->len; i-- > 1;)
    if (!g_ptr_array_find ((GPtrArray *) upcoming,
                           (gpointer) ptl_service_ask_get_probe (
                               ptl_service_ask_list_nth (self->asks, i)),
                           NULL))
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
    {
      g_clear_pointer (&self->beside, ptl_service_ask_free);
      g_ptr_array_set_size (self->asks, 0);
    }
  self->tunnel = tunnel;

  found = ptl_service_ask_list_find (self->asks, probe);
  if (found == self->asks->len)
    g_ptr_array_insert (self->asks, 0, ptl_service_scan_io_ask (self, probe, changed_cb));
  else if (found > 0)
    g_ptr_array_remove_range (self->asks, 0, found);
  prune (self);
  g_clear_pointer (&self->open_dial, ptl_dial_free);
}

/* A connection that closes without a word while others are open proves nothing: devices
 * that serve one client at a time do that.  It is asked again, alone. */
static gboolean
ask_alone (PtlServiceScanIo *self)
{
  PtlServiceAsk *ask = ptl_service_ask_list_nth (self->asks, 0);

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
  const GPtrArray *next = ptl_service_scan_get_upcoming (self->machine);
  gint64 ended_us = ptl_service_ask_get_ended_us (ask);

  if (ptl_probe_is_null (ptl_service_ask_get_probe (ask)) && next->len > 0 &&
      ptl_service_ask_list_find (self->asks, next->pdata[0]) == self->asks->len)
    self->open_dial = ptl_service_ask_steal_dial (ask);
  return ptl_service_scan_on_timeout (self->machine, self->open_dial != NULL, ended_us);
}

static PtlServiceScanStep
feed_data (PtlServiceScanIo *self, GBytes *bytes, guint16 other_port, gint64 at_us)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (bytes, &len);
  g_autoptr (PtlService) claim = NULL;
  PtlServiceScanStep step;
  gboolean soft;

  ptl_service_scan_set_other_port (self->machine, other_port);
  step = ptl_service_scan_on_data (self->machine, data, len, at_us);
  claim = ptl_service_scan_take_claim (self->machine, &soft);
  if (claim != NULL)
    ptl_trace_claim (self->params.gate->trace, self->params.scan.protocol,
                     self->params.scan.port, claim, soft);
  return step;
}

/* Tells the machine the next thing that its probe's transcript holds; WAIT if there is
 * none yet. */
static PtlServiceScanStep
feed (PtlServiceScanIo *self)
{
  PtlServiceAsk *ask = ptl_service_ask_list_nth (self->asks, 0);
  gint64 at_us = 0;
  g_autoptr (GBytes) bytes = ptl_service_ask_take (ask, &at_us);

  if (bytes != NULL)
    return feed_data (self, bytes, ptl_service_ask_get_other_port (ask), at_us);

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
      return ptl_service_scan_on_lost (self->machine, ptl_service_ask_get_loss (ask),
                                       ptl_service_ask_get_ended_us (ask));
    }

  g_assert_not_reached ();
}

/* It said that it speaks TLS, and does not. */
static gboolean
is_stuck_in_handshake (const PtlServiceScanIo *self, const PtlServiceAsk *ask)
{
  return self->tunnel == PTL_TUNNEL_SSL && !self->has_told_tls &&
         ptl_service_ask_has_timed_out (ask);
}

/* Tells the machine how its connection came about; CONNECT while it has not. */
static PtlServiceScanStep
feed_connect (PtlServiceScanIo *self)
{
  PtlServiceAsk *ask = ptl_service_ask_list_nth (self->asks, 0);
  gboolean may_retry = !is_stuck_in_handshake (self, ask);
  PtlServiceScanStep step;

  switch (ptl_service_ask_get_state (ask))
    {
    case PTL_SERVICE_ASK_CONNECTING:
      return PTL_SERVICE_SCAN_CONNECT;

    case PTL_SERVICE_ASK_REFUSED:
      self->in_flight = 1;
      g_ptr_array_set_size (self->asks, 0);
      step = ptl_service_scan_on_connect_failed (self->machine, may_retry);
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
        return ptl_service_ask_has_more (ptl_service_ask_list_nth (self->asks, 0));
      g_ptr_array_remove_index (self->asks, 0); /* the machine is done with it */
      return TRUE;

    case PTL_SERVICE_SCAN_REPORT:
      return FALSE;
    }

  g_assert_not_reached ();
}

gint64
ptl_service_scan_io_get_silence_us (const PtlServiceScanIo *self)
{
  return (gint64) ptl_patience_get_silence_ms (self->params.patience) * 1000;
}

static gint64
pass_over_silence (PtlServiceScanIo *self, gint64 now_us)
{
  guint silence_ms = ptl_patience_get_silence_ms (self->params.patience);

  return ptl_service_ask_list_pass_over_silence (self->asks, silence_ms, now_us);
}

/* When @ask has been silent for so long that other probes are asked beside it. */
static gint64
silent_from_us (const PtlServiceScanIo *self, const PtlServiceAsk *ask)
{
  if (ptl_service_ask_get_state (ask) != PTL_SERVICE_ASK_OPEN)
    return G_MAXINT64;
  return ptl_service_ask_get_asked_us (ask) + ptl_service_scan_io_get_silence_us (self);
}

/* Asks are kept in the plan's order, whatever the order of asking. */
static void
insert_ask (PtlServiceScanIo *self, const GPtrArray *upcoming, guint index)
{
  guint place = 1;

  for (guint i = 0; i < index; i++)
    place += ptl_service_ask_list_find (self->asks, upcoming->pdata[i]) < self->asks->len;
  g_ptr_array_insert (self->asks, (int) place,
                      ptl_service_scan_io_ask (self, upcoming->pdata[index], changed_cb));
}

/* A host with many ports to ask shares its places among them; where there are few, one
 * that stays silent may have more. */
static guint
most_in_flight (const PtlServiceScanIo *self)
{
  return ptl_dialer_is_idle (self->params.dialer, self->params.gate)
             ? self->in_flight
             : MIN (self->in_flight, self->params.probes_in_flight);
}

static void
ask_ahead (PtlServiceScanIo *self)
{
  guint most = MIN (self->wave, most_in_flight (self));
  guint n_under_way = ptl_service_ask_list_count_under_way (self->asks);
  const GPtrArray *upcoming = ptl_service_scan_get_upcoming (self->machine);
  guint index;

  while (n_under_way < most && (index = ptl_service_ask_list_choose (
                                    self->asks, upcoming, self->params.scan.port,
                                    self->tunnel)) < upcoming->len)
    {
      insert_ask (self, upcoming, index);
      self->asked_ahead = TRUE;
      n_under_way++;
    }
}

/* When as many as may be asked at once have been so, all in vain. */
static gint64
wave_is_silent_from_us (const PtlServiceScanIo *self)
{
  gint64 newest_us = ptl_service_ask_list_get_newest_us (self->asks);

  if (newest_us == G_MAXINT64 || self->wave >= self->in_flight ||
      ptl_service_ask_list_count_under_way (self->asks) < self->wave)
    return G_MAXINT64;
  return newest_us + MAX (ptl_service_scan_io_get_silence_us (self),
                          (gint64) self->wave * WAVE_US_PER_ASK);
}

/* Most ports answer one of the first few probes; the longer one is silent, the more it is
 * asked at once. */
static void
wait_or_ask_ahead (PtlServiceScanIo *self)
{
  PtlServiceAsk *first = ptl_service_ask_list_nth (self->asks, 0);
  gint64 now_us = ptl_poller_now_us (self->poller);
  gint64 silent_us = silent_from_us (self, first);
  gint64 next_us;

  if (self->in_flight <= 1)
    return;

  if (wave_is_silent_from_us (self) <= now_us)
    self->wave = MIN (self->wave * 2, self->in_flight);
  if (silent_us <= now_us)
    ask_ahead (self);
  next_us = MIN (pass_over_silence (self, now_us), wave_is_silent_from_us (self));
  if (silent_us > now_us)
    next_us = MIN (next_us, silent_us);
  else if (most_in_flight (self) < self->in_flight)
    next_us = MIN (next_us, now_us + IDLE_CHECK_US);
  if (next_us != G_MAXINT64)
    ptl_service_scan_io_arm (self, next_us);
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
  g_clear_pointer (&self->beside, ptl_service_ask_free);
  g_ptr_array_set_size (self->asks, 0);
  self->funcs->done (self, ptl_service_scan_get_service (self->machine), self->user_data);
}

void
ptl_service_scan_io_advance (PtlServiceScanIo *self)
{
  do
    pass_over_silence (self, ptl_poller_now_us (self->poller));
  while (carry_out (self));

  hand_out_responses (self);
  if (self->step == PTL_SERVICE_SCAN_REPORT && !ptl_service_scan_io_ask_once_more (self))
    report (self);
  else if (self->step == PTL_SERVICE_SCAN_REPORT)
    return;
  else if (is_pausing (self))
    ptl_service_scan_io_arm (self, self->resume_us);
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

  /* The port bears no second connection. */
  if (ask != ptl_service_ask_list_nth (self->asks, 0) &&
      ptl_service_ask_get_state (ask) == PTL_SERVICE_ASK_REFUSED)
    {
      self->in_flight = 1;
      g_ptr_array_remove (self->asks, ask);
    }
  else if (self->params.scan.protocol == PTL_PROTOCOL_TCP)
    ptl_service_scan_io_watch_sharing (self, ask);

  ptl_service_scan_io_advance (self);
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
  self->in_flight = params->probes_if_idle;
  self->wave = MAX (params->first_probes, 1);
  self->open_dial = open_dial;
  self->funcs = funcs;
  self->user_data = user_data;
  self->step = ptl_service_scan_start (self->machine);
  if (self->step == PTL_SERVICE_SCAN_CONNECT)
    take_up_probe (self);
  ptl_service_scan_io_arm (self, 0);
  return self;
}

void
ptl_service_scan_io_free (PtlServiceScanIo *self)
{
  g_clear_pointer (&self->timer, ptl_deadline_cancel);
  g_clear_pointer (&self->open_dial, ptl_dial_free);
  g_clear_pointer (&self->beside, ptl_service_ask_free);
  g_clear_pointer (&self->alone, ptl_service_ask_free);
  g_ptr_array_unref (self->asks);
  g_clear_pointer (&self->tls_resumption, g_bytes_unref);
  ptl_service_scan_free (self->machine);
  g_free (self->server_name);
  g_free (self);
}

void
ptl_service_scan_io_stop (PtlServiceScanIo *self)
{
  self->may_queue = FALSE;
  g_clear_pointer (&self->alone, ptl_service_ask_free);
  if (self->step != PTL_SERVICE_SCAN_REPORT)
    self->step =
        ptl_service_scan_on_stopped (self->machine, ptl_poller_now_us (self->poller));
  ptl_service_scan_io_advance (self);
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
