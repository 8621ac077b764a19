/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/time-limit.h: how long something may take; the time of a pause does not count. */
#pragma once

#include "scan/dialer.h"

G_BEGIN_DECLS

typedef struct _PtlTimeLimit PtlTimeLimit;

/* @func: called once, when the time is up; may free the limit */
PtlTimeLimit *ptl_time_limit_new (PtlDialer *dialer,
                                  gint64 limit_us,
                                  void (*func) (gpointer user_data),
                                  gpointer user_data);
void ptl_time_limit_free (PtlTimeLimit *self);

G_END_DECLS
