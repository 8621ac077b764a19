/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/chart-area.c: a chart that is scrolled, zoomed and walked through. */
#include "app/chart-area.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "app/chart-move.h"
#include "app/chart-painter.h"
#include "app/ports-model.h"

#define ZOOM_STEP    1.25
#define MIN_FIT_CELL 9.0 /* smaller cells have no shapes */
#define FIT_MARGIN   8.0

struct _PtlChartArea
{
  GtkDrawingArea parent_instance;

  PtlChart *chart; /* (nullable) */
  PangoContext *pango;
  double cell[2];     /* width, height */
  gboolean is_fitted; /* the cells are as large as shows all of them, within reason */
  PtlChartPlace cursor;
  PtlChartPlace hover;

  GtkAdjustment *adjustments[2]; /* horizontal, vertical; (nullable) */
};

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY
};

enum
{
  PLACE_CHOSEN,
  PLACE_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const PtlChartPlace nowhere = { -1, -1 };

G_DEFINE_FINAL_TYPE_WITH_CODE (PtlChartArea,
                               ptl_chart_area,
                               GTK_TYPE_DRAWING_AREA,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static double
get_scrolled (PtlChartArea *self, GtkOrientation orientation)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];

  return adjustment != NULL ? floor (gtk_adjustment_get_value (adjustment)) : 0;
}

static PtlChartPainter
get_painter (PtlChartArea *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  PtlChartPainter painter = {
    .chart = self->chart,
    .pango = self->pango,
    .is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
    .cell_width = self->cell[GTK_ORIENTATION_HORIZONTAL],
    .cell_height = self->cell[GTK_ORIENTATION_VERTICAL],
    .x = get_scrolled (self, GTK_ORIENTATION_HORIZONTAL),
    .y = get_scrolled (self, GTK_ORIENTATION_VERTICAL),
    .width = gtk_widget_get_allocated_width (widget),
    .height = gtk_widget_get_allocated_height (widget),
    .cursor = self->cursor,
    .hover = self->hover,
  };

  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &painter.ink);
  if (!gtk_style_context_lookup_color (style, "theme_base_color", &painter.paper))
    gdk_rgba_parse (&painter.paper, "white");
  return painter;
}

/* Scrolling ----------------------------------------------------------------------- */

static void
configure (GtkAdjustment *adjustment, double whole, double room, double step)
{
  double value = gtk_adjustment_get_value (adjustment);

  gtk_adjustment_configure (adjustment, CLAMP (value, 0, MAX (0, whole - room)), 0,
                            MAX (whole, room), step, room * 0.9, room);
}

/* Returns: as large as @n_cells of them have room, within reason */
static double
fit (double room, guint n_cells)
{
  return floor (CLAMP (room / MAX (n_cells, 1), MIN_FIT_CELL, PTL_CHART_DEFAULT_CELL));
}

static void
update_adjustments (PtlChartArea *self)
{
  PtlChartPainter painter;
  PtlChartSize size;

  if (self->chart == NULL || self->adjustments[0] == NULL || self->adjustments[1] == NULL)
    return;

  painter = get_painter (self);
  size = ptl_chart_painter_get_size (&painter);
  if (self->is_fitted)
    {
      self->cell[0] =
          fit (painter.width - size.header_width - FIT_MARGIN, self->chart->columns->len);
      self->cell[1] =
          fit (painter.height - size.header_height - FIT_MARGIN, self->chart->rows->len);
      painter = get_painter (self);
      size = ptl_chart_painter_get_size (&painter);
    }
  configure (self->adjustments[0], size.width, painter.width, self->cell[0]);
  configure (self->adjustments[1], size.height, painter.height, self->cell[1]);
}

static void
set_adjustment (PtlChartArea *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (*place != NULL)
    g_signal_handlers_disconnect_by_data (*place, self);
  g_set_object (place, adjustment);
  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed",
                             G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  update_adjustments (self);
}

/* Scrolls as little as shows a row or a column. */
static void
reveal (PtlChartArea *self, GtkOrientation orientation, double header, int index)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];
  double cell = self->cell[orientation];
  double start = header + cell * index;

  if (index >= 0 && adjustment != NULL)
    gtk_adjustment_set_value (
        adjustment, CLAMP (gtk_adjustment_get_value (adjustment),
                           start + cell + 2 - gtk_adjustment_get_page_size (adjustment),
                           start - header));
}

