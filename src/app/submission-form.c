/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/submission-form.c: what the person says of a service.
 *
 * Template: ui/submission-form.ui. */
#include "app/submission-form.h"

#include <glib/gi18n-lib.h>

struct _PtlSubmissionForm
{
  GtkScrolledWindow parent_instance;

  char *address; /* (nullable): of the subject */
  gboolean is_filling;

  GtkToggleButton *service_button;
  GtkToggleButton *correction_button;
  GtkToggleButton *probe_button;
  GtkLabel *guidance_label;
  GtkEntry *service_entry;
  GtkEntry *product_entry;
  GtkEntry *version_entry;
  GtkEntry *info_entry;
  GtkEntry *os_entry;
  GtkEntry *device_entry;
  GtkWidget *correction_box;
  GtkEntry *reported_entry;
  GtkToggleButton *certain_check;
  GtkWidget *probe_box;
  GtkEntry *probe_name_entry;
  GtkComboBox *protocol_combo;
  GtkEntry *payload_entry;
  GtkEntry *ports_entry;
  GtkSpinButton *rarity_spin;
  GtkToggleButton *address_check;
  GtkEntry *contact_entry;
  GtkTextBuffer *notes_buffer;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlSubmissionForm, ptl_submission_form, GTK_TYPE_SCROLLED_WINDOW)

static PtlSubmissionKind
get_kind (PtlSubmissionForm *self)
{
  if (gtk_toggle_button_get_active (self->correction_button))
    return PTL_SUBMISSION_CORRECTION;
  return gtk_toggle_button_get_active (self->probe_button) ? PTL_SUBMISSION_PROBE
                                                           : PTL_SUBMISSION_SERVICE;
}

static const char *
get_guidance (PtlSubmissionKind kind)
{
  switch (kind)
    {
    case PTL_SUBMISSION_SERVICE:
      return _ ("A service that answers and that no rule knows. Say what you know of it; "
                "its name or its product is needed.");

    case PTL_SUBMISSION_CORRECTION:
      return _ ("A service that is held to be another one. Be absolutely certain of what "
                "runs there: look at the machine, or ask who runs it. A wrong correction "
                "spoils the verdicts of everybody.");

    case PTL_SUBMISSION_PROBE:
      return _ (
          "For a service that answers none of the probes there are. Put the probe "
          "into your rules, scan the service, and send the fingerprint that has the "
          "reply to it. A good probe gets an answer from every version of the "
          "service, and from few others.");

    case PTL_N_SUBMISSIONS:
      break;
    }

  g_assert_not_reached ();
}

static void
changed_cb (PtlSubmissionForm *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
kind_toggled_cb (PtlSubmissionForm *self)
{
  PtlSubmissionKind kind = get_kind (self);

  if (self->probe_box == NULL) /* the template is being built */
    return;
  gtk_label_set_text (self->guidance_label, get_guidance (kind));
  gtk_widget_set_visible (self->correction_box, kind == PTL_SUBMISSION_CORRECTION);
  gtk_widget_set_visible (self->probe_box, kind == PTL_SUBMISSION_PROBE);
  changed_cb (self);
}

static void
fill (PtlSubmissionForm *self, const PtlFingerprintSubject *subject)
{
  const PtlFingerprint *print = subject->print;
  GtkEntry *empty[] = {
    self->service_entry,    self->product_entry, self->version_entry,
    self->info_entry,       self->os_entry,      self->device_entry,
    self->probe_name_entry, self->payload_entry, self->contact_entry
  };
  g_autofree char *port = g_strdup_printf ("%u", print->port);
  g_autofree char *address =
      g_strdup_printf (_ ("_Tell the address, %s"), subject->address);

  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    gtk_entry_set_text (empty[i], "");
  gtk_text_buffer_set_text (self->notes_buffer, "", 0);
  gtk_entry_set_text (self->reported_entry,
                      subject->reported != NULL ? subject->reported : "");
  gtk_entry_set_text (self->ports_entry, port);
  gtk_combo_box_set_active_id (self->protocol_combo,
                               ptl_protocol_to_string (print->protocol));
  gtk_toggle_button_set_active (self->certain_check, FALSE);
  gtk_toggle_button_set_active (self->address_check, FALSE);
  gtk_button_set_label (GTK_BUTTON (self->address_check), address);
  gtk_widget_set_visible (GTK_WIDGET (self->address_check), subject->address != NULL);
  gtk_toggle_button_set_active (self->service_button, TRUE);
}

void
ptl_submission_form_show (PtlSubmissionForm *self, const PtlFingerprintSubject *subject)
{
  g_return_if_fail (PTL_IS_SUBMISSION_FORM (self));

  self->is_filling = TRUE;
  g_free (self->address);
  self->address = g_strdup (subject->address);
  fill (self, subject);
  self->is_filling = FALSE;
  kind_toggled_cb (self);
}

void
ptl_submission_form_focus (PtlSubmissionForm *self)
{
  g_return_if_fail (PTL_IS_SUBMISSION_FORM (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->service_entry));
}

static void
set_probe (PtlSubmissionForm *self, PtlSubmission *submission)
{
  PtlProtocol protocol = PTL_PROTOCOL_TCP;
  g_autofree char *lines = NULL;

  ptl_protocol_parse (gtk_combo_box_get_active_id (self->protocol_combo), &protocol);
  lines = ptl_submission_make_probe (
      protocol, gtk_entry_get_text (self->probe_name_entry),
      gtk_entry_get_text (self->payload_entry), gtk_entry_get_text (self->ports_entry),
      (guint) gtk_spin_button_get_value_as_int (self->rarity_spin));
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_PROBE, lines);
}

