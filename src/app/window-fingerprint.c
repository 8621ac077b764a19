/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/window-fingerprint.c: opens the fingerprint of a port, or one from elsewhere. */
#include <glib/gi18n-lib.h>

#include "app/application.h"
#include "app/fingerprint-dialog.h"
#include "app/window-private.h"

/* What the answers are of, while they are loaded. */
typedef struct
{
  PtlWindow *window;
  PtlSession *session;
  PtlHost *host;
  PtlPort *port;
} Request;

static void
request_free (Request *self)
{
  g_object_unref (self->window);
  g_object_unref (self->session);
  ptl_host_unref (self->host);
  ptl_port_unref (self->port);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
tell (PtlWindow *self, const char *text)
{
  ptl_message_bar_show (ptl_window_get_message_bar (self), GTK_MESSAGE_WARNING, text,
                        NULL, NULL);
}

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
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) responses =
      ptl_library_load_responses_finish (PTL_LIBRARY (source), result, &error);
  PtlFingerprintSubject *subject;

  if (ptl_window_is_closed (request->window))
    return;
  if (responses == NULL)
    {
      tell (request->window, error->message);
      return;
    }

  subject = ptl_fingerprint_subject_new_for_port (request->session, request->host,
                                                  request->port, responses);
  if (subject != NULL)
    ptl_fingerprint_dialog_show (open_dialog (request->window), subject);
  else
    tell (request->window,
          _ ("This port answered nothing, so that it has no fingerprint. A new probe may "
             "get an answer from it."));
}

void
ptl_window_open_fingerprint (PtlWindow *self)
{
  PtlSessionView *view = ptl_window_get_session_view (self);
  PtlSession *session;
  PtlHost *host;
  PtlPort *port;
  Request *request;

  if (!ptl_session_view_get_port (view, &session, &host, &port))
    {
      tell (self, _ ("Choose a port first: its fingerprint is what it answered."));
      return;
    }

  request = g_new0 (Request, 1);
  request->window = g_object_ref (self);
  request->session = g_object_ref (session);
  request->host = ptl_host_ref (host);
  request->port = ptl_port_ref (port);
  ptl_library_load_responses_async (ptl_window_get_library (self), session, host, port,
                                    NULL, loaded_cb, request);
}

void
ptl_window_read_fingerprint (PtlWindow *self, gboolean from_clipboard)
{
  PtlFingerprintDialog *dialog = open_dialog (self);

  if (from_clipboard)
    ptl_fingerprint_dialog_paste (dialog);
}
