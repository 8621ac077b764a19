/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/chart-painter.c: draws a chart.
 *
 * Only what is in sight is looked at, so that a chart of any size scrolls at once.
 * Mirroring happens in one place, where a logical x becomes one of the picture. */
#include "app/chart-painter.h"

#include <math.h>

#define PADDING          6.0
#define MAX_HEADER_CHARS 32 /* longer names are cut */
#define PORT_TEXT        "65535/tcp"

/* What is derived from the fonts once a picture. */
typedef struct
{
  const PtlChartPainter *painter;
  cairo_t *cr;
  double header_width;
  double header_height;
  double line_height;
} Sheet;

static void
measure (const PtlChartPainter *self, Sheet *sheet)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (self->pango);
  PangoFontMetrics *metrics = pango_context_get_metrics (self->pango, NULL, NULL);
  double char_width =
      (double) pango_font_metrics_get_approximate_char_width (metrics) / PANGO_SCALE;
  int width;
  int height;

  pango_font_metrics_unref (metrics);
  pango_layout_set_text (layout, PORT_TEXT, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  sheet->painter = self;
  sheet->line_height = height;
  sheet->header_height = width + 2 * PADDING;
  sheet->header_width = ceil (
      2 * PADDING + 1.1 * char_width * MIN (self->chart->longest_name, MAX_HEADER_CHARS));
}

PtlChartSize
ptl_chart_painter_get_size (const PtlChartPainter *self)
{
  Sheet sheet = { 0 };

  measure (self, &sheet);
  return (PtlChartSize){
    .header_width = sheet.header_width,
    .header_height = sheet.header_height,
    .width = sheet.header_width + self->cell_width * self->chart->columns->len + PADDING,
    .height = sheet.header_height + self->cell_height * self->chart->rows->len + PADDING,
  };
}

/* Returns: where in the picture something @width wide begins that begins at @x */
static double
place_x (const PtlChartPainter *self, double x, double width)
{
  return self->is_mirrored ? self->width - x - width : x;
}

static double
column_x (const Sheet *sheet, guint column)
{
  const PtlChartPainter *self = sheet->painter;

  return place_x (self, sheet->header_width + self->cell_width * column - self->x,
                  self->cell_width);
}

static double
row_y (const Sheet *sheet, guint row)
{
  return sheet->header_height + sheet->painter->cell_height * row - sheet->painter->y;
}

/* Returns: the number of rows or columns from the first in sight on, whose number is in
 * @first */
static guint
in_sight (double scrolled, double room, double cell, guint n_cells, guint *first)
{
  guint last = (guint) MIN (ceil ((scrolled + MAX (room, 0)) / cell), n_cells);

  *first = (guint) MIN (floor (scrolled / cell), last);
  return last - *first;
}

static void
set_ink (const Sheet *sheet, double strength)
{
  GdkRGBA ink = sheet->painter->ink;

  ink.alpha *= strength;
  gdk_cairo_set_source_rgba (sheet->cr, &ink);
}

static void
clip (const Sheet *sheet, double x, double y, double width, double height)
{
  cairo_rectangle (sheet->cr, place_x (sheet->painter, x, width), y, width, height);
  cairo_clip (sheet->cr);
}

/* @width: in which it is cut and aligned; 0: as wide as it is */
static void
paint_text (const Sheet *sheet, const char *text, double width, gboolean is_strong)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (sheet->painter->pango);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  if (is_strong)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  if (width > 0)
    pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  pango_cairo_show_layout (sheet->cr, layout);
}

/* Where cells are smaller than letters, every second, third, ... line has its name. */
static guint
get_label_step (const Sheet *sheet, double cell)
{
  return (guint) MAX (1, ceil (sheet->line_height / cell));
}

/* Returns: where in a cell its name begins, which may be larger than the cell */
static double
get_inset (const Sheet *sheet, double cell)
{
  return MAX (0, (cell - sheet->line_height) / 2);
}

static void
paint_row_headers (const Sheet *sheet, guint first, guint n_rows)
{
  const PtlChartPainter *self = sheet->painter;
  guint step = get_label_step (sheet, self->cell_height);
  double width = sheet->header_width - 2 * PADDING;

  cairo_save (sheet->cr);
  clip (sheet, 0, sheet->header_height, sheet->header_width,
        self->height - sheet->header_height);
  for (guint row = first; row < first + n_rows; row++)
    {
      gboolean is_meant = (int) row == self->cursor.row || (int) row == self->hover.row;
      const PtlChartRow *r = self->chart->rows->pdata[row];

      if (row % step != 0)
        continue;

      set_ink (sheet, is_meant ? 1.0 : 0.8);
      cairo_move_to (sheet->cr, place_x (self, PADDING, width),
                     row_y (sheet, row) + get_inset (sheet, self->cell_height));
      paint_text (sheet, r->name, width, (int) row == self->cursor.row);
    }
  cairo_restore (sheet->cr);
}

static void
paint_column_headers (const Sheet *sheet, guint first, guint n_columns)
{
  const PtlChartPainter *self = sheet->painter;
  guint step = get_label_step (sheet, self->cell_width);

  cairo_save (sheet->cr);
  clip (sheet, sheet->header_width, 0, self->width - sheet->header_width,
        sheet->header_height);
  for (guint i = first; i < first + n_columns; i++)
    {
      const PtlChartColumn *column =
          &g_array_index (self->chart->columns, PtlChartColumn, i);
      gboolean is_meant = (int) i == self->cursor.column || (int) i == self->hover.column;
      g_autofree char *text = g_strdup_printf ("%u/%s", column->number,
                                               ptl_protocol_to_string (column->protocol));

      if (i % step != 0)
        continue;

      set_ink (sheet, is_meant ? 1.0 : 0.8);
      cairo_save (sheet->cr);
      cairo_translate (sheet->cr,
                       column_x (sheet, i) + get_inset (sheet, self->cell_width),
                       sheet->header_height - PADDING);
      cairo_rotate (sheet->cr, -G_PI / 2);
      cairo_move_to (sheet->cr, 0, 0);
      paint_text (sheet, text, 0, (int) i == self->cursor.column);
      cairo_restore (sheet->cr);
    }
  cairo_restore (sheet->cr);
}

