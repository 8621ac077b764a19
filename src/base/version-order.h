/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* base/version-order.h: which of two versions is the older one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ptl_version_compare:
 *
 * Numbers count as numbers (1.9 is before 1.10); "N:" in front is an epoch and "~" comes
 * before everything, as in Debian's versions (deb-version (7)); words that announce a
 * release come before it (1.0rc1, 2.0-beta2, 3.0a1), other letters after it (1.0.2k,
 * 8.9p1).  Case does not matter, nor a leading "v".
 *
 * Returns: less than, equal to or greater than 0: a total order of all texts
 */
int ptl_version_compare (const char *a, const char *b);

G_END_DECLS
