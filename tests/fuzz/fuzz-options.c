/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-options.c: options that were read are written and read back the same.
 */
#include "model/scan-options.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlScanOptions) options = ptl_scan_options_from_string (text, &error);
  g_autoptr (PtlScanOptions) back = NULL;
  g_autofree char *written = NULL;
  g_autofree char *again = NULL;
  g_autofree char *targets = NULL;

  g_assert_true ((options == NULL) == (error != NULL));
  if (options == NULL)
    return 0;

  written = ptl_scan_options_to_string (options);
  back = ptl_scan_options_from_string (written, &error);
  g_assert_no_error (error);
  again = ptl_scan_options_to_string (back);
  g_assert_cmpstr (again, ==, written);
  targets = ptl_scan_options_get_targets_text (options);
  g_assert_nonnull (targets);
  return 0;
}
