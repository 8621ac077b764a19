/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/settings.h: what the program remembers between starts.
 *
 * Where the GSettings schema is not installed and no build tree is around, nothing is
 * remembered and the defaults hold. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PTL_SETTINGS_SCHEMA "org.portolan.Portolan"

/* Keys of the schema. */
#define PTL_SETTINGS_WINDOW_WIDTH     "window-width"
#define PTL_SETTINGS_WINDOW_HEIGHT    "window-height"
#define PTL_SETTINGS_WINDOW_MAXIMIZED "window-maximized"
#define PTL_SETTINGS_SHOW_SIDEBAR     "show-sidebar"
#define PTL_SETTINGS_PROFILE          "profile"
#define PTL_SETTINGS_KEEP_TRACE       "keep-trace"
#define PTL_SETTINGS_RESULTS_VIEW     "results-view"
#define PTL_SETTINGS_TARGET_HISTORY   "target-history"
#define PTL_SETTINGS_SUBMIT_ENDPOINT  "submit-endpoint"
#define PTL_SETTINGS_SAVED_FILTERS    "saved-filters"

/* Returns: (transfer none) (nullable) */
GSettings *ptl_settings_get (void);

/* Without settings these give @fallback and set nothing. */
int ptl_settings_get_int (const char *key, int fallback);
void ptl_settings_set_int (const char *key, int value);
gboolean ptl_settings_get_boolean (const char *key, gboolean fallback);
void ptl_settings_set_boolean (const char *key, gboolean value);
char *ptl_settings_get_string (const char *key, const char *fallback);
void ptl_settings_set_string (const char *key, const char *value);

/* Returns: (transfer full): the targets scanned before, latest first */
GStrv ptl_settings_get_target_history (void);

/* Puts @target first. */
void ptl_settings_remember_target (const char *target);

G_END_DECLS