static void
reveal_cursor (PtlChartArea *self)
{
  PtlChartPainter painter = get_painter (self);
  PtlChartSize size;

  if (self->chart == NULL)
    return;

  size = ptl_chart_painter_get_size (&painter);
  reveal (self, GTK_ORIENTATION_HORIZONTAL, size.header_width, self->cursor.column);
  reveal (self, GTK_ORIENTATION_VERTICAL, size.header_height, self->cursor.row);
}

/* The cursor ---------------------------------------------------------------------- */

static const PtlChartCell *
get_cell (PtlChartArea *self, PtlChartPlace place)
{
  if (self->chart == NULL || place.row < 0 || place.column < 0)
    return NULL;

  return ptl_chart_get_cell (self->chart, (guint) place.row, (guint) place.column);
}

static PtlHost *
get_host (PtlChartArea *self, PtlChartPlace place)
{
  if (self->chart == NULL || place.row < 0)
    return NULL;

  return ((PtlChartRow *) self->chart->rows->pdata[place.row])->host;
}

/* Returns: (transfer full): what stands at a place, in words */
static char *
describe (PtlChartArea *self, PtlChartPlace place)
{
  static const PtlPortsColumn parts[] = { PTL_PORTS_COLUMN_SERVICE,
                                          PTL_PORTS_COLUMN_PRODUCT,
                                          PTL_PORTS_COLUMN_VERSION };
  const PtlChartCell *cell = get_cell (self, place);
  PtlHost *host = get_host (self, place);
  const PtlChartColumn *column;
  GString *text;

  if (host == NULL || place.column < 0)
    return g_strdup ("");

  column = &g_array_index (self->chart->columns, PtlChartColumn, place.column);
  text = g_string_new (((PtlChartRow *) self->chart->rows->pdata[place.row])->name);
  g_string_append_printf (text, "\n%u/%s", column->number,
                          ptl_protocol_to_string (column->protocol));
  if (cell == NULL)
    g_string_append_printf (text, "  %s", _ ("not open"));
  for (guint i = 0; cell != NULL && i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *part = ptl_ports_model_get_text (host, cell->port, parts[i]);

      if (*part != '\0')
        g_string_append_printf (text, "  %s", part);
    }

  return g_string_free (text, FALSE);
}

static void
cursor_moved (PtlChartArea *self)
{
  g_autofree char *text = describe (self, self->cursor);
  g_strdelimit (text, "\n", ' ');

  atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self)), text);
  reveal_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
move_cursor (PtlChartArea *self, PtlChartPlace place)
{
  const PtlChartCell *cell = get_cell (self, place);

  self->cursor = place;
  cursor_moved (self);
  g_signal_emit (self, signals[PLACE_CHOSEN], 0, get_host (self, place),
                 cell != NULL ? cell->port : NULL);
}

static void
activate_cursor (PtlChartArea *self)
{
  const PtlChartCell *cell = get_cell (self, self->cursor);

  if (cell != NULL)
    g_signal_emit (self, signals[PLACE_ACTIVATED], 0, get_host (self, self->cursor),
                   cell->port);
}

void
ptl_chart_area_show_place (PtlChartArea *self, PtlHost *host, PtlPort *port)
{
  PtlChartPlace place = nowhere;
  guint index;

  g_return_if_fail (PTL_IS_CHART_AREA (self));

  if (self->chart != NULL && host != NULL &&
      ptl_chart_find_host (self->chart, host, &index))
    place.row = (int) index;
  if (place.row >= 0 && port != NULL && ptl_chart_find_port (self->chart, port, &index))
    place.column = (int) index;
  self->cursor = place;
  cursor_moved (self);
}

void
ptl_chart_area_set_chart (PtlChartArea *self, PtlChart *chart)
{
  PtlChart *old;
  const PtlChartCell *cell;
  PtlHost *host;

  g_return_if_fail (PTL_IS_CHART_AREA (self));

  host = get_host (self, self->cursor);
  cell = get_cell (self, self->cursor);
  old = self->chart;
  self->chart = ptl_chart_ref (chart);
  self->hover = nowhere;
  ptl_chart_area_show_place (self, host, cell != NULL ? cell->port : NULL);
  g_clear_pointer (&old, ptl_chart_unref); /* @host and @cell were its */
  update_adjustments (self);
}

/* The keyboard -------------------------------------------------------------------- */

