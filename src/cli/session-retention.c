/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/session-retention.c: how long sessions are kept, and what that comes to. */
#include "cli/session-retention.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/console.h"
#include "store/store-retention.h"

static gboolean
get (PtlStore *store, PtlRetention *retention, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  ptl_store_get_retention_async (store, NULL, ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_store_get_retention_finish (store, result, retention, error);
}

char *
ptl_session_retention_get_text (PtlStore *store, GError **error)
{
  PtlRetention retention;
  GString *out;

  if (!get (store, &retention, error))
    return NULL;

  out = g_string_new (NULL);
  if (retention.n_days > 0)
    g_string_append_printf (out,
                            g_dngettext (GETTEXT_PACKAGE, "Scans are kept for %u day.\n",
                                         "Scans are kept for %u days.\n",
                                         retention.n_days),
                            retention.n_days);
  if (retention.n_sessions > 0)
    g_string_append_printf (
        out,
        g_dngettext (GETTEXT_PACKAGE, "Of the same targets %u scan is kept.\n",
                     "Of the same targets %u scans are kept.\n", retention.n_sessions),
        retention.n_sessions);
  if (out->len == 0)
    g_string_append (out, _ ("All scans are kept.\n"));
  return g_string_free (out, FALSE);
}

static gboolean
fail (const char *word, GError **error)
{
  g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
               _ ("sessions keep: “%s”: expected “90 days”, “10 sessions” or “all”"),
               word);
  return FALSE;
}

static gboolean
parse (char **words, PtlRetention *retention, GError **error)
{
  if (strcmp (words[0], "all") == 0)
    return words[1] == NULL || fail (words[1], error);

  for (; *words != NULL; words += 2)
    {
      guint64 n;

      if (!g_ascii_string_to_unsigned (words[0], 10, 1, 1000000, &n, NULL))
        return fail (words[0], error);
      if (words[1] != NULL && g_str_has_prefix (words[1], "day"))
        retention->n_days = (guint) n;
      else if (words[1] != NULL && g_str_has_prefix (words[1], "session"))
        retention->n_sessions = (guint) n;
      else
        return fail (words[1] != NULL ? words[1] : words[0], error);
    }

  return TRUE;
}

gboolean
ptl_session_retention_set (PtlStore *store, char **words, GError **error)
{
  PtlRetention retention = { 0, 0 };
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  if (!parse (words, &retention, error))
    return FALSE;

  ptl_store_set_retention_async (store, &retention, NULL, ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_store_set_retention_finish (store, result, error);
}

GPtrArray *
ptl_session_retention_choose (PtlStore *store, GPtrArray *sessions, GError **error)
{
  PtlRetention retention;

  return get (store, &retention, error)
             ? ptl_retention_choose (&retention, sessions, g_get_real_time ())
             : NULL;
}
