/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/suspend.h: Ctrl+Z, for a program that has something to put down first. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PtlSuspend PtlSuspend;

/**
 * ptl_suspend_new:
 * @asked: called on the default main context at each SIGTSTP, instead of a stop
 *
 * Call it before any thread is started.  Does nothing where the signal is ignored.
 */
PtlSuspend *ptl_suspend_new (void (*asked) (gpointer user_data), gpointer user_data);
void ptl_suspend_free (PtlSuspend *self);

/* Stops the whole program; returns when somebody has it continue. */
void ptl_suspend_now (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlSuspend, ptl_suspend_free)

G_END_DECLS
