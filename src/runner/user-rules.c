/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/user-rules.c: the person's own files of rules. */
#include "runner/user-rules.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/file.h"

#define FOLDER_MODE 0700
#define MAX_NAME    64

char *
ptl_user_rules_get_folder (void)
{
  return g_build_filename (g_get_user_config_dir (), "portolan", "rules", NULL);
}

/* A service is called as its peer likes; a file is not. */
static char *
make_name (const char *service)
{
  GString *name = g_string_new (NULL);

  for (; *service != '\0' && name->len < MAX_NAME; service++)
    g_string_append_c (name, g_ascii_isalnum (*service) ? *service : '-');
  if (name->len == 0)
    g_string_append (name, "rule");

  return g_string_free (name, FALSE);
}

char *
ptl_user_rules_make_path (const char *service)
{
  g_autofree char *folder = ptl_user_rules_get_folder ();
  g_autofree char *name = make_name (service);
  g_autofree char *first = g_strconcat (name, ".rules", NULL);
  char *path = g_build_filename (folder, first, NULL);

  for (guint i = 2; g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *next = g_strdup_printf ("%s-%u.rules", name, i);

      g_free (path);
      path = g_build_filename (folder, next, NULL);
    }

  return path;
}

char *
ptl_user_rules_read (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize len;

  if (!ptl_file_read (path, PTL_USER_RULES_MAX_FILE, &text, &len, error))
    return NULL;
  if (g_utf8_validate (text, (gssize) len, NULL))
    return g_steal_pointer (&text);

  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _ ("%s: not a text in UTF-8"),
               path);
  return NULL;
}

gboolean
ptl_user_rules_save (const char *path, const char *text, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, FOLDER_MODE) != 0)
    {
      const int code = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), "%s: %s",
                   folder, g_strerror (code));
      return FALSE;
    }

  return g_file_set_contents (path, text, (gssize) strlen (text), error);
}
