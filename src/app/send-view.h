/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/send-view.h: all that goes out, the ways out, and what went when. */
#pragma once

#include <gtk/gtk.h>

#include "submit/outbox.h"
#include "submit/submission.h"

G_BEGIN_DECLS

#define PTL_TYPE_SEND_VIEW (ptl_send_view_get_type ())
G_DECLARE_FINAL_TYPE (PtlSendView, ptl_send_view, PTL, SEND_VIEW, GtkPaned)

/* Without one nothing is sent or remembered; @outbox: (nullable) */
void ptl_send_view_set_outbox (PtlSendView *self, PtlOutbox *outbox);

/* @submission: (transfer full)
 * @title: what to call it in the list of those that were sent */
void ptl_send_view_show (PtlSendView *self, PtlSubmission *submission, const char *title);

G_END_DECLS
