/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/line.h: one line of a probe file and how far it is read.
 *
 * A reading function that fails leaves @pos at the fault, which gives the column. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of the file, not NUL-terminated. */
typedef struct
{
  const char *text;
  gsize len;
} PtlText;

typedef struct
{
  const char *start;
  const char *pos;
  const char *end;
} PtlLine;

PtlLine ptl_line_new (const char *text, gsize len);
PtlLine ptl_line_from_text (PtlText text);

/* Takes the line at *@pos, without its end (LF or CR LF), and goes to the next. */
PtlLine ptl_line_take_from (const char **pos, const char *end);

gboolean ptl_line_is_at_end (const PtlLine *self);
guint ptl_line_get_column (const PtlLine *self); /* 1-based */

void ptl_line_skip_blanks (PtlLine *self);

/* Goes past @word if the line continues with it. */
gboolean ptl_line_skip (PtlLine *self, const char *word);

/* Returns: what stands before the next blank or the end, maybe nothing */
PtlText ptl_line_take_word (PtlLine *self);

/* Returns: the letters that follow, maybe none */
PtlText ptl_line_take_letters (PtlLine *self);

/* Reads DELIMITER text DELIMITER, the delimiter being whatever byte comes first. */
gboolean ptl_line_take_delimited (PtlLine *self, PtlText *text, GError **error);

/* Reads a string between double quotes in the notation of base/escape.h.
 * Returns: (transfer full) (nullable): its bytes */
GBytes *ptl_line_take_string (PtlLine *self, GError **error);

/* Sets a %PTL_PROBE_DB_ERROR_SYNTAX.  Returns: FALSE */
gboolean ptl_line_fail (const char *what, GError **error);

char *ptl_text_dup (PtlText text);

/* Returns: whether all of it is valid UTF-8 that can be shown */
gboolean ptl_text_is_printable (PtlText text);

G_END_DECLS
