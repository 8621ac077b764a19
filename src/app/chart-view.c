/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/chart-view.c: the chart of a session with its legend.
 *
 * Template: ui/chart-view.ui. */
#include "app/chart-view.h"

#include <glib/gi18n-lib.h>

#include "app/chart-area.h"
#include "app/chart-export.h"
#include "app/chart-painter.h"
#include "app/phrases.h"

#define UPDATE_MS   1000 /* between two looks at a session that grows */
#define LEGEND_MARK 16   /* pixels */

struct _PtlChartView
{
  GtkBox parent_instance;

  PtlSession *session; /* (nullable) */
  PtlChart *chart;     /* (nullable) */
  guint update_id;
  gboolean is_stale; /* the session has changed since the chart was made */

  PtlChartArea *area;
  GtkFlowBox *legend;
};

enum
{
  PLACE_CHOSEN,
  PLACE_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlChartView, ptl_chart_view, GTK_TYPE_BOX)

/* The legend ---------------------------------------------------------------------- */

static gboolean
draw_mark_cb (GtkWidget *widget, cairo_t *cr, gpointer family)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GdkRGBA ink;

  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &ink);
  ptl_chart_painter_paint_mark (cr, (PtlServiceFamily) GPOINTER_TO_INT (family), FALSE,
                                LEGEND_MARK, LEGEND_MARK, &ink);
  return GDK_EVENT_STOP;
}

static void
add_to_legend (PtlChartView *self, PtlServiceFamily family, guint n_ports)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = gtk_drawing_area_new ();
  g_autofree char *text =
      g_strdup_printf (_ ("%s %u"), ptl_phrases_service_family (family), n_ports);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_size_request (mark, LEGEND_MARK, LEGEND_MARK);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  g_signal_connect (mark, "draw", G_CALLBACK (draw_mark_cb), GINT_TO_POINTER (family));
  gtk_style_context_add_class (gtk_widget_get_style_context (label), "ptl-small");
  gtk_style_context_add_class (gtk_widget_get_style_context (label), "ptl-numbers");
  gtk_container_add (GTK_CONTAINER (box), mark);
  gtk_container_add (GTK_CONTAINER (box), label);
  gtk_widget_show_all (box);
  gtk_flow_box_insert (self->legend, box, -1);
  gtk_widget_set_can_focus (gtk_widget_get_parent (box), FALSE);
}

static void
fill_legend (PtlChartView *self)
{
  gtk_container_foreach (GTK_CONTAINER (self->legend),
                         (GtkCallback) (void (*) (void)) gtk_widget_destroy, NULL);
  for (int family = 0; family < PTL_N_SERVICE_FAMILIES; family++)
    if (self->chart->n_cells[family] > 0)
      add_to_legend (self, (PtlServiceFamily) family, self->chart->n_cells[family]);
}

/* Following the session ----------------------------------------------------------- */

static void
name_chart (PtlChartView *self)
{
  guint n_hosts = self->chart->rows->len;
  guint n_ports = self->chart->columns->len;
  g_autofree char *hosts =
      g_strdup_printf (ngettext ("%u host", "%u hosts", n_hosts), n_hosts);
  g_autofree char *ports =
      g_strdup_printf (ngettext ("%u port", "%u ports", n_ports), n_ports);
  /* Translators: "Chart of 3 hosts and 12 ports" */
  g_autofree char *name = g_strdup_printf (_ ("Chart of %s and %s"), hosts, ports);

  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->area)), name);
}

static void
update (PtlChartView *self)
{
  self->is_stale = FALSE;
  g_clear_pointer (&self->chart, ptl_chart_unref);
  self->chart = ptl_chart_new (self->session);
  ptl_chart_area_set_chart (self->area, self->chart);
  fill_legend (self);
  name_chart (self);
}

static gboolean
update_cb (gpointer user_data)
{
  PtlChartView *self = user_data;

  self->update_id = 0;
  if (self->is_stale && gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
  return G_SOURCE_REMOVE;
}

static void
facts_changed_cb (PtlChartView *self)
{
  self->is_stale = TRUE;
  if (self->update_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_id = g_timeout_add (UPDATE_MS, update_cb, self);
}

static void
ptl_chart_view_map (GtkWidget *widget)
{
  PtlChartView *self = PTL_CHART_VIEW (widget);

  if (self->is_stale && self->session != NULL)
    update (self);
  GTK_WIDGET_CLASS (ptl_chart_view_parent_class)->map (widget);
}

void
ptl_chart_view_clear (PtlChartView *self)
{
  g_return_if_fail (PTL_IS_CHART_VIEW (self));

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->chart, ptl_chart_unref);
  self->is_stale = FALSE;
}

void
ptl_chart_view_show (PtlChartView *self, PtlSession *session)
{
  static const char *const changes[] = { "host-changed", "port-added", "port-changed" };

  g_return_if_fail (PTL_IS_CHART_VIEW (self));

  ptl_chart_view_clear (self);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (session, changes[i], G_CALLBACK (facts_changed_cb), self,
                             G_CONNECT_SWAPPED);

  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

void
ptl_chart_view_show_place (PtlChartView *self, PtlHost *host, PtlPort *port)
{
  g_return_if_fail (PTL_IS_CHART_VIEW (self));

  ptl_chart_area_show_place (self->area, host, port);
}

PtlChart *
ptl_chart_view_get_chart (PtlChartView *self)
{
  g_return_val_if_fail (PTL_IS_CHART_VIEW (self), NULL);

  return self->chart;
}

void
ptl_chart_view_focus (PtlChartView *self)
{
  g_return_if_fail (PTL_IS_CHART_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->area));
}

/* What the buttons do ------------------------------------------------------------- */

static void
zoom_in_cb (PtlChartView *self)
{
  ptl_chart_area_zoom (self->area, 1);
}

static void
zoom_out_cb (PtlChartView *self)
{
  ptl_chart_area_zoom (self->area, -1);
}

static void
place_chosen_cb (PtlChartView *self, PtlHost *host, PtlPort *port)
{
  g_signal_emit (self, signals[PLACE_CHOSEN], 0, host, port);
}

static void
place_activated_cb (PtlChartView *self, PtlHost *host, PtlPort *port)
{
  g_signal_emit (self, signals[PLACE_ACTIVATED], 0, host, port);
}

static void
ptl_chart_view_dispose (GObject *object)
{
  ptl_chart_view_clear (PTL_CHART_VIEW (object));
  G_OBJECT_CLASS (ptl_chart_view_parent_class)->dispose (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, PTL_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
ptl_chart_view_class_init (PtlChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_chart_view_dispose;
  widget_class->map = ptl_chart_view_map;
  signals[PLACE_CHOSEN] = add_signal ("place-chosen");
  signals[PLACE_ACTIVATED] = add_signal ("place-activated");

  g_type_ensure (PTL_TYPE_CHART_AREA);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/portolan/Portolan/ui/chart-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlChartView, area);
  gtk_widget_class_bind_template_child (widget_class, PtlChartView, legend);
  gtk_widget_class_bind_template_callback (widget_class, zoom_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
}

static void
ptl_chart_view_init (PtlChartView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
