/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/submit/test-outbox.c: submissions wait, are tried again, and are remembered. */
#include "submit/outbox.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "lib/await.h"
#include "submit/post.h"

#define MINUTE_US (60 * (gint64) G_USEC_PER_SEC)

typedef struct
{
  char *folder;
  SoupServer *server;
  char *endpoint;
  guint status;
  guint n_requests;
  char *body; /* (nullable): of the last */
} Fixture;

static void
handler_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  Fixture *f = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  f->n_requests++;
  g_free (f->body);
  f->body = g_strndup (body->data, (gsize) body->length);
  soup_server_message_set_status (message, f->status, NULL);
}

static void
fixture_set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *scratch = g_dir_make_tmp ("outbox-XXXXXX", &error);
  GSList *uris;

  g_assert_no_error (error);
  f->folder = g_build_filename (scratch, "inner", NULL);
  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, NULL, handler_cb, f, NULL);
  soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (f->server);
  f->endpoint = g_strdup_printf ("http://127.0.0.1:%d/", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  f->status = 200;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *parent = g_path_get_dirname (folder);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_rmdir (parent);
}

static void
fixture_tear_down (Fixture *f, gconstpointer data)
{
  soup_server_disconnect (f->server);
  g_object_unref (f->server);
  remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->endpoint);
  g_free (f->body);
}

/* Nothing may be under way any more. */
static void
close_outbox (PtlOutbox *outbox)
{
  ptl_outbox_stop (outbox);
  for (guint i = 0; i < 200 && G_OBJECT (outbox)->ref_count > 1; i++)
    await_ms (10);
  g_assert_finalize_object (outbox);
}

static void
wait_for_state (PtlOutbox *outbox, PtlOutboxState state, guint n_attempts)
{
  for (guint i = 0; i < 500; i++)
    {
      const PtlOutboxItem *item = ptl_outbox_get_item (outbox, 0);

      if (item->state == state && item->n_attempts >= n_attempts)
        return;
      await_ms (10);
    }

  g_assert_not_reached ();
}

static void
must_add (PtlOutbox *outbox, PtlOutboxWay way, const char *endpoint)
{
  g_autoptr (GError) error = NULL;

  ptl_outbox_add (outbox, way, "21/tcp WU-FTPD", endpoint, "kind=service", &error);
  g_assert_no_error (error);
}

/* Sent once, remembered after the next start, not sent again. */
static void
test_sent (Fixture *f, gconstpointer data)
{
  PtlOutbox *outbox = ptl_outbox_new (f->folder, 5);
  const PtlOutboxItem *item;

  g_assert_cmpuint (ptl_outbox_get_n_items (outbox), ==, 0);
  must_add (outbox, PTL_OUTBOX_BY_POST, f->endpoint);
  wait_for_state (outbox, PTL_OUTBOX_SENT, 0);
  g_assert_true (g_str_has_prefix (f->body, "id="));
  g_assert_true (g_str_has_suffix (f->body, "&kind=service"));
  close_outbox (outbox);

  outbox = ptl_outbox_new (f->folder, 5);
  await_ms (100);
  g_assert_cmpuint (f->n_requests, ==, 1);
  g_assert_cmpuint (ptl_outbox_get_n_items (outbox), ==, 1);
  item = ptl_outbox_get_item (outbox, 0);
  g_assert_cmpint (item->state, ==, PTL_OUTBOX_SENT);
  g_assert_cmpstr (item->title, ==, "21/tcp WU-FTPD");
  g_assert_cmpint (item->done_us, >=, item->made_us);
  ptl_outbox_remove (outbox, item->id);
  g_assert_cmpuint (ptl_outbox_get_n_items (outbox), ==, 0);
  close_outbox (outbox);

  outbox = ptl_outbox_new (f->folder, 5);
  g_assert_cmpuint (ptl_outbox_get_n_items (outbox), ==, 0);
  close_outbox (outbox);
}

/* A server in trouble: it waits, also over a restart, and goes with the same id. */
static void
test_waits (Fixture *f, gconstpointer data)
{
  PtlOutbox *outbox = ptl_outbox_new (f->folder, 5);
  const PtlOutboxItem *item;
  g_autofree char *first = NULL;

  f->status = 503;
  must_add (outbox, PTL_OUTBOX_BY_POST, f->endpoint);
  wait_for_state (outbox, PTL_OUTBOX_WAITING, 1);
  item = ptl_outbox_get_item (outbox, 0);
  g_assert_nonnull (strstr (item->problem, "503"));
  g_assert_cmpint (item->next_us - item->made_us, >=, MINUTE_US);
  first = g_strdup (f->body);
  close_outbox (outbox);

  outbox = ptl_outbox_new (f->folder, 5);
  await_ms (100);
  g_assert_cmpuint (f->n_requests, ==, 1);
  f->status = 200;
  ptl_outbox_retry (outbox, ptl_outbox_get_item (outbox, 0)->id);
  wait_for_state (outbox, PTL_OUTBOX_SENT, 1);
  g_assert_cmpstr (f->body, ==, first);
  close_outbox (outbox);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  PtlOutbox *outbox = ptl_outbox_new (f->folder, 5);

  f->status = 404;
  must_add (outbox, PTL_OUTBOX_BY_POST, f->endpoint);
  wait_for_state (outbox, PTL_OUTBOX_FAILED, 1);
  await_ms (100);
  g_assert_cmpuint (f->n_requests, ==, 1);
  f->status = 200;
  ptl_outbox_retry (outbox, ptl_outbox_get_item (outbox, 0)->id);
  wait_for_state (outbox, PTL_OUTBOX_SENT, 1);
  close_outbox (outbox);
}

