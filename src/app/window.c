/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/window.c: a window with one session in it.
 *
 * Template: ui/window.ui. */
#include "app/window-private.h"

#include <glib/gi18n-lib.h>

#include "app/empty-state.h"
#include "app/phrases.h"
#include "app/profile.h"
#include "app/session-sidebar.h"
#include "app/settings.h"
#include "base/display.h"
#include "runner/own-networks.h"

#define MAX_UNASKED 4096 /* addresses that are scanned without a question */

struct _PtlWindow
{
  GtkApplicationWindow parent_instance;

  PtlLibrary *library;
  PtlSessionItem *item;      /* (nullable): the session shown, or on its way */
  GCancellable *cancellable; /* of the load under way */
  GCancellable *closing;     /* cancelled when the window goes */

  PtlTargetEntry *target_entry;
  GtkMenuButton *profile_button;
  GtkLabel *profile_label;
  AtkObject *profile_accessible;
  GtkStack *scan_stack;
  GtkButton *pause_button;
  GtkMenuButton *menu_button;
  PtlSessionSidebar *sidebar;
  PtlMessageBar *message_bar;
  GtkStack *content;
  PtlEmptyState *welcome;
  PtlSessionView *session_view;
  PtlCompareView *compare_view;
  PtlUndoBar *undo_bar;
};

G_DEFINE_FINAL_TYPE (PtlWindow, ptl_window, GTK_TYPE_APPLICATION_WINDOW)

gboolean
ptl_window_is_closed (PtlWindow *self)
{
  return self->library == NULL;
}

PtlLibrary *
ptl_window_get_library (PtlWindow *self)
{
  return self->library;
}

PtlSessionItem *
ptl_window_get_item (PtlWindow *self)
{
  g_return_val_if_fail (PTL_IS_WINDOW (self), NULL);

  return self->item;
}

PtlMessageBar *
ptl_window_get_message_bar (PtlWindow *self)
{
  return self->message_bar;
}

PtlSessionView *
ptl_window_get_session_view (PtlWindow *self)
{
  return self->session_view;
}

PtlCompareView *
ptl_window_get_compare_view (PtlWindow *self)
{
  return self->compare_view;
}

PtlTargetEntry *
ptl_window_get_target_entry (PtlWindow *self)
{
  return self->target_entry;
}

PtlUndoBar *
ptl_window_get_undo_bar (PtlWindow *self)
{
  return self->undo_bar;
}

void
ptl_window_pop_up_menu (PtlWindow *self)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->menu_button), TRUE);
}

/* What is shown ------------------------------------------------------------------- */

gboolean
ptl_window_is_comparing (PtlWindow *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->content),
                      PTL_WINDOW_PAGE_COMPARE);
}

void
ptl_window_show_page (PtlWindow *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->content, name);
  if (!ptl_window_is_comparing (self))
    ptl_compare_view_clear (self->compare_view);
  ptl_window_actions_update (self);
}

void
ptl_window_tell (PtlWindow *self, GtkMessageType type, const char *text)
{
  ptl_message_bar_show (self->message_bar, type, text, NULL, NULL);
}

static void
failed_cb (PtlWindow *self, const char *text)
{
  ptl_window_tell (self, GTK_MESSAGE_ERROR, text);
}

static void
item_changed_cb (PtlWindow *self)
{
  gboolean is_running = self->item != NULL && ptl_session_item_is_running (self->item);
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  gtk_stack_set_visible_child_name (self->scan_stack, is_running ? "stop" : "scan");
  gtk_button_set_label (self->pause_button,
                        is_running && ptl_session_item_is_paused (self->item)
                            ? _ ("_Go On")
                            : _ ("Pa_use"));
  ptl_window_actions_update (self);
  if (self->item == NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _ ("Portolan"));
      return;
    }

  name = ptl_display_line (ptl_session_item_get_info (self->item)->name);
  title = g_strdup_printf (_ ("%s – Portolan"), name);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
set_item (PtlWindow *self, PtlSessionItem *item)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    g_signal_connect_object (item, "changed", G_CALLBACK (item_changed_cb), self,
                             G_CONNECT_SWAPPED);
  ptl_session_sidebar_select (self->sidebar, item);
  item_changed_cb (self);
}

static void
show_welcome (PtlWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  set_item (self, NULL);
  ptl_session_view_clear (self->session_view);
  ptl_window_show_page (self, PTL_WINDOW_PAGE_WELCOME);
}

