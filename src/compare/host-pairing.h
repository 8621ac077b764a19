/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/host-pairing.h: which host of one session is which of another. */
#pragma once

#include "compare/change.h"

G_BEGIN_DECLS

typedef struct
{
  PtlHost *hosts[2]; /* (nullable): one of them may be missing */
  guint identity;    /* PtlIdentity, as in PtlHostChange */
  int score;
  guint n_services;
  guint n_alike;
} PtlHostPair;

/**
 * ptl_host_pairing_new:
 * @before: (element-type PtlHost)
 * @after: (element-type PtlHost)
 * @pins: (nullable) (element-type PtlPin): come before every score
 *
 * Each host is in one pair, in order of the address.  The pairs are the same whichever
 * session comes first and whatever the order of the hosts is: the best score is paired
 * first.  A trait tells two hosts for one at different addresses only if neither session
 * has it twice.
 *
 * Returns: (transfer full) (element-type PtlHostPair): owns references to the hosts
 */
GPtrArray *ptl_host_pairing_new (GPtrArray *before, GPtrArray *after, GPtrArray *pins);

G_END_DECLS
