/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/comparison-html.c: a comparison as one HTML file, to be read and printed.
 *
 * Kinds and levels are words, beside the colours. */
#include "formats/comparison-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/comparison-phrases.h"
#include "formats/html-text.h"

static void
begin (GString *out, const PtlComparisonReport *report)
{
  ptl_html_begin (out, _ ("What changed"));
}

static void
append_head (GString *out, const char *const *headings, guint n)
{
  g_string_append (out, "<table>\n<thead><tr>");
  for (guint i = 0; i < n; i++)
    ptl_html_append_element (out, "th", headings[i]);
  g_string_append (out, "</tr></thead>\n<tbody>\n");
}

static void
append_foot (GString *out)
{
  g_string_append (out, "</tbody>\n</table>\n");
}

static void
begin_comparison (GString *out,
                  const PtlComparisonReport *report,
                  const PtlComparison *comparison)
{
  g_autofree char *before = ptl_comparison_phrases_get_session (comparison->infos[0]);
  g_autofree char *after = ptl_comparison_phrases_get_session (comparison->infos[1]);
  g_autoptr (GPtrArray) summary = ptl_comparison_phrases_get_summary (comparison);

  g_string_append (out, "<table>\n<tbody>\n");
  ptl_html_append_row (out, _ ("Before"), before);
  ptl_html_append_row (out, _ ("After"), after);
  append_foot (out);
  for (guint i = 0; i < summary->len; i++)
    ptl_html_append_element (out, "p", summary->pdata[i]);
}

static const char *
get_class (PtlChangeKind kind)
{
  switch (kind)
    {
    case PTL_CHANGE_NEW:
      return "open";

    case PTL_CHANGE_GONE:
      return "gone";

    case PTL_CHANGE_SAME:
    case PTL_CHANGE_NOT_COVERED:
      return "soft";

    case PTL_CHANGE_CHANGED:
    case PTL_CHANGE_MOVED:
    case PTL_N_CHANGE_KINDS:
      return "";
    }

  g_assert_not_reached ();
}

static void
append_fields (GString *out, GPtrArray *fields)
{
  g_string_append (out, "<td>");
  for (guint i = 0; i < fields->len; i++)
    {
      const PtlFieldChange *field = fields->pdata[i];
      g_autofree char *values = ptl_comparison_phrases_get_values (field);
      g_autofree char *text = g_strconcat (
          ptl_comparison_phrases_get_field (field->field),
          field->detail != NULL ? " (" : "", field->detail != NULL ? field->detail : "",
          field->detail != NULL ? ")" : "", ": ", values, NULL);

      if (i > 0)
        g_string_append (out, "<br>");
      ptl_html_append_text (out, text);
      g_string_append (out, " <span class=\"soft\">");
      ptl_html_append_text (out, ptl_comparison_phrases_get_level (field->level));
      g_string_append (out, "</span>");
    }
  g_string_append (out, "</td>");
}

static void
append_row (GString *out,
            const char *what,
            PtlChangeKind kind,
            const char *service,
            GPtrArray *fields)
{
  g_string_append (out, "<tr>");
  ptl_html_append_element (out, "td", what);
  g_string_append_printf (out, "<td class=\"%s\">%c ", get_class (kind),
                          ptl_comparison_phrases_get_sign (kind));
  ptl_html_append_text (out, ptl_comparison_phrases_get_kind (kind));
  g_string_append (out, "</td>");
  ptl_html_append_element (out, "td", service);
  append_fields (out, fields);
  g_string_append (out, "</tr>\n");
}

static void
append_host (GString *out,
             const PtlComparisonReport *report,
             const PtlComparison *comparison,
             const PtlHostChange *host)
{
  const char *const headings[] = { _ ("Port"), _ ("Change"), _ ("Service"),
                                   _ ("Before → after") };
  g_autofree char *name = ptl_comparison_phrases_get_host (host);
  g_autofree char *reason = ptl_host_change_get_reason (host);

  g_string_append (out, "<section>\n");
  ptl_html_append_element (out, "h2", name);
  if (ptl_comparison_phrases_explains_identity (host) && reason[0] != '\0')
    ptl_html_append_element (out, "p", reason);

  append_head (out, headings, G_N_ELEMENTS (headings));
  append_row (out, _ ("host"), host->kind, "", host->fields);
  for (guint i = 0; i < host->ports->len; i++)
    {
      const PtlPortChange *port = host->ports->pdata[i];
      g_autofree char *ports = ptl_port_change_get_ports_text (port);
      g_autofree char *service = ptl_comparison_phrases_get_service (port);

      if (ptl_comparison_phrases_is_port_listed (report, port))
        append_row (out, ports, port->kind, service, port->fields);
    }
  append_foot (out);
  g_string_append (out, "</section>\n");
}

