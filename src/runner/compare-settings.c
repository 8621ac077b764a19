/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/compare-settings.c: what a person has set about comparing. */
#include "runner/compare-settings.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"

#define MAX_FILE (4 * 1024 * 1024)

char *
ptl_compare_settings_get_ignore_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "portolan", "ignore", NULL);
}

char *
ptl_compare_settings_get_pins_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "portolan", "pins", NULL);
}

/* Returns: (transfer full) (nullable): "" where there is no file */
static char *
read_file (const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  char *text;
  gsize length;

  if (ptl_file_read (path, MAX_FILE, &text, &length, &failure))
    return text;
  if (g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_strdup ("");

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

GPtrArray *
ptl_compare_settings_load_rules (GError **error)
{
  g_autofree char *path = ptl_compare_settings_get_ignore_path ();
  g_autofree char *text = read_file (path, error);

  return text != NULL ? ptl_ignore_rules_parse (text, path, error) : NULL;
}

GPtrArray *
ptl_compare_settings_load_pins (GError **error)
{
  g_autofree char *path = ptl_compare_settings_get_pins_path ();
  g_autofree char *text = read_file (path, error);

  return text != NULL ? ptl_pins_parse (text, path, error) : NULL;
}

static gboolean
write_file (const char *path, const char *text, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (path);

  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s",
                   directory, g_strerror (code));
      return FALSE;
    }

  return g_file_set_contents (path, text, -1, error);
}

gboolean
ptl_compare_settings_add_rule (const char *rule, GError **error)
{
  g_autofree char *path = ptl_compare_settings_get_ignore_path ();
  g_autoptr (PtlIgnoreRule) parsed = ptl_ignore_rule_parse (rule, NULL, error);
  g_autofree char *text = parsed != NULL ? read_file (path, error) : NULL;
  g_autofree char *longer = NULL;

  if (text == NULL)
    return FALSE;

  longer =
      g_strconcat (text, text[0] == '\0' || g_str_has_suffix (text, "\n") ? "" : "\n",
                   ptl_ignore_rule_get_text (parsed), "\n", NULL);
  return write_file (path, longer, error);
}

gboolean
ptl_compare_settings_remove_rule (const char *rule, GError **error)
{
  g_autofree char *path = ptl_compare_settings_get_ignore_path ();
  g_autofree char *text = read_file (path, error);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  g_autoptr (GString) rest = g_string_new (NULL);
  guint n_lines = lines != NULL ? g_strv_length (lines) : 0;
  guint found = n_lines;

  if (text == NULL)
    return FALSE;

  while (found > 0 && strcmp (lines[found - 1], rule) != 0)
    found--;
  if (found == 0)
    return TRUE;

  for (guint i = 0; i < n_lines; i++)
    if (i != found - 1)
      g_string_append_printf (rest, "%s%s", lines[i], i + 1 < n_lines ? "\n" : "");
  return write_file (path, rest->str, error);
}

gboolean
ptl_compare_settings_save_pins (GPtrArray *pins, GError **error)
{
  g_autofree char *path = ptl_compare_settings_get_pins_path ();
  g_autofree char *text = ptl_pins_to_string (pins);

  return write_file (path, text, error);
}
