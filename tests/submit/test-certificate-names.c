/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/submit/test-certificate-names.c: names in certificates that are sent in the open.
 */
#include "submit/certificate-names.h"

#include <string.h>

typedef struct
{
  const char *data;
  GString *found;
} Collect;

static void
found_cb (gsize start, gsize end, gpointer user_data)
{
  Collect *collect = user_data;

  g_string_append_printf (collect->found, "[%.*s]", (int) (end - start),
                          collect->data + start);
}

static void
assert_found (const char *data, gsize len, const char *expected)
{
  g_autofree char *copy = g_memdup2 (data, len); /* its end is the heap's */
  Collect collect = { copy, g_string_new (NULL) };

  ptl_certificate_names_find ((const guint8 *) copy, len, found_cb, &collect);
  g_assert_cmpstr (collect.found->str, ==, expected);
  g_string_free (collect.found, TRUE);
}

#define ASSERT_FOUND(data, expected) assert_found (data, sizeof data - 1, expected)

static void
test_attributes (void)
{
  ASSERT_FOUND ("..\x06\x03\x55\x04\x03\x0c\x08nas.home..", "[nas.home]");
  ASSERT_FOUND ("\x06\x03\x55\x04\x0a\x13\x04"
                "Acme"
                "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01\x16\x05"
                "a@b.c",
                "[Acme][a@b.c]");
  /* a country names nobody; a key is no string */
  ASSERT_FOUND ("\x06\x03\x55\x04\x06\x13\x02"
                "DE",
                "");
  ASSERT_FOUND ("\x06\x03\x55\x04\x03\x03\x02"
                "ab",
                "");
}

static void
test_alternative_names (void)
{
  ASSERT_FOUND ("\x06\x03\x55\x1d\x11\x04\x0e\x30\x0c\x82\x03nas\x87\x05"
                "1.2.3",
                "[nas][1.2.3]");
  ASSERT_FOUND ("\x06\x03\x55\x1d\x11\x01\x01\xff\x04\x07\x30\x05\x82\x03nas", "[nas]");
}

static void
test_serial (void)
{
  ASSERT_FOUND ("\xa0\x03\x02\x01\x02\x02\x04"
                "1234",
                "[1234]");
  ASSERT_FOUND ("\xa0\x03\x02\x01\x02\x02\x01"
                "1",
                "");
}

/* A fingerprint holds 900 bytes of a reply: the last name may be cut anywhere. */
static void
test_cut (void)
{
  static const char data[] = "\x06\x03\x55\x04\x03\x0c\x81\x08nas.home";

  ASSERT_FOUND (data, "[nas.home]");
  assert_found (data, sizeof data - 4, "[nas.h]");
  for (gsize len = 0; len <= 8; len++)
    assert_found (data, len, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/certificate-names/attributes", test_attributes);
  g_test_add_func ("/certificate-names/alternative-names", test_alternative_names);
  g_test_add_func ("/certificate-names/serial", test_serial);
  g_test_add_func ("/certificate-names/cut", test_cut);

  return g_test_run ();
}
