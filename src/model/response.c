/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/response.c: what one probe sent and what came back: the evidence of a verdict. */
#include "model/response.h"

#include "model/names.h"

static const char *const end_names[] = {
  [PTL_RESPONSE_END_MATCHED] = "matched", [PTL_RESPONSE_END_TIMEOUT] = "timeout",
  [PTL_RESPONSE_END_CLOSED] = "closed",   [PTL_RESPONSE_END_RESET] = "reset",
  [PTL_RESPONSE_END_FULL] = "full",       [PTL_RESPONSE_END_ERROR] = "error",
  [PTL_RESPONSE_END_STOPPED] = "stopped",
};

PTL_DEFINE_NAMES (PtlResponseEnd, ptl_response_end, end_names)

PtlResponse *
ptl_response_new (void)
{
  return g_atomic_rc_box_new0 (PtlResponse);
}

PtlResponse *
ptl_response_ref (PtlResponse *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlResponse *self = data;

  g_free (self->probe);
  g_clear_pointer (&self->sent, g_bytes_unref);
  g_clear_pointer (&self->received, g_bytes_unref);
}

void
ptl_response_unref (PtlResponse *self)
{
  g_atomic_rc_box_release_full (self, clear);
}
