/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-display.c: what is shown is short UTF-8 without control characters. */
#include <string.h>

#include "base/display.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  gsize limit = size > 0 ? 4 + data[0] : 4;
  g_autofree char *text = ptl_display_text (data, size, limit, FALSE);
  g_autofree char *lines = ptl_display_text (data, size, limit, TRUE);
  g_autofree char *hex = ptl_display_hex (data, size, limit);

  g_assert_cmpuint (strlen (text), <=, limit);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));

  g_assert_cmpuint (strlen (lines), <=, limit);
  g_assert_true (g_utf8_validate (lines, -1, NULL));
  g_assert_true (g_str_is_ascii (hex));
  return 0;
}
