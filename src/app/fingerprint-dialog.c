/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/fingerprint-dialog.c: a fingerprint read, redacted, described and sent.
 *
 *   paste --taken--> read, redact, describe, send: pages of one fingerprint of those
 * taken
 *
 * Template: ui/fingerprint-dialog.ui. */
#include "app/fingerprint-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/fingerprint-paste.h"
#include "app/fingerprint-view.h"
#include "app/redaction-view.h"
#include "app/send-view.h"
#include "app/submission-form.h"

#define MAX_CHOICES 200 /* fingerprints of one text to choose from */

struct _PtlFingerprintDialog
{
  GtkWindow parent_instance;

  PtlLibrary *library;            /* (nullable) */
  GPtrArray *taken;               /* (nullable): PtlFingerprint, those of the text */
  PtlFingerprintSubject *subject; /* (nullable): of the pages */

  GtkHeaderBar *header;
  GtkStackSwitcher *switcher;
  GtkComboBoxText *choice;
  GtkStack *outer;
  GtkStack *pages;
  PtlFingerprintPaste *paste;
  PtlFingerprintView *view;
  PtlRedactionView *redaction;
  PtlSubmissionForm *form;
  PtlSendView *send;
};

G_DEFINE_FINAL_TYPE (PtlFingerprintDialog, ptl_fingerprint_dialog, GTK_TYPE_WINDOW)

static char *
make_title (const PtlFingerprintSubject *subject)
{
  const PtlFingerprint *print = subject->print;
  const char *protocol = ptl_protocol_to_string (print->protocol);

  if (subject->host != NULL)
    return g_strdup_printf (_ ("Fingerprint of %u/%s on %s"), print->port, protocol,
                            subject->host);
  return g_strdup_printf (_ ("Fingerprint of %u/%s"), print->port, protocol);
}

/* "21/tcp: WU-FTPD 2.1": what it is called once it is sent. */
static char *
name_submission (const PtlFingerprint *print, const PtlSubmission *submission)
{
  const char *product = submission->fields[PTL_SUBMISSION_FIELD_PRODUCT];
  const char *service = submission->fields[PTL_SUBMISSION_FIELD_SERVICE];
  const char *version = submission->fields[PTL_SUBMISSION_FIELD_VERSION];
  const char *what = product != NULL ? product : service;

  return g_strdup_printf ("%u/%s: %s %s", print->port,
                          ptl_protocol_to_string (print->protocol),
                          what != NULL ? what : "", version != NULL ? version : "");
}

/* What goes out follows everything that is changed on the pages before. */
static void
submission_changed_cb (PtlFingerprintDialog *self)
{
  g_autoptr (PtlFingerprint) print = ptl_redaction_view_get_print (self->redaction);
  g_autoptr (GPtrArray) prints = g_ptr_array_new ();
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;
  PtlSubmission *submission;

  if (print == NULL || self->send == NULL)
    return;
  g_ptr_array_add (prints, print);
  text = ptl_fingerprints_to_text (prints);
  submission = ptl_submission_form_get (self->form);
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_FINGERPRINT, text);
  title = name_submission (print, submission);
  g_strstrip (title);
  ptl_send_view_show (self->send, submission, title);
}

static void
show (PtlFingerprintDialog *self, PtlFingerprintSubject *subject)
{
  PtlFingerprintSubject *before = self->subject;
  g_autofree char *title = make_title (subject);

  self->subject = subject;
  gtk_window_set_title (GTK_WINDOW (self), title);
  ptl_fingerprint_view_show (self->view, subject, self->library);
  ptl_submission_form_show (self->form, subject);
  ptl_redaction_view_show (self->redaction, subject);
  gtk_stack_set_visible_child_name (self->outer, "pages");
  gtk_widget_show (GTK_WIDGET (self->switcher));
  gtk_header_bar_set_custom_title (self->header, GTK_WIDGET (self->switcher));
  gtk_stack_set_visible_child_name (self->pages, "read");
  ptl_fingerprint_view_focus (self->view);
  g_clear_pointer (&before, ptl_fingerprint_subject_free);
}

void
ptl_fingerprint_dialog_show (PtlFingerprintDialog *self, PtlFingerprintSubject *subject)
{
  g_return_if_fail (PTL_IS_FINGERPRINT_DIALOG (self));

  gtk_widget_hide (GTK_WIDGET (self->choice));
  show (self, subject);
}

