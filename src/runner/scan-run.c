/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/scan-run.c: a scan with its session: what both front ends start, watch and stop.
 *
 *   load (worker thread) -> begin in the store -> job runs -> end in the store ->
 * finished
 *
 * One that is gone on with is taken up from the store first.
 *
 * A running scan holds a reference to itself: it is saved to its end even when nobody
 * looks any more. */
#include "runner/scan-run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"
#include "config.h"
#include "runner/data-files.h"
#include "runner/rpc-list.h"
#include "runner/rule-layers.h"
#include "runner/service-list.h"
#include "scan/scan-job.h"

#define ENGINE        "portolan " PTL_VERSION
#define MAX_NAME_PART 80 /* bytes of the targets in a session's name */

struct _PtlScanRun
{
  GObject parent_instance;

  PtlSession *session;
  PtlStore *store; /* (nullable) */
  PtlScanJob *job; /* until it has ended */
  PtlSessionState end_state;
  gint64 finished_us;
  gboolean is_running; /* until all is saved */
  PtlProbeDb *db;
  char *rule_faults;   /* (nullable): to be told once somebody listens */
  gboolean is_paused;  /* by the person */
  gboolean is_left;    /* the program ends */
  gboolean is_waiting; /* for room: what is found cannot be saved */
};

G_DEFINE_QUARK (ptl_scan_run_error, ptl_scan_run_error)
G_DEFINE_FINAL_TYPE (PtlScanRun, ptl_scan_run, G_TYPE_OBJECT)

static guint finished_signal;

static void
ptl_scan_run_finalize (GObject *object)
{
  PtlScanRun *self = PTL_SCAN_RUN (object);

  g_clear_object (&self->session);
  g_clear_object (&self->store);
  g_clear_pointer (&self->db, ptl_probe_db_unref);
  g_free (self->rule_faults);
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

PtlSession *
ptl_scan_run_get_session (PtlScanRun *self)
{
  g_return_val_if_fail (PTL_IS_SCAN_RUN (self), NULL);

  return self->session;
}

gboolean
ptl_scan_run_is_running (PtlScanRun *self)
{
  g_return_val_if_fail (PTL_IS_SCAN_RUN (self), FALSE);

  return self->is_running;
}

void
ptl_scan_run_stop (PtlScanRun *self)
{
  g_return_if_fail (PTL_IS_SCAN_RUN (self));

  if (self->job != NULL)
    ptl_scan_job_stop (self->job);
}

static void
update_paused (PtlScanRun *self)
{
  if (self->job != NULL)
    ptl_scan_job_set_paused (self->job, self->is_paused || self->is_waiting);
}

static void
paused_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlScanRun) self = user_data;
  g_autoptr (PtlSessionInfo) info =
      ptl_store_set_paused_finish (PTL_STORE (source), result, NULL);

  /* Where it cannot be saved now, it is so nevertheless. */
  if (info != NULL && self->job != NULL)
    ptl_session_set_info (self->session, info);
}

void
ptl_scan_run_set_paused (PtlScanRun *self, gboolean paused)
{
  g_autoptr (PtlSessionInfo) info = NULL;

  g_return_if_fail (PTL_IS_SCAN_RUN (self));

  if (self->job == NULL || self->is_paused == paused)
    return;

  self->is_paused = paused;
  update_paused (self);
  info = ptl_session_info_copy (ptl_session_get_info (self->session));
  info->state = paused ? PTL_SESSION_STATE_PAUSED : PTL_SESSION_STATE_RUNNING;
  ptl_session_set_info (self->session, info);
  if (self->store != NULL)
    ptl_store_set_paused_async (self->store, info->id, paused, NULL, paused_cb,
                                g_object_ref (self));
}

gboolean
ptl_scan_run_is_paused (PtlScanRun *self)
{
  g_return_val_if_fail (PTL_IS_SCAN_RUN (self), FALSE);

  return self->is_paused;
}

