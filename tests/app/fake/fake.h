/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/fake/fake.h: a made-up network and a store in memory.
 *
 * Linked in place of the layers below the application, these files show every state of
 * the window without a packet or a file, the same on every run. */
#pragma once

#include "model/session.h"

G_BEGIN_DECLS

/* The facts of a scan of @targets, in the order in which a scan would learn them.  Names
 * with a meaning: "silent" has no open port, "down" does not answer, "hostile" answers
 * with text that wants to do harm, "big" has 65,535 open ports, "office" is a network of
 * sixty hosts in a few roles; anything else is a host with a dozen services. */
GPtrArray *fake_make_facts (GPtrArray *targets);

/* Milliseconds between two batches of facts; 0 gives all at once.  FAKE_PACE_MS. */
guint fake_get_pace_ms (void);

G_END_DECLS
