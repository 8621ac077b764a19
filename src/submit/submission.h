/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/submission.h: what a person gives to a project that collects rules.
 *
 * The three kinds of the technique: a service that no rule knows, a verdict that is
 * wrong, and a probe for services that answer none. */
#pragma once

#include "model/port.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_SUBMISSION_SERVICE,
  PTL_SUBMISSION_CORRECTION,
  PTL_SUBMISSION_PROBE,
  PTL_N_SUBMISSIONS
} PtlSubmissionKind;

/* Returns: "service", "correction" or "probe" */
const char *ptl_submission_kind_to_string (PtlSubmissionKind kind);
gboolean ptl_submission_kind_parse (const char *text, PtlSubmissionKind *kind);

typedef enum
{
  PTL_SUBMISSION_FIELD_SERVICE, /* what it truly is, up to DEVICE */
  PTL_SUBMISSION_FIELD_PRODUCT,
  PTL_SUBMISSION_FIELD_VERSION,
  PTL_SUBMISSION_FIELD_INFO,
  PTL_SUBMISSION_FIELD_OS,
  PTL_SUBMISSION_FIELD_DEVICE,
  PTL_SUBMISSION_FIELD_REPORTED,    /* correction: what was said it is */
  PTL_SUBMISSION_FIELD_PROBE,       /* probe: its lines, of the probe file's grammar */
  PTL_SUBMISSION_FIELD_ADDRESS,     /* only if the person wants it told */
  PTL_SUBMISSION_FIELD_CONTACT,     /* likewise */
  PTL_SUBMISSION_FIELD_NOTES,       /* may have several lines */
  PTL_SUBMISSION_FIELD_FINGERPRINT, /* one or several, redacted, wrapped or not */
  PTL_N_SUBMISSION_FIELDS
} PtlSubmissionField;

/* Returns: the field's name in forms and files: "service", "fingerprint" */
const char *ptl_submission_field_to_string (PtlSubmissionField field);

typedef struct
{
  PtlSubmissionKind kind;
  gboolean is_certain; /* correction: the person knows what runs there */
  char *fields[PTL_N_SUBMISSION_FIELDS]; /* (nullable) each */
} PtlSubmission;

#define PTL_SUBMISSION_ERROR (ptl_submission_error_quark ())

typedef enum
{
  PTL_SUBMISSION_ERROR_MISSING,     /* a field has to be filled in */
  PTL_SUBMISSION_ERROR_UNCERTAIN,   /* a correction by somebody who is not certain */
  PTL_SUBMISSION_ERROR_FINGERPRINT, /* it cannot be read */
  PTL_SUBMISSION_ERROR_PROBE        /* its lines are wrong, or no reply is to it */
} PtlSubmissionError;

GQuark ptl_submission_error_quark (void);

PtlSubmission *ptl_submission_new (PtlSubmissionKind kind);
void ptl_submission_free (PtlSubmission *self);

/* @text: (nullable): without blanks around it; "" counts as nothing.  Only notes, a
 * probe's lines and fingerprints keep more than one line. */
void ptl_submission_set (PtlSubmission *self, PtlSubmissionField field, const char *text);

/**
 * ptl_submission_make_probe:
 * @payload: in the notation of base/escape.h
 * @ports: (nullable): a port specification; "" for none
 *
 * Returns: (transfer full): the lines of a probe in the grammar of probe files, not
 *   checked: see ptl_submission_check()
 */
char *ptl_submission_make_probe (PtlProtocol protocol,
                                 const char *name,
                                 const char *payload,
                                 const char *ports,
                                 guint rarity);

/* Whether a correction, say, has the field at all. */
gboolean ptl_submission_has_field (PtlSubmissionKind kind, PtlSubmissionField field);

/**
 * ptl_submission_check:
 *
 * Whether those who get it can make something of it.
 *
 * Returns: FALSE with a %PTL_SUBMISSION_ERROR that tells the person, in a sentence, what
 *   to do
 */
gboolean ptl_submission_check (const PtlSubmission *self, GError **error);

/* Returns: (transfer full): all of it as text, for a file, a mail or a form to paste
 * into. In English, whatever the person's language: others read it. */
char *ptl_submission_to_text (const PtlSubmission *self);

/* Returns: (transfer full): as application/x-www-form-urlencoded, with the fields' names
 */
char *ptl_submission_to_form (const PtlSubmission *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlSubmission, ptl_submission_free)

G_END_DECLS
