/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/window-workbench.c: opens the rule workbench, with what a port answered. */
#include <glib/gi18n-lib.h>

#include "app/window-private.h"
#include "app/workbench.h"
#include "rules/response-sample.h"

static GPtrArray *
make_samples (const PtlHost *host, const PtlPort *port, GPtrArray *responses)
{
  GPtrArray *samples =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_sample_unref);
  g_autofree char *address = ptl_address_to_string (&host->address);
  g_autofree char *origin = g_strdup_printf ("%s %u", address, port->number);

  for (guint i = 0; i < responses->len; i++)
    {
      const PtlResponse *response = responses->pdata[i];

      if (g_bytes_get_size (response->received) > 0)
        g_ptr_array_add (samples,
                         ptl_response_sample_new (port->protocol, response->probe,
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
draft_rule (PtlWindow *self,
            PtlSession *session,
            PtlHost *host,
            PtlPort *port,
            GPtrArray *responses)
{
  g_autoptr (GPtrArray) samples = make_samples (host, port, responses);

  if (samples->len > 0)
    ptl_workbench_draft (open_workbench (self), samples, get_known_name (port->service));
  else
    ptl_window_tell (self, GTK_MESSAGE_WARNING,
                     _ ("This port answered nothing that a rule could match."));
}

void
ptl_window_make_rule (PtlWindow *self)
{
  ptl_window_load_answers (
      self, _ ("Choose a port first: a rule is made from what it answered."), draft_rule);
}

void
ptl_window_open_workbench (PtlWindow *self)
{
  open_workbench (self);
}
