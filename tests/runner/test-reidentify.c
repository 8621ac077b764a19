/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/runner/test-reidentify.c: other rules on the stored answers of sessions. */
#include "runner/reidentify.h"

#include <string.h>

#include "lib/await.h"
#include "lib/own-home.h"

#define N_PORTS 300 /* more than one batch */

static const char database[] = "Probe TCP NULL q||\n"
                               "match other m|^NEVER|\n";
static const char rules[] =
    "Probe TCP NULL q||\n"
    "match harbour m|^\\+HARBOUR ([\\d.]+) ready\\r\\n| p/Harbour control/ v/$1/\n";

typedef struct
{
  char *home;
  PtlStore *store;
  GPtrArray *databases; /* filename */
  GPtrArray *rules;     /* filename */
} Fixture;

static GPtrArray *
write_file (Fixture *self, const char *name, const char *text)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  char *path = g_build_filename (self->home, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_ptr_array_add (paths, path);
  return paths;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;

  self->home = own_home_new ();
  path = g_build_filename (self->home, "test.db", NULL);
  self->databases = write_file (self, "test.probes", database);
  self->rules = write_file (self, "test.rules", rules);
  ptl_store_open_async (path, NULL, await_cb, &result);
  self->store = ptl_store_open_finish (await (&result), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  GAsyncResult *result = NULL;

  ptl_store_close_async (self->store, NULL, await_cb, &result);
  g_assert_true (ptl_store_close_finish (self->store, await (&result), NULL));
  await_forget ();
  g_object_unref (self->store);
  g_ptr_array_unref (self->databases);
  g_ptr_array_unref (self->rules);
  own_home_free (self->home);
}

/* @probe: that brought @text, or a script that put it out */
static void
add_port (GPtrArray *facts, guint16 number, const char *probe, const char *text)
{
  const PtlAddress address = { .bytes = { 192, 0, 2, 1 } };
  g_autoptr (PtlResponse) response = ptl_response_new ();
  g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_NO_MATCH);

  service->name = g_strdup ("as-registered");
  response->probe = g_strdup (probe);
  response->sent = g_bytes_new (NULL, 0);
  response->received = g_bytes_new (text, strlen (text));
  response->full_length = strlen (text);
  g_ptr_array_add (facts, ptl_fact_new_port (1, &address, PTL_PROTOCOL_TCP, number,
                                             PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK));
  g_ptr_array_add (
      facts, ptl_fact_new_response (1, &address, PTL_PROTOCOL_TCP, number, response));
  g_ptr_array_add (facts,
                   ptl_fact_new_service (1, &address, PTL_PROTOCOL_TCP, number, service));
}

/* Every third port is a harbour; one more only says so in what a script put out. */
static gint64
add_session (Fixture *self, const char *name)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new (name, options);
  g_autoptr (GPtrArray) facts = ptl_fact_array_new ();
  g_autoptr (PtlSessionInfo) begun = NULL;
  g_autoptr (PtlSessionInfo) ended = NULL;
  GAsyncResult *result = NULL;

  ptl_store_begin_async (self->store, info, NULL, await_cb, &result);
  begun = ptl_store_begin_finish (self->store, await (&result), NULL);
  for (guint16 i = 0; i < N_PORTS; i++)
    add_port (facts, 1000 + i, "NULL", i % 3 == 0 ? "+HARBOUR 2.1 ready\r\n" : "?\r\n");
  add_port (facts, 999, PTL_RESPONSE_OF_SCRIPT "banner", "+HARBOUR 2.1 ready\r\n");
  ptl_store_append (self->store, begun->id, facts);

  result = NULL;
  ptl_store_end_async (self->store, begun->id, PTL_SESSION_STATE_FINISHED, 2, NULL,
                       await_cb, &result);
  ended = ptl_store_end_finish (self->store, await (&result), NULL);
  return ended->id;
}

static GPtrArray *
list_sessions (Fixture *self)
{
  GAsyncResult *result = NULL;

  ptl_store_list_async (self->store, NULL, await_cb, &result);
  return ptl_store_list_finish (self->store, await (&result), NULL);
}

static GPtrArray *
reidentify (Fixture *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) sessions = list_sessions (self);
  GAsyncResult *result = NULL;

  ptl_reidentify_async (self->store, sessions, self->databases, self->rules, NULL, NULL,
                        cancellable, await_cb, &result);
  return ptl_reidentify_finish (await (&result), error);
}

static guint
count_revisions (Fixture *self, gint64 id)
{
  g_autoptr (GPtrArray) list = NULL;
  GAsyncResult *result = NULL;

  ptl_store_list_revisions_async (self->store, id, NULL, await_cb, &result);
  list = ptl_store_list_revisions_finish (self->store, await (&result), NULL);
  return list->len;
}

