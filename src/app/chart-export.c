/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/chart-export.c: a chart into a picture that the person names. */
#include "app/chart-export.h"

#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "app/chart-painter.h"
#include "app/phrases.h"
#include "base/display.h"

#define FONT       "Sans 10"
#define MARGIN     16.0
#define LINE       24.0
#define MARK       16.0
#define LEGEND_GAP 20.0
#define MIN_WIDTH  640.0
#define MAX_SIDE   16000.0 /* pixels of a PNG */
#define MAX_AREA   1e8

typedef struct
{
  PtlChart *chart;
  char *title;
  gboolean is_png;
  GtkFileChooserNative *dialog;
  GFile *file;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  ptl_chart_unref (self->chart);
  g_clear_object (&self->dialog);
  g_clear_object (&self->file);
  g_free (self->title);
  g_free (self);
}

/* Drawing ------------------------------------------------------------------------- */

/* Returns: the width of the text */
static double
draw_text (cairo_t *cr, PangoContext *pango, double x, double y, const char *text)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (pango);
  int width;
  int height;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, x, y + (LINE - height) / 2);
  pango_cairo_show_layout (cr, layout);
  return width;
}

/* In as many lines as it takes.  Returns: the height of them all.  Without @cr, nothing
 * is drawn. */
static double
draw_legend (cairo_t *cr, const PtlChartPainter *painter, double y, double width)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (painter->pango);
  double x = 0;
  double start = y;

  for (int family = 0; family < PTL_N_SERVICE_FAMILIES; family++)
    {
      const char *name = ptl_phrases_service_family ((PtlServiceFamily) family);
      int text_width;

      if (painter->chart->n_cells[family] == 0)
        continue;

      pango_layout_set_text (layout, name, -1);
      pango_layout_get_pixel_size (layout, &text_width, NULL);
      if (x > 0 && x + MARK + text_width > width)
        {
          x = 0;
          y += LINE;
        }
      if (cr != NULL)
        {
          cairo_save (cr);
          cairo_translate (cr, x, y + (LINE - MARK) / 2);
          ptl_chart_painter_paint_mark (cr, (PtlServiceFamily) family, FALSE, MARK, MARK,
                                        &painter->ink);
          cairo_restore (cr);
          gdk_cairo_set_source_rgba (cr, &painter->ink);
          draw_text (cr, painter->pango, x + MARK + 6, y, name);
        }
      x += MARK + 6 + text_width + LEGEND_GAP;
    }

  return y + LINE - start;
}

static void
draw (cairo_t *cr, const PtlChartPainter *painter, const char *title, double width)
{
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_translate (cr, MARGIN, MARGIN);
  gdk_cairo_set_source_rgba (cr, &painter->ink);
  draw_text (cr, painter->pango, 0, 0, title);

  cairo_save (cr);
  cairo_translate (cr, 0, LINE);
  cairo_rectangle (cr, 0, 0, painter->width, painter->height);
  cairo_clip (cr);
  ptl_chart_painter_paint (painter, cr);
  cairo_restore (cr);

  draw_legend (cr, painter, LINE + painter->height, width - 2 * MARGIN);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static PangoContext *
make_pango (void)
{
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  PangoContext *pango = pango_font_map_create_context (fonts);
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  pango_context_set_font_description (pango, font);
  pango_font_description_free (font);
  return pango;
}

/* Cells shrink until the picture is no larger than a PNG may be.  Returns: whether it can
 * be that small */
static gboolean
fit (PtlChartPainter *painter, gboolean is_png, double *width, double *height)
{
  while (TRUE)
    {
      PtlChartSize size = ptl_chart_painter_get_size (painter);

      painter->width = size.width;
      painter->height = size.height;
      *width = ceil (MAX (size.width, MIN_WIDTH) + 2 * MARGIN);
      *height = ceil (size.height + LINE + 2 * MARGIN +
                      draw_legend (NULL, painter, 0, *width - 2 * MARGIN));
      if (!is_png ||
          (*width <= MAX_SIDE && *height <= MAX_SIDE && *width * *height <= MAX_AREA))
        return TRUE;
      if (painter->cell_width <= PTL_CHART_MIN_CELL)
        return FALSE;

      painter->cell_width = MAX (PTL_CHART_MIN_CELL, floor (painter->cell_width * 0.8));
      painter->cell_height = painter->cell_width;
    }
}

/* Returns: the state of @surface once all of it is in @file */
static cairo_status_t
finish (cairo_surface_t *surface, gboolean is_png, GByteArray *file)
{
  cairo_status_t status = cairo_surface_status (surface);

  if (is_png && status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append_cb, file);
  cairo_surface_finish (surface);
  return status != CAIRO_STATUS_SUCCESS ? status : cairo_surface_status (surface);
}

/* Returns: (transfer full) (nullable): the file */
static GBytes *
draw_file (PtlChartPainter *painter, const char *title, gboolean is_png, GError **error)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;
  double width;
  double height;

  if (!fit (painter, is_png, &width, &height))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _ ("The chart is too large for a PNG; SVG has no such limit"));
      return NULL;
    }

  surface =
      is_png ? cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height)
             : cairo_svg_surface_create_for_stream (append_cb, file, width, height);
  cr = cairo_create (surface);
  draw (cr, painter, title, width);
  cairo_destroy (cr);
  status = finish (surface, is_png, file);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&file));

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       cairo_status_to_string (status));
  return NULL;
}

