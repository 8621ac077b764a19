/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/compare-command.c: what changed from one saved scan to the next. */
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/filter-option.h"
#include "cli/import.h"
#include "cli/session-store.h"
#include "runner/compare-settings.h"
#include "runner/comparison-run.h"

typedef struct
{
  char *store_path; /* (nullable) */
  char *format;     /* (nullable) */
  char *level;      /* (nullable) */
  gboolean all;
  PtlFilterOption filter;
  GPtrArray *ignore;   /* char *: rules as they were typed */
  GPtrArray *operands; /* char * */
  PtlComparisonFormat chosen;
  PtlComparisonOptions options;
  PtlStore *store;     /* (nullable): opened when a session is asked for */
  GPtrArray *infos;    /* (nullable): PtlSessionInfo: those of the store */
  GPtrArray *sessions; /* PtlSession */
} Call;

static const PtlOption options[] = {
  { "--format", "FORMAT", N_ ("text, json, csv, html, or xml as ndiff writes it"),
    PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (Call, format) },
  { "--level", "LEVEL",
    N_ ("list and count down to identity, exposure, certainty (default) or noise"),
    PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (Call, level) },
  { "--all", NULL, N_ ("list what is the same and what was not scanned, too"),
    PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (Call, all) },
  { "--ignore", "RULE", N_ ("leave out what RULE describes: \"host:10.0.0.7 port:80\""),
    PTL_OPTION_LIST, .offset = G_STRUCT_OFFSET (Call, ignore) },
  { "--filter", "FILTER",
    N_ ("only ports and hosts that FILTER is true of, before or after"),
    PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (Call, filter.text) },
  { "--store", "FILE", N_ ("sessions are in FILE"), PTL_OPTION_STRING,
    .offset = G_STRUCT_OFFSET (Call, store_path) },
  { NULL },
};

static gboolean fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (PTL_COMMAND_ERROR,
                                                PTL_COMMAND_ERROR_USAGE, format, args));
  va_end (args);
  return FALSE;
}

static gboolean
choose (Call *call, GError **error)
{
  call->options.level = PTL_LEVEL_CERTAINTY;
  call->options.keep_same = call->all;
  if (call->operands->len < 2)
    return fail (error,
                 _ ("compare: expected two sessions or more; see “%s help compare”"),
                 PTL_CONSOLE_PROGRAM);
  if (call->format != NULL && !ptl_comparison_format_parse (call->format, &call->chosen))
    return fail (error, _ ("--format: “%s” is none of text, json, csv, html and xml"),
                 call->format);
  if (call->level != NULL && !ptl_change_level_parse (call->level, &call->options.level))
    return fail (error,
                 _ ("--level: “%s” is none of identity, exposure, certainty and noise"),
                 call->level);
  if (call->chosen == PTL_COMPARISON_FORMAT_XML && call->operands->len > 2)
    return fail (error, _ ("--format: xml has a place for two sessions only"));

  return TRUE;
}

/* Those of the file, then those of the command line. */
static gboolean
load_rules (Call *call, GError **error)
{
  call->options.rules = ptl_compare_settings_load_rules (error);
  if (call->options.rules == NULL)
    return FALSE;

  for (guint i = 0; i < call->ignore->len; i++)
    {
      g_autoptr (GError) wrong = NULL;
      gsize offset = 0;
      PtlIgnoreRule *rule =
          ptl_ignore_rule_parse (call->ignore->pdata[i], &offset, &wrong);

      if (rule == NULL)
        return fail (error, _ ("--ignore “%s”: column %u: %s"),
                     (const char *) call->ignore->pdata[i], (guint) offset + 1,
                     wrong->message);
      g_ptr_array_add (call->options.rules, rule);
    }

  call->options.pins = ptl_compare_settings_load_pins (error);
  return call->options.pins != NULL;
}

static gboolean
open_store (Call *call, GError **error)
{
  if (call->store == NULL)
    call->store = ptl_session_store_open (call->store_path, error);
  if (call->store != NULL && call->infos == NULL)
    call->infos = ptl_session_store_list (call->store, error);
  return call->infos != NULL;
}

