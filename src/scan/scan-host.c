/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/scan-host.c: one host of a scan: discovery, then its ports, and each open port's
 * service.
 *
 *   DISCOVERING --up--> SCANNING --ports settled, services named, name known--> FINISHED
 *        +------------------ down, stop, time limit --------------------------> FINISHED
 */
#include "scan/scan-host.h"

#include "net/neighbours.h"
#include "net/resolver.h"
#include "scan/host-discovery-io.h"
#include "scan/port-scan-io.h"
#include "scan/port-tally.h"
#include "scan/service-scan-io.h"

typedef enum
{
  DISCOVERING,
  SCANNING,
  FINISHED
} State;

struct _PtlScanHost
{
  const PtlScanPlan *plan;
  PtlDialer *dialer;
  PtlPoller *poller;
  PtlAddress address;
  char *target_name;
  const PtlScanHostFuncs *funcs;
  gpointer user_data;

  State state;
  PtlHostInfo *info; /* what is known so far; told as a copy */
  PtlScanHostCounts counts;
  PtlDialGate port_gate;
  PtlDialGate service_gate;
  PtlHostDiscoveryIo *discovery;
  PtlPortScanIo *ports;
  GHashTable *services; /* PtlServiceScanIo: those running; owned */
  PtlPortTally tally;
  PtlDeadline *begin;      /* (nullable) */
  PtlDeadline *time_limit; /* (nullable) */
  GCancellable *lookup;    /* (nullable): of the reverse look-up while it runs */
};

static gint64
wall_us (PtlScanHost *self)
{
  return ptl_clock_wall_us (ptl_poller_get_clock (self->poller));
}

static void
tell (PtlScanHost *self, PtlFact *fact)
{
  self->funcs->found (fact, self->user_data);
}

static void
tell_info (PtlScanHost *self)
{
  g_autoptr (PtlHostInfo) copy = ptl_host_info_copy (self->info);

  tell (self, ptl_fact_new_host (wall_us (self), &self->address, copy));
}

void
ptl_scan_host_flush (PtlScanHost *self)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new ();

  ptl_port_tally_flush (&self->tally, &self->address, wall_us (self), facts);
  for (guint i = 0; i < facts->len; i++)
    tell (self, facts->pdata[i]);
}

static void
finish (PtlScanHost *self)
{
  self->state = FINISHED;
  g_clear_pointer (&self->begin, ptl_deadline_cancel);
  g_clear_pointer (&self->time_limit, ptl_deadline_cancel);
  ptl_scan_host_flush (self);
  if (self->info->state == PTL_HOST_STATE_UP)
    {
      self->info->finished = TRUE;
      tell_info (self);
    }

  self->funcs->done (self, self->user_data);
}

static void
finish_if_done (PtlScanHost *self)
{
  if (self->state == SCANNING && self->ports == NULL && self->lookup == NULL &&
      g_hash_table_size (self->services) == 0)
    finish (self);
}

/* --- services --- */

static void
response_cb (PtlServiceScanIo *io, PtlResponse *response, gpointer user_data)
{
  PtlScanHost *self = user_data;

  tell (self, ptl_fact_new_response (wall_us (self), &self->address, PTL_PROTOCOL_TCP,
                                     ptl_service_scan_io_get_port (io), response));
}

static void
service_cb (PtlServiceScanIo *io, PtlService *service, gpointer user_data)
{
  PtlScanHost *self = user_data;

  self->counts.services_done++;
  tell (self, ptl_fact_new_service (wall_us (self), &self->address, PTL_PROTOCOL_TCP,
                                    ptl_service_scan_io_get_port (io), service));
  g_hash_table_remove (self->services, io);
  finish_if_done (self);
}

static const PtlServiceScanIoFuncs service_funcs = { response_cb, service_cb };

