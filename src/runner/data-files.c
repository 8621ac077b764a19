/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/data-files.c: where the program's data and the person's rules lie. */
#include "runner/data-files.h"

#include <string.h>

#include "config.h"

#define N_LEVELS 4 /* a program of the build tree lies at most this deep in it */

/* Takes @path.  Returns: (transfer full) (nullable): @path if there is such a file */
static char *
keep_if_there (char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return path;

  g_free (path);
  return NULL;
}

/* Returns: (transfer full) (nullable): the folder that Meson builds in, if this program
 * was started there */
static char *
find_build_folder (const char *program_folder)
{
  g_autofree char *folder = g_strdup (program_folder);

  for (guint i = 0; i < N_LEVELS; i++)
    {
      g_autofree char *mark = g_build_filename (folder, "meson-private", NULL);
      g_autofree char *above = g_path_get_dirname (folder);

      if (g_file_test (mark, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&folder);

      g_free (folder);
      folder = g_steal_pointer (&above);
    }

  return NULL;
}

/* Looks where the program itself lies: in a build tree, or installed anywhere. */
static char *
find_beside_program (const char *name)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *build = folder != NULL ? find_build_folder (folder) : NULL;
  g_autofree char *share = NULL;

  if (folder == NULL)
    return NULL;
  if (build != NULL)
    return keep_if_there (g_build_filename (build, "data", name, NULL));

  share = g_build_filename (folder, "..", "share", "portolan", name, NULL);
  return keep_if_there (g_canonicalize_filename (share, NULL));
}

char *
ptl_data_files_find (const char *name)
{
  const char *chosen = g_getenv ("PORTOLAN_DATA_DIR");
  g_autofree char *path = NULL;

  if (chosen != NULL && *chosen != '\0')
    {
      g_autofree char *folder = g_canonicalize_filename (chosen, NULL);

      path = keep_if_there (g_build_filename (folder, name, NULL));
    }
  if (path == NULL)
    path = find_beside_program (name);
  if (path == NULL)
    path = keep_if_there (g_build_filename (PTL_PKGDATADIR, name, NULL));

  return g_steal_pointer (&path);
}

/* Where Nmap looks (spec 1.1), in its order. */
char *
ptl_data_files_find_nmap (const char *name)
{
  const char *chosen = g_getenv ("PORTOLAN_NMAP_DIR");
  g_autofree char *own = g_build_filename (g_get_home_dir (), ".nmap", NULL);
  const char *const folders[] = { g_getenv ("NMAPDIR"), own, "/usr/share/nmap",
                                  "/usr/local/share/nmap" };
  char *path = NULL;

  if (chosen != NULL)
    return *chosen != '\0' ? keep_if_there (g_build_filename (chosen, name, NULL)) : NULL;

  for (guint i = 0; path == NULL && i < G_N_ELEMENTS (folders); i++)
    if (folders[i] != NULL && *folders[i] != '\0')
      path = keep_if_there (g_build_filename (folders[i], name, NULL));
  return path;
}

char *
ptl_data_files_find_vendors (void)
{
  const char *chosen = g_getenv ("PORTOLAN_OUI_FILE");

  return keep_if_there (
      g_strdup (chosen != NULL ? chosen : "/usr/share/ieee-data/oui.txt"));
}

char *
ptl_data_files_get_store_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "portolan", "sessions.db", NULL);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
ptl_data_files_get_user_rules (void)
{
  g_autofree char *folder =
      g_build_filename (g_get_user_config_dir (), "portolan", "rules", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".rules"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));

  g_ptr_array_sort (paths, compare_names);
  return paths;
}