void
ptl_scan_run_leave (PtlScanRun *self)
{
  g_return_if_fail (PTL_IS_SCAN_RUN (self));

  self->is_left = TRUE;
  ptl_scan_run_stop (self);
}

/* --- the end --- */

static void
say (PtlScanRun *self, const char *text)
{
  g_autoptr (PtlFact) fact = ptl_fact_new_message (g_get_real_time (), text);

  ptl_session_apply (self->session, fact);
}

static void
finish (PtlScanRun *self, PtlSessionInfo *info)
{
  ptl_session_set_info (self->session, info);
  self->is_running = FALSE;
  g_signal_emit (self, finished_signal, 0);
  g_object_unref (self); /* of ptl_scan_run_start () */
}

/* The end of a session that is in no store, or that the store could not save. */
static void
finish_unsaved (PtlScanRun *self)
{
  g_autoptr (PtlSessionInfo) info =
      ptl_session_info_copy (ptl_session_get_info (self->session));
  GPtrArray *hosts = ptl_session_get_hosts (self->session);

  info->state = self->end_state;
  info->finished_us = self->finished_us;
  for (guint i = 0; i < hosts->len; i++)
    {
      const PtlHost *host = hosts->pdata[i];

      info->n_hosts_up += host->info->state == PTL_HOST_STATE_UP;
      info->n_open_ports += host->n_open;
    }
  finish (self, info);
}

static void
end_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PtlScanRun *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlSessionInfo) info =
      ptl_store_end_finish (PTL_STORE (source), result, &error);

  if (info != NULL)
    {
      finish (self, info);
    }
  else
    {
      g_autofree char *text =
          g_strdup_printf (_ ("The results are not all saved: %s"), error->message);

      say (self, text);
      finish_unsaved (self);
    }
}

/* A rule is compiled when an answer needs it, and may turn out to be wrong then. */
static void
tell_new_faults (PtlScanRun *self)
{
  g_autofree char *faults = ptl_rule_layers_describe_new_faults (self->db);

  if (faults != NULL)
    say (self, faults);
}

static void
ended_cb (PtlScanJobEnd end, gpointer user_data)
{
  static const PtlSessionState states[] = {
    [PTL_SCAN_JOB_FINISHED] = PTL_SESSION_STATE_FINISHED,
    [PTL_SCAN_JOB_STOPPED] = PTL_SESSION_STATE_STOPPED,
    [PTL_SCAN_JOB_FAILED] = PTL_SESSION_STATE_FAILED,
  };
  PtlScanRun *self = user_data;

  tell_new_faults (self);
  self->end_state = states[end];
  if (end == PTL_SCAN_JOB_STOPPED && self->is_left && self->is_paused)
    self->end_state = PTL_SESSION_STATE_PAUSED;
  self->finished_us = g_get_real_time ();
  g_clear_pointer (&self->job, ptl_scan_job_free);
  if (self->store != NULL)
    ptl_store_end_async (self->store, ptl_session_get_info (self->session)->id,
                         self->end_state, self->finished_us, NULL, end_saved_cb, self);
  else
    finish_unsaved (self);
}

/* --- while it runs --- */

static void
facts_cb (GPtrArray *facts, gpointer user_data)
{
  PtlScanRun *self = user_data;
  g_autofree char *faults = g_steal_pointer (&self->rule_faults);

  if (faults != NULL)
    say (self, faults);
  tell_new_faults (self);
  if (self->store != NULL)
    ptl_store_append (self->store, ptl_session_get_info (self->session)->id, facts);
  ptl_session_apply_all (self->session, facts);
}

/* What cannot be saved is kept in memory, which has its end: nothing more is begun. */
static void
store_failed_cb (PtlStore *store, const GError *error, gpointer user_data)
{
  PtlScanRun *self = user_data;
  g_autofree char *text = NULL;

  if (!self->is_running)
    return;

  self->is_waiting = self->is_waiting ||
                     g_error_matches (error, PTL_STORE_ERROR, PTL_STORE_ERROR_FULL) ||
                     g_error_matches (error, PTL_STORE_ERROR, PTL_STORE_ERROR_BEHIND);
  update_paused (self);
  text = g_strdup_printf (
      self->is_waiting
          ? _ ("Results cannot be saved: %s. The scan waits; nothing is lost.")
          : _ ("Results cannot be saved: %s"),
      error->message);
  say (self, text);
}

