/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/comparison-text.c: a comparison for people at a terminal. */
#include "formats/comparison-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"
#include "formats/comparison-phrases.h"

#define MAX_VALUE    300 /* bytes of one difference */
#define KIND_COLUMNS 12
#define PORT_COLUMNS 16
#define CELL_COLUMNS 12

static char *
make_safe (const char *text)
{
  return ptl_display_text (text, strlen (text), MAX_VALUE, FALSE);
}

/* Appends the text and blanks up to that many columns, at least one. */
static void
append_padded (GString *out, const char *text, glong columns)
{
  glong length = g_utf8_strlen (text, -1);

  g_string_append (out, text);
  for (glong i = length; i < columns; i++)
    g_string_append_c (out, ' ');
  if (length >= columns)
    g_string_append_c (out, ' ');
}

static void
end_line (GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

static void
begin (GString *out, const PtlComparisonReport *report)
{
}

static void
append_session (GString *out, const char *label, const PtlSessionInfo *info)
{
  g_autofree char *session = ptl_comparison_phrases_get_session (info);
  g_autofree char *shown = make_safe (session);

  append_padded (out, label, 8);
  g_string_append_printf (out, "%s\n", shown);
}

static void
begin_comparison (GString *out,
                  const PtlComparisonReport *report,
                  const PtlComparison *comparison)
{
  if (comparison != report->comparisons->pdata[0])
    g_string_append_c (out, '\n');
  append_session (out, _ ("Before:"), comparison->infos[0]);
  append_session (out, _ ("After:"), comparison->infos[1]);
}

static void
append_fields (GString *out, GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const PtlFieldChange *field = fields->pdata[i];
      g_autofree char *values = ptl_comparison_phrases_get_values (field);
      g_autofree char *shown = make_safe (values);
      g_autofree char *detail = field->detail != NULL ? make_safe (field->detail) : NULL;

      g_string_append (out, "      ");
      append_padded (out, ptl_comparison_phrases_get_level (field->level), 11);
      g_string_append (out, ptl_comparison_phrases_get_field (field->field));
      if (detail != NULL)
        g_string_append_printf (out, " (%s)", detail);
      g_string_append_printf (out, ": %s\n", shown);
    }
}

static const char *
get_uncovered_text (const PtlPortChange *port)
{
  return port->sides[0].covered ? _ ("not scanned after") : _ ("not scanned before");
}

static void
append_port (GString *out, const PtlPortChange *port)
{
  g_autofree char *ports = ptl_port_change_get_ports_text (port);
  g_autofree char *service = ptl_comparison_phrases_get_service (port);
  g_autofree char *shown = make_safe (service);

  g_string_append_printf (out, "  %c ", ptl_comparison_phrases_get_sign (port->kind));
  append_padded (out, ports, PORT_COLUMNS);
  append_padded (out, ptl_comparison_phrases_get_kind (port->kind), KIND_COLUMNS);
  g_string_append (out, shown);
  if (port->kind == PTL_CHANGE_NOT_COVERED)
    g_string_append_printf (out, " (%s)", get_uncovered_text (port));
  end_line (out);
  append_fields (out, port->fields);
}

static void
append_host (GString *out,
             const PtlComparisonReport *report,
             const PtlComparison *comparison,
             const PtlHostChange *host)
{
  g_autofree char *name = ptl_comparison_phrases_get_host (host);
  g_autofree char *shown = make_safe (name);
  g_autofree char *reason = ptl_host_change_get_reason (host);

  g_string_append_printf (out, "\n%c %s: %s\n",
                          ptl_comparison_phrases_get_sign (host->kind), shown,
                          ptl_comparison_phrases_get_kind (host->kind));
  if (ptl_comparison_phrases_explains_identity (host) && reason[0] != '\0')
    g_string_append_printf (out, "      %s\n", reason);
  append_fields (out, host->fields);
  for (guint i = 0; i < host->ports->len; i++)
    if (ptl_comparison_phrases_is_port_listed (report, host->ports->pdata[i]))
      append_port (out, host->ports->pdata[i]);
}

