/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/port-service.c: who serves one port: the service scan, the RPC grind where it
 * finds RPC, and where it finds TLS, what the server would speak inside. */
#include "scan/port-service.h"

#include "scan/alpn-query.h"
#include "scan/rpc-grind-io.h"
#include "scan/service-scan-io.h"
#include "scan/service-verdict.h"

#define MIN_RPC_INTENSITY 7 /* as Nmap (spec 5.4) */

struct _PtlPortService
{
  PtlPortServicePlace place;
  PtlProtocol protocol;
  guint16 port;
  PtlServiceScanIo *scan;
  PtlRpcGrindIo *grind; /* (nullable) */
  PtlAlpnQuery *query;  /* (nullable) */
  PtlService *service;  /* (nullable): the verdict of the scan while more is asked */
  guint n_responses;    /* of the scan */
  gboolean has_tls;     /* a TLS connection came about */
  gboolean is_stopping;
  const PtlPortServiceFuncs *funcs;
  gpointer user_data;
};

/* --- RPC --- */

static char *
format_versions (const PtlRpcFinding *finding)
{
  if (!finding->has_versions)
    return NULL;
  if (finding->low == finding->high)
    return g_strdup_printf ("%u", finding->low);
  return g_strdup_printf ("%u-%u", finding->low, finding->high);
}

static void
name_rpc (PtlService *service, const PtlRpcFinding *finding)
{
  g_autofree char *versions = format_versions (finding);

  ptl_service_verdict_name_rpc (service, finding->program->number, finding->program->name,
                                versions);
}

static void
ground_cb (PtlRpcGrindIo *io,
           PtlRpcGrindState state,
           const PtlRpcFinding *finding,
           PtlResponse *evidence,
           gpointer user_data)
{
  PtlPortService *self = user_data;

  if (evidence != NULL)
    {
      evidence->sequence = self->n_responses;
      self->funcs->response (self, evidence, self->user_data);
    }
  if (finding != NULL)
    name_rpc (self->service, finding);
  else if (state == PTL_RPC_GRIND_UNKNOWN && !self->place.plan->options->compat_nmap)
    ptl_service_verdict_name_unknown_rpc (self->service);
  self->funcs->done (self, self->service, self->user_data);
}

/* The scan ends, so that its verdict is ours alone and may be completed. */
static void
end_scan (PtlPortService *self, PtlService *service)
{
  self->service = ptl_service_ref (service);
  g_clear_pointer (&self->scan, ptl_service_scan_io_free);
}

static void
grind (PtlPortService *self, PtlService *service)
{
  end_scan (self, service);
  self->grind = ptl_rpc_grind_io_new (self->place.plan->programs, self->protocol,
                                      self->place.address, self->port, self->place.dialer,
                                      self->place.gate, ground_cb, self);
}

/* --- ALPN --- */

static void
queried_cb (PtlAlpnQuery *query, PtlTlsInfo *tls, gpointer user_data)
{
  PtlPortService *self = user_data;

  if (tls != NULL)
    self->funcs->tls (self, tls, self->user_data);
  self->funcs->done (self, self->service, self->user_data);
}

/* Not where TLS was only named and never entered. */
static gboolean
is_inside_tls (const PtlPortService *self, const PtlService *service)
{
  return self->has_tls && self->protocol == PTL_PROTOCOL_TCP &&
         service->tunnel == PTL_TUNNEL_SSL;
}

static void
query (PtlPortService *self, PtlService *service)
{
  end_scan (self, service);
  self->query =
      ptl_alpn_query_new (self->place.dialer, self->place.gate, self->place.address,
                          self->port, self->place.server_name, queried_cb, self);
}

/* --- the service scan --- */

static void
tls_cb (PtlServiceScanIo *io, PtlTlsInfo *tls, gpointer user_data)
{
  PtlPortService *self = user_data;

  self->has_tls = TRUE;
  self->funcs->tls (self, tls, self->user_data);
}

static void
response_cb (PtlServiceScanIo *io, PtlResponse *response, gpointer user_data)
{
  PtlPortService *self = user_data;

  self->n_responses = response->sequence + 1;
  self->funcs->response (self, response, self->user_data);
}

static void
scanned_cb (PtlServiceScanIo *io, PtlService *service, gpointer user_data)
{
  PtlPortService *self = user_data;
  const PtlScanPlan *plan = self->place.plan;

  if (plan->programs != NULL && plan->options->intensity >= MIN_RPC_INTENSITY &&
      ptl_service_verdict_is_unnamed_rpc (service) && !self->is_stopping)
    grind (self, service);
  else if (is_inside_tls (self, service) && !plan->options->compat_nmap &&
           !self->is_stopping)
    query (self, service);
  else
    self->funcs->done (self, service, self->user_data);
}

PtlPortService *
ptl_port_service_new (const PtlPortServicePlace *place,
                      PtlProtocol protocol,
                      guint16 port,
                      PtlDial *open_dial,
                      const PtlPortServiceFuncs *funcs,
                      gpointer user_data)
{
  static const PtlServiceScanIoFuncs scan_funcs = { tls_cb, response_cb, scanned_cb };
  const PtlScanPlan *plan = place->plan;
  const PtlClock *clock = ptl_poller_get_clock (ptl_dialer_get_poller (place->dialer));
  PtlServiceScanIoParams params = {
    .scan = { .db = plan->db,
              .protocol = protocol,
              .port = port,
              .intensity = plan->options->intensity,
              .compat_nmap = plan->options->compat_nmap,
              .table_name = ptl_service_names_lookup (plan->names, protocol, port),
              .wall_offset_us =
                  ptl_clock_wall_us (clock) - ptl_clock_monotonic_us (clock) },
    .address = *place->address,
    .server_name = place->server_name,
    .first_probes = plan->timing.first_probes,
    .probes_in_flight = plan->timing.probes_in_flight,
    .probes_if_idle = plan->timing.probes_if_idle,
    .dialer = place->dialer,
    .gate = place->gate,
    .patience = place->patience,
  };
  PtlPortService *self = g_new0 (PtlPortService, 1);

  self->place = *place;
  self->protocol = protocol;
  self->port = port;
  self->funcs = funcs;
  self->user_data = user_data;
  self->scan = ptl_service_scan_io_new (&params, open_dial, &scan_funcs, self);
  return self;
}

void
ptl_port_service_free (PtlPortService *self)
{
  g_clear_pointer (&self->scan, ptl_service_scan_io_free);
  g_clear_pointer (&self->grind, ptl_rpc_grind_io_free);
  g_clear_pointer (&self->query, ptl_alpn_query_free);
  g_clear_pointer (&self->service, ptl_service_unref);
  g_free (self);
}

void
ptl_port_service_stop (PtlPortService *self)
{
  self->is_stopping = TRUE;
  if (self->scan != NULL)
    ptl_service_scan_io_stop (self->scan);
  else if (self->grind != NULL)
    ptl_rpc_grind_io_stop (self->grind);
  else
    self->funcs->done (self, self->service, self->user_data);
}

guint16
ptl_port_service_get_port (const PtlPortService *self)
{
  return self->port;
}

PtlProtocol
ptl_port_service_get_protocol (const PtlPortService *self)
{
  return self->protocol;
}
