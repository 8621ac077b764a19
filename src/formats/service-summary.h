/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/service-summary.h: what the open ports of a host say of the host (spec 6.2). */
#pragma once

#include "formats/report.h"

G_BEGIN_DECLS

/**
 * ptl_service_summary:
 *
 * Returns: (transfer full): "Host: h1; OS: Linux; CPE: cpe:/o:linux:linux_kernel", safe
 * to show; "" when nothing is known
 */
char *ptl_service_summary (const PtlHost *host);

G_END_DECLS
