/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/window-private.h: what window.c and window-actions.c share. */
#pragma once

#include "app/compare-view.h"
#include "app/message-bar.h"
#include "app/session-view.h"
#include "app/target-entry.h"
#include "app/undo-bar.h"
#include "app/window.h"

G_BEGIN_DECLS

/* Returns: whether the window is gone and its parts with it; somebody still holds it */
gboolean ptl_window_is_closed (PtlWindow *self);

/* What the actions act on; all (transfer none). */
PtlLibrary *ptl_window_get_library (PtlWindow *self);
PtlMessageBar *ptl_window_get_message_bar (PtlWindow *self);
PtlSessionView *ptl_window_get_session_view (PtlWindow *self);
PtlCompareView *ptl_window_get_compare_view (PtlWindow *self);
PtlTargetEntry *ptl_window_get_target_entry (PtlWindow *self);
PtlUndoBar *ptl_window_get_undo_bar (PtlWindow *self);

/* Says something in the window, in place of what it said before. */
void ptl_window_tell (PtlWindow *self, GtkMessageType type, const char *text);

/* Checks what stands in the entry and scans it.  @confirmed: the person has said that a
 * very large range is meant. */
void ptl_window_start_scan (PtlWindow *self, gboolean confirmed);

/* Scans with the given options; @item is shown once it runs. */
void ptl_window_start_scan_with (PtlWindow *self, const PtlScanOptions *options);

/* Goes on with the scan of @item, which was stopped, and shows it. */
void ptl_window_resume (PtlWindow *self, PtlSessionItem *item);

void ptl_window_show_item (PtlWindow *self, PtlSessionItem *item);
void ptl_window_pop_up_menu (PtlWindow *self);

/* window-answers.c: calls @func with what the port shown has answered (element-type
 * PtlResponse), unless the window is closed before.  @hint: said where no port is shown
 */
typedef void (*PtlWindowAnswersFunc) (PtlWindow *self,
                                      PtlSession *session,
                                      PtlHost *host,
                                      PtlPort *port,
                                      GPtrArray *responses);
void
ptl_window_load_answers (PtlWindow *self, const char *hint, PtlWindowAnswersFunc func);

/* window-fingerprint.c: of the port that is chosen; or one that is pasted or in a file.
 */
void ptl_window_open_fingerprint (PtlWindow *self);
void ptl_window_read_fingerprint (PtlWindow *self, gboolean from_clipboard);

/* window-workbench.c: opens the rule workbench, with a draft from the port shown. */
void ptl_window_make_rule (PtlWindow *self);
void ptl_window_open_workbench (PtlWindow *self);
#define PTL_WINDOW_PAGE_WELCOME "welcome"
#define PTL_WINDOW_PAGE_SESSION "session"
#define PTL_WINDOW_PAGE_COMPARE "compare"

void ptl_window_show_page (PtlWindow *self, const char *name);
gboolean ptl_window_is_comparing (PtlWindow *self);

/* window-compare.c: asks with which session @item is to be compared; compares it with the
 * latest before it that scanned the same targets. */
void ptl_window_compare (PtlWindow *self, PtlSessionItem *item);
void ptl_window_compare_last (PtlWindow *self, PtlSessionItem *item);
/* Returns: whether there was one to go back from */
gboolean ptl_window_close_comparison (PtlWindow *self);
void ptl_window_compare_init (PtlWindow *self);

/* window-size.c: as it was when last closed, but never larger than the screen it opens
 * on; the second is a handler of "delete-event". */
void ptl_window_restore_size (GtkWindow *self);
gboolean ptl_window_save_size (GtkWidget *widget, GdkEventAny *event);

/* window-actions.c: adds the actions; enables those that make sense now. */
void ptl_window_actions_add (PtlWindow *self);
void ptl_window_actions_update (PtlWindow *self);

G_END_DECLS
