/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/farm/claim.c: says of each response which rule claims it, for record.py.
 *
 *   claim DATABASE < responses
 *
 * A response is a line "tcp|udp PROBE HEX".  The answer is a line of the rule's line
 * number in DATABASE (0: no rule claims it), "soft" or "hard", and the expectations of an
 * example: s=ssh p="OpenSSH" and so on. */
#include "base/escape.h"
#include "rules/matcher.h"

#include <string.h>

static void
append (GString *text, const char *key, const char *value)
{
  g_autofree char *escaped = NULL;

  if (value == NULL)
    return;

  escaped = ptl_escape (value, strlen (value));
  g_string_append_printf (text, " %s=\"%s\"", key, escaped);
}

static void
print_match (const PtlMatch *match)
{
  const PtlService *service = match->service;
  g_autoptr (GString) text = g_string_new (NULL);

  append (text, "s", service->name);
  append (text, "p", service->product);
  append (text, "v", service->version);
  append (text, "i", service->extra_info);
  append (text, "h", service->hostname);
  append (text, "o", service->os_type);
  append (text, "d", service->device_type);
  for (guint i = 0; service->cpes != NULL && service->cpes[i] != NULL; i++)
    append (text, "cpe", service->cpes[i]);
  if (service->tunnel == PTL_TUNNEL_SSL)
    append (text, "tunnel", "ssl");
  g_print ("%u %s%s\n", service->rule->line, match->soft ? "soft" : "hard", text->str);
}

static GByteArray *
from_hex (const char *hex)
{
  GByteArray *bytes = g_byte_array_new ();

  for (; g_ascii_isxdigit (hex[0]) && g_ascii_isxdigit (hex[1]); hex += 2)
    {
      guint8 byte =
          (guint8) (g_ascii_xdigit_value (hex[0]) * 16 + g_ascii_xdigit_value (hex[1]));

      g_byte_array_append (bytes, &byte, 1);
    }

  return bytes;
}

static void
answer (PtlProbeDb *db, char *line)
{
  g_auto (GStrv) words = g_strsplit (g_strchomp (line), " ", 3);
  g_autoptr (GByteArray) response = NULL;
  g_autoptr (PtlMatch) match = NULL;
  const PtlProbe *probe;

  if (g_strv_length (words) != 3)
    g_error ("not a response: %s", line);

  probe = g_str_equal (words[1], "NULL")
              ? ptl_probe_db_get_null_probe (db)
              : ptl_probe_db_find_probe (db,
                                         g_str_equal (words[0], "udp") ? PTL_PROTOCOL_UDP
                                                                       : PTL_PROTOCOL_TCP,
                                         words[1]);
  if (probe == NULL)
    g_error ("no probe %s %s", words[0], words[1]);

  response = from_hex (words[2]);
  match = ptl_match_response (db, probe, response->data, response->len, FALSE);
  if (match != NULL)
    print_match (match);
  else
    g_print ("0\n");
}

int
main (int argc, char **argv)
{
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);
  g_autoptr (GError) error = NULL;
  char *line;

  if (argc != 2)
    g_error ("usage: claim DATABASE < RESPONSES");
  if (!ptl_probe_db_load_file (db, argv[1], PTL_RULE_LAYER_DATABASE, TRUE, &error) ||
      !ptl_probe_db_seal (db, TRUE, &error))
    g_error ("%s", error->message);

  while (g_io_channel_read_line (input, &line, NULL, NULL, NULL) == G_IO_STATUS_NORMAL)
    {
      answer (db, line);
      g_free (line);
    }

  return 0;
}
