/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/json-reader.h: what json-writer.c wrote, as sessions again: one document, or
 * JSON lines, of which several sessions may follow each other in one file.
 *
 * Memory: a document as a whole, of lines one at a time. */
#pragma once

#include "formats/session-draft.h"

G_BEGIN_DECLS

typedef struct _PtlJsonReader PtlJsonReader;

/* @name, @warnings: as for ptl_session_draft_new() */
PtlJsonReader *ptl_json_reader_new (const char *name, GPtrArray *warnings);
void ptl_json_reader_free (PtlJsonReader *self);

/**
 * ptl_json_reader_feed:
 * @text: valid UTF-8
 *
 * Returns: FALSE with a %PTL_SESSION_FILE_ERROR "FILE:LINE:COL: ..." if nothing after
 * this can be read
 */
gboolean ptl_json_reader_feed (PtlJsonReader *self,
                               const char *text,
                               gsize length,
                               GError **error);

/* The end of the file. */
gboolean ptl_json_reader_end (PtlJsonReader *self, GError **error);

/* Returns: (transfer full) (element-type PtlSession): those read, in order */
GPtrArray *ptl_json_reader_settle (PtlJsonReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlJsonReader, ptl_json_reader_free)

G_END_DECLS
