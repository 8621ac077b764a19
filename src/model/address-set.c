/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/address-set.c: a set of addresses, kept as sorted ranges. */
#include "model/address-set.h"

#include <string.h>

struct _PtlAddressSet
{
  GArray *ranges; /* PtlAddressRange: by family, scope and number */
};

/* Orders by scope before number, so that the addresses of one link lie together. */
static int
compare (const PtlAddress *a, const PtlAddress *b)
{
  if (a->is_ipv6 != b->is_ipv6)
    return a->is_ipv6 ? 1 : -1;
  if (a->scope_id != b->scope_id)
    return a->scope_id > b->scope_id ? 1 : -1;

  return memcmp (a->bytes, b->bytes, sizeof a->bytes);
}

static gboolean
is_alike (const PtlAddress *a, const PtlAddress *b)
{
  return a->is_ipv6 == b->is_ipv6 && a->scope_id == b->scope_id;
}

/* Whether @first comes right after @last or before its end: they are one range. */
static gboolean
touches (const PtlAddress *last, const PtlAddress *first)
{
  PtlAddress next = *last;

  if (!is_alike (last, first))
    return FALSE;

  return !ptl_address_next (&next) || compare (first, &next) <= 0;
}

PtlAddressSet *
ptl_address_set_new (void)
{
  PtlAddressSet *self = g_atomic_rc_box_new0 (PtlAddressSet);

  self->ranges = g_array_new (FALSE, FALSE, sizeof (PtlAddressRange));
  return self;
}

PtlAddressSet *
ptl_address_set_ref (PtlAddressSet *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlAddressSet *self = data;

  g_array_unref (self->ranges);
}

void
ptl_address_set_unref (PtlAddressSet *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static PtlAddressRange *
nth (const PtlAddressSet *self, guint index)
{
  return &g_array_index (self->ranges, PtlAddressRange, index);
}

/* Returns: index of the first range that ends at @address or after it */
static guint
find_place (const PtlAddressSet *self, const PtlAddress *address)
{
  guint low = 0;
  guint high = self->ranges->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (compare (&nth (self, middle)->last, address) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

void
ptl_address_set_add_range (PtlAddressSet *self,
                           const PtlAddress *first,
                           const PtlAddress *last)
{
  PtlAddressRange added = { *first, *last };
  guint begin, end;

  if (!is_alike (first, last) || compare (first, last) > 0)
    return;

  begin = find_place (self, first);
  if (begin > 0 && touches (&nth (self, begin - 1)->last, first))
    begin--;
  for (end = begin; end < self->ranges->len; end++)
    {
      const PtlAddressRange *range = nth (self, end);

      if (!touches (&added.last, &range->first))
        break;
      if (compare (&range->first, &added.first) < 0)
        added.first = range->first;
      if (compare (&range->last, &added.last) > 0)
        added.last = range->last;
    }

  if (end > begin)
    g_array_remove_range (self->ranges, begin, end - begin);
  g_array_insert_val (self->ranges, begin, added);
}

void
ptl_address_set_add (PtlAddressSet *self, const PtlAddress *address)
{
  ptl_address_set_add_range (self, address, address);
}

void
ptl_address_set_add_set (PtlAddressSet *self, const PtlAddressSet *other)
{
  for (guint i = 0; i < other->ranges->len; i++)
    ptl_address_set_add_range (self, &nth (other, i)->first, &nth (other, i)->last);
}

/* Saturates: a range of IPv6 may have more than can be counted. */
static guint64
count_range (const PtlAddressRange *range)
{
  guint length = ptl_address_get_length (&range->first);
  guint64 difference = 0;

  for (guint i = 0; i < length; i++)
    {
      gint64 digit = (gint64) range->last.bytes[i] - range->first.bytes[i];

      if (difference > (G_MAXUINT64 >> 8))
        return G_MAXUINT64;
      difference = difference * 256 + (guint64) digit;
    }

  return difference < G_MAXUINT64 ? difference + 1 : G_MAXUINT64;
}

guint64
ptl_address_set_count (const PtlAddressSet *self)
{
  guint64 total = 0;

  for (guint i = 0; i < self->ranges->len; i++)
    {
      guint64 n = count_range (nth (self, i));

      total = n > G_MAXUINT64 - total ? G_MAXUINT64 : total + n;
    }

  return total;
}

gboolean
ptl_address_set_contains (const PtlAddressSet *self, const PtlAddress *address)
{
  guint place = find_place (self, address);

  return place < self->ranges->len && is_alike (&nth (self, place)->first, address) &&
         compare (&nth (self, place)->first, address) <= 0;
}

const PtlAddressRange *
ptl_address_set_get_ranges (const PtlAddressSet *self, guint *n_ranges)
{
  *n_ranges = self->ranges->len;
  return (const PtlAddressRange *) (gpointer) self->ranges->data;
}
