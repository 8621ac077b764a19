/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/chart-mark.c: the coloured field with a shape that stands for a family of
 * services.
 *
 * The colours keep 3:1 against white and against the dark theme's background, and their
 * shapes are white on them. */
#include "app/chart-painter.h"

#define MIN_SHAPE 8.0  /* pixels a side: smaller fields have no shape, */
#define MIN_FRAME 14.0 /* and no frame */

static const char *const colours[PTL_N_SERVICE_FAMILIES] = {
  [PTL_SERVICE_FAMILY_WEB] = "#3584e4",      [PTL_SERVICE_FAMILY_MAIL] = "#c64600",
  [PTL_SERVICE_FAMILY_REMOTE] = "#26a269",   [PTL_SERVICE_FAMILY_FILES] = "#986a44",
  [PTL_SERVICE_FAMILY_DATA] = "#9141ac",     [PTL_SERVICE_FAMILY_NETWORK] = "#0e8a8a",
  [PTL_SERVICE_FAMILY_MESSAGES] = "#d23a78", [PTL_SERVICE_FAMILY_OTHER] = "#77767b",
  [PTL_SERVICE_FAMILY_UNKNOWN] = NULL, /* hollow, in the colour of the text */
};

/* All shapes lie in the square from (0,0) to (1,1). */

static void
polygon (cairo_t *cr, const double points[][2], guint n_points)
{
  for (guint i = 0; i < n_points; i++)
    cairo_line_to (cr, points[i][0], points[i][1]);
}

static void
shape_disc (cairo_t *cr)
{
  cairo_arc (cr, 0.5, 0.5, 0.22, 0, 2 * G_PI);
  cairo_fill (cr);
}

/* The flap of an envelope. */
static void
shape_envelope (cairo_t *cr)
{
  static const double flap[][2] = { { 0.24, 0.34 }, { 0.5, 0.6 }, { 0.76, 0.34 } };

  polygon (cr, flap, G_N_ELEMENTS (flap));
  cairo_stroke (cr);
}

/* A prompt. */
static void
shape_prompt (cairo_t *cr)
{
  static const double angle[][2] = { { 0.34, 0.26 }, { 0.62, 0.5 }, { 0.34, 0.74 } };

  polygon (cr, angle, G_N_ELEMENTS (angle));
  cairo_stroke (cr);
}

static void
shape_box (cairo_t *cr)
{
  cairo_rectangle (cr, 0.29, 0.29, 0.42, 0.42);
  cairo_fill (cr);
}

/* The layers of a disk. */
static void
shape_layers (cairo_t *cr)
{
  for (int i = 0; i < 3; i++)
    {
      cairo_move_to (cr, 0.26, 0.3 + 0.2 * i);
      cairo_line_to (cr, 0.74, 0.3 + 0.2 * i);
    }
  cairo_stroke (cr);
}

static void
shape_cross (cairo_t *cr)
{
  cairo_move_to (cr, 0.5, 0.24);
  cairo_line_to (cr, 0.5, 0.76);
  cairo_move_to (cr, 0.24, 0.5);
  cairo_line_to (cr, 0.76, 0.5);
  cairo_stroke (cr);
}

static void
shape_triangle (cairo_t *cr)
{
  static const double corners[][2] = { { 0.5, 0.25 }, { 0.76, 0.7 }, { 0.24, 0.7 } };

  polygon (cr, corners, G_N_ELEMENTS (corners));
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
shape_none (cairo_t *cr)
{
}

static void
shape_slash (cairo_t *cr)
{
  cairo_move_to (cr, 0.3, 0.7);
  cairo_line_to (cr, 0.7, 0.3);
  cairo_stroke (cr);
}

static void (*const shapes[PTL_N_SERVICE_FAMILIES]) (cairo_t *cr) = {
  [PTL_SERVICE_FAMILY_WEB] = shape_disc,
  [PTL_SERVICE_FAMILY_MAIL] = shape_envelope,
  [PTL_SERVICE_FAMILY_REMOTE] = shape_prompt,
  [PTL_SERVICE_FAMILY_FILES] = shape_box,
  [PTL_SERVICE_FAMILY_DATA] = shape_layers,
  [PTL_SERVICE_FAMILY_NETWORK] = shape_cross,
  [PTL_SERVICE_FAMILY_MESSAGES] = shape_triangle,
  [PTL_SERVICE_FAMILY_OTHER] = shape_none,
  [PTL_SERVICE_FAMILY_UNKNOWN] = shape_slash,
};

static void
paint_field (cairo_t *cr,
             PtlServiceFamily family,
             double width,
             double height,
             const GdkRGBA *ink)
{
  double gap = MIN (width, height) >= MIN_SHAPE ? 1.0 : 0.0;
  GdkRGBA colour = *ink;

  if (colours[family] != NULL)
    {
      gdk_rgba_parse (&colour, colours[family]);
      gdk_cairo_set_source_rgba (cr, &colour);
      cairo_rectangle (cr, gap, gap, width - 2 * gap, height - 2 * gap);
      cairo_fill (cr);
      return;
    }

  colour.alpha *= 0.6;
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, gap + 0.5, gap + 0.5, width - 2 * gap - 1, height - 2 * gap - 1);
  cairo_stroke (cr);
}

void
ptl_chart_painter_paint_mark (cairo_t *cr,
                              PtlServiceFamily family,
                              gboolean is_encrypted,
                              double width,
                              double height,
                              const GdkRGBA *ink)
{
  double side = MIN (width, height);

  paint_field (cr, family, width, height, ink);
  if (side < MIN_SHAPE)
    return;

  cairo_save (cr);
  if (colours[family] != NULL)
    cairo_set_source_rgb (cr, 1, 1, 1);
  if (is_encrypted && side >= MIN_FRAME)
    {
      cairo_set_line_width (cr, 1);
      cairo_rectangle (cr, 2.5, 2.5, width - 5, height - 5);
      cairo_stroke (cr);
    }
  cairo_translate (cr, (width - side) / 2, (height - side) / 2);
  cairo_scale (cr, side, side);
  cairo_set_line_width (cr, 0.09);
  shapes[family](cr);
  cairo_restore (cr);
}
