/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/profile.c: the kinds of scan a person can choose from. */
#include "app/profile.h"

#include <glib/gi18n-lib.h>

static const PtlProfile profiles[] = {
  {
      .id = "quick",
      .name = N_ ("Quick"),
      .description = N_ ("The 100 most common ports, fast"),
      .top_ports = 100,
      .timing = PTL_TIMING_AGGRESSIVE,
      .identify = TRUE,
  },
  {
      .id = "standard",
      .name = N_ ("Standard"),
      .description = N_ ("The 1,000 most common ports"),
      .top_ports = 1000,
      .timing = PTL_TIMING_NORMAL,
      .identify = TRUE,
  },
  {
      .id = "everything",
      .name = N_ ("Everything"),
      .description = N_ ("All 65,535 ports, fast"),
      .ports = "1-65535",
      .timing = PTL_TIMING_AGGRESSIVE,
      .identify = TRUE,
  },
  {
      .id = "ports-only",
      .name = N_ ("Ports Only"),
      .description = N_ ("The 1,000 most common ports, services not asked"),
      .top_ports = 1000,
      .timing = PTL_TIMING_AGGRESSIVE,
      .identify = FALSE,
  },
  {
      .id = "gentle",
      .name = N_ ("Gentle"),
      .description = N_ ("The 1,000 most common ports, slowly and politely"),
      .top_ports = 1000,
      .timing = PTL_TIMING_POLITE,
      .identify = TRUE,
  },
};

#define STANDARD (&profiles[1])

const PtlProfile *
ptl_profile_get_all (guint *n_profiles)
{
  *n_profiles = G_N_ELEMENTS (profiles);
  return profiles;
}

const PtlProfile *
ptl_profile_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    if (g_strcmp0 (profiles[i].id, id) == 0)
      return &profiles[i];

  return STANDARD;
}

PtlScanOptions *
ptl_profile_make_options (const PtlProfile *self)
{
  PtlScanOptions *options = ptl_scan_options_new ();

  options->ports = g_strdup (self->ports);
  options->top_ports = self->top_ports;
  options->timing = self->timing;
  options->identify = self->identify;
  return options;
}

const PtlProfile *
ptl_profile_guess (const PtlScanOptions *options)
{
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      const PtlProfile *profile = &profiles[i];

      if (g_strcmp0 (options->ports, profile->ports) == 0 &&
          (profile->ports != NULL || options->top_ports == profile->top_ports) &&
          options->timing == profile->timing && options->identify == profile->identify)
        return profile;
    }

  return NULL;
}
