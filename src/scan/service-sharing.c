/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-sharing.c: ports that serve one client at a time.
 *
 * Silence means nothing where a port serves one client and lets the others wait, nor does
 * a close where it sends them away.  A port that shows signs of either is asked in turn
 * from then on. */
#include "scan/service-ask-list.h"
#include "scan/service-scan-io-private.h"

/* How long a port that was silent all along is listened to once more. */
#define CHECK_SILENCES 2

/* From here on one after the other. */
static void
ask_in_turn (PtlServiceScanIo *self)
{
  self->in_flight = 1;
  if (self->asks->len > 1)
    g_ptr_array_set_size (self->asks, 1);
}

static void
beside_cb (PtlServiceAsk *ask, gpointer user_data)
{
  PtlServiceScanIo *self = user_data;

  if (ptl_service_ask_get_state (ask) <= PTL_SERVICE_ASK_OPEN)
    return;

  if (!ptl_service_ask_has_answer (ask) &&
      ptl_service_ask_get_state (ask) != PTL_SERVICE_ASK_TIMED_OUT)
    ask_in_turn (self);
  g_clear_pointer (&self->beside, ptl_service_ask_free);
}

/* A probe was answered by closing.  Is it the probe, or that a connection is open
 * already? One more that sends nothing shows it. */
static void
listen_beside (PtlServiceScanIo *self)
{
  const PtlProbe *null_probe = ptl_probe_db_get_null_probe (self->params.scan.db);

  if (null_probe != NULL)
    self->beside = ptl_service_scan_io_ask (self, null_probe, beside_cb);
}

/* The port says something at last, and no older connection is left open: those before
 * were perhaps never looked at. */
static void
start_over_in_turn (PtlServiceScanIo *self)
{
  self->in_flight = 1;
  g_ptr_array_set_size (self->asks, 0);
  self->step = ptl_service_scan_ask_again (self->machine);
}

/* The port was silent on its oldest connection, and on all beside it.  Did it look at
 * them at all? */
static void
alone_cb (PtlServiceAsk *ask, gpointer user_data)
{
  PtlServiceScanIo *self = user_data;
  PtlServiceAskState state = ptl_service_ask_get_state (ask);
  gint64 now_us = ptl_poller_now_us (self->poller);

  if (state == PTL_SERVICE_ASK_OPEN && !ptl_service_ask_has_answer (ask))
    {
      ptl_service_scan_io_arm (
          self, now_us + CHECK_SILENCES * ptl_service_scan_io_get_silence_us (self));
      return;
    }

  if (ptl_service_ask_has_answer (ask) || state == PTL_SERVICE_ASK_LOST)
    {
      start_over_in_turn (self);
    }
  g_clear_pointer (&self->alone, ptl_service_ask_free);
  ptl_service_scan_io_advance (self);
}

gboolean
ptl_service_scan_io_ask_once_more (PtlServiceScanIo *self)
{
  g_autoptr (PtlServiceScan) afresh = NULL;

  if (self->alone != NULL)
    return TRUE;
  if (self->in_flight <= 1 || self->shares || !self->may_queue)
    return FALSE;

  self->may_queue = FALSE;
  g_ptr_array_set_size (self->asks, 0);
  afresh = ptl_service_scan_new (&self->params.scan);
  ptl_service_scan_ask_again (afresh);
  self->alone =
      ptl_service_scan_io_ask (self, ptl_service_scan_get_probe (afresh), alone_cb);
  return TRUE;
}

void
ptl_service_scan_io_watch_sharing (PtlServiceScanIo *self, PtlServiceAsk *ask)
{
  gboolean is_lost = ptl_service_ask_get_state (ask) == PTL_SERVICE_ASK_LOST;
  gboolean is_silent = !ptl_service_ask_has_answer (ask);
  gboolean is_beside = ptl_service_ask_list_is_beside_older (self->asks, ask);

  if (self->shares || self->in_flight <= 1 ||
      ptl_probe_is_null (ptl_service_ask_get_probe (ask)))
    return;

  if (is_silent && !is_lost)
    {
      self->may_queue |=
          is_beside && ptl_service_ask_get_state (ask) == PTL_SERVICE_ASK_TIMED_OUT;
      return;
    }

  self->shares = TRUE;
  if (is_beside && is_silent)
    listen_beside (self);
  else if (!is_beside && self->may_queue &&
           !ptl_probe_is_null (ptl_service_scan_get_probe (self->machine)))
    start_over_in_turn (self);
}
