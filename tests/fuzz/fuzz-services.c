/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-services.c: a file of service names. */
#include "scan/service-names.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char path[] = "fuzz-services.input";
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlServiceNames) names = NULL;
  g_autoptr (PtlPortSet) all = NULL;
  g_autoptr (PtlPortSet) top = NULL;
  g_autoptr (PtlPortSet) matching = NULL;

  g_assert_true (g_file_set_contents_full (path, (const char *) data, (gssize) size,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  names = ptl_service_names_load (path, &error);
  g_assert_true ((names == NULL) == (error != NULL));
  if (names == NULL)
    {
      g_assert_true (g_str_has_prefix (error->message, path));
      return 0;
    }

  all = ptl_service_names_get_top (names, PTL_PROTOCOL_TCP, G_MAXUINT);
  top = ptl_service_names_get_top (names, PTL_PROTOCOL_TCP, 3);
  matching = ptl_service_names_get_matching (names, PTL_PROTOCOL_TCP, "*");
  g_assert_cmpuint (ptl_port_set_count (top), ==, MIN (ptl_port_set_count (all), 3));
  g_assert_cmpuint (ptl_port_set_count (matching), <=, ptl_port_set_count (all));
  return 0;
}
