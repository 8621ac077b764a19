/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/session.h: a session in memory: its hosts and ports, kept up to date by facts. */
#pragma once

#include "model/fact.h"
#include "model/session-info.h"

G_BEGIN_DECLS

/* Lives on the context it was created on.  Signals, each after the change:
 *   host-added (PtlHost *)             host-changed (PtlHost *)
 *   port-added (PtlHost *, PtlPort *)  port-changed (PtlHost *, PtlPort *)
 *   progressed (PtlProgress *)         message (const char *)
 *   traced (PtlFact *): kept in the store alone
 *   info-changed () */
#define PTL_TYPE_SESSION (ptl_session_get_type ())
G_DECLARE_FINAL_TYPE (PtlSession, ptl_session, PTL, SESSION, GObject)

/**
 * ptl_session_new:
 * @keep_responses: whether responses stay in memory with their port; else they are only
 * in the store
 */
PtlSession *ptl_session_new (PtlSessionInfo *info, gboolean keep_responses);

/* Returns: (transfer none) */
PtlSessionInfo *ptl_session_get_info (PtlSession *self);
void ptl_session_set_info (PtlSession *self, PtlSessionInfo *info);

/* Returns: (transfer none): PtlHost, in the order of their discovery */
GPtrArray *ptl_session_get_hosts (PtlSession *self);

/* Returns: (transfer none) (nullable) */
PtlHost *ptl_session_find_host (PtlSession *self, const PtlAddress *address);

/* Returns: (transfer none): the latest, all zero before the first */
const PtlProgress *ptl_session_get_progress (PtlSession *self);

/* Returns: (transfer none): the addresses that were asked and did not answer */
const PtlAddressSet *ptl_session_get_silent (PtlSession *self);

/**
 * ptl_session_covers:
 *
 * What a scan did not ask about it knows nothing of; a silent address was asked for all
 * that every host is asked for.
 *
 * Returns: whether the state of that port is known
 */
gboolean ptl_session_covers (PtlSession *self,
                             const PtlAddress *address,
                             PtlProtocol protocol,
                             guint16 port);

/* Calls @func with the facts that make a session like this one, in order. */
void ptl_session_foreach_fact (PtlSession *self,
                               void (*func) (PtlFact *fact, gpointer user_data),
                               gpointer user_data);

/* Puts a verdict of later rules in the place of the scan's; nothing if there is no such
 * port. */
void ptl_session_revise (PtlSession *self,
                         const PtlAddress *address,
                         PtlProtocol protocol,
                         guint16 port,
                         PtlService *service);

void ptl_session_apply (PtlSession *self, const PtlFact *fact);

/* Applies a GPtrArray of PtlFact in order. */
void ptl_session_apply_all (PtlSession *self, GPtrArray *facts);

G_END_DECLS
