/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/session-store.c: the store of sessions, for a program that waits. */
#include "cli/session-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/console.h"
#include "runner/data-files.h"

G_DEFINE_QUARK (ptl_session_store_error_quark, ptl_session_store_error)

PtlStore *
ptl_session_store_open (const char *path, GError **error)
{
  g_autofree char *usual = path == NULL ? ptl_data_files_get_store_path () : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };
  PtlStore *store;

  ptl_store_open_async (path != NULL ? path : usual, NULL, ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  store = ptl_store_open_finish (result, error);
  if (store != NULL && ptl_store_get_notice (store) != NULL)
    ptl_console_complain ("%s", ptl_store_get_notice (store));
  return store;
}

gboolean
ptl_session_store_close (PtlStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  ptl_store_close_async (store, NULL, ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_store_close_finish (store, result, error);
}

GPtrArray *
ptl_session_store_list (PtlStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  ptl_store_list_async (store, NULL, ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_store_list_finish (store, result, error);
}

PtlSession *
ptl_session_store_load (PtlStore *store,
                        gint64 id,
                        gboolean with_responses,
                        GError **error)
{
  return ptl_session_store_load_revision (store, id, PTL_REVISION_CHOSEN, with_responses,
                                          error);
}

PtlSession *
ptl_session_store_load_revision (PtlStore *store,
                                 gint64 id,
                                 gint64 revision,
                                 gboolean with_responses,
                                 GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  ptl_store_load_revision_async (store, id, revision, with_responses, NULL,
                                 ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_store_load_finish (store, result, error);
}

PtlSessionInfo *
ptl_session_store_save (PtlStore *store, PtlSession *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  ptl_store_save_async (store, session, NULL, ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_store_save_finish (store, result, error);
}

GPtrArray *
ptl_session_store_load_trace (PtlStore *store, gint64 id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  ptl_store_load_trace_async (store, id, NULL, PTL_PROTOCOL_TCP, 0, NULL,
                              ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_store_load_trace_finish (store, result, error);
}

PtlSessionInfo *
ptl_session_store_find_info (GPtrArray *sessions, const char *text, GError **error)
{
  PtlSessionInfo *found = NULL;
  gint64 id = 0;

  g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL);
  for (guint i = 0; i < sessions->len; i++)
    {
      PtlSessionInfo *info = sessions->pdata[i];

      if (info->id == id)
        return info;
      if (strcmp (info->name, text) != 0)
        continue;
      if (found != NULL)
        {
          g_set_error (error, PTL_SESSION_STORE_ERROR, PTL_SESSION_STORE_ERROR_AMBIGUOUS,
                       _ ("more than one session is called “%s”; use its number"), text);
          return NULL;
        }
      found = info;
    }

  if (found == NULL)
    g_set_error (error, PTL_SESSION_STORE_ERROR, PTL_SESSION_STORE_ERROR_NO_SESSION,
                 _ ("there is no session “%s”"), text);
  return found;
}

gint64
ptl_session_store_find (GPtrArray *sessions, const char *text, GError **error)
{
  const PtlSessionInfo *info = ptl_session_store_find_info (sessions, text, error);

  return info != NULL ? info->id : 0;
}
