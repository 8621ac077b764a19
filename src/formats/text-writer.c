/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/text-writer.c: a session as text for people, in the layout of Nmap's normal
 * output (spec 6.1, 6.2, 4.3).  Everything foreign goes through base/display.h. */
#include "formats/writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"
#include "formats/port-rows.h"
#include "formats/port-table.h"
#include "formats/service-summary.h"

#define MAX_FINGERPRINTS  9 /* shown of one host */
#define FINGERPRINT_WIDTH 74
#define CONTINUATION      "SF:"

static void
begin (GString *out, const PtlReport *report)
{
  g_autofree char *version = ptl_report_get_version (report);
  g_autofree char *start = ptl_report_format_time (report->info->started_us);
  g_autofree char *command = ptl_report_get_command (report);
  g_autofree char *shown_version = ptl_display_line (version);
  g_autofree char *shown_command = ptl_display_line (command);

  g_string_append_printf (out, "# Portolan %s, %s: %s\n", shown_version, start,
                          shown_command);
}

/* Returns: (transfer full): "name (address)" or the address, safe to show */
static char *
get_host_title (const PtlHost *host)
{
  g_autofree char *name = ptl_host_get_display_name (host);

  return ptl_display_line (name);
}

static void
append_latency (GString *out, const PtlHostInfo *info)
{
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];

  if (info->rtt_us < 0)
    {
      g_string_append_printf (out, _ ("Host is %s.\n"),
                              ptl_host_state_to_string (info->state));
      return;
    }

  g_ascii_formatd (seconds, sizeof seconds, "%.5f",
                   (double) info->rtt_us / G_USEC_PER_SEC);
  g_string_append_printf (out, _ ("Host is %s (%ss latency).\n"),
                          ptl_host_state_to_string (info->state), seconds);
}

static void
append_ignored (GString *out, const PtlPortRows *rows)
{
  const char *separator = _ ("Not shown: ");

  for (guint i = 0; i < rows->ignored->len; i++)
    {
      const PtlIgnoredState *ignored = &g_array_index (rows->ignored, PtlIgnoredState, i);

      for (guint k = 0; k < ignored->groups->len; k++)
        {
          const PtlPortGroup *group = ignored->groups->pdata[k];
          guint n = ptl_port_set_count (group->ports);

          g_string_append_printf (out,
                                  g_dngettext (GETTEXT_PACKAGE, "%s%u %s %s port (%s)",
                                               "%s%u %s %s ports (%s)", n),
                                  separator, n, ptl_port_state_to_string (group->state),
                                  ptl_protocol_to_string (group->protocol),
                                  ptl_reason_to_string (group->reason));
          separator = ", ";
        }
    }
  if (rows->ignored->len > 0)
    g_string_append_c (out, '\n');
}

static void
append_table (GString *out, const PtlReport *report, const PtlHost *host)
{
  g_autoptr (PtlPortRows) rows = ptl_port_rows_new (host);
  g_autofree char *title = get_host_title (host);
  guint n_ignored = 0;

  for (guint i = 0; i < rows->ignored->len; i++)
    n_ignored += g_array_index (rows->ignored, PtlIgnoredState, i).count;
  if (rows->rows->len == 0 && n_ignored > 0)
    g_string_append_printf (
        out, _ ("All %u scanned ports on %s are in ignored states.\n"), n_ignored, title);
  append_ignored (out, rows);
  ptl_port_table_append (out, rows, report->info->options->identify);
}

/* The first line has all its columns, each further one begins with SF: (spec 4.3). */
static void
append_fingerprint (GString *out, const char *fingerprint)
{
  gsize len = strlen (fingerprint);
  g_autofree char *shown = ptl_display_text (fingerprint, len, 4 * len + 4, FALSE);
  gsize left = strlen (shown);
  gsize room = FINGERPRINT_WIDTH;

  for (const char *pos = shown; left > 0;
       room = FINGERPRINT_WIDTH - strlen (CONTINUATION))
    {
      gsize n = MIN (left, room);

      if (pos != shown)
        g_string_append (out, CONTINUATION);
      g_string_append_len (out, pos, (gssize) n);
      g_string_append_c (out, '\n');
      pos += n;
      left -= n;
    }
}

