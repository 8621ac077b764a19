/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/fingerprint-paste.c: takes fingerprints in from text, a file or what is dropped.
 *
 * Template: ui/fingerprint-paste.ui. */
#include "app/fingerprint-paste.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"
#include "base/file.h"
#include "rules/fingerprint.h"

struct _PtlFingerprintPaste
{
  GtkBox parent_instance;

  GCancellable *cancellable;     /* of files being read; cancelled in dispose */
  GtkFileChooserNative *chooser; /* (nullable) */

  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkLabel *error_label;
};

enum
{
  TAKEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlFingerprintPaste, ptl_fingerprint_paste, GTK_TYPE_BOX)

static void
complain (PtlFingerprintPaste *self, const char *message)
{
  g_autofree char *shown = ptl_display_line (message);

  gtk_label_set_text (self->error_label, shown);
}

static void
take (PtlFingerprintPaste *self, const char *text, gsize len)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) prints = ptl_fingerprints_parse (text, len, &error);

  complain (self, error != NULL ? error->message : "");
  if (prints != NULL)
    g_signal_emit (self, signals[TAKEN], 0, prints);
}

static void
load_worker (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  g_autofree char *text = NULL;
  gsize len;
  GError *error = NULL;

  if (ptl_file_read (path, PTL_FINGERPRINT_MAX_PASTE, &text, &len, &error))
    g_task_return_pointer (task, g_bytes_new_take (g_steal_pointer (&text), len),
                           (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PtlFingerprintPaste *self = PTL_FINGERPRINT_PASTE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (text == NULL)
    complain (self, error->message);
  else
    take (self, g_bytes_get_data (text, NULL), g_bytes_get_size (text));
}

static void
load (PtlFingerprintPaste *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;
  char *path = g_file_get_path (file);

  if (path == NULL)
    {
      complain (self, _ ("The file is not on this computer."));
      return;
    }

  task = g_task_new (self, self->cancellable, loaded_cb, NULL);
  g_task_set_task_data (task, path, g_free);
  g_task_run_in_thread (task, load_worker);
}

/* What a file that is dropped on the text becomes. */
static gboolean
is_file (const char *text)
{
  return g_str_has_prefix (text, "file://") && strchr (text, '\n') == NULL;
}

static void
read_cb (PtlFingerprintPaste *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GFile) file = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  g_strstrip (text);
  file = is_file (text) ? g_file_new_for_uri (text) : NULL;
  if (file != NULL)
    load (self, file);
  else
    take (self, text, strlen (text));
}

void
ptl_fingerprint_paste_take (PtlFingerprintPaste *self, const char *text)
{
  g_return_if_fail (PTL_IS_FINGERPRINT_PASTE (self));

  if (strlen (text) > PTL_FINGERPRINT_MAX_PASTE)
    {
      complain (self, _ ("The text is too long."));
      return;
    }

  gtk_text_buffer_set_text (self->buffer, text, -1);
  read_cb (self);
}

static void
clipboard_cb (GtkClipboard *clipboard, const char *text, gpointer user_data)
{
  g_autoptr (PtlFingerprintPaste) self = user_data;

  if (self->buffer == NULL) /* destroyed meanwhile */
    return;
  if (text == NULL)
    complain (self, _ ("There is no text on the clipboard."));
  else
    ptl_fingerprint_paste_take (self, text);
}

void
ptl_fingerprint_paste_from_clipboard (PtlFingerprintPaste *self)
{
  GtkClipboard *clipboard;

  g_return_if_fail (PTL_IS_FINGERPRINT_PASTE (self));

  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD);
  gtk_clipboard_request_text (clipboard, clipboard_cb, g_object_ref (self));
}

static void
chosen_cb (PtlFingerprintPaste *self, int response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  if (file != NULL)
    load (self, file);
}

static void
open_cb (PtlFingerprintPaste *self)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));

  g_clear_object (&self->chooser);
  self->chooser =
      gtk_file_chooser_native_new (_ ("Read a Fingerprint"), GTK_WINDOW (window),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
dropped_cb (PtlFingerprintPaste *self,
            GdkDragContext *context,
            int x,
            int y,
            GtkSelectionData *data,
            guint info,
            guint time)
{
  g_auto (GStrv) uris = gtk_selection_data_get_uris (data);
  g_autofree guchar *text = gtk_selection_data_get_text (data);
  g_autoptr (GFile) file = NULL;

  if (uris != NULL && uris[0] != NULL)
    file = g_file_new_for_uri (uris[0]);
  if (file != NULL)
    load (self, file);
  else if (text != NULL)
    ptl_fingerprint_paste_take (self, (const char *) text);
  gtk_drag_finish (context, file != NULL || text != NULL, FALSE, time);
}

void
ptl_fingerprint_paste_focus (PtlFingerprintPaste *self)
{
  g_return_if_fail (PTL_IS_FINGERPRINT_PASTE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
ptl_fingerprint_paste_dispose (GObject *object)
{
  PtlFingerprintPaste *self = PTL_FINGERPRINT_PASTE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  G_OBJECT_CLASS (ptl_fingerprint_paste_parent_class)->dispose (object);
}

static void
ptl_fingerprint_paste_finalize (GObject *object)
{
  g_object_unref (PTL_FINGERPRINT_PASTE (object)->cancellable);
  G_OBJECT_CLASS (ptl_fingerprint_paste_parent_class)->finalize (object);
}

static void
ptl_fingerprint_paste_class_init (PtlFingerprintPasteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_fingerprint_paste_dispose;
  G_OBJECT_CLASS (klass)->finalize = ptl_fingerprint_paste_finalize;

  signals[TAKEN] = g_signal_new ("taken", PTL_TYPE_FINGERPRINT_PASTE, G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/fingerprint-paste.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintPaste, view);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintPaste, buffer);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintPaste, error_label);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, dropped_cb);
}

static void
ptl_fingerprint_paste_init (PtlFingerprintPaste *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_direction (GTK_WIDGET (self->view), GTK_TEXT_DIR_LTR);
  gtk_drag_dest_set (GTK_WIDGET (self), GTK_DEST_DEFAULT_ALL, NULL, 0, GDK_ACTION_COPY);
  gtk_drag_dest_add_uri_targets (GTK_WIDGET (self));
  gtk_drag_dest_add_text_targets (GTK_WIDGET (self));
}
