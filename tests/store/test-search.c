/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/test-search.c: the store answers a filter as the predicate does. */
#include <string.h>

#include "filter/baseline.h"
#include "store/search.h"
#include "store/store-revisions.h"

#include "fixture.h"
#include "made-up-session.h"

#define NOW        MADE_UP_NOW
#define N_SESSIONS 12

/* --- the rows of the sessions, asked by the predicate --- */

static char *
describe (gint64 id,
          const PtlAddress *address,
          gboolean has_port,
          int protocol,
          guint port)
{
  g_autofree char *text = address != NULL ? ptl_address_to_string (address) : NULL;

  return g_strdup_printf ("%" G_GINT64_FORMAT " %s %d %u", id, text != NULL ? text : "-",
                          has_port ? protocol : -1, has_port ? port : 0);
}

/* Returns: whether it is true of the row, which is then among what was found */
static gboolean
ask_row (GHashTable *found, const PtlFilter *filter, const PtlFilterRow *row)
{
  if (!ptl_filter_match (filter, row))
    return FALSE;

  g_hash_table_add (found, describe (row->session->id,
                                     row->host != NULL ? &row->host->address : NULL,
                                     row->port != NULL,
                                     row->port != NULL ? (int) row->port->protocol : 0,
                                     row->port != NULL ? row->port->number : 0));
  return TRUE;
}

static void
ask_host (GHashTable *found, const PtlFilter *filter, PtlFilterRow row)
{
  if (ask_row (found, filter, &row))
    return;

  for (guint i = 0; i < row.host->ports->len; i++)
    {
      row.port = row.host->ports->pdata[i];
      ask_row (found, filter, &row);
    }
}

static PtlSession *
find_baseline (GPtrArray *sessions, const PtlSessionInfo *info)
{
  g_autoptr (GPtrArray) infos = g_ptr_array_new ();
  const PtlSessionInfo *baseline;

  for (guint i = 0; i < sessions->len; i++)
    g_ptr_array_add (infos, ptl_session_get_info (sessions->pdata[i]));
  baseline = ptl_baseline_find (infos, info);
  for (guint i = 0; i < sessions->len; i++)
    if (infos->pdata[i] == baseline)
      return sessions->pdata[i];

  return NULL;
}

static void
ask_session (GHashTable *found,
             const PtlFilter *filter,
             GPtrArray *sessions,
             PtlSession *session)
{
  GPtrArray *hosts = ptl_session_get_hosts (session);
  PtlFilterRow row = { .session = ptl_session_get_info (session) };

  row.baseline = find_baseline (sessions, row.session);
  if (ask_row (found, filter, &row))
    return;

  for (guint i = 0; i < hosts->len; i++)
    {
      row.host = hosts->pdata[i];
      ask_host (found, filter, row);
    }
}

static GHashTable *
ask_predicate (const PtlFilter *filter, GPtrArray *sessions)
{
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < sessions->len; i++)
    ask_session (found, filter, sessions, sessions->pdata[i]);
  return found;
}

/* --- the store --- */

static GPtrArray *
search (PtlStore *store, const PtlFilter *filter, guint max)
{
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *hits;

  ptl_store_search_async (store, filter, max, NULL, await_cb, &result);
  hits = ptl_store_search_finish (store, await (&result), &error);
  g_assert_no_error (error);
  return hits;
}

static GHashTable *
ask_store (const PtlFilter *filter, PtlStore *store)
{
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) hits = search (store, filter, 0);

  for (guint i = 0; i < hits->len; i++)
    {
      const PtlSearchHit *hit = hits->pdata[i];

      g_assert_true (g_hash_table_add (
          found, describe (hit->session_id, hit->has_host ? &hit->address : NULL,
                           hit->has_port, (int) hit->protocol, hit->port)));
    }
  return found;
}

/* Sessions of the store, as they are shown. */
static GPtrArray *
load_all (PtlStore *store)
{
  g_autoptr (GPtrArray) infos = must_list (store);
  GPtrArray *sessions = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < infos->len; i++)
    g_ptr_array_add (sessions,
                     must_load (store, ((PtlSessionInfo *) infos->pdata[i])->id, TRUE));
  return sessions;
}

static void
collect_cb (PtlEvidence *evidence, gpointer user_data)
{
  g_ptr_array_add (user_data, evidence);
}

