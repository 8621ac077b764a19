/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-rpc-programs.c: lists of RPC programs, small, hostile and real. */
#include "scan/rpc-programs.h"

#include <glib/gstdio.h>
#include <string.h>

static gboolean
load_bytes (PtlRpcPrograms *programs,
            const char *text,
            gsize length,
            char **path,
            GError **error)
{
  int fd = g_file_open_tmp ("rpc-XXXXXX", path, NULL);
  gboolean loaded;

  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (*path, text, (gssize) length, NULL));
  loaded = ptl_rpc_programs_load (programs, *path, error);
  g_assert_cmpint (g_unlink (*path), ==, 0);
  return loaded;
}

static void
load (PtlRpcPrograms *programs, const char *text)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  load_bytes (programs, text, strlen (text), &path, &error);
  g_assert_no_error (error);
}

/* Returns: (transfer full): "name=number " for each */
static char *
to_text (PtlRpcPrograms *programs)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ptl_rpc_programs_get_n (programs); i++)
    {
      const PtlRpcProgram *program = ptl_rpc_programs_get (programs, i);

      g_string_append_printf (text, "%s=%u ", program->name, program->number);
    }

  return g_string_free (text, FALSE);
}

static void
assert_programs (PtlRpcPrograms *programs, const char *expected)
{
  g_autofree char *text = to_text (programs);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_layout (void)
{
  g_autoptr (PtlRpcPrograms) programs = ptl_rpc_programs_new ();

  load (programs, "# head\n\n \t\n  nfs\t\t100003 nfsprog # files\r\n"
                  "3270_mapper 100013\nx25.inr 100022#comment\nlast 4294967295\nzero 0");
  assert_programs (programs, "nfs=100003 3270_mapper=100013 x25.inr=100022 "
                             "last=4294967295 zero=0 ");
}

static void
test_first_name_counts (void)
{
  g_autoptr (PtlRpcPrograms) programs = ptl_rpc_programs_new ();

  load (programs, "b 2\na 1\nagain 2\n");
  load (programs, "other 1\nc 3\n");
  assert_programs (programs, "b=2 a=1 c=3 ");
}

static const char *const invalid[][2] = {
  { "nfs", ":1:4: a program number is expected" },
  { "nfs # 100003", ":1:5: a program number is expected" },
  { "ok 1\n\n  nfs x", ":3:7: a program number is expected" },
  { "nfs -1", ":1:5: a program number is expected" },
  { "nfs 4294967296", ":1:5: a program number is at most 4294967295" },
  { "nfs 99999999999999999999999", ":1:5: a program number is at most 4294967295" },
  { "nfs 0x186a3", ":1:6: a decimal number ends here" },
  { "n\001fs 1", ":1:2: a program name is printable ASCII" },
  { "n\xc3\xa4he 1", ":1:2: a program name is printable ASCII" },
};

/* A bad line is an error, and what stands before it is not kept. */
static void
test_invalid (void)
{
  g_autoptr (PtlRpcPrograms) programs = ptl_rpc_programs_new ();

  load (programs, "kept 7\n");
  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = NULL;

      g_assert_false (
          load_bytes (programs, invalid[i][0], strlen (invalid[i][0]), &path, &error));
      g_assert_error (error, PTL_RPC_PROGRAMS_ERROR, PTL_RPC_PROGRAMS_ERROR_SYNTAX);
      g_assert_true (g_str_has_prefix (error->message, path));
      g_assert_cmpstr (error->message + strlen (path), ==, invalid[i][1]);
      assert_programs (programs, "kept=7 ");
    }

  load (programs, "ok 1\n"); /* its number is free again */
  assert_programs (programs, "kept=7 ok=1 ");
}

