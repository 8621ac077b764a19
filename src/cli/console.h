/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/console.h: what the program says to the person, and waiting for what takes time. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PTL_CONSOLE_PROGRAM "portolan-cli"

/* Writes @text to standard output; FALSE with a %G_IO_ERROR if that fails. */
gboolean ptl_console_print (const char *text, GError **error);

/* Writes one line "portolan-cli: ..." to standard error, safe for a terminal. */
void ptl_console_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* The same for what went wrong; silent where a reader of ours went away, as "head" does,
 * who does not want to know. */
void ptl_console_complain_of (const GError *error);

/* The result of one asynchronous call; zero it, hand it to the call as user data of
 * ptl_console_done_cb(), then wait. */
typedef struct
{
  GAsyncResult *result;
} PtlConsoleWait;

void ptl_console_done_cb (GObject *source, GAsyncResult *result, gpointer wait);

/* Returns: (transfer full): runs the default main context until the result is there */
GAsyncResult *ptl_console_wait (PtlConsoleWait *self);

G_END_DECLS
