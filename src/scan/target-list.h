/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/target-list.h: many target expressions, as a command line, an entry or a file
 * holds them. */
#pragma once

#include "scan/target-spec.h"

G_BEGIN_DECLS

/**
 * ptl_target_list_parse:
 * @text: expressions separated by blanks, tabs, line ends or NULs, with or without a
 * comma before them; a comma alone does not separate: octet lists use it; "#" starts a
 * comment
 * @name: (nullable): of the file, for messages as NAME:LINE:COL; NULL: "column N"
 *
 * Returns: (transfer full) (nullable) (element-type PtlTargetSpec): maybe empty; NULL
 * with %PTL_TARGET_SPEC_ERROR_SYNTAX
 */
GPtrArray *
ptl_target_list_parse (const char *text, gsize len, const char *name, GError **error);

/* Returns: (transfer full) (nullable): as above, from the file @path ("-": standard
 * input), or NULL with a %G_FILE_ERROR as well.  Blocks. */
GPtrArray *ptl_target_list_load (const char *path, GError **error);

/**
 * ptl_target_list_count:
 * @excludes: (nullable): targets left out
 *
 * Returns: number of addresses, G_MAXUINT64 if more.  Exact up to a million or so; in a
 * larger list @excludes are counted as if nothing were excluded.
 */
guint64 ptl_target_list_count (GPtrArray *targets, GPtrArray *excludes);

G_END_DECLS
