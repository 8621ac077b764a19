/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* base/lines.h: texts with one record a line, as /etc/services and /etc/rpc have it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reads one record.  @pos: (inout): its first character, moved along as it is read.
 * Returns: (nullable): what is wrong at @pos, in the person's language */
typedef const char *(*PtlLineFunc) (const char **pos, gpointer user_data);

/**
 * ptl_lines_parse:
 * @text: is cut into lines in place
 * @name: of the file, for messages
 * @domain: of the error, as is @code
 *
 * Calls @func for each line that is neither blank nor a comment ("#"); ends at the first
 * that it finds wrong.
 *
 * Returns: FALSE with an error FILE:LINE:COL: what is wrong
 */
gboolean ptl_lines_parse (char *text,
                          const char *name,
                          PtlLineFunc func,
                          gpointer user_data,
                          GQuark domain,
                          int code,
                          GError **error);

/* Returns: the first character that is neither a space nor a tab */
const char *ptl_lines_skip_blanks (const char *pos);

G_END_DECLS
