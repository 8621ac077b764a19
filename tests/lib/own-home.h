/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/lib/own-home.h: folders of the person's, for one test program alone.
 *
 * What G_TEST_OPTION_ISOLATE_DIRS is for, which leaks and so cannot run sanitized. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Before anything asks for one: configuration, data and cache lie in a new folder. */
char *own_home_new (void);

/* @home: (transfer full): removed with all that is in it */
void own_home_free (char *home);

G_END_DECLS
