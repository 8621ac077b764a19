/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/import.c: files of scanners, for a program that waits. */
#include "cli/import.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "cli/console.h"
#include "cli/session-store.h"
#include "runner/session-import.h"

#define CLEAR_LINE "\r\033[K"

/* On standard error, where that is a terminal. */
static void
progress_cb (goffset n_bytes, gpointer user_data)
{
  const char *path = user_data;
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *size = g_format_size ((guint64) n_bytes);

  g_printerr (CLEAR_LINE "%s: %s", name, size);
}

static void
complain (GPtrArray *warnings)
{
  for (guint i = 0; i < warnings->len; i++)
    ptl_console_complain ("%s", (const char *) warnings->pdata[i]);
}

GPtrArray *
ptl_import_read_all (const char *path, GError **error)
{
  gboolean shows_progress = isatty (STDERR_FILENO) == 1 && strcmp (path, "-") != 0;
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *sessions = ptl_session_import_load (
      path, shows_progress ? progress_cb : NULL, (gpointer) path, warnings, NULL, error);

  if (shows_progress)
    g_printerr (CLEAR_LINE);
  complain (warnings);
  return sessions;
}

struct _PtlImport
{
  char *path;
  GThread *thread;

  /* the thread's until it is joined */
  GPtrArray *warnings;
  GPtrArray *sessions; /* (nullable): NULL with error */
  GError *error;
};

static gpointer
import_worker (gpointer data)
{
  PtlImport *self = data;

  self->sessions = ptl_session_import_load (self->path, NULL, NULL, self->warnings, NULL,
                                            &self->error);
  return NULL;
}

PtlImport *
ptl_import_begin (const char *path)
{
  PtlImport *self = g_new0 (PtlImport, 1);

  self->path = g_strdup (path);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->thread = g_thread_new ("import", import_worker, self);
  return self;
}

static PtlSession *
take_session (PtlImport *self, GError **error)
{
  if (self->sessions == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }
  if (self->sessions->len == 1)
    return g_object_ref (self->sessions->pdata[0]);

  g_set_error (error, PTL_SESSION_FILE_ERROR, PTL_SESSION_FILE_ERROR_FORMAT,
               _ ("%s: holds %u sessions, not one; import it, and name one of them"),
               self->path, self->sessions->len);
  return NULL;
}

PtlSession *
ptl_import_end (PtlImport *self, GError **error)
{
  PtlSession *session;

  g_thread_join (self->thread);
  complain (self->warnings);
  session = take_session (self, error);

  g_ptr_array_unref (self->warnings);
  g_clear_pointer (&self->sessions, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self);
  return session;
}

static void
rename_session (PtlSession *session, const char *name)
{
  g_autoptr (PtlSessionInfo) info =
      ptl_session_info_copy (ptl_session_get_info (session));

  g_free (info->name);
  info->name = g_strdup (name);
  ptl_session_set_info (session, info);
}

gboolean
ptl_import_save (PtlStore *store,
                 const char *path,
                 const char *name,
                 GPtrArray *infos,
                 GError **error)
{
  g_autoptr (GPtrArray) sessions = ptl_import_read_all (path, error);

  if (sessions == NULL)
    return FALSE;

  for (guint i = 0; i < sessions->len; i++)
    {
      PtlSessionInfo *info;

      if (name != NULL)
        rename_session (sessions->pdata[i], name);
      info = ptl_session_store_save (store, sessions->pdata[i], error);
      if (info == NULL)
        return FALSE;
      g_ptr_array_add (infos, info);
    }

  return TRUE;
}
