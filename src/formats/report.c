/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/report.c: what every format says of a session besides its hosts. */
#include "formats/report.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "config.h"

/* The least intensity at which a fingerprint beside a verdict is worth showing. */
#define FINGERPRINT_INTENSITY 7

static void
add_host (PtlReport *self, const PtlHost *host)
{
  self->n_up += host->info->state == PTL_HOST_STATE_UP;
  self->n_open_ports += host->n_open;

  for (guint i = 0; i < host->ports->len; i++)
    {
      const PtlPort *port = host->ports->pdata[i];

      ptl_port_set_add (self->asked[port->protocol], port->number);
    }
  for (guint i = 0; i < host->groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (host->groups, PtlPortGroup, i);

      ptl_port_set_add_set (self->asked[group->protocol], group->ports);
    }
}

PtlReport *
ptl_report_new (PtlSession *session)
{
  PtlReport *self = g_new0 (PtlReport, 1);
  const PtlProgress *progress = ptl_session_get_progress (session);

  self->info = ptl_session_get_info (session);
  self->hosts = ptl_session_get_hosts (session);
  self->silent = ptl_session_get_silent (session);
  self->finished_us = self->info->finished_us != 0
                          ? self->info->finished_us
                          : self->info->started_us + progress->elapsed_us;
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    self->asked[i] = ptl_port_set_new ();
  for (guint i = 0; i < self->hosts->len; i++)
    add_host (self, self->hosts->pdata[i]);
  self->n_scanned = MAX (self->hosts->len, progress->hosts_done);
  self->knows_scanned = progress->hosts_total > 0;

  return self;
}

void
ptl_report_free (PtlReport *self)
{
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    ptl_port_set_unref (self->asked[i]);
  g_free (self);
}

double
ptl_report_get_elapsed_s (const PtlReport *self)
{
  return MAX (0.0,
              (double) (self->finished_us - self->info->started_us) / G_USEC_PER_SEC);
}

char *
ptl_report_get_version (const PtlReport *self)
{
  const char *engine = self->info->engine;
  const char *blank = engine != NULL ? strrchr (engine, ' ') : NULL;

  return g_strdup (blank != NULL ? blank + 1 : PTL_VERSION);
}

static void
append_word (GString *out, const char *word)
{
  static const char harmless[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "%+,-./:=@_";
  gboolean plain = word[0] != '\0' && word[strspn (word, harmless)] == '\0';
  g_autofree char *quoted = plain ? NULL : g_shell_quote (word);

  g_string_append_printf (out, " %s", plain ? word : quoted);
}

static void
append_option (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, " %s", name);
  append_word (out, value);
}

static void
append_number (GString *out, const char *name, guint value, guint usual)
{
  if (value != usual)
    g_string_append_printf (out, " %s %u", name, value);
}

static void
append_list (GString *out, const char *name, GPtrArray *values)
{
  for (guint i = 0; i < values->len; i++)
    append_option (out, name, values->pdata[i]);
}

static void
append_switches (GString *out, const PtlScanOptions *options)
{
  const struct
  {
    gboolean on;
    const char *name;
  } switches[] = {
    { options->tcp && options->udp, "--tcp" },
    { options->udp, "--udp" },
    { options->ipv6, "--ipv6" },
    { options->skip_discovery, "--skip-discovery" },
    { options->no_dns, "--no-dns" },
    { !options->identify, "--no-identify" },
    { options->all_ports, "--all-ports" },
    { options->compat_nmap, "--compat nmap" },
    { options->trace, "--trace" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    if (switches[i].on)
      g_string_append_printf (out, " %s", switches[i].name);
}

char *
ptl_report_get_command (const PtlReport *self)
{
  const PtlScanOptions *options = self->info->options;
  g_autoptr (PtlScanOptions) usual = ptl_scan_options_new ();
  GString *out = g_string_new ("portolan-cli scan");

  append_switches (out, options);
  if (options->ports != NULL)
    append_option (out, "--ports", options->ports);
  else
    append_number (out, "--top-ports", options->top_ports, usual->top_ports);
  append_number (out, "--intensity", options->intensity, usual->intensity);
  append_number (out, "--timing", options->timing, usual->timing);
  append_number (out, "--max-parallel", options->max_parallel, 0);
  append_number (out, "--max-rate", options->max_rate, 0);
  append_number (out, "--probes-in-flight", options->probes_in_flight, 0);
  if (options->n_shards > 1)
    g_string_append_printf (out, " --shard %u/%u", options->shard, options->n_shards);
  if (options->host_timeout_ms != 0)
    g_string_append_printf (out, " --host-timeout %ums", options->host_timeout_ms);
  append_list (out, "--exclude", options->excludes);
  append_list (out, "--exclude-file", options->exclude_files);
  append_list (out, "--targets-from", options->target_files);
  append_list (out, "--database", options->databases);
  append_list (out, "--rules", options->rules);
  for (guint i = 0; i < options->targets->len; i++)
    append_word (out, options->targets->pdata[i]);

  return g_string_free (out, FALSE);
}

char *
ptl_report_get_shortfall (const PtlReport *self)
{
  switch (self->info->state)
    {
    case PTL_SESSION_STATE_FINISHED:
      return NULL;

    case PTL_SESSION_STATE_RUNNING:
      return g_strdup (_ ("The scan has not ended"));

    case PTL_SESSION_STATE_PAUSED:
      return g_strdup (_ ("The scan is paused"));

    case PTL_SESSION_STATE_INTERRUPTED:
      return g_strdup (_ ("The scan was interrupted before its end"));

    case PTL_SESSION_STATE_STOPPED:
      return g_strdup (_ ("The scan was stopped before its end"));

    case PTL_SESSION_STATE_FAILED:
      if (self->hosts->len == 0)
        return g_strdup (_ ("Nothing was scanned"));
      return g_strdup (_ ("The scan ended early for lack of time or resources"));
    }

  g_assert_not_reached ();
}

char *
ptl_report_get_revision_text (const PtlReport *self)
{
  return self->info->revision != PTL_REVISION_OF_SCAN
             ? g_strdup_printf (
                   _ ("Services are as revision %u says, not as the scan did."),
                   self->info->revision)
             : NULL;
}

gboolean
ptl_report_shows_fingerprint (const PtlReport *self, const PtlService *service)
{
  if (service == NULL || service->fingerprint == NULL)
    return FALSE;

  return service->outcome == PTL_SERVICE_OUTCOME_NO_MATCH ||
         (service->outcome != PTL_SERVICE_OUTCOME_HARD_MATCH &&
          self->info->options->intensity >= FINGERPRINT_INTENSITY);
}

char *
ptl_report_format_time (gint64 time_us)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);

  if (time == NULL) /* outside the years 1 to 9999 */
    return g_strdup ("");

  return g_strdup_printf (
      "%s %s %2d %02d:%02d:%02d %d", days[g_date_time_get_day_of_week (time) - 1],
      months[g_date_time_get_month (time) - 1], g_date_time_get_day_of_month (time),
      g_date_time_get_hour (time), g_date_time_get_minute (time),
      g_date_time_get_second (time), g_date_time_get_year (time));
}
