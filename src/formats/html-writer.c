/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/html-writer.c: a session as one HTML file, to be read and printed.
 *
 * Refers to nothing outside itself and runs nothing; everything foreign is made safe to
 * show (base/display.h) and then escaped. */
#include "formats/writer.h"

#include <glib/gi18n-lib.h>

#include "formats/html-charts.h"
#include "formats/html-details.h"
#include "formats/html-text.h"
#include "formats/port-rows.h"
#include "formats/port-table.h"
#include "formats/service-summary.h"

static void
append_summary (GString *out, const PtlReport *report)
{
  g_autofree char *start = ptl_report_format_time (report->info->started_us);
  g_autofree char *finished = ptl_report_format_time (report->finished_us);
  g_autofree char *command = ptl_report_get_command (report);
  g_autofree char *version = ptl_report_get_version (report);
  g_autofree char *shortfall = ptl_report_get_shortfall (report);
  g_autofree char *revision = ptl_report_get_revision_text (report);
  g_autofree char *up = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u host up", "%u hosts up", report->n_up),
      report->n_up);
  g_autofree char *open =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u open port", "%u open ports",
                                    report->n_open_ports),
                       report->n_open_ports);
  g_autofree char *found = g_strdup_printf ("%s, %s", up, open);

  g_string_append (out, "<table>\n<tbody>\n");
  ptl_html_append_row (out, _ ("Found"), found);
  ptl_html_append_row (out, _ ("Started"), start);
  ptl_html_append_row (out, _ ("Finished"), finished);
  if (shortfall != NULL)
    ptl_html_append_row (out, _ ("Not complete"), shortfall);
  if (revision != NULL)
    ptl_html_append_row (out, _ ("Verdicts"), revision);
  if (report->info->filter != NULL)
    ptl_html_append_row (out, _ ("Only"), report->info->filter);
  ptl_html_append_row (out, _ ("Command"), command);
  ptl_html_append_row (out, _ ("Portolan"), version);
  g_string_append (out, "</tbody>\n</table>\n");
}

static void
begin (GString *out, const PtlReport *report)
{
  ptl_html_begin (out, report->info->name);
  append_summary (out, report);
  ptl_html_append_charts (out, report);
}

static void
append_port (GString *out, const PtlPort *port)
{
  g_autofree char *service = ptl_port_table_get_service (port);
  g_autofree char *version = ptl_port_table_get_version (port);

  g_string_append_printf (out, "<tr><td>%u/%s</td><td class=\"%s\">%s</td>", port->number,
                          ptl_protocol_to_string (port->protocol),
                          port->state == PTL_PORT_STATE_OPEN ? "open" : "soft",
                          ptl_port_state_to_string (port->state));
  ptl_html_append_element (out, "td", ptl_reason_to_string (port->reason));
  ptl_html_append_element (out, "td", service);
  ptl_html_append_element (out, "td", version);
  g_string_append (out, "</tr>\n");
}

static void
append_ignored (GString *out, const PtlIgnoredState *ignored)
{
  for (guint i = 0; i < ignored->groups->len; i++)
    {
      const PtlPortGroup *group = ignored->groups->pdata[i];

      g_string_append_printf (
          out, "<p class=\"soft\">%s %u %s %s (%s)</p>\n", _ ("Not listed:"),
          ptl_port_set_count (group->ports), ptl_protocol_to_string (group->protocol),
          ptl_port_state_to_string (group->state), ptl_reason_to_string (group->reason));
    }
}

static void
append_ports (GString *out, const PtlHost *host)
{
  g_autoptr (PtlPortRows) rows = ptl_port_rows_new (host);
  const char *const headings[] = { _ ("Port"), _ ("State"), _ ("Reason"), _ ("Service"),
                                   _ ("Version") };

  if (rows->rows->len > 0)
    {
      g_string_append (out, "<table>\n<thead><tr>");
      for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
        ptl_html_append_element (out, "th", headings[i]);
      g_string_append (out, "</tr></thead>\n<tbody>\n");
      for (guint i = 0; i < rows->rows->len; i++)
        append_port (out, rows->rows->pdata[i]);
      g_string_append (out, "</tbody>\n</table>\n");
    }

  for (guint i = 0; i < rows->ignored->len; i++)
    append_ignored (out, &g_array_index (rows->ignored, PtlIgnoredState, i));
}

static void
append_fingerprints (GString *out, const PtlReport *report, const PtlHost *host)
{
  for (guint i = 0; i < host->ports->len; i++)
    {
      const PtlPort *port = host->ports->pdata[i];

      if (!ptl_report_shows_fingerprint (report, port->service))
        continue;
      g_string_append_printf (out, "<details><summary>%s %u/%s</summary>",
                              _ ("Fingerprint of"), port->number,
                              ptl_protocol_to_string (port->protocol));
      ptl_html_append_element (out, "pre", port->service->fingerprint);
      g_string_append (out, "</details>\n");
    }
}

static void
append_host (GString *out, const PtlReport *report, const PtlHost *host)
{
  g_autofree char *title = ptl_host_get_display_name (host);
  g_autofree char *summary = ptl_service_summary (host);

  if (host->info->state == PTL_HOST_STATE_DOWN)
    return;

  g_string_append (out, "<section>\n");
  ptl_html_append_element (out, "h2", title);
  g_string_append_printf (out, "\n<p class=\"soft\">%s (%s)",
                          ptl_host_state_to_string (host->info->state),
                          ptl_reason_to_string (host->info->reason));
  if (host->info->mac != NULL)
    {
      g_string_append (out, " &middot; ");
      ptl_html_append_text (out, host->info->mac);
    }
  if (host->info->timed_out)
    g_string_append_printf (out, " &middot; %s", _ ("not complete: its time ran out"));
  g_string_append (out, "</p>\n");

  append_ports (out, host);
  if (summary[0] != '\0')
    ptl_html_append_element (out, "p", summary);
  ptl_html_append_details (out, host);
  append_fingerprints (out, report, host);
  g_string_append (out, "</section>\n");
}

static void
end (GString *out, const PtlReport *report)
{
  g_string_append (out, "</body>\n</html>\n");
}

const PtlWriter ptl_html_writer = { begin, append_host, end };
