/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/fingerprint-subject.h: a fingerprint, and what is known of the port it came from.
 */
#pragma once

#include "model/session.h"
#include "rules/fingerprint.h"

G_BEGIN_DECLS

typedef struct
{
  PtlFingerprint *print;
  GPtrArray *sent; /* GBytes, NULL where it is not known; one for each reply */

  /* Of a port that was scanned; nothing for a fingerprint from elsewhere. */
  GPtrArray *known;  /* utf8: what belongs to its network, see submit/secret.h */
  char *host;        /* (nullable): to be shown */
  char *address;     /* (nullable) */
  char *reported;    /* (nullable): what it was held to be */
  gint64 session_id; /* 0: none */
} PtlFingerprintSubject;

/* @print: (transfer full): from elsewhere */
PtlFingerprintSubject *ptl_fingerprint_subject_new (PtlFingerprint *print);

/**
 * ptl_fingerprint_subject_new_for_port:
 * @responses: (element-type PtlResponse): those of @port
 *
 * Returns: (transfer full) (nullable): NULL if the port said nothing
 */
PtlFingerprintSubject *ptl_fingerprint_subject_new_for_port (PtlSession *session,
                                                             PtlHost *host,
                                                             PtlPort *port,
                                                             GPtrArray *responses);
void ptl_fingerprint_subject_free (PtlFingerprintSubject *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlFingerprintSubject, ptl_fingerprint_subject_free)

G_END_DECLS
