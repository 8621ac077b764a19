/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/revision-rows.h: the verdicts of later rules, and what they are made from. */
#pragma once

#include "model/session.h"
#include "model/verdict-change.h"
#include "store/query.h"

G_BEGIN_DECLS

/**
 * ptl_revision_rows_insert:
 * @verdicts: (element-type PtlVerdictChange): where it differs from the scan's own
 *
 * Gives @revision its number and makes it the one that is shown.
 *
 * Returns: the number, or 0 with %PTL_STORE_ERROR_NOT_FOUND if there is no session @id
 */
guint ptl_revision_rows_insert (PtlDatabase *db,
                                gint64 id,
                                const PtlRevision *revision,
                                GPtrArray *verdicts,
                                GError **error);

/* Returns: (transfer full) (nullable) (element-type PtlRevision): by number */
GPtrArray *ptl_revision_rows_list (PtlDatabase *db, gint64 id, GError **error);

/* @number: %PTL_REVISION_OF_SCAN, or that of a revision of session @id */
gboolean
ptl_revision_rows_show (PtlDatabase *db, gint64 id, guint number, GError **error);

/* If it was shown, the newest of the others is. */
gboolean
ptl_revision_rows_delete (PtlDatabase *db, gint64 id, guint number, GError **error);

/* Puts the verdicts of one revision into the session that was loaded. */
gboolean ptl_revision_rows_load (PtlDatabase *db,
                                 PtlSession *session,
                                 guint number,
                                 GError **error);

/**
 * ptl_revision_rows_visit:
 * @id: of a session, 0: all
 * @func: gets (transfer full) every port that has a verdict and responses
 */
gboolean ptl_revision_rows_visit (PtlDatabase *db,
                                  gint64 id,
                                  void (*func) (PtlEvidence *evidence, gpointer data),
                                  gpointer data,
                                  GError **error);

G_END_DECLS