/* @dial: (transfer full): the connection that found the port open */
static void
identify (PtlScanHost *self, guint16 port, PtlDial *dial)
{
  const PtlClock *clock = ptl_poller_get_clock (self->poller);
  PtlServiceScanIoParams params = {
    .scan = { .db = self->plan->db,
              .protocol = PTL_PROTOCOL_TCP,
              .port = port,
              .intensity = self->plan->options->intensity,
              .compat_nmap = self->plan->options->compat_nmap,
              .table_name =
                  ptl_service_names_lookup (self->plan->names, PTL_PROTOCOL_TCP, port),
              .wall_offset_us =
                  ptl_clock_wall_us (clock) - ptl_clock_monotonic_us (clock) },
    .address = self->address,
    .server_name = self->target_name,
    .probes_in_flight = self->plan->timing.probes_in_flight,
    .dialer = self->dialer,
    .gate = &self->service_gate,
  };

  /* Beyond what the host is asked to bear, the service scan connects anew when its turn
   * comes. */
  if (!ptl_dialer_has_room (self->dialer, PTL_DIAL_SERVICE, &self->service_gate))
    g_clear_pointer (&dial, ptl_dial_free);

  self->counts.services_total++;
  g_hash_table_add (self->services,
                    ptl_service_scan_io_new (&params, dial, &service_funcs, self));
}

/* Names a port by the table alone. */
static void
name_by_table (PtlScanHost *self, guint16 port, PtlServiceOutcome outcome)
{
  g_autoptr (PtlService) service = ptl_service_new (outcome);

  service->name =
      g_strdup (ptl_service_names_lookup (self->plan->names, PTL_PROTOCOL_TCP, port));
  if (service->name != NULL)
    tell (self, ptl_fact_new_service (wall_us (self), &self->address, PTL_PROTOCOL_TCP,
                                      port, service));
}

/* --- ports --- */

static void
found_open (PtlScanHost *self, guint16 port, PtlDial *dial)
{
  self->counts.open_ports++;
  tell (self, ptl_fact_new_port (wall_us (self), &self->address, PTL_PROTOCOL_TCP, port,
                                 PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK));

  if (!self->plan->options->identify)
    name_by_table (self, port, PTL_SERVICE_OUTCOME_TABLE);
  else if (self->plan->excluded != NULL &&
           ptl_port_spec_contains (self->plan->excluded, PTL_PROTOCOL_TCP, port))
    name_by_table (self, port, PTL_SERVICE_OUTCOME_EXCLUDED);
  else
    identify (self, port, g_steal_pointer (&dial));

  g_clear_pointer (&dial, ptl_dial_free);
}

static void
settled_cb (PtlPortScanIo *io,
            guint16 port,
            const PtlPortVerdict *verdict,
            PtlDial *dial,
            gpointer user_data)
{
  PtlScanHost *self = user_data;

  self->counts.ports_done++;
  if (verdict->state == PTL_PORT_STATE_OPEN)
    found_open (self, port, dial);
  else
    ptl_port_tally_add (&self->tally, PTL_PROTOCOL_TCP, port, verdict->state,
                        verdict->reason);
}

static void
ports_done_cb (PtlPortScanIo *io, gpointer user_data)
{
  PtlScanHost *self = user_data;

  self->info->rtt_us = ptl_port_scan_io_get_rtt_us (io);
  g_clear_pointer (&self->ports, ptl_port_scan_io_free);
  finish_if_done (self);
}

static const PtlPortScanIoFuncs port_funcs = { settled_cb, ports_done_cb };

static void
scan_ports (PtlScanHost *self)
{
  const PtlTimingTemplate *timing = &self->plan->timing;
  PtlPortScanParams params = {
    .order = self->plan->order,
    .n_ports = self->plan->n_order,
    .initial_timeout_us = (gint64) timing->initial_rtt_ms * 1000,
    .min_timeout_us = (gint64) timing->min_rtt_ms * 1000,
    .max_timeout_us = (gint64) timing->max_rtt_ms * 1000,
    .max_retries = timing->max_retries,
    .max_window = timing->max_per_host,
  };

  self->counts.ports_total = self->plan->n_order;
  self->ports = ptl_port_scan_io_new (&params, &self->address, self->dialer,
                                      &self->port_gate, &port_funcs, self);
  if (self->info->rtt_us >= 0)
    ptl_port_scan_io_add_sample (self->ports, self->info->rtt_us);
}

/* --- the host itself --- */

static void
reverse_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = ptl_resolver_reverse_finish (result, &error);
  PtlScanHost *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the host is gone */

  g_clear_object (&self->lookup);
  if (name != NULL)
    {
      self->info->hostname = g_steal_pointer (&name);
      tell_info (self);
    }

  finish_if_done (self);
}

static void
host_is_up (PtlScanHost *self, PtlReason reason)
{
  self->state = SCANNING;
  self->counts.up = TRUE;
  self->info->state = PTL_HOST_STATE_UP;
  self->info->reason = reason;
  tell_info (self);

  if (!self->plan->options->no_dns)
    {
      self->lookup = g_cancellable_new ();
      ptl_resolver_reverse_async (&self->address, self->lookup, reverse_cb, self);
    }

  scan_ports (self);
}

