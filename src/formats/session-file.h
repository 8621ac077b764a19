/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/session-file.h: sessions read from a file: Nmap's XML, of any program that
 * writes it, and our own JSON, as a document or as lines. */
#pragma once

#include <gio/gio.h>

#include "model/session.h"

G_BEGIN_DECLS

#define PTL_SESSION_FILE_ERROR (ptl_session_file_error_quark ())

typedef enum
{
  PTL_SESSION_FILE_ERROR_FORMAT, /* not the result of a scan in a format that is read */
  PTL_SESSION_FILE_ERROR_SYNTAX  /* broken before anything of use was read */
} PtlSessionFileError;

GQuark ptl_session_file_error_quark (void);

/* Told now and then while a file is read, on the thread that reads. */
typedef void (*PtlSessionFileProgress) (goffset n_bytes, gpointer user_data);

/**
 * ptl_session_file_read:
 * @in: read to its end; gzip is understood
 * @name: of the file, for messages
 * @progress: (nullable)
 * @warnings: (element-type utf8): gets what the person should know, "FILE:LINE:COL: ..."
 *
 * A file that is cut or broken gives what came before, with a warning, as a session that
 * was stopped.  Needs memory for the sessions and the largest element, or line, of the
 * file; a JSON document is in memory as a whole.  Blocks.
 *
 * Returns: (transfer full) (nullable) (element-type PtlSession): at least one, with their
 * responses, in no store; only JSON lines can hold several.  NULL with a
 * %PTL_SESSION_FILE_ERROR "FILE:LINE:COL: ..." or a %G_IO_ERROR
 */
GPtrArray *ptl_session_file_read (GInputStream *in,
                                  const char *name,
                                  PtlSessionFileProgress progress,
                                  gpointer user_data,
                                  GPtrArray *warnings,
                                  GCancellable *cancellable,
                                  GError **error);

/* The same of the file @path; "-" is the standard input. */
GPtrArray *ptl_session_file_load (const char *path,
                                  PtlSessionFileProgress progress,
                                  gpointer user_data,
                                  GPtrArray *warnings,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
