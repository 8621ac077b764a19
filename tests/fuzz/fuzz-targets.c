/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-targets.c: a target that parses counts and contains what it gives. */
#include <string.h>

#include "scan/target-spec.h"

#include "fuzz.h"

static void
check_address (const PtlTargetSpec *spec, guint64 index)
{
  PtlAddress address;
  PtlAddress sought;

  ptl_target_spec_get (spec, index, &address);
  g_assert_true (ptl_target_spec_contains (spec, &address));
  sought = address;
  g_assert_true (ptl_target_spec_seek (spec, &sought));
  g_assert_true (ptl_address_equal (&sought, &address));
  ptl_target_spec_skip_run (spec, &sought);
  g_assert_true (ptl_target_spec_contains (spec, &sought));
  g_assert_cmpint (ptl_address_compare (&sought, &address), >=, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text (data, size);
  g_autoptr (GError) error = NULL;
  gsize offset = strlen (text);
  g_autoptr (PtlTargetSpec) spec = ptl_target_spec_parse (text, &offset, &error);
  guint64 count;

  g_assert_true ((spec == NULL) == (error != NULL));
  g_assert_cmpuint (offset, <=, strlen (text));
  if (spec == NULL)
    return 0;

  count = ptl_target_spec_count (spec);
  g_assert_cmpuint (count, >, 0);
  if (ptl_target_spec_get_name (spec) != NULL)
    return 0;

  check_address (spec, 0);
  check_address (spec, count / 2);
  check_address (spec, count - 1);
  return 0;
}