PtlSubmission *
ptl_submission_form_get (PtlSubmissionForm *self)
{
  PtlSubmission *submission;
  g_autofree char *notes = NULL;
  GtkTextIter start, end;

  g_return_val_if_fail (PTL_IS_SUBMISSION_FORM (self), NULL);

  const struct
  {
    PtlSubmissionField field;
    GtkEntry *entry;
  } entries[] = {
    { PTL_SUBMISSION_FIELD_SERVICE, self->service_entry },
    { PTL_SUBMISSION_FIELD_PRODUCT, self->product_entry },
    { PTL_SUBMISSION_FIELD_VERSION, self->version_entry },
    { PTL_SUBMISSION_FIELD_INFO, self->info_entry },
    { PTL_SUBMISSION_FIELD_OS, self->os_entry },
    { PTL_SUBMISSION_FIELD_DEVICE, self->device_entry },
    { PTL_SUBMISSION_FIELD_REPORTED, self->reported_entry },
    { PTL_SUBMISSION_FIELD_CONTACT, self->contact_entry },
  };

  submission = ptl_submission_new (get_kind (self));
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    ptl_submission_set (submission, entries[i].field,
                        gtk_entry_get_text (entries[i].entry));
  gtk_text_buffer_get_bounds (self->notes_buffer, &start, &end);
  notes = gtk_text_buffer_get_text (self->notes_buffer, &start, &end, FALSE);
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_NOTES, notes);
  submission->is_certain = gtk_toggle_button_get_active (self->certain_check);
  if (gtk_toggle_button_get_active (self->address_check))
    ptl_submission_set (submission, PTL_SUBMISSION_FIELD_ADDRESS, self->address);
  if (submission->kind == PTL_SUBMISSION_PROBE)
    set_probe (self, submission);
  return submission;
}

static void
ptl_submission_form_finalize (GObject *object)
{
  g_free (PTL_SUBMISSION_FORM (object)->address);
  G_OBJECT_CLASS (ptl_submission_form_parent_class)->finalize (object);
}

#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, PtlSubmissionForm, child)

static void
bind_children (GtkWidgetClass *widget_class)
{
  BIND (service_button);
  BIND (correction_button);
  BIND (probe_button);
  BIND (guidance_label);
  BIND (service_entry);
  BIND (product_entry);
  BIND (version_entry);
  BIND (info_entry);
  BIND (os_entry);
  BIND (device_entry);
  BIND (correction_box);
  BIND (reported_entry);
  BIND (certain_check);
  BIND (probe_box);
  BIND (probe_name_entry);
  BIND (protocol_combo);
  BIND (payload_entry);
  BIND (ports_entry);
  BIND (rarity_spin);
  BIND (address_check);
  BIND (contact_entry);
  BIND (notes_buffer);
}

static void
ptl_submission_form_class_init (PtlSubmissionFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ptl_submission_form_finalize;

  signals[CHANGED] = g_signal_new ("changed", PTL_TYPE_SUBMISSION_FORM, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/submission-form.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, kind_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
ptl_submission_form_init (PtlSubmissionForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kind_toggled_cb (self);
}
