/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/application.c: the program with its windows.
 *
 *   portolan [TARGET...]    a window; with targets, they are scanned in it
 *   portolan FILE...        a window for each file of a scanner, with what it holds
 *
 * A second start hands its targets to the first one over D-Bus. */
#include "app/application.h"

#include <glib/gi18n-lib.h>

#include "app/import.h"
#include "app/window.h"
#include "config.h"
#include "runner/data-files.h"

#define STATUS_USAGE  2
#define CSS_RESOURCE  "/org/portolan/Portolan/portolan.css"
#define ICON_RESOURCE "/org/portolan/Portolan/icons"

struct _PtlApplication
{
  GtkApplication parent_instance;

  PtlLibrary *library;
  PtlOutbox *outbox;
  guint inhibit_cookie;
};

G_DEFINE_FINAL_TYPE (PtlApplication, ptl_application, GTK_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, NULL,
    N_ ("[TARGET…|FILE…]") },
  { NULL },
};

static PtlWindow *
open_window (PtlApplication *self)
{
  PtlWindow *window = ptl_window_new (GTK_APPLICATION (self), self->library);

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_window (user_data);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *l = windows; l != NULL; l = l->next)
    if (PTL_IS_WINDOW (l->data))
      gtk_window_close (l->data);
  g_list_free (windows);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *authors[] = { "The Portolan authors", NULL };

  gtk_show_about_dialog (
      gtk_application_get_active_window (user_data), "program-name", _ ("Portolan"),
      "logo-icon-name", PTL_APPLICATION_ID, "version", PTL_VERSION, "comments",
      _ ("Finds out who listens on a network, which product and which version, and shows "
         "the evidence."),
      "license-type", GTK_LICENSE_GPL_2_0, "authors", authors, "copyright",
      _ ("© 2026 The Portolan authors"), NULL);
}

static const GActionEntry action_entries[] = {
  { .name = "new-window", .activate = new_window_cb },
  { .name = "quit", .activate = quit_cb },
  { .name = "about", .activate = about_cb },
};

/* Escape is not here: see window.c; what moves inside a list is bound by the list. */
static const struct
{
  const char *action;
  const char *keys[3];
} accels[] = {
  { "app.new-window", { "<Primary>n" } },
  { "app.quit", { "<Primary>q" } },
  { "win.focus-target", { "<Primary>l" } },
  { "win.pause", { "<Primary>p", "Pause" } },
  { "win.resume", { "<Primary><Shift>p" } },
  { "win.rescan", { "F5", "<Primary>r" } },
  { "win.show-sidebar", { "F9" } },
  { "win.menu", { "F10" } },
  { "win.find", { "<Primary>f" } },
  { "win.export", { "<Primary>e" } },
  { "win.make-rule", { "<Primary><Shift>r" } },
  { "win.save", { "<Primary>s" } },
  { "win.compare-last", { "<Primary>d" } },
  { "win.compare", { "<Primary><Shift>d" } },
  { "win.fingerprint", { "<Primary>i" } },
  { "win.paste-fingerprint", { "<Primary><Shift>v" } },
  { "win.undo-delete", { "<Primary>z" } },
  { "win.close", { "<Primary>w" } },
  { "win.results-view::table", { "<Primary>1" } },
  { "win.results-view::chart", { "<Primary>2" } },
};

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, CSS_RESOURCE);
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (),
                                             GTK_STYLE_PROVIDER (provider),
                                             GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_default (), ICON_RESOURCE);
  gtk_window_set_default_icon_name (PTL_APPLICATION_ID);
}

static PtlOutbox *
open_outbox (void)
{
  g_autofree char *folder =
      g_build_filename (g_get_user_data_dir (), "portolan", "submissions", NULL);

  return ptl_outbox_new (folder, PTL_OUTBOX_TIMEOUT_S);
}

PtlOutbox *
ptl_application_get_outbox (PtlApplication *self)
{
  g_return_val_if_fail (PTL_IS_APPLICATION (self), NULL);

  return self->outbox;
}

/* A log-out asks before it ends a scan. */
static void
n_running_changed_cb (PtlApplication *self)
{
  guint n_running = ptl_library_get_n_running (self->library);

  if (n_running > 0 && self->inhibit_cookie == 0)
    {
      self->inhibit_cookie = gtk_application_inhibit (
          GTK_APPLICATION (self),
          gtk_application_get_active_window (GTK_APPLICATION (self)),
          GTK_APPLICATION_INHIBIT_LOGOUT | GTK_APPLICATION_INHIBIT_SUSPEND,
          _ ("A scan is running"));
    }
  else if (n_running == 0 && self->inhibit_cookie != 0)
    {
      gtk_application_uninhibit (GTK_APPLICATION (self), self->inhibit_cookie);
      self->inhibit_cookie = 0;
    }
}

