/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/rules-view.c: every rule that matches what a port answered, in the order of trying.
 *
 * Template: ui/rules-view.ui. */
#include "app/rules-view.h"

#include <glib/gi18n-lib.h>

#include "app/cell-tooltip.h"
#include "app/column-widths.h"
#include "app/empty-state.h"
#include "base/display.h"
#include "runner/rule-claims.h"

#define N_COLUMNS 6

struct _PtlRulesView
{
  GtkStack parent_instance;

  GCancellable *cancellable; /* (nullable): of the asking under way */
  guint n_asked;             /* answers */

  PtlEmptyState *hint;
  GtkListStore *rows;
  GtkTreeView *tree;
};

G_DEFINE_FINAL_TYPE (PtlRulesView, ptl_rules_view, GTK_TYPE_STACK)

static gboolean
query_tooltip_cb (PtlRulesView *self,
                  int x,
                  int y,
                  gboolean keyboard_mode,
                  GtkTooltip *tooltip)
{
  return ptl_cell_tooltip_set (self->tree, x, y, keyboard_mode, tooltip);
}

static void
show_hint (PtlRulesView *self, const char *icon, const char *title, const char *text)
{
  ptl_empty_state_set (self->hint, icon, title, text);
  gtk_stack_set_visible_child_name (GTK_STACK (self), "hint");
}

static const char *
describe_match (const PtlRuleClaim *claim)
{
  if (claim->wins)
    return claim->soft ? _ ("decides, soft") : _ ("decides");
  return claim->soft ? _ ("soft") : _ ("hard");
}

/* @cells: (array fixed-size=6): made safe to be shown */
static void
append_row (PtlRulesView *self, char **cells)
{
  GtkTreeIter iter;

  gtk_list_store_append (self->rows, &iter);
  for (int column = 0; column < N_COLUMNS; column++)
    {
      g_autofree char *shown = ptl_display_line (cells[column]);

      gtk_list_store_set (self->rows, &iter, column, shown, -1);
    }
}

static void
append_claim (PtlRulesView *self, const PtlRuleClaim *claim)
{
  const PtlRuleRef *rule = claim->service->rule;
  g_autofree char *name = ptl_service_get_display_name (claim->service);
  g_autofree char *version = ptl_service_get_version_text (claim->service);
  g_autofree char *place = g_strdup_printf (_ ("%s, line %u"), rule->file, rule->line);
  char *cells[N_COLUMNS] = { claim->asked, (char *) describe_match (claim),
                             name,         version,
                             place,        rule->layer };

  append_row (self, cells);
}

static void
show_claims (PtlRulesView *self, GPtrArray *claims)
{
  gtk_list_store_clear (self->rows);
  for (guint i = 0; i < claims->len; i++)
    append_claim (self, claims->pdata[i]);

  if (claims->len > 0)
    gtk_stack_set_visible_child_name (GTK_STACK (self), "rules");
  else
    show_hint (self, NULL, _ ("No rule matches what this port answered"), NULL);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlRulesView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) claims = ptl_rule_claims_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (claims != NULL)
    show_claims (self, claims);
  else
    show_hint (self, "dialog-warning-symbolic", _ ("The rules cannot be read"),
               error->message);
}

static void
stop_asking (PtlRulesView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
ptl_rules_view_show (PtlRulesView *self,
                     const PtlScanOptions *options,
                     PtlProtocol protocol,
                     GPtrArray *responses)
{
  g_return_if_fail (PTL_IS_RULES_VIEW (self));

  if (responses->len == 0)
    show_hint (self, NULL, _ ("There is no answer to ask the rules about"), NULL);
  if (responses->len == self->n_asked || self->cancellable != NULL)
    return;

  if (self->n_asked == 0)
    show_hint (self, NULL, _ ("The rules are being asked…"), NULL);
  self->n_asked = responses->len;
  self->cancellable = g_cancellable_new ();
  ptl_rule_claims_load_async (options, protocol, responses, self->cancellable, loaded_cb,
                              g_object_ref (self));
}

void
ptl_rules_view_clear (PtlRulesView *self)
{
  g_return_if_fail (PTL_IS_RULES_VIEW (self));

  stop_asking (self);
  self->n_asked = 0;
  gtk_list_store_clear (self->rows);
  show_hint (self, NULL, "", NULL);
}

static void
ptl_rules_view_dispose (GObject *object)
{
  stop_asking (PTL_RULES_VIEW (object));
  G_OBJECT_CLASS (ptl_rules_view_parent_class)->dispose (object);
}

static void
ptl_rules_view_class_init (PtlRulesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_rules_view_dispose;

  g_type_ensure (PTL_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/portolan/Portolan/ui/rules-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlRulesView, hint);
  gtk_widget_class_bind_template_child (widget_class, PtlRulesView, rows);
  gtk_widget_class_bind_template_child (widget_class, PtlRulesView, tree);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
}

static void
ptl_rules_view_init (PtlRulesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ptl_column_widths_scale (self->tree);
}
