/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/comparison-format.c: what changed between sessions, as a file. */
#include "formats/comparison-format.h"

#include "formats/comparison-phrases.h"
#include "formats/comparison-writer.h"
#include "model/names.h"

static const char *const format_names[PTL_N_COMPARISON_FORMATS] = {
  [PTL_COMPARISON_FORMAT_TEXT] = "text", [PTL_COMPARISON_FORMAT_JSON] = "json",
  [PTL_COMPARISON_FORMAT_CSV] = "csv",   [PTL_COMPARISON_FORMAT_HTML] = "html",
  [PTL_COMPARISON_FORMAT_XML] = "xml",
};

PTL_DEFINE_NAMES (PtlComparisonFormat, ptl_comparison_format, format_names)

static const PtlComparisonWriter *const writers[PTL_N_COMPARISON_FORMATS] = {
  [PTL_COMPARISON_FORMAT_TEXT] = &ptl_comparison_text_writer,
  [PTL_COMPARISON_FORMAT_JSON] = &ptl_comparison_json_writer,
  [PTL_COMPARISON_FORMAT_CSV] = &ptl_comparison_csv_writer,
  [PTL_COMPARISON_FORMAT_HTML] = &ptl_comparison_html_writer,
  [PTL_COMPARISON_FORMAT_XML] = &ptl_comparison_xml_writer,
};

PtlComparisonReport *
ptl_comparison_report_new (void)
{
  PtlComparisonReport *self = g_new0 (PtlComparisonReport, 1);

  self->comparisons =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_comparison_unref);
  return self;
}

void
ptl_comparison_report_free (PtlComparisonReport *self)
{
  g_ptr_array_unref (self->comparisons);
  g_clear_pointer (&self->timeline, ptl_timeline_unref);
  g_free (self);
}

typedef struct
{
  const PtlComparisonWriter *writer;
  const PtlComparisonReport *report;
  GString *text;
  GOutputStream *out;
  GCancellable *cancellable;
} Output;

/* Writes what was gathered and empties it. */
static gboolean
flush (Output *output, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (output->cancellable, error) ||
      !g_output_stream_write_all (output->out, output->text->str, output->text->len, NULL,
                                  output->cancellable, error))
    return FALSE;

  g_string_truncate (output->text, 0);
  return TRUE;
}

static gboolean
write_comparison (Output *output, const PtlComparison *comparison, GError **error)
{
  const PtlComparisonWriter *writer = output->writer;

  writer->begin_comparison (output->text, output->report, comparison);
  for (guint i = 0; i < comparison->hosts->len; i++)
    {
      const PtlHostChange *host = comparison->hosts->pdata[i];

      if (!ptl_comparison_phrases_is_listed (output->report, host))
        continue;
      writer->host (output->text, output->report, comparison, host);
      if (!flush (output, error))
        return FALSE;
    }

  writer->end_comparison (output->text, output->report, comparison);
  return flush (output, error);
}

gboolean
ptl_comparison_format_write (PtlComparisonFormat format,
                             const PtlComparisonReport *report,
                             GOutputStream *out,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Output output = { writers[format], report, text, out, cancellable };

  output.writer->begin (text, report);
  for (guint i = 0; i < report->comparisons->len; i++)
    if (!write_comparison (&output, report->comparisons->pdata[i], error))
      return FALSE;

  if (report->timeline != NULL && output.writer->timeline != NULL)
    output.writer->timeline (text, report->timeline);
  output.writer->end (text, report);
  return flush (&output, error);
}
