/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/rule-claims.h: every rule that matches an answer, not only the one that decided.
 */
#pragma once

#include <gio/gio.h>

#include "model/response.h"
#include "model/scan-options.h"
#include "rules/probe-db.h"

G_BEGIN_DECLS

/* One rule on one answer. */
typedef struct
{
  char *asked;         /* the probe that was answered */
  PtlService *service; /* what the rule says, and its rule */
  gboolean soft;
  gboolean wins; /* it decides */
} PtlRuleClaim;

PtlRuleClaim *ptl_rule_claim_new (const char *asked, PtlService *service);
void ptl_rule_claim_free (PtlRuleClaim *self);

/**
 * ptl_rule_claims_find:
 *
 * Returns: (transfer full) (nullable) (element-type PtlRuleClaim): the rules that match
 * @response today, in the order of trying; NULL if its probe is in no file any more
 */
GPtrArray *ptl_rule_claims_find (PtlProbeDb *db,
                                 PtlProtocol protocol,
                                 const PtlResponse *response,
                                 gboolean compat_nmap);

/**
 * ptl_rule_claims_load_async:
 * @options: of the scan: its rules, as their files are now
 * @responses: (element-type PtlResponse): of one port
 *
 * Reads the rules and asks them in a thread.  Finish gives (transfer full) (element-type
 * PtlRuleClaim) those of all answers, one after the other, or a %PTL_PROBE_DB_ERROR.
 */
void ptl_rule_claims_load_async (const PtlScanOptions *options,
                                 PtlProtocol protocol,
                                 GPtrArray *responses,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *ptl_rule_claims_load_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlRuleClaim, ptl_rule_claim_free)

G_END_DECLS
