/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/writer.h: the formats as the three steps of writing a session.
 *
 * Each step appends to @out, which is written and emptied after every step, so that a
 * report of a thousand hosts never stands in memory whole. */
#pragma once

#include "formats/report.h"

G_BEGIN_DECLS

typedef struct
{
  void (*begin) (GString *out, const PtlReport *report);
  void (*host) (GString *out, const PtlReport *report, const PtlHost *host);
  void (*end) (GString *out, const PtlReport *report);
} PtlWriter;

extern const PtlWriter ptl_csv_writer;
extern const PtlWriter ptl_html_writer;
extern const PtlWriter ptl_json_lines_writer;
extern const PtlWriter ptl_json_writer;
extern const PtlWriter ptl_markdown_writer;
extern const PtlWriter ptl_nmap_xml_writer;
extern const PtlWriter ptl_text_writer;

G_END_DECLS
