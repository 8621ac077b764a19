/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/nmap-arguments.c: what a command line of Nmap, or of this program, asked for.
 */
#include "formats/nmap-arguments.h"

#include <string.h>

#define MAX_TARGETS 4096

/* Long options, of either program, whose value is the next argument. */
static const char *const with_value[] = {
  "compat",
  "data",
  "data-length",
  "data-string",
  "datadir",
  "database",
  "dns-servers",
  "exclude",
  "exclude-file",
  "exclude-ports",
  "excludefile",
  "format",
  "host-timeout",
  "initial-rtt-timeout",
  "intensity",
  "ip-options",
  "max-hostgroup",
  "max-os-tries",
  "max-parallel",
  "max-parallelism",
  "max-rate",
  "max-retries",
  "max-rtt-timeout",
  "max-scan-delay",
  "min-hostgroup",
  "min-parallelism",
  "min-rate",
  "min-rtt-timeout",
  "mtu",
  "name",
  "nsock-engine",
  "output",
  "port-ratio",
  "ports",
  "probes-in-flight",
  "proxies",
  "resume",
  "rules",
  "scan-delay",
  "scanflags",
  "script",
  "script-args",
  "script-args-file",
  "script-timeout",
  "servicedb",
  "shard",
  "source-port",
  "spoof-mac",
  "stats-every",
  "store",
  "stylesheet",
  "targets-from",
  "timing",
  "top-ports",
  "ttl",
  "version-intensity",
  "versiondb",
  NULL,
};

/* Short ones; -p22 and -T4 have it attached, which is known by what follows. */
static const char *const short_with_value[] = {
  "D",  "S",  "b",  "e",  "g",  "i", "iL", "iR", "m",  "o",
  "oA", "oG", "oN", "oS", "oX", "p", "sI", "T",  NULL,
};

static void
set_number (const char *value, guint max, guint *number)
{
  guint64 parsed;

  if (g_ascii_string_to_unsigned (value, 10, 0, max, &parsed, NULL))
    *number = (guint) parsed;
}

static void
set_timing (const char *value, PtlScanOptions *options)
{
  guint number = options->timing;

  set_number (value, PTL_N_TIMINGS - 1, &number);
  options->timing = (PtlTiming) number;
  ptl_timing_parse (value, &options->timing);
}

/* What Nmap calls a list of ports may hold more than we scan: "-" alone is all. */
static void
set_ports (const char *value, PtlScanOptions *options)
{
  g_free (options->ports);
  options->ports = g_strdup (strcmp (value, "-") == 0 ? "1-65535" : value);
}

static void
set_scan_types (const char *letters, PtlScanOptions *options)
{
  gboolean tcp = strpbrk (letters, "TSANMXFW") != NULL;

  if (strchr (letters, 'V') != NULL || strchr (letters, 'C') != NULL)
    options->identify = TRUE;
  if (strchr (letters, 'U') != NULL)
    options->udp = TRUE;
  if (tcp)
    options->tcp = TRUE;
}

static void
set_shard (const char *value, PtlScanOptions *options)
{
  g_auto (GStrv) parts = g_strsplit (value, "/", 2);

  if (g_strv_length (parts) != 2)
    return;

  set_number (parts[0], G_MAXUINT16, &options->shard);
  set_number (parts[1], G_MAXUINT16, &options->n_shards);
}

