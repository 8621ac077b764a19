/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/port-spec.h: the "22,80-90,U:53,http*" notation for ports (spec 7.5).
 *
 *   spec  = item *("," item) [","]
 *   item  = *("T:" | "U:") (range | name | "[" spec "]")
 *   range = number | [number] "-" [number]
 *
 * A name is of a service and may hold the wildcards * and ?.  "T:" and "U:" hold for all
 * items that follow, inside brackets until these close.  Brackets select the ports that
 * the service names list. */
#pragma once

#include "scan/service-names.h"

G_BEGIN_DECLS

#define PTL_PORT_SPEC_ERROR (ptl_port_spec_error_quark ())

typedef enum
{
  PTL_PORT_SPEC_ERROR_SYNTAX,
  PTL_PORT_SPEC_ERROR_UNKNOWN_NAME
} PtlPortSpecError;

GQuark ptl_port_spec_error_quark (void);

typedef struct
{
  PtlPortSet *sets[PTL_N_PROTOCOLS]; /* never NULL; empty for what is not asked */
} PtlPortSpec;

/**
 * ptl_port_spec_parse:
 * @names: (nullable): without it, service names and [ ] are errors
 * @tcp: whether items without a prefix mean TCP
 * @udp: whether they mean UDP
 *
 * Returns: (transfer full) (nullable): NULL with %PTL_PORT_SPEC_ERROR; the message names
 * the column
 */
PtlPortSpec *ptl_port_spec_parse (const char *text,
                                  PtlServiceNames *names,
                                  gboolean tcp,
                                  gboolean udp,
                                  GError **error);

/**
 * ptl_port_spec_parse_exclude:
 * @text: the argument of an Exclude line of a probe file
 * @offset: (out): of the fault in @text
 *
 * The same for ports to leave alone: items for protocols that are never scanned (S: and
 * P:) mean nothing, and the message names no column.
 */
PtlPortSpec *ptl_port_spec_parse_exclude (const char *text,
                                          PtlServiceNames *names,
                                          gsize *offset,
                                          GError **error);

/* Returns: (transfer full): the @n most frequent ports of each protocol wanted */
PtlPortSpec *
ptl_port_spec_new_top (PtlServiceNames *names, guint n, gboolean tcp, gboolean udp);
void ptl_port_spec_free (PtlPortSpec *self);

gboolean
ptl_port_spec_contains (const PtlPortSpec *self, PtlProtocol protocol, guint16 port);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlPortSpec, ptl_port_spec_free)

G_END_DECLS
