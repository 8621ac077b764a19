/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/port-set.c: a set of port numbers, kept as sorted ranges. */
#include "model/port-set.h"

#include <glib/gi18n-lib.h>

struct _PtlPortSet
{
  GArray *ranges; /* PtlPortRange, ascending, none touching the next */
  guint most;     /* of them that there were since room was last given back */
};

#define MIN_ROOM 64 /* ranges: less is not worth giving back */

G_DEFINE_QUARK (ptl_port_set_error, ptl_port_set_error)

PtlPortSet *
ptl_port_set_new (void)
{
  PtlPortSet *self = g_atomic_rc_box_new0 (PtlPortSet);

  self->ranges = g_array_new (FALSE, FALSE, sizeof (PtlPortRange));
  return self;
}

PtlPortSet *
ptl_port_set_ref (PtlPortSet *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlPortSet *self = data;

  g_array_unref (self->ranges);
}

void
ptl_port_set_unref (PtlPortSet *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* Returns: index of the first range that ends at @port or later */
static guint
find (const PtlPortSet *self, guint port)
{
  guint low = 0;
  guint high = self->ranges->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->ranges, PtlPortRange, middle).last < port)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

void
ptl_port_set_add_range (PtlPortSet *self, guint16 first, guint16 last)
{
  PtlPortRange merged = { first, last };
  guint begin;
  guint end;

  g_return_if_fail (first <= last);

  begin =
      find (self, first > 0 ? first - 1u : 0); /* a range that only touches counts too */
  for (end = begin; end < self->ranges->len; end++)
    {
      const PtlPortRange *range = &g_array_index (self->ranges, PtlPortRange, end);

      if (range->first > last + 1u)
        break;
      merged.first = MIN (merged.first, range->first);
      merged.last = MAX (merged.last, range->last);
    }

  if (end == begin)
    {
      g_array_insert_val (self->ranges, begin, merged);
      return;
    }

  g_array_index (self->ranges, PtlPortRange, begin) = merged;
  if (end > begin + 1)
    g_array_remove_range (self->ranges, begin + 1, end - begin - 1);
}

void
ptl_port_set_add (PtlPortSet *self, guint16 port)
{
  ptl_port_set_add_range (self, port, port);
}

void
ptl_port_set_remove_range (PtlPortSet *self, guint16 first, guint16 last)
{
  guint index = find (self, first);

  while (index < self->ranges->len)
    {
      PtlPortRange *range = &g_array_index (self->ranges, PtlPortRange, index);
      PtlPortRange tail = { (guint16) (last + 1), range->last };

      if (range->first > last)
        return;

      if (range->first >= first && range->last <= last)
        {
          g_array_remove_index (self->ranges, index);
        }
      else if (range->first >= first)
        {
          range->first = tail.first;
          return;
        }
      else
        {
          range->last = (guint16) (first - 1);
          index++;
          if (tail.last > last)
            {
              g_array_insert_val (self->ranges, index, tail);
              return;
            }
        }
    }
}

void
ptl_port_set_remove (PtlPortSet *self, guint16 port)
{
  ptl_port_set_remove_range (self, port, port);
}

void
ptl_port_set_remove_set (PtlPortSet *self, const PtlPortSet *other)
{
  for (guint i = 0; i < other->ranges->len; i++)
    {
      const PtlPortRange *range = &g_array_index (other->ranges, PtlPortRange, i);

      ptl_port_set_remove_range (self, range->first, range->last);
    }
}

/* Ports come in no order, so that there are thousands of ranges before they join to one;
 * an array keeps the room it once needed. */
static void
give_back_room (PtlPortSet *self)
{
  GArray *wide = self->ranges;

  if (self->most < MIN_ROOM || wide->len > self->most / 4)
    return;

  self->ranges = g_array_sized_new (FALSE, FALSE, sizeof (PtlPortRange), wide->len);
  g_array_append_vals (self->ranges, wide->data, wide->len);
  self->most = wide->len;
  g_array_unref (wide);
}

