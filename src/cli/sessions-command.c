/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/sessions-command.c: what can be done with saved scans. */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/display.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/filter-option.h"
#include "cli/import.h"
#include "cli/output.h"
#include "cli/session-evidence.h"
#include "cli/session-notes.h"
#include "cli/session-retention.h"
#include "cli/session-search.h"
#include "cli/session-store.h"

#define NO_REVISION G_MAXUINT

typedef struct
{
  char *store_path; /* (nullable) */
  char *format;     /* (nullable) */
  char *name;       /* (nullable) */
  guint revision;   /* its number or NO_REVISION */
  char *host;       /* (nullable) */
  PtlFilterOption filter;
  PtlExit status; /* where all went well */
  PtlSessionEvidence evidence;
  gboolean dry_run;
  GPtrArray *operands;
  PtlStore *store;
  GPtrArray *sessions; /* PtlSessionInfo */
} Call;

typedef struct
{
  const char *name;
  guint min_operands;
  guint max_operands;
  gboolean (*run) (Call *call, GError **error);
} Action;

static const PtlOption options[] = {
  { "--store", "FILE", N_ ("sessions are in FILE"), PTL_OPTION_STRING,
    .offset = G_STRUCT_OFFSET (Call, store_path) },
  { "--format", "FORMAT", N_ ("xml, json, jsonl, csv, html, md or txt"),
    PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (Call, format) },
  { "--name", "TEXT", N_ ("import: what to call the session (default: as the file)"),
    PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (Call, name) },
  { "--revision", "N",
    N_ ("show, export: services as revision N says; 0: as the scan did"),
    PTL_OPTION_NUMBER, .offset = G_STRUCT_OFFSET (Call, revision), .max = G_MAXINT },
  { "--filter", "FILTER", N_ ("show, export: only what FILTER is true of"),
    PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (Call, filter.text) },
  { "--baseline", "SESSION",
    N_ ("what “new” is asked against (default: the last scan before of the same targets)"),
    PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (Call, filter.baseline) },
  { "--why", NULL, N_ ("show: the rule behind each service, and what it captured"),
    PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (Call, evidence.why) },
  { "--host", "ADDRESS", N_ ("note: the host of the session that it is about"),
    PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (Call, host) },
  { "--all", NULL,
    N_ ("export: every session, into a folder; with --why: all rules that match today"),
    PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (Call, evidence.all) },
  { "--dry-run", NULL, N_ ("prune: only list what would be deleted"), PTL_OPTION_ON,
    .offset = G_STRUCT_OFFSET (Call, dry_run) },
  { "--trace", NULL, N_ ("show: every step of a scan made with --trace"), PTL_OPTION_ON,
    .offset = G_STRUCT_OFFSET (Call, evidence.trace) },
  { NULL },
};

static const char *
get_operand (Call *call, guint index)
{
  return call->operands->pdata[index];
}

static void
append_session (GString *out, const PtlSessionInfo *info)
{
  g_autoptr (GDateTime) time =
      g_date_time_new_from_unix_local (info->started_us / G_USEC_PER_SEC);
  g_autofree char *started =
      time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
  g_autofree char *name = ptl_display_line (info->name);

  g_string_append_printf (out, "%5" G_GINT64_FORMAT "  %-16s  %-8s  %5u  %5u  %s\n",
                          info->id, started, ptl_session_state_to_string (info->state),
                          info->n_hosts_up, info->n_open_ports, name);
}

static gboolean
print_sessions (GPtrArray *sessions, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (sessions->len > 0)
    g_string_append_printf (out, "%5s  %-16s  %-8s  %5s  %5s  %s\n", _ ("ID"),
                            _ ("STARTED"), _ ("STATE"), _ ("HOSTS"), _ ("OPEN"),
                            _ ("NAME"));
  for (guint i = 0; i < sessions->len; i++)
    append_session (out, sessions->pdata[i]);

  return ptl_console_print (out->str, error);
}

