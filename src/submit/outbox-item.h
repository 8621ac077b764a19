/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/outbox-item.h: one submission on its way, or that went.
 *
 *   WAITING --accepted--> SENT
 *     |  ^--later-- (again after a delay that doubles)
 *     `--refused, moved, untrusted--> FAILED --by a person's click--> WAITING */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PTL_OUTBOX_WAITING,
  PTL_OUTBOX_SENT,
  PTL_OUTBOX_FAILED,
  PTL_N_OUTBOX_STATES
} PtlOutboxState;

/* How it leaves the program. */
typedef enum
{
  PTL_OUTBOX_BY_POST,
  PTL_OUTBOX_BY_COPY,    /* onto the clipboard */
  PTL_OUTBOX_BY_FILE,    /* the endpoint is its name */
  PTL_OUTBOX_BY_BROWSER, /* onto the clipboard, and the page opened */
  PTL_N_OUTBOX_WAYS
} PtlOutboxWay;

#define PTL_OUTBOX_FIRST_DELAY_S 60
#define PTL_OUTBOX_MAX_DELAY_S   (6 * 60 * 60)

typedef struct
{
  char *id; /* of it alone: hexadecimal digits and dashes */
  char *title;
  char *endpoint; /* where to */
  char *form;     /* what is posted, to the letter */
  PtlOutboxWay way;
  PtlOutboxState state;
  guint n_attempts; /* that failed */
  gint64 made_us;   /* all times since the Unix epoch */
  gint64 next_us;   /* waiting: when it is tried */
  gint64 done_us;   /* sent, or failed for good */
  char *problem;    /* (nullable): why the last attempt failed */
} PtlOutboxItem;

#define PTL_OUTBOX_ERROR (ptl_outbox_error_quark ())

typedef enum
{
  PTL_OUTBOX_ERROR_DAMAGED /* a file is not one of ours */
} PtlOutboxError;

GQuark ptl_outbox_error_quark (void);

/* Returns: (transfer full): waiting if by post, else sent.  The id goes with the form, so
 * that whoever gets it twice, because an answer was lost, knows it. */
PtlOutboxItem *ptl_outbox_item_new (PtlOutboxWay way,
                                    const char *title,
                                    const char *endpoint,
                                    const char *form,
                                    gint64 now_us);
void ptl_outbox_item_free (PtlOutboxItem *self);

/* What became of an attempt at @now_us; @error: (nullable): of ptl_post_finish() */
void ptl_outbox_item_on_posted (PtlOutboxItem *self, const GError *error, gint64 now_us);

/* The person wants another try now. */
void ptl_outbox_item_retry (PtlOutboxItem *self, gint64 now_us);

/* Returns: (transfer full) */
char *ptl_outbox_item_to_text (const PtlOutboxItem *self);

/* Returns: (transfer full) (nullable): NULL with a %PTL_OUTBOX_ERROR */
PtlOutboxItem *ptl_outbox_item_from_text (const char *text, gsize len, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlOutboxItem, ptl_outbox_item_free)

G_END_DECLS
