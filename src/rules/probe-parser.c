/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/probe-parser.c: reads a Probe line and the lines that describe its probe
 * (spec 1.3, 1.4). */
#include "rules/probe-parser.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/escape.h"

#define MIN_WAIT_MS   100
#define MAX_WAIT_MS   300000
#define MAX_RARITY    9
#define MAX_FALLBACKS 17

static gboolean
parse_protocol (PtlLine *line, PtlProtocol *protocol, GError **error)
{
  if (ptl_line_skip (line, "TCP "))
    *protocol = PTL_PROTOCOL_TCP;
  else if (ptl_line_skip (line, "UDP "))
    *protocol = PTL_PROTOCOL_UDP;
  else
    return ptl_line_fail (_ ("TCP or UDP and a space are expected"), error);

  return TRUE;
}

static gboolean
parse_name (PtlLine *line, PtlText *name, GError **error)
{
  const char *start = line->pos;

  *name = ptl_line_take_word (line);
  if (name->len == 0 || !g_ascii_isalnum (name->text[0]) ||
      !ptl_text_is_printable (*name))
    {
      line->pos = start;
      return ptl_line_fail (_ ("a name that begins with a letter or digit is expected"),
                            error);
    }

  return TRUE;
}

static GBytes *
parse_payload (PtlLine *line, GError **error)
{
  PtlText text;
  gsize offset = 0;
  GBytes *bytes;

  if (!ptl_line_skip (line, " q"))
    {
      ptl_line_fail (_ ("a space and a probe string q|...| are expected"), error);
      return NULL;
    }
  if (!ptl_line_take_delimited (line, &text, error))
    return NULL;

  bytes = ptl_unescape (text.text, text.len, &offset, NULL);
  if (bytes == NULL)
    {
      line->pos = text.text + offset;
      ptl_line_fail (_ ("unknown escape in the probe string"), error);
    }

  return bytes;
}

/* Only one flag is known; other words are for programs to come (spec 1.4). */
static void
parse_flags (PtlLine *line, PtlProbe *probe)
{
  while (!ptl_line_is_at_end (line))
    {
      ptl_line_skip_blanks (line);
      if (ptl_line_skip (line, "no-payload"))
        probe->for_port_scan = FALSE;
      ptl_line_take_word (line);
    }
}

PtlProbe *
ptl_probe_parse (const PtlProbeFile *file, PtlLine *line, GError **error)
{
  PtlProtocol protocol = PTL_PROTOCOL_TCP;
  PtlText name;
  GBytes *payload;
  PtlProbe *probe;

  if (!ptl_line_skip (line, " "))
    {
      ptl_line_fail (_ ("a space is expected"), error);
      return NULL;
    }
  if (!parse_protocol (line, &protocol, error) || !parse_name (line, &name, error))
    return NULL;

  payload = parse_payload (line, error);
  if (payload == NULL)
    return NULL;

  probe = ptl_probe_new (file, protocol, ptl_text_dup (name), payload);
  parse_flags (line, probe);
  return probe;
}

static gboolean
parse_ports (PtlLine *line, PtlPortSet *set, GError **error)
{
  g_autofree char *text = g_strndup (line->pos, (gsize) (line->end - line->pos));
  g_autoptr (PtlPortSet) ports = NULL;
  g_autoptr (GError) cause = NULL;
  gsize offset = 0;

  ports = ptl_port_set_parse (g_strchomp (text), &offset, &cause);
  if (ports == NULL)
    {
      line->pos += offset;
      return ptl_line_fail (cause->message, error);
    }

  ptl_port_set_add_set (set, ports);
  return TRUE;
}

/* The digits count, whatever follows them (spec 1.3). */
static gboolean
parse_number (PtlLine *line, guint min, guint max, guint *number, GError **error)
{
  const char *start;
  guint value = 0;

  ptl_line_skip_blanks (line);
  start = line->pos;
  while (line->pos < line->end && g_ascii_isdigit (*line->pos) && value <= max)
    value = value * 10 + (guint) g_ascii_digit_value (*line->pos++);

  if (line->pos == start || value < min || value > max)
    {
      g_autofree char *what =
          g_strdup_printf (_ ("a number from %u to %u is expected"), min, max);

      line->pos = start;
      return ptl_line_fail (what, error);
    }

  *number = value;
  return TRUE;
}

static void
skip_separators (PtlLine *line)
{
  while (line->pos < line->end && (*line->pos == ',' || g_ascii_isspace (*line->pos)))
    line->pos++;
}

static void
add_fallback (PtlProbe *self, PtlLine *line, guint number)
{
  PtlFallback *fallback = g_new0 (PtlFallback, 1);
  const char *start = line->pos;

  fallback->file = self->file;
  fallback->line = number;
  fallback->column = ptl_line_get_column (line);
  while (line->pos < line->end && *line->pos != ',' && !g_ascii_isspace (*line->pos))
    line->pos++;
  fallback->name = g_strndup (start, (gsize) (line->pos - start));
  g_ptr_array_add (self->fallbacks, fallback);
}

static gboolean
parse_fallback (PtlProbe *self, PtlLine *line, guint number, GError **error)
{
  g_ptr_array_set_size (self->fallbacks, 0);
  for (skip_separators (line); !ptl_line_is_at_end (line); skip_separators (line))
    {
      if (self->fallbacks->len == MAX_FALLBACKS)
        {
          g_ptr_array_set_size (self->fallbacks, 0);
          return ptl_line_fail (_ ("more than 17 fallbacks"), error);
        }
      add_fallback (self, line, number);
    }

  if (self->fallbacks->len == 0)
    return ptl_line_fail (_ ("the name of a probe is expected"), error);
  return TRUE;
}

gboolean
ptl_probe_parse_directive (PtlProbe *self, PtlLine *line, guint number, GError **error)
{
  if (ptl_line_skip (line, "ports "))
    return parse_ports (line, self->ports, error);
  if (ptl_line_skip (line, "sslports "))
    return parse_ports (line, self->sslports, error);
  if (ptl_line_skip (line, "rarity "))
    return parse_number (line, 1, MAX_RARITY, &self->rarity, error);
  if (ptl_line_skip (line, "totalwaitms "))
    return parse_number (line, MIN_WAIT_MS, MAX_WAIT_MS, &self->total_wait_ms, error);
  if (ptl_line_skip (line, "tcpwrappedms "))
    return parse_number (line, MIN_WAIT_MS, MAX_WAIT_MS, &self->tcpwrapped_ms, error);
  if (ptl_line_skip (line, "fallback "))
    return parse_fallback (self, line, number, error);

  return ptl_line_fail (_ ("unknown directive"), error);
}
