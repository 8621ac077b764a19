/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/scan-host.c: one host of a scan: discovery, then its ports, and each open port's
 * service.
 *
 *   DISCOVERING --up--> SCANNING --ports settled, services named, name known--> FINISHED
 *        +------------------ down, stop, time limit --------------------------> FINISHED
 */
#include "scan/scan-host.h"

#include "model/port-tally.h"
#include "net/neighbours.h"
#include "net/resolver.h"
#include "scan/host-discovery-io.h"
#include "scan/port-scan-io.h"
#include "scan/port-service.h"
#include "scan/time-limit.h"

#define MAX_ROWS 25 /* so many ports each get a row, whatever their state */

typedef enum
{
  DISCOVERING,
  SCANNING,
  FINISHED
} State;

struct _PtlScanHost
{
  const PtlScanPlan *plan;
  const PtlHostDone *done; /* (nullable) */
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
  PtlPatience patience;
  PtlTrace *trace; /* (nullable) */
  PtlHostDiscoveryIo *discovery;
  PtlPortScanIo *ports[PTL_N_PROTOCOLS]; /* (nullable): those running */
  GHashTable *services;                  /* PtlPortService: those running; owned */
  PtlPortTally tally;
  PtlPortSet *rows[PTL_N_PROTOCOLS]; /* ports told one by one */
  PtlPortSet *open_udp;              /* those that answered the port scan */
  guint16 *order[PTL_N_PROTOCOLS];   /* (nullable): of the ports left, if some are done */
  gboolean stopped;
  PtlDeadline *begin;       /* (nullable) */
  PtlTimeLimit *time_limit; /* (nullable) */
  GCancellable *lookup;     /* (nullable): of the reverse look-up while it runs */
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

/* @mac: (transfer full) (nullable) */
static void
take_mac (PtlScanHost *self, char *mac)
{
  self->info->mac = mac;
  if (mac != NULL && self->plan->vendors != NULL)
    self->info->vendor = g_strdup (ptl_mac_vendors_lookup (self->plan->vendors, mac));
}

static void
finish (PtlScanHost *self)
{
  self->state = FINISHED;
  g_clear_pointer (&self->begin, ptl_deadline_cancel);
  g_clear_pointer (&self->time_limit, ptl_time_limit_free);
  ptl_scan_host_flush (self);
  if (self->info->state == PTL_HOST_STATE_UP)
    {
      /* Without discovery it was the port scan that made the kernel ask for it. */
      if (self->info->mac == NULL && !ptl_address_is_loopback (&self->address))
        take_mac (self, ptl_neighbours_find_mac (&self->address));
      self->info->finished = !self->stopped || self->info->timed_out;
      tell_info (self);
    }

  self->funcs->done (self, self->user_data);
}

static gboolean
is_scanning_ports (const PtlScanHost *self)
{
  return self->ports[PTL_PROTOCOL_TCP] != NULL || self->ports[PTL_PROTOCOL_UDP] != NULL;
}

static void
drop_port_scans (PtlScanHost *self)
{
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    g_clear_pointer (&self->ports[i], ptl_port_scan_io_free);
}

static void
finish_if_done (PtlScanHost *self)
{
  if (self->state == SCANNING && !is_scanning_ports (self) && self->lookup == NULL &&
      g_hash_table_size (self->services) == 0)
    finish (self);
}

/* --- services --- */

static void
tell_port (PtlScanHost *self,
           PtlProtocol protocol,
           guint16 port,
           PtlPortState state,
           PtlReason reason)
{
  self->counts.open_ports += state == PTL_PORT_STATE_OPEN;
  ptl_port_set_add (self->rows[protocol], port);
  tell (self, ptl_fact_new_port (wall_us (self), &self->address, protocol, port, state,
                                 reason));
}

/* Only of a port that has a row: of a thousand silent UDP ports nobody wants one. */
static void
tell_service (PtlScanHost *self, PtlProtocol protocol, guint16 port, PtlService *service)
{
  if (ptl_port_set_contains (self->rows[protocol], port))
    tell (self,
          ptl_fact_new_service (wall_us (self), &self->address, protocol, port, service));
}

/* Responses are numbered on from those of the part of the scan that went before. */
static guint
get_first_response (PtlScanHost *self, PtlPortService *service)
{
  return self->done == NULL
             ? 0
             : ptl_host_done_get_first_response (self->done,
                                                 ptl_port_service_get_protocol (service),
                                                 ptl_port_service_get_port (service));
}

static void
tls_cb (PtlPortService *service, PtlTlsInfo *tls, gpointer user_data)
{
  PtlScanHost *self = user_data;

  tell (self, ptl_fact_new_tls (wall_us (self), &self->address,
                                ptl_port_service_get_protocol (service),
                                ptl_port_service_get_port (service), tls));
}

static void
response_cb (PtlPortService *service, PtlResponse *response, gpointer user_data)
{
  PtlScanHost *self = user_data;
  PtlProtocol protocol = ptl_port_service_get_protocol (service);
  guint16 port = ptl_port_service_get_port (service);

  /* Whatever came back, the port is open: a silent UDP port was only open|filtered until
   * now. */
  if (protocol == PTL_PROTOCOL_UDP && response->sequence == 0 &&
      !ptl_port_set_contains (self->open_udp, port))
    tell_port (self, protocol, port, PTL_PORT_STATE_OPEN, PTL_REASON_UDP_RESPONSE);
  response->sequence += get_first_response (self, service);
  tell (self,
        ptl_fact_new_response (wall_us (self), &self->address, protocol, port, response));
}

/* A silent UDP port is told when it was asked all there is to ask, or its host's time is
 * up: who goes on with the scan takes what is told for done. */
static void
settle_silent (PtlScanHost *self, PtlPortService *service)
{
  PtlProtocol protocol = ptl_port_service_get_protocol (service);
  guint16 port = ptl_port_service_get_port (service);

  if (!ptl_port_set_contains (self->rows[protocol], port) &&
      (!self->stopped || self->info->timed_out))
    ptl_port_tally_add (&self->tally, protocol, port, PTL_PORT_STATE_OPEN_FILTERED,
                        PTL_REASON_NO_RESPONSE);
}

static void
service_cb (PtlPortService *port_service, PtlService *service, gpointer user_data)
{
  PtlScanHost *self = user_data;

  self->counts.services_done++;
  if (service->rule != NULL)
    service->rule->response += get_first_response (self, port_service);
  settle_silent (self, port_service);
  ptl_trace_verdict (self->trace, ptl_port_service_get_protocol (port_service),
                     ptl_port_service_get_port (port_service), service);
  tell_service (self, ptl_port_service_get_protocol (port_service),
                ptl_port_service_get_port (port_service), service);
  g_hash_table_remove (self->services, port_service);
  finish_if_done (self);
}

static const PtlPortServiceFuncs service_funcs = { tls_cb, response_cb, service_cb };

/* @dial: (transfer full) (nullable): the connection that found the port open */
static void
identify (PtlScanHost *self, PtlProtocol protocol, guint16 port, PtlDial *dial)
{
  const PtlPortServicePlace place = {
    .plan = self->plan,
    .address = &self->address,
    .server_name = self->target_name,
    .dialer = self->dialer,
    .gate = &self->service_gate,
    .patience = &self->patience,
  };

  /* Where a host cannot bear it beside the port scan either, the service scan connects
   * anew when its turn comes. */
  if (!ptl_dialer_has_room (self->dialer, PTL_DIAL_LISTEN, &self->service_gate) &&
      !ptl_dialer_has_room (self->dialer, PTL_DIAL_LISTEN, &self->port_gate))
    g_clear_pointer (&dial, ptl_dial_free);

  self->counts.services_total++;
  g_hash_table_add (self->services, ptl_port_service_new (&place, protocol, port, dial,
                                                          &service_funcs, self));
}

/* Names a port by the table alone. */
static void
name_by_table (PtlScanHost *self,
               PtlProtocol protocol,
               guint16 port,
               PtlServiceOutcome outcome)
{
  g_autoptr (PtlService) service = ptl_service_new (outcome);

  service->name = g_strdup (ptl_service_names_lookup (self->plan->names, protocol, port));
  if (service->name != NULL)
    tell_service (self, protocol, port, service);
}

/* --- ports --- */

/* Whether a port in that state is asked who it is (spec 2.1). */
static gboolean
is_asked (const PtlScanHost *self, PtlPortState state)
{
  return self->plan->options->identify &&
         (state == PTL_PORT_STATE_OPEN || state == PTL_PORT_STATE_OPEN_FILTERED);
}

static gboolean
is_excluded (const PtlScanHost *self, PtlProtocol protocol, guint16 port)
{
  return self->plan->excluded != NULL &&
         ptl_port_spec_contains (self->plan->excluded, protocol, port);
}

/* @dial: (transfer full) (nullable) */
static void
look_into (PtlScanHost *self,
           PtlProtocol protocol,
           guint16 port,
           PtlPortState state,
           PtlDial *dial)
{
  if (is_asked (self, state) && is_excluded (self, protocol, port))
    name_by_table (self, protocol, port, PTL_SERVICE_OUTCOME_EXCLUDED);
  else if (is_asked (self, state))
    identify (self, protocol, port, g_steal_pointer (&dial));

  g_clear_pointer (&dial, ptl_dial_free);
}

static void
settled (PtlScanHost *self,
         PtlProtocol protocol,
         guint16 port,
         const PtlPortVerdict *verdict,
         PtlDial *dial)
{
  self->counts.ports_done++;
  if (verdict->state == PTL_PORT_STATE_OPEN || self->plan->n_order[protocol] <= MAX_ROWS)
    {
      tell_port (self, protocol, port, verdict->state, verdict->reason);
      /* Until it is identified, or if the program dies, the table's name stands. */
      name_by_table (self, protocol, port, PTL_SERVICE_OUTCOME_TABLE);
    }
  else if (!is_asked (self, verdict->state) || is_excluded (self, protocol, port))
    ptl_port_tally_add (&self->tally, protocol, port, verdict->state, verdict->reason);
  if (protocol == PTL_PROTOCOL_UDP && verdict->state == PTL_PORT_STATE_OPEN)
    ptl_port_set_add (self->open_udp, port);
  look_into (self, protocol, port, verdict->state, dial);
}

static void
settled_cb (PtlPortScanIo *io,
            guint16 port,
            const PtlPortVerdict *verdict,
            PtlDial *dial,
            gpointer user_data)
{
  PtlScanHost *self = user_data;
  if (io == self->ports[PTL_PROTOCOL_TCP] && verdict->state == PTL_PORT_STATE_OPEN)
    ptl_patience_add_round_trip (&self->patience, ptl_port_scan_io_get_rtt_us (io));

  settled (self,
           io == self->ports[PTL_PROTOCOL_UDP] ? PTL_PROTOCOL_UDP : PTL_PROTOCOL_TCP,
           port, verdict, dial);
}

static void
ports_done_cb (PtlPortScanIo *io, gpointer user_data)
{
  PtlScanHost *self = user_data;

  if (self->info->rtt_us < 0 || io == self->ports[PTL_PROTOCOL_TCP])
    self->info->rtt_us = ptl_port_scan_io_get_rtt_us (io);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    if (self->ports[i] == io)
      g_clear_pointer (&self->ports[i], ptl_port_scan_io_free);
  finish_if_done (self);
}

static const PtlPortScanIoFuncs port_funcs = { settled_cb, ports_done_cb };

static void
scan_ports (PtlScanHost *self, PtlProtocol protocol)
{
  const PtlTimingTemplate *timing = &self->plan->timing;
  PtlPortScanParams params = {
    .protocol = protocol,
    .order = self->plan->order[protocol],
    .n_ports = self->plan->n_order[protocol],
    .initial_timeout_us = (gint64) timing->initial_rtt_ms * 1000,
    .min_timeout_us = (gint64) timing->min_rtt_ms * 1000,
    .max_timeout_us = (gint64) timing->max_rtt_ms * 1000,
    .max_retries = timing->max_retries,
    .first_window = timing->first_window,
    .max_window = timing->max_window,
  };

  if (self->done != NULL)
    params.order = self->order[protocol] = ptl_host_done_choose_ports (
        self->done, protocol, params.order, params.n_ports, &params.n_ports);
  self->counts.ports_total += params.n_ports;
  self->ports[protocol] =
      ptl_port_scan_io_new (&params, self->plan->db, &self->address, self->dialer,
                            &self->port_gate, &port_funcs, self);
  if (self->info->rtt_us >= 0)
    ptl_port_scan_io_add_sample (self->ports[protocol], self->info->rtt_us);
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

/* What was found before, and is not looked into to its end. */
static void
go_on (PtlScanHost *self)
{
  ptl_host_done_add_counts (self->done, &self->counts);
  for (guint i = 0; i < self->done->unnamed->len; i++)
    {
      const PtlUnnamedPort *port =
          &g_array_index (self->done->unnamed, PtlUnnamedPort, i);

      if (!port->is_named)
        name_by_table (self, port->protocol, port->port, PTL_SERVICE_OUTCOME_TABLE);
      look_into (self, port->protocol, port->port, port->state, NULL);
    }
}

static void
host_is_up (PtlScanHost *self, PtlReason reason)
{
  self->state = SCANNING;
  self->counts.up = TRUE;
  self->info->state = PTL_HOST_STATE_UP;
  self->info->reason = reason;
  tell_info (self);

  if (!self->plan->options->no_dns && self->info->hostname == NULL)
    {
      self->lookup = g_cancellable_new ();
      ptl_resolver_reverse_async (&self->address, self->lookup, reverse_cb, self);
    }

  if (self->done != NULL)
    go_on (self);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    scan_ports (self, (PtlProtocol) i);
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
  self->info->state = state;
  self->info->reason = reason;
  self->info->rtt_us = rtt_us;
  take_mac (self, g_strdup (mac));
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
  if (self->done != NULL)
    host_is_up (self, self->info->reason);
  else if (self->plan->options->skip_discovery)
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

  self->info->timed_out = TRUE;
  ptl_scan_host_stop (self);
}

PtlScanHost *
ptl_scan_host_new (const PtlScanPlan *plan,
                   PtlDialer *dialer,
                   const PtlAddress *address,
                   const char *target_name,
                   const PtlHostDone *done,
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
  self->done = done;
  self->info = done != NULL ? ptl_host_info_copy (done->info) : ptl_host_info_new ();
  if (done == NULL)
    self->info->target = g_strdup (target_name);
  self->services =
      g_hash_table_new_full (NULL, NULL, (GDestroyNotify) ptl_port_service_free, NULL);
  ptl_port_tally_init (&self->tally);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    self->rows[i] = done ? ptl_port_set_copy (done->rows[i]) : ptl_port_set_new ();
  self->open_udp = done ? ptl_port_set_copy (done->open_udp) : ptl_port_set_new ();
  ptl_dial_gate_init (&self->port_gate, plan->timing.max_window,
                      (gint64) plan->timing.scan_delay_ms * 1000);
  ptl_dial_gate_init (&self->service_gate,
                      plan->options->compat_nmap ? plan->timing.service_parallel
                                                 : plan->timing.max_per_host,
                      0);
  ptl_patience_init (&self->patience, plan->timing.max_silence_ms);
  if (plan->options->trace)
    self->trace =
        ptl_trace_new (ptl_poller_get_clock (self->poller), address,
                       done != NULL ? done->n_traced : 0, funcs->found, user_data);
  self->port_gate.trace = self->trace;
  self->service_gate.trace = self->trace;
  self->begin = ptl_poller_add_deadline (self->poller, 0, begin_cb, self);
  if (plan->timing.host_timeout_ms > 0)
    self->time_limit = ptl_time_limit_new (
        dialer, (gint64) plan->timing.host_timeout_ms * 1000, time_limit_cb, self);
  return self;
}

void
ptl_scan_host_free (PtlScanHost *self)
{
  g_clear_pointer (&self->begin, ptl_deadline_cancel);
  g_clear_pointer (&self->time_limit, ptl_time_limit_free);
  if (self->lookup != NULL)
    g_cancellable_cancel (self->lookup);
  g_clear_object (&self->lookup);
  g_clear_pointer (&self->discovery, ptl_host_discovery_io_free);
  drop_port_scans (self);
  g_hash_table_unref (self->services);
  g_clear_pointer (&self->trace, ptl_trace_free);
  ptl_port_tally_clear (&self->tally);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    {
      ptl_port_set_unref (self->rows[i]);
      g_free (self->order[i]);
    }
  ptl_port_set_unref (self->open_udp);
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

  self->stopped = TRUE;
  self->state = FINISHED; /* the services' verdicts must not finish it under our feet */
  g_clear_pointer (&self->discovery, ptl_host_discovery_io_free);
  drop_port_scans (self);
  for (GList *l = running; l != NULL; l = l->next)
    ptl_port_service_stop (l->data);
  finish (self);
}

const PtlScanHostCounts *
ptl_scan_host_get_counts (const PtlScanHost *self)
{
  return &self->counts;
}

const PtlAddress *
ptl_scan_host_get_silent_address (const PtlScanHost *self)
{
  return self->info->state == PTL_HOST_STATE_DOWN ? &self->address : NULL;
}

void
ptl_scan_host_add_addresses (PtlScanHost *self, const GArray *addresses)
{
  for (guint i = 0; i < addresses->len; i++)
    {
      const PtlAddress *address = &g_array_index (addresses, PtlAddress, i);

      if (!ptl_address_equal (address, &self->address))
        ptl_host_info_add_alias (self->info, NULL, address, PTL_NAME_SOURCE_DNS);
    }
}
