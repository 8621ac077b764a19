/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/moved-service.h: a service that went from one port of a host to another. */
#pragma once

#include "compare/change.h"

G_BEGIN_DECLS

/**
 * ptl_moved_service_join:
 * @ports: (element-type PtlPortChange): all changes of a host
 *
 * Makes one change of kind moved out of one port gone and one new port that show the same
 * certificate, or the same product and version, or the same product, or the same banner,
 * and are the only two that do.
 */
void ptl_moved_service_join (GPtrArray *ports);

G_END_DECLS
