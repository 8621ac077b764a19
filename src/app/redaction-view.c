/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/redaction-view.c: what is left out of a fingerprint before it goes to others.
 *
 * Template: ui/redaction-view.ui. */
#include "app/redaction-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/marked-bytes.h"
#include "base/display.h"
#include "base/escape.h"
#include "submit/redaction.h"

#define MAX_SHOWN 60 /* characters of a finding in the list */

struct _PtlRedactionView
{
  GtkPaned parent_instance;

  PtlFingerprint *print; /* (nullable): cut to what may be given to others */
  GPtrArray *known;      /* (nullable) */
  GPtrArray *words;      /* utf8: what the person wants left out besides */
  PtlRedaction *redaction;

  GtkLabel *summary_label;
  GtkListBox *list;
  GtkEntry *word_entry;
  GtkTextBuffer *before_buffer;
  GtkTextBuffer *after_buffer;
  GtkTextView *before_view;
  GtkTextView *after_view;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlRedactionView, ptl_redaction_view, GTK_TYPE_PANED)

/* Before and after ------------------------------------------------------------------ */

static void
append_heading (GtkTextBuffer *buffer, const PtlFingerprintReply *reply)
{
  g_autofree char *probe = ptl_display_line (reply->probe);
  g_autofree char *heading = g_strdup_printf (_ ("%s\n"), probe);

  ptl_marked_bytes_append (buffer, heading, PTL_MARK_HEADING);
}

/* @is_after: as they go out */
static GArray *
make_marks (PtlRedactionView *self, guint reply, gboolean is_after)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (PtlMark));
  g_autoptr (GArray) places = ptl_redaction_get_places (self->redaction, reply, is_after);

  for (guint i = 0; i < places->len; i++)
    {
      const PtlSecret *place = &g_array_index (places, PtlSecret, i);
      PtlMark mark = { place->start, place->end,
                       is_after ? PTL_MARK_REPLACED : PTL_MARK_SECRET };

      g_array_append_val (marks, mark);
    }

  return marks;
}

static void
fill (PtlRedactionView *self,
      GtkTextBuffer *buffer,
      const PtlFingerprint *print,
      gboolean is_after)
{
  gtk_text_buffer_set_text (buffer, "", 0);
  for (guint i = 0; i < print->replies->len; i++)
    {
      const PtlFingerprintReply *reply = print->replies->pdata[i];
      g_autoptr (GArray) marks = make_marks (self, i, is_after);
      gsize len;
      const guint8 *data = g_bytes_get_data (reply->data, &len);

      append_heading (buffer, reply);
      ptl_marked_bytes_append_text (buffer, data, len, marks);
      ptl_marked_bytes_append (buffer, "\n", NULL);
    }
}

