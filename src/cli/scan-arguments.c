/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/scan-arguments.c: what "portolan-cli scan" is asked to do: its options by name. */
#include "cli/scan-arguments.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FAST_PORTS      100
#define LIGHT_INTENSITY 2
#define MAX_INTENSITY   9
#define MAX_PORTS       65535
#define MAX_SOCKETS     1000000
#define MAX_SHARDS      65536

static gboolean fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (
      error, g_error_new_valist (PTL_OPTION_ERROR, PTL_OPTION_ERROR_VALUE, format, args));
  va_end (args);
  return FALSE;
}

static gboolean
set_fast (gpointer data, const char *value, GError **error)
{
  PtlScanArguments *self = data;

  self->options->top_ports = FAST_PORTS;
  g_clear_pointer (&self->options->ports, g_free);
  return TRUE;
}

static gboolean
set_top_ports (gpointer data, const char *value, GError **error)
{
  PtlScanArguments *self = data;

  if (!ptl_option_parse_number (value, 1, MAX_PORTS, &self->options->top_ports, error))
    return FALSE;

  g_clear_pointer (&self->options->ports, g_free);
  return TRUE;
}

/* The letters after -s. */
static gboolean
set_types (gpointer data, const char *value, GError **error)
{
  PtlScanArguments *self = data;

  for (const char *letter = value; *letter != '\0'; letter++)
    {
      if (*letter == 'T')
        self->names_tcp = TRUE;
      else if (*letter == 'U')
        self->names_udp = TRUE;
      else if (*letter == 'V')
        self->options->identify = TRUE;
      else
        return fail (error, _ ("expected letters of T, U and V, not “%s”"), value);
    }

  return TRUE;
}

static gboolean
set_timing (gpointer data, const char *value, GError **error)
{
  PtlScanOptions *options = ((PtlScanArguments *) data)->options;
  guint number;

  if (ptl_timing_parse (value, &options->timing))
    return TRUE;
  if (!ptl_option_parse_number (value, 0, PTL_N_TIMINGS - 1, &number, NULL))
    return fail (error, _ ("expected 0 to 5 or a name from paranoid to insane, not “%s”"),
                 value);

  options->timing = (PtlTiming) number;
  return TRUE;
}

/* "100" or "100/s". */
static gboolean
set_rate (gpointer data, const char *value, GError **error)
{
  g_autofree char *number = g_strdup (value);

  if (g_str_has_suffix (number, "/s"))
    number[strlen (number) - strlen ("/s")] = '\0';

  return ptl_option_parse_number (number, 1, MAX_SOCKETS,
                                  &((PtlScanArguments *) data)->options->max_rate, error);
}

/* "2/5": the second of five. */
static gboolean
set_shard (gpointer data, const char *value, GError **error)
{
  PtlScanOptions *options = ((PtlScanArguments *) data)->options;
  g_auto (GStrv) parts = g_strsplit (value, "/", 2);

  if (g_strv_length (parts) != 2 ||
      !ptl_option_parse_number (parts[1], 1, MAX_SHARDS, &options->n_shards, NULL) ||
      !ptl_option_parse_number (parts[0], 1, options->n_shards, &options->shard, NULL))
    return fail (error, _ ("expected I/N with I from 1 to N, as 2/5, not “%s”"), value);

  return TRUE;
}

static gboolean
set_compat (gpointer data, const char *value, GError **error)
{
  ((PtlScanArguments *) data)->options->compat_nmap = TRUE;
  return strcmp (value, "nmap") == 0 ||
         fail (error, _ ("expected nmap, not “%s”"), value);
}

static gboolean
set_format (gpointer data, const char *value, GError **error)
{
  PtlScanArguments *self = data;
  PtlFormat format;

  if (!ptl_format_parse (value, &format))
    return fail (error, _ ("expected xml, json, jsonl, csv, html, md or txt, not “%s”"),
                 value);

  g_free (self->format);
  self->format = g_strdup (value);
  return TRUE;
}

static PtlOutput *
add_output (PtlScanArguments *self, const char *path)
{
  PtlOutput *output = ptl_output_new (path);

  g_ptr_array_add (self->outputs, output);
  return output;
}

static gboolean
set_output (gpointer data, const char *value, GError **error)
{
  add_output (data, value);
  return TRUE;
}

static void
add_output_as (PtlScanArguments *self, const char *path, PtlFormat format)
{
  PtlOutput *output = add_output (self, path);

  output->format = format;
  output->has_format = TRUE;
}

static gboolean
set_xml_output (gpointer data, const char *value, GError **error)
{
  add_output_as (data, value, PTL_FORMAT_NMAP_XML);
  return TRUE;
}

static gboolean
set_text_output (gpointer data, const char *value, GError **error)
{
  add_output_as (data, value, PTL_FORMAT_TEXT);
  return TRUE;
}

static gboolean
set_json_output (gpointer data, const char *value, GError **error)
{
  add_output_as (data, value, PTL_FORMAT_JSON);
  return TRUE;
}

