/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/phrases.c: numbers, times and states as sentences for people. */
#include "app/phrases.h"

#include <glib/gi18n-lib.h>

#define MINUTE_S 60
#define HOUR_S   (60 * MINUTE_S)

char *
ptl_phrases_number (guint64 number)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, number);
}

char *
ptl_phrases_duration (gint64 seconds)
{
  int hours = (int) (seconds / HOUR_S);
  int minutes = (int) (seconds % HOUR_S / MINUTE_S);
  int rest = (int) (seconds % MINUTE_S);

  if (hours > 0)
    return g_strdup_printf (_ ("%d h %d min"), hours, minutes);
  if (minutes > 0)
    return g_strdup_printf (_ ("%d min %d s"), minutes, rest);

  return g_strdup_printf (_ ("%d s"), rest);
}

char *
ptl_phrases_short_time (guint ms)
{
  return ms < 1000 ? g_strdup_printf (_ ("%u ms"), ms)
                   : g_strdup_printf (_ ("%.1f s"), ms / 1000.0);
}

/* ngettext() takes an unsigned long; where that is too small any plural will do. */
static gulong
plural (guint64 n)
{
  return (gulong) MIN (n, G_MAXULONG);
}

char *
ptl_phrases_addresses (guint64 n_addresses)
{
  g_autofree char *number = ptl_phrases_number (n_addresses);

  if (n_addresses == G_MAXUINT64)
    return g_strdup (_ ("More addresses than can be counted"));

  return g_strdup_printf (ngettext ("%s address", "%s addresses", plural (n_addresses)),
                          number);
}

char *
ptl_phrases_of_ports (guint n_shown, guint n_ports)
{
  g_autofree char *shown = ptl_phrases_number (n_shown);
  g_autofree char *ports = ptl_phrases_number (n_ports);

  return g_strdup_printf (ngettext ("%s of %s port", "%s of %s ports", plural (n_ports)),
                          shown, ports);
}

const char *
ptl_phrases_service_family (PtlServiceFamily family)
{
  static const char *const names[PTL_N_SERVICE_FAMILIES] = {
    [PTL_SERVICE_FAMILY_WEB] = N_ ("Web"),
    [PTL_SERVICE_FAMILY_MAIL] = N_ ("Mail"),
    [PTL_SERVICE_FAMILY_REMOTE] = N_ ("Remote access"),
    [PTL_SERVICE_FAMILY_FILES] = N_ ("Files and printing"),
    [PTL_SERVICE_FAMILY_DATA] = N_ ("Databases"),
    [PTL_SERVICE_FAMILY_NETWORK] = N_ ("Network"),
    [PTL_SERVICE_FAMILY_MESSAGES] = N_ ("Messages and media"),
    [PTL_SERVICE_FAMILY_OTHER] = N_ ("Other"),
    [PTL_SERVICE_FAMILY_UNKNOWN] = N_ ("Unknown"),
  };

  return _ (names[family]);
}

char *
ptl_phrases_file_name (const char *title, const char *extension)
{
  g_autofree char *name = g_utf8_make_valid (title, -1);

  /* A dot would pass for the beginning of an extension. */
  g_strdelimit (name, "/\\:*?\"<>|\n\t.", '-');
  return g_strconcat (name, extension, NULL);
}

char *
ptl_phrases_findings (guint n_hosts_up, guint n_open_ports)
{
  g_autofree char *hosts = ptl_phrases_number (n_hosts_up);
  g_autofree char *ports = ptl_phrases_number (n_open_ports);
  g_autofree char *ports_text =
      g_strdup_printf (ngettext ("%s open port", "%s open ports", n_open_ports), ports);

  if (n_hosts_up == 0)
    return g_strdup (_ ("no host answered"));
  if (n_hosts_up == 1)
    return g_steal_pointer (&ports_text);

  /* Translators: "17 open ports on 2 hosts" */
  return g_strdup_printf (ngettext ("%s on %s host", "%s on %s hosts", n_hosts_up),
                          ports_text, hosts);
}

static const char *
get_date_format (GDateTime *then, GDateTime *now)
{
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);

  if (g_date_time_get_year (then) != g_date_time_get_year (now) &&
      g_date_time_difference (now, then) > 180 * G_TIME_SPAN_DAY)
    return _ ("%-e %B %Y");
  if (g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    return _ ("%H:%M");
  if (g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (yesterday))
    return _ ("Yesterday %H:%M");

  return _ ("%-e %B");
}

