/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/user-rules.h: the person's own files of rules. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of a file that is read into an editor. */
#define PTL_USER_RULES_MAX_FILE (4 * 1024 * 1024)

/* Returns: (transfer full): the folder, which may not be there yet */
char *ptl_user_rules_get_folder (void);

/* Returns: (transfer full): a file in it that is not there yet: "SERVICE.rules",
 * "SERVICE-2.rules" */
char *ptl_user_rules_make_path (const char *service);

/* Returns: (transfer full) (nullable): its text, NULL with a %G_FILE_ERROR, also where it
 * is no text */
char *ptl_user_rules_read (const char *path, GError **error);

/* Writes the whole file or nothing; makes the folder.  FALSE with a %G_FILE_ERROR. */
gboolean ptl_user_rules_save (const char *path, const char *text, GError **error);

G_END_DECLS