static void
append_fingerprints (GString *out, const PtlReport *report, const PtlHost *host)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();

  for (guint i = 0; i < host->ports->len; i++)
    {
      const PtlPort *port = host->ports->pdata[i];

      if (ptl_report_shows_fingerprint (report, port->service))
        g_ptr_array_add (shown, port->service->fingerprint);
    }
  if (shown->len == 0)
    return;

  g_string_append_printf (
      out,
      g_dngettext (GETTEXT_PACKAGE,
                   "%u service answered and was not recognised. Its fingerprint:\n",
                   "%u services answered and were not recognised. Their fingerprints:\n",
                   shown->len),
      shown->len);
  for (guint i = 0; i < MIN (shown->len, MAX_FINGERPRINTS); i++)
    {
      if (i > 0)
        g_string_append_c (out, '\n');
      append_fingerprint (out, shown->pdata[i]);
    }
}

static void
append_host (GString *out, const PtlReport *report, const PtlHost *host)
{
  g_autofree char *title = get_host_title (host);
  g_autofree char *mac = ptl_display_line (host->info->mac);
  g_autofree char *vendor = ptl_display_line (host->info->vendor);
  g_autofree char *summary = ptl_service_summary (host);

  if (host->info->state == PTL_HOST_STATE_DOWN)
    return;

  g_string_append_printf (out, _ ("Portolan scan report for %s\n"), title);
  append_latency (out, host->info);
  if (host->info->timed_out)
    g_string_append (out, _ ("The host's time ran out: its results are not complete.\n"));
  append_table (out, report, host);
  if (mac[0] != '\0' && vendor[0] != '\0')
    g_string_append_printf (out, _ ("MAC Address: %s (%s)\n"), mac, vendor);
  else if (mac[0] != '\0')
    g_string_append_printf (out, _ ("MAC Address: %s\n"), mac);
  if (summary[0] != '\0')
    g_string_append_printf (out, _ ("Service Info: %s\n"), summary);
  append_fingerprints (out, report, host);
  g_string_append_c (out, '\n');
}

/* "3 IP addresses (2 hosts up)", or what is known of that. */
static char *
get_count (const PtlReport *report)
{
  g_autofree char *up = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u host up", "%u hosts up", report->n_up),
      report->n_up);
  g_autofree char *scanned = NULL;

  if (!report->knows_scanned)
    return g_steal_pointer (&up);

  scanned =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%llu IP address",
                                    "%llu IP addresses", (gulong) report->n_scanned),
                       (unsigned long long) report->n_scanned);
  return g_strdup_printf ("%s (%s)", scanned, up);
}

static void
append_filter (GString *out, const PtlSessionInfo *info)
{
  g_autofree char *shown = ptl_display_line (info->filter);

  if (info->filter != NULL)
    g_string_append_printf (out, _ ("Shown is only what this filter is true of: %s\n"),
                            shown);
}

static void
end (GString *out, const PtlReport *report)
{
  g_autofree char *shortfall = ptl_report_get_shortfall (report);
  g_autofree char *count = get_count (report);
  g_autofree char *revision = ptl_report_get_revision_text (report);
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];

  if (shortfall != NULL)
    g_string_append_printf (out, "%s.\n", shortfall);
  append_filter (out, report->info);
  if (revision != NULL)
    g_string_append_printf (out, "%s\n", revision);

  g_ascii_formatd (seconds, sizeof seconds, "%.2f", ptl_report_get_elapsed_s (report));
  g_string_append_printf (out, _ ("Portolan done: %s scanned in %s seconds\n"), count,
                          seconds);
}

const PtlWriter ptl_text_writer = { begin, append_host, end };
