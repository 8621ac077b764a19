/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/session-info.c: what a list of sessions shows of one of them. */
#include "model/session-info.h"

#include "model/names.h"

static const char *const state_names[] = {
  [PTL_SESSION_STATE_RUNNING] = "running",
  [PTL_SESSION_STATE_FINISHED] = "finished",
  [PTL_SESSION_STATE_STOPPED] = "stopped",
  [PTL_SESSION_STATE_FAILED] = "failed",
  [PTL_SESSION_STATE_PAUSED] = "paused",
  [PTL_SESSION_STATE_INTERRUPTED] = "interrupted",
};

PTL_DEFINE_NAMES (PtlSessionState, ptl_session_state, state_names)

gboolean
ptl_session_state_is_resumable (PtlSessionState state)
{
  return state != PTL_SESSION_STATE_RUNNING && state != PTL_SESSION_STATE_FINISHED;
}

PtlSessionInfo *
ptl_session_info_new (const char *name, const PtlScanOptions *options)
{
  PtlSessionInfo *self = g_atomic_rc_box_new0 (PtlSessionInfo);

  self->name = g_strdup (name);
  self->options = ptl_scan_options_copy (options);
  return self;
}

PtlSessionInfo *
ptl_session_info_copy (const PtlSessionInfo *self)
{
  PtlSessionInfo *copy = (g_atomic_rc_box_dup) (sizeof *self, self);

  copy->name = g_strdup (self->name);
  copy->options = ptl_scan_options_copy (self->options);
  copy->engine = g_strdup (self->engine);
  copy->rules = g_strdup (self->rules);
  copy->listed_targets = g_strdup (self->listed_targets);
  copy->listed_excludes = g_strdup (self->listed_excludes);
  copy->notes = g_strdup (self->notes);
  copy->tags = g_strdupv (self->tags);
  copy->filter = g_strdup (self->filter);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    if (self->asked[i] != NULL)
      ptl_port_set_ref (self->asked[i]);
  return copy;
}

PtlSessionInfo *
ptl_session_info_ref (PtlSessionInfo *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlSessionInfo *self = data;

  g_free (self->name);
  ptl_scan_options_free (self->options);
  g_free (self->engine);
  g_free (self->rules);
  g_free (self->listed_targets);
  g_free (self->listed_excludes);
  g_free (self->notes);
  g_strfreev (self->tags);
  g_free (self->filter);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    g_clear_pointer (&self->asked[i], ptl_port_set_unref);
}

void
ptl_session_info_unref (PtlSessionInfo *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

GStrv
ptl_session_info_parse_tags (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",\n", -1);
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (*parts[i] != '\0' && g_hash_table_add (seen, parts[i]))
        g_strv_builder_add (tags, parts[i]);
    }

  return g_strv_builder_end (tags);
}
