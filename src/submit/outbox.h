/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/outbox.h: what is to be sent, is tried again, and was sent when.
 *
 * One file for each submission in a folder, so that nothing is lost by being offline or
 * by the end of the program.  One is posted at a time, and only what a person has put in
 * here.  Lives on the main context. */
#pragma once

#include <gio/gio.h>

#include "submit/outbox-item.h"

G_BEGIN_DECLS

/* Signals: changed (): an item was added, removed or is in another state */
#define PTL_TYPE_OUTBOX (ptl_outbox_get_type ())
G_DECLARE_FINAL_TYPE (PtlOutbox, ptl_outbox, PTL, OUTBOX, GObject)

#define PTL_OUTBOX_TIMEOUT_S 30

/* Reads what is in @folder, which is made when it is needed, and goes on with what waits.
 * A damaged file is left where it is.
 * @timeout_s: for one attempt; %PTL_OUTBOX_TIMEOUT_S */
PtlOutbox *ptl_outbox_new (const char *folder, guint timeout_s);

/* Newest first. */
guint ptl_outbox_get_n_items (PtlOutbox *self);
const PtlOutboxItem *ptl_outbox_get_item (PtlOutbox *self, guint index);

/* Takes a submission in; one by post is tried at once.  FALSE with a %G_FILE_ERROR or
 * %PTL_POST_ERROR if it cannot be kept or posted: then it is not sent either. */
gboolean ptl_outbox_add (PtlOutbox *self,
                         PtlOutboxWay way,
                         const char *title,
                         const char *endpoint,
                         const char *form,
                         GError **error);

/* For an item that waits or failed. */
void ptl_outbox_retry (PtlOutbox *self, const char *id);

/* Withdraws what was not sent, or forgets that it was. */
void ptl_outbox_remove (PtlOutbox *self, const char *id);

/* Breaks off what is under way; it waits until the next start. */
void ptl_outbox_stop (PtlOutbox *self);

G_END_DECLS
