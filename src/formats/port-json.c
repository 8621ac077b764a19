/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/port-json.c: a port with all that is known of it, out of a JSON object. */
#include "formats/port-json.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_ALSO        64
#define MAX_CPES        64
#define MAX_CAPTURES    256
#define MAX_FINGERPRINT (256 * 1024)
#define MAX_SENT        (64 * 1024)
#define MAX_DER         (64 * 1024)

static char *
dup_or_empty (JsonObject *object, const char *name)
{
  char *text = ptl_json_object_dup_text (object, name);

  return text != NULL ? text : g_strdup ("");
}

static void
read_captures (JsonArray *list, GArray *captures)
{
  for (guint i = 0; list != NULL && i < MIN (json_array_get_length (list), MAX_CAPTURES);
       i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
      PtlCapture capture = { -1, -1 };

      if (pair != NULL && json_array_get_length (pair) == 2 &&
          JSON_NODE_HOLDS_VALUE (json_array_get_element (pair, 0)) &&
          JSON_NODE_HOLDS_VALUE (json_array_get_element (pair, 1)))
        {
          gint64 start = json_array_get_int_element (pair, 0);
          gint64 end = json_array_get_int_element (pair, 1);

          if (start >= 0 && end >= start && end <= PTL_RESPONSE_MAX_KEPT)
            capture = (PtlCapture){ (int) start, (int) end };
        }
      g_array_append_val (captures, capture);
    }
}

/* Returns: (transfer full) (nullable) */
static PtlRuleRef *
read_rule (JsonObject *object)
{
  PtlRuleRef *rule;

  if (object == NULL)
    return NULL;

  rule = ptl_rule_ref_new ();
  rule->layer = dup_or_empty (object, "layer");
  rule->file = dup_or_empty (object, "file");
  rule->pattern = ptl_session_draft_take_text (
      ptl_json_object_get_text (object, "pattern"), MAX_FINGERPRINT);
  if (rule->pattern == NULL)
    rule->pattern = g_strdup ("");
  rule->probe = dup_or_empty (object, "probe");
  rule->line = (guint) ptl_json_object_get_int (object, "line", 0, G_MAXINT, 0);
  rule->response = (guint) ptl_json_object_get_int (object, "response", 0, G_MAXINT, 0);
  ptl_match_via_parse (ptl_json_object_get_text (object, "via"), &rule->via);
  read_captures (ptl_json_object_get_list (object, "captures"), rule->captures);
  return rule;
}

/* One verdict, without what other rules say of it. */
static PtlService *
read_verdict (JsonObject *object)
{
  PtlService *service = ptl_service_new (PTL_SERVICE_OUTCOME_TABLE);

  ptl_service_outcome_parse (ptl_json_object_get_text (object, "outcome"),
                             &service->outcome);
  ptl_tunnel_parse (ptl_json_object_get_text (object, "tunnel"), &service->tunnel);
  service->name = ptl_json_object_dup_text (object, "name");
  service->product = ptl_json_object_dup_text (object, "product");
  service->version = ptl_json_object_dup_text (object, "version");
  service->extra_info = ptl_json_object_dup_text (object, "extra_info");
  service->hostname = ptl_json_object_dup_text (object, "hostname");
  service->os_type = ptl_json_object_dup_text (object, "os_type");
  service->device_type = ptl_json_object_dup_text (object, "device_type");
  service->cpes = ptl_json_object_dup_texts (object, "cpes", MAX_CPES);
  service->fingerprint = ptl_session_draft_take_text (
      ptl_json_object_get_text (object, "fingerprint"), MAX_FINGERPRINT);
  service->rule = read_rule (ptl_json_object_get_object (object, "rule"));
  return service;
}

static PtlService *
read_service (JsonObject *object)
{
  PtlService *service = read_verdict (object);
  JsonArray *also = ptl_json_object_get_list (object, "also");

  for (guint i = 0; also != NULL && i < MIN (json_array_get_length (also), MAX_ALSO); i++)
    {
      JsonObject *further = ptl_json_list_get_object (also, i);

      if (further != NULL && ptl_json_object_get_object (further, "rule") != NULL)
        ptl_service_add_also (service, read_verdict (further));
    }

  return service;
}

/* What stands in the DER is not read again: only whoever speaks TLS can. */
static PtlCertificate *
read_certificate (JsonObject *object)
{
  g_autoptr (GBytes) der = ptl_json_object_get_base64 (object, "der", MAX_DER);
  PtlCertificate *certificate = ptl_certificate_new (der);

  certificate->subject = ptl_json_object_dup_text (object, "subject");
  certificate->issuer = ptl_json_object_dup_text (object, "issuer");
  certificate->names =
      ptl_json_object_dup_texts (object, "names", PTL_CERTIFICATE_MAX_NAMES);
  certificate->n_names =
      (guint) ptl_json_object_get_int (object, "names_total", 0, G_MAXINT, 0);
  certificate->from_us =
      ptl_json_object_get_time (object, "valid_from", PTL_CERTIFICATE_NO_TIME);
  certificate->until_us =
      ptl_json_object_get_time (object, "valid_until", PTL_CERTIFICATE_NO_TIME);
  certificate->key_type = ptl_json_object_dup_text (object, "key_type");
  certificate->key_bits =
      (guint) ptl_json_object_get_int (object, "key_bits", 0, G_MAXINT, 0);
  certificate->signature = ptl_json_object_dup_text (object, "signature");
  certificate->is_self_signed = ptl_json_object_get_flag (object, "self_signed");
  return certificate;
}

