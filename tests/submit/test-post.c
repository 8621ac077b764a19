/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/submit/test-post.c: forms posted to a real HTTP server, and to broken ones. */
#include "submit/post.h"

#include <libsoup/soup.h>
#include <unistd.h>

#include "lib/await.h"
#include "lib/peer.h"
#include "lib/tls-peer.h"

#define FORM "kind=service&service=a%20b"

/* What the server answers, and what it got. */
typedef struct
{
  SoupServer *server;
  guint status;
  const char *location; /* (nullable) */
  char *method;
  char *type;
  char *agent;
  char *body;
  guint n_requests;
} Fixture;

static void
handler_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *f = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  f->n_requests++;
  g_free (f->method);
  g_free (f->type);
  g_free (f->agent);
  g_free (f->body);
  f->method = g_strdup (soup_server_message_get_method (message));
  f->type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  f->agent = g_strdup (soup_message_headers_get_one (headers, "User-Agent"));
  f->body = g_strndup (body->data, (gsize) body->length);
  soup_server_message_set_status (message, f->status, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "thanks",
                                    6);
  if (f->location != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                  "Location", f->location);
}

static void
fixture_set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, "/submit", handler_cb, f, NULL);
  soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  f->status = 200;
}

static void
fixture_tear_down (Fixture *f, gconstpointer data)
{
  await_forget ();
  soup_server_disconnect (f->server);
  g_object_unref (f->server);
  g_free (f->method);
  g_free (f->type);
  g_free (f->agent);
  g_free (f->body);
}

static char *
get_endpoint (Fixture *f)
{
  GSList *uris = soup_server_get_uris (f->server);
  char *endpoint =
      g_strdup_printf ("http://127.0.0.1:%d/submit", g_uri_get_port (uris->data));

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return endpoint;
}

static gboolean
post (const char *endpoint, GCancellable *cancellable, GError **error)
{
  GAsyncResult *result = NULL;

  ptl_post_async (endpoint, FORM, 2, cancellable, await_cb, &result);
  return ptl_post_finish (await (&result), error);
}

/* -1: accepted */
static void
assert_post (const char *endpoint, int expected)
{
  g_autoptr (GError) error = NULL;
  gboolean accepted = post (endpoint, NULL, &error);

  if (expected < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, PTL_POST_ERROR, expected);
  g_assert_cmpint (accepted, ==, expected < 0);
}

static void
test_endpoint (void)
{
  static const char *const good[] = { "https://example.org/submit",
                                      "https://example.org:8443/a?b=c",
                                      "http://127.0.0.1:8080/", "http://localhost/x",
                                      "http://[::1]/" };
  static const char *const bad[] = { "",
                                     "example.org",
                                     "http://example.org/",
                                     "http://127.0.0.1.example.org/",
                                     "http://192.168.1.1/",
                                     "https://me:secret@example.org/",
                                     "https:///x",
                                     "ftp://127.0.0.1/",
                                     "file:///etc/passwd",
                                     "https://exa mple/" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ptl_post_check_endpoint (good[i], NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_false (ptl_post_check_endpoint (bad[i], &error));
      g_assert_error (error, PTL_POST_ERROR, PTL_POST_ERROR_ENDPOINT);
    }
}

static void
test_accepted (Fixture *f, gconstpointer data)
{
  g_autofree char *endpoint = get_endpoint (f);

  assert_post (endpoint, -1);
  g_assert_cmpstr (f->method, ==, "POST");
  g_assert_cmpstr (f->type, ==, "application/x-www-form-urlencoded");
  g_assert_cmpstr (f->body, ==, FORM);
  g_assert_true (g_str_has_prefix (f->agent, "Portolan/"));
  f->status = 204;
  assert_post (endpoint, -1);
}

static void
test_status (Fixture *f, gconstpointer data)
{
  static const struct
  {
    guint status;
    int expected;
  } cases[] = {
    { 400, PTL_POST_ERROR_REFUSED }, { 401, PTL_POST_ERROR_REFUSED },
    { 404, PTL_POST_ERROR_REFUSED }, { 413, PTL_POST_ERROR_REFUSED },
    { 408, PTL_POST_ERROR_LATER },   { 429, PTL_POST_ERROR_LATER },
    { 500, PTL_POST_ERROR_LATER },   { 503, PTL_POST_ERROR_LATER },
    { 304, PTL_POST_ERROR_MOVED },
  };
  g_autofree char *endpoint = get_endpoint (f);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      f->status = cases[i].status;
      assert_post (endpoint, cases[i].expected);
      g_assert_cmpuint (f->n_requests, ==, i + 1);
    }
}

