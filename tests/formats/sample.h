/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/formats/sample.h: sessions to write. */
#pragma once

#include "formats/format.h"

G_BEGIN_DECLS

/* Returns: (transfer full): two hosts with every kind of port, verdict and evidence */
PtlSession *sample_session (PtlSessionState state);

/* Returns: (transfer full): one host of which every text is @text */
PtlSession *hostile_session (const char *text);

/* Returns: (transfer full) (element-type utf8): what peers may send */
GPtrArray *hostile_texts (void);

/* Returns: (transfer full): what @format makes of @session */
char *write_session (PtlFormat format, PtlSession *session);

G_END_DECLS
