/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/outbox-item.c: one submission on its way, or that went.
 *
 * On disk it is a key file with one group. */
#include "submit/outbox-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "submit/post.h"

#define GROUP     "submission"
#define ID_LENGTH 36 /* of a UUID as text */

static const char *const states[PTL_N_OUTBOX_STATES] = { "waiting", "sent", "failed" };
static const char *const ways[PTL_N_OUTBOX_WAYS] = { "post", "copy", "file", "browser" };

G_DEFINE_QUARK (ptl_outbox_error, ptl_outbox_error)

PtlOutboxItem *
ptl_outbox_item_new (PtlOutboxWay way,
                     const char *title,
                     const char *endpoint,
                     const char *form,
                     gint64 now_us)
{
  PtlOutboxItem *self = g_new0 (PtlOutboxItem, 1);

  self->id = g_uuid_string_random ();
  self->title = g_strdup (title);
  self->endpoint = g_strdup (endpoint);
  self->form = g_strdup_printf ("id=%s&%s", self->id, form);
  self->way = way;
  self->made_us = now_us;
  self->next_us = now_us;
  if (way != PTL_OUTBOX_BY_POST)
    {
      self->state = PTL_OUTBOX_SENT;
      self->done_us = now_us;
    }
  return self;
}

void
ptl_outbox_item_free (PtlOutboxItem *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->endpoint);
  g_free (self->form);
  g_free (self->problem);
  g_free (self);
}

static gint64
get_delay_us (guint n_attempts)
{
  gint64 delay_s = PTL_OUTBOX_FIRST_DELAY_S;

  for (guint i = 1; i < n_attempts && delay_s < PTL_OUTBOX_MAX_DELAY_S; i++)
    delay_s *= 2;
  return MIN (delay_s, PTL_OUTBOX_MAX_DELAY_S) * G_USEC_PER_SEC;
}

void
ptl_outbox_item_on_posted (PtlOutboxItem *self, const GError *error, gint64 now_us)
{
  g_return_if_fail (self->state == PTL_OUTBOX_WAITING);

  g_free (self->problem);
  self->problem = error != NULL ? g_strdup (error->message) : NULL;
  if (error == NULL)
    {
      self->state = PTL_OUTBOX_SENT;
      self->done_us = now_us;
      return;
    }

  self->n_attempts++;
  if (g_error_matches (error, PTL_POST_ERROR, PTL_POST_ERROR_LATER))
    {
      self->next_us = now_us + get_delay_us (self->n_attempts);
      return;
    }

  self->state = PTL_OUTBOX_FAILED;
  self->done_us = now_us;
}

void
ptl_outbox_item_retry (PtlOutboxItem *self, gint64 now_us)
{
  g_return_if_fail (self->way == PTL_OUTBOX_BY_POST && self->state != PTL_OUTBOX_SENT);

  self->state = PTL_OUTBOX_WAITING;
  self->done_us = 0;
  self->next_us = now_us;
}

char *
ptl_outbox_item_to_text (const PtlOutboxItem *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_set_string (file, GROUP, "id", self->id);
  g_key_file_set_string (file, GROUP, "title", self->title);
  g_key_file_set_string (file, GROUP, "endpoint", self->endpoint);
  g_key_file_set_string (file, GROUP, "form", self->form);
  g_key_file_set_string (file, GROUP, "way", ways[self->way]);
  g_key_file_set_string (file, GROUP, "state", states[self->state]);
  g_key_file_set_uint64 (file, GROUP, "attempts", self->n_attempts);
  g_key_file_set_int64 (file, GROUP, "made", self->made_us);
  g_key_file_set_int64 (file, GROUP, "next", self->next_us);
  g_key_file_set_int64 (file, GROUP, "done", self->done_us);
  if (self->problem != NULL)
    g_key_file_set_string (file, GROUP, "problem", self->problem);
  return g_key_file_to_data (file, NULL, NULL);
}

static gboolean
fail (const char *key, GError **error)
{
  g_set_error (error, PTL_OUTBOX_ERROR, PTL_OUTBOX_ERROR_DAMAGED,
               _ ("“%s” is missing or wrong"), key);
  return FALSE;
}

static gboolean
read_text (GKeyFile *file, const char *key, char **text, GError **error)
{
  *text = g_key_file_get_string (file, GROUP, key, NULL);
  return *text != NULL || fail (key, error);
}

static gboolean
read_name (GKeyFile *file,
           const char *key,
           const char *const *names,
           guint n_names,
           guint *index,
           GError **error)
{
  g_autofree char *name = g_key_file_get_string (file, GROUP, key, NULL);

  for (*index = 0; name != NULL && *index < n_names; (*index)++)
    if (g_str_equal (name, names[*index]))
      return TRUE;

  return fail (key, error);
}

static gboolean
read_time (GKeyFile *file, const char *key, gint64 *time_us, GError **error)
{
  g_autoptr (GError) reason = NULL;

  *time_us = g_key_file_get_int64 (file, GROUP, key, &reason);
  return (reason == NULL && *time_us >= 0) || fail (key, error);
}

static gboolean
read_texts (PtlOutboxItem *self, GKeyFile *file, GError **error)
{
  if (!read_text (file, "id", &self->id, error) ||
      !read_text (file, "title", &self->title, error) ||
      !read_text (file, "endpoint", &self->endpoint, error) ||
      !read_text (file, "form", &self->form, error))
    return FALSE;

  self->problem = g_key_file_get_string (file, GROUP, "problem", NULL);
  return (strlen (self->id) == ID_LENGTH && g_uuid_string_is_valid (self->id)) ||
         fail ("id", error);
}

static gboolean
read_states (PtlOutboxItem *self, GKeyFile *file, GError **error)
{
  guint64 n_attempts = g_key_file_get_uint64 (file, GROUP, "attempts", NULL);
  guint way;
  guint state;

  if (!read_name (file, "way", ways, PTL_N_OUTBOX_WAYS, &way, error) ||
      !read_name (file, "state", states, PTL_N_OUTBOX_STATES, &state, error) ||
      !read_time (file, "made", &self->made_us, error) ||
      !read_time (file, "next", &self->next_us, error) ||
      !read_time (file, "done", &self->done_us, error))
    return FALSE;

  self->way = (PtlOutboxWay) way;
  self->state = (PtlOutboxState) state;
  self->n_attempts = (guint) MIN (n_attempts, G_MAXUINT);
  return self->way == PTL_OUTBOX_BY_POST || self->state == PTL_OUTBOX_SENT ||
         fail ("state", error);
}

PtlOutboxItem *
ptl_outbox_item_from_text (const char *text, gsize len, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (PtlOutboxItem) self = g_new0 (PtlOutboxItem, 1);
  g_autoptr (GError) reason = NULL;

  if (!g_key_file_load_from_data (file, text, len, G_KEY_FILE_NONE, &reason))
    {
      g_set_error_literal (error, PTL_OUTBOX_ERROR, PTL_OUTBOX_ERROR_DAMAGED,
                           reason->message);
      return NULL;
    }

  if (!read_texts (self, file, error) || !read_states (self, file, error))
    return NULL;

  return g_steal_pointer (&self);
}
