/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/fake/main.c: the application over the made-up network, for pictures of it.
 *
 * FAKE_RTL: as where one writes from right to left. */
#include "app/application.h"
#include "app/resources.h"

static void
startup_cb (void)
{
  if (g_getenv ("FAKE_RTL") != NULL)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

int
main (int argc, char **argv)
{
  g_autoptr (PtlApplication) application = NULL;

  g_set_prgname (PTL_APPLICATION_ID);
  ptl_app_register_resource ();
  application = ptl_application_new ();
  g_signal_connect_after (application, "startup", G_CALLBACK (startup_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
