/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/window-compare.c: compares sessions in a window. */
#include <glib/gi18n-lib.h>

#include "app/compare-chooser.h"
#include "app/window-private.h"

void
ptl_window_compare (PtlWindow *self, PtlSessionItem *item)
{
  ptl_message_bar_hide (ptl_window_get_message_bar (self));
  ptl_window_show_page (self, PTL_WINDOW_PAGE_COMPARE);
  ptl_compare_view_ask (ptl_window_get_compare_view (self), ptl_window_get_library (self),
                        item);
}

void
ptl_window_compare_last (PtlWindow *self, PtlSessionItem *item)
{
  g_autoptr (PtlSessionItem) last =
      ptl_compare_chooser_find_last (ptl_window_get_library (self), item);

  if (last == NULL)
    {
      ptl_window_compare (self, item);
      ptl_window_tell (self, GTK_MESSAGE_INFO,
                       _ ("There is no earlier scan of the same targets."));
      return;
    }

  ptl_message_bar_hide (ptl_window_get_message_bar (self));
  ptl_window_show_page (self, PTL_WINDOW_PAGE_COMPARE);
  ptl_compare_view_compare (ptl_window_get_compare_view (self),
                            ptl_window_get_library (self), item, last);
}

gboolean
ptl_window_close_comparison (PtlWindow *self)
{
  if (!ptl_window_is_comparing (self))
    return FALSE;

  if (ptl_window_get_item (self) == NULL)
    {
      ptl_window_show_page (self, PTL_WINDOW_PAGE_WELCOME);
      ptl_target_entry_focus (ptl_window_get_target_entry (self));
      return TRUE;
    }

  ptl_window_show_page (self, PTL_WINDOW_PAGE_SESSION);
  ptl_session_view_focus (ptl_window_get_session_view (self));
  return TRUE;
}

static void
failed_cb (PtlWindow *self, const char *text)
{
  ptl_window_tell (self, GTK_MESSAGE_ERROR, text);
}

static void
told_cb (PtlWindow *self, const char *text)
{
  ptl_window_tell (self, GTK_MESSAGE_INFO, text);
}

static void
ignored_cb (PtlWindow *self, const char *text)
{
  ptl_undo_bar_show (ptl_window_get_undo_bar (self), text);
}

static void
port_wanted_cb (PtlWindow *self, PtlSessionItem *item, PtlHost *host, PtlPort *port)
{
  ptl_session_view_seek (ptl_window_get_session_view (self), host, port);
  ptl_window_show_item (self, item);
}

void
ptl_window_compare_init (PtlWindow *self)
{
  PtlCompareView *view = ptl_window_get_compare_view (self);

  gtk_widget_insert_action_group (GTK_WIDGET (self), "compare",
                                  ptl_compare_view_get_actions (view));
  g_signal_connect_swapped (view, "closed", G_CALLBACK (ptl_window_close_comparison),
                            self);
  g_signal_connect_swapped (view, "failed", G_CALLBACK (failed_cb), self);
  g_signal_connect_swapped (view, "told", G_CALLBACK (told_cb), self);
  g_signal_connect_swapped (view, "ignored", G_CALLBACK (ignored_cb), self);
  g_signal_connect_swapped (view, "port-wanted", G_CALLBACK (port_wanted_cb), self);
}
