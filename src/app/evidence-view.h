/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/evidence-view.h: what was asked of a port and what it answered. */
#pragma once

#include <gtk/gtk.h>

#include "model/response.h"

G_BEGIN_DECLS

#define PTL_TYPE_EVIDENCE_VIEW (ptl_evidence_view_get_type ())
G_DECLARE_FINAL_TYPE (PtlEvidenceView, ptl_evidence_view, PTL, EVIDENCE_VIEW, GtkStack)

/**
 * ptl_evidence_view_show:
 * @responses: (element-type PtlResponse): in the order of asking
 * @service: (nullable): the verdict, whose rule names the decisive response
 *
 * Called again with more for the same port, it adds what is new and leaves the rest as it
 * is read.
 */
void
ptl_evidence_view_show (PtlEvidenceView *self, GPtrArray *responses, PtlService *service);

/* For another port. */
void ptl_evidence_view_clear (PtlEvidenceView *self);

/* Says why the answers cannot be shown. */
void ptl_evidence_view_fail (PtlEvidenceView *self, const char *message);

G_END_DECLS
