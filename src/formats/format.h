/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/format.h: a session as a file of one of the formats people exchange. */
#pragma once

#include <gio/gio.h>

#include "model/session.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_FORMAT_NMAP_XML,
  PTL_FORMAT_JSON,
  PTL_FORMAT_JSON_LINES,
  PTL_FORMAT_CSV,
  PTL_FORMAT_HTML,
  PTL_FORMAT_MARKDOWN,
  PTL_FORMAT_TEXT,
  PTL_N_FORMATS
} PtlFormat;

/* Returns: (transfer none): "xml", "json", "jsonl", "csv", "html", "md", "txt": name and
 * file extension */
const char *ptl_format_to_string (PtlFormat format);
gboolean ptl_format_parse (const char *text, PtlFormat *format);

/* Finds the format by the extension of @path; FALSE if it says none. */
gboolean ptl_format_from_path (const char *path, PtlFormat *format);

/**
 * ptl_format_write:
 *
 * Writes the whole session.  Blocks: call it from a worker thread on a session nobody
 * changes, or from a program without a window.
 */
gboolean ptl_format_write (PtlFormat format,
                           PtlSession *session,
                           GOutputStream *out,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
