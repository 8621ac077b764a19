/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/octet-set.h: a set of values of one octet, as a bitmap. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 words[4]; /* all zero: empty */
} PtlOctetSet;

void ptl_octet_set_add_range (PtlOctetSet *self, guint8 first, guint8 last);
gboolean ptl_octet_set_contains (const PtlOctetSet *self, guint8 value);
guint ptl_octet_set_count (const PtlOctetSet *self);

/* Returns: the smallest member not below @from, or -1 */
int ptl_octet_set_find (const PtlOctetSet *self, guint from);

/* Returns: the @n-th member (0: the smallest); @n is below the count */
guint8 ptl_octet_set_get (const PtlOctetSet *self, guint n);

G_END_DECLS
