/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/own-targets.h: the networks around this machine, as targets. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Asks the kernel, which answers at once.
 *
 * Returns: (transfer full): "192.168.1.0/24", ... in ascending order; empty where there
 * is none */
GStrv ptl_own_targets_list (void);

G_END_DECLS
