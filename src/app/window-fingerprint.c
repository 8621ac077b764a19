/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/window-fingerprint.c: opens the fingerprint of a port, or one from elsewhere. */
#include <glib/gi18n-lib.h>

#include "app/application.h"
#include "app/fingerprint-dialog.h"
#include "app/window-private.h"

static PtlFingerprintDialog *
open_dialog (PtlWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  PtlFingerprintDialog *dialog = ptl_fingerprint_dialog_new (
      GTK_WINDOW (self), ptl_window_get_library (self),
      PTL_IS_APPLICATION (application)
          ? ptl_application_get_outbox (PTL_APPLICATION (application))
          : NULL);

  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

static void
show_fingerprint (PtlWindow *self,
                  PtlSession *session,
                  PtlHost *host,
                  PtlPort *port,
                  GPtrArray *responses)
{
  PtlFingerprintSubject *subject =
      ptl_fingerprint_subject_new_for_port (session, host, port, responses);

  if (subject != NULL)
    ptl_fingerprint_dialog_show (open_dialog (self), subject);
  else
    ptl_window_tell (
        self, GTK_MESSAGE_WARNING,
        _ ("This port answered nothing, so that it has no fingerprint. A new "
           "probe may get an answer from it."));
}

void
ptl_window_open_fingerprint (PtlWindow *self)
{
  ptl_window_load_answers (
      self, _ ("Choose a port first: its fingerprint is what it answered."),
      show_fingerprint);
}

void
ptl_window_read_fingerprint (PtlWindow *self, gboolean from_clipboard)
{
  PtlFingerprintDialog *dialog = open_dialog (self);

  if (from_clipboard)
    ptl_fingerprint_dialog_paste (dialog);
}