/* Gives the session a revision in which some ports are others. */
static void
revise (PtlStore *store, gint64 id, GRand *rand)
{
  g_autoptr (GPtrArray) evidence =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_evidence_unref);
  g_autoptr (GPtrArray) verdicts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_verdict_change_free);
  g_autoptr (PtlRevision) revision = ptl_revision_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  ptl_store_visit_evidence_async (store, id, collect_cb, evidence, NULL, await_cb,
                                  &result);
  g_assert_true (ptl_store_visit_evidence_finish (store, await (&result), NULL));
  for (guint i = 0; i < evidence->len; i++)
    {
      PtlEvidence *port = evidence->pdata[i];
      g_autoptr (PtlService) other = made_up_service (rand);

      g_ptr_array_add (verdicts, ptl_verdict_change_new (port, port->scanned, other));
    }

  result = NULL;
  ptl_store_add_revision_async (store, id, revision, verdicts, NULL, await_cb, &result);
  ptl_store_add_revision_finish (store, await (&result), &error);
  g_assert_no_error (error);
}

static PtlStore *
make_store (const char *path, guint seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  PtlStore *store = must_open (path);

  for (guint i = 0; i < N_SESSIONS; i++)
    {
      g_autoptr (PtlSession) session = made_up_session (rand, i);
      g_autoptr (PtlSessionInfo) saved = NULL;
      g_autoptr (GError) error = NULL;
      GAsyncResult *result = NULL;

      ptl_store_save_async (store, session, NULL, await_cb, &result);
      saved = ptl_store_save_finish (store, await (&result), &error);
      g_assert_no_error (error);
      if (i % 3 == 0)
        revise (store, saved->id, rand);
    }

  return store;
}

/* --- filters --- */

static const char *const terms[] = {
  "port:22",
  "port:22,80-90",
  "port>51",
  "port<=51",
  "service:http",
  "service:HTTP,nginx",
  "service:ht*",
  "product~apache",
  "product:\"apache httpd\"",
  "product:*httpd",
  "product:100%\\ [x]?*",
  "info~[x]",
  "info:\"a*b\"",
  "info:a*b",
  "info~*",
  "version<1.10",
  "version<=1.9",
  "version>1.0",
  "version>=1:0",
  "version:1.*",
  "version~rc",
  "os:linux",
  "device~\xc3\xa4",
  "hostname:nas.example",
  "cpe~nginx",
  "cpe:cpe:/o:linux",
  "cpe:cpe*x:*",
  "host:10.0.0.0/8",
  "host:10.0.0.1",
  "host:fe80::/10",
  "host:::/0",
  "host:nas.example",
  "host~10.0",
  "host~8::",
  "name:nas*",
  "name~nginx",
  "mac:02:42:ac:11:00:02",
  "vendor~linux",
  "state:open",
  "state:closed,open|filtered",
  "protocol:udp",
  "reason:syn-ack",
  "unknown",
  "new",
  "up",
  "down",
  "has:tls",
  "has:cert",
  "has:version,cpe",
  "has:mac",
  "has:name",
  "has:rule",
  "has:fingerprint",
  "outcome:no-match",
  "layer:user",
  "probe:nginx",
  "banner~nginx",
  "banner~\"[x]\"",
  "banner:http",
  "tls.version~1.3",
  "tls.cipher~aes",
  "cert.expires<30d",
  "cert.expires>0d",
  "cert.expires:2024-10",
  "cert.issued>2000",
  "cert.subject~cn",
  "cert.issuer~example",
  "cert.name~example",
  "cert.bits>1",
  "cert.sha256~a",
  "session~nginx",
  "started<2d",
  "started>2d",
  "started:2024-10-04",
  "tag:office",
  "tag~ng",
  "note~nginx",
  "note:http",
  "has:note",
  "has:tag",
  "has:tag,mac",
  "has:vendor",
  "-new",
};

/* The store looks for these in answers as well. */
static const char *const texts[] = {
  "nginx", "\"apache httpd\"", "10.0.0", "zzz", "%", "_", "fe80::1", "\\\"", "linux nginx"
};

static char *
make_filter (GRand *rand, guint depth)
{
  const char *term = terms[g_rand_int_range (rand, 0, G_N_ELEMENTS (terms))];
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  if (depth == 0 || g_rand_int_range (rand, 0, 3) == 0)
    return g_strconcat (g_rand_int_range (rand, 0, 3) == 0 ? "NOT " : "", term, NULL);

  left = make_filter (rand, depth - 1);
  right = make_filter (rand, depth - 1);
  return g_strconcat (g_rand_int_range (rand, 0, 4) == 0 ? "-(" : "(", left,
                      g_rand_boolean (rand) ? " " : " OR ", right, ")", NULL);
}

