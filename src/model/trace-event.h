/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/trace-event.h: one step of a scan on one port: what was sent, what came back. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes kept of what was sent or received; length says how many they were. */
#define PTL_TRACE_MAX_DATA 256

typedef enum
{
  PTL_TRACE_CONNECT,
  PTL_TRACE_CONNECTED,
  PTL_TRACE_SENT,     /* probe, data */
  PTL_TRACE_RECEIVED, /* probe, data */
  PTL_TRACE_TIMEOUT,  /* probe: nothing more came in its time */
  PTL_TRACE_REFUSED,
  PTL_TRACE_CLOSED,     /* by the peer */
  PTL_TRACE_FAILED,     /* the connection, for any other reason: detail */
  PTL_TRACE_SOFT_MATCH, /* detail: the rule and what it says */
  PTL_TRACE_MATCH,      /* likewise */
  PTL_TRACE_VERDICT,    /* detail: what the port is held to be */
  PTL_TRACE_CUT         /* what comes after on this port is left out */
} PtlTraceKind;

/* Reference counted; immutable once handed on. */
typedef struct
{
  guint sequence; /* 0, 1, ... on its host */
  PtlTraceKind kind;
  char *probe;  /* (nullable): its name */
  GBytes *data; /* (nullable): at most PTL_TRACE_MAX_DATA bytes */
  gsize length; /* of the whole */
  char *detail; /* (nullable) */
} PtlTraceEvent;

PtlTraceEvent *ptl_trace_event_new (PtlTraceKind kind);
PtlTraceEvent *ptl_trace_event_ref (PtlTraceEvent *self);
void ptl_trace_event_unref (PtlTraceEvent *self);

/* Keeps the first of @data. */
void ptl_trace_event_set_data (PtlTraceEvent *self, const void *data, gsize len);

/**
 * ptl_trace_event_describe:
 * Returns: (transfer full): one line of printable text of bounded length:
 *   sent [GetRequest] 18 bytes "GET / HTTP/1.0\r\n\r\n"
 */
char *ptl_trace_event_describe (const PtlTraceEvent *self);

/* Names for the store. */
const char *ptl_trace_kind_to_string (PtlTraceKind kind);
gboolean ptl_trace_kind_parse (const char *text, PtlTraceKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlTraceEvent, ptl_trace_event_unref)

G_END_DECLS
