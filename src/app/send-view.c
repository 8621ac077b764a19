/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/send-view.c: all that goes out, the ways out, and what went when.
 *
 * Template: ui/send-view.ui. */
#include "app/send-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/outbox-row.h"
#include "app/phrases.h"
#include "app/settings.h"
#include "base/display.h"
#include "submit/post.h"

/* The Nmap Project's page for submissions. */
#define NMAP_PAGE "https://nmap.org/submit/"

struct _PtlSendView
{
  GtkPaned parent_instance;

  PtlOutbox *outbox;         /* (nullable) */
  PtlSubmission *submission; /* (nullable) */
  char *title;
  char *text;                    /* what is copied, saved and pasted */
  GtkFileChooserNative *chooser; /* (nullable) */
  GCancellable *cancellable;     /* of files being written; cancelled in dispose */

  GtkTextBuffer *buffer;
  GtkTextView *view;
  GtkLabel *check_label;
  GtkLabel *done_label;
  GtkWidget *copy_button;
  GtkWidget *save_button;
  GtkWidget *page_button;
  GtkEntry *endpoint_entry;
  GtkWidget *send_button;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (PtlSendView, ptl_send_view, GTK_TYPE_PANED)

static void
tell (PtlSendView *self, const char *text)
{
  g_autofree char *shown = ptl_display_line (text);

  gtk_label_set_text (self->done_label, shown);
}

/* What can be done now, and why not. */
static void
update (PtlSendView *self)
{
  const char *endpoint = gtk_entry_get_text (self->endpoint_entry);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) endpoint_error = NULL;
  gboolean is_fit =
      self->submission != NULL && ptl_submission_check (self->submission, &error);
  gboolean can_post =
      *endpoint != '\0' && ptl_post_check_endpoint (endpoint, &endpoint_error);

  gtk_label_set_text (self->check_label,
                      error != NULL ? error->message
                                    : _ ("This is all that goes out, to the letter."));
  gtk_widget_set_sensitive (self->copy_button, is_fit);
  gtk_widget_set_sensitive (self->save_button, is_fit);
  gtk_widget_set_sensitive (self->page_button, is_fit);
  gtk_widget_set_sensitive (self->send_button,
                            is_fit && can_post && self->outbox != NULL);
  gtk_entry_set_icon_from_icon_name (self->endpoint_entry, GTK_ENTRY_ICON_SECONDARY,
                                     endpoint_error != NULL ? "dialog-error-symbolic"
                                                            : NULL);
  gtk_entry_set_icon_tooltip_text (self->endpoint_entry, GTK_ENTRY_ICON_SECONDARY,
                                   endpoint_error != NULL ? endpoint_error->message
                                                          : NULL);
}

static void
endpoint_changed_cb (PtlSendView *self)
{
  update (self);
}

/* Returns: whether it is in the outbox; if not, the person is told */
static gboolean
record (PtlSendView *self, PtlOutboxWay way, const char *where)
{
  g_autofree char *form = ptl_submission_to_form (self->submission);
  g_autoptr (GError) error = NULL;

  if (self->outbox == NULL ||
      ptl_outbox_add (self->outbox, way, self->title, where, form, &error))
    return TRUE;

  tell (self, error->message);
  return FALSE;
}

static void
put_on_clipboard (PtlSendView *self)
{
  gtk_clipboard_set_text (
      gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD), self->text,
      -1);
}

static void
copy_cb (PtlSendView *self)
{
  put_on_clipboard (self);
  if (record (self, PTL_OUTBOX_BY_COPY, ""))
    tell (self, _ ("Copied."));
}

static void
page_cb (PtlSendView *self)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;

  put_on_clipboard (self);
  if (!gtk_show_uri_on_window (GTK_WINDOW (window), NMAP_PAGE, GDK_CURRENT_TIME, &error))
    {
      g_autofree char *text = g_strdup_printf (_ ("Copied, but %s cannot be opened: %s"),
                                               NMAP_PAGE, error->message);

      tell (self, text);
      return;
    }

  if (record (self, PTL_OUTBOX_BY_BROWSER, NMAP_PAGE))
    tell (self, _ ("Copied: paste it into the form of the page."));
}