static void
discovered_cb (PtlHostState state,
               PtlReason reason,
               gint64 rtt_us,
               const char *mac,
               gpointer user_data)
{
  PtlScanHost *self = user_data;

  g_clear_pointer (&self->discovery, ptl_host_discovery_io_free);
  self->info->rtt_us = rtt_us;
  self->info->mac = g_strdup (mac);
  if (state == PTL_HOST_STATE_UP)
    host_is_up (self, reason);
  else
    finish (self);
}

static void
begin_cb (gpointer user_data)
{
  PtlScanHost *self = user_data;

  self->begin = NULL;
  if (self->plan->options->skip_discovery)
    host_is_up (self, PTL_REASON_USER_SET);
  else if (ptl_address_is_loopback (&self->address))
    host_is_up (self, PTL_REASON_LOCALHOST_RESPONSE);
  else
    self->discovery =
        ptl_host_discovery_io_new (&self->address, self->plan->timing.initial_rtt_ms,
                                   self->dialer, &self->port_gate, discovered_cb, self);
}

static void
time_limit_cb (gpointer user_data)
{
  PtlScanHost *self = user_data;

  self->time_limit = NULL;
  self->info->timed_out = TRUE;
  ptl_scan_host_stop (self);
}

static void
set_time_limit (PtlScanHost *self)
{
  gint64 limit_ms = self->plan->options->host_timeout_ms;

  if (limit_ms == 0)
    limit_ms = self->plan->timing.host_timeout_ms;
  if (limit_ms > 0)
    self->time_limit = ptl_poller_add_deadline (
        self->poller, ptl_poller_now_us (self->poller) + limit_ms * 1000, time_limit_cb,
        self);
}

PtlScanHost *
ptl_scan_host_new (const PtlScanPlan *plan,
                   PtlDialer *dialer,
                   const PtlAddress *address,
                   const char *target_name,
                   const PtlScanHostFuncs *funcs,
                   gpointer user_data)
{
  PtlScanHost *self = g_new0 (PtlScanHost, 1);

  self->plan = plan;
  self->dialer = dialer;
  self->poller = ptl_dialer_get_poller (dialer);
  self->address = *address;
  self->target_name = g_strdup (target_name);
  self->funcs = funcs;
  self->user_data = user_data;
  self->info = ptl_host_info_new ();
  self->info->target = g_strdup (target_name);
  self->services =
      g_hash_table_new_full (NULL, NULL, (GDestroyNotify) ptl_service_scan_io_free, NULL);
  ptl_port_tally_init (&self->tally);
  ptl_dial_gate_init (&self->port_gate, plan->timing.max_per_host,
                      (gint64) plan->timing.scan_delay_ms * 1000);
  ptl_dial_gate_init (&self->service_gate, plan->timing.services_per_host, 0);
  self->begin = ptl_poller_add_deadline (self->poller, 0, begin_cb, self);
  set_time_limit (self);
  return self;
}

void
ptl_scan_host_free (PtlScanHost *self)
{
  g_clear_pointer (&self->begin, ptl_deadline_cancel);
  g_clear_pointer (&self->time_limit, ptl_deadline_cancel);
  if (self->lookup != NULL)
    g_cancellable_cancel (self->lookup);
  g_clear_object (&self->lookup);
  g_clear_pointer (&self->discovery, ptl_host_discovery_io_free);
  g_clear_pointer (&self->ports, ptl_port_scan_io_free);
  g_hash_table_unref (self->services);
  ptl_port_tally_clear (&self->tally);
  ptl_host_info_unref (self->info);
  g_free (self->target_name);
  g_free (self);
}

void
ptl_scan_host_stop (PtlScanHost *self)
{
  g_autoptr (GList) running = g_hash_table_get_keys (self->services);

  if (self->state == FINISHED)
    return;

  self->state = FINISHED; /* the services' verdicts must not finish it under our feet */
  g_clear_pointer (&self->discovery, ptl_host_discovery_io_free);
  g_clear_pointer (&self->ports, ptl_port_scan_io_free);
  for (GList *l = running; l != NULL; l = l->next)
    ptl_service_scan_io_stop (l->data);
  finish (self);
}

const PtlScanHostCounts *
ptl_scan_host_get_counts (const PtlScanHost *self)
{
  return &self->counts;
}
