/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/window-workbench.c: opens the rule workbench, with what a port answered. */
#include <glib/gi18n-lib.h>

#include "app/window-private.h"
#include "app/workbench.h"
#include "rules/response-sample.h"

/* What the answers are of, while they are loaded. */
typedef struct
{
  PtlWindow *window;
  PtlHost *host;
  PtlPort *port;
} Request;

static void
request_free (Request *self)
{
  g_object_unref (self->window);
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

static GPtrArray *
make_samples (const Request *request, GPtrArray *responses)
{
  GPtrArray *samples =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_sample_unref);
  g_autofree char *address = ptl_address_to_string (&request->host->address);
  g_autofree char *origin = g_strdup_printf ("%s %u", address, request->port->number);

  for (guint i = 0; i < responses->len; i++)
    {
      const PtlResponse *response = responses->pdata[i];

      if (g_bytes_get_size (response->received) > 0)
        g_ptr_array_add (samples, ptl_response_sample_new (request->port->protocol,
                                                           response->probe,
                                                           response->received, origin));
    }

  return samples;
}

/* What the port is registered for is no knowledge of the service.
 * Returns: (nullable) */
static const char *
get_known_name (const PtlService *service)
{
  if (service == NULL || (service->outcome != PTL_SERVICE_OUTCOME_HARD_MATCH &&
                          service->outcome != PTL_SERVICE_OUTCOME_SOFT_MATCH))
    return NULL;

  return service->name;
}

static PtlWorkbench *
open_workbench (PtlWindow *self)
{
  PtlWorkbench *workbench = ptl_workbench_new (
      gtk_window_get_application (GTK_WINDOW (self)), ptl_window_get_library (self));

  gtk_window_present (GTK_WINDOW (workbench));
  return workbench;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) responses =
      ptl_library_load_responses_finish (PTL_LIBRARY (source), result, &error);
  g_autoptr (GPtrArray) samples = NULL;

  if (ptl_window_is_closed (request->window))
    return;
  if (responses == NULL)
    {
      tell (request->window, error->message);
      return;
    }

  samples = make_samples (request, responses);
  if (samples->len > 0)
    ptl_workbench_draft (open_workbench (request->window), samples,
                         get_known_name (request->port->service));
  else
    tell (request->window, _ ("This port answered nothing that a rule could match."));
}

void
ptl_window_make_rule (PtlWindow *self)
{
  PtlSessionView *view = ptl_window_get_session_view (self);
  PtlSession *session;
  PtlHost *host;
  PtlPort *port;
  Request *request;

  if (!ptl_session_view_get_port (view, &session, &host, &port))
    {
      tell (self, _ ("Choose a port first: a rule is made from what it answered."));
      return;
    }

  request = g_new0 (Request, 1);
  request->window = g_object_ref (self);
  request->host = ptl_host_ref (host);
  request->port = ptl_port_ref (port);
  ptl_library_load_responses_async (ptl_window_get_library (self), session, host, port,
                                    NULL, loaded_cb, request);
}

void
ptl_window_open_workbench (PtlWindow *self)
{
  open_workbench (self);
}