static void
test_hostile (void)
{
  g_autofree char *long_name = g_strnfill (128, 'a');
  g_autofree char *line = g_strdup_printf ("%s 1", long_name);
  g_autoptr (PtlRpcPrograms) programs = ptl_rpc_programs_new ();
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  g_assert_false (load_bytes (programs, line, strlen (line), &path, &error));
  g_assert_nonnull (strstr (error->message, ":1:128: a program name has at most 127"));
  g_clear_error (&error);
  load (programs, line + 1); /* one less is well */

  g_assert_false (load_bytes (programs, "nfs 1\0", 6, &second, &error));
  g_assert_error (error, PTL_RPC_PROGRAMS_ERROR, PTL_RPC_PROGRAMS_ERROR_SYNTAX);
  g_clear_error (&error);

  for (guint i = 0; i <= 20000; i++)
    g_string_append_printf (many, "p %u\n", i);
  g_assert_false (load_bytes (programs, many->str, many->len, &third, &error));
  g_assert_nonnull (strstr (error->message, "there are too many programs"));
  g_clear_error (&error);
  g_assert_cmpuint (ptl_rpc_programs_get_n (programs), ==, 1);

  g_assert_false (ptl_rpc_programs_load (programs, "/dev/zero", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (ptl_rpc_programs_load (programs, "/nonexistent", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static const char *
find_name (PtlRpcPrograms *programs, guint32 number)
{
  for (guint i = 0; i < ptl_rpc_programs_get_n (programs); i++)
    if (ptl_rpc_programs_get (programs, i)->number == number)
      return ptl_rpc_programs_get (programs, i)->name;

  return NULL;
}

static const struct
{
  guint32 number;
  const char *name;
} known[] = {
  { 100000, "rpcbind" }, { 100001, "rstatd" },      { 100003, "nfs" },
  { 100005, "mountd" },  { 100021, "nlockmgr" },    { 100024, "status" },
  { 100068, "cmsd" },    { 100221, "kcms_server" }, { 100229, "metad" },
  { 100230, "metamhd" }, { 100232, "sadmind" },     { 395183, "vxi11_core" },
};

static void
test_shipped (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "data", "rpc", "portolan-rpc", NULL);
  g_autoptr (PtlRpcPrograms) programs = ptl_rpc_programs_new ();
  g_autoptr (GError) error = NULL;

  ptl_rpc_programs_load (programs, path, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_cmpstr (find_name (programs, known[i].number), ==, known[i].name);
  g_assert_cmpuint (ptl_rpc_programs_get (programs, 0)->number, ==, 100000);
}

/* No number and no name stands in our list twice. */
static void
test_shipped_is_clean (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "data", "rpc", "portolan-rpc", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      char name[128];
      char number[16];

      if (**line == '#' || sscanf (*line, "%127s %15s", name, number) != 2)
        continue;
      g_assert_true (g_hash_table_add (seen, g_strdup (name)));
      g_assert_true (g_hash_table_add (seen, g_strdup (number)));
    }
}

/* Nmap's own file, where it is installed: spec 5.6. */
static void
test_nmap_file (void)
{
  static const char path[] = "/usr/share/nmap/nmap-rpc";
  g_autoptr (PtlRpcPrograms) programs = ptl_rpc_programs_new ();
  g_autoptr (GError) error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("Nmap's data files are not installed");
      return;
    }

  ptl_rpc_programs_load (programs, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ptl_rpc_programs_get_n (programs), >, 500);
  g_assert_cmpstr (find_name (programs, 100003), ==, "nfs");
  g_assert_cmpstr (find_name (programs, 100000), ==, "rpcbind");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rpc-programs/layout", test_layout);
  g_test_add_func ("/rpc-programs/first-name-counts", test_first_name_counts);
  g_test_add_func ("/rpc-programs/invalid", test_invalid);
  g_test_add_func ("/rpc-programs/hostile", test_hostile);
  g_test_add_func ("/rpc-programs/shipped", test_shipped);
  g_test_add_func ("/rpc-programs/shipped-is-clean", test_shipped_is_clean);
  g_test_add_func ("/rpc-programs/nmap-file", test_nmap_file);

  return g_test_run ();
}
