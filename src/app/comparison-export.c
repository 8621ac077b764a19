/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/comparison-export.c: what changed into a file the person chooses. */
#include "app/comparison-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/phrases.h"
#include "formats/replacement.h"

typedef struct
{
  PtlChangeSet *set;
  GtkFileChooserNative *dialog;
  GFile *file;
  PtlComparisonFormat format;
} Export;

/* In the order of the file chooser. */
static const struct
{
  PtlComparisonFormat format;
  const char *extension;
  const char *name;
} formats[] = {
  { PTL_COMPARISON_FORMAT_HTML, ".html", N_ ("Web Page (.html)") },
  { PTL_COMPARISON_FORMAT_JSON, ".json", N_ ("JSON (.json)") },
  { PTL_COMPARISON_FORMAT_CSV, ".csv", N_ ("Comma-Separated Values (.csv)") },
  { PTL_COMPARISON_FORMAT_XML, ".xml", N_ ("XML as ndiff writes it (.xml)") },
  { PTL_COMPARISON_FORMAT_TEXT, ".txt", N_ ("Text (.txt)") },
};

static void
export_free (gpointer data)
{
  Export *self = data;

  ptl_change_set_unref (self->set);
  g_clear_object (&self->dialog);
  g_clear_object (&self->file);
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
  if (out != NULL &&
      ptl_replacement_close (G_OUTPUT_STREAM (out),
                             ptl_comparison_format_write (self->format, self->set->report,
                                                          G_OUTPUT_STREAM (out),
                                                          cancellable, &error),
                             cancellable, &error))
    g_task_return_pointer (task, g_file_get_basename (self->file), g_free);
  else
    g_task_return_error (task, error);
}

static gboolean
choose_format (Export *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (name, formats[i].extension))
      {
        self->format = formats[i].format;
        return TRUE;
      }

  return strchr (name, '.') == NULL;
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
  if (choose_format (self, name))
    g_task_run_in_thread (task, write_worker);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                             _ ("“%s” has an extension that stands for no format"), name);
}

static void
add_filters (GtkFileChooser *chooser)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      GtkFileFilter *filter = gtk_file_filter_new ();
      g_autofree char *pattern = g_strconcat ("*", formats[i].extension, NULL);

      gtk_file_filter_set_name (filter, _ (formats[i].name));
      gtk_file_filter_add_pattern (filter, pattern);
      gtk_file_chooser_add_filter (chooser, filter);
    }
}

void
ptl_comparison_export_async (GtkWindow *window,
                             PtlChangeSet *set,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Export *self = g_new0 (Export, 1);
  g_autofree char *title = g_strdup_printf (
      _ ("%s – changes"), set->comparison->infos[1]->name); /* of the later session */
  g_autofree char *name = ptl_phrases_file_name (title, ".html");

  g_task_set_source_tag (task, ptl_comparison_export_async);
  g_task_set_task_data (task, self, export_free);
  self->set = ptl_change_set_ref (set);
  self->format = PTL_COMPARISON_FORMAT_HTML;
  self->dialog = gtk_file_chooser_native_new (_ ("Export the Comparison"), window,
                                              GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"),
                                              _ ("_Cancel"));
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (self->dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->dialog), name);
  add_filters (GTK_FILE_CHOOSER (self->dialog));
  g_signal_connect (self->dialog, "response", G_CALLBACK (chosen_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

char *
ptl_comparison_export_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
