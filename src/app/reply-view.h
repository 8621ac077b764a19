/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/reply-view.h: one reply of a fingerprint, as text and in hex side by side. */
#pragma once

#include <gtk/gtk.h>

#include "rules/fingerprint.h"

G_BEGIN_DECLS

#define PTL_TYPE_REPLY_VIEW (ptl_reply_view_get_type ())
G_DECLARE_FINAL_TYPE (PtlReplyView, ptl_reply_view, PTL, REPLY_VIEW, GtkBox)

/* What looks like a product or a version is marked.
 * @sent: (nullable): what the probe sends, if that is known */
void
ptl_reply_view_show (PtlReplyView *self, const PtlFingerprintReply *reply, GBytes *sent);

G_END_DECLS
