/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/progress-line.h: how far a scan has come, on one line of standard error. */
#pragma once

#include "model/progress.h"

G_BEGIN_DECLS

typedef struct _PtlProgressLine PtlProgressLine;

/**
 * ptl_progress_line_new:
 * @forced: also where standard error is no terminal: then line after line, not often
 *
 * Returns: (transfer full): silent where it is not wanted
 */
PtlProgressLine *ptl_progress_line_new (gboolean forced);
void ptl_progress_line_free (PtlProgressLine *self);

void ptl_progress_line_update (PtlProgressLine *self, const PtlProgress *progress);

/* Takes the line away, so that something else can be printed. */
void ptl_progress_line_clear (PtlProgressLine *self);

/* Returns: (transfer full): what the line says, in at most @width characters */
char *ptl_progress_line_format (const PtlProgress *progress, guint width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlProgressLine, ptl_progress_line_free)

G_END_DECLS
