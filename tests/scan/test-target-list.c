/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-target-list.c: entries and files of targets. */
#include "scan/target-list.h"

#include <glib/gstdio.h>
#include <string.h>

static GPtrArray *
parse (const char *text, gsize len)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = ptl_target_list_parse (text, len, NULL, &error);

  g_assert_no_error (error);
  return list;
}

static void
assert_error (const char *text, gsize len, const char *name, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ptl_target_list_parse (text, len, name, &error));
  g_assert_error (error, PTL_TARGET_SPEC_ERROR, PTL_TARGET_SPEC_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_separators (void)
{
  static const char text[] = " 10.0.0.1,5 10.0.1.1, 10.0.2.1\t10.0.3.1\r\n10.0.4.1\0nas\n"
                             "# a comment 10.9.9.9\n10.0.5.1# another\n , 10.0.6.1,";
  static const guint64 counts[] = { 2, 1, 1, 1, 1, 1, 1, 1 };
  g_autoptr (GPtrArray) list = parse (text, sizeof text - 1);

  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (counts));
  for (guint i = 0; i < list->len; i++)
    g_assert_cmpuint (ptl_target_spec_count (list->pdata[i]), ==, counts[i]);
  g_assert_cmpstr (ptl_target_spec_get_name (list->pdata[5]), ==, "nas");
}

static void
test_empty (void)
{
  static const char *const texts[] = { "", " \n\t", "# only a comment", ",",
                                       "\xef\xbb\xbf" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) list = parse (texts[i], strlen (texts[i]));

      g_assert_cmpuint (list->len, ==, 0);
    }
}

static void
test_places (void)
{
  assert_error ("10.256.0.1", 10, NULL, "column 4: an octet is at most 255");
  assert_error ("10.0.0.1 10.256.0.1", 19, NULL, "column 13: an octet is at most 255");
  assert_error ("nas\r\n\n  10.0.0.256 x", 20, "list.txt",
                "list.txt:3:10: an octet is at most 255");
  assert_error ("b\xc3\xbc"
                "cher 10.0.0",
                14, NULL, "column 14: an IPv4 address has four parts");
  assert_error ("\xef\xbb\xbf"
                "a..b",
                7, "f", "f:1:3: a part of the name is missing");
}

static void
test_too_long (void)
{
  g_autoptr (GString) text = g_string_new ("10.0.0.1");
  g_autoptr (GPtrArray) list = NULL;

  while (text->len + 2 <= 1023)
    g_string_append (text, ",1");
  list = parse (text->str, text->len);
  g_assert_cmpuint (list->len, ==, 1);

  g_string_append (text, ",1");
  assert_error (text->str, text->len, "f", "f:1:1: a target has at most 1023 characters");
}

static void
test_load (void)
{
  static const char contents[] = "192.0.2.0/30\n\n10.0.0.1 # printer\n";
  g_autofree char *path = NULL;
  g_autofree char *prefix = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("targets-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, contents, -1, &error));
  list = ptl_target_list_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ptl_target_list_count (list, NULL), ==, 5);

  g_assert_true (g_file_set_contents (path, "10.0.0.1\n10.0.0.x.\n?", -1, NULL));
  g_assert_null (ptl_target_list_load (path, &error));
  g_assert_error (error, PTL_TARGET_SPEC_ERROR, PTL_TARGET_SPEC_ERROR_SYNTAX);
  prefix = g_strdup_printf ("%s:3:1: ", path);
  g_assert_true (g_str_has_prefix (error->message, prefix));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_unreadable (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ptl_target_list_load ("/nonexistent/targets", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_true (g_str_has_prefix (error->message, "/nonexistent/targets: "));
  g_clear_error (&error);

  g_assert_null (ptl_target_list_load ("/dev/zero", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_null (ptl_target_list_load ("/", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
}

static void
test_count (void)
{
  static const char text[] = "10.0.0.0/24 10.0.0.0/25 192.0.2.1";
  static const char excluded[] = "10.0.0.0-9 192.0.2.0/24";
  g_autoptr (GPtrArray) targets = parse (text, strlen (text));
  g_autoptr (GPtrArray) excludes = parse (excluded, strlen (excluded));
  g_autoptr (GPtrArray) huge = parse ("::/64 10.0.0.1", 14);

  g_assert_cmpuint (ptl_target_list_count (targets, NULL), ==, 256 + 128 + 1);
  g_assert_cmpuint (ptl_target_list_count (targets, excludes), ==, 246 + 118);
  g_assert_cmpuint (ptl_target_list_count (huge, excludes), ==, G_MAXUINT64);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/target-list/separators", test_separators);
  g_test_add_func ("/target-list/empty", test_empty);
  g_test_add_func ("/target-list/places", test_places);
  g_test_add_func ("/target-list/too-long", test_too_long);
  g_test_add_func ("/target-list/load", test_load);
  g_test_add_func ("/target-list/unreadable", test_unreadable);
  g_test_add_func ("/target-list/count", test_count);

  return g_test_run ();
}
