/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/session-item.c: one session of the library, as the list of past scans shows it. */
#include "app/session-item.h"

#include <glib/gi18n-lib.h>

#include "app/phrases.h"

struct _PtlSessionItem
{
  GObject parent_instance;

  PtlSessionInfo *info;
  PtlScanRun *run;     /* (nullable): while it runs */
  PtlSession *session; /* (nullable) */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlSessionItem, ptl_session_item, G_TYPE_OBJECT)

static void
ptl_session_item_finalize (GObject *object)
{
  PtlSessionItem *self = PTL_SESSION_ITEM (object);

  g_clear_object (&self->run);
  g_clear_object (&self->session);
  g_clear_pointer (&self->info, ptl_session_info_unref);
  G_OBJECT_CLASS (ptl_session_item_parent_class)->finalize (object);
}

static void
ptl_session_item_class_init (PtlSessionItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ptl_session_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", PTL_TYPE_SESSION_ITEM, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ptl_session_item_init (PtlSessionItem *self)
{
}

PtlSessionItem *
ptl_session_item_new (PtlSessionInfo *info)
{
  PtlSessionItem *self = g_object_new (PTL_TYPE_SESSION_ITEM, NULL);

  self->info = ptl_session_info_ref (info);
  return self;
}

static void
session_changed_cb (PtlSessionItem *self)
{
  ptl_session_item_set_info (self, ptl_session_get_info (self->session));
}

static void
progressed_cb (PtlSessionItem *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
run_finished_cb (PtlSessionItem *self)
{
  g_autoptr (PtlScanRun) run = g_steal_pointer (&self->run);

  session_changed_cb (self);
  if (self->info->id != 0)
    g_clear_object (&self->session);
}

PtlSessionItem *
ptl_session_item_new_running (PtlScanRun *run)
{
  PtlSession *session = ptl_scan_run_get_session (run);
  PtlSessionItem *self = ptl_session_item_new (ptl_session_get_info (session));

  self->session = g_object_ref (session);
  if (ptl_scan_run_is_running (run))
    self->run = g_object_ref (run);

  g_signal_connect_object (session, "info-changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "progressed", G_CALLBACK (progressed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (run, "finished", G_CALLBACK (run_finished_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

PtlSessionInfo *
ptl_session_item_get_info (PtlSessionItem *self)
{
  g_return_val_if_fail (PTL_IS_SESSION_ITEM (self), NULL);

  return self->info;
}

void
ptl_session_item_set_info (PtlSessionItem *self, PtlSessionInfo *info)
{
  g_return_if_fail (PTL_IS_SESSION_ITEM (self));

  ptl_session_info_ref (info);
  ptl_session_info_unref (self->info);
  self->info = info;
  g_signal_emit (self, signals[CHANGED], 0);
}

PtlScanRun *
ptl_session_item_get_run (PtlSessionItem *self)
{
  g_return_val_if_fail (PTL_IS_SESSION_ITEM (self), NULL);

  return self->run;
}

gboolean
ptl_session_item_is_running (PtlSessionItem *self)
{
  return ptl_session_item_get_run (self) != NULL;
}

gboolean
ptl_session_item_is_paused (PtlSessionItem *self)
{
  PtlScanRun *run = ptl_session_item_get_run (self);

  return run != NULL && ptl_scan_run_is_paused (run);
}

gboolean
ptl_session_item_is_resumable (PtlSessionItem *self)
{
  return !ptl_session_item_is_running (self) && self->info->id != 0 &&
         ptl_session_state_is_resumable (self->info->state);
}

PtlSession *
ptl_session_item_get_session (PtlSessionItem *self)
{
  g_return_val_if_fail (PTL_IS_SESSION_ITEM (self), NULL);

  return self->session;
}

char *
ptl_session_item_get_findings (PtlSessionItem *self)
{
  const PtlProgress *progress;

  g_return_val_if_fail (PTL_IS_SESSION_ITEM (self), NULL);

  if (self->run == NULL)
    return ptl_phrases_findings (self->info->n_hosts_up, self->info->n_open_ports);

  progress = ptl_session_get_progress (self->session);
  if (progress->hosts_up == 0)
    return g_strdup (_ ("scanning…"));

  return ptl_phrases_findings (progress->hosts_up, progress->open_ports);
}
