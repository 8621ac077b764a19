/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/sample.h: responses that a pattern may well match, made up from its text.
 *
 * Reads patterns on its own, so that it does not repeat a mistake of what it tests. */
#pragma once

#include <glib.h>

/* Returns: (transfer full): lookarounds and back-references are not heeded */
GByteArray *sample_new (const char *pattern, gsize len);

/* Changes @sample a little: a byte, its length, its case. */
void sample_mutate (GByteArray *sample);
