/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/fact.c: one thing a scan has learned, as it travels to the store and the views.
 */
#include "model/fact.h"

static PtlFact *
new_fact (PtlFactKind kind, gint64 time_us)
{
  PtlFact *self = g_atomic_rc_box_new0 (PtlFact);

  self->kind = kind;
  self->time_us = time_us;
  return self;
}

static PtlFact *
new_port_fact (PtlFactKind kind,
               gint64 time_us,
               const PtlAddress *address,
               PtlProtocol protocol,
               guint16 port)
{
  PtlFact *self = new_fact (kind, time_us);

  self->address = *address;
  self->protocol = protocol;
  self->port = port;
  return self;
}

PtlFact *
ptl_fact_new_host (gint64 time_us, const PtlAddress *address, PtlHostInfo *info)
{
  PtlFact *self = new_fact (PTL_FACT_HOST, time_us);

  self->address = *address;
  self->info = ptl_host_info_ref (info);
  return self;
}

PtlFact *
ptl_fact_new_port (gint64 time_us,
                   const PtlAddress *address,
                   PtlProtocol protocol,
                   guint16 port,
                   PtlPortState state,
                   PtlReason reason)
{
  PtlFact *self = new_port_fact (PTL_FACT_PORT, time_us, address, protocol, port);

  self->state = state;
  self->reason = reason;
  return self;
}

PtlFact *
ptl_fact_new_port_group (gint64 time_us,
                         const PtlAddress *address,
                         PtlProtocol protocol,
                         PtlPortState state,
                         PtlReason reason,
                         PtlPortSet *ports)
{
  PtlFact *self = new_port_fact (PTL_FACT_PORT_GROUP, time_us, address, protocol, 0);

  self->state = state;
  self->reason = reason;
  self->ports = ptl_port_set_ref (ports);
  return self;
}

PtlFact *
ptl_fact_new_response (gint64 time_us,
                       const PtlAddress *address,
                       PtlProtocol protocol,
                       guint16 port,
                       PtlResponse *response)
{
  PtlFact *self = new_port_fact (PTL_FACT_RESPONSE, time_us, address, protocol, port);

  self->response = ptl_response_ref (response);
  return self;
}

PtlFact *
ptl_fact_new_service (gint64 time_us,
                      const PtlAddress *address,
                      PtlProtocol protocol,
                      guint16 port,
                      PtlService *service)
{
  PtlFact *self = new_port_fact (PTL_FACT_SERVICE, time_us, address, protocol, port);

  self->service = ptl_service_ref (service);
  return self;
}

PtlFact *
ptl_fact_new_tls (gint64 time_us,
                  const PtlAddress *address,
                  PtlProtocol protocol,
                  guint16 port,
                  PtlTlsInfo *tls)
{
  PtlFact *self = new_port_fact (PTL_FACT_TLS, time_us, address, protocol, port);

  self->tls = ptl_tls_info_ref (tls);
  return self;
}

PtlFact *
ptl_fact_new_trace (gint64 time_us,
                    const PtlAddress *address,
                    PtlProtocol protocol,
                    guint16 port,
                    PtlTraceEvent *event)
{
  PtlFact *self = new_port_fact (PTL_FACT_TRACE, time_us, address, protocol, port);

  self->event = ptl_trace_event_ref (event);
  return self;
}

PtlFact *
ptl_fact_new_silent (gint64 time_us, PtlAddressSet *silent)
{
  PtlFact *self = new_fact (PTL_FACT_SILENT, time_us);

  self->silent = ptl_address_set_ref (silent);
  return self;
}

PtlFact *
ptl_fact_new_resolved (gint64 time_us, const char *name, const PtlAddress *address)
{
  PtlFact *self = new_fact (PTL_FACT_RESOLVED, time_us);

  self->text = g_strdup (name);
  self->address = *address;
  return self;
}

PtlFact *
ptl_fact_new_progress (gint64 time_us, const PtlProgress *progress)
{
  PtlFact *self = new_fact (PTL_FACT_PROGRESS, time_us);

  self->progress = *progress;
  return self;
}

PtlFact *
ptl_fact_new_message (gint64 time_us, const char *text)
{
  PtlFact *self = new_fact (PTL_FACT_MESSAGE, time_us);

  self->text = g_strdup (text);
  return self;
}

PtlFact *
ptl_fact_ref (PtlFact *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlFact *self = data;

  g_clear_pointer (&self->info, ptl_host_info_unref);
  g_clear_pointer (&self->ports, ptl_port_set_unref);
  g_clear_pointer (&self->response, ptl_response_unref);
  g_clear_pointer (&self->service, ptl_service_unref);
  g_clear_pointer (&self->tls, ptl_tls_info_unref);
  g_clear_pointer (&self->event, ptl_trace_event_unref);
  g_clear_pointer (&self->silent, ptl_address_set_unref);
  g_free (self->text);
}

void
ptl_fact_unref (PtlFact *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

GPtrArray *
ptl_fact_array_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_fact_unref);
}
