/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/session-notes.c: what a person notes about sessions. */
#include "cli/session-notes.h"

#include <glib/gi18n-lib.h>

#include "cli/command.h"
#include "cli/console.h"

static void
change_tag (GPtrArray *tags, const char *change)
{
  const char *tag = *change == '+' || *change == '-' ? change + 1 : change;
  guint index;
  gboolean has = g_ptr_array_find_with_equal_func (tags, tag, g_str_equal, &index);

  if (*change == '-' && has)
    g_ptr_array_remove_index (tags, index);
  else if (*change != '-' && !has && *tag != '\0')
    g_ptr_array_add (tags, g_strdup (tag));
}

gboolean
ptl_session_notes_tag (PtlStore *store,
                       const PtlSessionInfo *info,
                       char **changes,
                       GError **error)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  for (guint i = 0; info->tags != NULL && info->tags[i] != NULL; i++)
    g_ptr_array_add (tags, g_strdup (info->tags[i]));
  for (guint i = 0; changes[i] != NULL; i++)
    {
      g_auto (GStrv) parts = ptl_session_info_parse_tags (changes[i]);

      for (guint j = 0; parts[j] != NULL; j++)
        change_tag (tags, parts[j]);
    }
  g_ptr_array_add (tags, NULL);

  ptl_store_set_tags_async (store, info->id, (const char *const *) tags->pdata, NULL,
                            ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_store_set_tags_finish (store, result, error);
}

gboolean
ptl_session_notes_set (PtlStore *store,
                       gint64 id,
                       const char *host,
                       const char *text,
                       GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };
  PtlAddress address;

  if (host != NULL && !ptl_address_parse (host, &address))
    {
      g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                   _ ("option --host: “%s” is no address"), host);
      return FALSE;
    }

  ptl_store_set_notes_async (store, id, host != NULL ? &address : NULL, text, NULL,
                             ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_store_set_notes_finish (store, result, error);
}
