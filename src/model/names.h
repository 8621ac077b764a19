/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/names.h: enum values as the words that files and the store use. */
#pragma once

#include <glib.h>

/* Defines TYPE_to_string () and TYPE_parse () over @names, an array indexed by the enum.
 */
#define PTL_DEFINE_NAMES(TypeName, type_name, names)                                     \
  const char *type_name##_to_string (TypeName value) { return names[value]; }            \
                                                                                         \
  gboolean type_name##_parse (const char *text, TypeName *value)                         \
  {                                                                                      \
    for (guint i = 0; i < G_N_ELEMENTS (names); i++)                                     \
      if (g_strcmp0 (names[i], text) == 0)                                               \
        {                                                                                \
          *value = (TypeName) i;                                                         \
          return TRUE;                                                                   \
        }                                                                                \
                                                                                         \
    return FALSE;                                                                        \
  }