void
ptl_port_set_add_set (PtlPortSet *self, const PtlPortSet *other)
{
  for (guint i = 0; i < other->ranges->len; i++)
    {
      const PtlPortRange *range = &g_array_index (other->ranges, PtlPortRange, i);

      ptl_port_set_add_range (self, range->first, range->last);
      self->most = MAX (self->most, self->ranges->len);
    }

  give_back_room (self);
}

PtlPortSet *
ptl_port_set_copy (const PtlPortSet *self)
{
  PtlPortSet *copy = ptl_port_set_new ();

  ptl_port_set_add_set (copy, self);
  return copy;
}

gboolean
ptl_port_set_contains (const PtlPortSet *self, guint16 port)
{
  guint index = find (self, port);

  return index < self->ranges->len &&
         g_array_index (self->ranges, PtlPortRange, index).first <= port;
}

guint
ptl_port_set_count (const PtlPortSet *self)
{
  guint count = 0;

  for (guint i = 0; i < self->ranges->len; i++)
    {
      const PtlPortRange *range = &g_array_index (self->ranges, PtlPortRange, i);

      count += range->last - range->first + 1u;
    }

  return count;
}

const PtlPortRange *
ptl_port_set_get_ranges (const PtlPortSet *self, guint *n_ranges)
{
  *n_ranges = self->ranges->len;
  return (const PtlPortRange *) (gpointer) self->ranges->data;
}

static void
skip_blanks (const char **pos)
{
  while (**pos == ' ' || **pos == '\t')
    (*pos)++;
}

static gboolean
fail (const char *what, GError **error)
{
  g_set_error_literal (error, PTL_PORT_SET_ERROR, PTL_PORT_SET_ERROR_SYNTAX, what);
  return FALSE;
}

static gboolean
parse_port (const char **pos, guint16 *port, GError **error)
{
  guint value = 0;

  if (!g_ascii_isdigit (**pos))
    return fail (_ ("a port number is expected"), error);

  for (const char *p = *pos; g_ascii_isdigit (*p); p++)
    {
      value = value * 10 + (guint) g_ascii_digit_value (*p);
      if (value > G_MAXUINT16)
        return fail (_ ("a port is at most 65535"), error);
    }

  while (g_ascii_isdigit (**pos))
    (*pos)++;
  *port = (guint16) value;
  return TRUE;
}

static gboolean
parse_range (const char **pos, PtlPortRange *range, GError **error)
{
  const char *start;

  skip_blanks (pos);
  start = *pos;
  if (!parse_port (pos, &range->first, error))
    return FALSE;

  range->last = range->first;
  if (**pos == '-')
    {
      (*pos)++;
      if (!parse_port (pos, &range->last, error))
        return FALSE;
    }

  if (range->last < range->first)
    {
      *pos = start;
      return fail (_ ("the range runs backwards"), error);
    }

  skip_blanks (pos);
  return TRUE;
}

PtlPortSet *
ptl_port_set_parse (const char *text, gsize *offset, GError **error)
{
  g_autoptr (PtlPortSet) self = ptl_port_set_new ();
  const char *pos = text;
  PtlPortRange range;
  gboolean ok = TRUE;

  while (ok)
    {
      ok = parse_range (&pos, &range, error);
      if (ok)
        ptl_port_set_add_range (self, range.first, range.last);
      if (ok && *pos == '\0')
        return g_steal_pointer (&self);
      if (ok && *pos != ',')
        ok = fail (_ ("a comma is expected"), error);
      if (ok)
        pos++;
    }

  if (offset != NULL)
    *offset = (gsize) (pos - text);
  return NULL;
}

char *
ptl_port_set_to_string (const PtlPortSet *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->ranges->len; i++)
    {
      const PtlPortRange *range = &g_array_index (self->ranges, PtlPortRange, i);

      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append_printf (out, "%u", range->first);
      if (range->last != range->first)
        g_string_append_printf (out, "-%u", range->last);
    }

  return g_string_free (out, FALSE);
}
