/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/natural-order.c: the order in which people expect texts with numbers in them. */
#include "app/natural-order.h"

#include <string.h>

static gsize
count_digits (const char *text)
{
  gsize n = 0;

  while (g_ascii_isdigit (text[n]))
    n++;
  return n;
}

/* Compares the numbers at the start of both texts and steps behind them. */
static int
compare_numbers (const char **a, const char **b)
{
  gsize n_a;
  gsize n_b;
  int order;

  *a += strspn (*a, "0");
  *b += strspn (*b, "0");
  n_a = count_digits (*a);
  n_b = count_digits (*b);
  if (n_a != n_b)
    return n_a < n_b ? -1 : 1;

  order = memcmp (*a, *b, n_a);
  *a += n_a;
  *b += n_b;
  return order;
}

int
ptl_natural_order_compare (const char *a, const char *b)
{
  while (*a != '\0' && *b != '\0')
    {
      int order;

      if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b))
        order = compare_numbers (&a, &b);
      else
        order = (guchar) g_ascii_tolower (*a++) - (guchar) g_ascii_tolower (*b++);
      if (order != 0)
        return order;
    }

  return (*a != '\0') - (*b != '\0');
}
