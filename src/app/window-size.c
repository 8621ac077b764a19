/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/window-size.c: a window is as large as it was when last closed. */
#include "app/settings.h"
#include "app/window-private.h"

#define DEFAULT_WIDTH  1200
#define DEFAULT_HEIGHT 740

void
ptl_window_restore_size (GtkWindow *self)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self));
  GdkMonitor *monitor = gdk_display_get_primary_monitor (display);
  int width = ptl_settings_get_int (PTL_SETTINGS_WINDOW_WIDTH, DEFAULT_WIDTH);
  int height = ptl_settings_get_int (PTL_SETTINGS_WINDOW_HEIGHT, DEFAULT_HEIGHT);
  GdkRectangle room;

  if (monitor == NULL)
    monitor = gdk_display_get_monitor (display, 0);
  if (monitor != NULL)
    {
      gdk_monitor_get_workarea (monitor, &room);
      width = MIN (width, room.width);
      height = MIN (height, room.height);
    }

  gtk_window_set_default_size (self, width, height);
  if (ptl_settings_get_boolean (PTL_SETTINGS_WINDOW_MAXIMIZED, FALSE))
    gtk_window_maximize (self);
}

gboolean
ptl_window_save_size (GtkWidget *widget, GdkEventAny *event)
{
  GtkWindow *window = GTK_WINDOW (widget);
  int width;
  int height;

  ptl_settings_set_boolean (PTL_SETTINGS_WINDOW_MAXIMIZED,
                            gtk_window_is_maximized (window));
  if (!gtk_window_is_maximized (window))
    {
      gtk_window_get_size (window, &width, &height);
      ptl_settings_set_int (PTL_SETTINGS_WINDOW_WIDTH, MAX (width, 400));
      ptl_settings_set_int (PTL_SETTINGS_WINDOW_HEIGHT, MAX (height, 300));
    }

  return GDK_EVENT_PROPAGATE;
}
