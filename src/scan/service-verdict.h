/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-verdict.h: what the answers of a port, in the order of asking, say of it
 * (spec 2.5, 2.8, 4.4).
 *
 * A scan judges answers as they come in, a replay those of an earlier scan: the verdict
 * is made here for both.  Pure. */
#pragma once

#include "rules/matcher.h"

G_BEGIN_DECLS

typedef struct _PtlServiceVerdict PtlServiceVerdict;

typedef struct
{
  PtlProbeDb *db;
  PtlProtocol protocol;
  guint16 port;
  guint intensity;
  gboolean compat_nmap;   /* Nmap's verdicts exactly */
  const char *table_name; /* (nullable): the port's registered service */
} PtlServiceVerdictParams;

/* What an answer changes. */
typedef enum
{
  PTL_SERVICE_VERDICT_OPEN,   /* nothing: ask on */
  PTL_SERVICE_VERDICT_SOFT,   /* the first soft match, or the same on more of its answer:
                                 only what may name that service is asked from here on */
  PTL_SERVICE_VERDICT_TUNNEL, /* TLS was found: ask again inside */
  PTL_SERVICE_VERDICT_FINAL   /* a hard match: the end */
} PtlServiceVerdictStep;

PtlServiceVerdict *ptl_service_verdict_new (const PtlServiceVerdictParams *params);
void ptl_service_verdict_free (PtlServiceVerdict *self);

/**
 * ptl_service_verdict_judge:
 * @probe: that was asked
 * @data: all that came back so far
 * @sequence: of the response, for the rule's reference
 * @claim: (out) (optional) (nullable) (transfer full): what the rule says that claims the
 *   answer; of soft matches only the first, which counts
 *
 * Not called again after TUNNEL, unless the tunnel was entered, nor after FINAL.
 */
PtlServiceVerdictStep ptl_service_verdict_judge (PtlServiceVerdict *self,
                                                 const PtlProbe *probe,
                                                 const guint8 *data,
                                                 gsize len,
                                                 guint sequence,
                                                 PtlService **claim);

/* Puts a complete answer, unless it is empty, into the fingerprint that an unrecognised
 * service gets. */
void ptl_service_verdict_add_response (PtlServiceVerdict *self, PtlResponse *response);

/* What was learned outside the tunnel counts no more. */
void ptl_service_verdict_enter_tunnel (PtlServiceVerdict *self);
PtlTunnel ptl_service_verdict_get_tunnel (const PtlServiceVerdict *self);

/* Returns: (transfer none) (nullable): the service that a soft match named */
const char *ptl_service_verdict_get_soft_name (const PtlServiceVerdict *self);

/**
 * ptl_service_verdict_conclude:
 * @outcome: why it ends, where no rule has decided
 *
 * Returns: (transfer full): a service that may still be changed, unless the verdict is
 * asked for again
 */
PtlService *ptl_service_verdict_conclude (PtlServiceVerdict *self,
                                          PtlServiceOutcome outcome);

/* Returns: whether @service is some ONC RPC program, the rule not saying which */
gboolean ptl_service_verdict_is_unnamed_rpc (const PtlService *service);

/* What a grind found. */
void ptl_service_verdict_name_rpc (PtlService *service,
                                   guint32 number,
                                   const char *name,
                                   const char *versions);
void ptl_service_verdict_name_unknown_rpc (PtlService *service);

/* Takes over what a grind had found of the port when @ground was its verdict.
 * Returns: whether there was anything to take */
gboolean ptl_service_verdict_keep_rpc (PtlService *service, const PtlService *ground);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlServiceVerdict, ptl_service_verdict_free)

G_END_DECLS
