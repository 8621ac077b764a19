/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/fake/scan-run.c: runner/scan-run.h over the made-up network. */
#include "runner/own-networks.h"
#include "runner/scan-run.h"

#include <string.h>

#include "fake.h"
#include "runner/data-files.h"

#define BATCH 3 /* facts that come at once when there is a pace */

struct _PtlScanRun
{
  GObject parent_instance;

  PtlSession *session;
  PtlStore *store;
  GPtrArray *facts;
  guint next;
  guint source_id;
  gboolean is_paused;
};

static guint finished_signal;

G_DEFINE_QUARK (ptl_scan_run_error, ptl_scan_run_error)
G_DEFINE_FINAL_TYPE (PtlScanRun, ptl_scan_run, G_TYPE_OBJECT)

static void
ptl_scan_run_finalize (GObject *object)
{
  PtlScanRun *self = PTL_SCAN_RUN (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->store);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  G_OBJECT_CLASS (ptl_scan_run_parent_class)->finalize (object);
}

static void
ptl_scan_run_class_init (PtlScanRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ptl_scan_run_finalize;
  finished_signal = g_signal_new ("finished", PTL_TYPE_SCAN_RUN, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ptl_scan_run_init (PtlScanRun *self)
{
}

static void
count_findings (PtlSession *session, PtlSessionInfo *info)
{
  GPtrArray *hosts = ptl_session_get_hosts (session);

  for (guint i = 0; i < hosts->len; i++)
    {
      PtlHost *host = hosts->pdata[i];

      info->n_hosts_up += host->info->state == PTL_HOST_STATE_UP;
      info->n_open_ports += host->n_open;
    }
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlScanRun) self = user_data;

  g_signal_emit (self, finished_signal, 0);
}

static void
end (PtlScanRun *self, PtlSessionState state)
{
  g_autoptr (PtlSessionInfo) info =
      ptl_session_info_copy (ptl_session_get_info (self->session));

  g_clear_handle_id (&self->source_id, g_source_remove);
  info->state = state;
  info->finished_us = info->started_us + 14 * G_USEC_PER_SEC;
  info->n_hosts_up = 0;
  info->n_open_ports = 0;
  count_findings (self->session, info);
  ptl_session_set_info (self->session, info);
  if (self->store != NULL)
    ptl_store_end_async (self->store, info->id, state, info->finished_us, NULL, ended_cb,
                         g_object_ref (self));
  else
    g_signal_emit (self, finished_signal, 0);
}

static gboolean
batch_cb (gpointer user_data)
{
  PtlScanRun *self = user_data;
  guint last = fake_get_pace_ms () > 0 ? MIN (self->facts->len, self->next + BATCH)
                                       : self->facts->len;
  g_autoptr (GPtrArray) batch = ptl_fact_array_new ();

  if (self->is_paused)
    return G_SOURCE_CONTINUE;

  for (; self->next < last; self->next++)
    g_ptr_array_add (batch, ptl_fact_ref (self->facts->pdata[self->next]));
  ptl_session_apply_all (self->session, batch);
  if (self->store != NULL)
    ptl_store_append (self->store, ptl_session_get_info (self->session)->id, batch);
  if (self->next < self->facts->len)
    return G_SOURCE_CONTINUE;

  self->source_id = 0;
  end (self, PTL_SESSION_STATE_FINISHED);
  return G_SOURCE_REMOVE;
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PtlScanRun *self = g_task_get_task_data (task);
  g_autoptr (PtlSessionInfo) info =
      ptl_store_begin_finish (PTL_STORE (source), result, NULL);

  ptl_session_set_info (self->session, info);
  self->source_id = g_timeout_add (fake_get_pace_ms (), batch_cb, self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

void
ptl_scan_run_start_async (const PtlScanOptions *options,
                          const char *name,
                          PtlStore *store,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  PtlScanRun *self = g_object_new (PTL_TYPE_SCAN_RUN, NULL);
  g_autofree char *targets = ptl_scan_options_get_targets_text (options);
  g_autoptr (PtlSessionInfo) info =
      ptl_session_info_new (name != NULL ? name : targets, options);

  info->started_us = g_get_real_time ();
  self->session = ptl_session_new (info, store == NULL);
  self->store = store != NULL ? g_object_ref (store) : NULL;
  self->facts = fake_make_facts (options->targets);
  g_task_set_task_data (task, self, g_object_unref);
  if (store != NULL)
    {
      ptl_store_begin_async (store, info, NULL, begun_cb, g_steal_pointer (&task));
      return;
    }

  self->source_id = g_timeout_add (fake_get_pace_ms (), batch_cb, self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

PtlScanRun *
ptl_scan_run_start_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

PtlSession *
ptl_scan_run_get_session (PtlScanRun *self)
{
  return self->session;
}

gboolean
ptl_scan_run_is_running (PtlScanRun *self)
{
  return self->source_id != 0;
}

static gboolean
stop_cb (gpointer user_data)
{
  PtlScanRun *self = user_data;

  if (self->source_id != 0)
    end (self, PTL_SESSION_STATE_STOPPED);
  return G_SOURCE_REMOVE;
}

void
ptl_scan_run_stop (PtlScanRun *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, stop_cb, g_object_ref (self), g_object_unref);
}

void
ptl_scan_run_leave (PtlScanRun *self)
{
  ptl_scan_run_stop (self);
}

gboolean
ptl_scan_run_is_paused (PtlScanRun *self)
{
  return self->is_paused;
}

void
ptl_scan_run_set_paused (PtlScanRun *self, gboolean paused)
{
  g_autoptr (PtlSessionInfo) info =
      ptl_session_info_copy (ptl_session_get_info (self->session));

  self->is_paused = paused;
  info->state = paused ? PTL_SESSION_STATE_PAUSED : PTL_SESSION_STATE_RUNNING;
  ptl_session_set_info (self->session, info);
}

/* Begins the session anew: what it knows already changes nothing. */
void
ptl_scan_run_resume_async (PtlStore *store,
                           const PtlSessionInfo *info,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  PtlScanRun *self = g_object_new (PTL_TYPE_SCAN_RUN, NULL);
  g_autoptr (PtlSessionInfo) running = ptl_session_info_copy (info);

  running->state = PTL_SESSION_STATE_RUNNING;
  self->session = ptl_session_new (running, FALSE);
  self->store = g_object_ref (store);
  self->facts = fake_make_facts (info->options->targets);
  self->source_id = g_timeout_add (fake_get_pace_ms (), batch_cb, self);
  g_task_return_pointer (task, self, g_object_unref);
}

PtlScanRun *
ptl_scan_run_resume_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* "!" is never right; "/16" and "/24" are networks. */
GPtrArray *
ptl_scan_run_check_targets (const char *text, PtlTargetSummary *summary, GError **error)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) words = g_strsplit_set (text, " ,", -1);
  const char *wrong = strchr (text, '!');
  guint64 n = 0;

  if (wrong != NULL)
    {
      g_set_error (error, PTL_SCAN_RUN_ERROR, PTL_SCAN_RUN_ERROR_INPUT,
                   "column %d: “!” cannot be part of a target", (int) (wrong - text) + 1);
      return NULL;
    }

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      {
        g_ptr_array_add (targets, g_strdup (words[i]));
        n += g_str_has_suffix (words[i], "/16")   ? 65536
             : g_str_has_suffix (words[i], "/24") ? 256
                                                  : 1;
      }

  if (summary != NULL)
    *summary = (PtlTargetSummary){ .n_addresses = n };
  return g_steal_pointer (&targets);
}

gboolean
ptl_scan_run_check_ports (const char *text, GError **error)
{
  return TRUE;
}

char *
ptl_data_files_get_store_path (void)
{
  return g_strdup ("in memory");
}

static const char *const own_networks[] = { "192.0.2.0/24", "198.51.100.0/25", NULL };

void
ptl_own_networks_find_async (GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_return_pointer (task, g_strdupv ((char **) own_networks),
                         (GDestroyNotify) g_strfreev);
}

GStrv
ptl_own_networks_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
