/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/reply-verdicts.h: what today's rules, of all layers, say of the replies in a
 * fingerprint. */
#pragma once

#include <gio/gio.h>

#include "rules/fingerprint.h"
#include "rules/matcher.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *matches; /* PtlMatch, NULL for none, one for each reply */
  GPtrArray
      *payloads; /* GBytes, NULL where there is no such probe: what is sent for each */
  guint n_rules; /* that were asked */
} PtlReplyVerdicts;

void ptl_reply_verdicts_free (PtlReplyVerdicts *self);

/* Returns: (transfer none) (nullable): the match that decides: the first hard one, else
 * the first soft one; @reply: (out) (optional): of which reply */
const PtlMatch *ptl_reply_verdicts_get_best (const PtlReplyVerdicts *self, guint *reply);

/**
 * ptl_reply_verdicts_find_async:
 *
 * Loads the rules and asks them, on a thread of its own.  A reply to a probe that they
 * have not is tried with those of every probe.
 *
 * Finish gives (transfer full), or NULL with the error of ptl_rule_layers_load().
 */
void ptl_reply_verdicts_find_async (const PtlFingerprint *print,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
PtlReplyVerdicts *ptl_reply_verdicts_find_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlReplyVerdicts, ptl_reply_verdicts_free)

G_END_DECLS