static void
store_recovered_cb (PtlStore *store, gpointer user_data)
{
  PtlScanRun *self = user_data;

  if (!self->is_running)
    return;

  say (self, self->is_waiting ? _ ("All results are saved again; the scan goes on.")
                              : _ ("All results are saved again."));
  self->is_waiting = FALSE;
  update_paused (self);
}

/* --- the start --- */

typedef struct
{
  PtlScanOptions *options; /* (nullable): of the session, once it is taken up */
  char *name;
  PtlStore *store;
  PtlSessionState state;     /* of the session before it was taken up */
  PtlUnfinished *unfinished; /* (nullable): that is gone on with */
  PtlScanJob *job;           /* once loaded */
  PtlProbeDb *db;            /* the same */
  char *rule_faults;         /* (nullable): of the person's own rules, once loaded */
  char *rules;               /* the layers of rules, once loaded */
} Start;

static void
start_free (gpointer data)
{
  Start *self = data;

  g_clear_pointer (&self->options, ptl_scan_options_free);
  g_free (self->name);
  g_clear_object (&self->store);
  g_clear_pointer (&self->unfinished, ptl_unfinished_free);
  g_clear_pointer (&self->job, ptl_scan_job_free);
  g_clear_pointer (&self->db, ptl_probe_db_unref);
  g_free (self->rule_faults);
  g_free (self->rules);
  g_free (self);
}

/* Every list shows the date beside the name. */
static char *
make_name (const PtlScanOptions *options)
{
  g_autofree char *targets = ptl_scan_options_get_targets_text (options);

  return ptl_display_text (targets, strlen (targets), MAX_NAME_PART, FALSE);
}

/* @session: (transfer full).  Returns: (transfer full): its scan, under way */
static PtlScanRun *
start (Start *what, PtlSession *session)
{
  static const PtlScanJobFuncs funcs = { facts_cb, ended_cb };
  PtlScanRun *self = g_object_new (PTL_TYPE_SCAN_RUN, NULL);

  self->session = session;
  self->job = g_steal_pointer (&what->job);
  self->db = g_steal_pointer (&what->db);
  self->rule_faults = g_steal_pointer (&what->rule_faults);
  self->is_running = TRUE;
  if (g_set_object (&self->store, what->store))
    {
      g_signal_connect_object (self->store, "failed", G_CALLBACK (store_failed_cb), self,
                               0);
      g_signal_connect_object (self->store, "recovered", G_CALLBACK (store_recovered_cb),
                               self, 0);
    }

  ptl_scan_job_start (self->job, &funcs, g_object_ref (self));
  return self;
}

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (PtlSessionInfo) info =
      ptl_store_begin_finish (PTL_STORE (source), result, &error);

  if (info != NULL)
    g_task_return_pointer (
        task, start (g_task_get_task_data (task), ptl_session_new (info, FALSE)),
        g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *what = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task); /* before the steal below */
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new (what->name, what->options);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  info->started_us = g_get_real_time ();
  info->engine = g_strdup (ENGINE);
  info->rules = g_strdup (what->rules);
  ptl_scan_job_describe (what->job, info);
  if (what->store == NULL)
    g_task_return_pointer (task, start (what, ptl_session_new (info, TRUE)),
                           g_object_unref);
  else
    ptl_store_begin_async (what->store, info, cancellable, begun_cb,
                           g_steal_pointer (&task));
}

/* They are good to have: a scan does without. */
static void
set_vendors (PtlScanJob *job)
{
  g_autofree char *path = ptl_data_files_find_vendors ();
  g_autoptr (PtlMacVendors) vendors =
      path != NULL ? ptl_mac_vendors_load (path, NULL) : NULL;

  if (vendors != NULL)
    ptl_scan_job_set_vendors (job, vendors);
}

