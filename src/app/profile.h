/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/profile.h: the kinds of scan a person can choose from. */
#pragma once

#include "model/scan-options.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;          /* in settings and actions */
  const char *name;        /* untranslated, marked */
  const char *description; /* the same */
  guint top_ports;         /* if ports is NULL */
  const char *ports;       /* (nullable) */
  PtlTiming timing;
  gboolean identify;
} PtlProfile;

/* Returns: (transfer none): all profiles, in the order to offer them */
const PtlProfile *ptl_profile_get_all (guint *n_profiles);

/* Returns: (transfer none): the profile of that id, the standard one if there is none */
const PtlProfile *ptl_profile_find (const char *id);

/* Returns: (transfer full): what the profile asks for, with no targets yet */
PtlScanOptions *ptl_profile_make_options (const PtlProfile *self);

/* Returns: (transfer none): the profile that would have made @options, or NULL */
const PtlProfile *ptl_profile_guess (const PtlScanOptions *options);

G_END_DECLS
