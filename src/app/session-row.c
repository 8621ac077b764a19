/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/session-row.c: one session in the list of past scans.
 *
 * Template: ui/session-row.ui. */
#include "app/session-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/phrases.h"
#include "app/scan-status.h"
#include "base/display.h"

#define MAX_NOTED 400 /* bytes of notes in a tooltip */

struct _PtlSessionRow
{
  GtkListBoxRow parent_instance;

  PtlSessionItem *item;

  GtkStack *icon_stack;
  GtkImage *icon;
  GtkSpinner *spinner;
  GtkLabel *name_label;
  GtkLabel *findings_label;
};

G_DEFINE_FINAL_TYPE (PtlSessionRow, ptl_session_row, GTK_TYPE_LIST_BOX_ROW)

/* Returns: (transfer full) (nullable): tags and notes */
static char *
get_noted (const PtlSessionInfo *info)
{
  g_autofree char *tags =
      info->tags != NULL && info->tags[0] != NULL ? g_strjoinv (", ", info->tags) : NULL;
  gboolean has_notes = info->notes != NULL && *info->notes != '\0';
  g_autofree char *all = NULL;

  if (tags == NULL && !has_notes)
    return NULL;

  all = tags == NULL ? g_strdup (info->notes)
                     : g_strjoin ("\n", tags, has_notes ? info->notes : NULL, NULL);
  return ptl_display_text (all, strlen (all), MAX_NOTED, TRUE);
}

void
ptl_session_row_refresh (PtlSessionRow *self)
{
  PtlSessionInfo *info = ptl_session_item_get_info (self->item);
  gboolean is_running = ptl_session_item_is_running (self->item);
  gboolean is_busy = is_running && !ptl_session_item_is_paused (self->item);
  g_autofree char *name = ptl_display_line (info->name);
  g_autofree char *when = ptl_phrases_when (info->started_us, g_get_real_time ());
  g_autofree char *started = ptl_phrases_date_and_time (info->started_us);
  g_autofree char *ending = ptl_phrases_ending (info, is_running);
  g_autofree char *findings = ptl_session_item_get_findings (self->item);
  g_autofree char *second = g_strjoin (" · ", when, findings, NULL);
  g_autofree char *noted = get_noted (info);
  g_autofree char *spoken = g_strjoin (", ", name, ending, findings, when, noted, NULL);
  g_autofree char *tooltip = g_strjoin ("\n", name, ending, started, noted, NULL);

  gtk_label_set_text (self->name_label, name);
  gtk_label_set_text (self->findings_label, second);
  gtk_image_set_from_icon_name (self->icon, ptl_scan_status_get_icon_name (info->state),
                                GTK_ICON_SIZE_MENU);
  gtk_stack_set_visible_child_name (self->icon_stack, is_busy ? "spinner" : "icon");
  g_object_set (self->spinner, "active", is_busy, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), spoken);
}

GtkWidget *
ptl_session_row_new (PtlSessionItem *item)
{
  PtlSessionRow *self = g_object_new (PTL_TYPE_SESSION_ROW, NULL);

  self->item = g_object_ref (item);
  g_signal_connect_object (item, "changed", G_CALLBACK (ptl_session_row_refresh), self,
                           G_CONNECT_SWAPPED);
  ptl_session_row_refresh (self);
  return GTK_WIDGET (self);
}

PtlSessionItem *
ptl_session_row_get_item (PtlSessionRow *self)
{
  g_return_val_if_fail (PTL_IS_SESSION_ROW (self), NULL);

  return self->item;
}

static void
ptl_session_row_dispose (GObject *object)
{
  PtlSessionRow *self = PTL_SESSION_ROW (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (ptl_session_row_parent_class)->dispose (object);
}

static void
ptl_session_row_class_init (PtlSessionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_session_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/session-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlSessionRow, icon_stack);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionRow, icon);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionRow, findings_label);
}

static void
ptl_session_row_init (PtlSessionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
