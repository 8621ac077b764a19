/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/test-library.c: the sessions a person has, over a store in memory. */
#include <glib/gstdio.h>

#include "app/import.h"
#include "fake.h"
#include "store/store.h"

typedef struct
{
  PtlLibrary *library;
  GListModel *items;
  GAsyncResult *result;
} Fixture;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *f = user_data;

  g_assert_null (f->result);
  f->result = g_object_ref (result);
}

static GAsyncResult *
wait_for_result (Fixture *f)
{
  while (f->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (&f->result);
}

static void
run_until_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
set_up (Fixture *f, gconstpointer store_path)
{
  f->library = ptl_library_new (store_path);
  f->items = ptl_library_get_items (f->library);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ptl_library_close_async (f->library, done_cb, f);
  result = wait_for_result (f);
  g_assert_true (ptl_library_close_finish (f->library, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (ptl_library_get_n_running (f->library), ==, 0);
  g_clear_object (&result);
  g_assert_finalize_object (f->library);
}

static PtlSessionItem *
scan (Fixture *f, const char *target)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PtlSessionItem *item;

  g_ptr_array_add (options->targets, g_strdup (target));
  ptl_library_scan_async (f->library, options, NULL, done_cb, f);
  result = wait_for_result (f);
  item = ptl_library_scan_finish (f->library, result, &error);
  g_assert_no_error (error);
  return item;
}

static PtlSession *
load (Fixture *f, PtlSessionItem *item, gboolean with_responses, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ptl_library_load_async (f->library, item, with_responses, NULL, done_cb, f);
  result = wait_for_result (f);
  return ptl_library_load_finish (f->library, result, error);
}

/* The names of the sessions, newest first, as "a|b". */
static char *
get_names (Fixture *f)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (f->items); i++)
    {
      g_autoptr (PtlSessionItem) item = g_list_model_get_item (f->items, i);

      g_string_append_printf (names, "%s%s", i > 0 ? "|" : "",
                              ptl_session_item_get_info (item)->name);
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
assert_names (Fixture *f, const char *pattern)
{
  g_autofree char *names = NULL;

  run_until_idle ();
  names = get_names (f);
  if (!g_pattern_match_simple (pattern, names))
    g_error ("“%s” is not “%s”", names, pattern);
}

/* Asked before the store is open, the scan waits and is saved. */
static void
test_scan (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlSessionItem) item = scan (f, "nas");
  g_autoptr (PtlSession) live = NULL;
  g_autoptr (PtlSession) saved = NULL;

  g_assert_cmpuint (ptl_library_get_n_running (f->library), ==, 1);
  g_assert_true (ptl_session_item_is_running (item));
  g_assert_cmpint (ptl_session_item_get_info (item)->id, >, 0);
  live = load (f, item, FALSE, NULL);
  g_assert_true (live == ptl_scan_run_get_session (ptl_session_item_get_run (item)));

  while (ptl_session_item_is_running (item))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (ptl_library_get_n_running (f->library), ==, 0);
  g_assert_cmpint (ptl_session_item_get_info (item)->state, ==,
                   PTL_SESSION_STATE_FINISHED);
  g_assert_cmpuint (ptl_session_item_get_info (item)->n_open_ports, ==, 12);
  assert_names (f, "nas|nas.example|Printer*|203.0.113.9");
  g_assert_cmpuint (g_list_model_get_n_items (f->items), ==, 6);

  saved = load (f, item, FALSE, NULL);
  g_assert_true (saved != live);
  g_assert_cmpuint (ptl_session_get_hosts (saved)->len, ==, 1);
}

static void
test_stop (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlSessionItem) item = NULL;

  g_setenv ("FAKE_PACE_MS", "10", TRUE);
  item = scan (f, "nas");
  ptl_scan_run_stop (ptl_session_item_get_run (item));
  while (ptl_session_item_is_running (item))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (ptl_session_item_get_info (item)->state, ==,
                   PTL_SESSION_STATE_STOPPED);
  g_unsetenv ("FAKE_PACE_MS");
}

/* Closing stops what runs: tear_down() waits for it. */
static void
test_close (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlSessionItem) item = NULL;

  g_setenv ("FAKE_PACE_MS", "1000", TRUE);
  item = scan (f, "nas");
  g_assert_true (ptl_session_item_is_running (item));
  g_unsetenv ("FAKE_PACE_MS");
}

static GPtrArray *
load_responses (Fixture *f, PtlSession *session, guint16 number)
{
  PtlHost *host = ptl_session_get_hosts (session)->pdata[0];
  PtlPort *port = ptl_host_find_port (host, PTL_PROTOCOL_TCP, number);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *responses;

  ptl_library_load_responses_async (f->library, session, host, port, NULL, done_cb, f);
  result = wait_for_result (f);
  responses = ptl_library_load_responses_finish (f->library, result, &error);
  g_assert_no_error (error);
  return responses;
}

