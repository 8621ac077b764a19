/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/nmap-xml-host.c: one host element of Nmap's XML on its way into a session. */
#include "formats/nmap-xml-host.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/escape.h"
#include "formats/extra-ports.h"
#include "model/response.h"

#define MAX_FINGERPRINT (256 * 1024)
#define MAX_CPES        16
#define MAX_ALIASES     64
#define MAX_NAMED       25          /* as the scanner gives rows */
#define MAX_SCRIPTS     256         /* of a port or a host */
#define OWN_SCRIPTS     "portolan-" /* what Nmap's XML has no other place for */
#define BANNER_PROBE    "masscan"   /* which says what came back, not what it sent */

struct _PtlNmapXmlHost
{
  PtlSessionDraft *draft;
  PtlPortSet *const *asked;
  gboolean joins_bytes;

  PtlAddress address;
  gboolean has_address;
  PtlHostInfo *info;
  gint64 time_us;
  PtlPortSet *listed[PTL_N_PROTOCOLS]; /* ports that have an element of their own */
  PtlPortTally tally;
  PtlExtraPorts extra;
  guint n_named; /* rows of ports that are not open, for their names */

  /* The port whose element is open. */
  gboolean in_port;
  PtlProtocol protocol;
  guint16 number;
  gboolean has_state;
  PtlPortState state;
  PtlReason reason;
  PtlService *service; /* (nullable) */
  GPtrArray *cpes;     /* char * */
  char *banner;        /* (nullable) */
  GPtrArray *scripts;  /* PtlResponse */
};

const char *
ptl_xml_attributes_get (const PtlXmlAttributes *self, const char *name)
{
  for (guint i = 0; self->names[i] != NULL; i++)
    if (strcmp (self->names[i], name) == 0)
      return self->values[i];

  return NULL;
}

PtlNmapXmlHost *
ptl_nmap_xml_host_new (PtlSessionDraft *draft,
                       PtlPortSet *const asked[PTL_N_PROTOCOLS],
                       gboolean joins_bytes)
{
  PtlNmapXmlHost *self = g_new0 (PtlNmapXmlHost, 1);

  self->draft = draft;
  self->asked = asked;
  self->joins_bytes = joins_bytes;
  self->info = ptl_host_info_new ();
  self->time_us = draft->info->started_us;
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    self->listed[i] = ptl_port_set_new ();
  ptl_port_tally_init (&self->tally);
  ptl_extra_ports_init (&self->extra);
  self->cpes = g_ptr_array_new_with_free_func (g_free);
  self->scripts = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_unref);
  return self;
}

static void
clear_port (PtlNmapXmlHost *self)
{
  self->in_port = FALSE;
  g_clear_pointer (&self->service, ptl_service_unref);
  g_clear_pointer (&self->banner, g_free);
  g_ptr_array_set_size (self->cpes, 0);
  g_ptr_array_set_size (self->scripts, 0);
}

void
ptl_nmap_xml_host_free (PtlNmapXmlHost *self)
{
  clear_port (self);
  ptl_host_info_unref (self->info);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    ptl_port_set_unref (self->listed[i]);
  ptl_port_tally_clear (&self->tally);
  ptl_extra_ports_clear (&self->extra);
  g_ptr_array_unref (self->cpes);
  g_ptr_array_unref (self->scripts);
  g_free (self);
}

/* Nmap writes each byte of UTF-8 as a character of its own.
 * Returns: (transfer full) (nullable): the characters that the bytes were, or NULL if
 * they were none */
static char *
join_bytes (const char *text)
{
  g_autoptr (GString) bytes = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar byte = g_utf8_get_char (c);

      if (byte > 0xff)
        return NULL;
      g_string_append_c (bytes, (char) byte);
    }

  return g_utf8_validate (bytes->str, (gssize) bytes->len, NULL)
             ? g_strndup (bytes->str, bytes->len)
             : NULL;
}

/* Returns: (transfer full) (nullable) */
static char *
take_long_text (PtlNmapXmlHost *self,
                const PtlXmlAttributes *attributes,
                const char *name,
                gsize max_bytes)
{
  const char *text = ptl_xml_attributes_get (attributes, name);
  g_autofree char *joined = text != NULL && self->joins_bytes && !g_str_is_ascii (text)
                                ? join_bytes (text)
                                : NULL;

  return ptl_session_draft_take_text (joined != NULL ? joined : text, max_bytes);
}

