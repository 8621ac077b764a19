/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/service-diff.c: what differs between the services of two ports. */
#include "compare/service-diff.h"

#include "compare/answer-diff.h"
#include "compare/script-diff.h"

#define SHOWN_HASH 16 /* digits of a certificate's SHA-256 */

static gboolean
is_probed (const PtlService *service)
{
  switch (service->outcome)
    {
    case PTL_SERVICE_OUTCOME_HARD_MATCH:
    case PTL_SERVICE_OUTCOME_SOFT_MATCH:
    case PTL_SERVICE_OUTCOME_NO_MATCH:
    case PTL_SERVICE_OUTCOME_TCPWRAPPED:
      return TRUE;

    case PTL_SERVICE_OUTCOME_TABLE:
    case PTL_SERVICE_OUTCOME_INCOMPLETE:
    case PTL_SERVICE_OUTCOME_EXCLUDED:
      return FALSE;
    }

  g_assert_not_reached ();
}

static void
add (GPtrArray *fields,
     PtlChangeField field,
     PtlChangeLevel level,
     const char *before,
     const char *after)
{
  const char *was = before != NULL && before[0] != '\0' ? before : NULL;
  const char *is = after != NULL && after[0] != '\0' ? after : NULL;

  if (g_strcmp0 (was, is) != 0)
    g_ptr_array_add (fields, ptl_field_change_new (field, level, was, is));
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full) (nullable): in an order that does not depend on the scan */
static char *
join_cpes (const PtlService *service)
{
  g_auto (GStrv) sorted = g_strdupv (service->cpes);

  if (sorted == NULL)
    return NULL;

  qsort (sorted, g_strv_length (sorted), sizeof *sorted, compare_strings);
  return g_strjoinv (" ", sorted);
}

static const char *
get_tunnel (const PtlService *service)
{
  return service->tunnel == PTL_TUNNEL_SSL ? "ssl" : NULL;
}

static void
append_verdict (GPtrArray *fields, const PtlService *before, const PtlService *after)
{
  const PtlChangeLevel level = PTL_LEVEL_IDENTITY;
  g_autofree char *cpes_before = join_cpes (before);
  g_autofree char *cpes_after = join_cpes (after);

  add (fields, PTL_FIELD_SERVICE, level, before->name, after->name);
  add (fields, PTL_FIELD_PRODUCT, level, before->product, after->product);
  add (fields, PTL_FIELD_VERSION, level, before->version, after->version);
  add (fields, PTL_FIELD_EXTRA_INFO, level, before->extra_info, after->extra_info);
  add (fields, PTL_FIELD_TUNNEL, level, get_tunnel (before), get_tunnel (after));
  add (fields, PTL_FIELD_SERVICE_HOST, level, before->hostname, after->hostname);
  add (fields, PTL_FIELD_OS, level, before->os_type, after->os_type);
  add (fields, PTL_FIELD_DEVICE, level, before->device_type, after->device_type);
  add (fields, PTL_FIELD_CPE, level, cpes_before, cpes_after);
}

/* One of them was not asked, so only that and the name can be compared. */
static void
append_guess (GPtrArray *fields, const PtlService *before, const PtlService *after)
{
  add (fields, PTL_FIELD_SERVICE, PTL_LEVEL_CERTAINTY, before->name, after->name);
}

static void
append_services (GPtrArray *fields, const PtlService *before, const PtlService *after)
{
  if (is_probed (before) && is_probed (after))
    append_verdict (fields, before, after);
  else
    append_guess (fields, before, after);

  add (fields, PTL_FIELD_METHOD, PTL_LEVEL_CERTAINTY,
       ptl_service_outcome_to_string (before->outcome),
       ptl_service_outcome_to_string (after->outcome));
}

/* Returns: (transfer full): what tells one certificate from the next */
static char *
describe_certificate (const PtlCertificate *certificate)
{
  g_autofree char *until = ptl_certificate_format_time (certificate->until_us);

  return g_strdup_printf ("%s%suntil %s, SHA-256 %.*s…",
                          certificate->subject != NULL ? certificate->subject : "",
                          certificate->subject != NULL ? ", " : "",
                          until[0] != '\0' ? until : "?", SHOWN_HASH,
                          certificate->sha256 != NULL ? certificate->sha256 : "?");
}

static void
append_tls (GPtrArray *fields, const PtlTlsInfo *before, const PtlTlsInfo *after)
{
  const PtlCertificate *one = before->certificate;
  const PtlCertificate *other = after->certificate;

  if (one != NULL && other != NULL && g_strcmp0 (one->sha256, other->sha256) != 0)
    {
      g_autofree char *was = describe_certificate (one);
      g_autofree char *is = describe_certificate (other);

      g_ptr_array_add (fields, ptl_field_change_new (PTL_FIELD_CERTIFICATE,
                                                     PTL_LEVEL_IDENTITY, was, is));
    }
  else if ((one == NULL) != (other == NULL))
    {
      g_autofree char *was = one != NULL ? describe_certificate (one) : NULL;
      g_autofree char *is = other != NULL ? describe_certificate (other) : NULL;

      add (fields, PTL_FIELD_CERTIFICATE, PTL_LEVEL_CERTAINTY, was, is);
    }

  add (fields, PTL_FIELD_TLS, PTL_LEVEL_CERTAINTY, before->version, after->version);
  add (fields, PTL_FIELD_TLS, PTL_LEVEL_CERTAINTY, before->cipher, after->cipher);
}

void
ptl_service_diff_append (GPtrArray *fields, const PtlPort *before, const PtlPort *after)
{
  guint n_fields = fields->len;

  if (before->service != NULL && after->service != NULL)
    append_services (fields, before->service, after->service);
  if (before->tls != NULL && after->tls != NULL)
    append_tls (fields, before->tls, after->tls);
  if (fields->len == n_fields)
    ptl_answer_diff_append (fields, before, after);
  ptl_script_diff_append (fields, before, after);
}
