/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/filter-bar.c: which of the ports of a session are shown.
 *
 * Template: ui/filter-bar.ui.  What a filter needs besides the session, an earlier one or
 * the answers, is loaded before it is handed on. */
#include "app/filter-bar.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/phrases.h"
#include "app/saved-filters.h"
#include "filter/baseline.h"

#define MAX_ASKED 20000 /* ports that are looked through for values to offer */

struct _PtlFilterBar
{
  GtkBox parent_instance;

  PtlLibrary *library;       /* (nullable): of no session yet */
  PtlSessionItem *item;      /* (nullable) */
  PtlSession *session;       /* (nullable) */
  PtlSessionFilter *typed;   /* (nullable): while what it needs is loaded */
  GCancellable *cancellable; /* of that */

  PtlFilterEntry *entry;
  GtkLabel *count_label;
  GtkMenuButton *saved_button;
};

enum
{
  FILTER_CHANGED,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlFilterBar, ptl_filter_bar, GTK_TYPE_BOX)

static void prepare (PtlFilterBar *self);

static void
stop_loading (PtlFilterBar *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->typed, ptl_session_filter_unref);
}

/* --- what a filter needs --- */

/* Returns: (transfer full) (nullable) */
static PtlSessionItem *
find_baseline (PtlFilterBar *self)
{
  GListModel *items = ptl_library_get_items (self->library);
  g_autoptr (GPtrArray) infos = g_ptr_array_new ();
  const PtlSessionInfo *found;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (PtlSessionItem) item = g_list_model_get_item (items, i);

      g_ptr_array_add (infos, ptl_session_item_get_info (item));
    }

  found = ptl_baseline_find (infos, ptl_session_item_get_info (self->item));
  for (guint i = 0; found != NULL && i < infos->len; i++)
    if (infos->pdata[i] == found)
      return g_list_model_get_item (items, i);

  return NULL;
}

/* Returns: (transfer full) (nullable): what was loaded, if it is still asked for */
static PtlSession *
finish_loading (PtlFilterBar *self, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  PtlSession *session = ptl_library_load_finish (self->library, result, &error);

  if (session == NULL)
    ptl_filter_entry_set_error (self->entry, error->message);
  return session;
}

static gboolean
is_of_interest (GAsyncResult *result)
{
  return !g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)));
}

static void
baseline_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlFilterBar) self = user_data;
  g_autoptr (PtlSession) baseline = NULL;

  if (!is_of_interest (result) || (baseline = finish_loading (self, result)) == NULL)
    return;

  ptl_session_filter_set_baseline (self->typed, baseline);
  prepare (self);
}

static void
answers_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlFilterBar) self = user_data;
  g_autoptr (PtlSession) answers = NULL;

  if (!is_of_interest (result) || (answers = finish_loading (self, result)) == NULL)
    return;

  ptl_session_filter_set_answers (self->typed, answers);
  prepare (self);
}

static void
load_baseline (PtlFilterBar *self)
{
  g_autoptr (PtlSessionItem) item = find_baseline (self);

  if (item == NULL)
    ptl_filter_entry_set_error (
        self->entry, _ ("“new” has nothing to be asked against: there is no earlier scan "
                        "of the same targets."));
  else
    ptl_library_load_async (self->library, item, FALSE, self->cancellable,
                            baseline_loaded_cb, g_object_ref (self));
}

/* Loads what is missing, one after the other, and hands the filter on. */
static void
prepare (PtlFilterBar *self)
{
  g_autoptr (PtlSessionFilter) filter = NULL;

  if (ptl_session_filter_needs_baseline (self->typed) && self->typed->baseline == NULL)
    load_baseline (self);
  else if (ptl_session_filter_needs_responses (self->typed) &&
           self->typed->answers == NULL)
    ptl_library_load_async (self->library, self->item, TRUE, self->cancellable,
                            answers_loaded_cb, g_object_ref (self));
  else
    {
      filter = g_steal_pointer (&self->typed);
      g_signal_emit (self, signals[FILTER_CHANGED], 0, filter);
    }
}

static void
filter_changed_cb (PtlFilterBar *self, PtlSessionFilter *filter)
{
  stop_loading (self);
  if (self->session == NULL)
    return;
  if (filter == NULL)
    {
      gtk_label_set_text (self->count_label, "");
      g_signal_emit (self, signals[FILTER_CHANGED], 0, NULL);
      return;
    }

  self->cancellable = g_cancellable_new ();
  self->typed = ptl_session_filter_ref (filter);
  prepare (self);
}

/* --- values to offer --- */

