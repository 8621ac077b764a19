/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/export.c: a session into a file the person chooses. */
#include "app/export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/phrases.h"
#include "formats/format.h"
#include "formats/replacement.h"

typedef struct
{
  PtlLibrary *library;
  PtlSessionItem *item;
  GtkFileChooserNative *dialog;
  GFile *file;
  PtlFormat format;
  PtlSession *session;
} Export;

static const char *const format_names[PTL_N_FORMATS] = {
  [PTL_FORMAT_NMAP_XML] = N_ ("Nmap XML (.xml)"),
  [PTL_FORMAT_JSON] = N_ ("JSON (.json)"),
  [PTL_FORMAT_JSON_LINES] = N_ ("JSON Lines (.jsonl)"),
  [PTL_FORMAT_CSV] = N_ ("Comma-Separated Values (.csv)"),
  [PTL_FORMAT_HTML] = N_ ("Web Page (.html)"),
  [PTL_FORMAT_MARKDOWN] = N_ ("Markdown (.md)"),
  [PTL_FORMAT_TEXT] = N_ ("Text (.txt)"),
};

static void
export_free (gpointer data)
{
  Export *self = data;

  g_clear_object (&self->library);
  g_clear_object (&self->item);
  g_clear_object (&self->dialog);
  g_clear_object (&self->file);
  g_clear_object (&self->session);
  g_free (self);
}

static void
write_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *self = data;
  g_autoptr (GFileOutputStream) out = NULL;
  GError *error = NULL;

  out = g_file_replace (self->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable,
                        &error);
  if (out != NULL && ptl_replacement_close (G_OUTPUT_STREAM (out),
                                            ptl_format_write (self->format, self->session,
                                                              G_OUTPUT_STREAM (out),
                                                              cancellable, &error),
                                            cancellable, &error))
    g_task_return_pointer (task, g_file_get_basename (self->file), g_free);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->session = ptl_library_load_finish (PTL_LIBRARY (source), result, &error);
  if (self->session == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (ptl_session_item_get_session (self->item) == self->session)
    write_worker (task, NULL, self, g_task_get_cancellable (task));
  else
    g_task_run_in_thread (task, write_worker);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  g_autofree char *name = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No file chosen");
      return;
    }

  self->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  name = g_file_get_basename (self->file);
  if (!ptl_format_from_path (name, &self->format) && strchr (name, '.') != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                               _ ("“%s” has an extension that stands for no format"),
                               name);
      return;
    }

  ptl_library_load_async (self->library, self->item, TRUE, g_task_get_cancellable (task),
                          loaded_cb, g_object_ref (task));
}

static void
add_filters (GtkFileChooser *chooser)
{
  for (int format = 0; format < PTL_N_FORMATS; format++)
    {
      GtkFileFilter *filter = gtk_file_filter_new ();
      g_autofree char *pattern =
          g_strdup_printf ("*.%s", ptl_format_to_string ((PtlFormat) format));

      gtk_file_filter_set_name (filter, _ (format_names[format]));
      gtk_file_filter_add_pattern (filter, pattern);
      gtk_file_chooser_add_filter (chooser, filter);
    }
}

void
ptl_export_async (GtkWindow *window,
                  PtlLibrary *library,
                  PtlSessionItem *item,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Export *self = g_new0 (Export, 1);
  g_autofree char *name =
      ptl_phrases_file_name (ptl_session_item_get_info (item)->name, ".xml");

  g_task_set_source_tag (task, ptl_export_async);
  g_task_set_task_data (task, self, export_free);
  self->library = g_object_ref (library);
  self->item = g_object_ref (item);
  self->format = PTL_FORMAT_NMAP_XML;
  self->dialog = gtk_file_chooser_native_new (
      _ ("Export"), window, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (self->dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->dialog), name);
  add_filters (GTK_FILE_CHOOSER (self->dialog));
  g_signal_connect (self->dialog, "response", G_CALLBACK (chosen_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

char *
ptl_export_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
