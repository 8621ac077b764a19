/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/fingerprint-dialog.h: a fingerprint read, redacted, described and sent.
 *
 * A window of its own over the main one, which can be used meanwhile. */
#pragma once

#include <gtk/gtk.h>

#include "app/fingerprint-subject.h"
#include "app/library.h"
#include "submit/outbox.h"

G_BEGIN_DECLS

#define PTL_TYPE_FINGERPRINT_DIALOG (ptl_fingerprint_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PtlFingerprintDialog,
                      ptl_fingerprint_dialog,
                      PTL,
                      FINGERPRINT_DIALOG,
                      GtkWindow)

/* Asks for a fingerprint first.
 * @library: (nullable): whose sessions are looked through for the same replies
 * @outbox: (nullable): where submissions go */
PtlFingerprintDialog *
ptl_fingerprint_dialog_new (GtkWindow *parent, PtlLibrary *library, PtlOutbox *outbox);

/* @subject: (transfer full) */
void ptl_fingerprint_dialog_show (PtlFingerprintDialog *self,
                                  PtlFingerprintSubject *subject);

/* Takes the fingerprint that is on the clipboard. */
void ptl_fingerprint_dialog_paste (PtlFingerprintDialog *self);

G_END_DECLS
