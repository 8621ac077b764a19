/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/window-actions.c: what can be done in a window.
 *
 * Keys are bound in application.c. */
#include "app/window-private.h"

#include <glib/gi18n-lib.h>

#include "app/chart-export.h"
#include "app/export.h"
#include "app/settings.h"

static void
set_enabled (PtlWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
ptl_window_actions_update (PtlWindow *self)
{
  PtlSessionItem *item = ptl_window_get_item (self);
  gboolean is_running = item != NULL && ptl_session_item_is_running (item);
  gboolean is_comparing = ptl_window_is_comparing (self);

  set_enabled (self, "stop", is_running);
  set_enabled (self, "pause", is_running);
  set_enabled (self, "resume", item != NULL && ptl_session_item_is_resumable (item));
  set_enabled (self, "rescan", item != NULL && !is_running);
  set_enabled (self, "compare", item != NULL && !is_running);
  set_enabled (self, "compare-last", item != NULL && !is_running);
  set_enabled (self, "export", item != NULL || is_comparing);
  set_enabled (self, "export-chart", item != NULL && !is_comparing);
  set_enabled (self, "copy", item != NULL && !is_comparing);
  set_enabled (self, "copy-as", item != NULL && !is_comparing);
  set_enabled (self, "find", item != NULL || is_comparing);
  set_enabled (self, "fingerprint", item != NULL && !is_comparing);
  set_enabled (self, "make-rule", item != NULL && !is_comparing);
}

static void
focus_target_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_target_entry_focus (ptl_window_get_target_entry (user_data));
}

static void
scan_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_window_start_scan (user_data, FALSE);
}

static void
scan_confirmed_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_message_bar_hide (ptl_window_get_message_bar (user_data));
  ptl_window_start_scan (user_data, TRUE);
}

static void
scan_targets_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_window_scan (user_data, g_variant_get_string (parameter, NULL));
}

static void
rescan_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlSessionItem *item = ptl_window_get_item (user_data);

  ptl_window_start_scan_with (user_data, ptl_session_item_get_info (item)->options);
}

static void
stop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlSessionItem *item = ptl_window_get_item (user_data);

  if (ptl_session_item_is_running (item))
    ptl_scan_run_stop (ptl_session_item_get_run (item));
}

/* @name: (nullable): of the file, or NULL with @error */
static void
tell_exported (PtlWindow *self, const char *name, const GError *error)
{
  g_autofree char *text = NULL;

  if (ptl_window_is_closed (self) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  text = name != NULL ? g_strdup_printf (_ ("Exported to “%s”."), name)
                      : g_strdup_printf (_ ("Not exported: %s"), error->message);
  ptl_window_tell (self, name != NULL ? GTK_MESSAGE_INFO : GTK_MESSAGE_ERROR, text);
}

static void
pause_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlSessionItem *item = ptl_window_get_item (user_data);

  if (ptl_session_item_is_running (item))
    ptl_scan_run_set_paused (ptl_session_item_get_run (item),
                             !ptl_session_item_is_paused (item));
}

static void
resume_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_window_resume (user_data, ptl_window_get_item (user_data));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = ptl_export_finish (result, &error);

  tell_exported (self, name, error);
}

static void
chart_exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = ptl_chart_export_finish (result, &error);

  tell_exported (self, name, error);
}

static void
export_chart_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlWindow *self = user_data;
  PtlChart *chart = ptl_session_view_get_chart (ptl_window_get_session_view (self));

  if (chart != NULL)
    ptl_chart_export_async (GTK_WINDOW (self), chart,
                            ptl_session_item_get_info (ptl_window_get_item (self))->name,
                            NULL, chart_exported_cb, g_object_ref (self));
}

static void
compare_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_window_compare (user_data, ptl_window_get_item (user_data));
}

static void
compare_last_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_window_compare_last (user_data, ptl_window_get_item (user_data));
}

/* Does it to the comparison, if that is what is shown. */
static gboolean
do_to_comparison (PtlWindow *self, const char *action)
{
  if (!ptl_window_is_comparing (self))
    return FALSE;

  g_action_group_activate_action (
      ptl_compare_view_get_actions (ptl_window_get_compare_view (self)), action, NULL);
  return TRUE;
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (do_to_comparison (user_data, "export"))
    return;

  ptl_export_async (GTK_WINDOW (user_data), ptl_window_get_library (user_data),
                    ptl_window_get_item (user_data), NULL, exported_cb,
                    g_object_ref (user_data));
}

static void
copy_as_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlFormat format;

  if (ptl_format_parse (g_variant_get_string (parameter, NULL), &format) &&
      ptl_selection_can_be (format))
    ptl_session_view_copy_as (ptl_window_get_session_view (user_data), format);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_session_view_copy (ptl_window_get_session_view (user_data));
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (!do_to_comparison (user_data, "find"))
    ptl_session_view_find (ptl_window_get_session_view (user_data));
}

