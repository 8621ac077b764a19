/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* filter/filter-match.c: a filter asked of one row in memory. */
#include "base/version-order.h"
#include "filter/baseline.h"
#include "filter/filter-private.h"

#include <string.h>

static gboolean match (const PtlFilter *self, const PtlFilterRow *row);

/* --- what a row has --- */

static const PtlService *
get_service (const PtlFilterRow *row)
{
  return row->port != NULL ? row->port->service : NULL;
}

static const PtlTlsInfo *
get_tls (const PtlFilterRow *row)
{
  return row->port != NULL ? row->port->tls : NULL;
}

static const PtlCertificate *
get_certificate (const PtlFilterRow *row)
{
  const PtlTlsInfo *tls = get_tls (row);

  return tls != NULL ? tls->certificate : NULL;
}

static const char *
get_service_text (const PtlService *service, PtlFilterField field)
{
  switch ((int) field)
    {
    case PTL_FILTER_FIELD_SERVICE:
      return service->name;
    case PTL_FILTER_FIELD_PRODUCT:
      return service->product;
    case PTL_FILTER_FIELD_VERSION:
      return service->version;
    case PTL_FILTER_FIELD_INFO:
      return service->extra_info;
    case PTL_FILTER_FIELD_HOSTNAME:
      return service->hostname;
    case PTL_FILTER_FIELD_OS:
      return service->os_type;
    case PTL_FILTER_FIELD_DEVICE:
      return service->device_type;
    case PTL_FILTER_FIELD_OUTCOME:
      return ptl_service_outcome_to_string (service->outcome);
    case PTL_FILTER_FIELD_LAYER:
      return service->rule != NULL ? service->rule->layer : NULL;
    case PTL_FILTER_FIELD_PROBE:
      return service->rule != NULL ? service->rule->probe : NULL;
    default:
      return NULL;
    }
}

static const char *
get_certificate_text (const PtlCertificate *certificate, PtlFilterField field)
{
  switch ((int) field)
    {
    case PTL_FILTER_FIELD_CERT_SUBJECT:
      return certificate->subject;
    case PTL_FILTER_FIELD_CERT_ISSUER:
      return certificate->issuer;
    case PTL_FILTER_FIELD_CERT_SHA256:
      return certificate->sha256;
    default:
      return NULL;
    }
}

static const char *
get_port_text (const PtlPort *port, PtlFilterField field)
{
  switch ((int) field)
    {
    case PTL_FILTER_FIELD_PROTOCOL:
      return ptl_protocol_to_string (port->protocol);
    case PTL_FILTER_FIELD_STATE:
      return ptl_port_state_to_string (port->state);
    case PTL_FILTER_FIELD_REASON:
      return ptl_reason_to_string (port->reason);
    case PTL_FILTER_FIELD_TLS_VERSION:
      return port->tls != NULL ? port->tls->version : NULL;
    case PTL_FILTER_FIELD_TLS_CIPHER:
      return port->tls != NULL ? port->tls->cipher : NULL;
    default:
      return NULL;
    }
}

/* Returns: (nullable): of a field that has one text */
static const char *
get_text (const PtlFilterRow *row, PtlFilterField field)
{
  const PtlService *service = get_service (row);
  const PtlCertificate *certificate = get_certificate (row);
  const char *text = NULL;

  if (field == PTL_FILTER_FIELD_SESSION)
    return row->session->name;
  if (field == PTL_FILTER_FIELD_MAC)
    return row->host != NULL ? row->host->info->mac : NULL;
  if (field == PTL_FILTER_FIELD_VENDOR)
    return row->host != NULL ? row->host->info->vendor : NULL;

  if (row->port != NULL)
    text = get_port_text (row->port, field);
  if (text == NULL && service != NULL)
    text = get_service_text (service, field);
  if (text == NULL && certificate != NULL)
    text = get_certificate_text (certificate, field);
  return text;
}

char *
ptl_filter_row_dup_value (const PtlFilterRow *row, PtlFilterField field)
{
  if (field == PTL_FILTER_FIELD_PORT)
    return row->port != NULL ? g_strdup_printf ("%u", row->port->number) : NULL;
  if (field == PTL_FILTER_FIELD_HOST)
    return row->host != NULL ? ptl_address_to_string (&row->host->address) : NULL;
  if (field == PTL_FILTER_FIELD_NAME)
    return row->host != NULL ? g_strdup (row->host->info->hostname) : NULL;

  return g_strdup (get_text (row, field));
}

