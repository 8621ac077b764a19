/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/service-list.h: what later rules know of a service besides, in one column.
 *
 * GVariant text: for each the eleven texts of the service and its rule, its CPEs, the
 * rule's line and response, and its captures. */
#pragma once

#include "model/service.h"

G_BEGIN_DECLS

/**
 * ptl_service_list_print:
 * @services: (nullable) (element-type PtlService): each with a rule
 *
 * Returns: (transfer full) (nullable): NULL for NULL
 */
char *ptl_service_list_print (GPtrArray *services);

/**
 * ptl_service_list_parse:
 * @service: whose list it is
 *
 * Adds to @service what @text (nullable) says; nothing of what is no such list.
 */
void ptl_service_list_parse (const char *text, PtlService *service);

G_END_DECLS