static void
add_value (GHashTable *known, GPtrArray *values, const char *prefix, char *value)
{
  g_autofree char *taken = value;

  if (value == NULL || !g_utf8_validate (value, -1, NULL) ||
      g_ascii_strncasecmp (value, prefix, strlen (prefix)) != 0 ||
      !g_hash_table_add (known, value))
    return;

  g_ptr_array_add (values, g_steal_pointer (&taken));
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
values_cb (PtlFilterField field,
           const char *prefix,
           GPtrArray *values,
           gpointer user_data)
{
  PtlFilterBar *self = user_data;
  GPtrArray *hosts = self->session != NULL ? ptl_session_get_hosts (self->session) : NULL;
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_asked = 0;

  for (guint i = 0; hosts != NULL && i < hosts->len && n_asked < MAX_ASKED; i++)
    {
      PtlHost *host = hosts->pdata[i];
      PtlFilterRow row = { ptl_session_get_info (self->session), host, NULL, NULL, NULL };

      for (guint j = 0; j < host->ports->len && n_asked < MAX_ASKED; j++, n_asked++)
        {
          row.port = host->ports->pdata[j];
          add_value (known, values, prefix, ptl_filter_row_dup_value (&row, field));
        }
    }
  g_ptr_array_sort (values, compare_texts);
}

/* --- from outside --- */

void
ptl_filter_bar_show (PtlFilterBar *self,
                     PtlLibrary *library,
                     PtlSessionItem *item,
                     PtlSession *session)
{
  g_autofree char *text = NULL;

  g_return_if_fail (PTL_IS_FILTER_BAR (self));

  stop_loading (self);
  g_set_object (&self->library, library);
  g_set_object (&self->item, item);
  g_set_object (&self->session, session);
  text = g_strdup (ptl_filter_entry_get_text (self->entry));
  if (*text == '\0')
    return;

  ptl_filter_entry_set_text (self->entry, "");
  ptl_filter_entry_set_text (self->entry, text);
}

void
ptl_filter_bar_clear (PtlFilterBar *self)
{
  g_return_if_fail (PTL_IS_FILTER_BAR (self));

  stop_loading (self);
  g_clear_object (&self->library);
  g_clear_object (&self->item);
  g_clear_object (&self->session);
}

void
ptl_filter_bar_focus (PtlFilterBar *self)
{
  g_return_if_fail (PTL_IS_FILTER_BAR (self));

  ptl_filter_entry_focus (self->entry);
}

void
ptl_filter_bar_add_term (PtlFilterBar *self, const char *term)
{
  const char *text;
  g_autofree char *changed = NULL;

  g_return_if_fail (PTL_IS_FILTER_BAR (self));

  text = ptl_filter_entry_get_text (self->entry);
  changed = *text != '\0' ? g_strdup_printf ("%s %s", text, term) : g_strdup (term);
  ptl_filter_entry_set_text (self->entry, changed);
}

void
ptl_filter_bar_set_count (PtlFilterBar *self, guint n_shown, guint n_ports)
{
  g_autofree char *text = NULL;

  g_return_if_fail (PTL_IS_FILTER_BAR (self));

  text = ptl_phrases_of_ports (n_shown, n_ports);
  gtk_label_set_text (self->count_label, text);
}

static void
closed_cb (PtlFilterBar *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

/* --- filters that are kept --- */

static void
saved_pressed_cb (PtlFilterBar *self)
{
  g_autoptr (GMenu) menu =
      ptl_saved_filters_make_menu (ptl_filter_entry_get_text (self->entry));

  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->saved_button)))
    gtk_menu_button_set_menu_model (self->saved_button, G_MENU_MODEL (menu));
}

static void
use_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlFilterBar *self = user_data;

  ptl_filter_entry_set_text (self->entry, g_variant_get_string (parameter, NULL));
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_saved_filters_add (ptl_filter_entry_get_text (PTL_FILTER_BAR (user_data)->entry));
}

static void
forget_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_saved_filters_remove (
      ptl_filter_entry_get_text (PTL_FILTER_BAR (user_data)->entry));
}

static const GActionEntry action_entries[] = {
  { .name = "use", .activate = use_cb, .parameter_type = "s" },
  { .name = "save", .activate = save_cb },
  { .name = "forget", .activate = forget_cb },
};

static void
ptl_filter_bar_dispose (GObject *object)
{
  PtlFilterBar *self = PTL_FILTER_BAR (object);

  ptl_filter_bar_clear (self);
  if (self->entry != NULL)
    ptl_filter_entry_set_values_func (self->entry, NULL, NULL);
  G_OBJECT_CLASS (ptl_filter_bar_parent_class)->dispose (object);
}

static void
ptl_filter_bar_class_init (PtlFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_filter_bar_dispose;

  signals[FILTER_CHANGED] =
      g_signal_new ("filter-changed", PTL_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CLOSED] = g_signal_new ("closed", PTL_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (PTL_TYPE_FILTER_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/portolan/Portolan/ui/filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlFilterBar, entry);
  gtk_widget_class_bind_template_child (widget_class, PtlFilterBar, count_label);
  gtk_widget_class_bind_template_child (widget_class, PtlFilterBar, saved_button);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, saved_pressed_cb);
}

static void
ptl_filter_bar_init (PtlFilterBar *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenu) empty = g_menu_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "filter", G_ACTION_GROUP (actions));
  gtk_menu_button_set_menu_model (self->saved_button, G_MENU_MODEL (empty));
  ptl_filter_entry_set_names (self->entry, _ ("Filter"),
                              _ ("port:22,80-90 service:http version<1.25 …"));
  ptl_filter_entry_set_values_func (self->entry, values_cb, self);
}
