/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/workbench.h: the window in which match rules are written and tried.
 *
 * It edits one of the person's files of rules at a time; the files are what scans use. */
#pragma once

#include <gtk/gtk.h>

#include "app/library.h"

G_BEGIN_DECLS

#define PTL_TYPE_WORKBENCH (ptl_workbench_get_type ())
G_DECLARE_FINAL_TYPE (PtlWorkbench, ptl_workbench, PTL, WORKBENCH, GtkApplicationWindow)

PtlWorkbench *ptl_workbench_new (GtkApplication *application, PtlLibrary *library);

/**
 * ptl_workbench_draft:
 * @samples: (element-type PtlResponseSample): what one port answered
 * @service: (nullable): what it is called so far
 *
 * Begins a new file with a rule drafted from the first of the answers.
 */
void ptl_workbench_draft (PtlWorkbench *self, GPtrArray *samples, const char *service);

G_END_DECLS
