/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/fingerprint-view.c: a fingerprint to be read: its header, then reply after reply.
 *
 * Template: ui/fingerprint-view.ui. */
#include "app/fingerprint-view.h"

#include <glib/gi18n-lib.h>

#include "app/fingerprint-facts.h"
#include "app/phrases.h"
#include "app/reply-view.h"
#include "base/display.h"

struct _PtlFingerprintView
{
  GtkPaned parent_instance;

  const PtlFingerprintSubject *subject;
  GPtrArray *payloads; /* (nullable): GBytes or NULL, what today's rules send */

  GtkListBox *list; /* the header's row, then one for each reply */
  GtkStack *stack;
  PtlFingerprintFacts *facts;
  PtlReplyView *reply_view;
};

G_DEFINE_FINAL_TYPE (PtlFingerprintView, ptl_fingerprint_view, GTK_TYPE_PANED)

static GtkWidget *
make_label (const char *text, gboolean is_dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (is_dim)
    {
      gtk_style_context_add_class (gtk_widget_get_style_context (label), "dim-label");
      gtk_style_context_add_class (gtk_widget_get_style_context (label), "ptl-small");
    }
  return label;
}

/* @spoken: for those who hear it */
static void
add_row (PtlFingerprintView *self,
         const char *title,
         const char *detail,
         const char *spoken)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_object_set (box, "margin", 8, NULL);
  gtk_container_add (GTK_CONTAINER (box), make_label (title, FALSE));
  gtk_container_add (GTK_CONTAINER (box), make_label (detail, TRUE));
  gtk_container_add (GTK_CONTAINER (row), box);
  atk_object_set_name (gtk_widget_get_accessible (row), spoken);
  gtk_widget_show_all (row);
  gtk_list_box_insert (self->list, row, -1);
}

static void
add_reply (PtlFingerprintView *self, const PtlFingerprintReply *reply)
{
  g_autofree char *probe = ptl_display_line (reply->probe);
  g_autofree char *number = ptl_phrases_number (reply->full_length);
  g_autofree char *size =
      g_strdup_printf (ngettext ("%s byte", "%s bytes", reply->full_length), number);
  gboolean is_cut = reply->full_length > g_bytes_get_size (reply->data);
  g_autofree char *detail =
      is_cut ? g_strdup_printf (_ ("%s, cut ✂"), size) : g_strdup (size);
  g_autofree char *spoken = g_strdup_printf (_ ("Reply to %s: %s"), probe, detail);

  add_row (self, probe, detail, spoken);
}

static void
clear (PtlFingerprintView *self)
{
  GList *rows = gtk_container_get_children (GTK_CONTAINER (self->list));

  g_list_free_full (rows, (GDestroyNotify) gtk_widget_destroy);
  g_clear_pointer (&self->payloads, g_ptr_array_unref);
}

static GBytes *
get_sent (PtlFingerprintView *self, guint reply)
{
  GBytes *sent = self->subject->sent->pdata[reply];

  if (sent == NULL && self->payloads != NULL && reply < self->payloads->len)
    sent = self->payloads->pdata[reply];
  return sent;
}

static void
row_selected_cb (PtlFingerprintView *self, GtkListBoxRow *row)
{
  guint index = row != NULL ? (guint) gtk_list_box_row_get_index (row) : 0;

  if (row == NULL || self->reply_view == NULL)
    return;
  if (index > 0)
    ptl_reply_view_show (self->reply_view,
                         self->subject->print->replies->pdata[index - 1],
                         get_sent (self, index - 1));
  gtk_stack_set_visible_child_name (self->stack, index > 0 ? "reply" : "facts");
}

static void
payloads_found_cb (PtlFingerprintView *self, GPtrArray *payloads)
{
  g_clear_pointer (&self->payloads, g_ptr_array_unref);
  self->payloads = g_ptr_array_ref (payloads);
  row_selected_cb (self, gtk_list_box_get_selected_row (self->list));
}

void
ptl_fingerprint_view_show (PtlFingerprintView *self,
                           const PtlFingerprintSubject *subject,
                           PtlLibrary *library)
{
  const PtlFingerprint *print;
  g_autofree char *port = NULL;

  g_return_if_fail (PTL_IS_FINGERPRINT_VIEW (self));

  clear (self);
  self->subject = subject;
  print = subject->print;
  port = g_strdup_printf ("%u/%s", print->port, ptl_protocol_to_string (print->protocol));
  add_row (self, _ ("Header"), port, _ ("Header"));
  for (guint i = 0; i < print->replies->len; i++)
    add_reply (self, print->replies->pdata[i]);
  ptl_fingerprint_facts_show (self->facts, subject, library);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

void
ptl_fingerprint_view_focus (PtlFingerprintView *self)
{
  g_return_if_fail (PTL_IS_FINGERPRINT_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
}

static void
ptl_fingerprint_view_finalize (GObject *object)
{
  PtlFingerprintView *self = PTL_FINGERPRINT_VIEW (object);

  g_clear_pointer (&self->payloads, g_ptr_array_unref);
  G_OBJECT_CLASS (ptl_fingerprint_view_parent_class)->finalize (object);
}

static void
ptl_fingerprint_view_class_init (PtlFingerprintViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ptl_fingerprint_view_finalize;

  g_type_ensure (PTL_TYPE_FINGERPRINT_FACTS);
  g_type_ensure (PTL_TYPE_REPLY_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/fingerprint-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintView, list);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintView, stack);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintView, facts);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintView, reply_view);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, payloads_found_cb);
}

static void
ptl_fingerprint_view_init (PtlFingerprintView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