/* Nmap's other outputs, which would else be files named A, G and S. */
static gboolean
refuse_output (gpointer data, const char *value, GError **error)
{
  g_set_error_literal (error, PTL_OPTION_ERROR, PTL_OPTION_ERROR_VALUE,
                       _ ("there is no such output; give -o once for each file, as in "
                          "-o FILE.xml -o FILE.txt"));
  return FALSE;
}

/* Lines that fields have to be cut out of are what CSV and JSON lines are for. */
static gboolean
refuse_grepable (gpointer data, const char *value, GError **error)
{
  g_set_error_literal (
      error, PTL_OPTION_ERROR, PTL_OPTION_ERROR_VALUE,
      _ ("there is no such output; -o FILE.csv has a line for each port, "
         "-o FILE.jsonl one for each host"));
  return FALSE;
}

/* Rows that set a member of the scan's options, and of the rest. */
#define OF_SCAN(kind, member)                                                            \
  PTL_OPTION_##kind, .offset = G_STRUCT_OFFSET (PtlScanOptions, member)
#define OF_PROGRAM(kind, member)                                                         \
  PTL_OPTION_##kind, TRUE, G_STRUCT_OFFSET (PtlScanArguments, member)
#define CALL(function) PTL_OPTION_CALL, .call = function

/* clang-format off */
const PtlOption ptl_scan_arguments_table[] = {
  { "-p --ports", "SPEC", N_("ports: 22,80,1-1024,T:9100,http* (default: the top 1000)"), OF_SCAN (STRING, ports) },
  { "-F --fast", NULL, N_("the 100 ports most often open"), CALL (set_fast) },
  { "--top-ports", "N", N_("the N ports most often open"), CALL (set_top_ports) },
  { "-sT --tcp", NULL, N_("scan TCP ports (default)"), OF_PROGRAM (ON, names_tcp) },
  { "-sU --udp", NULL, N_("scan UDP ports"), OF_PROGRAM (ON, names_udp) },
  { "-sV --identify", NULL, N_("find out service and version (default)"), OF_SCAN (ON, identify) },
  { "--no-identify", NULL, N_("port states only"), OF_SCAN (OFF, identify) },
  { "-T --timing", "0..5", N_("pace, or paranoid to insane (default: 3)"), CALL (set_timing) },
  { "--intensity", "0..9", N_("how many probes to try (default: 7)"), OF_SCAN (NUMBER, intensity), .min = 0, .max = MAX_INTENSITY },
  { "--light", NULL, N_("intensity 2"), OF_SCAN (FIXED, intensity), .min = LIGHT_INTENSITY },
  { "--all", NULL, N_("intensity 9"), OF_SCAN (FIXED, intensity), .min = MAX_INTENSITY },
  { "--all-ports", NULL, N_("identify ports that the probe file excludes, too"), OF_SCAN (ON, all_ports) },
  { "-Pn --skip-discovery", NULL, N_("take every host to be up"), OF_SCAN (ON, skip_discovery) },
  { "-n --no-dns", NULL, N_("do not look up names of addresses"), OF_SCAN (ON, no_dns) },
  { "-6 --ipv6", NULL, N_("look up IPv6 addresses of names"), OF_SCAN (ON, ipv6) },
  { "--max-parallel", "N", N_("connections open at once"), OF_SCAN (NUMBER, max_parallel), .min = 1, .max = MAX_SOCKETS },
  { "--max-rate", "N/s", N_("connections begun in a second"), CALL (set_rate) },
  { "--host-timeout", "TIME", N_("give up a host after 300ms, 30s, 5m, 2h"), OF_SCAN (TIME, host_timeout_ms) },
  { "--probes-in-flight", "N", N_("probes on one port at once"), OF_SCAN (NUMBER, probes_in_flight), .min = 1, .max = MAX_PORTS },
  { "--exclude", "SPEC", N_("leave out these targets"), OF_SCAN (LIST, excludes) },
  { "--exclude-file", "FILE", N_("leave out the targets in FILE"), OF_SCAN (LIST, exclude_files) },
  { "-iL --targets-from", "FILE", N_("scan the targets in FILE"), OF_SCAN (LIST, target_files) },
  { "--shard", "I/N", N_("scan the I-th of N parts, for another machine each; see merge"), CALL (set_shard) },
  { "--database", "FILE", N_("use this probe file only (repeatable)"), OF_SCAN (LIST, databases) },
  { "--rules", "FILE", N_("add a file of rules (repeatable)"), OF_SCAN (LIST, rules) },
  { "--trace", NULL, N_("report connections, reads, writes and matches"), OF_SCAN (ON, trace) },
  { "--compat", "nmap", N_("Nmap's verdicts and waits, its defects included"), CALL (set_compat) },
  { "-o --output", "FILE", N_("write .xml .json .jsonl .csv .html .md or .txt (repeatable)"), CALL (set_output) },
  { "--format", "FORMAT", N_("format of an output whose name does not say it, as of -"), CALL (set_format) },
  { "--filter", "FILTER", N_("print and write only what FILTER is true of; all is saved"), OF_PROGRAM (STRING, filter.text) },
  { "--baseline", "SESSION", N_("what “new” is asked against (default: the last scan of the same targets)"), OF_PROGRAM (STRING, filter.baseline) },
  { "--name", "TEXT", N_("name of the session"), OF_PROGRAM (STRING, name) },
  { "--resume", "SESSION", N_("go on with a session that was stopped or interrupted"), OF_PROGRAM (STRING, resume) },
  { "--no-save", NULL, N_("keep no session"), OF_PROGRAM (ON, no_save) },
  { "--store", "FILE", N_("keep sessions in FILE"), OF_PROGRAM (STRING, store_path) },
  { "--progress", NULL, N_("show progress even where there is no terminal"), OF_PROGRAM (ON, progress) },

  /* Nmap's spellings, and what is promised. */
  { "-s", "TYPES", NULL, CALL (set_types) },
  { "-oX", "FILE", NULL, CALL (set_xml_output) },
  { "-oN", "FILE", NULL, CALL (set_text_output) },
  { "-oJ", "FILE", NULL, CALL (set_json_output) },
  { "--version-intensity", "0..9", NULL, OF_SCAN (NUMBER, intensity), .min = 0, .max = MAX_INTENSITY },
  { "--version-light", NULL, NULL, OF_SCAN (FIXED, intensity), .min = LIGHT_INTENSITY },
  { "--version-all", NULL, NULL, OF_SCAN (FIXED, intensity), .min = MAX_INTENSITY },
  { "--version-trace", NULL, NULL, OF_SCAN (ON, trace) },
  { "--versiondb", "FILE", NULL, OF_SCAN (LIST, databases) },
  { "--allports", NULL, NULL, OF_SCAN (ON, all_ports) },
  { "--max-parallelism", "N", NULL, OF_SCAN (NUMBER, max_parallel), .min = 1, .max = MAX_SOCKETS },
  { "--excludefile", "FILE", NULL, OF_SCAN (LIST, exclude_files) },
  { "-oA", "BASE", NULL, CALL (refuse_output) },
  { "-oG", "FILE", NULL, CALL (refuse_grepable) },
  { "-oS", "FILE", NULL, CALL (refuse_output) },
  { NULL },
};
/* clang-format on */