GBytes *
ptl_chart_export_draw (const PtlChart *chart,
                       const char *title,
                       gboolean is_png,
                       GError **error)
{
  PtlChartPainter painter = {
    .chart = chart,
    .pango = make_pango (),
    .ink = { 0.13, 0.13, 0.15, 1 },
    .paper = { 1, 1, 1, 1 },
    .cell_width = PTL_CHART_DEFAULT_CELL,
    .cell_height = PTL_CHART_DEFAULT_CELL,
    .cursor = { -1, -1 },
    .hover = { -1, -1 },
  };
  GBytes *file = draw_file (&painter, title, is_png, error);

  g_object_unref (painter.pango);
  return file;
}

/* Writing ------------------------------------------------------------------------- */

static void
write_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *self = data;
  g_autoptr (GBytes) file = NULL;
  GError *error = NULL;

  file = ptl_chart_export_draw (self->chart, self->title, self->is_png, &error);
  if (file != NULL &&
      g_file_replace_contents (self->file, g_bytes_get_data (file, NULL),
                               g_bytes_get_size (file), NULL, FALSE,
                               G_FILE_CREATE_PRIVATE, NULL, cancellable, &error))
    g_task_return_pointer (task, g_file_get_basename (self->file), g_free);
  else
    g_task_return_error (task, error);
}

static gboolean
has_extension (const char *name, const char *extension)
{
  gsize length = strlen (name);
  gsize wanted = strlen (extension);

  return length >= wanted && g_ascii_strcasecmp (name + length - wanted, extension) == 0;
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  g_autofree char *name = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No file chosen");
      return;
    }

  self->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  name = g_file_get_basename (self->file);
  self->is_png = has_extension (name, ".png");
  if (!self->is_png && !has_extension (name, ".svg") && strchr (name, '.') != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                               _ ("“%s” is neither an .svg nor a .png"), name);
      return;
    }

  g_task_run_in_thread (task, write_worker);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *pattern)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (chooser, filter);
}

void
ptl_chart_export_async (GtkWindow *window,
                        PtlChart *chart,
                        const char *title,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Export *self = g_new0 (Export, 1);
  g_autofree char *name = ptl_phrases_file_name (title, ".svg");
  GtkFileChooser *chooser;

  g_task_set_source_tag (task, ptl_chart_export_async);
  g_task_set_task_data (task, self, export_free);
  self->chart = ptl_chart_ref (chart);
  self->title = ptl_display_line (title);
  self->dialog = gtk_file_chooser_native_new (_ ("Save Picture"), window,
                                              GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"),
                                              _ ("_Cancel"));
  chooser = GTK_FILE_CHOOSER (self->dialog);
  gtk_file_chooser_set_do_overwrite_confirmation (chooser, TRUE);
  gtk_file_chooser_set_current_name (chooser, name);
  add_filter (chooser, _ ("Drawing (.svg)"), "*.svg");
  add_filter (chooser, _ ("Image (.png)"), "*.png");
  g_signal_connect (self->dialog, "response", G_CALLBACK (chosen_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->dialog));
}

char *
ptl_chart_export_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
