/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/natural-order.h: the order in which people expect texts with numbers in them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Compares runs of digits as numbers of any length and the rest without regard to the
 * case of ASCII letters: "9.2p1" before "10.0", "Apache" with "apache". */
int ptl_natural_order_compare (const char *a, const char *b);

G_END_DECLS
