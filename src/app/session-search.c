/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/session-search.c: which of the past scans are listed.
 *
 * Template: ui/session-search.ui. */
#include "app/session-search.h"

#include <glib/gi18n-lib.h>

#include "filter/baseline.h"

struct _PtlSessionSearch
{
  GtkBox parent_instance;

  PtlLibrary *library;
  GCancellable *cancellable; /* (nullable): of the search that runs */
  GHashTable *found;         /* (nullable): gint64: ids; NULL: all */
  PtlSessionFilter *filter;  /* (nullable) */

  PtlFilterEntry *entry;
  GtkLabel *none_label;
};

enum
{
  FOUND,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlSessionSearch, ptl_session_search, GTK_TYPE_BOX)

static void
stop (PtlSessionSearch *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
tell_found (PtlSessionSearch *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->none_label),
                          self->found != NULL && g_hash_table_size (self->found) == 0);
  g_signal_emit (self, signals[FOUND], 0);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlSessionSearch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids =
      ptl_library_search_finish (PTL_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->filter == NULL)
    return;

  ptl_filter_entry_set_error (self->entry, error != NULL ? error->message : NULL);
  g_clear_pointer (&self->found, g_hash_table_unref);
  self->found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_hash_table_add (self->found,
                      g_memdup2 (&g_array_index (ids, gint64, i), sizeof (gint64)));
  tell_found (self);
}

/* Where no session has an earlier one of its targets, nothing can be new. */
static gboolean
has_baselines (PtlSessionSearch *self)
{
  GListModel *items = ptl_library_get_items (self->library);
  g_autoptr (GPtrArray) infos = g_ptr_array_new ();
  g_autoptr (GHashTable) baselines = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (PtlSessionItem) item = g_list_model_get_item (items, i);

      g_ptr_array_add (infos, ptl_session_item_get_info (item));
    }
  baselines = ptl_baseline_find_all (infos);
  return g_hash_table_size (baselines) > 0;
}

static void
search (PtlSessionSearch *self)
{
  stop (self);
  if (ptl_session_filter_needs_baseline (self->filter) && !has_baselines (self))
    {
      ptl_filter_entry_set_error (
          self->entry,
          _ ("“new” has nothing to be asked against: of no scan is there an earlier one "
             "of the same targets."));
      return;
    }

  self->cancellable = g_cancellable_new ();
  ptl_library_search_async (self->library, self->filter->filter, self->cancellable,
                            found_cb, g_object_ref (self));
}

static void
filter_changed_cb (PtlSessionSearch *self, PtlSessionFilter *filter)
{
  if (self->library == NULL || (filter == NULL && self->filter == NULL))
    return;

  g_clear_pointer (&self->filter, ptl_session_filter_unref);
  if (filter != NULL)
    {
      self->filter = ptl_session_filter_ref (filter);
      search (self);
      return;
    }

  stop (self);
  g_clear_pointer (&self->found, g_hash_table_unref);
  tell_found (self);
}

static void
closed_cb (PtlSessionSearch *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

/* What comes later is looked for as well. */
static void
items_changed_cb (PtlSessionSearch *self)
{
  if (self->filter != NULL)
    search (self);
}

void
ptl_session_search_set_library (PtlSessionSearch *self, PtlLibrary *library)
{
  g_return_if_fail (PTL_IS_SESSION_SEARCH (self));

  g_set_object (&self->library, library);
  g_signal_connect_object (ptl_library_get_items (library), "items-changed",
                           G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
}

gboolean
ptl_session_search_finds (PtlSessionSearch *self, PtlSessionItem *item)
{
  g_return_val_if_fail (PTL_IS_SESSION_SEARCH (self), FALSE);

  return self->found == NULL ||
         g_hash_table_contains (self->found, &ptl_session_item_get_info (item)->id);
}

static void
ptl_session_search_dispose (GObject *object)
{
  PtlSessionSearch *self = PTL_SESSION_SEARCH (object);

  stop (self);
  g_clear_pointer (&self->filter, ptl_session_filter_unref);
  g_clear_pointer (&self->found, g_hash_table_unref);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (ptl_session_search_parent_class)->dispose (object);
}

static void
ptl_session_search_class_init (PtlSessionSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_session_search_dispose;

  signals[FOUND] = g_signal_new ("found", PTL_TYPE_SESSION_SEARCH, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSED] = g_signal_new ("closed", PTL_TYPE_SESSION_SEARCH, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (PTL_TYPE_FILTER_ENTRY);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/session-search.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlSessionSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionSearch, none_label);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
}

static void
ptl_session_search_init (PtlSessionSearch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ptl_filter_entry_set_names (self->entry, _ ("Search past scans"), _ ("Search scans"));
}
