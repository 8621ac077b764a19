/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/search.h: a filter asked of all that is saved. */
#pragma once

#include "filter/filter.h"
#include "store/store.h"

G_BEGIN_DECLS

/* What a filter is true of: a session, a host of it, or a port. */
typedef struct
{
  gint64 session_id;
  gint64 started_us; /* of the session */
  char *session_name;
  gboolean has_host;
  PtlAddress address;
  char *hostname; /* (nullable) */
  gboolean has_port;
  PtlProtocol protocol;
  guint16 port;
  PtlPortState state;
  PtlService *service; /* (nullable): without fingerprint, rule and what else is known */
  /* (nullable): the words around a text without a field that stands in none of these */
  char *words;
} PtlSearchHit;

void ptl_search_hit_free (PtlSearchHit *self);

/**
 * ptl_store_search_async:
 * @max_hits: not more than these, 0: all
 *
 * A session, or a host, that the filter is true of by itself stands for all that it has.
 * "new" is asked against the last session before of the same targets; where there is
 * none, nothing is new.  Full-text search knows sessions that do not run.
 *
 * Finish gives (transfer full) (element-type PtlSearchHit), the newest session first.
 */
void ptl_store_search_async (PtlStore *self,
                             const PtlFilter *filter,
                             guint max_hits,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GPtrArray *ptl_store_search_finish (PtlStore *self, GAsyncResult *result, GError **error);

/* Of which sessions it is true, or of any of their hosts or ports.  Finish gives
 * (transfer full) (element-type gint64): their ids. */
void ptl_store_search_sessions_async (PtlStore *self,
                                      const PtlFilter *filter,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GArray *
ptl_store_search_sessions_finish (PtlStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlSearchHit, ptl_search_hit_free)

G_END_DECLS