/* Returns: (transfer full) (nullable) */
static char *
take_text (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes, const char *name)
{
  return take_long_text (self, attributes, name, PTL_SESSION_DRAFT_MAX_TEXT);
}

static PtlReason
read_reason (const PtlXmlAttributes *attributes)
{
  PtlReason reason = PTL_REASON_UNKNOWN;

  ptl_reason_parse (ptl_xml_attributes_get (attributes, "reason"), &reason);
  return reason;
}

/* @seconds: (nullable).  Returns: microseconds, or @otherwise if it is no time. */
static gint64
read_time (const char *seconds, gint64 otherwise)
{
  gint64 parsed;

  if (seconds != NULL &&
      g_ascii_string_to_signed (seconds, 10, 1, G_MAXINT32 * 2LL, &parsed, NULL))
    return parsed * G_USEC_PER_SEC;

  return otherwise;
}

void
ptl_nmap_xml_host_begin (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes)
{
  const char *timed_out = ptl_xml_attributes_get (attributes, "timedout");

  self->time_us =
      read_time (ptl_xml_attributes_get (attributes, "endtime"), self->time_us);
  self->info->timed_out = g_strcmp0 (timed_out, "true") == 0;
}

void
ptl_nmap_xml_host_status (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes)
{
  ptl_host_state_parse (ptl_xml_attributes_get (attributes, "state"), &self->info->state);
  self->info->reason = read_reason (attributes);
}

static void
add_alias (PtlNmapXmlHost *self, const char *name, const PtlAddress *address)
{
  if (self->info->aliases == NULL || self->info->aliases->len < MAX_ALIASES)
    ptl_host_info_add_alias (self->info, name, address, PTL_NAME_SOURCE_FILE);
}

void
ptl_nmap_xml_host_address (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes)
{
  const char *text = ptl_xml_attributes_get (attributes, "addr");
  const char *type = ptl_xml_attributes_get (attributes, "addrtype");
  PtlAddress address;

  if (text == NULL)
    return;

  if (g_strcmp0 (type, "mac") == 0)
    {
      g_free (self->info->mac);
      g_free (self->info->vendor);
      self->info->mac = take_text (self, attributes, "addr");
      self->info->vendor = take_text (self, attributes, "vendor");
    }
  else if (!ptl_address_parse (text, &address))
    {
      ptl_session_draft_warn (self->draft, _ ("“%s” is no address"), text);
    }
  else if (self->has_address)
    {
      add_alias (self, NULL, &address);
    }
  else
    {
      PtlHost *known = ptl_session_find_host (self->draft->session, &address);

      self->address = address;
      self->has_address = TRUE;
      if (known != NULL && self->info->state == PTL_HOST_STATE_UNKNOWN)
        {
          ptl_host_info_unref (self->info);
          self->info = ptl_host_info_copy (known->info);
        }
    }
}

void
ptl_nmap_xml_host_hostname (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes)
{
  const char *type = ptl_xml_attributes_get (attributes, "type");
  char **name =
      g_strcmp0 (type, "user") == 0 ? &self->info->target : &self->info->hostname;

  g_autofree char *text = take_text (self, attributes, "name");

  if (*name == NULL)
    *name = g_steal_pointer (&text);
  else if (text != NULL)
    add_alias (self, text, NULL);
}

void
ptl_nmap_xml_host_times (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes)
{
  const char *text = ptl_xml_attributes_get (attributes, "srtt");
  gint64 rtt_us;

  if (text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &rtt_us, NULL))
    self->info->rtt_us = rtt_us;
}

static gboolean
read_state (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes, PtlPortState *state)
{
  const char *text = ptl_xml_attributes_get (attributes, "state");

  if (ptl_port_state_parse (text, state))
    return TRUE;

  ptl_session_draft_skip (self->draft, g_strcmp0 (text, "unfiltered") == 0 ||
                                               g_strcmp0 (text, "closed|filtered") == 0
                                           ? text
                                           : "port of unknown state");
  return FALSE;
}