static void
ptl_application_startup (GApplication *application)
{
  PtlApplication *self = PTL_APPLICATION (application);
  g_autofree char *store_path = ptl_data_files_get_store_path ();

  G_APPLICATION_CLASS (ptl_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (self), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           accels[i].keys);
  load_style ();

  self->outbox = open_outbox ();
  self->library = ptl_library_new (store_path);
  g_signal_connect_object (self->library, "notify::n-running",
                           G_CALLBACK (n_running_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
ptl_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    open_window (PTL_APPLICATION (application));
}

/* Returns: (transfer full): what was named besides options, the files or the rest */
static GStrv
get_operands (GVariantDict *dict, gboolean are_files)
{
  g_autofree const char **operands = NULL;
  g_autoptr (GStrvBuilder) chosen = g_strv_builder_new ();

  g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^a&s", &operands);
  for (guint i = 0; operands != NULL && operands[i] != NULL; i++)
    if (ptl_import_is_file (operands[i]) == are_files)
      g_strv_builder_add (chosen, operands[i]);

  return g_strv_builder_end (chosen);
}

/* Returns: (transfer full) (nullable): the targets as one text */
static char *
get_targets (GVariantDict *dict)
{
  g_auto (GStrv) targets = get_operands (dict, FALSE);

  return targets[0] != NULL ? g_strjoinv (" ", targets) : NULL;
}

/* A name is one in the folder of whoever typed it, which may not be ours. */
static void
open_file (PtlApplication *self, GApplicationCommandLine *command_line, const char *name)
{
  g_autoptr (GFile) file =
      g_application_command_line_create_file_for_arg (command_line, name);
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    ptl_window_import (open_window (self), path);
}

static int
ptl_application_command_line (GApplication *application,
                              GApplicationCommandLine *command_line)
{
  GVariantDict *dict = g_application_command_line_get_options_dict (command_line);
  g_autofree char *targets = get_targets (dict);
  g_auto (GStrv) files = get_operands (dict, TRUE);
  PtlApplication *self = PTL_APPLICATION (application);

  for (guint i = 0; files[i] != NULL; i++)
    open_file (self, command_line, files[i]);
  if (targets != NULL)
    ptl_window_scan (open_window (self), targets);
  else if (files[0] == NULL)
    open_window (self);
  return 0;
}

/* In the process that was started, display or not: a fault is told where it was typed. */
static int
ptl_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  g_autofree char *targets = get_targets (dict);
  g_autoptr (GPtrArray) checked = NULL;
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("portolan %s\n", PTL_VERSION);
      return 0;
    }

  if (targets == NULL)
    return -1;

  checked = ptl_scan_run_check_targets (targets, NULL, &error);
  if (checked == NULL)
    {
      g_printerr ("portolan: %s\n", error->message);
      return STATUS_USAGE;
    }

  return -1;
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *closed = user_data;

  if (!ptl_library_close_finish (PTL_LIBRARY (source), result, &error))
    g_warning ("The store was not closed: %s", error->message);
  *closed = TRUE;
}

/* The windows are gone; what the scans have found is still to be saved. */
static void
ptl_application_shutdown (GApplication *application)
{
  PtlApplication *self = PTL_APPLICATION (application);
  gboolean closed = FALSE;

  if (self->library != NULL)
    {
      ptl_library_close_async (self->library, closed_cb, &closed);
      while (!closed)
        g_main_context_iteration (NULL, TRUE);
    }

  g_clear_object (&self->library);
  if (self->outbox != NULL)
    ptl_outbox_stop (self->outbox);
  g_clear_object (&self->outbox);

  G_APPLICATION_CLASS (ptl_application_parent_class)->shutdown (application);
}

static void
ptl_application_class_init (PtlApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = ptl_application_startup;
  application_class->activate = ptl_application_activate;
  application_class->command_line = ptl_application_command_line;
  application_class->handle_local_options = ptl_application_handle_local_options;
  application_class->shutdown = ptl_application_shutdown;
}

static void
ptl_application_init (PtlApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self),
                                                     _ ("[TARGET…|FILE…]"));
  g_application_set_option_context_summary (
      G_APPLICATION (self),
      _ ("Opens a window.  Targets are addresses, names and networks, such as\n"
         "192.0.2.7, nas.example, 10.0.0.0/24 or 10.0.0-3.1-254; they are scanned.\n"
         "Files ending in .xml, .xml.gz, .json or .jsonl are those of a scan, and are "
         "opened."));
}

PtlApplication *
ptl_application_new (void)
{
  return g_object_new (PTL_TYPE_APPLICATION, "application-id", PTL_APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}
