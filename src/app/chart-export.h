/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/chart-export.h: a chart into a picture that the person names. */
#pragma once

#include <gtk/gtk.h>

#include "app/chart.h"

G_BEGIN_DECLS

/**
 * ptl_chart_export_async:
 * @window: over which the file is chosen
 * @title: what stands above the chart, and is proposed as the name
 *
 * The extension of the file says whether it is SVG or PNG; without one it is SVG.  Drawn
 * and written on a worker thread, and complete or not at all.  Finish gives (transfer
 * full) the name of the file, or NULL with %G_IO_ERROR_CANCELLED if the person chose
 * none.
 */
void ptl_chart_export_async (GtkWindow *window,
                             PtlChart *chart,
                             const char *title,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
char *ptl_chart_export_finish (GAsyncResult *result, GError **error);

/**
 * ptl_chart_export_draw:
 * @is_png: else SVG
 *
 * For a worker thread; shows nothing.
 *
 * Returns: (transfer full) (nullable): the file, or NULL with %G_IO_ERROR_NOT_SUPPORTED
 * where the chart is larger than a PNG can be
 */
GBytes *ptl_chart_export_draw (const PtlChart *chart,
                               const char *title,
                               gboolean is_png,
                               GError **error);

G_END_DECLS
