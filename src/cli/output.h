/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/output.h: a file that a session is written to. */
#pragma once

#include "formats/format.h"

G_BEGIN_DECLS

typedef struct
{
  char *path; /* "-" is standard output */
  PtlFormat format;
  gboolean has_format;
} PtlOutput;

PtlOutput *ptl_output_new (const char *path);
void ptl_output_free (PtlOutput *self);

/**
 * ptl_output_choose_format:
 * @format: (nullable): the name of a format for a path that does not say one
 *
 * Returns: FALSE with %G_IO_ERROR_INVALID_ARGUMENT if neither says it
 */
gboolean ptl_output_choose_format (PtlOutput *self, const char *format, GError **error);

gboolean ptl_output_is_stdout (const PtlOutput *self);

/* Returns: whether what is written tells responses, if the session has them */
gboolean ptl_output_has_evidence (const PtlOutput *self);

/* Returns: FALSE with a %G_IO_ERROR if the file could not be written, as things stand */
gboolean ptl_output_check (const PtlOutput *self, GError **error);

/* Writes the session.  A regular file is replaced when the whole is on disk, so that a
 * failure leaves what was there. */
gboolean ptl_output_write (const PtlOutput *self, PtlSession *session, GError **error);

G_END_DECLS