static void
send_cb (PtlSendView *self)
{
  const char *endpoint = gtk_entry_get_text (self->endpoint_entry);

  if (!gtk_widget_get_sensitive (self->send_button))
    return;
  ptl_settings_set_string (PTL_SETTINGS_SUBMIT_ENDPOINT, endpoint);
  if (record (self, PTL_OUTBOX_BY_POST, endpoint))
    tell (self, _ ("It is on its way; below you see when it has arrived."));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlSendView) self = user_data;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean saved = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!saved)
    {
      tell (self, error->message);
      return;
    }

  text = g_strdup_printf (_ ("Saved as “%s”."), name);
  if (record (self, PTL_OUTBOX_BY_FILE, name))
    tell (self, text);
}

static void
chosen_cb (PtlSendView *self, int response)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  if (file == NULL)
    return;

  bytes = g_bytes_new (self->text, strlen (self->text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                       self->cancellable, saved_cb, g_object_ref (self));
}

static void
save_cb (PtlSendView *self)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  g_autofree char *name = ptl_phrases_file_name (self->title, ".txt");

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Save Submission"), GTK_WINDOW (window),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
outbox_changed_cb (PtlSendView *self)
{
  GList *rows = gtk_container_get_children (GTK_CONTAINER (self->list));

  g_list_free_full (rows, (GDestroyNotify) gtk_widget_destroy);
  for (guint i = 0; i < ptl_outbox_get_n_items (self->outbox); i++)
    gtk_list_box_insert (
        self->list,
        ptl_outbox_row_new (self->outbox, ptl_outbox_get_item (self->outbox, i)), -1);
}

void
ptl_send_view_set_outbox (PtlSendView *self, PtlOutbox *outbox)
{
  g_return_if_fail (PTL_IS_SEND_VIEW (self) && self->outbox == NULL);

  if (outbox == NULL)
    return;
  self->outbox = g_object_ref (outbox);
  g_signal_connect_object (outbox, "changed", G_CALLBACK (outbox_changed_cb), self,
                           G_CONNECT_SWAPPED);
  outbox_changed_cb (self);
}

void
ptl_send_view_show (PtlSendView *self, PtlSubmission *submission, const char *title)
{
  g_autofree char *shown = NULL;

  g_return_if_fail (PTL_IS_SEND_VIEW (self));

  g_clear_pointer (&self->submission, ptl_submission_free);
  g_free (self->title);
  g_free (self->text);
  self->submission = submission;
  self->title = g_strdup (title);
  self->text = ptl_submission_to_text (submission);
  shown = ptl_display_text (self->text, strlen (self->text), G_MAXINT, TRUE);
  gtk_text_buffer_set_text (self->buffer, shown, -1);
  tell (self, "");
  update (self);
}

static void
ptl_send_view_dispose (GObject *object)
{
  PtlSendView *self = PTL_SEND_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_data (self->outbox, self);
  g_clear_object (&self->outbox);
  G_OBJECT_CLASS (ptl_send_view_parent_class)->dispose (object);
}

static void
ptl_send_view_finalize (GObject *object)
{
  PtlSendView *self = PTL_SEND_VIEW (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->submission, ptl_submission_free);
  g_free (self->title);
  g_free (self->text);
  G_OBJECT_CLASS (ptl_send_view_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PtlSendView, buffer);
  gtk_widget_class_bind_template_child (widget_class, PtlSendView, view);
  gtk_widget_class_bind_template_child (widget_class, PtlSendView, check_label);
  gtk_widget_class_bind_template_child (widget_class, PtlSendView, done_label);
  gtk_widget_class_bind_template_child (widget_class, PtlSendView, copy_button);
  gtk_widget_class_bind_template_child (widget_class, PtlSendView, save_button);
  gtk_widget_class_bind_template_child (widget_class, PtlSendView, page_button);
  gtk_widget_class_bind_template_child (widget_class, PtlSendView, endpoint_entry);
  gtk_widget_class_bind_template_child (widget_class, PtlSendView, send_button);
  gtk_widget_class_bind_template_child (widget_class, PtlSendView, list);
  gtk_widget_class_bind_template_callback (widget_class, endpoint_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
ptl_send_view_class_init (PtlSendViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_send_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = ptl_send_view_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/portolan/Portolan/ui/send-view.ui");
  bind_children (widget_class);
}

static void
ptl_send_view_init (PtlSendView *self)
{
  g_autofree char *endpoint = ptl_settings_get_string (PTL_SETTINGS_SUBMIT_ENDPOINT, "");

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_direction (GTK_WIDGET (self->view), GTK_TEXT_DIR_LTR);
  gtk_entry_set_text (self->endpoint_entry, endpoint);
  update (self);
}
