/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/trace-text.c: the steps of a scan, one a line. */
#include "cli/trace-text.h"

void
ptl_trace_text_append (GString *out, const PtlFact *fact, gint64 start_us)
{
  g_autofree char *address = ptl_address_to_string (&fact->address);
  g_autofree char *what = ptl_trace_event_describe (fact->event);
  gint64 since_us = MAX (fact->time_us - start_us, 0); /* clocks are set back, too */

  g_string_append_printf (out, "%4" G_GINT64_FORMAT ".%04ds ", since_us / G_USEC_PER_SEC,
                          (int) (since_us % G_USEC_PER_SEC / 100));
  g_string_append_printf (
      out, fact->address.is_ipv6 ? "[%s]:%u/%s %s\n" : "%s:%u/%s %s\n", address,
      fact->port, ptl_protocol_to_string (fact->protocol), what);
}
