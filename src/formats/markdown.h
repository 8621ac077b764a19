/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/markdown.h: foreign text in Markdown: safe to show, and no markup. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends @text (nullable) so that CommonMark and GitHub's tables show it as it is. */
void ptl_markdown_append_text (GString *out, const char *text);

/* Appends the row of a table. */
void ptl_markdown_append_row (GString *out, const char *const *cells, guint n);

/* Appends the line below the heading of a table of @n columns. */
void ptl_markdown_append_rule (GString *out, guint n);

G_END_DECLS
