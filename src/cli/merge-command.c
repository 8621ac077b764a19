/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/merge-command.c: makes one session of the shards of a scan. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/import.h"
#include "cli/output.h"
#include "cli/session-store.h"
#include "runner/session-merge.h"

typedef struct
{
  char *name;       /* (nullable) */
  char *store_path; /* (nullable) */
  char *format;     /* (nullable) */
  gboolean is_partial;
  gboolean no_save;
  GPtrArray *paths;    /* char *: of outputs */
  GPtrArray *outputs;  /* PtlOutput */
  GPtrArray *operands; /* char * */
  PtlStore *store;     /* (nullable): opened when it is needed */
  GPtrArray *known;    /* (nullable): PtlSessionInfo: those in the store */
  GPtrArray *shards;   /* PtlSession */
  GPtrArray *labels;   /* char *: what each shard is called, and NULL */
  GPtrArray *warnings; /* char * */
} Call;

static const PtlOption options[] = {
  { "--name", "TEXT", N_ ("what to call the session (required)"), PTL_OPTION_STRING,
    .offset = G_STRUCT_OFFSET (Call, name) },
  { "--partial", NULL, N_ ("shards may be missing"), PTL_OPTION_ON,
    .offset = G_STRUCT_OFFSET (Call, is_partial) },
  { "-o --output", "FILE",
    N_ ("write .xml .json .jsonl .csv .html .md or .txt (repeatable)"), PTL_OPTION_LIST,
    .offset = G_STRUCT_OFFSET (Call, paths) },
  { "--format", "FORMAT", N_ ("format of an output whose name does not say it, as of -"),
    PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (Call, format) },
  { "--no-save", NULL, N_ ("keep no session"), PTL_OPTION_ON,
    .offset = G_STRUCT_OFFSET (Call, no_save) },
  { "--store", "FILE", N_ ("sessions are in FILE"), PTL_OPTION_STRING,
    .offset = G_STRUCT_OFFSET (Call, store_path) },
  { NULL },
};

static gboolean
fail (GError **error, const char *what)
{
  g_set_error_literal (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE, what);
  return FALSE;
}

static gboolean
choose_outputs (Call *call, GError **error)
{
  guint n_stdout = 0;

  for (guint i = 0; i < call->paths->len; i++)
    {
      PtlOutput *output = ptl_output_new (call->paths->pdata[i]);

      g_ptr_array_add (call->outputs, output);
      if (!ptl_output_choose_format (output, call->format, error) ||
          !ptl_output_check (output, error))
        return FALSE;
      n_stdout += ptl_output_is_stdout (output);
    }

  return n_stdout <= 1 ||
         fail (error, _ ("merge: more than one output to standard output"));
}

static gboolean
check (Call *call, GError **error)
{
  if (call->operands->len == 0)
    return fail (error, _ ("merge: expected the shards: files, - or sessions"));
  if (call->name == NULL || call->name[0] == '\0')
    return fail (error, _ ("merge: expected --name with what to call the session"));

  return choose_outputs (call, error);
}

static gboolean
open_store (Call *call, GError **error)
{
  if (call->store == NULL)
    call->store = ptl_session_store_open (call->store_path, error);
  if (call->store != NULL && call->known == NULL)
    call->known = ptl_session_store_list (call->store, error);
  return call->known != NULL;
}

/* @label (transfer full) */
static void
add_shard (Call *call, PtlSession *session, char *label)
{
  g_ptr_array_add (call->shards, session);
  g_ptr_array_add (call->labels, label);
}

static gboolean
add_file (Call *call, const char *path, GError **error)
{
  g_autoptr (GPtrArray) sessions = ptl_import_read_all (path, error);

  if (sessions == NULL)
    return FALSE;

  for (guint i = 0; i < sessions->len; i++)
    add_shard (call, g_object_ref (sessions->pdata[i]),
               sessions->len == 1 ? g_strdup (path)
                                  : g_strdup_printf (_ ("%s, session %u"), path, i + 1));
  return TRUE;
}

static gboolean
add_saved (Call *call, const char *text, GError **error)
{
  PtlSession *session;
  gint64 id;

  if (!open_store (call, error))
    return FALSE;

  id = ptl_session_store_find (call->known, text, error);
  session = id != 0 ? ptl_session_store_load (call->store, id, TRUE, error) : NULL;
  if (session != NULL)
    add_shard (call, session, g_strdup (text));
  return session != NULL;
}

static gboolean
add_operand (Call *call, const char *text, GError **error)
{
  return strcmp (text, "-") == 0 || g_file_test (text, G_FILE_TEST_EXISTS)
             ? add_file (call, text, error)
             : add_saved (call, text, error);
}

static gboolean
write_outputs (Call *call, PtlSession *session, GError **error)
{
  PtlOutput table = { .path = (char *) "-", .format = PTL_FORMAT_TEXT };
  gboolean wants_table = TRUE;

  for (guint i = 0; i < call->outputs->len; i++)
    {
      const PtlOutput *output = call->outputs->pdata[i];

      wants_table = wants_table && !ptl_output_is_stdout (output);
      if (!ptl_output_write (output, session, error))
        return FALSE;
    }

  return !wants_table || ptl_output_write (&table, session, error);
}

static gboolean
save (Call *call, PtlSession *session, GError **error)
{
  g_autoptr (PtlSessionInfo) info = NULL;

  if (call->no_save)
    return TRUE;
  if (!open_store (call, error))
    return FALSE;

  info = ptl_session_store_save (call->store, session, error);
  return info != NULL;
}

static PtlExit
merge (Call *call, GError **error)
{
  g_autoptr (PtlSession) session = NULL;

  for (guint i = 0; i < call->operands->len; i++)
    if (!add_operand (call, call->operands->pdata[i], error))
      return PTL_EXIT_USAGE;

  session = ptl_session_merge (call->shards, (const char *const *) call->labels->pdata,
                               call->name, call->is_partial, call->warnings, error);
  if (session == NULL)
    return PTL_EXIT_USAGE;

  for (guint i = 0; i < call->warnings->len; i++)
    ptl_console_complain ("%s", (const char *) call->warnings->pdata[i]);
  if (!save (call, session, error) || !write_outputs (call, session, error))
    return PTL_EXIT_USAGE;
  if (ptl_session_get_info (session)->state != PTL_SESSION_STATE_FINISHED)
    return PTL_EXIT_EARLY;

  return call->warnings->len > 0 ? PTL_EXIT_FINDINGS : PTL_EXIT_DONE;
}

static PtlExit
run (char **args, GError **error)
{
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) outputs =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_output_free);
  g_autoptr (GPtrArray) shards = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  Call call = { .operands = operands,
                .paths = paths,
                .outputs = outputs,
                .shards = shards,
                .labels = labels,
                .warnings = warnings };
  PtlExit status = ptl_option_parse (options, &call, &call, args, operands, error) &&
                           check (&call, error)
                       ? merge (&call, error)
                       : PTL_EXIT_USAGE;

  if (call.store != NULL &&
      !ptl_session_store_close (call.store, *error == NULL ? error : NULL))
    status = PTL_EXIT_USAGE;
  g_clear_pointer (&call.known, g_ptr_array_unref);
  g_clear_object (&call.store);
  g_free (call.name);
  g_free (call.store_path);
  g_free (call.format);
  return status;
}

const PtlCommand ptl_merge_command = {
  "merge",
  N_ ("--name TEXT [OPTION...] FILE|SESSION..."),
  N_ ("make one session of the shards of a scan"),
  options,
  run,
};
