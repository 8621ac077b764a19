/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/format.c: a session as a file of one of the formats people exchange. */
#include "formats/format.h"

#include <string.h>

#include "formats/writer.h"
#include "model/names.h"

static const char *const format_names[PTL_N_FORMATS] = {
  [PTL_FORMAT_NMAP_XML] = "xml",     [PTL_FORMAT_JSON] = "json",
  [PTL_FORMAT_JSON_LINES] = "jsonl", [PTL_FORMAT_CSV] = "csv",
  [PTL_FORMAT_HTML] = "html",        [PTL_FORMAT_MARKDOWN] = "md",
  [PTL_FORMAT_TEXT] = "txt",
};

PTL_DEFINE_NAMES (PtlFormat, ptl_format, format_names)

static const PtlWriter *const writers[PTL_N_FORMATS] = {
  [PTL_FORMAT_NMAP_XML] = &ptl_nmap_xml_writer,
  [PTL_FORMAT_JSON] = &ptl_json_writer,
  [PTL_FORMAT_JSON_LINES] = &ptl_json_lines_writer,
  [PTL_FORMAT_CSV] = &ptl_csv_writer,
  [PTL_FORMAT_HTML] = &ptl_html_writer,
  [PTL_FORMAT_MARKDOWN] = &ptl_markdown_writer,
  [PTL_FORMAT_TEXT] = &ptl_text_writer,
};

gboolean
ptl_format_from_path (const char *path, PtlFormat *format)
{
  g_autofree char *name = g_path_get_basename (path);
  const char *dot = strrchr (name, '.');
  g_autofree char *extension = g_ascii_strdown (dot != NULL ? dot + 1 : "", -1);

  return ptl_format_parse (extension, format);
}

/* Writes what was gathered and empties it. */
static gboolean
flush (GString *text, GOutputStream *out, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !g_output_stream_write_all (out, text->str, text->len, NULL, cancellable, error))
    return FALSE;

  g_string_truncate (text, 0);
  return TRUE;
}

gboolean
ptl_format_write (PtlFormat format,
                  PtlSession *session,
                  GOutputStream *out,
                  GCancellable *cancellable,
                  GError **error)
{
  const PtlWriter *writer = writers[format];
  g_autoptr (PtlReport) report = ptl_report_new (session);
  g_autoptr (GString) text = g_string_new (NULL);

  writer->begin (text, report);
  for (guint i = 0; i < report->hosts->len; i++)
    {
      writer->host (text, report, report->hosts->pdata[i]);
      if (!flush (text, out, cancellable, error))
        return FALSE;
    }

  writer->end (text, report);
  return flush (text, out, cancellable, error);
}
