/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-ports.c: port lists; a set that was read is written and read back the
 * same. */
#include <string.h>

#include "scan/port-spec.h"

#include "fuzz.h"

static void
check_set (const PtlPortSet *set)
{
  g_autofree char *text = ptl_port_set_to_string (set);
  g_autofree char *again = NULL;
  g_autoptr (PtlPortSet) back = NULL;

  if (ptl_port_set_count (set) == 0)
    return;

  back = ptl_port_set_parse (text, NULL, NULL);
  again = ptl_port_set_to_string (back);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpuint (ptl_port_set_count (back), ==, ptl_port_set_count (set));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static PtlServiceNames *names;
  g_autofree char *text = fuzz_text (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlPortSpec) spec = NULL;
  g_autoptr (PtlPortSet) set = NULL;
  gsize offset = strlen (text);

  if (names == NULL)
    names = ptl_service_names_load (FUZZ_SERVICES, &error);
  g_assert_no_error (error);

  spec = ptl_port_spec_parse (text, names, TRUE, TRUE, &error);
  g_assert_true ((spec == NULL) == (error != NULL));
  if (spec != NULL)
    {
      check_set (spec->sets[PTL_PROTOCOL_TCP]);
      check_set (spec->sets[PTL_PROTOCOL_UDP]);
    }

  set = ptl_port_set_parse (text, &offset, NULL);
  g_assert_cmpuint (offset, <=, strlen (text));
  if (set != NULL)
    check_set (set);
  return 0;
}
