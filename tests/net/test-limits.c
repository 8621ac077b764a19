/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-limits.c: what the system grants, in processes with limits of their own.
 */
#include "net/limits.h"

#include <errno.h>
#include <sys/resource.h>

static void
expect_sockets (rlim_t soft, rlim_t hard, guint n_sockets)
{
  struct rlimit limit = { soft, hard };

  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  g_assert_cmpuint (ptl_limits_raise_files (), ==, n_sockets);
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_cur, ==, hard);
}

static void
test_files (gconstpointer data)
{
  const guint *row = data;

  if (g_test_subprocess ())
    {
      expect_sockets (row[0], row[1], row[2]);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_shortage (void)
{
  static const int shortages[] = {
    EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL, EAGAIN
  };
  static const int others[] = { 0,         ECONNREFUSED, ECONNRESET,
                                ETIMEDOUT, EHOSTUNREACH, ENETUNREACH,
                                EACCES,    EINVAL };

  for (guint i = 0; i < G_N_ELEMENTS (shortages); i++)
    g_assert_true (ptl_errno_is_shortage (shortages[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (ptl_errno_is_shortage (others[i]));
}

int
main (int argc, char **argv)
{
  static const guint plenty[] = { 128, 512, 448 };
  static const guint scarce[] = { 24, 40, 20 };
  static const guint equal[] = { 256, 256, 192 };

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/limits/files/plenty", plenty, test_files);
  g_test_add_data_func ("/limits/files/scarce", scarce, test_files);
  g_test_add_data_func ("/limits/files/equal", equal, test_files);
  g_test_add_func ("/limits/shortage", test_shortage);

  return g_test_run ();
}