/* The session says what is scanned, and how. */
static gboolean
check_resume (PtlScanArguments *self, GError **error)
{
  g_autoptr (PtlScanOptions) defaults = ptl_scan_options_new ();
  g_autofree char *given = ptl_scan_options_to_string (self->options);
  g_autofree char *expected = ptl_scan_options_to_string (defaults);

  if (self->no_save)
    return fail (error, _ ("option %s: not together with --resume"), "--no-save");

  return (strcmp (given, expected) == 0 && self->name == NULL) ||
         fail (error,
               _ ("option %s: the session says what is scanned, and how: give no target "
                  "and no option of the scan"),
               "--resume");
}

/* What the arguments say together. */
static gboolean
complete (PtlScanArguments *self, GError **error)
{
  guint n_stdout = 0;

  self->options->tcp = self->names_tcp || !self->names_udp;
  self->options->udp = self->names_udp;
  if (self->name != NULL && self->name[0] == '\0')
    return fail (error, _ ("option %s: expected a name"), "--name");
  if (self->resume != NULL)
    {
      if (!check_resume (self, error))
        return FALSE;
    }
  else if (self->options->targets->len + self->options->target_files->len == 0)
    return fail (error, _ ("no targets; see “%s”"), "portolan-cli help scan");

  for (guint i = 0; i < self->outputs->len; i++)
    {
      PtlOutput *output = self->outputs->pdata[i];

      if (!ptl_output_choose_format (output, self->format, error))
        return FALSE;
      n_stdout += ptl_output_is_stdout (output);
    }
  if (n_stdout > 1)
    return fail (error, _ ("output “%s”: more than one to standard output"), "-");

  return TRUE;
}

PtlScanArguments *
ptl_scan_arguments_parse (char **args, GError **error)
{
  g_autoptr (PtlScanArguments) self = g_new0 (PtlScanArguments, 1);

  self->options = ptl_scan_options_new ();
  self->outputs = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_output_free);
  if (!ptl_option_parse (ptl_scan_arguments_table, self->options, self, args,
                         self->options->targets, error) ||
      !ptl_filter_option_parse (&self->filter, error) || !complete (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
ptl_scan_arguments_free (PtlScanArguments *self)
{
  g_clear_pointer (&self->options, ptl_scan_options_free);
  g_clear_pointer (&self->outputs, g_ptr_array_unref);
  g_free (self->name);
  g_free (self->resume);
  g_free (self->store_path);
  g_free (self->format);
  ptl_filter_option_clear (&self->filter);
  g_free (self);
}
