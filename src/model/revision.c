/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/revision.c: verdicts that later rules gave on the answers of a scan. */
#include "model/revision.h"

PtlRevision *
ptl_revision_new (void)
{
  return g_atomic_rc_box_new0 (PtlRevision);
}

PtlRevision *
ptl_revision_ref (PtlRevision *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlRevision *self = data;

  g_free (self->engine);
  g_free (self->rules);
}

void
ptl_revision_unref (PtlRevision *self)
{
  g_atomic_rc_box_release_full (self, clear);
}
