/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz.h: what a fuzz target is. */
#pragma once

#include <glib.h>

/* The name and type that libFuzzer wants, so that a target links with it as well. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Returns: (transfer full): @data as a C string; what follows a NUL is not seen */
static inline char *
fuzz_text (const guint8 *data, gsize size)
{
  return size > 0 ? g_strndup ((const char *) data, size) : g_strdup ("");
}