static gboolean
zoom_by_key (PtlChartArea *self, guint key)
{
  if (key == GDK_KEY_plus || key == GDK_KEY_KP_Add || key == GDK_KEY_equal)
    ptl_chart_area_zoom (self, 1);
  else if (key == GDK_KEY_minus || key == GDK_KEY_KP_Subtract)
    ptl_chart_area_zoom (self, -1);
  else if (key == GDK_KEY_0 || key == GDK_KEY_KP_0)
    ptl_chart_area_zoom (self, 0);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static gboolean
move_by_key (PtlChartArea *self, const GdkEventKey *event)
{
  GtkWidget *widget = GTK_WIDGET (self);
  PtlChartMove move = {
    .is_far = (event->state & GDK_CONTROL_MASK) != 0,
    .is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
    .page = (int) (gtk_widget_get_allocated_height (widget) /
                   self->cell[GTK_ORIENTATION_VERTICAL]),
  };
  PtlChartPlace place;

  if (!ptl_chart_move_from_key (&move, event->keyval))
    return GDK_EVENT_PROPAGATE;

  place = ptl_chart_move (self->chart, self->cursor, &move);
  if (!ptl_chart_place_equal (place, self->cursor))
    move_cursor (self, place);
  return GDK_EVENT_STOP;
}

static gboolean
ptl_chart_area_key_press_event (GtkWidget *widget, GdkEventKey *event)
{
  PtlChartArea *self = PTL_CHART_AREA (widget);

  if (self->chart == NULL || self->chart->rows->len == 0)
    return GDK_EVENT_PROPAGATE;
  if (move_by_key (self, event) || zoom_by_key (self, event->keyval))
    return GDK_EVENT_STOP;
  if (event->keyval != GDK_KEY_Return && event->keyval != GDK_KEY_KP_Enter &&
      event->keyval != GDK_KEY_space)
    return GDK_EVENT_PROPAGATE;

  activate_cursor (self);
  return GDK_EVENT_STOP;
}

void
ptl_chart_area_zoom (PtlChartArea *self, int steps)
{
  g_return_if_fail (PTL_IS_CHART_AREA (self));

  self->is_fitted = steps == 0;
  for (guint i = 0; i < G_N_ELEMENTS (self->cell); i++)
    self->cell[i] = CLAMP (round (self->cell[i] * pow (ZOOM_STEP, steps)),
                           PTL_CHART_MIN_CELL, PTL_CHART_MAX_CELL);
  update_adjustments (self);
  reveal_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The pointer --------------------------------------------------------------------- */

static PtlChartPlace
place_at (PtlChartArea *self, double x, double y)
{
  PtlChartPainter painter;

  if (self->chart == NULL)
    return nowhere;

  painter = get_painter (self);
  return ptl_chart_painter_find (&painter, x, y);
}

static void
set_hover (PtlChartArea *self, PtlChartPlace place)
{
  if (ptl_chart_place_equal (place, self->hover))
    return;

  self->hover = place;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
ptl_chart_area_motion_notify_event (GtkWidget *widget, GdkEventMotion *event)
{
  PtlChartArea *self = PTL_CHART_AREA (widget);

  set_hover (self, place_at (self, event->x, event->y));
  return GDK_EVENT_PROPAGATE;
}

static gboolean
ptl_chart_area_leave_notify_event (GtkWidget *widget, GdkEventCrossing *event)
{
  set_hover (PTL_CHART_AREA (widget), nowhere);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
ptl_chart_area_button_press_event (GtkWidget *widget, GdkEventButton *event)
{
  PtlChartArea *self = PTL_CHART_AREA (widget);
  PtlChartPlace place = place_at (self, event->x, event->y);

  if (event->button != GDK_BUTTON_PRIMARY)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_grab_focus (widget);
  if (event->type == GDK_2BUTTON_PRESS)
    activate_cursor (self);
  else if (place.row >= 0 || place.column >= 0)
    move_cursor (self, place);
  return GDK_EVENT_STOP;
}

static gboolean
ptl_chart_area_scroll_event (GtkWidget *widget, GdkEventScroll *event)
{
  if ((event->state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  if (event->direction == GDK_SCROLL_UP || event->delta_y < 0)
    ptl_chart_area_zoom (PTL_CHART_AREA (widget), 1);
  else if (event->direction == GDK_SCROLL_DOWN || event->delta_y > 0)
    ptl_chart_area_zoom (PTL_CHART_AREA (widget), -1);
  return GDK_EVENT_STOP;
}

static gboolean
ptl_chart_area_query_tooltip (GtkWidget *widget,
                              int x,
                              int y,
                              gboolean keyboard_mode,
                              GtkTooltip *tooltip)
{
  PtlChartArea *self = PTL_CHART_AREA (widget);
  PtlChartPlace place = keyboard_mode ? self->cursor : place_at (self, x, y);
  g_autofree char *text = describe (self, place);

  if (get_cell (self, place) == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* The widget ---------------------------------------------------------------------- */

static gboolean
ptl_chart_area_draw (GtkWidget *widget, cairo_t *cr)
{
  PtlChartArea *self = PTL_CHART_AREA (widget);
  PtlChartPainter painter;

  if (self->chart == NULL)
    return GDK_EVENT_STOP;

  painter = get_painter (self);
  ptl_chart_painter_paint (&painter, cr);
  if (gtk_widget_has_visible_focus (widget))
    gtk_render_focus (gtk_widget_get_style_context (widget), cr, 1, 1, painter.width - 2,
                      painter.height - 2);
  return GDK_EVENT_STOP;
}

static void
ptl_chart_area_size_allocate (GtkWidget *widget, GtkAllocation *allocation)
{
  PtlChartArea *self = PTL_CHART_AREA (widget);

  GTK_WIDGET_CLASS (ptl_chart_area_parent_class)->size_allocate (widget, allocation);
  update_adjustments (self);
  reveal_cursor (self);
}

static void
ptl_chart_area_style_updated (GtkWidget *widget)
{
  PtlChartArea *self = PTL_CHART_AREA (widget);

  GTK_WIDGET_CLASS (ptl_chart_area_parent_class)->style_updated (widget);
  g_set_object (&self->pango, gtk_widget_get_pango_context (widget));
  update_adjustments (self);
}

static void
ptl_chart_area_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PtlChartArea *self = PTL_CHART_AREA (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[id - PROP_HADJUSTMENT]);
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, GTK_SCROLL_NATURAL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ptl_chart_area_set_property (GObject *object,
                             guint id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  PtlChartArea *self = PTL_CHART_AREA (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      break; /* its natural size is none */
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ptl_chart_area_dispose (GObject *object)
{
  PtlChartArea *self = PTL_CHART_AREA (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    {
      if (self->adjustments[i] != NULL)
        g_signal_handlers_disconnect_by_data (self->adjustments[i], self);
      g_clear_object (&self->adjustments[i]);
    }
  g_clear_object (&self->pango);
  g_clear_pointer (&self->chart, ptl_chart_unref);
  G_OBJECT_CLASS (ptl_chart_area_parent_class)->dispose (object);
}

static void
ptl_chart_area_class_init (PtlChartAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ptl_chart_area_get_property;
  object_class->set_property = ptl_chart_area_set_property;
  object_class->dispose = ptl_chart_area_dispose;
  widget_class->draw = ptl_chart_area_draw;
  widget_class->size_allocate = ptl_chart_area_size_allocate;
  widget_class->style_updated = ptl_chart_area_style_updated;
  widget_class->key_press_event = ptl_chart_area_key_press_event;
  widget_class->motion_notify_event = ptl_chart_area_motion_notify_event;
  widget_class->leave_notify_event = ptl_chart_area_leave_notify_event;
  widget_class->button_press_event = ptl_chart_area_button_press_event;
  widget_class->scroll_event = ptl_chart_area_scroll_event;
  widget_class->query_tooltip = ptl_chart_area_query_tooltip;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  signals[PLACE_CHOSEN] =
      g_signal_new ("place-chosen", PTL_TYPE_CHART_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
  signals[PLACE_ACTIVATED] =
      g_signal_new ("place-activated", PTL_TYPE_CHART_AREA, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
ptl_chart_area_init (PtlChartArea *self)
{
  self->cell[0] = PTL_CHART_DEFAULT_CELL;
  self->cell[1] = PTL_CHART_DEFAULT_CELL;
  self->is_fitted = TRUE;
  self->cursor = nowhere;
  self->hover = nowhere;
  g_set_object (&self->pango, gtk_widget_get_pango_context (GTK_WIDGET (self)));
  gtk_widget_set_can_focus (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_add_events (GTK_WIDGET (self), GDK_POINTER_MOTION_MASK |
                                                GDK_LEAVE_NOTIFY_MASK |
                                                GDK_BUTTON_PRESS_MASK | GDK_SCROLL_MASK |
                                                GDK_SMOOTH_SCROLL_MASK);
}
