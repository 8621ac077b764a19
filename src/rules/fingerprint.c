/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/fingerprint.c: what a service answered that no rule claims, as text to send on.
 */
#include "rules/fingerprint.h"

#include "config.h"

G_DEFINE_QUARK (ptl_fingerprint_error, ptl_fingerprint_error)

static void
reply_free (gpointer data)
{
  PtlFingerprintReply *self = data;

  g_free (self->probe);
  g_bytes_unref (self->data);
  g_free (self);
}

static void
set_date (PtlFingerprint *self, gint64 time_s)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (time_s);

  self->time_s = time_s;
  if (date == NULL)
    return;

  self->month = (guint) g_date_time_get_month (date);
  self->day = (guint) g_date_time_get_day_of_month (date);
}

PtlFingerprint *
ptl_fingerprint_new (PtlProtocol protocol,
                     guint16 port,
                     PtlTunnel tunnel,
                     int intensity,
                     gint64 time_s)
{
  PtlFingerprint *self = g_new0 (PtlFingerprint, 1);

  self->protocol = protocol;
  self->port = port;
  self->tunnel = tunnel;
  self->version = g_strdup (PTL_VERSION);
  self->intensity = intensity;
  self->platform = g_strdup (PTL_PLATFORM);
  self->replies = g_ptr_array_new_with_free_func (reply_free);
  set_date (self, time_s);
  return self;
}

void
ptl_fingerprint_free (PtlFingerprint *self)
{
  g_free (self->version);
  g_free (self->platform);
  g_ptr_array_unref (self->replies);
  g_free (self);
}

void
ptl_fingerprint_add_reply (PtlFingerprint *self,
                           const char *probe,
                           GBytes *data,
                           gsize full_length)
{
  PtlFingerprintReply *reply = g_new0 (PtlFingerprintReply, 1);

  reply->probe = g_strdup (probe);
  reply->data = g_bytes_ref (data);
  reply->full_length = full_length;
  g_ptr_array_add (self->replies, reply);
}

PtlFingerprint *
ptl_fingerprint_copy (const PtlFingerprint *self, guint max_replies, gsize max_reply)
{
  PtlFingerprint *copy = ptl_fingerprint_new (self->protocol, self->port, self->tunnel,
                                              self->intensity, self->time_s);

  g_free (copy->version);
  g_free (copy->platform);
  copy->version = g_strdup (self->version);
  copy->platform = g_strdup (self->platform);
  copy->month = self->month;
  copy->day = self->day;
  for (guint i = 0; i < self->replies->len && i < max_replies; i++)
    {
      const PtlFingerprintReply *reply = self->replies->pdata[i];
      gsize len = MIN (g_bytes_get_size (reply->data), max_reply);
      g_autoptr (GBytes) data = g_bytes_new_from_bytes (reply->data, 0, len);

      ptl_fingerprint_add_reply (copy, reply->probe, data, reply->full_length);
    }

  return copy;
}

void
ptl_fingerprint_add_responses (PtlFingerprint *self, GPtrArray *responses)
{
  for (guint i = 0; i < responses->len; i++)
    {
      const PtlResponse *response = responses->pdata[i];

      if (response->tunnel == self->tunnel && g_bytes_get_size (response->received) > 0)
        ptl_fingerprint_add_reply (self, response->probe, response->received,
                                   response->full_length);
    }
}
