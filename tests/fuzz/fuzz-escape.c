/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-escape.c: what is unescaped comes back from its escaped form. */
#include <string.h>

#include "base/escape.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  gsize offset = size;
  g_autoptr (GBytes) bytes = ptl_unescape ((const char *) data, size, &offset, &error);
  g_autoptr (GBytes) back = NULL;
  g_autofree char *text = NULL;

  g_assert_true ((bytes == NULL) == (error != NULL));
  if (bytes == NULL)
    {
      g_assert_cmpuint (offset, <, size);
      return 0;
    }

  text = ptl_escape (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  back = ptl_unescape (text, strlen (text), NULL, NULL);
  g_assert_true (g_bytes_equal (back, bytes));
  return 0;
}
