/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/verdict-view.c: what a port is held to be, and by which rule.
 *
 * Template: ui/verdict-view.ui. */
#include "app/verdict-view.h"

#include <glib/gi18n-lib.h>

#include "app/fact-grid.h"
#include "app/tls-view.h"
#include "base/display.h"

struct _PtlVerdictView
{
  GtkScrolledWindow parent_instance;

  GtkLabel *title_label;
  GtkLabel *verdict_label;
  GtkGrid *grid;
  GtkGrid *captures_grid;
  PtlTlsView *tls;
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

static void
add_also_rows (PtlVerdictView *self, GPtrArray *also)
{
  for (guint i = 0; also != NULL && i < also->len; i++)
    {
      const PtlService *service = also->pdata[i];
      g_autofree char *text = ptl_service_get_also_text (service);
      g_autofree char *file = g_path_get_basename (service->rule->file);
      g_autofree char *row =
          g_strdup_printf (_ ("%s (%s, line %u)"), text, file, service->rule->line);

      ptl_fact_grid_add (self->grid, i == 0 ? _ ("Also") : "", row);
    }
}

static void
add_service_rows (PtlVerdictView *self, const PtlService *service)
{
  ptl_fact_grid_add (self->grid, _ ("Product"), service->product);
  ptl_fact_grid_add (self->grid, _ ("Version"), service->version);
  ptl_fact_grid_add (self->grid, _ ("Extra info"), service->extra_info);
  ptl_fact_grid_add (self->grid, _ ("Host name"), service->hostname);
  ptl_fact_grid_add (self->grid, _ ("System"), service->os_type);
  ptl_fact_grid_add (self->grid, _ ("Device"), service->device_type);
  if (service->tunnel == PTL_TUNNEL_SSL)
    ptl_fact_grid_add (self->grid, _ ("Encryption"), _ ("inside TLS"));
  for (guint i = 0; service->cpes != NULL && service->cpes[i] != NULL; i++)
    ptl_fact_grid_add (self->grid, i == 0 ? _ ("CPE") : "", service->cpes[i]);
  add_also_rows (self, service->also);
}

/* What later rules say stands beside what the scan said, and in its place. */
static void
add_scanned_row (PtlVerdictView *self, const PtlService *scanned)
{
  g_autofree char *name = NULL;
  g_autoptr (GString) text = NULL;

  if (scanned == NULL)
    return;

  name = ptl_service_get_display_name (scanned);
  text = g_string_new (name);
  if (scanned->product != NULL)
    g_string_append_printf (text, " %s", scanned->product);
  if (scanned->version != NULL)
    g_string_append_printf (text, " %s", scanned->version);
  ptl_fact_grid_add (self->grid, _ ("The scan said"), text->str);
}

static void
add_rule_rows (PtlVerdictView *self, const PtlRuleRef *rule)
{
  g_autofree char *folder = g_path_get_dirname (rule->file);
  g_autofree char *file = g_path_get_basename (rule->file);
  g_autofree char *place = g_strdup_printf (_ ("%s, line %u"), file, rule->line);

  ptl_fact_grid_add (self->grid, _ ("Rule"), place);
  ptl_fact_grid_add (self->grid, _ ("Layer"), rule->layer);
  ptl_fact_grid_add (self->grid, _ ("Folder"), g_str_equal (folder, ".") ? NULL : folder);
  ptl_fact_grid_add (self->grid, _ ("Probe"), rule->probe);
  ptl_fact_grid_add (self->grid, _ ("Via"), describe_via (rule->via));
  ptl_fact_grid_add (self->grid, _ ("Pattern"), rule->pattern);
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

  ptl_fact_grid_clear (self->grid);
  show_title (self, port);
  gtk_label_set_text (self->verdict_label, port->service != NULL
                                               ? describe_outcome (port->service->outcome)
                                               : _ ("Not identified so far."));
  if (port->service != NULL)
    add_service_rows (self, port->service);
  add_scanned_row (self, port->scanned);
  ptl_fact_grid_add (self->grid, _ ("Host"), host_name);
  ptl_fact_grid_add (self->grid, _ ("State"), state);
  if (port->service != NULL && port->service->rule != NULL)
    add_rule_rows (self, port->service->rule);
  gtk_widget_show_all (GTK_WIDGET (self->grid));
  ptl_tls_view_show (self->tls, port->tls);
}

void
ptl_verdict_view_show_captures (PtlVerdictView *self,
                                const PtlService *service,
                                GPtrArray *responses)
{
  const PtlRuleRef *rule = service != NULL ? service->rule : NULL;
  const PtlResponse *response =
      rule != NULL ? ptl_response_find (responses, rule->response) : NULL;

  g_return_if_fail (PTL_IS_VERDICT_VIEW (self));

  ptl_fact_grid_clear (self->captures_grid);
  for (guint i = 0; response != NULL && i < rule->captures->len; i++)
    {
      const PtlCapture *capture = &g_array_index (rule->captures, PtlCapture, i);
      g_autofree char *text = ptl_response_get_capture_text (response, capture);
      g_autofree char *name =
          i == 0 ? g_strdup (_ ("Matched")) : g_strdup_printf (_ ("Group %u"), i);

      ptl_fact_grid_add (self->captures_grid, name, text);
    }
  gtk_widget_show_all (GTK_WIDGET (self->captures_grid));
}

static void
ptl_verdict_view_class_init (PtlVerdictViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PTL_TYPE_TLS_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/verdict-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlVerdictView, title_label);
  gtk_widget_class_bind_template_child (widget_class, PtlVerdictView, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, PtlVerdictView, grid);
  gtk_widget_class_bind_template_child (widget_class, PtlVerdictView, captures_grid);
  gtk_widget_class_bind_template_child (widget_class, PtlVerdictView, tls);
}

static void
ptl_verdict_view_init (PtlVerdictView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
