/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-names.h: registered names of ports and how often each is found open.
 *
 * Reads the layout of nmap-services, one port a line:
 *
 *   name  port/protocol  [frequency]  [# comment]
 *
 * The frequency is a number from 0 to 1 or a ratio "n/d"; what is not counts as 0, so
 * that /etc/services can be read as well.  Of two lines for one port the first counts;
 * other protocols than TCP and UDP are passed over.  Immutable once loaded. */
#pragma once

#include "model/port-set.h"
#include "model/port.h"

G_BEGIN_DECLS

typedef struct _PtlServiceNames PtlServiceNames;

#define PTL_SERVICE_NAMES_ERROR (ptl_service_names_error_quark ())

typedef enum
{
  PTL_SERVICE_NAMES_ERROR_SYNTAX
} PtlServiceNamesError;

GQuark ptl_service_names_error_quark (void);

/**
 * ptl_service_names_load:
 *
 * Reads the file; blocks.
 *
 * Returns: (transfer full) (nullable): NULL with a %G_FILE_ERROR or with
 * %PTL_SERVICE_NAMES_ERROR_SYNTAX, whose message begins with FILE:LINE:COL
 */
PtlServiceNames *ptl_service_names_load (const char *path, GError **error);
PtlServiceNames *ptl_service_names_ref (PtlServiceNames *self);
void ptl_service_names_unref (PtlServiceNames *self);

/* Returns: (transfer none) (nullable): NULL also where the file says "unknown" */
const char *
ptl_service_names_lookup (PtlServiceNames *self, PtlProtocol protocol, guint16 port);

/* Returns: (transfer full): the @n most frequent ports of @protocol, in case of a tie
 * those that stand first in the file; G_MAXUINT: all that are listed */
PtlPortSet *
ptl_service_names_get_top (PtlServiceNames *self, PtlProtocol protocol, guint n);

/**
 * ptl_service_names_get_matching:
 * @pattern: a name in which * and ? are wildcards; case does not matter
 *
 * Returns: (transfer full): the ports of that name, maybe none
 */
PtlPortSet *ptl_service_names_get_matching (PtlServiceNames *self,
                                            PtlProtocol protocol,
                                            const char *pattern);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlServiceNames, ptl_service_names_unref)

G_END_DECLS
