/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/port.c: one port of a host: its state, its service, what it answered. */
#include "model/port.h"

#include "model/names.h"

static const char *const protocol_names[PTL_N_PROTOCOLS] = {
  [PTL_PROTOCOL_TCP] = "tcp",
  [PTL_PROTOCOL_UDP] = "udp",
};

PTL_DEFINE_NAMES (PtlProtocol, ptl_protocol, protocol_names)

static const char *const state_names[PTL_N_PORT_STATES] = {
  [PTL_PORT_STATE_OPEN] = "open",
  [PTL_PORT_STATE_CLOSED] = "closed",
  [PTL_PORT_STATE_FILTERED] = "filtered",
  [PTL_PORT_STATE_OPEN_FILTERED] = "open|filtered",
};

PTL_DEFINE_NAMES (PtlPortState, ptl_port_state, state_names)

static const char *const reason_names[PTL_N_REASONS] = {
  [PTL_REASON_UNKNOWN] = "unknown-response",
  [PTL_REASON_SYN_ACK] = "syn-ack",
  [PTL_REASON_CONN_REFUSED] = "conn-refused",
  [PTL_REASON_NO_RESPONSE] = "no-response",
  [PTL_REASON_ADMIN_PROHIBITED] = "admin-prohibited",
  [PTL_REASON_PROTO_UNREACH] = "proto-unreach",
  [PTL_REASON_HOST_UNREACH] = "host-unreach",
  [PTL_REASON_NET_UNREACH] = "net-unreach",
  [PTL_REASON_DEST_UNREACH] = "dest-unreach",
  [PTL_REASON_PORT_UNREACH] = "port-unreach",
  [PTL_REASON_TCP_RESPONSE] = "tcp-response",
  [PTL_REASON_UDP_RESPONSE] = "udp-response",
  [PTL_REASON_LOCALHOST_RESPONSE] = "localhost-response",
  [PTL_REASON_ARP_RESPONSE] = "arp-response",
  [PTL_REASON_USER_SET] = "user-set",
  [PTL_REASON_RESET] = "reset",
  [PTL_REASON_ECHO_REPLY] = "echo-reply",
  [PTL_REASON_TIMESTAMP_REPLY] = "timestamp-reply",
  [PTL_REASON_ADDRESSMASK_REPLY] = "addressmask-reply",
  [PTL_REASON_ND_RESPONSE] = "nd-response",
  [PTL_REASON_TIME_EXCEEDED] = "time-exceeded",
  [PTL_REASON_SCRIPT_SET] = "script-set",
};

PTL_DEFINE_NAMES (PtlReason, ptl_reason, reason_names)

PtlPort *
ptl_port_new (PtlProtocol protocol, guint16 number)
{
  PtlPort *self = g_atomic_rc_box_new0 (PtlPort);

  self->protocol = protocol;
  self->number = number;
  return self;
}

PtlPort *
ptl_port_ref (PtlPort *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlPort *self = data;

  g_clear_pointer (&self->service, ptl_service_unref);
  g_clear_pointer (&self->scanned, ptl_service_unref);
  g_clear_pointer (&self->tls, ptl_tls_info_unref);
  g_clear_pointer (&self->responses, g_ptr_array_unref);
}

void
ptl_port_unref (PtlPort *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

void
ptl_port_set_service (PtlPort *self, PtlService *service)
{
  ptl_service_ref (service);
  g_clear_pointer (&self->service, ptl_service_unref);
  self->service = service;
}

void
ptl_port_revise (PtlPort *self, PtlService *service)
{
  if (self->scanned == NULL && self->service != NULL)
    self->scanned = ptl_service_ref (self->service);
  ptl_port_set_service (self, service);
}

void
ptl_port_set_tls (PtlPort *self, PtlTlsInfo *tls)
{
  ptl_tls_info_ref (tls);
  g_clear_pointer (&self->tls, ptl_tls_info_unref);
  self->tls = tls;
}

void
ptl_port_add_response (PtlPort *self, PtlResponse *response)
{
  if (self->responses == NULL)
    self->responses =
        g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_unref);

  for (guint i = 0; i < self->responses->len; i++)
    {
      const PtlResponse *known = g_ptr_array_index (self->responses, i);

      if (known->sequence == response->sequence)
        return;
    }

  g_ptr_array_add (self->responses, ptl_response_ref (response));
}
