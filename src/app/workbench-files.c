/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/workbench-files.c: the person's files of rules, and saving one. */
#include <glib/gi18n-lib.h>

#include "app/workbench-private.h"
#include "base/display.h"
#include "runner/data-files.h"
#include "runner/user-rules.h"

#define PATH_KEY "ptl-path"

static void
tell (PtlWorkbench *self, GtkMessageType type, const char *text)
{
  ptl_message_bar_show (self->message_bar, type, text, NULL, NULL);
}

static GtkWidget *
make_row (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = ptl_display_line (name);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (shown);

  g_object_set (label, "xalign", 0.0, "margin", 6, "ellipsize", PANGO_ELLIPSIZE_MIDDLE,
                "tooltip-text", shown, NULL);
  gtk_container_add (GTK_CONTAINER (row), label);
  atk_object_set_name (gtk_widget_get_accessible (row), shown);
  g_object_set_data_full (G_OBJECT (row), PATH_KEY, g_strdup (path), g_free);
  gtk_widget_show_all (row);
  return row;
}

void
ptl_workbench_files_fill (PtlWorkbench *self)
{
  g_autoptr (GPtrArray) paths = ptl_data_files_get_user_rules ();
  GList *rows = gtk_container_get_children (GTK_CONTAINER (self->files));

  self->filling = TRUE;
  g_list_free_full (rows, (GDestroyNotify) gtk_widget_destroy);
  for (guint i = 0; i < paths->len; i++)
    {
      GtkWidget *row = make_row (paths->pdata[i]);

      gtk_container_add (GTK_CONTAINER (self->files), row);
      if (g_strcmp0 (self->path, paths->pdata[i]) == 0)
        gtk_list_box_select_row (self->files, GTK_LIST_BOX_ROW (row));
    }
  self->filling = FALSE;
}

static void
folder_changed_cb (PtlWorkbench *self)
{
  g_autofree char *text = NULL;

  ptl_workbench_files_fill (self);
  if (self->path == NULL || ptl_workbench_files_is_changed (self))
    return;

  text = ptl_user_rules_read (self->path, NULL);
  if (text == NULL || g_str_equal (text, self->saved))
    return;
  g_free (self->saved);
  self->saved = g_strdup (text);
  ptl_rule_editor_set_text (self->editor, text, FALSE);
}

void
ptl_workbench_files_watch (PtlWorkbench *self)
{
  g_autofree char *folder = ptl_user_rules_get_folder ();
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (folder_changed_cb),
                             self, G_CONNECT_SWAPPED);
}

gboolean
ptl_workbench_files_is_changed (PtlWorkbench *self)
{
  g_autofree char *text = ptl_rule_editor_get_text (self->editor);

  return g_strcmp0 (text, self->saved) != 0;
}

void
ptl_workbench_files_name_window (PtlWorkbench *self)
{
  g_autofree char *name =
      self->path != NULL ? g_path_get_basename (self->path) : g_strdup (_ ("New rule"));
  g_autofree char *shown = ptl_display_line (name);
  g_autofree char *title = ptl_workbench_files_is_changed (self)
                               ? g_strdup_printf (_ ("%s (not saved)"), shown)
                               : g_strdup (shown);

  gtk_header_bar_set_subtitle (
      GTK_HEADER_BAR (gtk_window_get_titlebar (GTK_WINDOW (self))), title);
}

void
ptl_workbench_files_open (PtlWorkbench *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text =
      path != NULL ? ptl_user_rules_read (path, &error) : g_strdup ("");
  char *copy = g_strdup (path);

  if (text == NULL)
    {
      tell (self, GTK_MESSAGE_ERROR,
            error != NULL ? error->message : _ ("The file cannot be read."));
      g_free (copy);
      return;
    }

  g_free (self->path);
  g_free (self->saved);
  self->path = copy;
  self->saved = g_strdup (text);
  ptl_message_bar_hide (self->message_bar);
  ptl_rule_editor_set_text (self->editor, text, TRUE);
}

void
ptl_workbench_files_open_row (PtlWorkbench *self, GtkListBoxRow *row)
{
  ptl_workbench_files_open (self, g_object_get_data (G_OBJECT (row), PATH_KEY));
}

gboolean
ptl_workbench_files_may_leave (PtlWorkbench *self)
{
  GtkWidget *dialog;
  int answer;

  if (!ptl_workbench_files_is_changed (self))
    return TRUE;

  dialog =
      gtk_message_dialog_new (GTK_WINDOW (self), GTK_DIALOG_MODAL, GTK_MESSAGE_QUESTION,
                              GTK_BUTTONS_NONE, "%s", _ ("The rule is not saved."));
  gtk_dialog_add_buttons (GTK_DIALOG (dialog), _ ("_Discard"), GTK_RESPONSE_REJECT,
                          _ ("_Cancel"), GTK_RESPONSE_CANCEL, _ ("_Save"),
                          GTK_RESPONSE_ACCEPT, NULL);
  answer = gtk_dialog_run (GTK_DIALOG (dialog));
  gtk_widget_destroy (dialog);
  if (answer == GTK_RESPONSE_ACCEPT)
    ptl_workbench_files_save (self);

  return answer == GTK_RESPONSE_REJECT || !ptl_workbench_files_is_changed (self);
}

/* Offers to judge the sessions anew that the rules have a say in. */
static void
offer_reidentification (PtlWorkbench *self)
{
  const PtlRuleTrial *trial = ptl_rule_trial_view_get_trial (self->trial);
  const guint n = trial != NULL ? trial->findings->len : 0;
  g_autofree char *text = NULL;

  if (n == 0)
    {
      tell (self, GTK_MESSAGE_INFO, _ ("Saved. The next scan uses it."));
      return;
    }

  text = g_strdup_printf (
      ngettext (
          "Saved. The next scan uses it. Of %u port of past scans it says something "
          "else.",
          "Saved. The next scan uses it. Of %u ports of past scans it says something "
          "else.",
          n),
      n);
  ptl_message_bar_show (self->message_bar, GTK_MESSAGE_INFO, text,
                        _ ("_Re-Identify These Scans"), "win.reidentify");
}

void
ptl_workbench_files_save (PtlWorkbench *self)
{
  g_autofree char *text = ptl_rule_editor_get_text (self->editor);
  g_autofree char *service = ptl_rule_editor_get_service (self->editor);
  g_autofree char *path = self->path != NULL
                              ? g_strdup (self->path)
                              : ptl_user_rules_make_path (service != NULL ? service : "");
  g_autoptr (GError) error = NULL;

  if (!ptl_user_rules_save (path, text, &error))
    {
      tell (self, GTK_MESSAGE_ERROR, error->message);
      return;
    }

  g_free (self->path);
  g_free (self->saved);
  self->path = g_steal_pointer (&path);
  self->saved = g_steal_pointer (&text);
  if (self->monitor == NULL)
    ptl_workbench_files_watch (self);
  ptl_workbench_files_fill (self);
  ptl_workbench_files_name_window (self);
  offer_reidentification (self);
}
