/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/filter-option.c: the options --filter and --baseline. */
#include "cli/filter-option.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/session-store.h"
#include "filter/baseline.h"

void
ptl_filter_option_clear (PtlFilterOption *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->baseline, g_free);
  g_clear_pointer (&self->filter, ptl_session_filter_unref);
}

gboolean
ptl_filter_option_parse (PtlFilterOption *self, GError **error)
{
  if (self->text != NULL)
    {
      self->filter = ptl_session_filter_new (self->text, NULL, error);
      if (self->filter == NULL)
        {
          g_prefix_error (error, "--filter: ");
          return FALSE;
        }
    }

  if (self->baseline == NULL ||
      (self->filter != NULL && ptl_session_filter_needs_baseline (self->filter)))
    return TRUE;

  g_set_error_literal (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                       _ ("--baseline: only for a --filter that asks what is new"));
  return FALSE;
}

/* Returns: the id of the session, 0 with an error */
static gint64
find (const PtlFilterOption *self,
      GPtrArray *sessions,
      const PtlSessionInfo *of,
      GError **error)
{
  g_autofree char *targets = ptl_scan_options_get_targets_text (of->options);
  const PtlSessionInfo *found;

  if (self->baseline != NULL)
    return ptl_session_store_find (sessions, self->baseline, error);

  found = ptl_baseline_find (sessions, of);
  if (found != NULL)
    return found->id;

  g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
               _ ("--filter: “new” has nothing to be asked against: there is no earlier "
                  "session of “%s”; name one with --baseline"),
               targets);
  return 0;
}

gboolean
ptl_filter_option_find_baseline (PtlFilterOption *self,
                                 PtlStore *store,
                                 const PtlSessionInfo *of,
                                 GError **error)
{
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (PtlSession) baseline = NULL;
  gint64 id;

  if (self->filter == NULL || !ptl_session_filter_needs_baseline (self->filter))
    return TRUE;

  sessions = store != NULL ? ptl_session_store_list (store, error)
                           : g_ptr_array_new_with_free_func (g_free);
  id = sessions != NULL ? find (self, sessions, of, error) : 0;
  if (id != 0)
    baseline = ptl_session_store_load (store, id, FALSE, error);
  if (baseline != NULL)
    ptl_session_filter_set_baseline (self->filter, baseline);
  return baseline != NULL;
}

gboolean
ptl_filter_option_needs_responses (const PtlFilterOption *self)
{
  return self->filter != NULL && ptl_session_filter_needs_responses (self->filter);
}

PtlSession *
ptl_filter_option_apply (const PtlFilterOption *self, PtlSession *session)
{
  return self->filter != NULL ? ptl_session_filter_apply (self->filter, session)
                              : g_object_ref (session);
}
