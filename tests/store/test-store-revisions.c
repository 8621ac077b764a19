/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/test-store-revisions.c: the verdicts of later rules, beside the scan's. */
#include <string.h>

#include "store/store-revisions.h"

#include "fixture.h"

static PtlService *
make_service (const char *product)
{
  PtlService *service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);

  service->name = g_strdup ("name");
  service->product = g_strdup (product);
  service->rule = ptl_rule_ref_new ();
  service->rule->layer = g_strdup ("user");
  service->rule->file = g_strdup ("mine.rules");
  service->rule->pattern = g_strdup ("^x");
  service->rule->probe = g_strdup ("NULL");
  return service;
}

static PtlResponse *
make_response (guint sequence, const char *received)
{
  PtlResponse *response = ptl_response_new ();

  response->sequence = sequence;
  response->probe = g_strdup ("NULL");
  response->sent = g_bytes_new_static ("", 0);
  response->received = g_bytes_new (received, strlen (received));
  response->full_length = strlen (received);
  return response;
}

/* A session of @n hosts with one port each that gave two answers, the later first. */
static gint64
make_session (PtlStore *store, guint n)
{
  gint64 id = must_begin (store, "s");

  for (guint i = 0; i < n; i++)
    {
      PtlAddress address = make_address (i);
      g_autoptr (PtlResponse) first = make_response (0, "one");
      g_autoptr (PtlResponse) second = make_response (1, "two");
      g_autoptr (PtlService) service = make_service ("old");

      append_one (store, id,
                  ptl_fact_new_port (1, &address, PTL_PROTOCOL_TCP, 80,
                                     PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK));
      append_one (store, id,
                  ptl_fact_new_response (1, &address, PTL_PROTOCOL_TCP, 80, second));
      append_one (store, id,
                  ptl_fact_new_response (1, &address, PTL_PROTOCOL_TCP, 80, first));
      append_one (store, id,
                  ptl_fact_new_service (1, &address, PTL_PROTOCOL_TCP, 80, service));
    }

  ptl_session_info_unref (must_end (store, id, PTL_SESSION_STATE_FINISHED));
  return id;
}

static void
collect_cb (PtlEvidence *evidence, gpointer user_data)
{
  g_ptr_array_add (user_data, evidence);
}

/* Returns: (transfer full) (element-type PtlEvidence) */
static GPtrArray *
collect (PtlStore *store, gint64 id)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_evidence_unref);

  ptl_store_visit_evidence_async (store, id, collect_cb, list, NULL, await_cb, &result);
  ptl_store_visit_evidence_finish (store, await (&result), &error);
  g_assert_no_error (error);
  return list;
}

/* Adds a revision in which the first host's port is @product; returns its number. */
static guint
add_revision (PtlStore *store, gint64 id, const char *product)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  g_autoptr (GPtrArray) evidence = collect (store, id);
  g_autoptr (GPtrArray) verdicts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_verdict_change_free);
  g_autoptr (PtlRevision) revision = ptl_revision_new ();
  PtlEvidence *first = evidence->pdata[0];
  g_autoptr (PtlService) after = make_service (product);
  guint number;

  g_ptr_array_add (verdicts, ptl_verdict_change_new (first, first->scanned, after));
  revision->time_us = 5;
  revision->engine = g_strdup ("test");
  revision->rules = g_strdup ("user a\nsession b");
  revision->n_ports = evidence->len;
  revision->n_changed = 1;
  ptl_store_add_revision_async (store, id, revision, verdicts, NULL, await_cb, &result);
  number = ptl_store_add_revision_finish (store, await (&result), &error);
  g_assert_no_error (error);
  return number;
}

static PtlSession *
load_revision (PtlStore *store, gint64 id, gint64 number, GError **error)
{
  GAsyncResult *result = NULL;

  ptl_store_load_revision_async (store, id, number, FALSE, NULL, await_cb, &result);
  return ptl_store_load_finish (store, await (&result), error);
}

static void
assert_product (PtlStore *store, gint64 id, gint64 number, const char *product)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlSession) session = load_revision (store, id, number, &error);
  const PtlHost *host;
  const PtlPort *port;

  g_assert_no_error (error);
  host = ptl_session_get_hosts (session)->pdata[0];
  port = host->ports->pdata[0];
  g_assert_cmpstr (port->service->product, ==, product);
  if (g_str_equal (product, "old"))
    g_assert_null (port->scanned);
  else
    g_assert_cmpstr (port->scanned->product, ==, "old");
}

static gboolean
show (PtlStore *store, gint64 id, guint number, GError **error)
{
  GAsyncResult *result = NULL;

  ptl_store_show_revision_async (store, id, number, NULL, await_cb, &result);
  return ptl_store_show_revision_finish (store, await (&result), error);
}

static gboolean delete (PtlStore *store, gint64 id, guint number, GError **error)
{
  GAsyncResult *result = NULL;

  ptl_store_delete_revision_async (store, id, number, NULL, await_cb, &result);
  return ptl_store_delete_revision_finish (store, await (&result), error);
}

static GPtrArray *
list (PtlStore *store, gint64 id)
{
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *revisions;

  ptl_store_list_revisions_async (store, id, NULL, await_cb, &result);
  revisions = ptl_store_list_revisions_finish (store, await (&result), &error);
  g_assert_no_error (error);
  return revisions;
}

