/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/limits.h: how many sockets the system grants, and what an errno of a socket call
 * means. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Descriptors kept back for GLib, SQLite, files: GLib aborts when it finds none (DESIGN
 * 5). */
#define PTL_LIMITS_RESERVE 64

/**
 * ptl_limits_raise_files:
 *
 * Raises the soft limit of open files to the hard one.  Call once at start, before
 * threads.
 *
 * Returns: how many sockets may be in flight at once, at least 1
 */
guint ptl_limits_raise_files (void);

/* Returns: whether @errnum means "not now": wait and try again, nothing was learned about
 * the peer: EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL, EAGAIN */
gboolean ptl_errno_is_shortage (int errnum);

G_END_DECLS
