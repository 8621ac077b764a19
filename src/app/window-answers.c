/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/window-answers.c: loads what the port shown has answered. */
#include "app/window-private.h"

typedef struct
{
  PtlWindow *window;
  PtlSession *session;
  PtlHost *host;
  PtlPort *port;
  PtlWindowAnswersFunc func;
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
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) responses =
      ptl_library_load_responses_finish (PTL_LIBRARY (source), result, &error);

  if (ptl_window_is_closed (request->window))
    return;

  if (responses != NULL)
    request->func (request->window, request->session, request->host, request->port,
                   responses);
  else
    ptl_window_tell (request->window, GTK_MESSAGE_WARNING, error->message);
}

void
ptl_window_load_answers (PtlWindow *self, const char *hint, PtlWindowAnswersFunc func)
{
  PtlSessionView *view = ptl_window_get_session_view (self);
  PtlSession *session;
  PtlHost *host;
  PtlPort *port;
  Request *request;

  if (!ptl_session_view_get_port (view, &session, &host, &port))
    {
      ptl_window_tell (self, GTK_MESSAGE_WARNING, hint);
      return;
    }

  request = g_new0 (Request, 1);
  request->window = g_object_ref (self);
  request->session = g_object_ref (session);
  request->host = ptl_host_ref (host);
  request->port = ptl_port_ref (port);
  request->func = func;
  ptl_library_load_responses_async (ptl_window_get_library (self), session, host, port,
                                    NULL, loaded_cb, request);
}
