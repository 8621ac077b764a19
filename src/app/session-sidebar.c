/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/session-sidebar.c: the list of past scans.
 *
 * Template: ui/session-sidebar.ui. */
#include "app/session-sidebar.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "app/empty-state.h"
#include "app/notes-popover.h"
#include "app/session-row.h"
#include "app/session-search.h"

#define REFRESH_S 30 /* "5 min ago" becomes old */

struct _PtlSessionSidebar
{
  GtkBox parent_instance;

  PtlLibrary *library;
  PtlSessionItem *renamed; /* (nullable): while its name is being edited */
  GSimpleActionGroup *actions;
  guint refresh_id;

  PtlSessionSearch *search;
  GtkListBox *list;
  PtlEmptyState *placeholder;
  GtkWidget *root_note;
  GtkPopover *rename_popover;
  GtkEntry *name_entry;
  PtlNotesPopover *notes_popover;
};

enum
{
  ITEM_OPENED,
  ITEM_DELETED,
  ITEM_RESUMED,
  ITEM_COMPARED,
  ITEM_COMPARED_LAST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlSessionSidebar, ptl_session_sidebar, GTK_TYPE_BOX)

/* Returns: (transfer none) (nullable) */
static PtlSessionItem *
get_selected_item (PtlSessionSidebar *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? ptl_session_row_get_item (PTL_SESSION_ROW (row)) : NULL;
}

static void
row_activated_cb (PtlSessionSidebar *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[ITEM_OPENED], 0,
                 ptl_session_row_get_item (PTL_SESSION_ROW (row)));
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlSessionSidebar *self = user_data;
  PtlSessionItem *item = get_selected_item (self);

  if (item != NULL)
    g_signal_emit (self, signals[ITEM_OPENED], 0, item);
}

static void
resume_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlSessionSidebar *self = user_data;
  PtlSessionItem *item = get_selected_item (self);

  if (item != NULL && ptl_session_item_is_resumable (item))
    g_signal_emit (self, signals[ITEM_RESUMED], 0, item);
}

static void
compare_selected (PtlSessionSidebar *self, guint signal)
{
  PtlSessionItem *item = get_selected_item (self);

  if (item != NULL && !ptl_session_item_is_running (item))
    g_signal_emit (self, signals[signal], 0, item);
}

static void
compare_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  compare_selected (user_data, ITEM_COMPARED);
}

static void
compare_last_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  compare_selected (user_data, ITEM_COMPARED_LAST);
}

static void
edit_notes_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlSessionSidebar *self = user_data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  GdkRectangle place;

  if (row == NULL)
    return;

  gtk_widget_get_allocation (GTK_WIDGET (row), &place);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->notes_popover), &place);
  ptl_notes_popover_edit (self->notes_popover, self->library, get_selected_item (self));
}

static void
ask_name_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlSessionSidebar *self = user_data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  g_autofree char *name = NULL;
  GdkRectangle place;

  if (row == NULL)
    return;

  g_set_object (&self->renamed, get_selected_item (self));
  name = g_utf8_make_valid (ptl_session_item_get_info (self->renamed)->name, -1);
  gtk_entry_set_text (self->name_entry, name);
  gtk_widget_get_allocation (GTK_WIDGET (row), &place);
  gtk_popover_set_pointing_to (self->rename_popover, &place);
  gtk_popover_popup (self->rename_popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_entry));
}

static void
rename_cb (PtlSessionSidebar *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_entry_get_text (self->name_entry)));

  gtk_popover_popdown (self->rename_popover);
  if (self->renamed != NULL && *name != '\0')
    ptl_library_rename (self->library, self->renamed, name);
  g_clear_object (&self->renamed);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlSessionSidebar *self = user_data;
  g_autoptr (PtlSessionItem) item = NULL;

  if (!g_set_object (&item, get_selected_item (self)) ||
      ptl_session_item_is_running (item))
    return;

  ptl_library_delete (self->library, item);
  g_signal_emit (self, signals[ITEM_DELETED], 0, item);
}

static const GActionEntry action_entries[] = {
  { .name = "open", .activate = open_cb },
  { .name = "resume", .activate = resume_cb },
  { .name = "compare", .activate = compare_cb },
  { .name = "compare-last", .activate = compare_last_cb },
  { .name = "rename", .activate = ask_name_cb },
  { .name = "notes", .activate = edit_notes_cb },
  { .name = "delete", .activate = delete_cb },
};

static gboolean
key_press_cb (PtlSessionSidebar *self, GdkEventKey *event)
{
  const char *name = NULL;

  if (event->keyval == GDK_KEY_Delete || event->keyval == GDK_KEY_KP_Delete)
    name = "delete";
  else if (event->keyval == GDK_KEY_F2)
    name = "rename";
  if (name == NULL)
    return GDK_EVENT_PROPAGATE;

  g_action_group_activate_action (G_ACTION_GROUP (self->actions), name, NULL);
  return GDK_EVENT_STOP;
}

/* GTK's list takes Tab from row to row. The arrows do that: Tab leaves the list. */
static gboolean
focus_cb (PtlSessionSidebar *self, GtkDirectionType direction)
{
  gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (is_tab && gtk_container_get_focus_child (GTK_CONTAINER (self->list)) != NULL)
    g_signal_stop_emission_by_name (self->list, "focus");
  return FALSE;
}

