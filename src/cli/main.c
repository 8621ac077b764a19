/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/main.c: portolan-cli. */
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>

#include "cli/command.h"
#include "config.h"

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, PTL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  signal (SIGPIPE, SIG_IGN); /* a reader that went away is an error on writing */

  return (int) ptl_command_main (argv + MIN (argc, 1));
}
