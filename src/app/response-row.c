/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/response-row.c: one answer in the list of answers of a port.
 *
 * Template: ui/response-row.ui. */
#include "app/response-row.h"

#include <glib/gi18n-lib.h>

#include "app/phrases.h"
#include "base/display.h"

struct _PtlResponseRow
{
  GtkListBoxRow parent_instance;

  PtlResponse *response;

  GtkLabel *probe_label;
  GtkLabel *summary_label;
  GtkImage *tunnel_icon;
  GtkImage *decisive_icon;
};

G_DEFINE_FINAL_TYPE (PtlResponseRow, ptl_response_row, GTK_TYPE_LIST_BOX_ROW)

static const char *
describe_end (PtlResponseEnd end)
{
  switch (end)
    {
    case PTL_RESPONSE_END_MATCHED:
      return _ ("recognised");

    case PTL_RESPONSE_END_TIMEOUT:
      return _ ("time was up");

    case PTL_RESPONSE_END_CLOSED:
      return _ ("closed by the peer");

    case PTL_RESPONSE_END_RESET:
      return _ ("reset by the peer");

    case PTL_RESPONSE_END_FULL:
      return _ ("enough was read");

    case PTL_RESPONSE_END_ERROR:
      return _ ("connection error");

    case PTL_RESPONSE_END_STOPPED:
      return _ ("scan stopped");
    }

  g_assert_not_reached ();
}

/* Returns: (transfer full): "206 bytes in 3 ms", "No answer in 6.0 s" */
static char *
describe_size (const PtlResponse *response)
{
  g_autofree char *number = ptl_phrases_number (response->full_length);
  g_autofree char *time = ptl_phrases_short_time (response->elapsed_ms);

  if (response->full_length == 0)
    return g_strdup_printf (_ ("No answer in %s"), time);

  return g_strdup_printf (
      ngettext ("%s byte in %s", "%s bytes in %s", response->full_length), number, time);
}

char *
ptl_response_row_describe (const PtlResponse *response)
{
  g_autofree char *size = describe_size (response);

  if (response->other_port != 0)
    return g_strdup_printf (_ ("%s · %s · from port %u"), size,
                            describe_end (response->end), response->other_port);

  return g_strdup_printf ("%s · %s", size, describe_end (response->end));
}

GtkWidget *
ptl_response_row_new (PtlResponse *response)
{
  PtlResponseRow *self = g_object_new (PTL_TYPE_RESPONSE_ROW, NULL);
  g_autofree char *probe = ptl_display_line (response->probe);
  g_autofree char *size = describe_size (response);
  g_autofree char *summary = ptl_response_row_describe (response);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", probe, summary);

  self->response = ptl_response_ref (response);
  gtk_label_set_text (self->probe_label, probe);
  gtk_label_set_text (self->summary_label, size);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary_label), summary);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), spoken);
  gtk_widget_set_visible (GTK_WIDGET (self->tunnel_icon),
                          response->tunnel == PTL_TUNNEL_SSL);
  return GTK_WIDGET (self);
}

PtlResponse *
ptl_response_row_get_response (PtlResponseRow *self)
{
  g_return_val_if_fail (PTL_IS_RESPONSE_ROW (self), NULL);

  return self->response;
}

void
ptl_response_row_set_decisive (PtlResponseRow *self, gboolean is_decisive)
{
  g_return_if_fail (PTL_IS_RESPONSE_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->decisive_icon), is_decisive);
}

static void
ptl_response_row_finalize (GObject *object)
{
  PtlResponseRow *self = PTL_RESPONSE_ROW (object);

  g_clear_pointer (&self->response, ptl_response_unref);
  G_OBJECT_CLASS (ptl_response_row_parent_class)->finalize (object);
}

static void
ptl_response_row_class_init (PtlResponseRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ptl_response_row_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/response-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlResponseRow, probe_label);
  gtk_widget_class_bind_template_child (widget_class, PtlResponseRow, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PtlResponseRow, tunnel_icon);
  gtk_widget_class_bind_template_child (widget_class, PtlResponseRow, decisive_icon);
}

static void
ptl_response_row_init (PtlResponseRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
