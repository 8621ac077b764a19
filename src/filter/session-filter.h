/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* filter/session-filter.h: a filter asked of the ports and hosts of one session. */
#pragma once

#include "filter/filter.h"

G_BEGIN_DECLS

/* Reference counted; immutable once handed on. */
typedef struct
{
  char *text;           /* as it was typed */
  PtlFilter *filter;    /* never NULL */
  PtlSession *baseline; /* (nullable): what "new" is asked against */
  PtlSession *answers;  /* (nullable): whose ports have the responses */
} PtlSessionFilter;

/* Returns: (transfer full) (nullable): NULL with a %PTL_FILTER_ERROR; @offset as in
 * ptl_filter_parse() */
PtlSessionFilter *
ptl_session_filter_new (const char *text, gsize *offset, GError **error);
PtlSessionFilter *ptl_session_filter_ref (PtlSessionFilter *self);
void ptl_session_filter_unref (PtlSessionFilter *self);

/* @baseline: (transfer none): only before it is handed on */
void ptl_session_filter_set_baseline (PtlSessionFilter *self, PtlSession *baseline);

/* @answers: (transfer none): the same session with its responses, where the ports that
 * are asked about have none; likewise */
void ptl_session_filter_set_answers (PtlSessionFilter *self, PtlSession *answers);

/* Returns: whether "new" is asked for */
gboolean ptl_session_filter_needs_baseline (const PtlSessionFilter *self);

/* Returns: whether answers are asked for: the session has to have its responses */
gboolean ptl_session_filter_needs_responses (const PtlSessionFilter *self);

/* @port: (nullable): NULL: whether the filter is true of the host by itself */
gboolean ptl_session_filter_matches (const PtlSessionFilter *self,
                                     const PtlSessionInfo *info,
                                     const PtlHost *host,
                                     const PtlPort *port);

/**
 * ptl_session_filter_apply:
 *
 * What the part does not have it does not cover, either: a comparison takes nothing in it
 * to be gone.
 *
 * Returns: (transfer full): a session of those ports of which the filter is true, of
 * their hosts, and of the hosts without ports of which it is true; its info says so
 */
PtlSession *ptl_session_filter_apply (const PtlSessionFilter *self, PtlSession *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlSessionFilter, ptl_session_filter_unref)

G_END_DECLS