/* Returns: (transfer full): how the port stands in the session as it is shown */
static PtlPort *
get_port (Fixture *self, gint64 id, guint16 number)
{
  const PtlAddress address = { .bytes = { 192, 0, 2, 1 } };
  g_autoptr (PtlSession) session = NULL;
  GAsyncResult *result = NULL;

  ptl_store_load_async (self->store, id, FALSE, NULL, await_cb, &result);
  session = ptl_store_load_finish (self->store, await (&result), NULL);
  return ptl_port_ref (ptl_host_find_port (ptl_session_find_host (session, &address),
                                           PTL_PROTOCOL_TCP, number));
}

static void
test_changes (Fixture *self, gconstpointer data)
{
  gint64 id = add_session (self, "one");
  g_autoptr (GPtrArray) done = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (PtlPort) harbour = NULL;
  g_autoptr (PtlPort) unknown = NULL;
  g_autoptr (PtlPort) scripted = NULL;
  g_autoptr (GError) error = NULL;
  const PtlReidentification *first;

  done = reidentify (self, NULL, &error);
  g_assert_no_error (error);
  first = done->pdata[0];
  g_assert_cmpuint (first->revision, ==, 1);
  g_assert_cmpuint (first->n_ports, ==, N_PORTS + 1);
  g_assert_cmpuint (first->n_responses, ==, N_PORTS + 1);
  g_assert_cmpuint (first->changes->len, ==, N_PORTS / 3);
  for (guint i = 0; i < first->changes->len; i++) /* by port, whoever judged it */
    g_assert_cmpuint (((PtlVerdictChange *) first->changes->pdata[i])->evidence->port, ==,
                      1000 + 3 * i);

  harbour = get_port (self, id, 1003);
  g_assert_cmpstr (harbour->service->product, ==, "Harbour control");
  g_assert_cmpstr (harbour->service->version, ==, "2.1");
  g_assert_cmpint (harbour->scanned->outcome, ==, PTL_SERVICE_OUTCOME_NO_MATCH);
  unknown = get_port (self, id, 1001);
  g_assert_null (unknown->scanned);
  scripted = get_port (self, id, 999);
  g_assert_null (scripted->service->product);

  again = reidentify (self, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (((PtlReidentification *) again->pdata[0])->revision, ==, 0);
  g_assert_cmpuint (count_revisions (self, id), ==, 1);
}

static void
test_several (Fixture *self, gconstpointer data)
{
  gint64 ids[] = { add_session (self, "one"), add_session (self, "two") };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) done = reidentify (self, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (done->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (count_revisions (self, ids[i]), ==, 1);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  gint64 id = add_session (self, "one");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (reidentify (self, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_revisions (self, id), ==, 0);
}

static void
test_wrong_rules (Fixture *self, gconstpointer data)
{
  gint64 id = add_session (self, "one");
  g_autoptr (GError) error = NULL;

  g_ptr_array_unref (self->rules);
  self->rules = write_file (self, "wrong.rules", "Probe TCP NULL q||\nmatch x m|(|\n");
  g_assert_null (reidentify (self, NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "wrong.rules"));
  g_assert_cmpuint (count_revisions (self, id), ==, 0);
}

/* A run alone changes nothing. */
static void
test_corpus_run (Fixture *self, gconstpointer data)
{
  gint64 id = add_session (self, "one");
  g_autoptr (GPtrArray) sessions = list_sessions (self);
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (PtlCorpusResult) run = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  g_assert_true (ptl_probe_db_load_file (db, self->rules->pdata[0],
                                         PTL_RULE_LAYER_DATABASE, TRUE, &error));
  g_assert_true (ptl_probe_db_seal (db, TRUE, &error));
  ptl_corpus_run_async (self->store, sessions, db, NULL, NULL, NULL, NULL, await_cb,
                        &result);
  run = ptl_corpus_run_finish (await (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (run->n_ports, ==, N_PORTS + 1);
  g_assert_cmpuint (run->verdicts->len, ==, N_PORTS / 3);
  g_assert_cmpuint (run->changes->len, ==, N_PORTS / 3);
  g_assert_cmpuint (count_revisions (self, id), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/reidentify/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/reidentify/several", Fixture, NULL, set_up, test_several, tear_down);
  g_test_add ("/reidentify/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/reidentify/wrong-rules", Fixture, NULL, set_up, test_wrong_rules,
              tear_down);
  g_test_add ("/reidentify/corpus-run", Fixture, NULL, set_up, test_corpus_run,
              tear_down);

  return g_test_run ();
}
