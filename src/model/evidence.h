/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/evidence.h: what a session knows of one port that a verdict is made from. */
#pragma once

#include "model/address.h"
#include "model/port.h"

G_BEGIN_DECLS

/* Reference counted; immutable once handed on. */
typedef struct
{
  gint64 session_id;
  gint64 port_id; /* in the store */
  PtlAddress address;
  PtlProtocol protocol;
  guint16 port;
  PtlService *scanned;  /* the scan's own verdict */
  PtlService *shown;    /* that of the revision in use; the same if there is none */
  GPtrArray *responses; /* PtlResponse, in the order of asking */
} PtlEvidence;

PtlEvidence *ptl_evidence_new (void);
PtlEvidence *ptl_evidence_ref (PtlEvidence *self);
void ptl_evidence_unref (PtlEvidence *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlEvidence, ptl_evidence_unref)

G_END_DECLS
