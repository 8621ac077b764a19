/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/reidentify-command.c: today's verdicts on the answers of saved scans, as revisions
 * beside those of the scans. */
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "base/display.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/session-store.h"
#include "cli/verdict-text.h"
#include "formats/verdict-json.h"
#include "runner/reidentify.h"

#define NO_NUMBER G_MAXUINT

typedef struct
{
  GPtrArray *databases;
  GPtrArray *rules;
  char *store_path; /* (nullable) */
  gboolean all_sessions;
  gboolean json;
  gboolean progress;
  gboolean list;
  guint show;
  guint use;
  guint remove;
  GPtrArray *operands;
  PtlStore *store;
  GPtrArray *sessions; /* PtlSessionInfo: all there are */
  GPtrArray *chosen;   /* PtlSessionInfo: those asked for */
} Call;

/* clang-format off */
static const PtlOption options[] = {
  { "--all-sessions", NULL, N_("every session there is"), PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (Call, all_sessions) },
  { "--rules", "FILE", N_("add a file of rules (repeatable)"), PTL_OPTION_LIST, .offset = G_STRUCT_OFFSET (Call, rules) },
  { "--database", "FILE", N_("use this probe file only (repeatable)"), PTL_OPTION_LIST, .offset = G_STRUCT_OFFSET (Call, databases) },
  { "--list", NULL, N_("list the revisions instead"), PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (Call, list) },
  { "--show", "N", N_("what revision N says otherwise than the scan"), PTL_OPTION_NUMBER, .offset = G_STRUCT_OFFSET (Call, show), .min = 1, .max = G_MAXINT },
  { "--use", "N", N_("show revision N from now on; 0: what the scan itself said"), PTL_OPTION_NUMBER, .offset = G_STRUCT_OFFSET (Call, use), .min = 0, .max = G_MAXINT },
  { "--remove", "N", N_("delete revision N"), PTL_OPTION_NUMBER, .offset = G_STRUCT_OFFSET (Call, remove), .min = 1, .max = G_MAXINT },
  { "--json", NULL, N_("one JSON object a line for each session"), PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (Call, json) },
  { "--progress", NULL, N_("show progress though standard error is no terminal"), PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (Call, progress) },
  { "--store", "FILE", N_("sessions are in FILE"), PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (Call, store_path) },
  { NULL },
};
/* clang-format on */

static PtlSessionInfo *
find_info (GPtrArray *sessions, gint64 id)
{
  for (guint i = 0; i < sessions->len; i++)
    {
      PtlSessionInfo *info = sessions->pdata[i];

      if (info->id == id)
        return info;
    }

  return NULL;
}

/* Returns: FALSE with an error if a session is not known */
static gboolean
choose_sessions (Call *call, GError **error)
{
  if (call->all_sessions)
    {
      call->chosen = g_ptr_array_ref (call->sessions);
      return TRUE;
    }

  call->chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_session_info_unref);
  for (guint i = 0; i < call->operands->len; i++)
    {
      gint64 id =
          ptl_session_store_find (call->sessions, call->operands->pdata[i], error);

      if (id == 0)
        return FALSE;
      g_ptr_array_add (call->chosen,
                       ptl_session_info_ref (find_info (call->sessions, id)));
    }

  return TRUE;
}

/* --- what came of it --- */

static void
append_json (GString *out, const PtlReidentification *result)
{
  JsonBuilder *json = ptl_json_new ();
  g_autofree char *line = NULL;

  ptl_json_add_int (json, "session", result->session->id);
  ptl_json_add_string (json, "name", result->session->name);
  ptl_json_add_int (json, "ports", result->n_ports);
  ptl_json_add_int (json, "responses", result->n_responses);
  if (result->revision != 0)
    ptl_json_add_int (json, "revision", result->revision);
  ptl_json_add_changes (json, result->changes);
  line = ptl_json_free_to_line (json);
  g_string_append_printf (out, "%s\n", line);
}

static void
append_changes (GString *out, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    ptl_verdict_text_append (out, changes->pdata[i]);
}

static void
append_text (GString *out, const PtlReidentification *result)
{
  g_autofree char *name = ptl_display_line (result->session->name);
  guint n = result->changes->len;

  g_string_append_printf (out, _ ("Session %lld, %s: %u answers of %u ports.\n"),
                          (long long) result->session->id, name, result->n_responses,
                          result->n_ports);
  if (n == 0)
    g_string_append (out, _ ("Nothing is said otherwise: there is no new revision.\n"));
  else
    g_string_append_printf (out,
                            g_dngettext (GETTEXT_PACKAGE,
                                         "%u verdict is another: revision %u.\n",
                                         "%u verdicts are others: revision %u.\n", n),
                            n, result->revision);
  append_changes (out, result->changes);
}

static void
progress_cb (guint n_ports, gpointer user_data)
{
  g_printerr (_ ("%u ports judged\n"), n_ports);
}

static gboolean
reidentify (Call *call, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) done = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean shows_progress = call->progress || isatty (STDERR_FILENO);
  PtlConsoleWait wait = { NULL };

  ptl_reidentify_async (call->store, call->chosen, call->databases, call->rules,
                        shows_progress ? progress_cb : NULL, NULL, NULL,
                        ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  done = ptl_reidentify_finish (result, error);
  if (done == NULL)
    return FALSE;

  for (guint i = 0; i < done->len; i++)
    if (call->json)
      append_json (out, done->pdata[i]);
    else
      append_text (out, done->pdata[i]);
  return ptl_console_print (out->str, error);
}

/* --- revisions --- */

static char *
format_time (gint64 time_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
}

