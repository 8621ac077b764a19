/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/settings.c: what the program remembers between starts. */
#include "app/settings.h"

#include <string.h>

#define MAX_HISTORY     50
#define MAX_TARGET_LEN  1000
#define BUILD_TREE_DATA "../../data" /* as seen from the program */

static GSettingsSchema *
look_up_in_build_tree (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *data =
      folder != NULL ? g_build_filename (folder, BUILD_TREE_DATA, NULL) : NULL;
  g_autoptr (GSettingsSchemaSource) source = NULL;

  if (data != NULL)
    source = g_settings_schema_source_new_from_directory (
        data, g_settings_schema_source_get_default (), FALSE, NULL);

  return source != NULL
             ? g_settings_schema_source_lookup (source, PTL_SETTINGS_SCHEMA, TRUE)
             : NULL;
}

static GSettings *
load (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, PTL_SETTINGS_SCHEMA, TRUE);
  if (schema == NULL)
    schema = look_up_in_build_tree ();

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

GSettings *
ptl_settings_get (void)
{
  static gsize loaded;
  static GSettings *settings;

  if (g_once_init_enter (&loaded))
    {
      settings = load ();
      g_once_init_leave (&loaded, 1);
    }

  return settings;
}

int
ptl_settings_get_int (const char *key, int fallback)
{
  GSettings *settings = ptl_settings_get ();

  return settings != NULL ? g_settings_get_int (settings, key) : fallback;
}

void
ptl_settings_set_int (const char *key, int value)
{
  GSettings *settings = ptl_settings_get ();

  if (settings != NULL)
    g_settings_set_int (settings, key, value);
}

gboolean
ptl_settings_get_boolean (const char *key, gboolean fallback)
{
  GSettings *settings = ptl_settings_get ();

  return settings != NULL ? g_settings_get_boolean (settings, key) : fallback;
}

void
ptl_settings_set_boolean (const char *key, gboolean value)
{
  GSettings *settings = ptl_settings_get ();

  if (settings != NULL)
    g_settings_set_boolean (settings, key, value);
}

char *
ptl_settings_get_string (const char *key, const char *fallback)
{
  GSettings *settings = ptl_settings_get ();

  return settings != NULL ? g_settings_get_string (settings, key) : g_strdup (fallback);
}

void
ptl_settings_set_string (const char *key, const char *value)
{
  GSettings *settings = ptl_settings_get ();

  if (settings != NULL)
    g_settings_set_string (settings, key, value);
}

GStrv
ptl_settings_get_target_history (void)
{
  GSettings *settings = ptl_settings_get ();

  return settings != NULL ? g_settings_get_strv (settings, PTL_SETTINGS_TARGET_HISTORY)
                          : g_new0 (char *, 1);
}

void
ptl_settings_remember_target (const char *target)
{
  GSettings *settings = ptl_settings_get ();
  g_auto (GStrv) history = ptl_settings_get_target_history ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) updated = NULL;
  guint n_kept = 1;

  if (settings == NULL || *target == '\0' || strlen (target) > MAX_TARGET_LEN)
    return;

  g_strv_builder_add (builder, target);
  for (guint i = 0; history[i] != NULL && n_kept < MAX_HISTORY; i++)
    if (g_strcmp0 (history[i], target) != 0)
      {
        g_strv_builder_add (builder, history[i]);
        n_kept++;
      }

  updated = g_strv_builder_end (builder);
  g_settings_set_strv (settings, PTL_SETTINGS_TARGET_HISTORY,
                       (const char *const *) updated);
}