static void
read_long (const char *name, const char *value, PtlScanOptions *options)
{
  if (strcmp (name, "udp") == 0)
    options->udp = TRUE;
  else if (strcmp (name, "tcp") == 0)
    options->tcp = TRUE;
  else if (strcmp (name, "identify") == 0)
    options->identify = TRUE;
  else if (strcmp (name, "ipv6") == 0)
    options->ipv6 = TRUE;
  else if (strcmp (name, "skip-discovery") == 0)
    options->skip_discovery = TRUE;
  else if (strcmp (name, "no-dns") == 0)
    options->no_dns = TRUE;
  else if (strcmp (name, "all-ports") == 0 || strcmp (name, "allports") == 0)
    options->all_ports = TRUE;
  else if (value == NULL)
    return;
  else if (strcmp (name, "ports") == 0)
    set_ports (value, options);
  else if (strcmp (name, "top-ports") == 0)
    set_number (value, G_MAXUINT16, &options->top_ports);
  else if (strcmp (name, "timing") == 0)
    set_timing (value, options);
  else if (g_str_has_suffix (name, "intensity"))
    set_number (value, PTL_MAX_INTENSITY, &options->intensity);
  else if (strcmp (name, "max-rate") == 0)
    set_number (value, G_MAXINT, &options->max_rate);
  else if (strcmp (name, "shard") == 0)
    set_shard (value, options);
  else if (strcmp (name, "exclude") == 0)
    g_ptr_array_add (options->excludes, g_strdup (value));
}

static void
read_short (const char *name, const char *value, PtlScanOptions *options)
{
  if (name[0] == 's' && strcmp (name, "sI") != 0)
    set_scan_types (name + 1, options);
  else if (strcmp (name, "A") == 0)
    options->identify = TRUE;
  else if (strcmp (name, "6") == 0)
    options->ipv6 = TRUE;
  else if (strcmp (name, "n") == 0)
    options->no_dns = TRUE;
  else if (strcmp (name, "F") == 0)
    options->top_ports = 100;
  else if (strcmp (name, "Pn") == 0 || strcmp (name, "PN") == 0 ||
           strcmp (name, "P0") == 0)
    options->skip_discovery = TRUE;
  else if (strcmp (name, "p") == 0 && value != NULL)
    set_ports (value, options);
  else if (strcmp (name, "T") == 0 && value != NULL)
    set_timing (value, options);
}

/* Returns: how many arguments the option takes */
static guint
read_option (char **args, PtlScanOptions *options)
{
  const char *name = args[0] + 1;

  if (name[0] == '-')
    {
      g_auto (GStrv) parts = g_strsplit (name + 1, "=", 2);
      gboolean takes_next =
          parts[0] != NULL && parts[1] == NULL && g_strv_contains (with_value, parts[0]);

      if (parts[0] != NULL)
        read_long (parts[0], takes_next ? args[1] : parts[1], options);
      return takes_next && args[1] != NULL ? 2 : 1;
    }

  if ((name[0] == 'p' || name[0] == 'T') && name[1] != '\0')
    {
      const char letter[] = { name[0], '\0' };

      read_short (letter, name + 1, options);
      return 1;
    }

  if (g_strv_contains (short_with_value, name))
    {
      read_short (name, args[1], options);
      return args[1] != NULL ? 2 : 1;
    }

  read_short (name, NULL, options);
  return 1;
}

static gboolean
is_option (const char *arg)
{
  return arg[0] == '-' && arg[1] != '\0';
}

/* "nmap", or the two words "portolan-cli scan". */
static char **
skip_program (char **args)
{
  gboolean is_ours = *args != NULL && strstr (*args, "portolan") != NULL;

  if (*args != NULL)
    args++;
  if (is_ours && *args != NULL && strcmp (*args, "scan") == 0)
    args++;
  return args;
}

void
ptl_nmap_arguments_read (const char *command, PtlScanOptions *options)
{
  g_auto (GStrv) words = NULL;
  char **args;

  if (!g_shell_parse_argv (command, NULL, &words, NULL))
    words = g_strsplit_set (command, " \t", -1); /* a quote that does not end */

  options->tcp = FALSE;
  options->identify = strstr (words[0] != NULL ? words[0] : "", "portolan") != NULL &&
                      strstr (command, "--no-identify") == NULL;
  args = skip_program (words);
  while (*args != NULL)
    {
      if (is_option (*args))
        {
          args += read_option (args, options);
          continue;
        }
      if (**args != '\0' && options->targets->len < MAX_TARGETS)
        g_ptr_array_add (options->targets, g_strdup (*args));
      args++;
    }

  options->tcp = options->tcp || !options->udp;
}
