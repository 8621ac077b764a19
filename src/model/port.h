/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/port.h: one port of a host: its state, its service, what it answered. */
#pragma once

#include "model/response.h"
#include "model/service.h"
#include "model/tls-info.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_PROTOCOL_TCP,
  PTL_PROTOCOL_UDP,
  PTL_N_PROTOCOLS
} PtlProtocol;

typedef enum
{
  PTL_PORT_STATE_OPEN,
  PTL_PORT_STATE_CLOSED,
  PTL_PORT_STATE_FILTERED,
  PTL_PORT_STATE_OPEN_FILTERED,
  PTL_N_PORT_STATES
} PtlPortState;

/* Why a host or port is in its state; the words are Nmap's (spec 7.3).  Those from
 * PTL_REASON_RESET on come with imported scans alone. */
typedef enum
{
  PTL_REASON_UNKNOWN,
  PTL_REASON_SYN_ACK,
  PTL_REASON_CONN_REFUSED,
  PTL_REASON_NO_RESPONSE,
  PTL_REASON_ADMIN_PROHIBITED,
  PTL_REASON_PROTO_UNREACH,
  PTL_REASON_HOST_UNREACH,
  PTL_REASON_NET_UNREACH,
  PTL_REASON_DEST_UNREACH,
  PTL_REASON_PORT_UNREACH,
  PTL_REASON_TCP_RESPONSE,
  PTL_REASON_UDP_RESPONSE,
  PTL_REASON_LOCALHOST_RESPONSE,
  PTL_REASON_ARP_RESPONSE,
  PTL_REASON_USER_SET,
  PTL_REASON_RESET,
  PTL_REASON_ECHO_REPLY,
  PTL_REASON_TIMESTAMP_REPLY,
  PTL_REASON_ADDRESSMASK_REPLY,
  PTL_REASON_ND_RESPONSE,
  PTL_REASON_TIME_EXCEEDED,
  PTL_REASON_SCRIPT_SET,
  PTL_N_REASONS
} PtlReason;

/* Mutable only through its setters, on the context of the session that owns it. */
typedef struct
{
  PtlProtocol protocol;
  guint16 number;
  PtlPortState state;
  PtlReason reason;
  PtlService *service; /* (nullable) */
  PtlService *scanned; /* (nullable): the scan's own verdict, where service is a later one
                        */
  PtlTlsInfo *tls;     /* (nullable): where a TLS connection came about */
  GPtrArray *responses; /* (nullable): PtlResponse, if the session keeps them */
} PtlPort;

PtlPort *ptl_port_new (PtlProtocol protocol, guint16 number);
PtlPort *ptl_port_ref (PtlPort *self);
void ptl_port_unref (PtlPort *self);

void ptl_port_set_service (PtlPort *self, PtlService *service);
/* Puts a verdict of later rules in the place of the scan's, which stays beside it. */
void ptl_port_revise (PtlPort *self, PtlService *service);
void ptl_port_set_tls (PtlPort *self, PtlTlsInfo *tls);
/* Adds a reference to @response, unless one of its sequence number is there already. */
void ptl_port_add_response (PtlPort *self, PtlResponse *response);

/* Returns: "tcp", "udp" */
const char *ptl_protocol_to_string (PtlProtocol protocol);
gboolean ptl_protocol_parse (const char *text, PtlProtocol *protocol);
/* Returns: "open", "closed", "filtered", "open|filtered" */
const char *ptl_port_state_to_string (PtlPortState state);
gboolean ptl_port_state_parse (const char *text, PtlPortState *state);
/* Returns: "syn-ack", "conn-refused", ... */
const char *ptl_reason_to_string (PtlReason reason);
gboolean ptl_reason_parse (const char *text, PtlReason *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlPort, ptl_port_unref)

G_END_DECLS
