/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/timeline.h: hosts and open ports through any number of sessions. */
#pragma once

#include "compare/comparison.h"
#include "model/session.h"

G_BEGIN_DECLS

/* What one session says of a host or of a port. */
typedef enum
{
  PTL_SEEN_NOT_COVERED, /* it did not look */
  PTL_SEEN_ABSENT,      /* it looked: down, or not open */
  PTL_SEEN_PRESENT
} PtlSeen;

/* What all of them say together; sessions that did not look count for nothing. */
typedef enum
{
  PTL_HISTORY_STAYS, /* there whenever somebody looked */
  PTL_HISTORY_NEW,   /* not there at first, and there ever since it came */
  PTL_HISTORY_GONE,  /* not there when somebody looked last */
  PTL_HISTORY_BACK,  /* there, gone, there again */
  PTL_N_HISTORIES
} PtlHistory;

/* A host, or a port that was open at least once. */
typedef struct
{
  PtlHistory history;
  guint first_seen; /* indexes of the first and the last session where it was there */
  guint last_seen;
  gboolean is_port; /* else a host, and the next two mean nothing */
  PtlProtocol protocol;
  guint16 number;
  PtlSeen *seen; /* of each session */
  char **texts; /* (element-type utf8) (nullable): of each session where it was there: the
                   address of the host, the service on the port; as the peers sent it */
  guint n_texts; /* different ones */
} PtlTimelineRow;

typedef struct
{
  PtlHost *latest;     /* as the last session that has it knows it */
  PtlTimelineRow *row; /* of the host */
  GPtrArray *ports;    /* PtlTimelineRow, by protocol and number */
} PtlTimelineHost;

/* Reference counted; immutable. */
typedef struct
{
  GPtrArray *infos; /* PtlSessionInfo, in the order of the sessions */
  GPtrArray *hosts; /* PtlTimelineHost, by address */
} PtlTimeline;

/**
 * ptl_timeline_new:
 * @sessions: (element-type PtlSession): in the order of their time; not changed any more
 * @options: (nullable): its pins, and what it wants to see: of hosts none, of ports those
 *   that it wants as any of the sessions knows them
 *
 * A host of a session is looked for among the hosts of those before it, each as it was
 * seen last.
 */
PtlTimeline *ptl_timeline_new (GPtrArray *sessions, const PtlComparisonOptions *options);
PtlTimeline *ptl_timeline_ref (PtlTimeline *self);
void ptl_timeline_unref (PtlTimeline *self);

/* Whether the row is the same in every session that looked. */
gboolean ptl_timeline_row_is_steady (const PtlTimelineRow *self);

const char *ptl_seen_to_string (PtlSeen seen); /* "not-covered", "absent", "present" */
gboolean ptl_seen_parse (const char *text, PtlSeen *seen);
const char *
ptl_history_to_string (PtlHistory history); /* "stays", "new", "gone", "back" */
gboolean ptl_history_parse (const char *text, PtlHistory *history);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlTimeline, ptl_timeline_unref)

G_END_DECLS
