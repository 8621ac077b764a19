/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/post.c: a form posted to an address that the person has set.
 *
 *   send --headers--> read the body to its end --> accepted
 *     `-- an error, a status, the end of the time --> why not */
#include "submit/post.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "config.h"
#include "model/address.h"

#define MAX_ANSWER (64 * 1024) /* bytes read of the server's answer */
#define AT_ONCE    4096

typedef struct
{
  SoupSession *session;
  SoupMessage *message;
  GInputStream *body; /* (nullable) */
  GCancellable *cancellable;
  gulong cancelled_id; /* of the caller's cancellable */
  guint timeout_id;
  gboolean is_late;
  gsize n_read;
} Post;

G_DEFINE_QUARK (ptl_post_error, ptl_post_error)

static void
post_free (gpointer data)
{
  Post *self = data;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_object (&self->body);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static gboolean
is_this_computer (const char *host)
{
  PtlAddress address;

  return g_ascii_strcasecmp (host, "localhost") == 0 ||
         (ptl_address_parse (host, &address) && ptl_address_is_loopback (&address));
}

gboolean
ptl_post_check_endpoint (const char *endpoint, GError **error)
{
  gboolean has_blank = strpbrk (endpoint, " \t\r\n\f\v") != NULL;
  g_autoptr (GUri) uri =
      has_blank ? NULL : g_uri_parse (endpoint, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *what = NULL;

  if (host == NULL || *host == '\0')
    what = _ ("It is not an address: write https:// and what follows.");
  else if (g_uri_get_userinfo (uri) != NULL)
    what = _ ("Leave the user name out: it would be sent in the open.");
  else if (g_str_equal (scheme, "http") && !is_this_computer (host))
    what = _ ("Write https://: with http:// everybody on the way can read it.");
  else if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
    what = _ ("It is not an address: write https:// and what follows.");

  if (what != NULL)
    g_set_error_literal (error, PTL_POST_ERROR, PTL_POST_ERROR_ENDPOINT, what);
  return what == NULL;
}

/* What went wrong below HTTP, in our terms. */
static GError *
translate (const Post *self, GCancellable *of_caller, const GError *reason)
{
  if (self->is_late)
    return g_error_new_literal (PTL_POST_ERROR, PTL_POST_ERROR_LATER,
                                _ ("The server took too long."));
  if (g_cancellable_is_cancelled (of_caller))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, reason->message);
  if (reason->domain == G_TLS_ERROR)
    return g_error_new (PTL_POST_ERROR, PTL_POST_ERROR_UNTRUSTED,
                        _ ("The server cannot be trusted: %s"), reason->message);

  return g_error_new_literal (PTL_POST_ERROR, PTL_POST_ERROR_LATER, reason->message);
}

/* Ends @task; @error: (nullable) (transfer full) */
static void
finish (GTask *task, GError *error)
{
  Post *self = g_task_get_task_data (task);
  GCancellable *of_caller = g_task_get_cancellable (task);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->cancelled_id != 0)
    g_cancellable_disconnect (of_caller, self->cancelled_id);
  self->cancelled_id = 0;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* Returns: (transfer full) (nullable): where a redirect leads */
static GUri *
get_location (SoupMessage *message)
{
  const char *location = soup_message_headers_get_one (
      soup_message_get_response_headers (message), "Location");

  return location != NULL ? g_uri_parse_relative (soup_message_get_uri (message),
                                                  location, SOUP_HTTP_URI_FLAGS, NULL)
                          : NULL;
}

static gboolean
is_same_server (GUri *one, GUri *other)
{
  return g_strcmp0 (g_uri_get_scheme (one), g_uri_get_scheme (other)) == 0 &&
         g_strcmp0 (g_uri_get_host (one), g_uri_get_host (other)) == 0 &&
         g_uri_get_port (one) == g_uri_get_port (other);
}

static GError *
judge_redirect (SoupMessage *message, guint status)
{
  g_autoptr (GUri) location = get_location (message);
  g_autofree char *where = location != NULL ? g_uri_to_string (location) : NULL;

  /* What servers answer to a form that they took: look at this page now. */
  if (location != NULL &&
      (status == SOUP_STATUS_FOUND || status == SOUP_STATUS_SEE_OTHER) &&
      is_same_server (location, soup_message_get_uri (message)))
    return NULL;

  return g_error_new (PTL_POST_ERROR, PTL_POST_ERROR_MOVED,
                      _ ("The server sends us elsewhere, to %s, and we do not follow."),
                      where != NULL ? where : _ ("nowhere"));
}

/* Returns: (transfer full) (nullable): NULL if the server took it */
static GError *
judge (SoupMessage *message)
{
  guint status = soup_message_get_status (message);

  if (SOUP_STATUS_IS_SUCCESSFUL (status))
    return NULL;
  if (SOUP_STATUS_IS_REDIRECTION (status))
    return judge_redirect (message, status);
  if (SOUP_STATUS_IS_SERVER_ERROR (status) || status == SOUP_STATUS_REQUEST_TIMEOUT ||
      status == 429 /* too many requests: RFC 6585, 4 */)
    return g_error_new (PTL_POST_ERROR, PTL_POST_ERROR_LATER,
                        _ ("The server is in trouble (status %u)."), status);

  return g_error_new (PTL_POST_ERROR, PTL_POST_ERROR_REFUSED,
                      _ ("The server does not take it (status %u)."), status);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Post *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL)
    {
      finish (task, translate (self, g_task_get_cancellable (task), error));
      return;
    }

  self->n_read += g_bytes_get_size (bytes);
  if (g_bytes_get_size (bytes) == 0 || self->n_read >= MAX_ANSWER)
    finish (task, judge (self->message));
  else
    g_input_stream_read_bytes_async (self->body, AT_ONCE, G_PRIORITY_DEFAULT,
                                     self->cancellable, read_cb, g_steal_pointer (&task));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Post *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->body = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->body == NULL)
    finish (task, translate (self, g_task_get_cancellable (task), error));
  else
    g_input_stream_read_bytes_async (self->body, AT_ONCE, G_PRIORITY_DEFAULT,
                                     self->cancellable, read_cb, g_steal_pointer (&task));
}

static gboolean
late_cb (gpointer user_data)
{
  Post *self = user_data;

  self->timeout_id = 0;
  self->is_late = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *of_caller, GCancellable *ours)
{
  g_cancellable_cancel (ours);
}

static Post *
post_new (const char *endpoint, const char *form, guint timeout_s)
{
  Post *self = g_new0 (Post, 1);
  g_autoptr (GBytes) body = g_bytes_new (form, strlen (form));

  self->cancellable = g_cancellable_new ();
  self->session = soup_session_new_with_options ("timeout", timeout_s, "user-agent",
                                                 "Portolan/" PTL_VERSION, NULL);
  self->message = soup_message_new (SOUP_METHOD_POST, endpoint);
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_set_request_body_from_bytes (self->message, SOUP_FORM_MIME_TYPE_URLENCODED,
                                            body);
  self->timeout_id = g_timeout_add_seconds (timeout_s, late_cb, self);
  return self;
}

void
ptl_post_async (const char *endpoint,
                const char *form,
                guint timeout_s,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GError *error = NULL;
  Post *self;

  g_task_set_source_tag (task, ptl_post_async);
  g_task_set_check_cancellable (task, FALSE); /* what was accepted is accepted */
  if (!ptl_post_check_endpoint (endpoint, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  self = post_new (endpoint, form, timeout_s);
  g_task_set_task_data (task, self, post_free);
  if (cancellable != NULL)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                self->cancellable, NULL);
  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT,
                           self->cancellable, sent_cb, g_steal_pointer (&task));
}

gboolean
ptl_post_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
