/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/lib/own-home.c: folders of the person's, for one test program alone. */
#include "lib/own-home.h"

#include <glib/gstdio.h>

char *
own_home_new (void)
{
  const char *kinds[] = { "CONFIG", "DATA", "CACHE" };
  g_autoptr (GError) error = NULL;
  char *home = g_dir_make_tmp ("portolan-home-XXXXXX", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *variable = g_strdup_printf ("XDG_%s_HOME", kinds[i]);
      g_autofree char *folder = g_build_filename (home, kinds[i], NULL);

      g_setenv (variable, folder, TRUE);
    }
  return home;
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL); /* NULL for a file */
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_remove (path);
}

void
own_home_free (char *home)
{
  remove_all (home);
  g_free (home);
}