static void
end_comparison (GString *out,
                const PtlComparisonReport *report,
                const PtlComparison *comparison)
{
  const char *const headings[] = { _ ("Host"), _ ("Port"), _ ("Before → after"),
                                   _ ("Rule") };

  if (comparison->ignored->len == 0)
    return;

  g_string_append (out, "<section>\n");
  ptl_html_append_element (out, "h2", _ ("Ignored"));
  append_head (out, headings, G_N_ELEMENTS (headings));
  for (guint i = 0; i < comparison->ignored->len; i++)
    {
      const PtlIgnoredChange *ignored = comparison->ignored->pdata[i];
      const PtlIgnoreRule *rule = comparison->rules->pdata[ignored->rule];
      g_autofree char *host = ptl_comparison_phrases_get_host (ignored->host);
      g_autofree char *ports =
          ignored->port != NULL ? ptl_port_change_get_ports_text (ignored->port) : NULL;
      g_autofree char *values = ptl_comparison_phrases_get_values (ignored->field);
      g_autofree char *text = g_strdup_printf (
          "%s: %s", ptl_comparison_phrases_get_field (ignored->field->field), values);

      g_string_append (out, "<tr>");
      ptl_html_append_element (out, "td", host);
      ptl_html_append_element (out, "td", ports != NULL ? ports : "");
      ptl_html_append_element (out, "td", text);
      ptl_html_append_element (out, "td", ptl_ignore_rule_get_text (rule));
      g_string_append (out, "</tr>\n");
    }
  append_foot (out);
  g_string_append (out, "</section>\n");
}

static const char *
get_seen_text (const PtlTimelineRow *row, guint session)
{
  switch (row->seen[session])
    {
    case PTL_SEEN_NOT_COVERED:
      return _ ("? not looked for");

    case PTL_SEEN_ABSENT:
      return _ ("- not there");

    case PTL_SEEN_PRESENT:
      return row->texts[session][0] != '\0' ? row->texts[session] : _ ("+ there");
    }

  g_assert_not_reached ();
}

static void
append_timeline_row (GString *out,
                     const PtlTimeline *timeline,
                     const char *host,
                     const PtlTimelineRow *row)
{
  g_autofree char *port =
      row->is_port
          ? g_strdup_printf ("%u/%s", row->number, ptl_protocol_to_string (row->protocol))
          : g_strdup ("");

  g_string_append (out, "<tr>");
  ptl_html_append_element (out, "td", host);
  ptl_html_append_element (out, "td", port);
  for (guint i = 0; i < timeline->infos->len; i++)
    {
      g_string_append_printf (out, "<td%s>",
                              row->seen[i] == PTL_SEEN_PRESENT ? "" : " class=\"soft\"");
      ptl_html_append_text (out, get_seen_text (row, i));
      g_string_append (out, "</td>");
    }
  ptl_html_append_element (out, "td", ptl_comparison_phrases_get_history (row->history));
  g_string_append (out, "</tr>\n");
}

static void
append_timeline (GString *out, const PtlTimeline *timeline)
{
  g_string_append (out, "<section>\n");
  ptl_html_append_element (out, "h2", _ ("Through the sessions"));
  g_string_append (out, "<table>\n<thead><tr>");
  ptl_html_append_element (out, "th", _ ("Host"));
  ptl_html_append_element (out, "th", _ ("Port"));
  for (guint i = 0; i < timeline->infos->len; i++)
    {
      g_autofree char *session =
          ptl_comparison_phrases_get_session (timeline->infos->pdata[i]);

      ptl_html_append_element (out, "th", session);
    }
  ptl_html_append_element (out, "th", _ ("History"));
  g_string_append (out, "</tr></thead>\n<tbody>\n");

  for (guint i = 0; i < timeline->hosts->len; i++)
    {
      const PtlTimelineHost *host = timeline->hosts->pdata[i];
      g_autofree char *name = ptl_host_get_display_name (host->latest);

      if (!ptl_timeline_row_is_steady (host->row))
        append_timeline_row (out, timeline, name, host->row);
      for (guint j = 0; j < host->ports->len; j++)
        if (!ptl_timeline_row_is_steady (host->ports->pdata[j]))
          append_timeline_row (out, timeline, name, host->ports->pdata[j]);
    }
  append_foot (out);
  g_string_append (out, "</section>\n");
}

static void
end (GString *out, const PtlComparisonReport *report)
{
  g_string_append (out, "</body>\n</html>\n");
}

const PtlComparisonWriter ptl_comparison_html_writer = {
  begin, begin_comparison, append_host, end_comparison, append_timeline, end,
};
