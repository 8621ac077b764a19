/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/fingerprint-subject.c: a fingerprint, and what is known of the port it came from.
 */
#include "app/fingerprint-subject.h"

static void
free_bytes (gpointer bytes)
{
  if (bytes != NULL)
    g_bytes_unref (bytes);
}

static void
add_known (PtlFingerprintSubject *self, const char *text)
{
  if (text != NULL && *text != '\0')
    g_ptr_array_add (self->known, g_strdup (text));
}

PtlFingerprintSubject *
ptl_fingerprint_subject_new (PtlFingerprint *print)
{
  PtlFingerprintSubject *self = g_new0 (PtlFingerprintSubject, 1);

  self->print = print;
  self->sent = g_ptr_array_new_with_free_func (free_bytes);
  self->known = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (self->sent, (int) print->replies->len);
  add_known (self, g_get_host_name ());
  return self;
}

void
ptl_fingerprint_subject_free (PtlFingerprintSubject *self)
{
  ptl_fingerprint_free (self->print);
  g_ptr_array_unref (self->sent);
  g_ptr_array_unref (self->known);
  g_free (self->host);
  g_free (self->address);
  g_free (self->reported);
  g_free (self);
}

/* The tunnel whose answers are the service's own. */
static PtlTunnel
find_tunnel (GPtrArray *responses)
{
  for (guint i = 0; i < responses->len; i++)
    {
      const PtlResponse *response = responses->pdata[i];

      if (response->tunnel == PTL_TUNNEL_SSL && g_bytes_get_size (response->received) > 0)
        return PTL_TUNNEL_SSL;
    }

  return PTL_TUNNEL_NONE;
}

static PtlFingerprint *
make_print (PtlSession *session, PtlPort *port, GPtrArray *responses)
{
  const PtlResponse *first = responses->len > 0 ? responses->pdata[0] : NULL;
  PtlFingerprint *print =
      ptl_fingerprint_new (port->protocol, port->number, find_tunnel (responses),
                           (int) ptl_session_get_info (session)->options->intensity,
                           first != NULL ? first->time_us / G_USEC_PER_SEC : 0);

  ptl_fingerprint_add_responses (print, responses);
  return print;
}

/* In the order of the replies: ptl_fingerprint_add_responses() takes the same ones. */
static void
add_sent (PtlFingerprintSubject *self, GPtrArray *responses)
{
  guint reply = 0;

  for (guint i = 0; i < responses->len && reply < self->sent->len; i++)
    {
      const PtlResponse *response = responses->pdata[i];

      if (response->tunnel == self->print->tunnel &&
          g_bytes_get_size (response->received) > 0)
        self->sent->pdata[reply++] = g_bytes_ref (response->sent);
    }
}

static void
add_names (PtlFingerprintSubject *self, const PtlHost *host)
{
  g_autoptr (GPtrArray) names = ptl_host_get_names (host);

  for (guint i = 0; i < names->len; i++)
    add_known (self, ((const PtlHostAlias *) names->pdata[i])->name);
}

/* "ftp: vsftpd 3.0.3" */
static char *
describe_service (const PtlService *service)
{
  GString *text = g_string_new (service->name);

  if (service->product != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ": " : "", service->product);
  if (service->version != NULL)
    g_string_append_printf (text, " %s", service->version);
  return g_string_free (text, FALSE);
}

PtlFingerprintSubject *
ptl_fingerprint_subject_new_for_port (PtlSession *session,
                                      PtlHost *host,
                                      PtlPort *port,
                                      GPtrArray *responses)
{
  PtlFingerprint *print = make_print (session, port, responses);
  PtlFingerprintSubject *self;

  if (print->replies->len == 0)
    {
      ptl_fingerprint_free (print);
      return NULL;
    }

  self = ptl_fingerprint_subject_new (print);
  self->address = ptl_address_to_string (&host->address);
  self->host = ptl_host_get_display_name (host);
  self->session_id = ptl_session_get_info (session)->id;
  add_known (self, self->address);
  add_names (self, host);
  add_sent (self, responses);
  if (port->service != NULL && port->service->name != NULL)
    self->reported = describe_service (port->service);
  return self;
}