/* A session may be called as a file is that happens to lie here: the name must say it. */
static gboolean
is_file (const char *operand)
{
  static const char *const endings[] = { ".xml",    ".json",    ".jsonl",
                                         ".xml.gz", ".json.gz", ".jsonl.gz" };

  if (strchr (operand, '/') != NULL || strcmp (operand, "-") == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (operand, endings[i]))
      return TRUE;

  return FALSE;
}

static PtlSession *
load_saved (Call *call, const char *operand, GError **error)
{
  gint64 id =
      open_store (call, error) ? ptl_session_store_find (call->infos, operand, error) : 0;

  return id != 0 ? ptl_session_store_load (call->store, id, TRUE, error) : NULL;
}

/* Of what is begun, every file is waited for, whatever the others are.
 * @imports: (element-type PtlImport): NULL where the operand is no file */
static gboolean
take_sessions (Call *call, PtlImport **imports, GError **error)
{
  guint n_at_once = g_get_num_processors ();
  guint n_begun = 0;
  gboolean ok = TRUE;

  for (guint i = 0; i < call->operands->len; i++)
    {
      PtlSession *session = NULL;

      for (; ok && n_begun < MIN (call->operands->len, i + n_at_once); n_begun++)
        if (is_file (call->operands->pdata[n_begun]))
          imports[n_begun] = ptl_import_begin (call->operands->pdata[n_begun]);

      if (imports[i] != NULL)
        session = ptl_import_end (imports[i], ok ? error : NULL);
      else if (ok)
        session = load_saved (call, call->operands->pdata[i], error);
      ok = ok && session != NULL;
      if (session != NULL)
        g_ptr_array_add (call->sessions, session);
    }

  return ok;
}

static gboolean
load_sessions (Call *call, GError **error)
{
  g_autofree PtlImport **imports = g_new0 (PtlImport *, call->operands->len);

  return take_sessions (call, imports, error);
}

static PtlComparisonReport *
compare (Call *call, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  if (call->filter.filter != NULL)
    ptl_session_filter_set_baseline (call->filter.filter, call->sessions->pdata[0]);
  ptl_comparison_run_async (call->sessions, &call->options, call->filter.filter, NULL,
                            ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_comparison_run_finish (result, error);
}

static PtlExit
print (Call *call, GError **error)
{
  g_autoptr (PtlComparisonReport) report = compare (call, error);
  g_autoptr (GOutputStream) out = NULL;

  if (report == NULL)
    return PTL_EXIT_USAGE;

  out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  if (!ptl_comparison_format_write (call->chosen, report, out, NULL, error))
    return PTL_EXIT_USAGE;

  for (guint i = 0; i < report->comparisons->len; i++)
    if (ptl_comparison_has_differences (report->comparisons->pdata[i]))
      return PTL_EXIT_FINDINGS;

  return PTL_EXIT_DONE;
}

static void
call_clear (Call *call)
{
  g_free (call->store_path);
  g_free (call->format);
  g_free (call->level);
  g_ptr_array_unref (call->ignore);
  g_ptr_array_unref (call->operands);
  g_ptr_array_unref (call->sessions);
  g_clear_pointer (&call->options.rules, g_ptr_array_unref);
  g_clear_pointer (&call->options.pins, g_ptr_array_unref);
  ptl_filter_option_clear (&call->filter);
  g_clear_pointer (&call->infos, g_ptr_array_unref);
  g_clear_object (&call->store);
}

static PtlExit
run (char **args, GError **error)
{
  Call call = {
    .ignore = g_ptr_array_new_with_free_func (g_free),
    .operands = g_ptr_array_new_with_free_func (g_free),
    .sessions = g_ptr_array_new_with_free_func (g_object_unref),
  };
  PtlExit status = PTL_EXIT_USAGE;

  if (ptl_option_parse (options, &call, &call, args, call.operands, error) &&
      choose (&call, error) && ptl_filter_option_parse (&call.filter, error) &&
      load_rules (&call, error) && load_sessions (&call, error))
    status = print (&call, error);

  if (call.store != NULL &&
      !ptl_session_store_close (call.store, status != PTL_EXIT_USAGE ? error : NULL))
    status = PTL_EXIT_USAGE;
  call_clear (&call);
  return status;
}

const PtlCommand ptl_compare_command = {
  "compare",
  N_ ("[OPTION...] BEFORE AFTER [LATER...]"),
  N_ ("what changed from one scan to the next"),
  options,
  run,
};