/* Returns: (transfer full): the operands as one text, with blanks between them */
static char *
join_operands (Call *call)
{
  g_ptr_array_add (call->operands, NULL);
  return g_strjoinv (" ", (char **) call->operands->pdata);
}

static gboolean
list_sessions (Call *call, GError **error)
{
  g_autofree char *filter = join_operands (call);
  g_autoptr (GPtrArray) found =
      ptl_session_search_list (call->store, call->sessions, filter, error);

  return found != NULL && print_sessions (found, error);
}

static gint64
get_revision (const Call *call)
{
  return call->revision == NO_REVISION ? PTL_REVISION_CHOSEN : (gint64) call->revision;
}

/* Returns: (transfer full) (nullable): the session, or the part that is asked for */
static PtlSession *
load (Call *call, gint64 id, gboolean with_responses, GError **error)
{
  g_autoptr (PtlSession) session = ptl_session_store_load_revision (
      call->store, id, get_revision (call),
      with_responses || ptl_filter_option_needs_responses (&call->filter), error);

  if (session == NULL ||
      !ptl_filter_option_find_baseline (&call->filter, call->store,
                                        ptl_session_get_info (session), error))
    return NULL;

  return ptl_filter_option_apply (&call->filter, session);
}

static gboolean
write_session (Call *call, gint64 id, PtlOutput *output, GError **error)
{
  g_autoptr (PtlSession) session =
      load (call, id, ptl_output_has_evidence (output), error);

  return session != NULL && ptl_output_write (output, session, error);
}

static gboolean
write_to (Call *call, gint64 id, const char *path, const char *format, GError **error)
{
  PtlOutput *output = ptl_output_new (path);
  gboolean ok = ptl_output_choose_format (output, format, error) &&
                ptl_output_check (output, error) &&
                write_session (call, id, output, error);

  ptl_output_free (output);
  return ok;
}

/* Writes the session that the first operand names. */
static gboolean
write_named (Call *call, const char *path, const char *format, GError **error)
{
  gint64 id = ptl_session_store_find (call->sessions, get_operand (call, 0), error);

  return id != 0 && write_to (call, id, path, format, error);
}

static gboolean
show_evidence (Call *call, GError **error)
{
  gint64 id = ptl_session_store_find (call->sessions, get_operand (call, 0), error);
  g_autoptr (PtlSession) session =
      id != 0 ? load (call, id, call->evidence.why || call->evidence.all, error) : NULL;
  g_autofree char *text =
      session != NULL
          ? ptl_session_evidence_get_text (&call->evidence, call->store, session, error)
          : NULL;

  return text != NULL && ptl_console_print (text, error);
}

static gboolean
show_session (Call *call, GError **error)
{
  if (call->evidence.why || call->evidence.all || call->evidence.trace)
    return show_evidence (call, error);

  return write_named (call, "-", call->format != NULL ? call->format : "txt", error);
}

/* Returns: (transfer full): "12 the name.xml": what a file system takes */
static char *
make_file_name (const PtlSessionInfo *info, const char *format)
{
  g_autofree char *name = ptl_display_text (info->name, strlen (info->name), 60, FALSE);

  g_strdelimit (name, "/\\:*?\"<>|", '_');
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s.%s", info->id, name, format);
}

