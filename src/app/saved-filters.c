/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/saved-filters.c: the filters that a person has chosen to keep. */
#include "app/saved-filters.h"

#include <glib/gi18n-lib.h>

#include "app/settings.h"
#include "base/display.h"

#define MAX_FILTERS 50

static GStrv
get_filters (void)
{
  GSettings *settings = ptl_settings_get ();

  return settings != NULL ? g_settings_get_strv (settings, PTL_SETTINGS_SAVED_FILTERS)
                          : g_new0 (char *, 1);
}

/* Puts @text last, or takes it away. */
static void
change (const char *text, gboolean is_kept)
{
  GSettings *settings = ptl_settings_get ();
  g_auto (GStrv) filters = get_filters ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;

  for (guint i = 0; filters[i] != NULL && i < MAX_FILTERS; i++)
    if (g_strcmp0 (filters[i], text) != 0)
      g_strv_builder_add (builder, filters[i]);
  if (is_kept)
    g_strv_builder_add (builder, text);

  changed = g_strv_builder_end (builder);
  if (settings != NULL)
    g_settings_set_strv (settings, PTL_SETTINGS_SAVED_FILTERS,
                         (const char *const *) changed);
}

void
ptl_saved_filters_add (const char *text)
{
  change (text, TRUE);
}

void
ptl_saved_filters_remove (const char *text)
{
  change (text, FALSE);
}

/* What a person typed is no mnemonic. */
static char *
make_label (const char *text)
{
  g_autofree char *line = ptl_display_line (text);
  g_autoptr (GString) label = g_string_new (line);

  g_string_replace (label, "_", "__", 0);
  return g_string_free (g_steal_pointer (&label), FALSE);
}

static GMenu *
make_uses (GStrv filters)
{
  GMenu *uses = g_menu_new ();

  for (guint i = 0; filters[i] != NULL; i++)
    {
      g_autofree char *label = make_label (filters[i]);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "filter.use", "s", filters[i]);
      g_menu_append_item (uses, item);
    }
  return uses;
}

GMenu *
ptl_saved_filters_make_menu (const char *text)
{
  GMenu *menu = g_menu_new ();
  g_auto (GStrv) filters = get_filters ();
  g_autoptr (GMenu) uses = make_uses (filters);
  g_autoptr (GMenu) changes = g_menu_new ();

  if (filters[0] != NULL)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (uses));
  if (g_strv_contains ((const char *const *) filters, text))
    g_menu_append (changes, _ ("_Forget This Filter"), "filter.forget");
  else /* an action that is not there is insensitive */
    g_menu_append (changes, _ ("_Save This Filter"),
                   *text != '\0' ? "filter.save" : "filter.none");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (changes));
  return menu;
}
