/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/application.h: the program with its windows. */
#pragma once

#include <gtk/gtk.h>

#include "submit/outbox.h"

G_BEGIN_DECLS

#define PTL_APPLICATION_ID "org.portolan.Portolan"

#define PTL_TYPE_APPLICATION (ptl_application_get_type ())
G_DECLARE_FINAL_TYPE (PtlApplication, ptl_application, PTL, APPLICATION, GtkApplication)

PtlApplication *ptl_application_new (void);

/* Returns: (transfer none): the submissions of all windows; once it has started */
PtlOutbox *ptl_application_get_outbox (PtlApplication *self);

G_END_DECLS