/* What left in another way is remembered, and nothing is sent. */
static void
test_other_ways (Fixture *f, gconstpointer data)
{
  PtlOutbox *outbox = ptl_outbox_new (f->folder, 5);
  g_autoptr (GError) error = NULL;

  must_add (outbox, PTL_OUTBOX_BY_COPY, "");
  must_add (outbox, PTL_OUTBOX_BY_FILE, "submission.txt");
  must_add (outbox, PTL_OUTBOX_BY_BROWSER, f->endpoint);
  await_ms (100);
  g_assert_cmpuint (f->n_requests, ==, 0);
  g_assert_cmpuint (ptl_outbox_get_n_items (outbox), ==, 3);
  g_assert_cmpint (ptl_outbox_get_item (outbox, 0)->state, ==, PTL_OUTBOX_SENT);

  g_assert_false (ptl_outbox_add (outbox, PTL_OUTBOX_BY_POST, "t", "http://example.org/",
                                  "a=b", &error));
  g_assert_error (error, PTL_POST_ERROR, PTL_POST_ERROR_ENDPOINT);
  g_assert_cmpuint (ptl_outbox_get_n_items (outbox), ==, 3);
  close_outbox (outbox);
}

/* Withdrawn while it is under way. */
static void
test_withdrawn (Fixture *f, gconstpointer data)
{
  PtlOutbox *outbox = ptl_outbox_new (f->folder, 5);

  must_add (outbox, PTL_OUTBOX_BY_POST, f->endpoint);
  ptl_outbox_remove (outbox, ptl_outbox_get_item (outbox, 0)->id);
  await_ms (200);
  g_assert_cmpuint (ptl_outbox_get_n_items (outbox), ==, 0);
  must_add (outbox, PTL_OUTBOX_BY_POST, f->endpoint);
  wait_for_state (outbox, PTL_OUTBOX_SENT, 0);
  close_outbox (outbox);
}

/* A clock that was set back since. */
static void
test_far_future (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlOutboxItem) item =
      ptl_outbox_item_new (PTL_OUTBOX_BY_POST, "t", f->endpoint, "a=b", G_MAXINT64 / 2);
  g_autofree char *text = ptl_outbox_item_to_text (item);
  g_autofree char *path = g_build_filename (f->folder, "x.submission", NULL);
  PtlOutbox *outbox;

  g_mkdir_with_parents (f->folder, 0700);
  g_file_set_contents (path, text, -1, NULL);
  outbox = ptl_outbox_new (f->folder, 5);
  g_assert_cmpuint (ptl_outbox_get_n_items (outbox), ==, 1);
  g_assert_cmpint (ptl_outbox_get_item (outbox, 0)->next_us, <=,
                   g_get_real_time () + 360 * MINUTE_US);
  close_outbox (outbox);
}

static void
test_damaged (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "x.submission", NULL);
  PtlOutbox *outbox;

  g_mkdir_with_parents (f->folder, 0700);
  g_file_set_contents (path, "[submission]\nid=../../x\nstate=waiting\n", -1, NULL);
  outbox = ptl_outbox_new (f->folder, 5);
  g_assert_cmpuint (ptl_outbox_get_n_items (outbox), ==, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  close_outbox (outbox);
}

/* 1, 2, 4 minutes and so on, never more than six hours. */
static void
test_delays (void)
{
  g_autoptr (PtlOutboxItem) item =
      ptl_outbox_item_new (PTL_OUTBOX_BY_POST, "t", "e", "f", 0);
  g_autoptr (GError) later =
      g_error_new_literal (PTL_POST_ERROR, PTL_POST_ERROR_LATER, "no");

  for (guint i = 0; i < 40; i++)
    {
      ptl_outbox_item_on_posted (item, later, 0);
      g_assert_cmpint (item->next_us, ==,
                       MIN (G_GINT64_CONSTANT (1) << i, 360) * MINUTE_US);
    }
}

static void
test_text (void)
{
  g_autoptr (PtlOutboxItem) item =
      ptl_outbox_item_new (PTL_OUTBOX_BY_POST, "a\nb=c\\", "https://x/;y", "k=%20&l=", 7);
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autoptr (PtlOutboxItem) read = NULL;

  item->problem = g_strdup ("“no”");
  text = ptl_outbox_item_to_text (item);
  read = ptl_outbox_item_from_text (text, strlen (text), NULL);
  g_assert_nonnull (read);
  g_assert_cmpstr (read->title, ==, "a\nb=c\\");
  again = ptl_outbox_item_to_text (read);
  g_assert_cmpstr (text, ==, again);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outbox/delays", test_delays);
  g_test_add_func ("/outbox/text", test_text);
  g_test_add ("/outbox/sent", Fixture, NULL, fixture_set_up, test_sent,
              fixture_tear_down);
  g_test_add ("/outbox/waits", Fixture, NULL, fixture_set_up, test_waits,
              fixture_tear_down);
  g_test_add ("/outbox/refused", Fixture, NULL, fixture_set_up, test_refused,
              fixture_tear_down);
  g_test_add ("/outbox/other-ways", Fixture, NULL, fixture_set_up, test_other_ways,
              fixture_tear_down);
  g_test_add ("/outbox/withdrawn", Fixture, NULL, fixture_set_up, test_withdrawn,
              fixture_tear_down);
  g_test_add ("/outbox/far-future", Fixture, NULL, fixture_set_up, test_far_future,
              fixture_tear_down);
  g_test_add ("/outbox/damaged", Fixture, NULL, fixture_set_up, test_damaged,
              fixture_tear_down);

  return g_test_run ();
}
