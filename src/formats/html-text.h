/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/html-text.h: foreign text in HTML: safe to show, and escaped. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void ptl_html_append_text (GString *out, const char *text);

/* Appends <@tag>@text</@tag>. */
void ptl_html_append_element (GString *out, const char *tag, const char *text);

/* Appends what a document begins with, to its heading: refers to nothing outside and runs
 * nothing.  It ends with "</body></html>". */
void ptl_html_begin (GString *out, const char *title);

/* Appends a row of a table: "label  value"; none if @value is %NULL or empty. */
void ptl_html_append_row (GString *out, const char *label, const char *value);

G_END_DECLS
