/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/verdict-view.c: what a port is held to be, and by which rule.
 *
 * Template: ui/verdict-view.ui. */
#include "app/verdict-view.h"

#include <glib/gi18n-lib.h>

#include "base/display.h"

struct _PtlVerdictView
{
  GtkScrolledWindow parent_instance;

  int n_rows; /* of the grid */

  GtkLabel *title_label;
  GtkLabel *verdict_label;
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (PtlVerdictView, ptl_verdict_view, GTK_TYPE_SCROLLED_WINDOW)

static const char *
describe_outcome (PtlServiceOutcome outcome)
{
  switch (outcome)
    {
    case PTL_SERVICE_OUTCOME_TABLE:
      return _ ("Not asked: the name is the one registered for this port.");

    case PTL_SERVICE_OUTCOME_HARD_MATCH:
      return _ ("Recognised by its answer.");

    case PTL_SERVICE_OUTCOME_SOFT_MATCH:
      return _ ("The protocol was recognised, the product was not.");

    case PTL_SERVICE_OUTCOME_NO_MATCH:
      return _ ("Not recognised: the name is the one registered for this port.");

    case PTL_SERVICE_OUTCOME_TCPWRAPPED:
      return _ ("Accepts connections and closes them without a word.");

    case PTL_SERVICE_OUTCOME_INCOMPLETE:
      return _ ("The questioning ended early: the name is the one registered.");

    case PTL_SERVICE_OUTCOME_EXCLUDED:
      return _ ("Not asked: this port is better left alone.");
    }

  g_assert_not_reached ();
}

static const char *
describe_via (PtlMatchVia via)
{
  switch (via)
    {
    case PTL_MATCH_VIA_DIRECT:
      return _ ("the probe’s own rules");

    case PTL_MATCH_VIA_FALLBACK:
      return _ ("a probe it falls back to");

    case PTL_MATCH_VIA_NULL:
      return _ ("the NULL probe’s rules, for greetings");
    }

  g_assert_not_reached ();
}

static GtkWidget *
make_label (const char *text, gboolean is_value)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  if (is_value)
    {
      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_width_chars (GTK_LABEL (label), 12);
    }
  else
    {
      gtk_style_context_add_class (gtk_widget_get_style_context (label), "dim-label");
    }

  return label;
}

/* Adds "name  value", unless there is no value. */
static void
add_row (PtlVerdictView *self, const char *name, const char *value)
{
  g_autofree char *shown = ptl_display_line (value);
  AtkObject *accessible;
  GtkWidget *name_label;
  GtkWidget *value_label;

  if (*shown == '\0')
    return;

  name_label = make_label (name, FALSE);
  value_label = make_label (shown, TRUE);
  accessible = gtk_widget_get_accessible (value_label);
  atk_object_add_relationship (accessible, ATK_RELATION_LABELLED_BY,
                               gtk_widget_get_accessible (name_label));
  gtk_grid_attach (self->grid, name_label, 0, self->n_rows, 1, 1);
  gtk_grid_attach (self->grid, value_label, 1, self->n_rows, 1, 1);
  self->n_rows++;
}

static void
add_service_rows (PtlVerdictView *self, const PtlService *service)
{
  add_row (self, _ ("Product"), service->product);
  add_row (self, _ ("Version"), service->version);
  add_row (self, _ ("Extra info"), service->extra_info);
  add_row (self, _ ("Host name"), service->hostname);
  add_row (self, _ ("System"), service->os_type);
  add_row (self, _ ("Device"), service->device_type);
  if (service->tunnel == PTL_TUNNEL_SSL)
    add_row (self, _ ("Encryption"), _ ("inside TLS"));
  for (guint i = 0; service->cpes != NULL && service->cpes[i] != NULL; i++)
    add_row (self, i == 0 ? _ ("CPE") : "", service->cpes[i]);
}

static void
add_rule_rows (PtlVerdictView *self, const PtlRuleRef *rule)
{
  g_autofree char *folder = g_path_get_dirname (rule->file);
  g_autofree char *file = g_path_get_basename (rule->file);
  g_autofree char *place = g_strdup_printf (_ ("%s, line %u"), file, rule->line);

  add_row (self, _ ("Rule"), place);
  add_row (self, _ ("Layer"), rule->layer);
  add_row (self, _ ("Folder"), g_str_equal (folder, ".") ? NULL : folder);
  add_row (self, _ ("Probe"), rule->probe);
  add_row (self, _ ("Via"), describe_via (rule->via));
  add_row (self, _ ("Pattern"), rule->pattern);
}

static void
clear_grid (PtlVerdictView *self)
{
  GList *children = gtk_container_get_children (GTK_CONTAINER (self->grid));

  g_list_free_full (children, (GDestroyNotify) gtk_widget_destroy);
  self->n_rows = 0;
}

static void
show_title (PtlVerdictView *self, PtlPort *port)
{
  g_autofree char *name =
      port->service != NULL ? ptl_service_get_display_name (port->service) : NULL;
  g_autofree char *title =
      g_strdup_printf ("%u/%s  %s", port->number, ptl_protocol_to_string (port->protocol),
                       name != NULL ? name : ptl_port_state_to_string (port->state));
  g_autofree char *shown = ptl_display_line (title);

  gtk_label_set_text (self->title_label, shown);
}

void
ptl_verdict_view_show (PtlVerdictView *self, PtlHost *host, PtlPort *port)
{
  g_autofree char *host_name = ptl_host_get_display_name (host);
  g_autofree char *state =
      g_strdup_printf ("%s (%s)", ptl_port_state_to_string (port->state),
                       ptl_reason_to_string (port->reason));

  g_return_if_fail (PTL_IS_VERDICT_VIEW (self));

  clear_grid (self);
  show_title (self, port);
  gtk_label_set_text (self->verdict_label, port->service != NULL
                                               ? describe_outcome (port->service->outcome)
                                               : _ ("Not identified so far."));
  if (port->service != NULL)
    add_service_rows (self, port->service);
  add_row (self, _ ("Host"), host_name);
  add_row (self, _ ("State"), state);
  if (port->service != NULL && port->service->rule != NULL)
    add_rule_rows (self, port->service->rule);
  gtk_widget_show_all (GTK_WIDGET (self->grid));
}

static void
ptl_verdict_view_class_init (PtlVerdictViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/verdict-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlVerdictView, title_label);
  gtk_widget_class_bind_template_child (widget_class, PtlVerdictView, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, PtlVerdictView, grid);
}

static void
ptl_verdict_view_init (PtlVerdictView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
