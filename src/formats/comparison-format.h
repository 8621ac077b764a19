/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/comparison-format.h: what changed between sessions, as a file. */
#pragma once

#include <gio/gio.h>

#include "compare/comparison.h"
#include "compare/timeline.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_COMPARISON_FORMAT_TEXT,
  PTL_COMPARISON_FORMAT_JSON,
  PTL_COMPARISON_FORMAT_CSV,
  PTL_COMPARISON_FORMAT_HTML,
  PTL_COMPARISON_FORMAT_XML, /* as ndiff writes it: of two sessions */
  PTL_N_COMPARISON_FORMATS
} PtlComparisonFormat;

/* What is written: the sessions against the first of them, and all in a row. */
typedef struct
{
  GPtrArray *comparisons; /* PtlComparison: one or more */
  PtlTimeline *timeline;  /* (nullable): of three sessions or more */
  gboolean all; /* list what is the same and what was not covered; else only counted */
} PtlComparisonReport;

/* Returns: (transfer full): one without a comparison yet */
PtlComparisonReport *ptl_comparison_report_new (void);
void ptl_comparison_report_free (PtlComparisonReport *self);

const char *ptl_comparison_format_to_string (PtlComparisonFormat format);
gboolean ptl_comparison_format_parse (const char *text, PtlComparisonFormat *format);

/* Blocks.  FALSE with a %G_IO_ERROR. */
gboolean ptl_comparison_format_write (PtlComparisonFormat format,
                                      const PtlComparisonReport *report,
                                      GOutputStream *out,
                                      GCancellable *cancellable,
                                      GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlComparisonReport, ptl_comparison_report_free)

G_END_DECLS