static guint
count_missing (GHashTable *of, GHashTable *in, const char *what)
{
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  g_hash_table_iter_init (&iter, of);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (in, key))
      {
        g_test_message ("%s: %s", what, (const char *) key);
        n++;
      }
  return n;
}

/* Returns: how many rows the filter is true of */
static guint
assert_equal (PtlStore *store, GPtrArray *sessions, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlFilter) filter = ptl_filter_parse (text, NOW, NULL, &error);
  g_autoptr (GHashTable) by_predicate = NULL;
  g_autoptr (GHashTable) by_store = NULL;
  guint n;

  g_assert_no_error (error);
  by_predicate = ask_predicate (filter, sessions);
  by_store = ask_store (filter, store);
  n = count_missing (by_predicate, by_store, "the store misses") +
      count_missing (by_store, by_predicate, "the store has besides");
  if (n > 0)
    g_error ("%s: %u rows differ", text, n);
  return g_hash_table_size (by_store);
}

/* Whatever the predicate is true of, the store finds, or what has it. */
static void
assert_includes (PtlStore *store, GPtrArray *sessions, const char *text)
{
  g_autoptr (PtlFilter) filter = ptl_filter_parse (text, NOW, NULL, NULL);
  g_autoptr (GHashTable) by_predicate = ask_predicate (filter, sessions);
  g_autoptr (GHashTable) by_store = ask_store (filter, store);

  if (count_missing (by_predicate, by_store, "the store misses") > 0)
    g_error ("%s", text);
}

static void
test_equal (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = make_store (f->path, 1);
  g_autoptr (GPtrArray) sessions = load_all (store);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  guint n_found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autofree char *negated = g_strconcat ("NOT ", terms[i], NULL);

      n_found += assert_equal (store, sessions, terms[i]) > 0;
      assert_equal (store, sessions, negated);
    }
  g_assert_cmpuint (n_found, >, G_N_ELEMENTS (terms) * 2 / 3); /* they do find */

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_includes (store, sessions, texts[i]);
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *text = make_filter (rand, 3);

      assert_equal (store, sessions, text);
    }
  must_close (store);
}

static void
test_sessions (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = make_store (f->path, 3);
  g_autoptr (PtlFilter) filter =
      ptl_filter_parse ("port:22,51 version<2", NOW, NULL, NULL);
  g_autoptr (GPtrArray) hits = search (store, filter, 0);
  g_autoptr (GPtrArray) few = search (store, filter, 2);
  g_autoptr (GHashTable) expected = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GArray) found = NULL;
  GAsyncResult *result = NULL;

  for (guint i = 0; i < hits->len; i++)
    {
      const PtlSearchHit *hit = hits->pdata[i];

      g_hash_table_add (expected, GSIZE_TO_POINTER (hit->session_id));
      if (i > 0)
        g_assert_cmpint (hit->started_us, <=,
                         ((const PtlSearchHit *) hits->pdata[i - 1])->started_us);
    }
  g_assert_cmpuint (g_hash_table_size (expected), >, 2);
  g_assert_cmpuint (few->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (((const PtlSearchHit *) few->pdata[i])->port, ==,
                      ((const PtlSearchHit *) hits->pdata[i])->port);

  ptl_store_search_sessions_async (store, filter, NULL, await_cb, &result);
  found = ptl_store_search_sessions_finish (store, await (&result), NULL);
  g_assert_cmpuint (found->len, ==, g_hash_table_size (expected));
  for (guint i = 0; i < found->len; i++)
    g_assert_true (g_hash_table_contains (
        expected, GSIZE_TO_POINTER (g_array_index (found, gint64, i))));
  must_close (store);
}

/* As many conditions as a filter can have are not too many for SQLite. */
static void
test_long (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlStore) store = make_store (f->path, 5);
  static const char *const parts[] = { "x ", "product~x OR ", "cert.name:x,y ",
                                       "-(x new) ", "has:name,note OR " };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (PtlFilter) filter = NULL;
      g_autoptr (GPtrArray) hits = NULL;
      g_autoptr (GError) error = NULL;

      for (guint n = 1; n < PTL_FILTER_MAX_TERMS / 2; n++)
        g_string_append (text, parts[i]);
      g_string_append (text, "zzz");
      filter = ptl_filter_parse (text->str, NOW, NULL, &error);
      g_assert_no_error (error);
      hits = search (store, filter, 0);
    }
  must_close (store);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/search/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("as-the-predicate", test_equal);
  ADD ("sessions", test_sessions);
  ADD ("long", test_long);

  return g_test_run ();
}
