/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-filters.c: any text is a filter that answers, or a fault with a place;
 * what completion offers can be put there. */
#include <string.h>

#include "filter/filter.h"

#include "fuzz.h"

static void
check_completion (const char *text, gsize cursor)
{
  gsize start = G_MAXSIZE;
  PtlFilterField field;
  g_auto (GStrv) found = ptl_filter_complete (text, cursor, &start, &field);

  g_assert_nonnull (found);
  g_assert_cmpuint (start, <=, MIN (cursor, strlen (text)));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text (data, size);
  g_autoptr (GError) error = NULL;
  gsize offset = strlen (text);
  g_autoptr (PtlFilter) filter = ptl_filter_parse (text, 0, &offset, &error);
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) session = ptl_session_info_new ("name", options);
  g_autoptr (PtlHost) host = ptl_host_new (&(PtlAddress){ { 10, 0, 0, 1 } });
  g_autoptr (PtlPort) port = ptl_port_new (PTL_PROTOCOL_TCP, 80);
  PtlFilterRow row = { session, host, port, NULL };

  g_assert_true ((filter == NULL) == (error != NULL));
  g_assert_cmpuint (offset, <=, strlen (text));
  check_completion (text, size);
  check_completion (text, size / 2);
  if (filter == NULL)
    {
      g_assert_true (g_str_has_prefix (error->message, "column "));
      return 0;
    }

  ptl_filter_match (filter, &row);
  row.port = NULL;
  ptl_filter_match (filter, &row);
  return 0;
}
