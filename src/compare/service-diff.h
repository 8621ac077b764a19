/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/service-diff.h: what differs between the services of two ports. */
#pragma once

#include "compare/change.h"

G_BEGIN_DECLS

/**
 * ptl_service_diff_append:
 * @fields: (element-type PtlFieldChange)
 *
 * Adds what differs in verdict, TLS and, where these agree, in the answers.  What one
 * of the two was not asked is no difference: a verdict that no probe brought about is
 * compared by its name and as less certain.
 */
void
ptl_service_diff_append (GPtrArray *fields, const PtlPort *before, const PtlPort *after);

G_END_DECLS
