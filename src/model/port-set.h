/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/port-set.h: a set of port numbers, kept as sorted ranges. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint16 first;
  guint16 last;
} PtlPortRange;

/* Reference counted.  Changed only by whoever built it, before it is handed on. */
typedef struct _PtlPortSet PtlPortSet;

#define PTL_PORT_SET_ERROR (ptl_port_set_error_quark ())

typedef enum
{
  PTL_PORT_SET_ERROR_SYNTAX
} PtlPortSetError;

GQuark ptl_port_set_error_quark (void);

PtlPortSet *ptl_port_set_new (void);
/* Returns: (transfer full): one of its own */
PtlPortSet *ptl_port_set_copy (const PtlPortSet *self);
PtlPortSet *ptl_port_set_ref (PtlPortSet *self);
void ptl_port_set_unref (PtlPortSet *self);

/**
 * ptl_port_set_parse:
 * @text: "22,80-90": N or N-M, comma separated, blanks allowed around an item
 * @offset: (out) (optional): on failure the 0-based offset in @text of what is wrong
 *
 * Returns: (transfer full) (nullable): the set, or NULL with %PTL_PORT_SET_ERROR_SYNTAX
 */
PtlPortSet *ptl_port_set_parse (const char *text, gsize *offset, GError **error);

/* Returns: (transfer full): what ptl_port_set_parse() reads back, "" for the empty set */
char *ptl_port_set_to_string (const PtlPortSet *self);

void ptl_port_set_add (PtlPortSet *self, guint16 port);
void ptl_port_set_add_range (PtlPortSet *self, guint16 first, guint16 last);
void ptl_port_set_add_set (PtlPortSet *self, const PtlPortSet *other);
void ptl_port_set_remove (PtlPortSet *self, guint16 port);
void ptl_port_set_remove_range (PtlPortSet *self, guint16 first, guint16 last);
void ptl_port_set_remove_set (PtlPortSet *self, const PtlPortSet *other);

gboolean ptl_port_set_contains (const PtlPortSet *self, guint16 port);

/* Returns: number of ports in the set */
guint ptl_port_set_count (const PtlPortSet *self);

/* Returns: (transfer none): the ranges in ascending order, none touching the next */
const PtlPortRange *ptl_port_set_get_ranges (const PtlPortSet *self, guint *n_ranges);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlPortSet, ptl_port_set_unref)

G_END_DECLS
