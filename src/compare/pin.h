/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/pin.h: what a person knows of the identity of hosts.
 *
 *   same 192.0.2.7 192.0.2.57           are one host, whatever the scans say
 *   different nas.example 192.0.2.8     never are
 *
 * A host is named by an address, a MAC address or a name. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PTL_PIN_ERROR (ptl_pin_error_quark ())

typedef enum
{
  PTL_PIN_ERROR_SYNTAX
} PtlPinError;

GQuark ptl_pin_error_quark (void);

/* Immutable once handed on. */
typedef struct
{
  gboolean is_same; /* else they are kept apart */
  char *hosts[2];   /* as the person wrote them */
  char *traits[2];  /* as host-traits.h writes them */
} PtlPin;

/* Returns: (transfer full) (nullable): NULL with %PTL_PIN_ERROR_SYNTAX if one of the
 * two is no address and no name, or both are the same */
PtlPin *
ptl_pin_new (gboolean is_same, const char *one, const char *other, GError **error);
void ptl_pin_free (PtlPin *self);

/* Whether both say something of the same two hosts. */
gboolean ptl_pin_is_about_same (const PtlPin *a, const PtlPin *b);

/**
 * ptl_pins_parse:
 * @text: of a file: one pin a line, "#" begins a comment; is cut in place
 * @name: of the file
 *
 * Returns: (transfer full) (nullable) (element-type PtlPin): NULL with
 * %PTL_PIN_ERROR_SYNTAX, "NAME:LINE:COL: what is wrong"
 */
GPtrArray *ptl_pins_parse (char *text, const char *name, GError **error);

/* Returns: (transfer full): what ptl_pins_parse() reads back */
char *ptl_pins_to_string (GPtrArray *pins);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlPin, ptl_pin_free)

G_END_DECLS
