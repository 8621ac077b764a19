/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/session-info.h: what a list of sessions shows of one of them. */
#pragma once

#include "model/port-set.h"
#include "model/port.h"
#include "model/revision.h"
#include "model/scan-options.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_SESSION_STATE_RUNNING, /* being scanned */
  PTL_SESSION_STATE_FINISHED,
  PTL_SESSION_STATE_STOPPED,    /* by the person */
  PTL_SESSION_STATE_FAILED,     /* ended early for lack of resources or time */
  PTL_SESSION_STATE_PAUSED,     /* by the person; or it was, when its program ended */
  PTL_SESSION_STATE_INTERRUPTED /* its program died in mid-scan */
} PtlSessionState;

/* Reference counted; immutable once handed on. */
typedef struct
{
  gint64 id;  /* in the store; 0: not saved */
  char *name; /* never NULL */
  PtlSessionState state;
  gint64 started_us;  /* since the Unix epoch */
  gint64 finished_us; /* 0 while running */
  guint n_hosts_up;
  guint n_open_ports;
  PtlScanOptions *options; /* never NULL */
  char *engine;            /* name and version of the program that scanned */
  char *rules;             /* (nullable): the layers of rules in force, one a line */
  /* (nullable): what target files held, one expression a line; only on its way into the
   * store: see PtlUnfinished */
  char *listed_targets;
  char *listed_excludes;
  guint revision; /* whose verdicts are shown; PTL_REVISION_OF_SCAN: the scan's own */
  char *notes;    /* (nullable): the person's */
  GStrv tags;     /* (nullable): the person's, in alphabetical order */
  char *filter;   /* (nullable): the session is a part: what this filter is true of */
  /* What every host is asked for; (nullable): not known, or nothing of that protocol. */
  PtlPortSet *asked[PTL_N_PROTOCOLS];
} PtlSessionInfo;

PtlSessionInfo *ptl_session_info_new (const char *name, const PtlScanOptions *options);
PtlSessionInfo *ptl_session_info_copy (const PtlSessionInfo *self);
PtlSessionInfo *ptl_session_info_ref (PtlSessionInfo *self);
void ptl_session_info_unref (PtlSessionInfo *self);

/* Returns: whether there may be something left that can be gone on with */
gboolean ptl_session_state_is_resumable (PtlSessionState state);

/* Returns: (transfer full): the tags in a text with commas between them: each once, no
 * blanks around it, none empty */
GStrv ptl_session_info_parse_tags (const char *text);

const char *ptl_session_state_to_string (PtlSessionState state);
gboolean ptl_session_state_parse (const char *text, PtlSessionState *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlSessionInfo, ptl_session_info_unref)

G_END_DECLS
