/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/own-networks.h: the networks around this machine, as targets. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Asks the system on a worker thread.  Finish gives (transfer full) targets such as
 * "192.168.1.0/24", in ascending order; empty where there are none. */
void ptl_own_networks_find_async (GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GStrv ptl_own_networks_find_finish (GAsyncResult *result, GError **error);

G_END_DECLS
