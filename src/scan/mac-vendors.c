/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/mac-vendors.c: who made a network card, by the first half of its MAC address. */
#include "scan/mac-vendors.h"

#include <string.h>

#include "base/file.h"

#define MAX_FILE_BYTES (32 * 1024 * 1024)
#define MAX_NAME_BYTES 100
#define PREFIX_DIGITS  6
#define LOCAL_BIT      0x020000u /* of the prefix: given by software, not by a maker */

struct _PtlMacVendors
{
  GHashTable *names; /* prefix -> name */
};

/* Returns: whether @text begins with three bytes in hex, @separator between them */
static gboolean
parse_prefix (const char *text, char separator, guint *prefix)
{
  guint value = 0;

  for (guint i = 0; i < PREFIX_DIGITS; i++)
    {
      int digit;

      if (i > 0 && i % 2 == 0 && *text++ != separator)
        return FALSE;
      digit = g_ascii_xdigit_value (*text++);
      if (digit < 0)
        return FALSE;
      value = value << 4 | (guint) digit;
    }

  *prefix = value;
  return TRUE;
}

static void
add_line (PtlMacVendors *self, const char *line)
{
  const char *name = strstr (line, "(hex)");
  g_autofree char *copy = NULL;
  guint prefix;

  if (name == NULL || !parse_prefix (line, '-', &prefix))
    return;

  copy = g_strstrip (g_strndup (name + strlen ("(hex)"), MAX_NAME_BYTES));
  if (*copy != '\0' && g_utf8_validate (copy, -1, NULL))
    g_hash_table_insert (self->names, GUINT_TO_POINTER (prefix), g_steal_pointer (&copy));
}

PtlMacVendors *
ptl_mac_vendors_load (const char *path, GError **error)
{
  g_autofree char *contents = NULL;
  PtlMacVendors *self;
  gsize length;

  if (!ptl_file_read (path, MAX_FILE_BYTES, &contents, &length, error))
    return NULL;

  self = g_atomic_rc_box_new0 (PtlMacVendors);
  self->names = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  for (char *line = contents, *end; line != NULL; line = end)
    {
      end = strchr (line, '\n');
      if (end != NULL)
        *end++ = '\0';
      add_line (self, line);
    }

  return self;
}

PtlMacVendors *
ptl_mac_vendors_ref (PtlMacVendors *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlMacVendors *self = data;

  g_hash_table_unref (self->names);
}

void
ptl_mac_vendors_unref (PtlMacVendors *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

const char *
ptl_mac_vendors_lookup (const PtlMacVendors *self, const char *mac)
{
  guint prefix;

  if (!parse_prefix (mac, ':', &prefix) || (prefix & LOCAL_BIT) != 0)
    return NULL;

  return g_hash_table_lookup (self->names, GUINT_TO_POINTER (prefix));
}
