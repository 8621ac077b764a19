/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/window-import.c: opens a scanner's file in a window. */
#include <glib/gi18n-lib.h>

#include "app/import.h"
#include "app/window-private.h"

static void
progress_cb (const char *text, gpointer user_data)
{
  PtlWindow *self = user_data;

  if (!ptl_window_is_closed (self))
    ptl_window_tell (self, GTK_MESSAGE_INFO, text);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *warnings = NULL;
  g_autoptr (PtlSessionItem) item = ptl_import_finish (result, &warnings, &error);

  if (ptl_window_is_closed (self))
    return;

  if (item == NULL)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("The file cannot be opened: %s"), error->message);

      ptl_window_tell (self, GTK_MESSAGE_ERROR, text);
      return;
    }

  if (warnings != NULL)
    ptl_window_tell (self, GTK_MESSAGE_WARNING, warnings);
  else
    ptl_message_bar_hide (ptl_window_get_message_bar (self));
  ptl_window_show_item (self, item);
}

/* The window is held until the file is read; when it is closed before, nobody waits for
 * the file any more, and it is saved all the same. */
void
ptl_window_import (PtlWindow *self, const char *path)
{
  g_return_if_fail (PTL_IS_WINDOW (self));

  ptl_import_async (ptl_window_get_library (self), path, progress_cb, self, NULL,
                    imported_cb, g_object_ref (self));
}
