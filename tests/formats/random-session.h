/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/formats/random-session.h: sessions of every shape, for what must hold of all. */
#pragma once

#include "model/session.h"

typedef struct
{
  gboolean is_plain; /* only what Nmap's XML can say */
} RandomSessionKind;

/* Returns: (transfer full): of a few hosts; the same for the same @rand */
PtlSession *random_session (GRand *rand, const RandomSessionKind *kind);