static void
test_responses (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlSessionItem) item = scan (f, "nas");
  g_autoptr (PtlSession) session = NULL;
  g_autoptr (GPtrArray) responses = NULL;

  while (ptl_session_item_is_running (item))
    g_main_context_iteration (NULL, TRUE);
  session = load (f, item, FALSE, NULL);
  responses = load_responses (f, session, 22);
  g_assert_cmpuint (responses->len, ==, 2);
  g_assert_cmpstr (((PtlResponse *) responses->pdata[0])->probe, ==, "NULL");
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlSessionItem) first = NULL;
  g_autoptr (PtlSessionItem) second = NULL;
  g_autoptr (PtlSession) session = NULL;
  g_autoptr (GError) error = NULL;

  run_until_idle ();
  first = g_list_model_get_item (f->items, 0);
  second = g_list_model_get_item (f->items, 1);

  ptl_library_delete (f->library, first);
  assert_names (f, "Printer*");
  session = load (f, first, FALSE, &error);
  g_assert_no_error (error); /* it is still in the store */

  g_assert_true (ptl_library_undo_delete (f->library) == first);
  assert_names (f, "nas.example|Printer*");
  g_assert_null (ptl_library_undo_delete (f->library));

  ptl_library_delete (f->library, first);
  ptl_library_delete (f->library, second); /* now the first is beyond recall */
  assert_names (f, "192.0.2.0/24|*");
  g_clear_object (&session);
  session = load (f, first, FALSE, &error);
  g_assert_error (error, PTL_STORE_ERROR, PTL_STORE_ERROR_NOT_FOUND);
  g_assert_true (ptl_library_undo_delete (f->library) == second);
  assert_names (f, "Printer*");
}

static void
test_rename (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlSessionItem) item = NULL;
  g_autoptr (PtlSession) session = NULL;

  run_until_idle ();
  item = g_list_model_get_item (f->items, 0);
  ptl_library_rename (f->library, item, "The <b>archive</b>");
  assert_names (f, "The <b>archive</b>|*");
  session = load (f, item, FALSE, NULL);
  g_assert_cmpstr (ptl_session_get_info (session)->name, ==, "The <b>archive</b>");
}

/* Without a store, sessions live as long as the program, with their responses. */
static void
test_unsaved (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlSessionItem) item = scan (f, "nas");
  g_autoptr (PtlSession) session = NULL;
  g_autoptr (GPtrArray) responses = NULL;

  while (ptl_session_item_is_running (item))
    g_main_context_iteration (NULL, TRUE);
  assert_names (f, "nas");
  session = load (f, item, FALSE, NULL);
  responses = load_responses (f, session, 80);
  g_assert_cmpuint (responses->len, ==, 2);

  ptl_library_rename (f->library, item, "renamed");
  assert_names (f, "renamed");
  ptl_library_delete (f->library, item);
  assert_names (f, "");
}

static void
progress_cb (const char *text, gpointer user_data)
{
}

static PtlSessionItem *
import (Fixture *f, const char *text, char **warnings, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  int fd = g_file_open_tmp ("import-XXXXXX.xml", &path, NULL);
  PtlSessionItem *item;

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  ptl_import_async (f->library, path, progress_cb, NULL, NULL, done_cb, f);
  result = wait_for_result (f);
  g_unlink (path);
  item = ptl_import_finish (result, warnings, error);
  return item;
}

#define FILE_BEGINS                                                                      \
  "<nmaprun scanner='nmap' version='7' args='nmap h'><host><status state='up'/>"         \
  "<address addr='192.0.2.1' addrtype='ipv4'/><ports>"                                   \
  "<port protocol='tcp' portid='80'><state state='open'/></port>"

/* Asked before the store is open, the file waits to be saved. */
static void
test_import (Fixture *f, gconstpointer data)
{
  g_autofree char *warnings = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlSessionItem) item =
      import (f, FILE_BEGINS "</ports></host></nmaprun>", &warnings, &error);
  g_autoptr (PtlSession) session = NULL;

  g_assert_no_error (error);
  g_assert_null (warnings);
  assert_names (f, "nas.example|*|import-*");
  session = load (f, item, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ptl_session_get_hosts (session)->len, ==, 1);
  g_assert_cmpuint (ptl_session_item_get_info (item)->n_open_ports, ==, 1);
}

static void
test_import_broken (Fixture *f, gconstpointer data)
{
  g_autofree char *warnings = NULL;
  g_autofree char *none = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlSessionItem) item = import (f, FILE_BEGINS, &warnings, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (warnings, "ends in the middle"));
  g_assert_cmpint (ptl_session_item_get_info (item)->state, ==,
                   PTL_SESSION_STATE_STOPPED);

  g_assert_null (import (f, "hello", &none, &error));
  g_assert_nonnull (strstr (error->message, ".xml:1:1: "));
}

static void
test_file_names (void)
{
  g_assert_true (ptl_import_is_file ("scan.xml"));
  g_assert_true (ptl_import_is_file ("/tmp/OLD.XML.gz"));
  g_assert_true (ptl_import_is_file ("a.jsonl"));
  g_assert_false (ptl_import_is_file ("xml.example"));
  g_assert_false (ptl_import_is_file ("10.0.0.0/24"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/library/scan", Fixture, "store", set_up, test_scan, tear_down);
  g_test_add ("/library/stop", Fixture, "store", set_up, test_stop, tear_down);
  g_test_add ("/library/close", Fixture, "store", set_up, test_close, tear_down);
  g_test_add ("/library/responses", Fixture, "store", set_up, test_responses, tear_down);
  g_test_add ("/library/delete", Fixture, "store", set_up, test_delete, tear_down);
  g_test_add ("/library/rename", Fixture, "store", set_up, test_rename, tear_down);
  g_test_add ("/library/import", Fixture, "store", set_up, test_import, tear_down);
  g_test_add ("/library/import-broken", Fixture, "store", set_up, test_import_broken,
              tear_down);
  g_test_add_func ("/library/file-names", test_file_names);
  g_test_add ("/library/unsaved", Fixture, NULL, set_up, test_unsaved, tear_down);

  return g_test_run ();
}
