/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/markdown-writer.c: a session as Markdown, for a wiki, an issue or a mail. */
#include <glib/gi18n-lib.h>

#include "formats/markdown.h"
#include "formats/port-rows.h"
#include "formats/port-table.h"
#include "formats/service-summary.h"
#include "formats/writer.h"

#define N_COLUMNS 4

static void
append_item (GString *out, const char *label, const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;

  g_string_append_printf (out, "- %s: ", label);
  ptl_markdown_append_text (out, value);
  g_string_append_c (out, '\n');
}

static void
begin (GString *out, const PtlReport *report)
{
  g_autofree char *start = ptl_report_format_time (report->info->started_us);
  g_autofree char *finished = ptl_report_format_time (report->finished_us);
  g_autofree char *command = ptl_report_get_command (report);
  g_autofree char *shortfall = ptl_report_get_shortfall (report);
  g_autofree char *revision = ptl_report_get_revision_text (report);

  g_string_append (out, "# ");
  ptl_markdown_append_text (out, report->info->name);
  g_string_append (out, "\n\n");
  append_item (out, _ ("Started"), start);
  append_item (out, _ ("Finished"), finished);
  append_item (out, _ ("Not complete"), shortfall);
  append_item (out, _ ("Verdicts"), revision);
  append_item (out, _ ("Only"), report->info->filter);
  append_item (out, _ ("Command"), command);
}

static void
append_port (GString *out, const PtlPort *port)
{
  g_autofree char *number =
      g_strdup_printf ("%u/%s", port->number, ptl_protocol_to_string (port->protocol));
  g_autofree char *service = ptl_port_table_get_service (port);
  g_autofree char *version = ptl_port_table_get_version (port);
  const char *const cells[N_COLUMNS] = { number, ptl_port_state_to_string (port->state),
                                         service, version };

  ptl_markdown_append_row (out, cells, N_COLUMNS);
}

static void
append_table (GString *out, const PtlPortRows *rows)
{
  const char *const headings[N_COLUMNS] = { _ ("Port"), _ ("State"), _ ("Service"),
                                            _ ("Version") };

  if (rows->rows->len == 0)
    return;

  ptl_markdown_append_row (out, headings, N_COLUMNS);
  ptl_markdown_append_rule (out, N_COLUMNS);
  for (guint i = 0; i < rows->rows->len; i++)
    append_port (out, rows->rows->pdata[i]);
  g_string_append_c (out, '\n');
}

static void
append_ignored (GString *out, const PtlPortRows *rows)
{
  for (guint i = 0; i < rows->ignored->len; i++)
    {
      const PtlIgnoredState *ignored = &g_array_index (rows->ignored, PtlIgnoredState, i);

      g_string_append_printf (out, "%s %u %s\n\n", _ ("Not listed:"), ignored->count,
                              ptl_port_state_to_string (ignored->state));
    }
}

static void
append_host (GString *out, const PtlReport *report, const PtlHost *host)
{
  g_autofree char *title = ptl_host_get_display_name (host);
  g_autofree char *summary = ptl_service_summary (host);
  g_autoptr (PtlPortRows) rows = NULL;

  if (host->info->state == PTL_HOST_STATE_DOWN)
    return;

  g_string_append (out, "\n## ");
  ptl_markdown_append_text (out, title);
  g_string_append (out, "\n\n");
  if (host->info->timed_out)
    g_string_append_printf (out, "%s\n\n",
                            _ ("The host's time ran out: its results are not complete."));
  rows = ptl_port_rows_new (host);
  append_table (out, rows);
  append_ignored (out, rows);
  if (summary[0] != '\0')
    {
      ptl_markdown_append_text (out, summary);
      g_string_append (out, "\n\n");
    }
}

static void
end (GString *out, const PtlReport *report)
{
}

const PtlWriter ptl_markdown_writer = { begin, append_host, end };
