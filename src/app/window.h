/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/window.h: a window with one session in it. */
#pragma once

#include <gtk/gtk.h>

#include "app/library.h"

G_BEGIN_DECLS

#define PTL_TYPE_WINDOW (ptl_window_get_type ())
G_DECLARE_FINAL_TYPE (PtlWindow, ptl_window, PTL, WINDOW, GtkApplicationWindow)

PtlWindow *ptl_window_new (GtkApplication *application, PtlLibrary *library);

/* Puts @targets into the entry and starts. */
void ptl_window_scan (PtlWindow *self, const char *targets);

/* Reads a scanner's file and shows what it holds. */
void ptl_window_import (PtlWindow *self, const char *path);

/* Returns: (transfer none) (nullable): the session shown */
PtlSessionItem *ptl_window_get_item (PtlWindow *self);

G_END_DECLS
