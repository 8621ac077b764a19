/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/service-list.h: the names of ports and how often each is found open. */
#pragma once

#include "scan/service-names.h"

G_BEGIN_DECLS

/**
 * ptl_service_list_load:
 *
 * Nmap's installed file, else ours.  Blocks.
 *
 * Returns: (transfer full) (nullable): NULL with a %G_FILE_ERROR or
 * %PTL_SERVICE_NAMES_ERROR
 */
PtlServiceNames *ptl_service_list_load (GError **error);

G_END_DECLS
