/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/scan-command.c: runs a scan, shows how far it is, writes what it found.
 *
 * The first signal ends the scan early and everything is saved and written as usual; the
 * second ends the program.  Ctrl+Z pauses the scan, and when its last connections have
 * ended, the program stops; it goes on when it is continued. */
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/progress-line.h"
#include "cli/scan-arguments.h"
#include "cli/session-store.h"
#include "cli/suspend.h"
#include "cli/trace-text.h"
#include "runner/scan-run.h"

/* How long Ctrl+Z waits for connections to end by themselves. */
#define LAST_CONNECTIONS_MS 5000

typedef struct
{
  PtlScanArguments *arguments;
  PtlStore *store; /* (nullable) */
  PtlScanRun *run; /* (nullable): once it has started */
  PtlProgressLine *progress;
  GCancellable *cancellable; /* of the start */
  gboolean is_interrupted;
  guint pausing_id; /* runs while the last connections end before a stop */
} Call;

static gboolean
interrupted_cb (gpointer user_data)
{
  Call *call = user_data;

  if (call->is_interrupted)
    _exit (PTL_EXIT_INTERRUPTED);

  call->is_interrupted = TRUE;
  g_cancellable_cancel (call->cancellable);
  if (call->run != NULL)
    ptl_scan_run_stop (call->run);
  return G_SOURCE_CONTINUE;
}

/* The scan is paused and saved: the program stops until it is continued. */
static void
suspend (Call *call)
{
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  g_clear_handle_id (&call->pausing_id, g_source_remove);
  if (call->store != NULL)
    {
      ptl_store_flush_async (call->store, NULL, ptl_console_done_cb, &wait);
      result = ptl_console_wait (&wait);
      /* What could not be saved stays in memory, and is said when the scan ends. */
      ptl_store_flush_finish (call->store, result, NULL);
    }

  ptl_progress_line_clear (call->progress);
  ptl_suspend_now ();
  if (call->run != NULL)
    ptl_scan_run_set_paused (call->run, FALSE);
}

static gboolean
waited_cb (gpointer user_data)
{
  Call *call = user_data;

  call->pausing_id = 0;
  suspend (call);
  return G_SOURCE_REMOVE;
}

/* Ctrl+Z; who presses it twice does not want to wait. */
static void
suspend_asked_cb (gpointer user_data)
{
  Call *call = user_data;

  if (call->run == NULL || call->pausing_id != 0)
    {
      suspend (call);
      return;
    }

  ptl_scan_run_set_paused (call->run, TRUE);
  call->pausing_id = g_timeout_add (LAST_CONNECTIONS_MS, waited_cb, call);
}

static void
progressed_cb (PtlSession *session, const PtlProgress *progress, gpointer user_data)
{
  Call *call = user_data;

  ptl_progress_line_update (call->progress, progress);
  if (call->pausing_id != 0 && progress->phase == PTL_PHASE_PAUSED &&
      progress->in_flight == 0)
    suspend (call);
}

static void
message_cb (PtlSession *session, const char *text, gpointer user_data)
{
  Call *call = user_data;

  ptl_progress_line_clear (call->progress);
  ptl_console_complain ("%s", text);
}

static void
traced_cb (PtlSession *session, const PtlFact *fact, gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (GString) line = g_string_new (NULL);

  ptl_trace_text_append (line, fact, ptl_session_get_info (session)->started_us);
  ptl_progress_line_clear (call->progress);
  g_printerr ("%s", line->str);
}