/* Returns: FALSE if the row has no such number */
static gboolean
get_number (const PtlFilterRow *row, PtlFilterField field, gint64 *number)
{
  const PtlCertificate *certificate = get_certificate (row);

  if (field == PTL_FILTER_FIELD_STARTED)
    *number = row->session->started_us;
  else if (field == PTL_FILTER_FIELD_PORT && row->port != NULL)
    *number = row->port->number;
  else if (certificate == NULL)
    return FALSE;
  else if (field == PTL_FILTER_FIELD_CERT_BITS)
    *number = certificate->key_bits;
  else if (field == PTL_FILTER_FIELD_CERT_ISSUED)
    *number = certificate->from_us;
  else
    *number = certificate->until_us;

  return *number != PTL_CERTIFICATE_NO_TIME;
}

/* --- terms of several texts --- */

static gboolean
matches_any_of (const PtlFilterValue *value, PtlFilterOp op, GStrv texts)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    if (ptl_filter_value_matches_text (value, op, texts[i]))
      return TRUE;

  return FALSE;
}

static gboolean
matches_alias (const PtlFilterValue *value, PtlFilterOp op, const PtlHostInfo *info)
{
  for (guint i = 0; info->aliases != NULL && i < info->aliases->len; i++)
    {
      const PtlHostAlias *alias = info->aliases->pdata[i];

      if (ptl_filter_value_matches_text (value, op, alias->name))
        return TRUE;
    }

  return FALSE;
}

static gboolean
matches_name (const PtlFilterValue *value, PtlFilterOp op, const PtlHost *host)
{
  return host != NULL &&
         (ptl_filter_value_matches_text (value, op, host->info->hostname) ||
          ptl_filter_value_matches_text (value, op, host->info->target) ||
          matches_alias (value, op, host->info));
}

static gboolean
matches_note (const PtlFilterValue *value, PtlFilterOp op, const PtlFilterRow *row)
{
  return ptl_filter_value_matches_text (value, op, row->session->notes) ||
         (row->host != NULL &&
          ptl_filter_value_matches_text (value, op, row->host->info->notes));
}

static gboolean
matches_address_text (const PtlFilterValue *value, const PtlHost *host)
{
  g_autofree char *text = ptl_address_to_string (&host->address);

  return ptl_filter_value_matches_text (value, PTL_FILTER_OP_CONTAINS, text);
}

static gboolean
matches_host (const PtlFilterValue *value, PtlFilterOp op, const PtlHost *host)
{
  gsize len;

  if (host == NULL)
    return FALSE;
  if (!value->is_address)
    return matches_name (value, op, host) ||
           (op == PTL_FILTER_OP_CONTAINS && matches_address_text (value, host));

  len = ptl_address_get_length (&value->low);
  return host->address.is_ipv6 == value->low.is_ipv6 &&
         memcmp (host->address.bytes, value->low.bytes, len) >= 0 &&
         memcmp (host->address.bytes, value->high.bytes, len) <= 0;
}

static gboolean
matches_certificate_name (const PtlFilterValue *value,
                          PtlFilterOp op,
                          const PtlCertificate *certificate)
{
  for (guint i = 0;
       certificate != NULL && certificate->names != NULL && certificate->names[i] != NULL;
       i++)
    {
      const char *name = certificate->names[i];
      const char *colon = strchr (name, ':'); /* "DNS:www.example" */

      if (ptl_filter_value_matches_text (value, op, colon != NULL ? colon + 1 : name))
        return TRUE;
    }

  return FALSE;
}

