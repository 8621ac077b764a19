/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/sessions-command.c: lists, shows, exports, imports, renames and deletes scans. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/import.h"
#include "cli/output.h"
#include "cli/session-evidence.h"
#include "cli/session-store.h"

typedef struct
{
  char *store_path; /* (nullable) */
  char *format;     /* (nullable) */
  char *name;       /* (nullable) */
  PtlSessionEvidence evidence;
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
  { "--format", "FORMAT", N_ ("xml, json, jsonl, csv, html or txt"), PTL_OPTION_STRING,
    .offset = G_STRUCT_OFFSET (Call, format) },
  { "--name", "TEXT", N_ ("import: what to call the session (default: as the file)"),
    PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (Call, name) },
  { "--why", NULL, N_ ("show: the rule behind each service, and what it captured"),
    PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (Call, evidence.why) },
  { "--all", NULL, N_ ("with --why: all rules that match today"), PTL_OPTION_ON,
    .offset = G_STRUCT_OFFSET (Call, evidence.all) },
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

static gboolean
list_sessions (Call *call, GError **error)
{
  return print_sessions (call->sessions, error);
}

/* Writes the session that the first operand names. */
static gboolean
write_session (Call *call, PtlOutput *output, GError **error)
{
  gint64 id = ptl_session_store_find (call->sessions, get_operand (call, 0), error);
  g_autoptr (PtlSession) session = NULL;

  if (id == 0)
    return FALSE;

  session =
      ptl_session_store_load (call->store, id, ptl_output_has_evidence (output), error);
  return session != NULL && ptl_output_write (output, session, error);
}

static gboolean
write_to (Call *call, const char *path, const char *format, GError **error)
{
  PtlOutput *output = ptl_output_new (path);
  gboolean ok = ptl_output_choose_format (output, format, error) &&
                ptl_output_check (output, error) && write_session (call, output, error);

  ptl_output_free (output);
  return ok;
}

static gboolean
show_evidence (Call *call, GError **error)
{
  gint64 id = ptl_session_store_find (call->sessions, get_operand (call, 0), error);
  g_autofree char *text =
      id != 0 ? ptl_session_evidence_get_text (&call->evidence, call->store, id, error)
              : NULL;

  return text != NULL && ptl_console_print (text, error);
}

static gboolean
show_session (Call *call, GError **error)
{
  if (call->evidence.why || call->evidence.all || call->evidence.trace)
    return show_evidence (call, error);

  return write_to (call, "-", call->format != NULL ? call->format : "txt", error);
}

static gboolean
export_session (Call *call, GError **error)
{
  return write_to (call, get_operand (call, 1), call->format, error);
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
      PtlSessionInfo *info =
          ptl_import_save (call->store, get_operand (call, i), call->name, &cause);

      if (info != NULL)
        g_ptr_array_add (infos, info);
      else if (fault != NULL)
        ptl_console_complain_of (fault);
      if (info == NULL)
        {
          g_clear_error (&fault);
          fault = g_steal_pointer (&cause);
        }
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

static const Action actions[] = {
  { "list", 0, 0, list_sessions },    { "show", 1, 1, show_session },
  { "export", 2, 2, export_session }, { "import", 1, G_MAXUINT, import_sessions },
  { "rename", 2, 2, rename_session }, { "delete", 1, G_MAXUINT, delete_sessions },
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
  Call call = { .operands = operands };
  const Action *action = NULL;
  gboolean ok = ptl_option_parse (options, &call, &call, args, operands, error) &&
                (action = take_action (operands, error)) != NULL &&
                run_action (&call, action, error);

  g_clear_pointer (&call.sessions, g_ptr_array_unref);
  g_clear_object (&call.store);
  g_free (call.store_path);
  g_free (call.format);
  g_free (call.name);
  return ok ? PTL_EXIT_DONE : PTL_EXIT_USAGE;
}

const PtlCommand ptl_sessions_command = {
  "sessions",
  N_ ("[list]\nshow SESSION\nexport SESSION FILE\nimport FILE...\nrename SESSION NAME\n"
      "delete SESSION..."),
  N_ ("list, show, export, import, rename or delete saved scans"),
  options,
  run,
};
