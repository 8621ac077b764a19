/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/fingerprint-submission.h: fingerprints made fit for others, from the command line.
 */
#pragma once

#include "rules/fingerprint.h"
#include "submit/submission.h"

G_BEGIN_DECLS

/* What the options say; zero it, then init. */
typedef struct
{
  char *path; /* (nullable): where the submission goes, "-" for standard output */
  char *kind;
  gboolean is_certain;
  char *fields[PTL_N_SUBMISSION_FIELDS];
  GPtrArray *probe; /* lines */
  GPtrArray *words; /* to leave out */
  GPtrArray *kept;  /* not to leave out */
} PtlFingerprintSubmission;

void ptl_fingerprint_submission_init (PtlFingerprintSubmission *self);
void ptl_fingerprint_submission_clear (PtlFingerprintSubmission *self);

/* Replaces each of @prints (element-type PtlFingerprint) by one without what tells of a
 * network or a person, and says on standard error what was replaced by what. */
void ptl_fingerprint_submission_redact (const PtlFingerprintSubmission *self,
                                        GPtrArray *prints);

/* Writes what is to be sent, with @prints as they are; nothing if it is not fit to be. */
gboolean ptl_fingerprint_submission_write (const PtlFingerprintSubmission *self,
                                           GPtrArray *prints,
                                           GError **error);

G_END_DECLS