gboolean
ptl_filter_value_is_in_bytes (const PtlFilterValue *value, const guint8 *data, gsize len)
{
  gsize n = strlen (value->text);

  for (gsize i = 0; n <= len && i <= len - n; i++)
    if (g_ascii_strncasecmp ((const char *) data + i, value->text, n) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
matches_banner (const PtlFilterValue *value, const PtlFilterRow *row)
{
  GPtrArray *responses = row->port != NULL && row->port->responses != NULL
                             ? row->port->responses
                             : row->answers;

  for (guint i = 0; responses != NULL && i < responses->len; i++)
    {
      const PtlResponse *response = responses->pdata[i];
      gsize len;
      const guint8 *data = g_bytes_get_data (response->received, &len);

      if (ptl_filter_value_is_in_bytes (value, data, len))
        return TRUE;
    }

  return FALSE;
}

/* A text without a field: in what a row shows. */
static gboolean
matches_anything (const PtlFilterValue *value, const PtlFilterRow *row)
{
  static const PtlFilterField fields[] = {
    PTL_FILTER_FIELD_SERVICE, PTL_FILTER_FIELD_PRODUCT,      PTL_FILTER_FIELD_VERSION,
    PTL_FILTER_FIELD_INFO,    PTL_FILTER_FIELD_SESSION,      PTL_FILTER_FIELD_MAC,
    PTL_FILTER_FIELD_VENDOR,  PTL_FILTER_FIELD_OS,           PTL_FILTER_FIELD_HOSTNAME,
    PTL_FILTER_FIELD_DEVICE,  PTL_FILTER_FIELD_CERT_SUBJECT,
  };
  const PtlFilterOp op = PTL_FILTER_OP_CONTAINS;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (ptl_filter_value_matches_text (value, op, get_text (row, fields[i])))
      return TRUE;

  return matches_host (value, op, row->host) ||
         matches_certificate_name (value, op, get_certificate (row)) ||
         matches_any_of (value, op, row->session->tags) || matches_note (value, op, row);
}

/* --- words --- */

/* Who looked there before did not find it open. */
static gboolean
is_new (const PtlFilterRow *row)
{
  const PtlPort *port = row->port;

  return row->baseline != NULL && port != NULL && port->state == PTL_PORT_STATE_OPEN &&
         ptl_baseline_lacks (row->baseline, &row->host->address, port->protocol,
                             port->number);
}

/* A port whose service no rule has named. */
static gboolean
is_unknown (const PtlFilterRow *row)
{
  const PtlService *service = get_service (row);

  return row->port != NULL && row->port->state == PTL_PORT_STATE_OPEN &&
         (service == NULL || g_str_equal (ptl_service_get_method (service), "table"));
}

static gboolean
matches_is (PtlFilterIs word, const PtlFilterRow *row)
{
  switch (word)
    {
    case PTL_FILTER_IS_NEW:
      return is_new (row);
    case PTL_FILTER_IS_UNKNOWN:
      return is_unknown (row);
    case PTL_FILTER_IS_UP:
      return row->host != NULL && row->host->info->state == PTL_HOST_STATE_UP;
    case PTL_FILTER_IS_DOWN:
      return row->host != NULL && row->host->info->state == PTL_HOST_STATE_DOWN;
    }

  g_assert_not_reached ();
}

static gboolean
has_name (const PtlHostInfo *info)
{
  gboolean found = info->hostname != NULL || info->target != NULL;

  for (guint i = 0; !found && info->aliases != NULL && i < info->aliases->len; i++)
    found = ((const PtlHostAlias *) info->aliases->pdata[i])->name != NULL;
  return found;
}

static gboolean
matches_has (PtlFilterHas word, const PtlFilterRow *row)
{
  const PtlService *service = get_service (row);

  switch (word)
    {
    case PTL_FILTER_HAS_TLS:
      return get_tls (row) != NULL ||
             (service != NULL && service->tunnel == PTL_TUNNEL_SSL);
    case PTL_FILTER_HAS_CERT:
      return get_certificate (row) != NULL;
    case PTL_FILTER_HAS_SERVICE:
      return service != NULL && service->name != NULL;
    case PTL_FILTER_HAS_PRODUCT:
      return service != NULL && service->product != NULL;
    case PTL_FILTER_HAS_VERSION:
      return service != NULL && service->version != NULL;
    case PTL_FILTER_HAS_INFO:
      return service != NULL && service->extra_info != NULL;
    case PTL_FILTER_HAS_HOSTNAME:
      return service != NULL && service->hostname != NULL;
    case PTL_FILTER_HAS_OS:
      return service != NULL && service->os_type != NULL;
    case PTL_FILTER_HAS_DEVICE:
      return service != NULL && service->device_type != NULL;
    case PTL_FILTER_HAS_CPE:
      return service != NULL && service->cpes != NULL;
    case PTL_FILTER_HAS_FINGERPRINT:
      return service != NULL && service->fingerprint != NULL;
    case PTL_FILTER_HAS_RULE:
      return service != NULL && service->rule != NULL;
    case PTL_FILTER_HAS_NAME:
      return row->host != NULL && has_name (row->host->info);
    case PTL_FILTER_HAS_MAC:
      return row->host != NULL && row->host->info->mac != NULL;
    case PTL_FILTER_HAS_VENDOR:
      return row->host != NULL && row->host->info->vendor != NULL;
    case PTL_FILTER_HAS_NOTE:
      return row->session->notes != NULL ||
             (row->host != NULL && row->host->info->notes != NULL);
    case PTL_FILTER_HAS_TAG:
      return row->session->tags != NULL && row->session->tags[0] != NULL;
    }

  g_assert_not_reached ();
}

/* --- the tree --- */

static gboolean
matches_version (const PtlFilterValue *value, PtlFilterOp op, const char *version)
{
  int order;

  if (op == PTL_FILTER_OP_IS || op == PTL_FILTER_OP_CONTAINS)
    return ptl_filter_value_matches_text (value, op, version);
  if (version == NULL)
    return FALSE;

  order = ptl_version_compare (version, value->text);
  switch (op)
    {
    case PTL_FILTER_OP_LESS:
      return order < 0;
    case PTL_FILTER_OP_LESS_EQUAL:
      return order <= 0;
    case PTL_FILTER_OP_GREATER:
      return order > 0;
    case PTL_FILTER_OP_GREATER_EQUAL:
      return order >= 0;
    case PTL_FILTER_OP_IS:
    case PTL_FILTER_OP_CONTAINS:
      break;
    }

  g_assert_not_reached ();
}

static gboolean
matches_text_field (const PtlFilter *term,
                    const PtlFilterValue *value,
                    const PtlFilterRow *row)
{
  const PtlService *service = get_service (row);

  switch ((int) term->field)
    {
    case PTL_FILTER_FIELD_ANY:
      return matches_anything (value, row);
    case PTL_FILTER_FIELD_NAME:
      return matches_name (value, term->op, row->host);
    case PTL_FILTER_FIELD_NOTE:
      return matches_note (value, term->op, row);
    case PTL_FILTER_FIELD_TAG:
      return matches_any_of (value, term->op, row->session->tags);
    case PTL_FILTER_FIELD_CPE:
      return service != NULL && matches_any_of (value, term->op, service->cpes);
    case PTL_FILTER_FIELD_CERT_NAME:
      return matches_certificate_name (value, term->op, get_certificate (row));
    case PTL_FILTER_FIELD_BANNER:
      return matches_banner (value, row);
    default:
      return ptl_filter_value_matches_text (value, term->op, get_text (row, term->field));
    }
}

static gboolean
matches_value (const PtlFilter *term,
               const PtlFilterValue *value,
               const PtlFilterRow *row)
{
  gint64 number;

  switch (ptl_filter_field_get_info (term->field)->kind)
    {
    case PTL_FILTER_KIND_TEXT:
      return matches_text_field (term, value, row);
    case PTL_FILTER_KIND_WORD:
      if (term->field == PTL_FILTER_FIELD_IS)
        return matches_is ((PtlFilterIs) value->word, row);
      if (term->field == PTL_FILTER_FIELD_HAS)
        return matches_has ((PtlFilterHas) value->word, row);
      return ptl_filter_value_matches_text (value, term->op, get_text (row, term->field));
    case PTL_FILTER_KIND_VERSION:
      return matches_version (value, term->op, get_text (row, term->field));
    case PTL_FILTER_KIND_HOST:
      return matches_host (value, term->op, row->host);
    case PTL_FILTER_KIND_NUMBER:
    case PTL_FILTER_KIND_PAST:
    case PTL_FILTER_KIND_FUTURE:
      return get_number (row, term->field, &number) && number >= value->first &&
             number <= value->last;
    }

  g_assert_not_reached ();
}

static gboolean
match_term (const PtlFilter *self, const PtlFilterRow *row)
{
  for (guint i = 0; i < self->values->len; i++)
    if (matches_value (self, self->values->pdata[i], row))
      return TRUE;

  return FALSE;
}

/* Returns: whether any child, or where @wanted is FALSE, not every child, matches */
static gboolean
has_child (const PtlFilter *self, const PtlFilterRow *row, gboolean wanted)
{
  for (guint i = 0; i < self->children->len; i++)
    if (match (self->children->pdata[i], row) == wanted)
      return TRUE;

  return FALSE;
}

static gboolean
match (const PtlFilter *self, const PtlFilterRow *row)
{
  switch (self->node)
    {
    case PTL_FILTER_AND:
      return !has_child (self, row, FALSE);
    case PTL_FILTER_OR:
      return has_child (self, row, TRUE);
    case PTL_FILTER_NOT:
      return !match (self->children->pdata[0], row);
    case PTL_FILTER_TERM:
      return match_term (self, row);
    }

  g_assert_not_reached ();
}

gboolean
ptl_filter_match (const PtlFilter *self, const PtlFilterRow *row)
{
  PtlFilterLevel level = ptl_filter_get_level (self);

  if ((level == PTL_FILTER_LEVEL_PORT && row->port == NULL) ||
      (level == PTL_FILTER_LEVEL_HOST && row->host == NULL))
    return FALSE;

  return match (self, row);
}