static void
session_message_cb (PtlWindow *self, const char *text)
{
  ptl_window_tell (self, GTK_MESSAGE_WARNING, text);
}

/* Returns: whether the keyboard is in @part */
static gboolean
has_focus (PtlWindow *self, GtkWidget *part)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && gtk_widget_is_ancestor (focus, part);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (PtlSession) session =
      ptl_library_load_finish (PTL_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (session == NULL)
    {
      text = g_strdup_printf (_ ("The scan cannot be opened: %s"), error->message);
      show_welcome (self);
      ptl_window_tell (self, GTK_MESSAGE_ERROR, text);
      return;
    }

  g_signal_connect_object (session, "message", G_CALLBACK (session_message_cb), self,
                           G_CONNECT_SWAPPED);
  ptl_session_view_show (self->session_view, self->library, self->item, session);
  ptl_window_show_page (self, PTL_WINDOW_PAGE_SESSION);
  if (!has_focus (self, GTK_WIDGET (self->sidebar)))
    ptl_session_view_focus (self->session_view);
}

void
ptl_window_show_item (PtlWindow *self, PtlSessionItem *item)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_item (self, item);
  ptl_library_load_async (self->library, item, FALSE, self->cancellable, loaded_cb,
                          g_object_ref (self));
}

static void
item_opened_cb (PtlWindow *self, PtlSessionItem *item)
{
  g_autofree char *targets = NULL;

  if (item == self->item)
    {
      ptl_window_close_comparison (self);
      return;
    }

  targets = ptl_scan_options_get_targets_text (ptl_session_item_get_info (item)->options);
  ptl_target_entry_set_text (self->target_entry, targets);
  ptl_window_show_item (self, item);
}

/* Its verdicts are others now. */
static void
item_revised_cb (PtlWindow *self, PtlSessionItem *item)
{
  if (item == self->item)
    ptl_window_show_item (self, item);
}

static void
item_deleted_cb (PtlWindow *self, PtlSessionItem *item)
{
  g_autofree char *text =
      g_strdup_printf (_ ("“%s” was deleted"), ptl_session_item_get_info (item)->name);

  ptl_compare_view_forget_undo (self->compare_view);
  ptl_undo_bar_show (self->undo_bar, text);
  if (item == self->item)
    show_welcome (self);
}

/* Scanning ------------------------------------------------------------------------ */

static void
scan_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlSessionItem) item =
      ptl_library_scan_finish (PTL_LIBRARY (source), result, &error);

  if (ptl_window_is_closed (self))
    return;

  if (item == NULL)
    {
      ptl_window_tell (self, GTK_MESSAGE_ERROR, error->message);
      return;
    }

  ptl_message_bar_hide (self->message_bar);
  ptl_window_show_item (self, item);
}

void
ptl_window_resume (PtlWindow *self, PtlSessionItem *item)
{
  ptl_library_resume_async (self->library, item, scan_started_cb, g_object_ref (self));
}

void
ptl_window_start_scan_with (PtlWindow *self, const PtlScanOptions *options)
{
  ptl_library_scan_async (self->library, options, NULL, scan_started_cb,
                          g_object_ref (self));
}

static void
ask_about_range (PtlWindow *self, const PtlTargetSummary *summary)
{
  g_autofree char *addresses = ptl_phrases_addresses (summary->n_addresses);
  g_autofree char *text =
      summary->n_addresses > MAX_UNASKED
          ? g_strdup_printf (
                _ ("%s are asked for. This takes long, and whoever owns them may object."),
                addresses)
          : g_strdup (
                _ ("Public addresses are asked for. Whoever owns them may object."));

  ptl_message_bar_show (self->message_bar, GTK_MESSAGE_QUESTION, text, _ ("Scan _Anyway"),
                        "win.scan-confirmed");
}

static const PtlProfile *
get_profile (PtlWindow *self)
{
  g_autoptr (GVariant) state =
      g_action_group_get_action_state (G_ACTION_GROUP (self), PTL_SETTINGS_PROFILE);

  return ptl_profile_find (g_variant_get_string (state, NULL));
}

static gboolean
keeps_trace (PtlWindow *self)
{
  g_autoptr (GVariant) state =
      g_action_group_get_action_state (G_ACTION_GROUP (self), PTL_SETTINGS_KEEP_TRACE);

  return g_variant_get_boolean (state);
}

