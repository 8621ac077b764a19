/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/rest-ports.h: the ports that have no row of their own, in words. */
#pragma once

#include "model/session.h"

G_BEGIN_DECLS

/**
 * ptl_rest_ports_describe:
 * @only: (nullable): NULL: of all hosts
 *
 * Returns: (transfer full): "Not shown: 978 closed, 2 filtered", "" if all have rows
 */
char *ptl_rest_ports_describe (PtlSession *session, PtlHost *only);

G_END_DECLS