static void
choice_changed_cb (PtlFingerprintDialog *self)
{
  int index = gtk_combo_box_get_active (GTK_COMBO_BOX (self->choice));

  if (index >= 0 && self->taken != NULL)
    show (self, ptl_fingerprint_subject_new (ptl_fingerprint_copy (
                    self->taken->pdata[index], G_MAXUINT, G_MAXSIZE)));
}

static void
taken_cb (PtlFingerprintDialog *self, GPtrArray *prints)
{
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  gtk_combo_box_text_remove_all (self->choice);
  self->taken = g_ptr_array_ref (prints);
  for (guint i = 0; i < prints->len && i < MAX_CHOICES; i++)
    {
      const PtlFingerprint *print = prints->pdata[i];
      g_autofree char *name = g_strdup_printf ("%u/%s", print->port,
                                               ptl_protocol_to_string (print->protocol));

      gtk_combo_box_text_append_text (self->choice, name);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->choice), prints->len > 1);
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->choice), 0);
}

void
ptl_fingerprint_dialog_paste (PtlFingerprintDialog *self)
{
  g_return_if_fail (PTL_IS_FINGERPRINT_DIALOG (self));

  ptl_fingerprint_paste_from_clipboard (self->paste);
}

/* What a person wants to do first there. */
static void
focus_page (PtlFingerprintDialog *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  if (page == GTK_WIDGET (self->form))
    ptl_submission_form_focus (self->form);
  else
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

/* Escape closes, Ctrl+1 and on go from page to page. */
static gboolean
key_press_cb (PtlFingerprintDialog *self, GdkEventKey *event)
{
  static const char *const names[] = { "read", "redact", "describe", "send" };
  guint modifiers = event->state & gtk_accelerator_get_default_mod_mask ();
  guint page = event->keyval - GDK_KEY_1;

  if (event->keyval == GDK_KEY_Escape && modifiers == 0)
    {
      gtk_window_close (GTK_WINDOW (self));
      return GDK_EVENT_STOP;
    }
  if (modifiers != GDK_CONTROL_MASK || page >= G_N_ELEMENTS (names) ||
      self->subject == NULL)
    return GDK_EVENT_PROPAGATE;

  gtk_stack_set_visible_child_name (self->pages, names[page]);
  focus_page (self);
  return GDK_EVENT_STOP;
}

/* What shows the subject goes before it. */
static void
ptl_fingerprint_dialog_finalize (GObject *object)
{
  PtlFingerprintDialog *self = PTL_FINGERPRINT_DIALOG (object);

  g_clear_object (&self->library);
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  g_clear_pointer (&self->subject, ptl_fingerprint_subject_free);
  G_OBJECT_CLASS (ptl_fingerprint_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintDialog, header);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintDialog, switcher);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintDialog, choice);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintDialog, outer);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintDialog, paste);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintDialog, view);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintDialog, redaction);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintDialog, form);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintDialog, send);
  gtk_widget_class_bind_template_callback (widget_class, submission_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_press_cb);
}

static void
ptl_fingerprint_dialog_class_init (PtlFingerprintDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ptl_fingerprint_dialog_finalize;

  g_type_ensure (PTL_TYPE_FINGERPRINT_PASTE);
  g_type_ensure (PTL_TYPE_FINGERPRINT_VIEW);
  g_type_ensure (PTL_TYPE_REDACTION_VIEW);
  g_type_ensure (PTL_TYPE_SUBMISSION_FORM);
  g_type_ensure (PTL_TYPE_SEND_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/fingerprint-dialog.ui");
  bind_children (widget_class);
}

static void
ptl_fingerprint_dialog_init (PtlFingerprintDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PtlFingerprintDialog *
ptl_fingerprint_dialog_new (GtkWindow *parent, PtlLibrary *library, PtlOutbox *outbox)
{
  PtlFingerprintDialog *self = g_object_new (PTL_TYPE_FINGERPRINT_DIALOG, "transient-for",
                                             parent, "destroy-with-parent", TRUE, NULL);

  g_set_object (&self->library, library);
  ptl_send_view_set_outbox (self->send, outbox);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Read a Fingerprint"));
  ptl_fingerprint_paste_focus (self->paste);
  return self;
}
