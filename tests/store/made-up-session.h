/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/made-up-session.h: sessions of which filters find parts. */
#pragma once

#include "model/session.h"

G_BEGIN_DECLS

/* Around which certificates expire and sessions began. */
#define MADE_UP_NOW (20000 * G_TIME_SPAN_DAY)

/* Returns: (transfer full): with any of few words in any field */
PtlService *made_up_service (GRand *rand);

/* Returns: (transfer full): the one before it by two is of the same targets */
PtlSession *made_up_session (GRand *rand, guint index);

G_END_DECLS
