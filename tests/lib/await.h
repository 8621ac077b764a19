/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/lib/await.h: an asynchronous operation waited for.
 *
 *   GAsyncResult *result = NULL;
 *
 *   foo_async (foo, NULL, await_cb, &result);
 *   foo_finish (foo, await (&result), &error);
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void await_cb (GObject *source, GAsyncResult *result, gpointer data);

/* Turns the main loop until *@result is there.  Returns: (transfer none): valid until the
 * next await () */
GAsyncResult *await (GAsyncResult **result);

/* Lets go of the last result, which holds its source. */
void await_forget (void);

/* Turns the main loop for so long. */
void await_ms (guint ms);

G_END_DECLS
