/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-verdict.c: what is said of a port at the end of its service scan
 * (spec 2.8, 4.4). */
#include "scan/service-verdict.h"

#include <string.h>

#include "rules/fingerprint.h"

#define INTENSITY_FOR_PARTIAL                                                            \
  7 /* below, only ports without any match show a fingerprint */

static gboolean
has_part (GStrv cpes, const char *cpe)
{
  for (guint i = 0; cpes != NULL && cpes[i] != NULL; i++)
    if (strncmp (cpes[i], cpe, strlen ("cpe:/a")) == 0)
      return TRUE;

  return FALSE;
}

static gint
compare_parts (gconstpointer a, gconstpointer b)
{
  return strncmp (*(const char *const *) a, *(const char *const *) b, strlen ("cpe:/a"));
}

/* Adds the CPEs of the parts (application, hardware, system) that @service has none of.
 */
static void
adopt_cpes (PtlService *service, GStrv earlier)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; service->cpes != NULL && service->cpes[i] != NULL; i++)
    g_ptr_array_add (all, g_strdup (service->cpes[i]));
  for (guint i = 0; earlier[i] != NULL; i++)
    if (!has_part (service->cpes, earlier[i]))
      g_ptr_array_add (all, g_strdup (earlier[i]));

  g_ptr_array_sort (all, compare_parts); /* stable */
  g_ptr_array_add (all, NULL);
  g_strfreev (service->cpes);
  service->cpes = (GStrv) g_ptr_array_free (g_steal_pointer (&all), FALSE);
}

/* A hard match may leave fields empty that an earlier soft match filled. */
static void
adopt_missing (PtlService *service, const PtlService *earlier)
{
  const struct
  {
    char **to;
    const char *from;
  } fields[] = {
    { &service->product, earlier->product },
    { &service->version, earlier->version },
    { &service->extra_info, earlier->extra_info },
    { &service->hostname, earlier->hostname },
    { &service->os_type, earlier->os_type },
    { &service->device_type, earlier->device_type },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (*fields[i].to == NULL)
      *fields[i].to = g_strdup (fields[i].from);
  if (earlier->cpes != NULL)
    adopt_cpes (service, earlier->cpes);
}

PtlService *
ptl_service_verdict_new_matched (PtlMatch *match, PtlMatch *soft, gboolean compat_nmap)
{
  PtlService *service = ptl_service_ref (match->service);

  if (soft != NULL &&
      (compat_nmap || g_strcmp0 (soft->service->name, service->name) == 0))
    adopt_missing (service, soft->service);
  return service;
}

PtlService *
ptl_service_verdict_new_unmatched (PtlServiceOutcome outcome,
                                   PtlMatch *soft,
                                   const char *table_name)
{
  PtlService *service;

  if (soft != NULL)
    {
      service = ptl_service_ref (soft->service);
      if (outcome == PTL_SERVICE_OUTCOME_INCOMPLETE)
        service->outcome = outcome;
      return service;
    }

  service = ptl_service_new (outcome);
  service->name =
      g_strdup (outcome == PTL_SERVICE_OUTCOME_TCPWRAPPED ? "tcpwrapped" : table_name);
  return service;
}

static gboolean
shows_fingerprint (PtlServiceOutcome outcome, guint intensity)
{
  switch (outcome)
    {
    case PTL_SERVICE_OUTCOME_NO_MATCH:
      return TRUE;

    case PTL_SERVICE_OUTCOME_SOFT_MATCH:
    case PTL_SERVICE_OUTCOME_TCPWRAPPED:
    case PTL_SERVICE_OUTCOME_INCOMPLETE:
      return intensity >= INTENSITY_FOR_PARTIAL;

    case PTL_SERVICE_OUTCOME_TABLE:
    case PTL_SERVICE_OUTCOME_HARD_MATCH:
    case PTL_SERVICE_OUTCOME_EXCLUDED:
      return FALSE;
    }

  g_assert_not_reached ();
}

void
ptl_service_verdict_add_fingerprint (PtlService *service,
                                     PtlProtocol protocol,
                                     guint16 port,
                                     guint intensity,
                                     GPtrArray *responses)
{
  g_autoptr (PtlFingerprint) fingerprint = NULL;
  const PtlResponse *first;

  if (!shows_fingerprint (service->outcome, intensity) || responses->len == 0)
    return;

  first = responses->pdata[0];
  fingerprint = ptl_fingerprint_new (protocol, port, service->tunnel, (int) intensity,
                                     first->time_us / G_USEC_PER_SEC);
  ptl_fingerprint_add_responses (fingerprint, responses);
  service->fingerprint = ptl_fingerprint_to_string (
      fingerprint, PTL_FINGERPRINT_MAX_REPLY, PTL_FINGERPRINT_MAX_TEXT);
}
