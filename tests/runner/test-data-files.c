/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/runner/test-data-files.c: data-files.c and the files it finds for this program.
 */
#include "runner/data-files.h"

#include <glib/gstdio.h>

#include "lib/own-home.h"

static void
write_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_file_set_contents (path, "", 0, &error);
  g_assert_no_error (error);
}

static void
test_chosen_folder (void)
{
  const char *folder = g_get_user_cache_dir ();
  g_autofree char *expected = g_build_filename (folder, "probes", "mine", NULL);
  g_autofree char *found = NULL;
  g_autofree char *missing = NULL;

  write_file (folder, "probes/mine");
  g_setenv ("PORTOLAN_DATA_DIR", folder, TRUE);
  found = ptl_data_files_find ("probes/mine");
  missing = ptl_data_files_find ("probes/other");
  g_unsetenv ("PORTOLAN_DATA_DIR");
  g_assert_cmpstr (found, ==, expected);
  g_assert_null (missing);
}

/* This test runs from the build tree, whose data it finds without being told. */
static void
test_build_tree (void)
{
  g_autofree char *probes = ptl_data_files_find ("probes/portolan-probes");
  g_autofree char *services = ptl_data_files_find ("services/portolan-services");

  g_assert_nonnull (probes);
  g_assert_nonnull (services);
  g_assert_true (g_path_is_absolute (probes));
}

static void
test_nmap_folder (void)
{
  const char *folder = g_get_user_cache_dir ();
  g_autofree char *expected = g_build_filename (folder, "nmap-services", NULL);
  g_autofree char *found = NULL;
  g_autofree char *missing = NULL;
  g_autofree char *hidden = NULL;

  write_file (folder, "nmap-services");
  g_setenv ("PORTOLAN_NMAP_DIR", folder, TRUE);
  found = ptl_data_files_find_nmap ("nmap-services");
  missing = ptl_data_files_find_nmap ("nmap-service-probes");
  g_setenv ("PORTOLAN_NMAP_DIR", "", TRUE);
  hidden = ptl_data_files_find_nmap ("nmap-services");
  g_assert_cmpstr (found, ==, expected);
  g_assert_null (missing);
  g_assert_null (hidden);
}

/* The person's own copies come before those that are installed. */
static void
test_nmap_own_folders (void)
{
  g_autofree char *folder = g_build_filename (g_get_home_dir (), ".nmap", NULL);
  g_autofree char *in_home = g_build_filename (folder, "nmap-rpc", NULL);
  g_autofree char *in_chosen =
      g_build_filename (g_get_user_cache_dir (), "nmap-services", NULL);
  g_autofree char *rpc = NULL;
  g_autofree char *services = NULL;

  write_file (folder, "nmap-rpc");
  write_file (folder, "nmap-services");
  write_file (g_get_user_cache_dir (), "nmap-services");
  g_unsetenv ("PORTOLAN_NMAP_DIR");
  g_setenv ("NMAPDIR", g_get_user_cache_dir (), TRUE);
  rpc = ptl_data_files_find_nmap ("nmap-rpc");
  services = ptl_data_files_find_nmap ("nmap-services");
  g_unsetenv ("NMAPDIR");
  g_assert_cmpstr (rpc, ==, in_home);
  g_assert_cmpstr (services, ==, in_chosen);
}

static void
test_user_rules (void)
{
  g_autofree char *folder =
      g_build_filename (g_get_user_config_dir (), "portolan", "rules", NULL);
  g_autoptr (GPtrArray) none = ptl_data_files_get_user_rules ();
  g_autoptr (GPtrArray) rules = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  write_file (folder, "b.rules");
  write_file (folder, "a.rules");
  write_file (folder, "a.rules~");
  rules = ptl_data_files_get_user_rules ();
  g_assert_cmpuint (rules->len, ==, 2);
  g_assert_true (g_str_has_suffix (rules->pdata[0], "/rules/a.rules"));
  g_assert_true (g_str_has_suffix (rules->pdata[1], "/rules/b.rules"));
}

static void
test_store_path (void)
{
  g_autofree char *path = ptl_data_files_get_store_path ();

  g_assert_true (g_str_has_prefix (path, g_get_user_data_dir ()));
  g_assert_true (g_str_has_suffix (path, "/portolan/sessions.db"));
}

int
main (int argc, char **argv)
{
  char *home = own_home_new ();
  int status;

  g_setenv ("HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/data-files/chosen-folder", test_chosen_folder);
  g_test_add_func ("/data-files/build-tree", test_build_tree);
  g_test_add_func ("/data-files/nmap-folder", test_nmap_folder);
  g_test_add_func ("/data-files/nmap-own-folders", test_nmap_own_folders);
  g_test_add_func ("/data-files/user-rules", test_user_rules);
  g_test_add_func ("/data-files/store-path", test_store_path);

  status = g_test_run ();
  own_home_free (home);
  return status;
}
