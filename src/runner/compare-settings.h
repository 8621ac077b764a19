/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/compare-settings.h: what a person has set about comparing: rules of what to
 * ignore, and pins of which host is which. */
#pragma once

#include "compare/ignore-rule.h"
#include "compare/pin.h"

G_BEGIN_DECLS

/* Returns: (transfer full): $XDG_CONFIG_HOME/portolan/ignore */
char *ptl_compare_settings_get_ignore_path (void);
/* Returns: (transfer full): $XDG_CONFIG_HOME/portolan/pins */
char *ptl_compare_settings_get_pins_path (void);

/* Each reads its file.  Returns: (transfer full) (nullable): empty where there is no
 * file; NULL with an error "FILE:LINE:COL: what is wrong" or a %G_FILE_ERROR */
GPtrArray *ptl_compare_settings_load_rules (GError **error);
GPtrArray *ptl_compare_settings_load_pins (GError **error);

/* Writes @rule, one line, below what is in the file of rules.  FALSE with
 * %PTL_IGNORE_RULE_ERROR_SYNTAX, or a %G_FILE_ERROR */
gboolean ptl_compare_settings_add_rule (const char *rule, GError **error);

/* Takes the last line that is @rule out of the file; none is no error. */
gboolean ptl_compare_settings_remove_rule (const char *rule, GError **error);

/* Replaces the file; comments that were in it are lost. */
gboolean ptl_compare_settings_save_pins (GPtrArray *pins, GError **error);

G_END_DECLS