void
ptl_nmap_xml_host_extraports (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes)
{
  const char *text = ptl_xml_attributes_get (attributes, "count");
  PtlPortState state;
  guint64 count;

  if (text != NULL && read_state (self, attributes, &state) &&
      g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &count, NULL))
    ptl_extra_ports_begin (&self->extra, state, (guint) count);
  else
    ptl_extra_ports_begin_unclear (&self->extra);
}

void
ptl_nmap_xml_host_extrareasons (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes)
{
  const char *protocol_text = ptl_xml_attributes_get (attributes, "proto");
  const char *ports_text = ptl_xml_attributes_get (attributes, "ports");
  g_autoptr (PtlPortSet) ports = NULL;
  PtlProtocol protocol;

  if (ports_text != NULL && ptl_protocol_parse (protocol_text, &protocol))
    ports = ptl_port_set_parse (ports_text, NULL, NULL);
  if (ports != NULL)
    ptl_extra_ports_name (&self->extra, protocol, read_reason (attributes), ports);
  else
    ptl_extra_ports_explain (&self->extra, read_reason (attributes));
}

void
ptl_nmap_xml_host_port (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes)
{
  const char *protocol = ptl_xml_attributes_get (attributes, "protocol");
  const char *text = ptl_xml_attributes_get (attributes, "portid");
  guint64 number;

  clear_port (self);
  if (text == NULL ||
      !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT16, &number, NULL))
    {
      ptl_session_draft_warn (self->draft, _ ("a port without a number is left out"));
      return;
    }

  self->in_port = ptl_protocol_parse (protocol, &self->protocol);
  self->number = (guint16) number;
  self->has_state = FALSE;
  if (!self->in_port)
    ptl_session_draft_skip (self->draft, "port that is neither TCP nor UDP");
}

void
ptl_nmap_xml_host_state (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes)
{
  if (!self->in_port)
    return;

  self->has_state = read_state (self, attributes, &self->state);
  self->reason = read_reason (attributes);
}

/* How Nmap came to its verdict, as far as it says. */
static PtlServiceOutcome
read_outcome (const PtlXmlAttributes *attributes)
{
  const char *method = ptl_xml_attributes_get (attributes, "method");
  const char *confidence = ptl_xml_attributes_get (attributes, "conf");
  const char *name = ptl_xml_attributes_get (attributes, "name");
  gboolean has_fingerprint = ptl_xml_attributes_get (attributes, "servicefp") != NULL;
  gboolean says_more = ptl_xml_attributes_get (attributes, "product") != NULL ||
                       ptl_xml_attributes_get (attributes, "version") != NULL ||
                       ptl_xml_attributes_get (attributes, "extrainfo") != NULL;

  if (g_strcmp0 (name, "tcpwrapped") == 0 && g_strcmp0 (confidence, "8") == 0)
    return PTL_SERVICE_OUTCOME_TCPWRAPPED;
  if (g_strcmp0 (method, "probed") == 0)
    return has_fingerprint && !says_more ? PTL_SERVICE_OUTCOME_SOFT_MATCH
                                         : PTL_SERVICE_OUTCOME_HARD_MATCH;

  return has_fingerprint ? PTL_SERVICE_OUTCOME_NO_MATCH : PTL_SERVICE_OUTCOME_TABLE;
}

void
ptl_nmap_xml_host_service (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes)
{
  PtlService *service;

  if (!self->in_port)
    return;

  g_clear_pointer (&self->service, ptl_service_unref);
  service = self->service = ptl_service_new (read_outcome (attributes));
  service->name = take_text (self, attributes, "name");
  if (g_strcmp0 (service->name, "unknown") == 0)
    g_clear_pointer (&service->name, g_free);
  service->product = take_text (self, attributes, "product");
  service->version = take_text (self, attributes, "version");
  service->extra_info = take_text (self, attributes, "extrainfo");
  service->hostname = take_text (self, attributes, "hostname");
  service->os_type = take_text (self, attributes, "ostype");
  service->device_type = take_text (self, attributes, "devicetype");
  service->fingerprint = ptl_session_draft_take_text (
      ptl_xml_attributes_get (attributes, "servicefp"), MAX_FINGERPRINT);
  if (g_strcmp0 (ptl_xml_attributes_get (attributes, "tunnel"), "ssl") == 0)
    service->tunnel = PTL_TUNNEL_SSL;
  self->banner = g_strdup (ptl_xml_attributes_get (attributes, "banner"));
}

