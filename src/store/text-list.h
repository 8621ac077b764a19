/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/text-list.h: a list of strings in one column: GVariant text of type aay. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): NULL for NULL */
char *ptl_text_list_print (GStrv strings);

/* Returns: (transfer full) (nullable): NULL also for what is no such list */
GStrv ptl_text_list_parse (const char *text);

G_END_DECLS
