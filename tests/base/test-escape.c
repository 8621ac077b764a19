/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/base/test-escape.c: probe-string escapes, both ways. */
#include "base/escape.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *bytes;
  gsize len;
} Good;

static void
test_unescape (void)
{
  static const Good cases[] = {
    { "", "", 0 },
    { "plain", "plain", 5 },
    { "\\r\\n\\t\\a\\b\\f\\v\\\\", "\r\n\t\a\b\f\v\\", 8 },
    { "\\x00\\xff\\xAb", "\0\xff\xab", 3 },
    { "\\01", "\0001", 2 },
    { "\\|\\\"\\.", "|\".", 3 },
    { "\xc3\xa4", "\xc3\xa4", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes =
          ptl_unescape (cases[i].text, strlen (cases[i].text), NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                       cases[i].bytes, cases[i].len);
    }
}

static void
test_unescape_faults (void)
{
  static const struct
  {
    const char *text;
    gsize offset;
  } cases[] = { { "ab\\", 2 },    { "a\\x1", 1 }, { "\\xg0", 0 },
                { "\\n\\x0", 2 }, { "\\q", 0 },   { "abc\\9", 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize offset = 99;

      g_assert_null (
          ptl_unescape (cases[i].text, strlen (cases[i].text), &offset, &error));
      g_assert_error (error, PTL_ESCAPE_ERROR, PTL_ESCAPE_ERROR_SYNTAX);
      g_assert_cmpuint (offset, ==, cases[i].offset);
    }
}

/* The length counts, not a NUL: what lies behind it is not read. */
static void
test_unescape_length (void)
{
  g_autoptr (GBytes) bytes = ptl_unescape ("a\\x41", 1, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "a", 1);
  g_assert_null (ptl_unescape ("a\\x41", 4, NULL, &error));
  g_assert_error (error, PTL_ESCAPE_ERROR, PTL_ESCAPE_ERROR_SYNTAX);
}

static void
test_escape (void)
{
  g_autofree char *text = ptl_escape ("a\"\\\r\n\t\0\x7f\xe9~", 10);

  g_assert_cmpstr (text, ==, "a\\x22\\\\\\r\\n\\t\\x00\\x7f\\xe9~");
}

static void
test_round_trip (void)
{
  guint8 all[512];
  g_autofree char *text = NULL;
  g_autoptr (GBytes) back = NULL;

  /* Every byte, and every byte before a digit. */
  for (guint i = 0; i < 256; i++)
    {
      all[2 * i] = (guint8) i;
      all[2 * i + 1] = '7';
    }

  text = ptl_escape (all, sizeof all);
  for (const char *p = text; *p != '\0'; p++)
    g_assert_true (g_ascii_isprint (*p) && *p != '"');
  back = ptl_unescape (text, strlen (text), NULL, NULL);
  g_assert_cmpmem (g_bytes_get_data (back, NULL), g_bytes_get_size (back), all,
                   sizeof all);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/escape/unescape", test_unescape);
  g_test_add_func ("/escape/unescape-faults", test_unescape_faults);
  g_test_add_func ("/escape/unescape-length", test_unescape_length);
  g_test_add_func ("/escape/escape", test_escape);
  g_test_add_func ("/escape/round-trip", test_round_trip);

  return g_test_run ();
}