/* Nothing is ever sent where the person has not said. */
static void
test_redirects (Fixture *f, gconstpointer data)
{
  g_autofree char *endpoint = get_endpoint (f);
  Fixture other = { 0 };
  g_autofree char *elsewhere = NULL;

  fixture_set_up (&other, NULL);
  elsewhere = get_endpoint (&other);
  f->status = 303;
  f->location = "/thanks";
  assert_post (endpoint, -1);
  f->location = elsewhere;
  assert_post (endpoint, PTL_POST_ERROR_MOVED);
  f->status = 307;
  assert_post (endpoint, PTL_POST_ERROR_MOVED);
  f->location = "/submit";
  assert_post (endpoint, PTL_POST_ERROR_MOVED);
  f->location = NULL;
  assert_post (endpoint, PTL_POST_ERROR_MOVED);
  g_assert_cmpuint (other.n_requests, ==, 0);
  g_assert_cmpuint (f->n_requests, ==, 5);
  fixture_tear_down (&other, NULL);
}

static void
cut_body (PeerLink *link, gpointer data)
{
  g_autoptr (GBytes) request = peer_receive (link);

  peer_send (link, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nthan", -1);
}

static void
cut_head (PeerLink *link, gpointer data)
{
  g_autoptr (GBytes) request = peer_receive (link);

  peer_send (link, "HTTP/1.1 200 O", -1);
}

static void
reset (PeerLink *link, gpointer data)
{
  g_autoptr (GBytes) request = peer_receive (link);

  peer_reset (link);
}

static void
silence (PeerLink *link, gpointer data)
{
  peer_hold (link);
}

static void
garbage (PeerLink *link, gpointer data)
{
  g_autoptr (GBytes) request = peer_receive (link);

  peer_send (link, "SSH-2.0-OpenSSH_9.2p1\r\n", -1);
}

/* A byte a while, for ever. */
static void
drip (PeerLink *link, gpointer data)
{
  g_autoptr (GBytes) request = peer_receive (link);

  peer_send (link, "HTTP/1.1 200 OK\r\n\r\n", -1);
  while (peer_send (link, "x", 1) && peer_delay (link, 200))
    ;
}

static void
flood (PeerLink *link, gpointer data)
{
  g_autoptr (GBytes) request = peer_receive (link);
  g_autofree char *much = g_strnfill (64 * 1024, 'x');

  peer_send (link, "HTTP/1.1 200 OK\r\n\r\n", -1);
  while (peer_send (link, much, -1))
    ;
}

static void
assert_peer (PeerScript script, int expected)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, script, NULL);
  g_autofree char *endpoint =
      g_strdup_printf ("http://127.0.0.1:%u/", peer_get_port (peer));

  assert_post (endpoint, expected);
  await_forget ();
}

static void
test_broken (void)
{
  assert_peer (cut_body, PTL_POST_ERROR_LATER);
  assert_peer (cut_head, PTL_POST_ERROR_LATER);
  assert_peer (reset, PTL_POST_ERROR_LATER);
  assert_peer (garbage, PTL_POST_ERROR_LATER);
  assert_peer (silence, PTL_POST_ERROR_LATER);
  assert_peer (drip, PTL_POST_ERROR_LATER);
  assert_peer (flood, -1);
}

static void
test_nobody (void)
{
  int fd;
  guint16 port = peer_reserve_closed_port (&fd);
  g_autofree char *endpoint = g_strdup_printf ("http://127.0.0.1:%u/", port);

  assert_post (endpoint, PTL_POST_ERROR_LATER);
  close (fd);
}

static void
shake_hands (PeerLink *link, gpointer identity)
{
  g_autoptr (TlsLink) tls = tls_link_new (link, identity, "NORMAL");
  g_autoptr (GBytes) record = tls != NULL ? tls_link_receive (tls) : NULL;

  g_assert_null (record);
}

/* A certificate that nobody vouches for: it gets nothing. */
static void
test_untrusted (void)
{
  g_autoptr (TlsIdentity) identity = tls_identity_new ();
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, shake_hands, identity);
  g_autofree char *endpoint =
      g_strdup_printf ("https://127.0.0.1:%u/", peer_get_port (peer));

  assert_post (endpoint, PTL_POST_ERROR_UNTRUSTED);
  await_forget ();
}

static void
test_cancelled (void)
{
  g_autoptr (Peer) peer = peer_new (PEER_TCP4, silence, NULL);
  g_autofree char *endpoint =
      g_strdup_printf ("http://127.0.0.1:%u/", peer_get_port (peer));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  ptl_post_async (endpoint, FORM, 5, cancellable, await_cb, &result);
  await_ms (100);
  g_cancellable_cancel (cancellable);
  g_assert_false (ptl_post_finish (await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  await_forget ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/post/endpoint", test_endpoint);
  g_test_add ("/post/accepted", Fixture, NULL, fixture_set_up, test_accepted,
              fixture_tear_down);
  g_test_add ("/post/status", Fixture, NULL, fixture_set_up, test_status,
              fixture_tear_down);
  g_test_add ("/post/redirects", Fixture, NULL, fixture_set_up, test_redirects,
              fixture_tear_down);
  g_test_add_func ("/post/broken", test_broken);
  g_test_add_func ("/post/nobody", test_nobody);
  g_test_add_func ("/post/untrusted", test_untrusted);
  g_test_add_func ("/post/cancelled", test_cancelled);

  return g_test_run ();
}
