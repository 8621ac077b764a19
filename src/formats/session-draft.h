/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/session-draft.h: a session while it is read from a file, and what has to be
 * said of the file. */
#pragma once

#include "model/session.h"

G_BEGIN_DECLS

/* A name, a product or the like is no longer; what is longer is cut. */
#define PTL_SESSION_DRAFT_MAX_TEXT 4096

typedef struct
{
  PtlSession *session;
  PtlSessionInfo *info; /* filled in while reading; the session gets it at the end */
  PtlProgress progress;
  char *name;          /* of the file, for messages */
  GPtrArray *warnings; /* char * */
  guint n_warnings;    /* those not told included */
  GHashTable *skipped; /* char * -> guint *: what the session has no place for */
  gint64 latest_us;    /* when something was found, as far as the file says */
  guint line;          /* where reading is, set by the reader */
  guint column;
} PtlSessionDraft;

/**
 * ptl_session_draft_new:
 * @name: of the file
 * @warnings: (element-type utf8): gets what the person should know of the file
 */
PtlSessionDraft *ptl_session_draft_new (const char *name, GPtrArray *warnings);
void ptl_session_draft_free (PtlSessionDraft *self);

/* Adds "FILE:LINE:COL: ..."; of a great many of them only the first are told. */
void ptl_session_draft_warn (PtlSessionDraft *self, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

/* Counts one @what, a word of the file's format; they are told in one warning. */
void ptl_session_draft_skip (PtlSessionDraft *self, const char *what);

/* Takes the reference to @fact. */
void ptl_session_draft_apply (PtlSessionDraft *self, PtlFact *fact);

/* Returns: (transfer full): the session, with its counts; the draft is of no use
 * afterwards */
PtlSession *ptl_session_draft_finish (PtlSessionDraft *self);

/* Returns: (transfer full) (nullable): @text, cut where it is too long; NULL for "" */
char *ptl_session_draft_take_text (const char *text, gsize max_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlSessionDraft, ptl_session_draft_free)

G_END_DECLS
