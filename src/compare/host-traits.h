/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/host-traits.h: by what a host is known again.
 *
 * A trait is a text of its kind and value: "address 192.0.2.1", "mac 02:42:ac:11:00:02",
 * "name nas.example", "certificate 5f3c...", "ssh-key d6:6f:...": the same text, the same
 * trait. */
#pragma once

#include "compare/change.h"

G_BEGIN_DECLS

#define PTL_TRAIT_ADDRESS     "address "
#define PTL_TRAIT_MAC         "mac "
#define PTL_TRAIT_NAME        "name "
#define PTL_TRAIT_CERTIFICATE "certificate "
#define PTL_TRAIT_SSH_KEY     "ssh-key "

/* Names, certificates and keys beyond so many of one host are left out. */
#define PTL_HOST_TRAITS_MAX 64

typedef struct
{
  PtlHost *host;
  GPtrArray *texts; /* char *: each once, the address first */
} PtlHostTraits;

PtlHostTraits *ptl_host_traits_new (PtlHost *host);
void ptl_host_traits_free (PtlHostTraits *self);

gboolean ptl_host_traits_has (const PtlHostTraits *self, const char *text);

/**
 * ptl_host_traits_score:
 * @identity: (out): PtlIdentity: what speaks for and against
 * @n_services: (out): open ports of the two together, counted once
 * @n_alike: (out): those with the same service
 *
 * The same whichever of the two comes first.
 *
 * Returns: how well the two are one host; from %PTL_HOST_TRAITS_ENOUGH on they are taken
 * for it
 */
int ptl_host_traits_score (const PtlHostTraits *a,
                           const PtlHostTraits *b,
                           guint *identity,
                           guint *n_services,
                           guint *n_alike);

#define PTL_HOST_TRAITS_ENOUGH 30

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlHostTraits, ptl_host_traits_free)

G_END_DECLS
