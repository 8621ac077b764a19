/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/draft-version.h: what of a response may be the version, and of what. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A stretch that looks like a version. */
typedef struct
{
  const char *before; /* the response up to it, from the beginning of its line */
  gsize before_len;
  gboolean has_dot;
  gboolean differs;    /* among the samples */
  const char *product; /* (nullable): what is looked for */
} PtlVersionClue;

/* Returns: how likely this is the version of the service; below
 * PTL_VERSION_CLUE_MIN_SCORE it is not */
int ptl_version_clue_score (const PtlVersionClue *self);
#define PTL_VERSION_CLUE_MIN_SCORE 3

/* Returns: whether the version of a protocol stands there: "HTTP/" */
gboolean ptl_version_clue_is_protocol (const PtlVersionClue *self);

/* Returns: (transfer full) (nullable): the words before it: "Harbour FTP" */
char *ptl_version_clue_guess_product (const PtlVersionClue *self);

/* Returns: what a response is of by its first bytes: "http", or "unknown" */
const char *ptl_response_guess_service (const guint8 *data, gsize len);

G_END_DECLS
