/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/runner/test-rpc-list.c: Nmap's list of RPC programs and ours as one. */
#include <glib/gstdio.h>

#include "runner/rpc-list.h"

/* Loads with @text as Nmap's file, "" without any. */
static PtlRpcPrograms *
load (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("portolan-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "nmap-rpc", NULL);
  PtlRpcPrograms *programs;

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_setenv ("PORTOLAN_NMAP_DIR", *text != '\0' ? folder : "", TRUE);
  programs = ptl_rpc_list_load (&error);
  g_unsetenv ("PORTOLAN_NMAP_DIR");
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (folder);
  return programs;
}

static const char *
find_name (PtlRpcPrograms *programs, guint32 number)
{
  for (guint i = 0; i < ptl_rpc_programs_get_n (programs); i++)
    if (ptl_rpc_programs_get (programs, i)->number == number)
      return ptl_rpc_programs_get (programs, i)->name;

  return NULL;
}

static void
test_ours (void)
{
  g_autoptr (PtlRpcPrograms) programs = load ("");

  g_assert_cmpstr (find_name (programs, 100000), ==, "rpcbind");
  g_assert_cmpstr (find_name (programs, 100003), ==, "nfs");
  g_assert_null (find_name (programs, 4242));
}

/* Nmap's names count, and ours are there as well. */
static void
test_both (void)
{
  g_autoptr (PtlRpcPrograms) programs = load ("theirs 100003\nmore 4242\n");

  g_assert_cmpstr (find_name (programs, 100000), ==, "rpcbind");
  g_assert_cmpstr (find_name (programs, 100003), ==, "theirs");
  g_assert_cmpstr (find_name (programs, 4242), ==, "more");
}

/* A file of Nmap's that cannot be read keeps nobody from scanning. */
static void
test_bad_file (void)
{
  g_autoptr (PtlRpcPrograms) programs = load ("more 4242\nbroken\n");

  g_assert_cmpstr (find_name (programs, 100003), ==, "nfs");
  g_assert_null (find_name (programs, 4242));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rpc-list/ours", test_ours);
  g_test_add_func ("/rpc-list/both", test_both);
  g_test_add_func ("/rpc-list/bad-file", test_bad_file);

  return g_test_run ();
}
