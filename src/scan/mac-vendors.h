/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/mac-vendors.h: who made a network card, by the first half of its MAC address. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reference counted; immutable once loaded; may cross threads. */
typedef struct _PtlMacVendors PtlMacVendors;

/**
 * ptl_mac_vendors_load:
 * @path: of a file as the IEEE writes it, "oui.txt" of Debian's package ieee-data
 *
 * Reads the file; blocks.  Lines that are not of the form "28-6F-B9   (hex)\t\tNAME" say
 * nothing.
 *
 * Returns: (transfer full) (nullable): NULL with a %G_FILE_ERROR
 */
PtlMacVendors *ptl_mac_vendors_load (const char *path, GError **error);
PtlMacVendors *ptl_mac_vendors_ref (PtlMacVendors *self);
void ptl_mac_vendors_unref (PtlMacVendors *self);

/**
 * ptl_mac_vendors_lookup:
 * @mac: "02:42:ac:11:00:02"
 *
 * Returns: (transfer none) (nullable): NULL also for an address that no maker gave
 */
const char *ptl_mac_vendors_lookup (const PtlMacVendors *self, const char *mac);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlMacVendors, ptl_mac_vendors_unref)

G_END_DECLS