static void
pop_up (PtlSessionSidebar *self, const GdkEvent *event)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  PtlSessionItem *item = get_selected_item (self);
  GMenu *model = gtk_application_get_menu_by_id (application, "session-menu");
  GAction *delete = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "delete");
  GAction *resume = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "resume");
  GAction *compare = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "compare");
  GAction *compare_last =
      g_action_map_lookup_action (G_ACTION_MAP (self->actions), "compare-last");
  GtkWidget *menu;

  if (item == NULL)
    return;

  g_simple_action_set_enabled (G_SIMPLE_ACTION (delete),
                               !ptl_session_item_is_running (item));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (resume),
                               ptl_session_item_is_resumable (item));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (compare),
                               !ptl_session_item_is_running (item));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (compare_last),
                               !ptl_session_item_is_running (item));
  menu = gtk_menu_new_from_model (G_MENU_MODEL (model));
  gtk_menu_attach_to_widget (GTK_MENU (menu), GTK_WIDGET (self->list), NULL);
  if (event != NULL)
    gtk_menu_popup_at_pointer (GTK_MENU (menu), event);
  else
    gtk_menu_popup_at_widget (GTK_MENU (menu),
                              GTK_WIDGET (gtk_list_box_get_selected_row (self->list)),
                              GDK_GRAVITY_SOUTH, GDK_GRAVITY_NORTH, NULL);
}

static gboolean
popup_menu_cb (PtlSessionSidebar *self)
{
  pop_up (self, NULL);
  return GDK_EVENT_STOP;
}

static gboolean
button_press_cb (PtlSessionSidebar *self, GdkEventButton *event)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list, (int) event->y);

  if (row == NULL || !gdk_event_triggers_context_menu ((GdkEvent *) event))
    return GDK_EVENT_PROPAGATE;

  gtk_list_box_select_row (self->list, row);
  pop_up (self, (GdkEvent *) event);
  return GDK_EVENT_STOP;
}

/* A list with a model has no filter of its own. */
static void
show_if_found (GtkWidget *row, gpointer user_data)
{
  PtlSessionSidebar *self = user_data;
  PtlSessionItem *item = ptl_session_row_get_item (PTL_SESSION_ROW (row));

  gtk_widget_set_visible (row, ptl_session_search_finds (self->search, item));
}

static void
found_cb (PtlSessionSidebar *self)
{
  gtk_container_foreach (GTK_CONTAINER (self->list), show_if_found, self);
}

static void
search_closed_cb (PtlSessionSidebar *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  return ptl_session_row_new (item);
}

static void
refresh_row (GtkWidget *row, gpointer user_data)
{
  ptl_session_row_refresh (PTL_SESSION_ROW (row));
}

static gboolean
refresh_cb (gpointer user_data)
{
  PtlSessionSidebar *self = user_data;

  gtk_container_foreach (GTK_CONTAINER (self->list), refresh_row, NULL);
  return G_SOURCE_CONTINUE;
}

void
ptl_session_sidebar_set_library (PtlSessionSidebar *self, PtlLibrary *library)
{
  g_return_if_fail (PTL_IS_SESSION_SIDEBAR (self));

  g_set_object (&self->library, library);
  ptl_session_search_set_library (self->search, library);
  gtk_list_box_bind_model (self->list, ptl_library_get_items (library), make_row, NULL,
                           NULL);
}

void
ptl_session_sidebar_select (PtlSessionSidebar *self, PtlSessionItem *item)
{
  GListModel *items;

  g_return_if_fail (PTL_IS_SESSION_SIDEBAR (self));

  gtk_list_box_unselect_all (self->list);
  items = ptl_library_get_items (self->library);
  for (guint i = 0; item != NULL && i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (PtlSessionItem) other = g_list_model_get_item (items, i);

      if (other == item)
        gtk_list_box_select_row (self->list,
                                 gtk_list_box_get_row_at_index (self->list, (int) i));
    }
}

static void
ptl_session_sidebar_dispose (GObject *object)
{
  PtlSessionSidebar *self = PTL_SESSION_SIDEBAR (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->renamed);
  g_clear_object (&self->library);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (ptl_session_sidebar_parent_class)->dispose (object);
}

static void
ptl_session_sidebar_class_init (PtlSessionSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_session_sidebar_dispose;

  signals[ITEM_OPENED] =
      g_signal_new ("item-opened", PTL_TYPE_SESSION_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, PTL_TYPE_SESSION_ITEM);
  signals[ITEM_DELETED] =
      g_signal_new ("item-deleted", PTL_TYPE_SESSION_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, PTL_TYPE_SESSION_ITEM);

  signals[ITEM_RESUMED] =
      g_signal_new ("item-resumed", PTL_TYPE_SESSION_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, PTL_TYPE_SESSION_ITEM);

  signals[ITEM_COMPARED] =
      g_signal_new ("item-compared", PTL_TYPE_SESSION_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, PTL_TYPE_SESSION_ITEM);
  signals[ITEM_COMPARED_LAST] =
      g_signal_new ("item-compared-last", PTL_TYPE_SESSION_SIDEBAR, G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 1, PTL_TYPE_SESSION_ITEM);

  g_type_ensure (PTL_TYPE_EMPTY_STATE);
  g_type_ensure (PTL_TYPE_NOTES_POPOVER);
  g_type_ensure (PTL_TYPE_SESSION_SEARCH);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/session-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlSessionSidebar, search);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionSidebar, placeholder);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionSidebar, root_note);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionSidebar, rename_popover);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionSidebar, name_entry);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionSidebar, notes_popover);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_press_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_cb);
  gtk_widget_class_bind_template_callback (widget_class, button_press_cb);
  gtk_widget_class_bind_template_callback (widget_class, popup_menu_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_closed_cb);
}

static void
ptl_session_sidebar_init (PtlSessionSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "session",
                                  G_ACTION_GROUP (self->actions));
  ptl_empty_state_set (self->placeholder, NULL, _ ("No Scans Yet"),
                       _ ("Every scan is kept here."));
  gtk_widget_set_visible (self->root_note, geteuid () == 0);
  self->refresh_id = g_timeout_add_seconds (REFRESH_S, refresh_cb, self);
}
