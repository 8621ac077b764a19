/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/revision.h: verdicts that later rules gave on the answers of a scan.
 *
 * A session keeps its scan's own verdicts whatever rules come later; a revision stands
 * beside them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The number of the scan's own verdicts; and instead of a number, whichever is shown. */
#define PTL_REVISION_OF_SCAN 0
#define PTL_REVISION_CHOSEN  (-1)

/* Reference counted; immutable once handed on. */
typedef struct
{
  guint number;    /* 1, 2, ... in its session */
  gint64 time_us;  /* since the Unix epoch */
  char *engine;    /* name and version of the program */
  char *rules;     /* (nullable): the layers of rules in force, one a line */
  guint n_ports;   /* whose answers were judged */
  guint n_changed; /* of them: with another verdict than the scan's */
  gboolean is_shown;
} PtlRevision;

PtlRevision *ptl_revision_new (void);
PtlRevision *ptl_revision_ref (PtlRevision *self);
void ptl_revision_unref (PtlRevision *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlRevision, ptl_revision_unref)

G_END_DECLS