/* One file for each, in the folder that the operand names. */
static gboolean
export_all (Call *call, GError **error)
{
  const char *folder = get_operand (call, 0);
  const char *format = call->format != NULL ? call->format : "json";

  if (call->operands->len > 1)
    {
      g_set_error_literal (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                           _ ("sessions export: --all takes a folder, and nothing else"));
      return FALSE;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", folder,
                   g_strerror (errno));
      return FALSE;
    }

  for (guint i = 0; i < call->sessions->len; i++)
    {
      const PtlSessionInfo *info = call->sessions->pdata[i];
      g_autofree char *file = make_file_name (info, format);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (!write_to (call, info->id, path, format, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
export_session (Call *call, GError **error)
{
  if (call->evidence.all)
    return export_all (call, error);
  if (call->operands->len < 2)
    {
      g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                   _ ("sessions %s: something is missing; see “%s help sessions”"),
                   "export", PTL_CONSOLE_PROGRAM);
      return FALSE;
    }

  return write_named (call, get_operand (call, 1), call->format, error);
}

static gboolean
delete_one (Call *call, gint64 id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  ptl_store_delete_async (call->store, id, NULL, ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_store_delete_finish (call->store, result, error);
}

/* All of them, or none if one is not known. */
static gboolean
delete_sessions (Call *call, GError **error)
{
  guint n = call->operands->len;
  g_autofree gint64 *ids = g_new0 (gint64, n);

  for (guint i = 0; i < n; i++)
    {
      ids[i] = ptl_session_store_find (call->sessions, get_operand (call, i), error);
      if (ids[i] == 0)
        return FALSE;
    }

  for (guint i = 0; i < n; i++)
    if (!delete_one (call, ids[i], error))
      return FALSE;

  return TRUE;
}

/* Every file that can be read, whatever the others are; of several faults the last is
 * the error. */
static gboolean
import_sessions (Call *call, GError **error)
{
  g_autoptr (GPtrArray) infos =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_session_info_unref);
  g_autoptr (GError) fault = NULL;

  for (guint i = 0; i < call->operands->len; i++)
    {
      g_autoptr (GError) cause = NULL;

      if (ptl_import_save (call->store, get_operand (call, i), call->name, infos, &cause))
        continue;
      if (fault != NULL)
        ptl_console_complain_of (fault);
      g_clear_error (&fault);
      fault = g_steal_pointer (&cause);
    }

  if (fault == NULL)
    return print_sessions (infos, error);

  print_sessions (infos, NULL);
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
rename_session (Call *call, GError **error)
{
  gint64 id = ptl_session_store_find (call->sessions, get_operand (call, 0), error);
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  if (id == 0)
    return FALSE;

  ptl_store_rename_async (call->store, id, get_operand (call, 1), NULL,
                          ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_store_rename_finish (call->store, result, error);
}

static gboolean
tag_session (Call *call, GError **error)
{
  const PtlSessionInfo *info =
      ptl_session_store_find_info (call->sessions, get_operand (call, 0), error);

  if (info == NULL)
    return FALSE;

  g_ptr_array_add (call->operands, NULL);
  return ptl_session_notes_tag (call->store, info, (char **) call->operands->pdata + 1,
                                error);
}

static gboolean
note_session (Call *call, GError **error)
{
  gint64 id = ptl_session_store_find (call->sessions, get_operand (call, 0), error);

  return id != 0 && ptl_session_notes_set (call->store, id, call->host,
                                           get_operand (call, 1), error);
}

/* As grep says it: 1 where nothing is found. */
static gboolean
search_sessions (Call *call, GError **error)
{
  g_autofree char *filter = join_operands (call);
  g_autofree char *text = NULL;
  PtlSessionSearchFormat format = PTL_SESSION_SEARCH_TEXT;
  guint n_hits = 0;

  if (call->format != NULL && !ptl_session_search_format_parse (call->format, &format))
    {
      g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                   _ ("--format: “%s” is none of txt, json and jsonl"), call->format);
      return FALSE;
    }

  text = ptl_session_search_get_text (call->store, call->sessions, filter, format,
                                      &n_hits, error);
  if (text == NULL)
    return FALSE;

  call->status = n_hits > 0 ? PTL_EXIT_DONE : PTL_EXIT_FINDINGS;
  return ptl_console_print (text, error);
}

static gboolean
vacuum (Call *call, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  ptl_store_vacuum_async (call->store, NULL, ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_store_vacuum_finish (call->store, result, error);
}

static gboolean
keep (Call *call, GError **error)
{
  g_autofree char *text = NULL;

  if (call->operands->len > 0)
    {
      g_ptr_array_add (call->operands, NULL);
      return ptl_session_retention_set (call->store, (char **) call->operands->pdata,
                                        error);
    }

  text = ptl_session_retention_get_text (call->store, error);
  return text != NULL && ptl_console_print (text, error);
}

/* Lists what it deletes. */
static gboolean
prune (Call *call, GError **error)
{
  g_autoptr (GPtrArray) chosen =
      ptl_session_retention_choose (call->store, call->sessions, error);

  if (chosen == NULL || !print_sessions (chosen, error))
    return FALSE;
  if (call->dry_run || chosen->len == 0)
    return TRUE;

  for (guint i = 0; i < chosen->len; i++)
    if (!delete_one (call, ((PtlSessionInfo *) chosen->pdata[i])->id, error))
      return FALSE;

  return vacuum (call, error);
}

static const Action actions[] = {
  { "list", 0, G_MAXUINT, list_sessions },
  { "show", 1, 1, show_session },
  { "export", 1, 2, export_session },
  { "import", 1, G_MAXUINT, import_sessions },
  { "rename", 2, 2, rename_session },
  { "delete", 1, G_MAXUINT, delete_sessions },
  { "tag", 2, G_MAXUINT, tag_session },
  { "note", 2, 2, note_session },
  { "search", 1, G_MAXUINT, search_sessions },
  { "keep", 0, 4, keep },
  { "prune", 0, 0, prune },
  { "vacuum", 0, 0, vacuum },
};

static const Action *
find_action (const char *name, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (strcmp (actions[i].name, name) == 0)
      return &actions[i];

  g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
               _ ("sessions %s: there is no such action"), name);
  return NULL;
}

/* The first operand names the action and is taken away. */
static const Action *
take_action (GPtrArray *operands, GError **error)
{
  g_autofree char *name =
      operands->len > 0 ? g_ptr_array_steal_index (operands, 0) : NULL;
  const Action *action = find_action (name != NULL ? name : "list", error);

  if (action == NULL ||
      (operands->len >= action->min_operands && operands->len <= action->max_operands))
    return action;

  g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
               operands->len < action->min_operands
                   ? _ ("sessions %s: something is missing; see “%s help sessions”")
                   : _ ("sessions %s: too many arguments; see “%s help sessions”"),
               action->name, PTL_CONSOLE_PROGRAM);
  return NULL;
}

static gboolean
run_action (Call *call, const Action *action, GError **error)
{
  gboolean ok;

  /* Only what adds sessions makes a file: a name with a slip in it is no empty store. */
  if (call->store_path != NULL && strcmp (action->name, "import") != 0 &&
      !g_file_test (call->store_path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "%s: %s", call->store_path,
                   g_strerror (ENOENT));
      return FALSE;
    }

  call->store = ptl_session_store_open (call->store_path, error);
  if (call->store == NULL)
    return FALSE;

  call->sessions = ptl_session_store_list (call->store, error);
  ok = call->sessions != NULL && action->run (call, error);
  return ptl_session_store_close (call->store, ok ? error : NULL) && ok;
}

static PtlExit
run (char **args, GError **error)
{
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func (g_free);
  Call call = { .revision = NO_REVISION, .operands = operands };
  const Action *action = NULL;
  gboolean ok = ptl_option_parse (options, &call, &call, args, operands, error) &&
                (action = take_action (operands, error)) != NULL &&
                ptl_filter_option_parse (&call.filter, error) &&
                run_action (&call, action, error);

  g_clear_pointer (&call.sessions, g_ptr_array_unref);
  g_clear_object (&call.store);
  g_free (call.store_path);
  g_free (call.format);
  g_free (call.name);
  g_free (call.host);
  ptl_filter_option_clear (&call.filter);
  return ok ? call.status : PTL_EXIT_USAGE;
}

const PtlCommand ptl_sessions_command = {
  "sessions",
  N_ ("[list [FILTER...]]\nshow SESSION\nexport SESSION FILE\nexport --all FOLDER\nimport FILE...\n"
      "rename SESSION NAME\ntag SESSION TAG...\nnote SESSION TEXT\nsearch FILTER...\n"
      "delete SESSION...\nkeep [N days] [N sessions] | all\nprune\nvacuum"),
  N_ ("list, show, search, export, import, name or delete saved scans"),
  options,
  run,
};
