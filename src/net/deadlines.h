/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/deadlines.h: thousands of points in time as one heap.
 *
 * Pure: reads no clock; whoever owns the heap says what time it is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PtlDeadlines PtlDeadlines;
typedef struct _PtlDeadline PtlDeadline;

typedef void (*PtlDeadlineFunc) (gpointer user_data);

PtlDeadlines *ptl_deadlines_new (void);

/* All deadlines must be gone. */
void ptl_deadlines_free (PtlDeadlines *self);

/* Returns: (transfer none): valid until it is cancelled or @func is called */
PtlDeadline *ptl_deadlines_add (PtlDeadlines *self,
                                gint64 when_us,
                                PtlDeadlineFunc func,
                                gpointer user_data);
void ptl_deadline_cancel (PtlDeadline *self);

guint ptl_deadlines_get_length (const PtlDeadlines *self);

/* Returns: when the earliest is due, G_MAXINT64 if there is none */
gint64 ptl_deadlines_get_next (const PtlDeadlines *self);

/* Takes out and runs the earliest if it is due; of two at the same time the one added
 * first.  Returns: whether there was one */
gboolean ptl_deadlines_run_next (PtlDeadlines *self, gint64 now_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlDeadlines, ptl_deadlines_free)

G_END_DECLS
