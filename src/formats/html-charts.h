/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/html-charts.h: what a session found, as pictures in the text of a page.
 *
 * Bars with their name and number beside them: nothing depends on colour, and colours
 * follow the page. */
#pragma once

#include "formats/report.h"

G_BEGIN_DECLS

/* Appends a figure each for services, versions, port states and how long certificates are
 * still good; none for what was not found. */
void ptl_html_append_charts (GString *out, const PtlReport *report);

G_END_DECLS