void
ptl_nmap_xml_host_cpe (PtlNmapXmlHost *self, const char *text)
{
  char *cpe = self->service != NULL && self->cpes->len < MAX_CPES
                  ? ptl_session_draft_take_text (text, PTL_SESSION_DRAFT_MAX_TEXT)
                  : NULL;

  if (cpe != NULL)
    g_ptr_array_add (self->cpes, cpe);
}

/* Returns: (transfer full) (nullable): as a response's probe and a remark call it */
static char *
take_script (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes)
{
  g_autofree char *id = take_text (self, attributes, "id");

  return id != NULL && !g_str_has_prefix (id, OWN_SCRIPTS)
             ? g_strconcat (PTL_RESPONSE_OF_SCRIPT, id, NULL)
             : NULL;
}

void
ptl_nmap_xml_host_port_script (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes)
{
  g_autofree char *name = self->in_port ? take_script (self, attributes) : NULL;
  char *output = take_long_text (self, attributes, "output", PTL_RESPONSE_MAX_KEPT);
  PtlResponse *response;

  if (name == NULL || output == NULL || self->scripts->len == MAX_SCRIPTS)
    {
      g_free (output);
      return;
    }

  response = ptl_response_new ();
  response->probe = g_steal_pointer (&name);
  response->sent = g_bytes_new_static (NULL, 0);
  response->received = g_bytes_new_take (output, strlen (output));
  response->full_length = g_bytes_get_size (response->received);
  if (response->full_length == PTL_RESPONSE_MAX_KEPT) /* it was cut, then */
    response->full_length = strlen (ptl_xml_attributes_get (attributes, "output"));
  response->time_us = self->time_us;
  response->end = PTL_RESPONSE_END_CLOSED;
  g_ptr_array_add (self->scripts, response);
}

void
ptl_nmap_xml_host_script (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes)
{
  g_autofree char *name = take_script (self, attributes);
  g_autofree char *output =
      take_long_text (self, attributes, "output", PTL_RESPONSE_MAX_KEPT);

  if (name != NULL && output != NULL &&
      (self->info->remarks == NULL || self->info->remarks->len < MAX_SCRIPTS))
    ptl_host_info_add_remark (self->info, name, output);
}

/* The first is the likeliest. */
void
ptl_nmap_xml_host_osmatch (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes)
{
  g_autofree char *name = take_text (self, attributes, "name");
  g_autofree char *accuracy = take_text (self, attributes, "accuracy");

  if (name == NULL || ptl_host_info_find_remark (self->info, PTL_HOST_REMARK_OS) != NULL)
    return;

  ptl_host_info_add_remark (self->info, PTL_HOST_REMARK_OS, name);
  if (accuracy != NULL)
    ptl_host_info_add_remark (self->info, PTL_HOST_REMARK_OS_ACCURACY, accuracy);
}

/* masscan tells a port again with its banner, and then not why it is open. */
static void
apply_state (PtlNmapXmlHost *self)
{
  const PtlHost *host = ptl_session_find_host (self->draft->session, &self->address);
  const PtlPort *known =
      host != NULL ? ptl_host_find_port (host, self->protocol, self->number) : NULL;

  if (known == NULL || known->state != self->state || self->reason != PTL_REASON_UNKNOWN)
    ptl_session_draft_apply (
        self->draft, ptl_fact_new_port (self->time_us, &self->address, self->protocol,
                                        self->number, self->state, self->reason));
}

