/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/fingerprint-paste.h: takes fingerprints in from text, a file or what is dropped. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: taken (GPtrArray *): of PtlFingerprint, at least one; it may be kept */
#define PTL_TYPE_FINGERPRINT_PASTE (ptl_fingerprint_paste_get_type ())
G_DECLARE_FINAL_TYPE (PtlFingerprintPaste,
                      ptl_fingerprint_paste,
                      PTL,
                      FINGERPRINT_PASTE,
                      GtkBox)

/* Puts @text in and takes its fingerprints, or says why there are none; a text that is
 * too long is not put in. */
void ptl_fingerprint_paste_take (PtlFingerprintPaste *self, const char *text);

/* Takes what is on the clipboard. */
void ptl_fingerprint_paste_from_clipboard (PtlFingerprintPaste *self);

void ptl_fingerprint_paste_focus (PtlFingerprintPaste *self);

G_END_DECLS