/* A band along the row and the column that are meant. */
static void
paint_bands (const Sheet *sheet, PtlChartPlace place, double strength)
{
  const PtlChartPainter *self = sheet->painter;

  set_ink (sheet, strength);
  if (place.row >= 0)
    cairo_rectangle (sheet->cr, 0, row_y (sheet, (guint) place.row), self->width,
                     self->cell_height);
  if (place.column >= 0)
    cairo_rectangle (sheet->cr, column_x (sheet, (guint) place.column), 0,
                     self->cell_width, self->height);
  cairo_fill (sheet->cr);
}

/* Between hosts that are unlike. */
static void
paint_kinds (const Sheet *sheet, guint first, guint n_rows)
{
  const PtlChartPainter *self = sheet->painter;

  set_ink (sheet, 0.15);
  for (guint row = MAX (first, 1); row < first + n_rows; row++)
    if (((const PtlChartRow *) self->chart->rows->pdata[row])->is_first_of_kind)
      cairo_rectangle (sheet->cr, 0, floor (row_y (sheet, row)), self->width, 1);
  cairo_fill (sheet->cr);
}

static void
paint_row (const Sheet *sheet, guint row, guint first, guint n_columns)
{
  const PtlChartPainter *self = sheet->painter;
  const PtlChartRow *r = self->chart->rows->pdata[row];

  for (guint i = 0; i < r->cells->len; i++)
    {
      const PtlChartCell *cell = &g_array_index (r->cells, PtlChartCell, i);

      if (cell->column < first)
        continue;
      if (cell->column >= first + n_columns)
        break;

      cairo_save (sheet->cr);
      cairo_translate (sheet->cr, column_x (sheet, cell->column), row_y (sheet, row));
      ptl_chart_painter_paint_mark (sheet->cr, cell->family, cell->is_encrypted,
                                    self->cell_width, self->cell_height, &self->ink);
      cairo_restore (sheet->cr);
    }
}

static void
paint_cursor (const Sheet *sheet)
{
  const PtlChartPainter *self = sheet->painter;

  if (self->cursor.row < 0 || self->cursor.column < 0)
    return;

  set_ink (sheet, 1.0);
  cairo_set_line_width (sheet->cr, 2);
  cairo_rectangle (sheet->cr, column_x (sheet, (guint) self->cursor.column),
                   row_y (sheet, (guint) self->cursor.row), self->cell_width,
                   self->cell_height);
  cairo_stroke (sheet->cr);
}

static void
paint_grid (const Sheet *sheet,
            guint first_row,
            guint n_rows,
            guint first_column,
            guint n_columns)
{
  const PtlChartPainter *self = sheet->painter;

  cairo_save (sheet->cr);
  clip (sheet, sheet->header_width, sheet->header_height,
        self->width - sheet->header_width, self->height - sheet->header_height);
  for (guint row = first_row; row < first_row + n_rows; row++)
    paint_row (sheet, row, first_column, n_columns);
  paint_cursor (sheet);
  cairo_restore (sheet->cr);
}

/* Between the headers and the grid. */
static void
paint_edges (const Sheet *sheet)
{
  const PtlChartPainter *self = sheet->painter;
  double x = place_x (self, sheet->header_width - 1, 1);

  set_ink (sheet, 0.2);
  cairo_rectangle (sheet->cr, x, 0, 1, self->height);
  cairo_rectangle (sheet->cr, 0, sheet->header_height - 1, self->width, 1);
  cairo_fill (sheet->cr);
}

void
ptl_chart_painter_paint (const PtlChartPainter *self, cairo_t *cr)
{
  Sheet sheet = { .cr = cr };
  guint first_column;
  guint n_columns;
  guint first_row;
  guint n_rows;

  measure (self, &sheet);
  n_columns = in_sight (self->x, self->width - sheet.header_width, self->cell_width,
                        self->chart->columns->len, &first_column);
  n_rows = in_sight (self->y, self->height - sheet.header_height, self->cell_height,
                     self->chart->rows->len, &first_row);

  gdk_cairo_set_source_rgba (cr, &self->paper);
  cairo_paint (cr);
  paint_kinds (&sheet, first_row, n_rows);
  paint_bands (&sheet, self->hover, 0.06);
  paint_bands (&sheet, self->cursor, 0.06);
  paint_grid (&sheet, first_row, n_rows, first_column, n_columns);
  paint_row_headers (&sheet, first_row, n_rows);
  paint_column_headers (&sheet, first_column, n_columns);
  paint_edges (&sheet);
}

static int
index_at (double position, double header, double scrolled, double cell, guint n_cells)
{
  double index = floor ((position - header + scrolled) / cell);

  return position < header || index >= n_cells ? -1 : (int) index;
}

PtlChartPlace
ptl_chart_painter_find (const PtlChartPainter *self, double x, double y)
{
  Sheet sheet = { 0 };
  PtlChartPlace place;

  measure (self, &sheet);
  place.column = index_at (place_x (self, x, 0), sheet.header_width, self->x,
                           self->cell_width, self->chart->columns->len);
  place.row = index_at (y, sheet.header_height, self->y, self->cell_height,
                        self->chart->rows->len);
  return place;
}
