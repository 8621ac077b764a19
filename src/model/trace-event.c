/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/trace-event.c: one step of a scan on one port: what was sent, what came back. */
#include "model/trace-event.h"

#include "base/display.h"
#include "base/escape.h"
#include "model/names.h"

/* Not translated: the trace is read by those who read the rules, and by programs. */
static const char *const kind_names[] = {
  [PTL_TRACE_CONNECT] = "connect",
  [PTL_TRACE_CONNECTED] = "connected",
  [PTL_TRACE_SENT] = "sent",
  [PTL_TRACE_RECEIVED] = "received",
  [PTL_TRACE_TIMEOUT] = "timeout",
  [PTL_TRACE_REFUSED] = "refused",
  [PTL_TRACE_CLOSED] = "closed",
  [PTL_TRACE_FAILED] = "failed",
  [PTL_TRACE_SOFT_MATCH] = "soft match",
  [PTL_TRACE_MATCH] = "match",
  [PTL_TRACE_VERDICT] = "verdict",
  [PTL_TRACE_CUT] = "cut",
};

PTL_DEFINE_NAMES (PtlTraceKind, ptl_trace_kind, kind_names)

PtlTraceEvent *
ptl_trace_event_new (PtlTraceKind kind)
{
  PtlTraceEvent *self = g_atomic_rc_box_new0 (PtlTraceEvent);

  self->kind = kind;
  return self;
}

PtlTraceEvent *
ptl_trace_event_ref (PtlTraceEvent *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlTraceEvent *self = data;

  g_free (self->probe);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self->detail);
}

void
ptl_trace_event_unref (PtlTraceEvent *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

void
ptl_trace_event_set_data (PtlTraceEvent *self, const void *data, gsize len)
{
  g_clear_pointer (&self->data, g_bytes_unref);
  self->data = g_bytes_new (data, MIN (len, PTL_TRACE_MAX_DATA));
  self->length = len;
}

/* " 18 bytes "GET..."" */
static void
append_data (GString *out, const PtlTraceEvent *self)
{
  gsize len;
  const void *data = g_bytes_get_data (self->data, &len);
  g_autofree char *escaped = ptl_escape (data, len);

  g_string_append_printf (out, " %" G_GSIZE_FORMAT " byte%s \"%s\"%s", self->length,
                          self->length == 1 ? "" : "s", escaped,
                          self->length > len ? "..." : "");
}

char *
ptl_trace_event_describe (const PtlTraceEvent *self)
{
  g_autoptr (GString) out = g_string_new (ptl_trace_kind_to_string (self->kind));

  if (self->probe != NULL)
    g_string_append_printf (out, " [%s]", self->probe);
  if (self->data != NULL)
    append_data (out, self);
  if (self->detail != NULL)
    g_string_append_printf (out, ": %s", self->detail);

  return ptl_display_line (out->str);
}
