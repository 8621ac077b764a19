/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/trace.c: tells every step of the scan of one host, where that is asked for. */
#include "scan/trace.h"

struct _PtlTrace
{
  const PtlClock *clock;
  PtlAddress address;
  PtlTraceFunc func;
  gpointer user_data;
  guint n_steps;      /* of the host */
  GHashTable *n_told; /* protocol and port -> number of steps */
};

PtlTrace *
ptl_trace_new (const PtlClock *clock,
               const PtlAddress *address,
               guint n_before,
               PtlTraceFunc func,
               gpointer user_data)
{
  PtlTrace *self = g_new0 (PtlTrace, 1);

  self->clock = clock;
  self->address = *address;
  self->n_steps = n_before;
  self->func = func;
  self->user_data = user_data;
  self->n_told = g_hash_table_new (NULL, NULL);
  return self;
}

void
ptl_trace_free (PtlTrace *self)
{
  g_hash_table_unref (self->n_told);
  g_free (self);
}

/* Counts one step more.  Returns: how many there were */
static guint
count (PtlTrace *self, PtlProtocol protocol, guint16 port)
{
  gpointer key = GUINT_TO_POINTER ((guint) protocol << 16 | port);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_told, key));

  if (n <= PTL_TRACE_MAX_STEPS)
    g_hash_table_insert (self->n_told, key, GUINT_TO_POINTER (n + 1));
  return n;
}

/* @event: (transfer full) */
static void
tell (PtlTrace *self, PtlProtocol protocol, guint16 port, PtlTraceEvent *event)
{
  guint n = count (self, protocol, port);

  if (n == PTL_TRACE_MAX_STEPS)
    {
      ptl_trace_event_unref (event);
      event = ptl_trace_event_new (PTL_TRACE_CUT);
    }
  if (n <= PTL_TRACE_MAX_STEPS)
    {
      event->sequence = self->n_steps++;
      self->func (ptl_fact_new_trace (ptl_clock_wall_us (self->clock), &self->address,
                                      protocol, port, event),
                  self->user_data);
    }

  ptl_trace_event_unref (event);
}

void
ptl_trace_step (PtlTrace *self,
                PtlProtocol protocol,
                guint16 port,
                PtlTraceKind kind,
                const char *probe,
                const char *detail)
{
  PtlTraceEvent *event;

  if (self == NULL)
    return;

  event = ptl_trace_event_new (kind);
  event->probe = g_strdup (probe);
  event->detail = g_strdup (detail);
  tell (self, protocol, port, event);
}

void
ptl_trace_data (PtlTrace *self,
                PtlProtocol protocol,
                guint16 port,
                PtlTraceKind kind,
                const char *probe,
                const void *data,
                gsize len,
                const char *detail)
{
  PtlTraceEvent *event;

  if (self == NULL)
    return;

  event = ptl_trace_event_new (kind);
  event->probe = g_strdup (probe);
  event->detail = g_strdup (detail);
  ptl_trace_event_set_data (event, data, len);
  tell (self, protocol, port, event);
}

static PtlTraceKind
classify_end (PtlStreamEnd end)
{
  switch (end)
    {
    case PTL_STREAM_END_CLOSED:
    case PTL_STREAM_END_RESET:
      return PTL_TRACE_CLOSED;
    case PTL_STREAM_END_REFUSED:
      return PTL_TRACE_REFUSED;
    case PTL_STREAM_END_TIMEOUT:
      return PTL_TRACE_TIMEOUT;
    case PTL_STREAM_END_UNREACHABLE:
    case PTL_STREAM_END_SHORTAGE:
    case PTL_STREAM_END_TLS:
    case PTL_STREAM_END_ERROR:
      return PTL_TRACE_FAILED;
    }

  g_assert_not_reached ();
}

void
ptl_trace_end (PtlTrace *self,
               PtlProtocol protocol,
               guint16 port,
               const char *probe,
               PtlStreamEnd end,
               int errnum,
               const char *detail)
{
  PtlTraceKind kind = classify_end (end);

  if (detail == NULL && end == PTL_STREAM_END_RESET)
    detail = "reset";
  if (detail == NULL && kind == PTL_TRACE_FAILED)
    detail = g_strerror (errnum);
  ptl_trace_step (self, protocol, port, kind, probe, detail);
}

/* Returns: (transfer full): "ssl/http Apache httpd 2.4" */
static char *
name_service (const PtlService *service)
{
  g_autofree char *name = ptl_service_get_display_name (service);
  g_autofree char *version = ptl_service_get_version_text (service);

  return version[0] != '\0' ? g_strdup_printf ("%s %s", name, version)
                            : g_steal_pointer (&name);
}

void
ptl_trace_claim (PtlTrace *self,
                 PtlProtocol protocol,
                 guint16 port,
                 const PtlService *service,
                 gboolean soft)
{
  const PtlRuleRef *rule = service->rule;
  g_autofree char *what = NULL;
  g_autofree char *detail = NULL;

  if (self == NULL || rule == NULL)
    return;

  what = name_service (service);
  detail = g_strdup_printf ("%s:%u: %s", rule->file, rule->line, what);
  ptl_trace_step (self, protocol, port, soft ? PTL_TRACE_SOFT_MATCH : PTL_TRACE_MATCH,
                  rule->probe, detail);
}

void
ptl_trace_verdict (PtlTrace *self,
                   PtlProtocol protocol,
                   guint16 port,
                   const PtlService *service)
{
  g_autofree char *what = NULL;
  g_autofree char *detail = NULL;

  if (self == NULL)
    return;

  what = name_service (service);
  detail =
      g_strdup_printf ("%s (%s)", what, ptl_service_outcome_to_string (service->outcome));
  ptl_trace_step (self, protocol, port, PTL_TRACE_VERDICT, NULL, detail);
}