void
ptl_window_start_scan (PtlWindow *self, gboolean confirmed)
{
  g_autoptr (PtlScanOptions) options = NULL;
  g_autoptr (GPtrArray) targets = NULL;
  PtlTargetSummary summary;

  targets = ptl_target_entry_check (self->target_entry, &summary);
  if (targets == NULL || targets->len == 0)
    {
      if (!ptl_target_entry_has_focus (self->target_entry))
        ptl_target_entry_focus (self->target_entry);
      return;
    }

  if (!confirmed && (summary.n_addresses > MAX_UNASKED || summary.is_public_range))
    {
      ask_about_range (self, &summary);
      return;
    }

  ptl_target_entry_remember (self->target_entry);
  options = ptl_profile_make_options (get_profile (self));
  options->trace = keeps_trace (self);
  for (guint i = 0; i < targets->len; i++)
    g_ptr_array_add (options->targets, g_strdup (targets->pdata[i]));
  ptl_window_start_scan_with (self, options);
}

static void
target_activated_cb (PtlWindow *self)
{
  ptl_window_start_scan (self, FALSE);
}

void
ptl_window_scan (PtlWindow *self, const char *targets)
{
  g_return_if_fail (PTL_IS_WINDOW (self));

  ptl_target_entry_set_text (self->target_entry, targets);
  ptl_window_start_scan (self, FALSE);
}

/* The network around this machine is what most people want to see first. */
static void
networks_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PtlWindow *self = user_data;
  g_auto (GStrv) networks = ptl_own_networks_find_finish (result, NULL);
  g_autofree char *label = NULL;
  g_autofree char *action = NULL;

  if (networks == NULL) /* the window has gone */
    return;

  ptl_target_entry_offer_networks (self->target_entry, (const char *const *) networks);
  if (networks[0] == NULL)
    return;

  label = g_strdup_printf (_ ("Scan This _Network (%s)"), networks[0]);
  action = g_strdup_printf ("win.scan-targets::%s", networks[0]);
  ptl_empty_state_offer (self->welcome, label, action);
}

/* The window ---------------------------------------------------------------------- */

static void
profile_changed_cb (PtlWindow *self)
{
  const PtlProfile *profile = get_profile (self);
  g_autofree char *spoken = g_strdup_printf (_ ("Kind of scan: %s"), _ (profile->name));

  gtk_label_set_text (self->profile_label, _ (profile->name));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->profile_button),
                               _ (profile->description));
  atk_object_set_name (self->profile_accessible, spoken);
}

static void
show_sidebar_changed_cb (PtlWindow *self)
{
  g_autoptr (GVariant) state =
      g_action_group_get_action_state (G_ACTION_GROUP (self), PTL_SETTINGS_SHOW_SIDEBAR);

  gtk_widget_set_visible (GTK_WIDGET (self->sidebar), g_variant_get_boolean (state));
}

static void
results_view_changed_cb (PtlWindow *self)
{
  g_autoptr (GVariant) state =
      g_action_group_get_action_state (G_ACTION_GROUP (self), PTL_SETTINGS_RESULTS_VIEW);

  ptl_session_view_show_as (self->session_view, g_variant_get_string (state, NULL));
}

static void
fill_profile_menu (PtlWindow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) steps = g_menu_new ();
  guint n_profiles;
  const PtlProfile *profiles = ptl_profile_get_all (&n_profiles);

  for (guint i = 0; i < n_profiles; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.profile::%s", profiles[i].id);
      g_autofree char *label =
          g_strdup_printf ("%s – %s", _ (profiles[i].name), _ (profiles[i].description));

      g_menu_append (menu, label, action);
    }
  g_menu_append (steps, _ ("Keep a _Trace – every step of it, with the scan"),
                 "win." PTL_SETTINGS_KEEP_TRACE);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (steps));

  gtk_menu_button_set_menu_model (self->profile_button, G_MENU_MODEL (menu));
}

/* Escape leaves the entry, then the comparison, then stops the scan; whatever has the
 * keyboard goes first. */
