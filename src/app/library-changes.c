/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/library-changes.c: what a person changes in the library by hand. */
#include "app/library-private.h"

#include <glib/gi18n-lib.h>

#include "app/session-list.h"

#define UNDO_S 10

static void
rename_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlLibrary) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!ptl_store_rename_finish (PTL_STORE (source), result, &error))
    ptl_library_report (self, _ ("The scan cannot be renamed"), error);
}

void
ptl_library_rename (PtlLibrary *self, PtlSessionItem *item, const char *name)
{
  g_autoptr (PtlSessionInfo) info = NULL;
  PtlSession *session;

  g_return_if_fail (PTL_IS_LIBRARY (self));

  info = ptl_session_info_copy (ptl_session_item_get_info (item));
  g_free (info->name);
  info->name = g_strdup (name);
  session = ptl_session_item_get_session (item);
  if (session != NULL)
    ptl_session_set_info (session, info);
  ptl_session_item_set_info (item, info);
  if (info->id != 0)
    ptl_store_rename_async (self->store, info->id, name, NULL, rename_cb,
                            g_object_ref (self));
}

static void
notes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlLibrary) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!ptl_store_set_notes_finish (PTL_STORE (source), result, &error))
    ptl_library_report (self, _ ("The notes cannot be saved"), error);
}

static void
tags_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlLibrary) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!ptl_store_set_tags_finish (PTL_STORE (source), result, &error))
    ptl_library_report (self, _ ("The tags cannot be saved"), error);
}

void
ptl_library_set_notes (PtlLibrary *self,
                       PtlSessionItem *item,
                       GStrv tags,
                       const char *notes)
{
  g_autoptr (PtlSessionInfo) info = NULL;
  PtlSession *session;

  g_return_if_fail (PTL_IS_LIBRARY (self));

  info = ptl_session_info_copy (ptl_session_item_get_info (item));
  g_strfreev (info->tags);
  info->tags = g_strdupv (tags);
  g_free (info->notes);
  info->notes = g_strdup (notes);
  session = ptl_session_item_get_session (item);
  if (session != NULL)
    ptl_session_set_info (session, info);
  ptl_session_item_set_info (item, info);
  if (info->id == 0)
    return;

  ptl_store_set_tags_async (self->store, info->id, (const char *const *) tags, NULL,
                            tags_cb, g_object_ref (self));
  ptl_store_set_notes_async (self->store, info->id, NULL, notes, NULL, notes_cb,
                             g_object_ref (self));
}

static void
delete_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlLibrary) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!ptl_store_delete_finish (PTL_STORE (source), result, &error))
    ptl_library_report (self, _ ("The scan cannot be deleted"), error);
}

void
ptl_library_commit_delete (PtlLibrary *self)
{
  g_autoptr (PtlSessionItem) item = g_steal_pointer (&self->deleted);
  gint64 id;

  g_clear_handle_id (&self->delete_id, g_source_remove);
  if (item == NULL)
    return;

  id = ptl_session_item_get_info (item)->id;
  if (id != 0)
    ptl_store_delete_async (self->store, id, NULL, delete_cb, g_object_ref (self));
}

static gboolean
undo_over_cb (gpointer user_data)
{
  PtlLibrary *self = user_data;

  self->delete_id = 0;
  ptl_library_commit_delete (self);
  return G_SOURCE_REMOVE;
}

void
ptl_library_delete (PtlLibrary *self, PtlSessionItem *item)
{
  guint position;

  g_return_if_fail (PTL_IS_LIBRARY (self));
  g_return_if_fail (!ptl_session_item_is_running (item));

  ptl_library_commit_delete (self);
  if (!g_list_store_find (self->items, item, &position))
    return;

  self->deleted = g_object_ref (item);
  g_list_store_remove (self->items, position);
  self->delete_id = g_timeout_add_seconds (UNDO_S, undo_over_cb, self);
}

PtlSessionItem *
ptl_library_undo_delete (PtlLibrary *self)
{
  g_autoptr (PtlSessionItem) item = NULL;

  g_return_val_if_fail (PTL_IS_LIBRARY (self), NULL);

  g_clear_handle_id (&self->delete_id, g_source_remove);
  item = g_steal_pointer (&self->deleted);
  if (item != NULL)
    ptl_session_list_add (self->items, item);
  return item; /* the list holds it */
}
