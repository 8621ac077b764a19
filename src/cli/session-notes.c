/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/session-notes.c: what a person notes about sessions, and finds again. */
#include "cli/session-notes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"
#include "cli/command.h"
#include "cli/console.h"

#define MAX_SHOWN 160 /* bytes of what was found */

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

static void
append_hit (GString *out, const PtlSearchHit *hit)
{
  g_autofree char *address = hit->has_host ? ptl_address_to_string (&hit->address) : NULL;
  g_autofree char *line =
      g_strdelimit (g_strdup (hit->text != NULL ? hit->text : ""), "\r\n\t", ' ');
  g_autofree char *text = ptl_display_text (line, strlen (line), MAX_SHOWN, FALSE);

  g_string_append_printf (out, "%5" G_GINT64_FORMAT "  ", hit->session_id);
  if (hit->has_port)
    g_string_append_printf (out, "%s %u/%s  ", address, hit->port,
                            ptl_protocol_to_string (hit->protocol));
  else if (hit->has_host)
    g_string_append_printf (out, "%s  ", address);
  g_string_append_printf (out, "%s\n", text);
}

char *
ptl_session_notes_search (PtlStore *store, const char *text, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  PtlConsoleWait wait = { NULL };
  GString *out;

  ptl_store_search_async (store, text, NULL, ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  hits = ptl_store_search_finish (store, result, error);
  if (hits == NULL)
    return NULL;

  out = g_string_new (NULL);
  for (guint i = 0; i < hits->len; i++)
    append_hit (out, hits->pdata[i]);
  return g_string_free (out, FALSE);
}
