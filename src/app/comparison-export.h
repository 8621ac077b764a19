/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/comparison-export.h: what changed into a file the person chooses. */
#pragma once

#include <gtk/gtk.h>

#include "app/change-set.h"

G_BEGIN_DECLS

/**
 * ptl_comparison_export_async:
 * @window: over which the file is chosen
 *
 * The extension of the file says its format: .html, .json, .csv, .xml or .txt; without
 * one it is a web page.  Written on a worker thread, and complete or not at all.  Finish
 * gives (transfer full) the name of the file, or NULL with %G_IO_ERROR_CANCELLED if the
 * person chose none.
 */
void ptl_comparison_export_async (GtkWindow *window,
                                  PtlChangeSet *set,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
char *ptl_comparison_export_finish (GAsyncResult *result, GError **error);

G_END_DECLS
