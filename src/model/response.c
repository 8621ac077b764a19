/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/response.c: what one probe sent and what came back: the evidence of a verdict. */
#include "model/response.h"

#include <string.h>

#include "base/escape.h"
#include "model/names.h"

#define MAX_CAPTURE_TEXT 512 /* bytes of a group that are shown */

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

PtlResponse *
ptl_response_find (GPtrArray *responses, guint sequence)
{
  for (guint i = 0; responses != NULL && i < responses->len; i++)
    {
      PtlResponse *response = responses->pdata[i];

      if (response->sequence == sequence)
        return response;
    }

  return NULL;
}

const char *
ptl_response_get_script (const PtlResponse *self)
{
  return self->probe != NULL && g_str_has_prefix (self->probe, PTL_RESPONSE_OF_SCRIPT)
             ? self->probe + strlen (PTL_RESPONSE_OF_SCRIPT)
             : NULL;
}

char *
ptl_response_get_capture_text (const PtlResponse *self, const PtlCapture *capture)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (self->received, &len);
  gsize n;
  g_autofree char *text = NULL;

  if (capture->start < 0 || capture->end < capture->start || (gsize) capture->end > len)
    return NULL;

  n = (gsize) (capture->end - capture->start);
  text = ptl_escape (data + capture->start, MIN (n, MAX_CAPTURE_TEXT));
  return n > MAX_CAPTURE_TEXT ? g_strconcat (text, "...", NULL) : g_steal_pointer (&text);
}
