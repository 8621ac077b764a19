/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/unfinished.h: a session that a scan goes on with: what is known of it, and what
 * it was asked for, as that was when it began. */
#pragma once

#include "model/session.h"

G_BEGIN_DECLS

/* Built by one thread, then read by any. */
typedef struct
{
  PtlSession *session;   /* with the responses of ports whose service is not settled */
  char *listed_targets;  /* (nullable): what stood in its target files, one a line */
  char *listed_excludes; /* (nullable) */
  GHashTable *resolved;  /* name -> GArray of PtlAddress, in the order of the look-up */
  GHashTable *n_traced;  /* PtlAddress -> how many steps of its trace there are */
} PtlUnfinished;

/* @session: (transfer full) */
PtlUnfinished *ptl_unfinished_new (PtlSession *session);
void ptl_unfinished_free (PtlUnfinished *self);

void ptl_unfinished_add_resolved (PtlUnfinished *self,
                                  const char *name,
                                  const PtlAddress *address);
void ptl_unfinished_set_n_traced (PtlUnfinished *self,
                                  const PtlAddress *address,
                                  guint n_traced);

/* Returns: whether the last word on @port's service is still to come */
gboolean ptl_unfinished_is_open (const PtlPort *port);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlUnfinished, ptl_unfinished_free)

G_END_DECLS