static void
append_ignored (GString *out, const PtlComparison *comparison)
{
  if (comparison->ignored->len == 0)
    return;

  g_string_append_printf (out, "\n%s\n", _ ("Ignored:"));
  for (guint i = 0; i < comparison->ignored->len; i++)
    {
      const PtlIgnoredChange *ignored = comparison->ignored->pdata[i];
      g_autofree char *host = ptl_comparison_phrases_get_host (ignored->host);
      g_autofree char *ports =
          ignored->port != NULL ? ptl_port_change_get_ports_text (ignored->port) : NULL;
      g_autofree char *values = ptl_comparison_phrases_get_values (ignored->field);
      g_autofree char *line = g_strdup_printf (
          "%s%s%s %s: %s", host, ports != NULL ? " " : "", ports != NULL ? ports : "",
          ptl_comparison_phrases_get_field (ignored->field->field), values);
      g_autofree char *shown = make_safe (line);

      g_string_append_printf (out, "  %s\n", shown);
    }
}

static void
end_comparison (GString *out,
                const PtlComparisonReport *report,
                const PtlComparison *comparison)
{
  g_autoptr (GPtrArray) summary = ptl_comparison_phrases_get_summary (comparison);

  append_ignored (out, comparison);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < summary->len; i++)
    {
      g_autofree char *shown = make_safe (summary->pdata[i]);

      g_string_append_printf (out, "%s\n", shown);
    }
}

/* Each text once, as long as it stays. */
static void
append_texts (GString *out, const PtlTimeline *timeline, const PtlTimelineRow *row)
{
  const char *last = NULL;

  for (guint i = 0; i < timeline->infos->len; i++)
    if (row->seen[i] == PTL_SEEN_PRESENT && g_strcmp0 (row->texts[i], last) != 0)
      {
        g_autofree char *shown = make_safe (row->texts[i]);

        g_string_append_printf (out, "%s%s", last == NULL ? "" : " → ", shown);
        last = row->texts[i];
      }
}

static void
append_row (GString *out, const PtlTimeline *timeline, const PtlTimelineRow *row)
{
  static const char *const marks[] = {
    [PTL_SEEN_NOT_COVERED] = "?", [PTL_SEEN_ABSENT] = "-", [PTL_SEEN_PRESENT] = "+"
  };
  g_autofree char *port =
      g_strdup_printf ("%u/%s", row->number, ptl_protocol_to_string (row->protocol));
  g_autofree char *seen =
      g_strdup_printf (_ ("first %u, last %u"), row->first_seen + 1, row->last_seen + 1);

  g_string_append (out, "  ");
  append_padded (out, row->is_port ? port : _ ("host"), PORT_COLUMNS);
  for (guint i = 0; i < timeline->infos->len; i++)
    append_padded (out, marks[row->seen[i]], 3);
  g_string_append_c (out, ' ');
  append_padded (out, ptl_comparison_phrases_get_history (row->history), CELL_COLUMNS);
  append_padded (out, seen, 18);
  append_texts (out, timeline, row);
  end_line (out);
}

static gboolean
is_steady (const PtlTimelineHost *host)
{
  for (guint i = 0; i < host->ports->len; i++)
    if (!ptl_timeline_row_is_steady (host->ports->pdata[i]))
      return FALSE;

  return ptl_timeline_row_is_steady (host->row);
}

static void
append_timeline (GString *out, const PtlTimeline *timeline)
{
  guint n_steady = 0;

  g_string_append_printf (out, "\n%s\n",
                          _ ("Through the sessions (+ there, - looked for "
                             "and not there, ? not looked for):"));
  for (guint i = 0; i < timeline->infos->len; i++)
    {
      g_autofree char *label = g_strdup_printf ("  %u", i + 1);

      append_session (out, label, timeline->infos->pdata[i]);
    }

  for (guint i = 0; i < timeline->hosts->len; i++)
    {
      const PtlTimelineHost *host = timeline->hosts->pdata[i];
      g_autofree char *name = ptl_host_get_display_name (host->latest);
      g_autofree char *shown = make_safe (name);

      if (is_steady (host))
        {
          n_steady++;
          continue;
        }
      g_string_append_printf (out, "\n%s\n", shown);
      append_row (out, timeline, host->row);
      for (guint j = 0; j < host->ports->len; j++)
        append_row (out, timeline, host->ports->pdata[j]);
    }

  if (n_steady > 0)
    g_string_append_printf (out, _ ("\nHosts that stayed as they were: %u.\n"), n_steady);
}

static void
end (GString *out, const PtlComparisonReport *report)
{
}

const PtlComparisonWriter ptl_comparison_text_writer = {
  begin, begin_comparison, append_host, end_comparison, append_timeline, end,
};
