/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/port-spec.c: the "22,80-90,U:53,http*" notation for ports. */
#include "scan/port-spec.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NAME_LENGTH 126

typedef struct
{
  const char *text;
  const char *pos;
  PtlServiceNames *names;              /* (nullable) */
  gboolean wanted[PTL_N_PROTOCOLS];    /* what the next item means */
  PtlPortSet *listed[PTL_N_PROTOCOLS]; /* inside brackets: what they select from */
  PtlPortSpec *spec;
  gsize *offset; /* (nullable): of an Exclude line: where the fault is */
  GError **error;
} Parser;

G_DEFINE_QUARK (ptl_port_spec_error, ptl_port_spec_error)

static PtlPortSpec *
new_empty (void)
{
  PtlPortSpec *self = g_new0 (PtlPortSpec, 1);

  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    self->sets[i] = ptl_port_set_new ();
  return self;
}

PtlPortSpec *
ptl_port_spec_new_top (PtlServiceNames *names, guint n, gboolean tcp, gboolean udp)
{
  PtlPortSpec *self = new_empty ();
  const gboolean wanted[PTL_N_PROTOCOLS] = { tcp, udp };

  for (PtlProtocol i = 0; i < PTL_N_PROTOCOLS; i++)
    if (wanted[i])
      {
        g_autoptr (PtlPortSet) top = ptl_service_names_get_top (names, i, n);

        ptl_port_set_add_set (self->sets[i], top);
      }

  return self;
}

void
ptl_port_spec_free (PtlPortSpec *self)
{
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    ptl_port_set_unref (self->sets[i]);
  g_free (self);
}

gboolean
ptl_port_spec_contains (const PtlPortSpec *self, PtlProtocol protocol, guint16 port)
{
  return ptl_port_set_contains (self->sets[protocol], port);
}

static gboolean
fail_with (Parser *p, const char *at, PtlPortSpecError code, const char *what)
{
  if (p->offset != NULL)
    {
      *p->offset = (gsize) (at - p->text);
      g_set_error_literal (p->error, PTL_PORT_SPEC_ERROR, code, what);
      return FALSE;
    }

  g_set_error (p->error, PTL_PORT_SPEC_ERROR, code, _ ("column %u: %s"),
               (guint) g_utf8_pointer_to_offset (p->text, at) + 1, what);
  return FALSE;
}

static gboolean
fail (Parser *p, const char *at, const char *what)
{
  return fail_with (p, at, PTL_PORT_SPEC_ERROR_SYNTAX, what);
}

static void
skip_blanks (Parser *p)
{
  p->pos += strspn (p->pos, " \t");
}

static gboolean
parse_port (Parser *p, guint *port)
{
  const char *start = p->pos;
  guint value = 0;

  for (; g_ascii_isdigit (*p->pos); p->pos++)
    {
      value = value * 10 + (guint) g_ascii_digit_value (*p->pos);
      if (value > G_MAXUINT16)
        return fail (p, start, _ ("a port is at most 65535"));
    }

  if (p->pos > start)
    *port = value;
  return TRUE;
}

static void
add_range (Parser *p, PtlProtocol protocol, guint first, guint last)
{
  const PtlPortRange *ranges;
  guint n_ranges;

  if (p->listed[protocol] == NULL)
    {
      ptl_port_set_add_range (p->spec->sets[protocol], (guint16) first, (guint16) last);
      return;
    }

  ranges = ptl_port_set_get_ranges (p->listed[protocol], &n_ranges);
  for (guint i = 0; i < n_ranges; i++)
    if (ranges[i].first <= last && ranges[i].last >= first)
      ptl_port_set_add_range (p->spec->sets[protocol],
                              (guint16) MAX (ranges[i].first, first),
                              (guint16) MIN (ranges[i].last, last));
}

/* An open end means 1 or 65535: port 0 is asked for by name only. */
static gboolean
parse_range (Parser *p)
{
  const char *start = p->pos;
  guint first = 1;
  guint last = G_MAXUINT16;

  if (!parse_port (p, &first))
    return FALSE;

  if (*p->pos == '-')
    {
      p->pos++;
      if (!parse_port (p, &last))
        return FALSE;
    }
  else
    {
      last = first;
    }

  if (last < first)
    return fail (p, start, _ ("the range runs backwards"));

  for (PtlProtocol i = 0; i < PTL_N_PROTOCOLS; i++)
    if (p->wanted[i])
      add_range (p, i, first, last);
  return TRUE;
}

/* Of an Exclude line: what follows "S:" is of a protocol that nobody scans. */
static gboolean
is_for_nothing (const Parser *p)
{
  return !p->wanted[PTL_PROTOCOL_TCP] && !p->wanted[PTL_PROTOCOL_UDP];
}

