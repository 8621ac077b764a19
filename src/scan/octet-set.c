/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/octet-set.c: a set of values of one octet, as a bitmap. */
#include "scan/octet-set.h"

void
ptl_octet_set_add_range (PtlOctetSet *self, guint8 first, guint8 last)
{
  for (guint value = first; value <= last; value++)
    self->words[value / 64] |= G_GUINT64_CONSTANT (1) << (value % 64);
}

gboolean
ptl_octet_set_contains (const PtlOctetSet *self, guint8 value)
{
  return (self->words[value / 64] >> (value % 64)) & 1;
}

guint
ptl_octet_set_count (const PtlOctetSet *self)
{
  guint count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->words); i++)
    count += (guint) __builtin_popcountll (self->words[i]);
  return count;
}

int
ptl_octet_set_find (const PtlOctetSet *self, guint from)
{
  for (guint value = from; value <= G_MAXUINT8; value = (value / 64 + 1) * 64)
    {
      guint64 rest = self->words[value / 64] >> (value % 64);

      if (rest != 0)
        return (int) value + __builtin_ctzll (rest);
    }

  return -1;
}

guint8
ptl_octet_set_get (const PtlOctetSet *self, guint n)
{
  int value = ptl_octet_set_find (self, 0);

  while (n-- > 0)
    value = ptl_octet_set_find (self, (guint) value + 1);

  g_assert (value >= 0);
  return (guint8) value;
}
