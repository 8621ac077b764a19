/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/port-service.h: who serves one port: the service scan, and the RPC grind where it
 * finds RPC. */
#pragma once

#include "model/response.h"
#include "scan/dialer.h"
#include "scan/patience.h"
#include "scan/scan-plan.h"

G_BEGIN_DECLS

typedef struct _PtlPortService PtlPortService;

typedef struct
{
  /* The first TLS connection has come about; then perhaps once more, with ALPN. */
  void (*tls) (PtlPortService *self, PtlTlsInfo *tls, gpointer user_data);
  /* A probe's response is complete: evidence. */
  void (*response) (PtlPortService *self, PtlResponse *response, gpointer user_data);
  /* The verdict; last, and may free the object. */
  void (*done) (PtlPortService *self, PtlService *service, gpointer user_data);
} PtlPortServiceFuncs;

/* Where: all must live as long as what is made from it. */
typedef struct
{
  const PtlScanPlan *plan;
  const PtlAddress *address;
  const char *server_name; /* (nullable): for TLS, where the user gave a name */
  PtlDialer *dialer;
  PtlDialGate *gate;
  PtlPatience *patience;
} PtlPortServicePlace;

/**
 * ptl_port_service_new:
 * @open_dial: (nullable) (transfer full): a connection just made to the port, used first
 *
 * Never calls back from inside.
 */
PtlPortService *ptl_port_service_new (const PtlPortServicePlace *place,
                                      PtlProtocol protocol,
                                      guint16 port,
                                      PtlDial *open_dial,
                                      const PtlPortServiceFuncs *funcs,
                                      gpointer user_data);
void ptl_port_service_free (PtlPortService *self);

/* Ends with what is known: "done" follows from inside the call. */
void ptl_port_service_stop (PtlPortService *self);

guint16 ptl_port_service_get_port (const PtlPortService *self);
PtlProtocol ptl_port_service_get_protocol (const PtlPortService *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlPortService, ptl_port_service_free)

G_END_DECLS
