/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/comparison-writer.h: the formats as the steps of writing a comparison.
 *
 * Each step appends to @out, which is written and emptied after every step. */
#pragma once

#include "formats/comparison-format.h"

G_BEGIN_DECLS

typedef struct
{
  void (*begin) (GString *out, const PtlComparisonReport *report);
  void (*begin_comparison) (GString *out,
                            const PtlComparisonReport *report,
                            const PtlComparison *comparison);
  void (*host) (GString *out,
                const PtlComparisonReport *report,
                const PtlComparison *comparison,
                const PtlHostChange *host);
  void (*end_comparison) (GString *out,
                          const PtlComparisonReport *report,
                          const PtlComparison *comparison);
  void (*timeline) (GString *out, const PtlTimeline *timeline); /* (nullable) */
  void (*end) (GString *out, const PtlComparisonReport *report);
} PtlComparisonWriter;

extern const PtlComparisonWriter ptl_comparison_csv_writer;
extern const PtlComparisonWriter ptl_comparison_html_writer;
extern const PtlComparisonWriter ptl_comparison_json_writer;
extern const PtlComparisonWriter ptl_comparison_text_writer;
extern const PtlComparisonWriter ptl_comparison_xml_writer;

G_END_DECLS
