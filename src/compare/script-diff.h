/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/script-diff.h: what differs in what the scripts of Nmap put out. */
#pragma once

#include "compare/change.h"

G_BEGIN_DECLS

#define PTL_SCRIPT_SSH_HOST_KEY "ssh-hostkey"

/* Adds to @fields what scripts say of one of the ports and not of the other; a script
 * without output has found nothing. */
void
ptl_script_diff_append (GPtrArray *fields, const PtlPort *before, const PtlPort *after);

/* The same for what they say of the hosts as a whole, and for their system. */
void ptl_script_diff_append_host (GPtrArray *fields,
                                  const PtlHostInfo *before,
                                  const PtlHostInfo *after);

G_END_DECLS
