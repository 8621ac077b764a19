/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/data-files.h: where the program's data and the person's rules lie. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ptl_data_files_find:
 * @name: path below the data folder, "probes/portolan-probes" say
 *
 * Looks in PORTOLAN_DATA_DIR, in the build tree the program runs from, in
 * ../share/portolan beside the program, in the installed folder.
 *
 * Returns: (transfer full) (nullable): an absolute path
 */
char *ptl_data_files_find (const char *name);

/* Returns: (transfer full) (nullable): a file of the package nmap-common, where
 * installed. PORTOLAN_NMAP_DIR names another folder for it; set to "" it hides the
 * package. */
char *ptl_data_files_find_nmap (const char *name);

/* Returns: (transfer full) (nullable): the makers of network cards, of the package
 * ieee-data, where installed.  PORTOLAN_OUI_FILE names another file. */
char *ptl_data_files_find_vendors (void);

/* Returns: (transfer full): $XDG_DATA_HOME/portolan/sessions.db */
char *ptl_data_files_get_store_path (void);

/* Returns: (transfer full) (element-type utf8): the person's *.rules files, sorted by
 * name */
GPtrArray *ptl_data_files_get_user_rules (void);

G_END_DECLS