static void
test_evidence (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  gint64 id = make_session (store, 3);
  gint64 other = make_session (store, 2);
  g_autoptr (GPtrArray) all = collect (store, 0);
  g_autoptr (GPtrArray) one = collect (store, id);

  g_assert_cmpuint (all->len, ==, 5);
  g_assert_cmpuint (one->len, ==, 3);
  for (guint i = 0; i < one->len; i++)
    {
      const PtlEvidence *evidence = one->pdata[i];
      PtlAddress address = make_address (i);

      g_assert_cmpint (evidence->session_id, ==, id);
      g_assert_true (ptl_address_equal (&evidence->address, &address));
      g_assert_cmpuint (evidence->port, ==, 80);
      g_assert_cmpstr (evidence->scanned->product, ==, "old");
      g_assert_true (evidence->shown == evidence->scanned);
      g_assert_cmpuint (evidence->responses->len, ==, 2);
      for (guint j = 0; j < 2; j++)
        g_assert_cmpuint (((PtlResponse *) evidence->responses->pdata[j])->sequence, ==,
                          j);
    }
  g_assert_cmpint (((PtlEvidence *) all->pdata[4])->session_id, ==, other);
  must_close (store);
}

static void
test_beside (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  gint64 id = make_session (store, 2);
  g_autoptr (PtlSession) before = must_load (store, id, TRUE);
  g_autofree char *as_scanned = describe_session (before);

  g_assert_cmpuint (add_revision (store, id, "new"), ==, 1);
  assert_product (store, id, PTL_REVISION_CHOSEN, "new");
  g_assert_cmpuint (add_revision (store, id, "newer"), ==, 2);
  assert_product (store, id, PTL_REVISION_CHOSEN, "newer");
  assert_product (store, id, 1, "new");

  {
    g_autoptr (PtlSession) again = load_revision (store, id, PTL_REVISION_OF_SCAN, NULL);
    g_autoptr (GPtrArray) evidence = collect (store, id);
    const PtlEvidence *first = evidence->pdata[0];

    g_assert_cmpuint (ptl_session_get_info (again)->revision, ==, 0);
    assert_product (store, id, PTL_REVISION_OF_SCAN, "old");
    g_assert_cmpstr (first->scanned->product, ==, "old");
    g_assert_cmpstr (first->shown->product, ==, "newer");
  }

  /* Shown as the scan was, all is as the scan left it. */
  g_assert_true (show (store, id, 0, NULL));
  {
    g_autoptr (PtlSession) after = must_load (store, id, TRUE);
    g_autofree char *text = describe_session (after);

    g_assert_cmpstr (text, ==, as_scanned);
  }
  must_close (store);
}

static void
test_list (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  gint64 id = make_session (store, 2);
  g_autoptr (GPtrArray) none = list (store, id);
  g_autoptr (GPtrArray) revisions = NULL;
  const PtlRevision *second;

  g_assert_cmpuint (none->len, ==, 0);
  add_revision (store, id, "a");
  add_revision (store, id, "b");
  revisions = list (store, id);
  g_assert_cmpuint (revisions->len, ==, 2);
  second = revisions->pdata[1];
  g_assert_cmpuint (second->number, ==, 2);
  g_assert_cmpint (second->time_us, ==, 5);
  g_assert_cmpstr (second->engine, ==, "test");
  g_assert_cmpstr (second->rules, ==, "user a\nsession b");
  g_assert_cmpuint (second->n_ports, ==, 2);
  g_assert_cmpuint (second->n_changed, ==, 1);
  g_assert_true (second->is_shown);
  g_assert_false (((PtlRevision *) revisions->pdata[0])->is_shown);
  must_close (store);
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  gint64 id = make_session (store, 1);
  g_autoptr (GError) error = NULL;

  add_revision (store, id, "a");
  add_revision (store, id, "b");
  add_revision (store, id, "c");
  g_assert_true (delete (store, id, 2, NULL)); /* not shown: nothing changes */
  assert_product (store, id, PTL_REVISION_CHOSEN, "c");
  g_assert_true (delete (store, id, 3, NULL));
  assert_product (store, id, PTL_REVISION_CHOSEN, "a");
  g_assert_false (delete (store, id, 3, &error));
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (show (store, id, 3, &error));
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (load_revision (store, id, 3, &error));
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_NOT_FOUND);
  assert_product (store, id, PTL_REVISION_CHOSEN, "a");
  must_close (store);
}

/* With the session its revisions go. */
static void
test_session_is_deleted (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = must_open (f->path);
  gint64 id = make_session (store, 2);
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;

  add_revision (store, id, "a");
  ptl_store_delete_async (store, id, NULL, await_cb, &result);
  ptl_store_delete_finish (store, await (&result), &error);
  g_assert_no_error (error);
  must_close (store);
  g_assert_cmpint (ask_file (f->path, "SELECT count(*) FROM revisions"), ==, 0);
  g_assert_cmpint (ask_file (f->path, "SELECT count(*) FROM revised_services"), ==, 0);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/store-revisions/" path, Fixture, NULL, fixture_set_up, func,             \
              fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("evidence", test_evidence);
  ADD ("beside", test_beside);
  ADD ("list", test_list);
  ADD ("delete", test_delete);
  ADD ("session-is-deleted", test_session_is_deleted);

  return g_test_run ();
}
