/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/store-places.h: where else the same bytes were answered. */
#pragma once

#include "model/port.h"
#include "model/address.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Places listed for one reply at most. */
#define PTL_STORE_MAX_PLACES 1000

/* A port that gave a reply, and what it is held to be. */
typedef struct
{
  guint reply; /* which of those asked about */
  gint64 session_id;
  PtlAddress address;
  PtlProtocol protocol;
  guint16 port;
  gboolean is_named; /* a rule knows the service */
  char *name;        /* (nullable) */
  char *product;     /* (nullable) */
  char *version;     /* (nullable) */
} PtlPlace;

void ptl_place_free (PtlPlace *self);

/**
 * ptl_store_find_places_async:
 * @replies: (element-type GBytes): whole replies, none of them empty
 *
 * By their contents, not by what was sent.  The verdicts are those that are shown now.
 *
 * Finish gives (transfer full) (element-type PtlPlace), by reply, the latest session
 * first.
 */
void ptl_store_find_places_async (PtlStore *self,
                                  GPtrArray *replies,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *
ptl_store_find_places_finish (PtlStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