static void
show_after (PtlRedactionView *self)
{
  g_autoptr (PtlFingerprint) after = ptl_redaction_apply (self->redaction);

  fill (self, self->after_buffer, after, TRUE);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The findings ---------------------------------------------------------------------- */

static guint
get_index (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  return (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
}

static void
masked_toggled_cb (PtlRedactionView *self, GtkToggleButton *button)
{
  ptl_redaction_keep (self->redaction, get_index (GTK_WIDGET (button)),
                      !gtk_toggle_button_get_active (button));
  show_after (self);
}

static void
replacement_changed_cb (PtlRedactionView *self, GtkEntry *entry)
{
  const char *text = gtk_entry_get_text (entry);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ptl_unescape (text, strlen (text), NULL, &error);
  GtkWidget *widget = GTK_WIDGET (entry);

  gtk_entry_set_icon_from_icon_name (entry, GTK_ENTRY_ICON_SECONDARY,
                                     bytes != NULL ? NULL : "dialog-error-symbolic");
  gtk_entry_set_icon_tooltip_text (entry, GTK_ENTRY_ICON_SECONDARY,
                                   error != NULL ? error->message : NULL);
  if (bytes == NULL)
    return;

  ptl_redaction_replace (self->redaction, get_index (widget), bytes);
  show_after (self);
}

static GtkWidget *
make_check (PtlRedactionView *self, const PtlFinding *finding)
{
  gsize len;
  const void *data = g_bytes_get_data (finding->text, &len);
  g_autofree char *text = ptl_display_text (data, len, MAX_SHOWN, FALSE);
  GtkWidget *check = gtk_check_button_new_with_label (text);
  GtkWidget *label = gtk_bin_get_child (GTK_BIN (check));

  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (check, _ ("Whether it is left out"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (check), !finding->is_kept);
  g_signal_connect_object (check, "toggled", G_CALLBACK (masked_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  return check;
}

/* "host name, 2 times" */
static GtkWidget *
make_detail (const PtlFinding *finding)
{
  g_autofree char *times = g_strdup_printf (
      ngettext ("%u time", "%u times", finding->n_places), finding->n_places);
  g_autofree char *text =
      g_strdup_printf ("%s, %s", ptl_secret_kind_describe (finding->kind), times);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_style_context_add_class (gtk_widget_get_style_context (label), "dim-label");
  gtk_style_context_add_class (gtk_widget_get_style_context (label), "ptl-small");
  return label;
}

static GtkWidget *
make_replacement (PtlRedactionView *self, const PtlFinding *finding)
{
  gsize len;
  const void *data = g_bytes_get_data (finding->replacement, &len);
  g_autofree char *text = ptl_escape (data, len);
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_text (GTK_ENTRY (entry), text);
  gtk_entry_set_width_chars (GTK_ENTRY (entry), 8);
  gtk_widget_set_tooltip_text (entry, _ ("What stands there instead"));
  atk_object_set_name (gtk_widget_get_accessible (entry), _ ("Instead"));
  g_signal_connect_object (entry, "changed", G_CALLBACK (replacement_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return entry;
}

static void
add_finding (PtlRedactionView *self, const PtlFinding *finding)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  g_object_set (box, "margin", 6, NULL);
  gtk_container_add (GTK_CONTAINER (box), make_check (self, finding));
  gtk_container_add (GTK_CONTAINER (box), make_detail (finding));
  gtk_container_add (GTK_CONTAINER (box), make_replacement (self, finding));
  gtk_container_add (GTK_CONTAINER (row), box);
  atk_object_set_name (gtk_widget_get_accessible (row),
                       ptl_secret_kind_describe (finding->kind));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_can_focus (row, FALSE);
  gtk_widget_show_all (row);
  gtk_list_box_insert (self->list, row, -1);
}

static void
show_summary (PtlRedactionView *self, guint n_findings)
{
  g_autofree char *text = NULL;

  if (n_findings == 0)
    text = g_strdup (_ ("Nothing was found that tells of your network. Read the replies "
                        "all the same: only you know what is yours."));
  else
    text = g_strdup_printf (
        ngettext ("%u text tells of your network and is left out. Lengths stay right.",
                  "%u texts tell of your network and are left out. Lengths stay right.",
                  n_findings),
        n_findings);
  gtk_label_set_text (self->summary_label, text);
}

static void
find_secrets (PtlRedactionView *self)
{
  PtlRedaction *before = self->redaction;
  GList *rows = gtk_container_get_children (GTK_CONTAINER (self->list));
  guint n_findings;

  g_list_free_full (rows, (GDestroyNotify) gtk_widget_destroy);
  self->redaction = ptl_redaction_new (self->print, self->known, self->words);
  if (before != NULL)
    ptl_redaction_take_over (self->redaction, before);
  g_clear_pointer (&before, ptl_redaction_free);

  n_findings = ptl_redaction_get_n_findings (self->redaction);
  for (guint i = 0; i < n_findings; i++)
    add_finding (self, ptl_redaction_get_finding (self->redaction, i));
  show_summary (self, n_findings);
  fill (self, self->before_buffer, self->print, FALSE);
  show_after (self);
}

static void
add_word_cb (PtlRedactionView *self)
{
  g_autofree char *word = g_strdup (gtk_entry_get_text (self->word_entry));

  g_strstrip (word);
  if (*word == '\0' || self->print == NULL)
    return;
  g_ptr_array_add (self->words, g_steal_pointer (&word));
  gtk_entry_set_text (self->word_entry, "");
  find_secrets (self);
}

void
ptl_redaction_view_show (PtlRedactionView *self, const PtlFingerprintSubject *subject)
{
  g_return_if_fail (PTL_IS_REDACTION_VIEW (self));

  g_clear_pointer (&self->redaction, ptl_redaction_free);
  g_clear_pointer (&self->print, ptl_fingerprint_free);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_ptr_array_set_size (self->words, 0);
  self->print = ptl_fingerprint_copy (subject->print, PTL_REDACTION_VIEW_MAX_REPLIES,
                                      PTL_REDACTION_VIEW_MAX_REPLY);
  self->known = g_ptr_array_ref (subject->known);
  find_secrets (self);
}

PtlFingerprint *
ptl_redaction_view_get_print (PtlRedactionView *self)
{
  g_return_val_if_fail (PTL_IS_REDACTION_VIEW (self), NULL);

  return self->redaction != NULL ? ptl_redaction_apply (self->redaction) : NULL;
}

static void
ptl_redaction_view_finalize (GObject *object)
{
  PtlRedactionView *self = PTL_REDACTION_VIEW (object);

  g_clear_pointer (&self->redaction, ptl_redaction_free);
  g_clear_pointer (&self->print, ptl_fingerprint_free);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_ptr_array_unref (self->words);
  G_OBJECT_CLASS (ptl_redaction_view_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PtlRedactionView, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PtlRedactionView, list);
  gtk_widget_class_bind_template_child (widget_class, PtlRedactionView, word_entry);
  gtk_widget_class_bind_template_child (widget_class, PtlRedactionView, before_buffer);
  gtk_widget_class_bind_template_child (widget_class, PtlRedactionView, after_buffer);
  gtk_widget_class_bind_template_child (widget_class, PtlRedactionView, before_view);
  gtk_widget_class_bind_template_child (widget_class, PtlRedactionView, after_view);
  gtk_widget_class_bind_template_callback (widget_class, add_word_cb);
}

static void
ptl_redaction_view_class_init (PtlRedactionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ptl_redaction_view_finalize;

  signals[CHANGED] = g_signal_new ("changed", PTL_TYPE_REDACTION_VIEW, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/redaction-view.ui");
  bind_children (widget_class);
}

static void
ptl_redaction_view_init (PtlRedactionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->words = g_ptr_array_new_with_free_func (g_free);
  ptl_marked_bytes_add_tags (self->before_buffer);
  ptl_marked_bytes_add_tags (self->after_buffer);
  gtk_widget_set_direction (GTK_WIDGET (self->before_view), GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (self->after_view), GTK_TEXT_DIR_LTR);
}