/* What masscan heard, which writes bytes that are no text as \xHH. */
static void
apply_banner (PtlNmapXmlHost *self)
{
  g_autoptr (PtlResponse) response = ptl_response_new ();
  g_autoptr (GBytes) bytes =
      ptl_unescape (self->banner, strlen (self->banner), NULL, NULL);

  if (bytes == NULL)
    bytes = g_bytes_new (self->banner, strlen (self->banner));
  response->probe = g_strdup (BANNER_PROBE);
  response->sent = g_bytes_new_static (NULL, 0);
  response->received = g_bytes_new_from_bytes (
      bytes, 0, MIN (g_bytes_get_size (bytes), PTL_RESPONSE_MAX_KEPT));
  response->full_length = g_bytes_get_size (bytes);
  response->time_us = self->time_us;
  response->end = PTL_RESPONSE_END_FULL;
  ptl_session_draft_apply (
      self->draft, ptl_fact_new_response (self->time_us, &self->address, self->protocol,
                                          self->number, response));
}

/* After what masscan heard, of which there is one. */
static void
apply_scripts (PtlNmapXmlHost *self)
{
  for (guint i = 0; i < self->scripts->len; i++)
    {
      PtlResponse *response = self->scripts->pdata[i];

      response->sequence = i + 1;
      ptl_session_draft_apply (
          self->draft, ptl_fact_new_response (self->time_us, &self->address,
                                              self->protocol, self->number, response));
    }
}

static void
apply_service (PtlNmapXmlHost *self)
{
  if (self->cpes->len > 0)
    {
      g_ptr_array_add (self->cpes, NULL);
      self->service->cpes = g_strdupv ((char **) self->cpes->pdata);
    }
  ptl_session_draft_apply (
      self->draft, ptl_fact_new_service (self->time_us, &self->address, self->protocol,
                                         self->number, self->service));
}

/* A port that is open, or that somebody spoke to, has a row; so have the few others that
 * Nmap lists with the name of their service.  Of the rest it is enough to know how they
 * are. */
static gboolean
deserves_row (PtlNmapXmlHost *self)
{
  if (self->state == PTL_PORT_STATE_OPEN || self->state == PTL_PORT_STATE_OPEN_FILTERED ||
      self->banner != NULL || self->scripts->len > 0)
    return TRUE;
  if (self->service == NULL)
    return FALSE;
  if (self->service->outcome != PTL_SERVICE_OUTCOME_TABLE)
    return TRUE;

  self->n_named++;
  return self->n_named <= MAX_NAMED;
}

void
ptl_nmap_xml_host_end_port (PtlNmapXmlHost *self)
{
  gboolean knows_port = self->in_port && self->has_state;

  if (knows_port && !self->has_address)
    {
      ptl_session_draft_warn (self->draft, _ ("a port without a host is left out"));
    }
  else if (knows_port && !deserves_row (self))
    {
      ptl_port_set_add (self->listed[self->protocol], self->number);
      ptl_port_tally_add (&self->tally, self->protocol, self->number, self->state,
                          self->reason);
    }
  else if (knows_port)
    {
      ptl_port_set_add (self->listed[self->protocol], self->number);
      apply_state (self);
      if (self->service != NULL)
        apply_service (self);
      if (self->banner != NULL)
        apply_banner (self);
      apply_scripts (self);
    }

  clear_port (self);
}

static void
apply_groups (PtlNmapXmlHost *self)
{
  g_autoptr (GPtrArray) facts = ptl_fact_array_new ();

  if (!ptl_extra_ports_settle (&self->extra, self->asked, self->listed, &self->tally))
    ptl_session_draft_warn (self->draft,
                            _ ("the file does not say which of the ports not listed of a "
                               "host are in which state: they count as not scanned"));
  ptl_port_tally_flush (&self->tally, &self->address, self->time_us, facts);
  ptl_session_apply_all (self->draft->session, facts);
}

void
ptl_nmap_xml_host_end (PtlNmapXmlHost *self, gboolean is_whole)
{
  if (self->has_address)
    {
      if (self->info->state == PTL_HOST_STATE_UNKNOWN)
        self->info->state = PTL_HOST_STATE_UP; /* masscan tells of no others */
      self->info->finished = is_whole && !self->info->timed_out;
      ptl_session_draft_apply (
          self->draft, ptl_fact_new_host (self->time_us, &self->address, self->info));
      apply_groups (self);
      self->draft->latest_us = MAX (self->draft->latest_us, self->time_us);
    }
  else if (is_whole)
    {
      ptl_session_draft_warn (self->draft,
                              _ ("a host without an IP address is left out"));
    }
}
