/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/main.c: portolan, the desktop application. */
#include <glib/gi18n-lib.h>
#include <locale.h>

#include "app/application.h"
#include "app/resources.h"
#include "config.h"

int
main (int argc, char **argv)
{
  g_autoptr (PtlApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, PTL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname (PTL_APPLICATION_ID); /* what the shell knows the window by */
  ptl_app_register_resource ();

  application = ptl_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