char *
ptl_phrases_when (gint64 time_us, gint64 now_us)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_us / G_USEC_PER_SEC);
  gint64 minutes = (now_us - time_us) / G_USEC_PER_SEC / MINUTE_S;

  if (then == NULL || now == NULL)
    return g_strdup ("");
  if (minutes == 0)
    return g_strdup (_ ("Just now"));
  if (minutes > 0 && minutes < 60)
    return g_strdup_printf (_ ("%d min ago"), (int) minutes);

  return g_date_time_format (then, get_date_format (then, now));
}

char *
ptl_phrases_date_and_time (gint64 time_us)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);

  return then != NULL ? g_date_time_format (then, _ ("%-e %B %Y, %H:%M:%S"))
                      : g_strdup ("");
}

char *
ptl_phrases_time_of_day (gint64 time_us)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);

  return then != NULL ? g_date_time_format (then, _ ("%H:%M:%S")) : g_strdup ("");
}

static char *
format_taken (gint64 taken_us)
{
  if (taken_us < 10 * G_USEC_PER_SEC)
    return ptl_phrases_short_time ((guint) (taken_us / 1000));

  return ptl_phrases_duration ((taken_us + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC);
}

char *
ptl_phrases_ending (const PtlSessionInfo *info, gboolean is_alive)
{
  gint64 taken_us = MAX (info->finished_us - info->started_us, 0);
  g_autofree char *duration = format_taken (taken_us);

  switch (info->state)
    {
    case PTL_SESSION_STATE_RUNNING:
      return g_strdup (is_alive ? _ ("Running") : _ ("Interrupted"));

    case PTL_SESSION_STATE_FINISHED:
      return g_strdup_printf (_ ("Finished in %s"), duration);

    case PTL_SESSION_STATE_STOPPED:
      return g_strdup_printf (_ ("Stopped after %s"), duration);

    case PTL_SESSION_STATE_FAILED:
      return g_strdup_printf (_ ("Ended early after %s"), duration);

    case PTL_SESSION_STATE_PAUSED:
      return g_strdup (_ ("Paused"));

    case PTL_SESSION_STATE_INTERRUPTED:
      return g_strdup (_ ("Interrupted"));
    }

  g_assert_not_reached ();
}

/* "412 of 1,000" */
static char *
format_part (guint64 done, guint64 total)
{
  g_autofree char *done_text = ptl_phrases_number (done);
  g_autofree char *total_text = ptl_phrases_number (total);

  return g_strdup_printf (_ ("%s of %s"), done_text, total_text);
}

char *
ptl_phrases_progress (const PtlProgress *progress, double ports_per_second)
{
  g_autofree char *hosts = format_part (progress->hosts_done, progress->hosts_total);
  g_autofree char *ports = format_part (progress->ports_done, progress->ports_total);
  g_autofree char *services =
      format_part (progress->services_done, progress->services_total);
  g_autofree char *rate = ptl_phrases_number ((guint64) MAX (ports_per_second, 0));
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  int eta_s = ptl_progress_get_eta_s (progress);
  g_autofree char *eta = ptl_phrases_duration (MAX (eta_s, 0));

  /* Translators: before each of these stands "12 of 256" */
  if (progress->hosts_total > 1)
    g_ptr_array_add (parts, g_strdup_printf (_ ("%s addresses"), hosts));
  if (progress->ports_total > 0)
    g_ptr_array_add (parts, g_strdup_printf (_ ("%s ports asked"), ports));
  if (progress->services_total > 0)
    g_ptr_array_add (parts, g_strdup_printf (_ ("%s services identified"), services));
  if (ports_per_second >= 1.0 && progress->ports_done < progress->ports_total)
    g_ptr_array_add (parts, g_strdup_printf (_ ("%s ports/s"), rate));
  if (eta_s > 0)
    g_ptr_array_add (parts, g_strdup_printf (_ ("about %s left"), eta));
  if (parts->len == 0)
    return g_strdup (_ ("Starting…"));
  if (progress->phase == PTL_PHASE_PAUSED)
    g_ptr_array_insert (parts, 0, g_strdup (_ ("Paused")));

  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}