static PtlTlsInfo *
read_tls (JsonObject *object)
{
  PtlTlsInfo *tls = ptl_tls_info_new ();
  JsonObject *certificate = ptl_json_object_get_object (object, "certificate");

  tls->version = dup_or_empty (object, "version");
  tls->cipher = dup_or_empty (object, "cipher");
  tls->alpn = ptl_json_object_dup_text (object, "alpn");
  if (certificate != NULL)
    tls->certificate = read_certificate (certificate);
  return tls;
}

static PtlResponse *
read_response (JsonObject *object, guint sequence)
{
  PtlResponse *response = ptl_response_new ();

  response->sequence =
      (guint) ptl_json_object_get_int (object, "sequence", 0, G_MAXINT, sequence);
  response->probe = dup_or_empty (object, "probe");
  ptl_tunnel_parse (ptl_json_object_get_text (object, "tunnel"), &response->tunnel);
  response->time_us = ptl_json_object_get_time (object, "time", 0);
  response->elapsed_ms =
      (guint) ptl_json_object_get_int (object, "elapsed_ms", 0, G_MAXINT, 0);
  response->end = PTL_RESPONSE_END_TIMEOUT;
  ptl_response_end_parse (ptl_json_object_get_text (object, "end"), &response->end);
  response->sent = ptl_json_object_get_base64 (
      ptl_json_object_get_object (object, "sent"), "base64", MAX_SENT);
  response->received = ptl_json_object_get_base64 (
      ptl_json_object_get_object (object, "received"), "base64", PTL_RESPONSE_MAX_KEPT);
  response->other_port =
      (guint16) ptl_json_object_get_int (object, "other_port", 0, G_MAXUINT16, 0);
  response->full_length =
      (gsize) ptl_json_object_get_int (object, "full_length", 0, G_MAXINT, 0);
  response->full_length =
      MAX (response->full_length, g_bytes_get_size (response->received));
  return response;
}

typedef struct
{
  PtlSessionDraft *draft;
  const PtlAddress *address;
  gint64 time_us;
  PtlProtocol protocol;
  guint16 number;
} Place;

static void
read_evidence (JsonObject *object, const Place *at)
{
  JsonObject *service_object = ptl_json_object_get_object (object, "service");
  JsonObject *tls_object = ptl_json_object_get_object (object, "tls");
  JsonArray *responses = ptl_json_object_get_list (object, "responses");

  for (guint i = 0; responses != NULL && i < json_array_get_length (responses); i++)
    {
      g_autoptr (PtlResponse) response =
          read_response (ptl_json_list_get_object (responses, i), i);

      ptl_session_draft_apply (at->draft, ptl_fact_new_response (at->time_us, at->address,
                                                                 at->protocol, at->number,
                                                                 response));
    }
  if (tls_object != NULL)
    {
      g_autoptr (PtlTlsInfo) tls = read_tls (tls_object);

      ptl_session_draft_apply (
          at->draft,
          ptl_fact_new_tls (at->time_us, at->address, at->protocol, at->number, tls));
    }
  if (service_object != NULL)
    {
      g_autoptr (PtlService) service = read_service (service_object);

      ptl_session_draft_apply (at->draft,
                               ptl_fact_new_service (at->time_us, at->address,
                                                     at->protocol, at->number, service));
    }
}

gboolean
ptl_port_json_read (JsonObject *object,
                    PtlSessionDraft *draft,
                    const PtlAddress *address,
                    gint64 time_us)
{
  gint64 number = ptl_json_object_get_int (object, "port", 0, G_MAXUINT16, -1);
  Place at = { draft, address, time_us, PTL_PROTOCOL_TCP, (guint16) number };
  PtlReason reason = PTL_REASON_UNKNOWN;
  PtlPortState state;

  if (number < 0 ||
      !ptl_protocol_parse (ptl_json_object_get_text (object, "protocol"), &at.protocol) ||
      !ptl_port_state_parse (ptl_json_object_get_text (object, "state"), &state))
    return FALSE;

  ptl_reason_parse (ptl_json_object_get_text (object, "reason"), &reason);
  ptl_session_draft_apply (
      draft, ptl_fact_new_port (time_us, address, at.protocol, at.number, state, reason));
  read_evidence (object, &at);
  return TRUE;
}