static void
fingerprint_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_window_open_fingerprint (user_data);
}

static void
read_fingerprint_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_window_read_fingerprint (user_data, FALSE);
}

static void
paste_fingerprint_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_window_read_fingerprint (user_data, TRUE);
}

static void
undo_delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlWindow *self = user_data;
  PtlSessionItem *item;

  ptl_undo_bar_hide (ptl_window_get_undo_bar (self));
  if (ptl_compare_view_undo (ptl_window_get_compare_view (self)))
    return;

  item = ptl_library_undo_delete (ptl_window_get_library (self));
  if (item != NULL)
    ptl_window_show_item (self, item);
}

static void
menu_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_window_pop_up_menu (user_data);
}

static void
close_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (user_data));
}

/* The state is the setting, where there are settings. */
static void
setting_changed_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  const char *name = g_action_get_name (G_ACTION (action));

  g_simple_action_set_state (action, value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    ptl_settings_set_boolean (name, g_variant_get_boolean (value));
  else
    ptl_settings_set_string (name, g_variant_get_string (value, NULL));
}

static void
make_rule_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_window_make_rule (user_data);
}

static void
workbench_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_window_open_workbench (user_data);
}

static const GActionEntry entries[] = {
  { .name = "focus-target", .activate = focus_target_cb },
  { .name = "scan", .activate = scan_cb },
  { .name = "scan-confirmed", .activate = scan_confirmed_cb },
  { .name = "scan-targets", .activate = scan_targets_cb, .parameter_type = "s" },
  { .name = "rescan", .activate = rescan_cb },
  { .name = "stop", .activate = stop_cb },
  { .name = "pause", .activate = pause_cb },
  { .name = "resume", .activate = resume_cb },
  { .name = "compare", .activate = compare_cb },
  { .name = "compare-last", .activate = compare_last_cb },
  { .name = "export", .activate = export_cb },
  { .name = "export-chart", .activate = export_chart_cb },
  { .name = "copy", .activate = copy_cb },
  { .name = "copy-as", .activate = copy_as_cb, .parameter_type = "s" },
  { .name = "find", .activate = find_cb },
  { .name = "fingerprint", .activate = fingerprint_cb },
  { .name = "make-rule", .activate = make_rule_cb },
  { .name = "workbench", .activate = workbench_cb },
  { .name = "read-fingerprint", .activate = read_fingerprint_cb },
  { .name = "paste-fingerprint", .activate = paste_fingerprint_cb },
  { .name = "undo-delete", .activate = undo_delete_cb },
  { .name = "menu", .activate = menu_cb },
  { .name = "close", .activate = close_cb },
  { .name = PTL_SETTINGS_SHOW_SIDEBAR,
    .state = "true",
    .change_state = setting_changed_cb },
  { .name = PTL_SETTINGS_KEEP_TRACE,
    .state = "false",
    .change_state = setting_changed_cb },
  { .name = PTL_SETTINGS_RESULTS_VIEW,
    .parameter_type = "s",
    .state = "'table'",
    .change_state = setting_changed_cb },
  { .name = PTL_SETTINGS_PROFILE,
    .parameter_type = "s",
    .state = "'standard'",
    .change_state = setting_changed_cb },
};

void
ptl_window_actions_add (PtlWindow *self)
{
  g_autofree char *profile = ptl_settings_get_string (PTL_SETTINGS_PROFILE, "standard");
  g_autofree char *view = ptl_settings_get_string (PTL_SETTINGS_RESULTS_VIEW, "table");
  gboolean show_sidebar = ptl_settings_get_boolean (PTL_SETTINGS_SHOW_SIDEBAR, TRUE);
  gboolean keep_trace = ptl_settings_get_boolean (PTL_SETTINGS_KEEP_TRACE, FALSE);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries),
                                   self);
  g_action_group_change_action_state (G_ACTION_GROUP (self), PTL_SETTINGS_PROFILE,
                                      g_variant_new_string (profile));
  g_action_group_change_action_state (G_ACTION_GROUP (self), PTL_SETTINGS_RESULTS_VIEW,
                                      g_variant_new_string (view));
  g_action_group_change_action_state (G_ACTION_GROUP (self), PTL_SETTINGS_SHOW_SIDEBAR,
                                      g_variant_new_boolean (show_sidebar));
  g_action_group_change_action_state (G_ACTION_GROUP (self), PTL_SETTINGS_KEEP_TRACE,
                                      g_variant_new_boolean (keep_trace));
  ptl_window_actions_update (self);
}
