/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/submission-form.h: what the person says of a service: a new one, a correction, a
 * probe. */
#pragma once

#include <gtk/gtk.h>

#include "app/fingerprint-subject.h"
#include "submit/submission.h"

G_BEGIN_DECLS

/* Signals: changed () */
#define PTL_TYPE_SUBMISSION_FORM (ptl_submission_form_get_type ())
G_DECLARE_FINAL_TYPE (PtlSubmissionForm,
                      ptl_submission_form,
                      PTL,
                      SUBMISSION_FORM,
                      GtkScrolledWindow)

/* Empties the form, but for what is known of @subject. */
void ptl_submission_form_show (PtlSubmissionForm *self,
                               const PtlFingerprintSubject *subject);

void ptl_submission_form_focus (PtlSubmissionForm *self);

/* Returns: (transfer full): what is filled in, without a fingerprint */
PtlSubmission *ptl_submission_form_get (PtlSubmissionForm *self);

G_END_DECLS