static gboolean
ptl_window_key_press_event (GtkWidget *widget, GdkEventKey *event)
{
  PtlWindow *self = PTL_WINDOW (widget);

  if (GTK_WIDGET_CLASS (ptl_window_parent_class)->key_press_event (widget, event))
    return GDK_EVENT_STOP;
  if (event->keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  if (ptl_message_bar_is_shown (self->message_bar))
    ptl_message_bar_hide (self->message_bar);
  else if (ptl_target_entry_has_focus (self->target_entry) && self->item != NULL)
    ptl_session_view_focus (self->session_view);
  else if (!ptl_window_close_comparison (self))
    g_action_group_activate_action (G_ACTION_GROUP (self), "stop", NULL);
  return GDK_EVENT_STOP;
}

static void
ptl_window_dispose (GObject *object)
{
  PtlWindow *self = PTL_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->closing);
  g_clear_object (&self->closing);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (ptl_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PtlWindow, target_entry);
  gtk_widget_class_bind_template_child (widget_class, PtlWindow, profile_button);
  gtk_widget_class_bind_template_child (widget_class, PtlWindow, profile_label);
  gtk_widget_class_bind_template_child (widget_class, PtlWindow, profile_accessible);
  gtk_widget_class_bind_template_child (widget_class, PtlWindow, scan_stack);
  gtk_widget_class_bind_template_child (widget_class, PtlWindow, pause_button);
  gtk_widget_class_bind_template_child (widget_class, PtlWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PtlWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, PtlWindow, message_bar);
  gtk_widget_class_bind_template_child (widget_class, PtlWindow, content);
  gtk_widget_class_bind_template_child (widget_class, PtlWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, PtlWindow, session_view);
  gtk_widget_class_bind_template_child (widget_class, PtlWindow, compare_view);
  gtk_widget_class_bind_template_child (widget_class, PtlWindow, undo_bar);
  gtk_widget_class_bind_template_callback (widget_class, target_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_deleted_cb);
  gtk_widget_class_bind_template_callback (widget_class, ptl_window_resume);
  gtk_widget_class_bind_template_callback (widget_class, ptl_window_compare);
  gtk_widget_class_bind_template_callback (widget_class, ptl_window_compare_last);
}

static void
ptl_window_class_init (PtlWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_window_dispose;
  widget_class->key_press_event = ptl_window_key_press_event;
  widget_class->delete_event = ptl_window_save_size;

  g_type_ensure (PTL_TYPE_TARGET_ENTRY);
  g_type_ensure (PTL_TYPE_SESSION_SIDEBAR);
  g_type_ensure (PTL_TYPE_MESSAGE_BAR);
  g_type_ensure (PTL_TYPE_EMPTY_STATE);
  g_type_ensure (PTL_TYPE_SESSION_VIEW);
  g_type_ensure (PTL_TYPE_COMPARE_VIEW);
  g_type_ensure (PTL_TYPE_UNDO_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/portolan/Portolan/ui/window.ui");
  bind_children (widget_class);
}

static void
ptl_window_init (PtlWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_profile_menu (self);
  ptl_empty_state_set (self->welcome, "org.portolan.Portolan", _ ("What Listens There?"),
                       _ ("Type an address, a name or a network above and press Enter. "
                          "Scan only what is yours or what you may scan."));
  ptl_empty_state_offer (self->welcome, _ ("Scan _This Computer"),
                         "win.scan-targets::localhost");
  ptl_window_compare_init (self);
  self->closing = g_cancellable_new ();
  ptl_own_networks_find_async (self->closing, networks_found_cb, self);
}

PtlWindow *
ptl_window_new (GtkApplication *application, PtlLibrary *library)
{
  PtlWindow *self = g_object_new (PTL_TYPE_WINDOW, "application", application, NULL);
  GMenu *menu = gtk_application_get_menu_by_id (application, "primary-menu");

  self->library = g_object_ref (library);
  ptl_session_sidebar_set_library (self->sidebar, library);
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
  g_signal_connect_object (library, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "revised", G_CALLBACK (item_revised_cb), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect (self, "action-state-changed::" PTL_SETTINGS_PROFILE,
                    G_CALLBACK (profile_changed_cb), NULL);
  g_signal_connect (self, "action-state-changed::" PTL_SETTINGS_SHOW_SIDEBAR,
                    G_CALLBACK (show_sidebar_changed_cb), NULL);
  g_signal_connect (self, "action-state-changed::" PTL_SETTINGS_RESULTS_VIEW,
                    G_CALLBACK (results_view_changed_cb), NULL);
  ptl_window_actions_add (self);
  profile_changed_cb (self);
  show_sidebar_changed_cb (self);
  results_view_changed_cb (self);

  ptl_window_restore_size (GTK_WINDOW (self));
  ptl_target_entry_focus (self->target_entry);
  return self;
}