static gboolean
parse_name (Parser *p)
{
  const char *start = p->pos;
  gsize length = strcspn (start, ",[] \t");
  g_autofree char *pattern = g_strndup (start, length);
  gboolean found = is_for_nothing (p);

  if (p->names == NULL)
    return fail (p, start, _ ("names of services cannot be used here"));
  if (length > MAX_NAME_LENGTH)
    return fail (p, start, _ ("this name is too long"));

  for (PtlProtocol i = 0; i < PTL_N_PROTOCOLS; i++)
    if (p->wanted[i])
      {
        g_autoptr (PtlPortSet) ports =
            ptl_service_names_get_matching (p->names, i, pattern);

        found = found || ptl_port_set_count (ports) > 0;
        ptl_port_set_add_set (p->spec->sets[i], ports);
      }

  if (!found)
    return fail_with (p, start, PTL_PORT_SPEC_ERROR_UNKNOWN_NAME,
                      _ ("no service has this name"));

  p->pos += length;
  return TRUE;
}

static void
set_wanted (Parser *p, gboolean tcp, gboolean udp)
{
  p->wanted[PTL_PROTOCOL_TCP] = tcp;
  p->wanted[PTL_PROTOCOL_UDP] = udp;
}

static gboolean
parse_prefixes (Parser *p)
{
  skip_blanks (p);
  while (g_ascii_isalpha (*p->pos) && p->pos[1] == ':')
    {
      if (*p->pos == 'T')
        set_wanted (p, TRUE, FALSE);
      else if (*p->pos == 'U')
        set_wanted (p, FALSE, TRUE);
      else if (p->offset != NULL && strchr ("SP", *p->pos) != NULL)
        set_wanted (p, FALSE, FALSE);
      else if (*p->pos == 'S')
        return fail (p, p->pos, _ ("SCTP is not scanned"));
      else if (*p->pos == 'P')
        return fail (p, p->pos, _ ("IP protocols are not scanned"));
      else
        return fail (p, p->pos, _ ("only T: for TCP or U: for UDP may stand here"));

      p->pos += 2;
      skip_blanks (p);
    }

  return TRUE;
}

static gboolean parse_items (Parser *p, char end);

static gboolean
parse_brackets (Parser *p)
{
  gboolean tcp = p->wanted[PTL_PROTOCOL_TCP];
  gboolean udp = p->wanted[PTL_PROTOCOL_UDP];
  gboolean ok;

  if (p->listed[0] != NULL)
    return fail (p, p->pos, _ ("brackets do not nest"));
  if (p->names == NULL)
    return fail (p, p->pos, _ ("brackets cannot be used here"));

  p->pos++;
  for (PtlProtocol i = 0; i < PTL_N_PROTOCOLS; i++)
    p->listed[i] = ptl_service_names_get_top (p->names, i, G_MAXUINT);
  ok = parse_items (p, ']');
  for (PtlProtocol i = 0; i < PTL_N_PROTOCOLS; i++)
    g_clear_pointer (&p->listed[i], ptl_port_set_unref);

  set_wanted (p, tcp, udp);
  return ok;
}

static gboolean
parse_item (Parser *p)
{
  if (!parse_prefixes (p))
    return FALSE;
  if (is_for_nothing (p) && p->offset == NULL)
    return fail (p, p->pos, _ ("T: for TCP or U: for UDP is expected"));

  if (*p->pos == '[')
    return parse_brackets (p);
  if (*p->pos == '-' || g_ascii_isdigit (*p->pos))
    return parse_range (p);
  if (*p->pos == '*' || *p->pos == '?' || g_ascii_isalpha (*p->pos))
    return parse_name (p);

  return fail (p, p->pos, _ ("a port, a range or the name of a service is expected"));
}

/* Reads up to and with @end, before which one comma may stand. */
static gboolean
parse_items (Parser *p, char end)
{
  for (;;)
    {
      if (!parse_item (p))
        return FALSE;

      skip_blanks (p);
      if (*p->pos == ',')
        {
          p->pos++;
          skip_blanks (p);
          if (*p->pos != end)
            continue;
        }

      if (*p->pos != end)
        return fail (p, p->pos,
                     *p->pos == '\0' ? _ ("the bracket is not closed")
                                     : _ ("a comma is expected"));
      if (end != '\0')
        p->pos++;
      return TRUE;
    }
}

PtlPortSpec *
ptl_port_spec_parse (const char *text,
                     PtlServiceNames *names,
                     gboolean tcp,
                     gboolean udp,
                     GError **error)
{
  g_autoptr (PtlPortSpec) spec = new_empty ();
  Parser parser = { .text = text, .pos = text, .names = names, .error = error };

  parser.spec = spec;
  set_wanted (&parser, tcp, udp);
  return parse_items (&parser, '\0') ? g_steal_pointer (&spec) : NULL;
}

PtlPortSpec *
ptl_port_spec_parse_exclude (const char *text,
                             PtlServiceNames *names,
                             gsize *offset,
                             GError **error)
{
  g_autoptr (PtlPortSpec) spec = new_empty ();
  Parser parser = { .text = text,
                    .pos = text,
                    .names = names,
                    .wanted = { TRUE, TRUE },
                    .spec = spec,
                    .offset = offset,
                    .error = error };

  return parse_items (&parser, '\0') ? g_steal_pointer (&spec) : NULL;
}
