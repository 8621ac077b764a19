/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/message-bar.h: one thing the person should know, in the window. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PTL_TYPE_MESSAGE_BAR (ptl_message_bar_get_type ())
G_DECLARE_FINAL_TYPE (PtlMessageBar, ptl_message_bar, PTL, MESSAGE_BAR, GtkInfoBar)

/**
 * ptl_message_bar_show:
 * @text: foreign text may be in it
 * @label: (nullable): of a button, with a mnemonic
 * @action: (nullable): the detailed action of that button
 *
 * Takes the place of what was shown before.
 */
void ptl_message_bar_show (PtlMessageBar *self,
                           GtkMessageType type,
                           const char *text,
                           const char *label,
                           const char *action);

void ptl_message_bar_hide (PtlMessageBar *self);

/* Returns: whether a message is shown */
gboolean ptl_message_bar_is_shown (PtlMessageBar *self);

G_END_DECLS
