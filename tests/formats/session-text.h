/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/formats/session-text.h: a session as plain text, to be compared. */
#pragma once

#include "model/session.h"

/* Returns: (transfer full): everything that hosts and ports hold, by address, a port in a
 * group and a port with a row of the same state being the same */
char *session_text (PtlSession *session);

/* Returns: (transfer full): name, state, times, engine, options; a line each */
char *session_info_text (const PtlSessionInfo *info);