static gboolean
check_outputs (const PtlScanArguments *arguments, GError **error)
{
  for (guint i = 0; i < arguments->outputs->len; i++)
    if (!ptl_output_check (arguments->outputs->pdata[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
resume (Call *call, GError **error)
{
  g_autoptr (GPtrArray) sessions = ptl_session_store_list (call->store, error);
  const PtlSessionInfo *info =
      sessions != NULL
          ? ptl_session_store_find_info (sessions, call->arguments->resume, error)
          : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  if (info == NULL || !ptl_filter_option_find_baseline (&call->arguments->filter,
                                                        call->store, info, error))
    return FALSE;

  ptl_scan_run_resume_async (call->store, info, ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  call->run = ptl_scan_run_resume_finish (result, error);
  return call->run != NULL;
}

/* What is new is asked against the last session there is. */
static gboolean
find_baseline (Call *call, GError **error)
{
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("", call->arguments->options);

  info->started_us = g_get_real_time ();
  return ptl_filter_option_find_baseline (&call->arguments->filter, call->store, info,
                                          error);
}

static gboolean
start (Call *call, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  if (!find_baseline (call, error))
    return FALSE;

  ptl_scan_run_start_async (call->arguments->options, call->arguments->name, call->store,
                            call->cancellable, ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  call->run = ptl_scan_run_start_finish (result, error);
  return call->run != NULL;
}

static void
wait_for_end (Call *call)
{
  PtlSession *session = ptl_scan_run_get_session (call->run);
  gulong progressed =
      g_signal_connect (session, "progressed", G_CALLBACK (progressed_cb), call);
  gulong message = g_signal_connect (session, "message", G_CALLBACK (message_cb), call);
  gulong traced = g_signal_connect (session, "traced", G_CALLBACK (traced_cb), call);

  if (call->is_interrupted)
    ptl_scan_run_stop (call->run);
  while (ptl_scan_run_is_running (call->run))
    g_main_context_iteration (NULL, TRUE);

  g_signal_handler_disconnect (session, progressed);
  g_signal_handler_disconnect (session, message);
  g_signal_handler_disconnect (session, traced);
  ptl_progress_line_clear (call->progress);
}

/* A session that is saved keeps its evidence in the store alone. */
static PtlSession *
load_evidence (Call *call)
{
  PtlSession *session = ptl_scan_run_get_session (call->run);
  g_autoptr (GError) error = NULL;
  PtlSession *full;

  if (call->store == NULL)
    return g_object_ref (session);

  full = ptl_session_store_load (call->store, ptl_session_get_info (session)->id, TRUE,
                                 &error);
  if (full != NULL)
    return full;

  ptl_console_complain (_ ("the evidence is missing: %s"), error->message);
  return g_object_ref (session);
}

static gboolean
write_output (Call *call, const PtlOutput *output, GError **error)
{
  const PtlFilterOption *filter = &call->arguments->filter;
  g_autoptr (PtlSession) session =
      ptl_output_has_evidence (output) || ptl_filter_option_needs_responses (filter)
          ? load_evidence (call)
          : g_object_ref (ptl_scan_run_get_session (call->run));
  g_autoptr (PtlSession) part = ptl_filter_option_apply (filter, session);

  return ptl_output_write (output, part, error);
}

/* Writes every output, and the table unless one of them is on standard output.  Goes on
 * after a failure: the others may be all that is left of a long scan. */
static gboolean
write_outputs (Call *call)
{
  GPtrArray *outputs = call->arguments->outputs;
  PtlOutput table = { .path = (char *) "-", .format = PTL_FORMAT_TEXT };
  gboolean wants_table = TRUE;
  gboolean ok = TRUE;

  for (guint i = 0; i <= outputs->len; i++)
    {
      const PtlOutput *output = i < outputs->len ? outputs->pdata[i] : &table;
      g_autoptr (GError) error = NULL;

      if (i == outputs->len && !wants_table)
        break;
      wants_table = wants_table && !ptl_output_is_stdout (output);
      if (write_output (call, output, &error))
        continue;
      ptl_console_complain_of (error);
      ok = FALSE;
    }

  return ok;
}

static PtlExit
get_status (Call *call, gboolean all_written)
{
  PtlSession *session = ptl_scan_run_get_session (call->run);
  PtlSessionState state = ptl_session_get_info (session)->state;

  if (call->is_interrupted)
    return PTL_EXIT_INTERRUPTED;
  /* No target had an address: what was asked for was wrong. */
  if (state == PTL_SESSION_STATE_FAILED && ptl_session_get_hosts (session)->len == 0)
    return PTL_EXIT_USAGE;
  if (state != PTL_SESSION_STATE_FINISHED || !all_written)
    return PTL_EXIT_EARLY;

  return PTL_EXIT_DONE;
}

static PtlExit
scan (Call *call, GError **error)
{
  PtlExit status;

  if (!check_outputs (call->arguments, error))
    return PTL_EXIT_USAGE;
  if (!call->arguments->no_save)
    {
      call->store = ptl_session_store_open (call->arguments->store_path, error);
      if (call->store == NULL)
        return PTL_EXIT_USAGE;
    }

  if (!(call->arguments->resume != NULL ? resume (call, error) : start (call, error)))
    {
      if (!g_cancellable_is_cancelled (call->cancellable))
        return PTL_EXIT_USAGE;
      g_clear_error (error);
      return PTL_EXIT_INTERRUPTED;
    }

  wait_for_end (call);
  status = get_status (call, write_outputs (call));
  if (call->store != NULL && !ptl_session_store_close (call->store, error) &&
      status == PTL_EXIT_DONE)
    status = PTL_EXIT_EARLY;

  return status;
}

/* Whether whoever started us, nohup say, wants the end of the terminal to be nothing. */
static gboolean
ignores_hangup (void)
{
  struct sigaction action;

  return sigaction (SIGHUP, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static PtlExit
run (char **args, GError **error)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
  g_autoptr (PtlScanArguments) arguments = ptl_scan_arguments_parse (args, error);
  Call call = { .arguments = arguments };
  PtlSuspend *suspension;
  guint n_signals = G_N_ELEMENTS (signals) - (ignores_hangup () ? 1 : 0);
  guint sources[G_N_ELEMENTS (signals)];
  PtlExit status;

  if (arguments == NULL)
    return PTL_EXIT_USAGE;

  suspension = ptl_suspend_new (suspend_asked_cb, &call);
  call.cancellable = g_cancellable_new ();
  call.progress = ptl_progress_line_new (arguments->progress);
  for (guint i = 0; i < n_signals; i++)
    sources[i] = g_unix_signal_add (signals[i], interrupted_cb, &call);

  status = scan (&call, error);

  for (guint i = 0; i < n_signals; i++)
    g_source_remove (sources[i]);
  g_clear_handle_id (&call.pausing_id, g_source_remove);
  ptl_suspend_free (suspension);
  ptl_progress_line_free (call.progress);
  g_clear_object (&call.run);
  g_clear_object (&call.store);
  g_object_unref (call.cancellable);
  return status;
}

const PtlCommand ptl_scan_command = {
  "scan",
  N_ ("[OPTION...] TARGET...\n[OPTION...] --resume SESSION"),
  N_ ("scan hosts, their open ports and services"),
  ptl_scan_arguments_table,
  run,
};
