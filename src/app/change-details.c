/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/change-details.c: one change in full, and why it is taken for one.
 *
 * Template: ui/change-details.ui. */
#include "app/change-details.h"

#include <glib/gi18n-lib.h>

#include "app/empty-state.h"
#include "app/fact-grid.h"
#include "base/display.h"
#include "formats/comparison-phrases.h"

struct _PtlChangeDetails
{
  GtkStack parent_instance;

  PtlEmptyState *hint;
  GtkLabel *title_label;
  GtkLabel *explanation_label;
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (PtlChangeDetails, ptl_change_details, GTK_TYPE_STACK)

static void
show_title (PtlChangeDetails *self, const PtlChangeRow *row)
{
  const char *port = row->cells[PTL_CHANGE_COLUMN_PORT]->text;
  g_autofree char *title = g_strdup_printf (
      "%s%s%s: %s", row->cells[PTL_CHANGE_COLUMN_HOST]->text, port[0] != '\0' ? "  " : "",
      port, ptl_change_group_get_word (row->group));

  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->explanation_label,
                      ptl_change_group_get_explanation (row->group));
}

static void
add_field (PtlChangeDetails *self, const PtlFieldChange *field)
{
  const char *name = ptl_comparison_phrases_get_field (field->field);
  g_autofree char *values = ptl_comparison_phrases_get_values (field);
  g_autofree char *label = field->detail != NULL
                               ? g_strdup_printf ("%s (%s)", name, field->detail)
                               : g_strdup (name);
  g_autofree char *shown = ptl_display_line (label);
  g_autofree char *text = g_strdup_printf (
      "%s  [%s]", values, ptl_comparison_phrases_get_level (field->level));

  ptl_fact_grid_add (self->grid, shown, text);
}

static void
add_fields (PtlChangeDetails *self, const PtlChangeSet *set, const PtlChangeRow *row)
{
  GPtrArray *fields = row->port != NULL ? row->port->fields : row->host->fields;

  if (row->ignored != NULL)
    {
      const PtlIgnoreRule *rule = set->comparison->rules->pdata[row->ignored->rule];

      add_field (self, row->ignored->field);
      ptl_fact_grid_add (self->grid, _ ("Ignored by"), ptl_ignore_rule_get_text (rule));
      return;
    }

  for (guint i = 0; i < fields->len; i++)
    add_field (self, fields->pdata[i]);
}

/* What the service on the port was taken for, and by which rule. */
static void
add_side (PtlChangeDetails *self, const char *name, const PtlPortSide *side)
{
  const PtlService *service = side->port != NULL ? side->port->service : NULL;
  g_autofree char *file = NULL;
  g_autofree char *text = NULL;

  if (service == NULL || service->rule == NULL)
    return;

  file = g_path_get_basename (service->rule->file);
  text = g_strdup_printf (_ ("%s, line %u, on the answer to %s"), file,
                          service->rule->line, service->rule->probe);
  ptl_fact_grid_add (self->grid, name, text);
}

static void
add_sides (PtlChangeDetails *self, const PtlChangeRow *row)
{
  if (row->port == NULL)
    return;

  if (row->port->kind == PTL_CHANGE_NOT_COVERED)
    ptl_fact_grid_add (self->grid, _ ("Not scanned by"),
                       row->port->sides[0].covered ? _ ("the second scan")
                                                   : _ ("the first scan"));
  add_side (self, _ ("Rule before"), &row->port->sides[0]);
  add_side (self, _ ("Rule after"), &row->port->sides[1]);
}

/* The layers of rules, one a line, in one. */
static void
add_rules (PtlChangeDetails *self, const char *name, const PtlSessionInfo *info)
{
  g_auto (GStrv) layers = g_strsplit (info->rules != NULL ? info->rules : "", "\n", -1);
  g_autofree char *text = g_strjoinv (", ", layers);

  ptl_fact_grid_add (self->grid, name, text);
}

void
ptl_change_details_show (PtlChangeDetails *self,
                         const PtlChangeSet *set,
                         const PtlChangeRow *row)
{
  g_autofree char *reason = NULL;

  g_return_if_fail (PTL_IS_CHANGE_DETAILS (self));

  ptl_fact_grid_clear (self->grid);
  gtk_stack_set_visible_child_name (GTK_STACK (self), row != NULL ? "change" : "hint");
  if (row == NULL)
    return;

  show_title (self, row);
  add_fields (self, set, row);
  add_sides (self, row);
  reason = ptl_host_change_get_reason (row->host);
  ptl_fact_grid_add (self->grid, _ ("Same host?"), reason);
  add_rules (self, _ ("Rules in force before"), set->comparison->infos[0]);
  add_rules (self, _ ("Rules in force after"), set->comparison->infos[1]);
  gtk_widget_show_all (GTK_WIDGET (self->grid));
}

static void
ptl_change_details_class_init (PtlChangeDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PTL_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/change-details.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlChangeDetails, hint);
  gtk_widget_class_bind_template_child (widget_class, PtlChangeDetails, title_label);
  gtk_widget_class_bind_template_child (widget_class, PtlChangeDetails,
                                        explanation_label);
  gtk_widget_class_bind_template_child (widget_class, PtlChangeDetails, grid);
}

static void
ptl_change_details_init (PtlChangeDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ptl_empty_state_set (self->hint, NULL, _ ("Select a row to see why"), NULL);
}