static PtlScanJob *
make_job (Start *what, GError **error)
{
  const PtlScanOptions *options = what->options;
  g_autoptr (PtlServiceNames) names = ptl_service_list_load (error);
  g_autoptr (PtlRpcPrograms) programs = NULL;
  PtlScanJob *job;
  g_autoptr (PtlProbeDb) db = NULL;

  if (names == NULL)
    return NULL;
  programs = ptl_rpc_list_load (error);
  if (programs == NULL)
    return NULL;

  db = ptl_rule_layers_load_unchecked (options->databases, options->rules, error);
  if (db == NULL)
    return NULL;

  what->rule_faults = ptl_rule_layers_describe_faults (db);
  what->rules = ptl_rule_layers_describe (options->databases, options->rules);
  job = ptl_scan_job_new (options, what->unfinished, db, names, programs, error);
  if (job == NULL)
    return NULL;

  set_vendors (job);
  what->db = g_steal_pointer (&db);
  return job;
}

static void
load_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Start *what = data;
  g_autoptr (GError) error = NULL;

  what->job = make_job (what, &error);
  if (what->job != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, PTL_SCAN_RUN_ERROR, PTL_SCAN_RUN_ERROR_INPUT, "%s",
                             error->message);
}

void
ptl_scan_run_start_async (const PtlScanOptions *options,
                          const char *name,
                          PtlStore *store,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Start *what = g_new0 (Start, 1);
  g_autoptr (GTask) loading = NULL;

  what->options = ptl_scan_options_copy (options);
  what->name = name != NULL ? g_strdup (name) : make_name (options);
  g_set_object (&what->store, store);
  g_task_set_source_tag (task, ptl_scan_run_start_async);
  g_task_set_task_data (task, what, start_free);
  g_task_set_check_cancellable (task, FALSE); /* what has started is handed out */

  /* What is loaded stays with the outer task, which lives as long as the inner one. */
  loading = g_task_new (NULL, cancellable, loaded_cb, task);
  g_task_set_task_data (loading, what, NULL);
  g_task_run_in_thread (loading, load_worker);
}

PtlScanRun *
ptl_scan_run_start_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- going on --- */

static void
given_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlSessionInfo) info =
      ptl_store_end_finish (PTL_STORE (source), result, NULL);
}

/* It cannot go on: the session is what it was. */
static void
give_back (Start *what)
{
  const PtlSessionInfo *info = ptl_session_get_info (what->unfinished->session);

  ptl_store_end_async (what->store, info->id, what->state, g_get_real_time (), NULL,
                       given_back_cb, NULL);
}

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *what = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_pointer (task, start (what, g_object_ref (what->unfinished->session)),
                             g_object_unref);
    }
  else
    {
      give_back (what);
      g_task_return_error (task, error);
    }
}

static void
taken_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *what = g_task_get_task_data (task);
  g_autoptr (GTask) loading = NULL;
  GError *error = NULL;

  what->unfinished = ptl_store_resume_finish (PTL_STORE (source), result, &error);
  if (what->unfinished == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  what->options =
      ptl_scan_options_copy (ptl_session_get_info (what->unfinished->session)->options);
  loading = g_task_new (NULL, NULL, reloaded_cb, g_steal_pointer (&task));
  g_task_set_task_data (loading, what, NULL);
  g_task_run_in_thread (loading, load_worker);
}

void
ptl_scan_run_resume_async (PtlStore *store,
                           const PtlSessionInfo *info,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Start *what = g_new0 (Start, 1);

  what->store = g_object_ref (store);
  what->state = info->state;
  g_task_set_source_tag (task, ptl_scan_run_resume_async);
  g_task_set_task_data (task, what, start_free);
  ptl_store_resume_async (store, info->id, NULL, taken_up_cb, task);
}

PtlScanRun *
ptl_scan_run_resume_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
