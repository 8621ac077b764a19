/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/target-spec-private.h: what target-spec.c and target-parser.c share. */
#pragma once

#include "scan/octet-set.h"
#include "scan/target-spec.h"

#define PTL_TARGET_N_OCTETS 4

/* An address and a prefix, or four sets of octets. */
struct _PtlTargetSpec
{
  char *text;          /* as written */
  char *name;          /* NULL for addresses */
  gboolean is_known;   /* FALSE: a name not yet resolved, base is unset */
  PtlAddress base;     /* as written or resolved: host bits may be set */
  guint bits;          /* prefix length; more than the family has means all */
  PtlOctetSet *octets; /* (nullable): PTL_TARGET_N_OCTETS, "/bits" already applied */
};

PtlTargetSpec *ptl_target_spec_new (void);
