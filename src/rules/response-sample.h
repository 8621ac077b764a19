/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/response-sample.h: a response from anywhere: a file, a fingerprint, the
 * clipboard. */
#pragma once

#include "model/port.h"

G_BEGIN_DECLS

/* Reference counted; immutable. */
typedef struct
{
  PtlProtocol protocol;
  char *probe; /* that was answered */
  GBytes *data;
  char *origin; /* for a person: where it is from */
} PtlResponseSample;

/* Takes no ownership. */
PtlResponseSample *ptl_response_sample_new (PtlProtocol protocol,
                                            const char *probe,
                                            GBytes *data,
                                            const char *origin);
PtlResponseSample *ptl_response_sample_ref (PtlResponseSample *self);
void ptl_response_sample_unref (PtlResponseSample *self);

/**
 * ptl_response_samples_from_file:
 * @data: what a file has
 * @probe: (nullable): which was answered; of a fingerprint only that reply is taken
 *
 * The replies of fingerprints, where the file is text that has some; else its bytes are
 * the response, to the NULL probe over TCP if nothing else is said.
 *
 * Returns: (transfer full) (element-type PtlResponseSample)
 */
GPtrArray *ptl_response_samples_from_file (const char *data,
                                           gsize len,
                                           PtlProtocol protocol,
                                           const char *probe,
                                           const char *origin);

/**
 * ptl_response_samples_from_text:
 * @text: what a person has pasted
 *
 * As from a file, but that a hex dump, or hex digits alone, stand for their bytes, and
 * that escapes as of base/escape.h do if the text stands between double quotes.
 */
GPtrArray *ptl_response_samples_from_text (const char *text,
                                           PtlProtocol protocol,
                                           const char *probe,
                                           const char *origin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlResponseSample, ptl_response_sample_unref)

G_END_DECLS
