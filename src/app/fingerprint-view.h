/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/fingerprint-view.h: a fingerprint to be read: its header, then reply after reply.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/fingerprint-subject.h"
#include "app/library.h"

G_BEGIN_DECLS

#define PTL_TYPE_FINGERPRINT_VIEW (ptl_fingerprint_view_get_type ())
G_DECLARE_FINAL_TYPE (PtlFingerprintView,
                      ptl_fingerprint_view,
                      PTL,
                      FINGERPRINT_VIEW,
                      GtkPaned)

/* @subject: outlives what is shown of it
 * @library: (nullable): whose sessions are looked through for the same replies */
void ptl_fingerprint_view_show (PtlFingerprintView *self,
                                const PtlFingerprintSubject *subject,
                                PtlLibrary *library);

void ptl_fingerprint_view_focus (PtlFingerprintView *self);

G_END_DECLS