static void
append_revision (GString *out, const PtlRevision *revision)
{
  g_autofree char *made = format_time (revision->time_us);
  g_auto (GStrv) rules =
      g_strsplit (revision->rules != NULL ? revision->rules : "", "\n", -1);

  g_string_append_printf (out, "%s%4u  %-16s  %7u  %7u\n", revision->is_shown ? "*" : " ",
                          revision->number, made, revision->n_ports, revision->n_changed);
  for (guint i = 0; rules[i] != NULL && rules[i][0] != '\0'; i++)
    {
      g_autofree char *shown = ptl_display_line (rules[i]);

      g_string_append_printf (out, "         %s\n", shown);
    }
}

static gboolean
list_revisions (Call *call, const PtlSessionInfo *info, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) revisions = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *made = format_time (info->started_us);
  PtlConsoleWait wait = { NULL };

  ptl_store_list_revisions_async (call->store, info->id, NULL, ptl_console_done_cb,
                                  &wait);
  result = ptl_console_wait (&wait);
  revisions = ptl_store_list_revisions_finish (call->store, result, error);
  if (revisions == NULL)
    return FALSE;

  g_string_append_printf (out, " %4s  %-16s  %7s  %7s\n", _ ("REV"), _ ("MADE"),
                          _ ("PORTS"), _ ("CHANGED"));
  g_string_append_printf (out, "%s%4u  %-16s  %s\n", info->revision == 0 ? "*" : " ", 0u,
                          made, _ ("what the scan itself said"));
  for (guint i = 0; i < revisions->len; i++)
    append_revision (out, revisions->pdata[i]);
  return ptl_console_print (out->str, error);
}

static gboolean
show_revision (Call *call, const PtlSessionInfo *info, GError **error)
{
  g_autoptr (PtlSession) session =
      ptl_session_store_load_revision (call->store, info->id, call->show, FALSE, error);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (session == NULL)
    return FALSE;

  changes = ptl_verdict_changes_of_session (session);
  if (call->json)
    {
      PtlReidentification result = { .session = (PtlSessionInfo *) info,
                                     .revision = call->show,
                                     .changes = changes };

      append_json (out, &result);
    }
  else
    append_changes (out, changes);
  return ptl_console_print (out->str, error);
}

static gboolean
use_revision (Call *call, const PtlSessionInfo *info, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  ptl_store_show_revision_async (call->store, info->id, call->use, NULL,
                                 ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_store_show_revision_finish (call->store, result, error);
}

static gboolean
remove_revision (Call *call, const PtlSessionInfo *info, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  ptl_store_delete_revision_async (call->store, info->id, call->remove, NULL,
                                   ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_store_delete_revision_finish (call->store, result, error);
}

static guint
count_actions (const Call *call)
{
  return (call->list ? 1 : 0) + (call->show != NO_NUMBER ? 1 : 0) +
         (call->use != NO_NUMBER ? 1 : 0) + (call->remove != NO_NUMBER ? 1 : 0);
}

static gboolean
check_usage (const Call *call, GError **error)
{
  guint n = call->operands->len;
  const char *fault = NULL;

  if (count_actions (call) > 1)
    fault = _ ("reidentify: --list, --show, --use and --remove exclude each other");
  else if (count_actions (call) == 1 && (n != 1 || call->all_sessions))
    fault = _ ("reidentify: --list, --show, --use and --remove are for one session");
  else if (call->all_sessions && n > 0)
    fault = _ ("reidentify: name sessions or give --all-sessions, not both");
  else if (!call->all_sessions && n == 0)
    fault = _ ("reidentify: expected a session, or --all-sessions");
  if (fault == NULL)
    return TRUE;

  g_set_error_literal (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE, fault);
  return FALSE;
}

static gboolean
act (Call *call, GError **error)
{
  if (count_actions (call) == 0)
    return reidentify (call, error);
  if (call->list)
    return list_revisions (call, call->chosen->pdata[0], error);
  if (call->show != NO_NUMBER)
    return show_revision (call, call->chosen->pdata[0], error);
  if (call->use != NO_NUMBER)
    return use_revision (call, call->chosen->pdata[0], error);
  return remove_revision (call, call->chosen->pdata[0], error);
}

static gboolean
run_in_store (Call *call, GError **error)
{
  gboolean ok;

  call->store = ptl_session_store_open (call->store_path, error);
  if (call->store == NULL)
    return FALSE;

  call->sessions = ptl_session_store_list (call->store, error);
  ok = call->sessions != NULL && choose_sessions (call, error) && act (call, error);
  return ptl_session_store_close (call->store, ok ? error : NULL) && ok;
}

static PtlExit
run (char **args, GError **error)
{
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func (g_free);
  Call call = { .databases = g_ptr_array_new_with_free_func (g_free),
                .rules = g_ptr_array_new_with_free_func (g_free),
                .show = NO_NUMBER,
                .use = NO_NUMBER,
                .remove = NO_NUMBER,
                .operands = operands };
  gboolean ok = ptl_option_parse (options, &call, &call, args, operands, error) &&
                check_usage (&call, error) && run_in_store (&call, error);

  g_clear_pointer (&call.chosen, g_ptr_array_unref);
  g_clear_pointer (&call.sessions, g_ptr_array_unref);
  g_clear_object (&call.store);
  g_ptr_array_unref (call.databases);
  g_ptr_array_unref (call.rules);
  g_free (call.store_path);
  return ok ? PTL_EXIT_DONE : PTL_EXIT_USAGE;
}

const PtlCommand ptl_reidentify_command = {
  "reidentify",
  N_ ("[OPTION...] SESSION...\n--all-sessions [OPTION...]\n--list SESSION\n--show N "
      "SESSION\n--use N SESSION\n--remove N SESSION"),
  N_ ("ask today's rules about the answers of saved scans"),
  options,
  run,
};
