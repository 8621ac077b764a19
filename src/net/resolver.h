/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/resolver.h: names to addresses and back, asynchronously. */
#pragma once

#include <gio/gio.h>

#include "model/address.h"

G_BEGIN_DECLS

/* Bounds the whole look-up; GLib's own has none. */
#define PTL_RESOLVER_TIMEOUT_MS 5000

/**
 * ptl_resolver_lookup_async:
 * @ipv6: which family to give
 *
 * Completes on the caller's thread-default context.
 */
void ptl_resolver_lookup_async (const char *name,
                                gboolean ipv6,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* Returns: (transfer full) (nullable): PtlAddress array, at least one; else a
 * %G_RESOLVER_ERROR or %G_IO_ERROR */
GArray *ptl_resolver_lookup_finish (GAsyncResult *result, GError **error);

void ptl_resolver_reverse_async (const PtlAddress *address,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* Returns: (transfer full) (nullable): the host name */
char *ptl_resolver_reverse_finish (GAsyncResult *result, GError **error);

G_END_DECLS
