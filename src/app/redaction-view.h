/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/redaction-view.h: what is left out of a fingerprint before it goes to others. */
#pragma once

#include <gtk/gtk.h>

#include "app/fingerprint-subject.h"

G_BEGIN_DECLS

/* Signals: changed (): what ptl_redaction_view_get_print() gives is another one. */
#define PTL_TYPE_REDACTION_VIEW (ptl_redaction_view_get_type ())
G_DECLARE_FINAL_TYPE (PtlRedactionView, ptl_redaction_view, PTL, REDACTION_VIEW, GtkPaned)

/* Bytes of each reply, and replies, that are given to others at most. */
#define PTL_REDACTION_VIEW_MAX_REPLY   2048
#define PTL_REDACTION_VIEW_MAX_REPLIES 64

void ptl_redaction_view_show (PtlRedactionView *self,
                              const PtlFingerprintSubject *subject);

/* Returns: (transfer full) (nullable): the fingerprint as it may go out; NULL before one
 * is shown */
PtlFingerprint *ptl_redaction_view_get_print (PtlRedactionView *self);

G_END_DECLS
