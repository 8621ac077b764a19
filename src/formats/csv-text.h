/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/csv-text.h: cells and records of CSV (RFC 4180), for spreadsheets.
 *
 * A cell that a spreadsheet would take for a formula begins with an apostrophe, and
 * characters that mislead are written visibly (base/display.h). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends the cell and a comma.  @value: (nullable): NULL is an empty cell */
void ptl_csv_append_cell (GString *out, const char *value);

/* Ends the record that the cells before make. */
void ptl_csv_end_record (GString *out);

G_END_DECLS
