/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/test-widgets.c: every widget is built, and shows foreign text as text. */
#include <gtk/gtk.h>

#include "app/capture-view.h"
#include "app/change-details.h"
#include "app/changes-table.h"
#include "app/chart-view.h"
#include "app/compare-chooser.h"
#include "app/compare-view.h"
#include "app/details-pane.h"
#include "app/empty-state.h"
#include "app/evidence-view.h"
#include "app/filter-bar.h"
#include "app/filter-entry.h"
#include "app/fingerprint-dialog.h"
#include "app/fingerprint-facts.h"
#include "app/fingerprint-paste.h"
#include "app/fingerprint-view.h"
#include "app/hosts-list.h"
#include "app/message-bar.h"
#include "app/notes-popover.h"
#include "app/outbox-row.h"
#include "app/ports-table.h"
#include "app/redaction-view.h"
#include "app/reply-view.h"
#include "app/resources.h"
#include "app/response-row.h"
#include "app/response-view.h"
#include "app/rules-view.h"
#include "app/rule-editor.h"
#include "app/rule-trial-view.h"
#include "app/scan-status.h"
#include "app/send-view.h"
#include "app/session-row.h"
#include "app/session-search.h"
#include "app/session-sidebar.h"
#include "app/session-view.h"
#include "app/submission-form.h"
#include "app/target-entry.h"
#include "app/tls-view.h"
#include "app/trace-view.h"
#include "app/undo-bar.h"
#include "app/verdict-view.h"
#include "app/window.h"
#include "app/workbench.h"

#define HOSTILE  "<b>x</b> &amp; \xe2\x80\xae \x1b[31m \xff %s\n"
#define QUIET_US (250 * 1000)
#define UI_PATH  "/org/portolan/Portolan/ui"

typedef GType (*GetType) (void);

static const GetType widget_types[] = {
  ptl_chart_view_get_type,         ptl_details_pane_get_type,
  ptl_empty_state_get_type,        ptl_evidence_view_get_type,
  ptl_fingerprint_dialog_get_type, ptl_fingerprint_facts_get_type,
  ptl_fingerprint_paste_get_type,  ptl_fingerprint_view_get_type,
  ptl_hosts_list_get_type,         ptl_message_bar_get_type,
  ptl_notes_popover_get_type,      ptl_ports_table_get_type,
  ptl_redaction_view_get_type,     ptl_reply_view_get_type,
  ptl_response_row_get_type,       ptl_response_view_get_type,
  ptl_rules_view_get_type,         ptl_scan_status_get_type,
  ptl_session_row_get_type,        ptl_session_sidebar_get_type,
  ptl_session_view_get_type,       ptl_outbox_row_get_type,
  ptl_send_view_get_type,          ptl_submission_form_get_type,
  ptl_target_entry_get_type,       ptl_tls_view_get_type,
  ptl_trace_view_get_type,         ptl_undo_bar_get_type,
  ptl_verdict_view_get_type,       ptl_window_get_type,
  ptl_filter_bar_get_type,         ptl_filter_entry_get_type,
  ptl_session_search_get_type,     ptl_capture_view_get_type,
  ptl_rule_editor_get_type,        ptl_rule_trial_view_get_type,
  ptl_workbench_get_type,          ptl_change_details_get_type,
  ptl_changes_table_get_type,      ptl_compare_chooser_get_type,
  ptl_compare_view_get_type,
};

/* Lets everything happen that is under way: until nothing has for a while. */
static void
settle (void)
{
  gint64 last = g_get_monotonic_time ();

  while (g_get_monotonic_time () - last < QUIET_US)
    {
      if (g_main_context_iteration (NULL, FALSE))
        last = g_get_monotonic_time ();
      else
        g_usleep (5000);
    }
}

/* Each template belongs to a class of the list and each class builds from it. */
static void
test_build (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = g_resources_enumerate_children (UI_PATH, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (names), ==, G_N_ELEMENTS (widget_types));
  for (guint i = 0; i < G_N_ELEMENTS (widget_types); i++)
    {
      GtkWidget *widget = g_object_ref_sink (g_object_new (widget_types[i](), NULL));

      gtk_widget_destroy (widget);
      g_assert_finalize_object (widget);
    }
}

/* No control characters, nothing that turns the direction, valid throughout. */
static void
assert_harmless (const char *text, gboolean multiline)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_assert_true (c >= 0x20 || (multiline && (c == '\n' || c == '\t')));
      g_assert_false (c >= 0x202a && c <= 0x202e);
    }
}

static void
check_tree (GtkTreeView *tree)
{
  GtkTreeModel *model = gtk_tree_view_get_model (tree);
  GtkTreeIter iter;
  gboolean more;

  if (model == NULL)
    return;

  for (more = gtk_tree_model_get_iter_first (model, &iter); more;
       more = gtk_tree_model_iter_next (model, &iter))
    for (int column = 0; column < gtk_tree_model_get_n_columns (model); column++)
      {
        g_autofree char *cell = NULL;

        gtk_tree_model_get (model, &iter, column, &cell, -1);
        assert_harmless (cell, FALSE);
      }
}

/* Only the text that no peer had a hand in may be markup, and there is none so far. */
static void
check_widget (GtkWidget *widget, gpointer n_checked)
{
  g_autofree char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (tooltip != NULL)
    assert_harmless (tooltip, TRUE);
  if (GTK_IS_LABEL (widget))
    {
      g_assert_false (gtk_label_get_use_markup (GTK_LABEL (widget)));
      assert_harmless (gtk_label_get_text (GTK_LABEL (widget)), FALSE);
      (*(guint *) n_checked)++;
    }
  else if (GTK_IS_TREE_VIEW (widget))
    check_tree (GTK_TREE_VIEW (widget));
  else if (GTK_IS_TEXT_VIEW (widget))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget));
      g_autofree char *text = NULL;

      g_object_get (buffer, "text", &text, NULL);
      assert_harmless (text, TRUE);
    }

  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), check_widget, n_checked);
}

static PtlSessionItem *
scan_hostile (PtlLibrary *library)
{
  g_autoptr (PtlSessionItem) item = NULL;

  settle (); /* the list of past scans is there */
  for (guint i = 0; i < g_list_model_get_n_items (ptl_library_get_items (library)); i++)
    {
      g_clear_object (&item);
      item = g_list_model_get_item (ptl_library_get_items (library), i);
      if (g_str_has_prefix (ptl_session_item_get_info (item)->name, "Printer"))
        return g_steal_pointer (&item);
    }

  g_assert_not_reached ();
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PtlSession **session = user_data;

  *session = ptl_library_load_finish (PTL_LIBRARY (source), result, NULL);
}

static GtkWidget *
find_tree_with_columns (GtkWidget *widget, guint n_columns)
{
  g_autoptr (GList) children = NULL;
  GtkWidget *found = NULL;

  if (GTK_IS_TREE_VIEW (widget) &&
      gtk_tree_view_get_n_columns (GTK_TREE_VIEW (widget)) == n_columns)
    return widget;
  if (!GTK_IS_CONTAINER (widget))
    return NULL;

  children = gtk_container_get_children (GTK_CONTAINER (widget));
  for (GList *l = children; l != NULL && found == NULL; l = l->next)
    found = find_tree_with_columns (l->data, n_columns);
  return found;
}

static void
test_hostile_session (void)
{
  g_autoptr (PtlLibrary) library = ptl_library_new ("store");
  g_autoptr (PtlSessionItem) item = scan_hostile (library);
  g_autoptr (PtlSession) session = NULL;
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *view = g_object_new (PTL_TYPE_SESSION_VIEW, NULL);
  g_autoptr (GtkTreePath) first = gtk_tree_path_new_first ();
  guint n_checked = 0;

  ptl_library_rename (library, item, HOSTILE);
  ptl_library_load_async (library, item, FALSE, NULL, loaded_cb, &session);
  while (session == NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_container_add (GTK_CONTAINER (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_widget_show_all (window);
  ptl_session_view_show (PTL_SESSION_VIEW (view), library, item, session);
  settle ();
  gtk_tree_view_set_cursor (GTK_TREE_VIEW (find_tree_with_columns (view, 8)), first, NULL,
                            FALSE);
  settle ();
  check_widget (window, &n_checked);
  g_assert_cmpuint (n_checked, >, 30); /* the verdict's rows were among them */
  gtk_widget_destroy (window);
}

static gboolean
shows_text (GtkWidget *widget, const char *text)
{
  g_autoptr (GList) children = NULL;
  gboolean found = FALSE;

  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget))
    return g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text);
  if (!GTK_IS_CONTAINER (widget))
    return FALSE;

  children = gtk_container_get_children (GTK_CONTAINER (widget));
  for (GList *l = children; l != NULL && !found; l = l->next)
    found = shows_text (l->data, text);
  return found;
}

static PtlTlsInfo *
make_tls (const char *text)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("abc", 3);
  PtlTlsInfo *tls = ptl_tls_info_new ();
  const char *const names[] = { text, "DNS:nas.example", NULL };

  tls->version = g_strdup ("TLS1.3");
  tls->cipher = g_strdup (text);
  tls->certificate = ptl_certificate_new (der);
  tls->certificate->subject = g_strdup (text);
  tls->certificate->issuer = g_strdup ("CN=An Authority");
  tls->certificate->names = g_strdupv ((char **) names);
  tls->certificate->n_names = 5;
  tls->certificate->key_type = g_strdup ("RSA");
  tls->certificate->key_bits = 2048;
  return tls;
}

static void
test_certificate (void)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *view = g_object_new (PTL_TYPE_VERDICT_VIEW, NULL);
  g_autoptr (PtlTlsInfo) tls = make_tls (HOSTILE);
  g_autoptr (PtlPort) plain = ptl_port_new (PTL_PROTOCOL_TCP, 80);
  PtlAddress address = { .bytes = { 192, 0, 2, 1 } };
  g_autoptr (PtlHost) host = ptl_host_new (&address);
  g_autoptr (PtlPort) port = ptl_port_new (PTL_PROTOCOL_TCP, 443);
  guint n_checked = 0;

  ptl_port_set_tls (port, tls);
  gtk_container_add (GTK_CONTAINER (window), view);
  gtk_widget_show_all (window);
  ptl_verdict_view_show (PTL_VERDICT_VIEW (view), host, port);
  g_assert_true (shows_text (view, "TLS1.3"));
  g_assert_true (shows_text (view, "DNS:nas.example"));
  g_assert_true (shows_text (view, "and 3 more"));
  g_assert_true (shows_text (view, "RSA, 2048 bits"));
  g_assert_true (shows_text (view, "a9993e364706816aba3e25717850c26c9cd0d89d"));
  check_widget (window, &n_checked);

  ptl_verdict_view_show (PTL_VERDICT_VIEW (view), host, plain);
  g_assert_false (shows_text (view, "TLS1.3"));
  gtk_widget_destroy (window);
}

static void
test_also (void)
{
  GtkWidget *view = g_object_ref_sink (g_object_new (PTL_TYPE_VERDICT_VIEW, NULL));
  g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  PtlService *also = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  PtlAddress address = { .bytes = { 192, 0, 2, 1 } };
  g_autoptr (PtlHost) host = ptl_host_new (&address);
  g_autoptr (PtlPort) port = ptl_port_new (PTL_PROTOCOL_TCP, 80);

  also->product = g_strdup ("PHP");
  also->version = g_strdup ("8.2.7");
  also->rule = ptl_rule_ref_new ();
  also->rule->file = g_strdup ("/some/where/http.probes");
  also->rule->line = 12;
  ptl_service_add_also (service, also);
  ptl_port_set_service (port, service);

  ptl_verdict_view_show (PTL_VERDICT_VIEW (view), host, port);
  g_assert_true (shows_text (view, "Also"));
  g_assert_true (shows_text (view, "PHP 8.2.7 (http.probes, line 12)"));
  g_object_unref (view);
}

static void
test_revised (void)
{
  GtkWidget *view = g_object_ref_sink (g_object_new (PTL_TYPE_VERDICT_VIEW, NULL));
  g_autoptr (PtlService) old = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  g_autoptr (PtlService) later = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  PtlAddress address = { .bytes = { 192, 0, 2, 1 } };
  g_autoptr (PtlHost) host = ptl_host_new (&address);
  g_autoptr (PtlPort) port = ptl_port_new (PTL_PROTOCOL_TCP, 80);

  old->name = g_strdup ("http");
  old->product = g_strdup ("Old product");
  later->name = g_strdup ("http");
  later->product = g_strdup ("Later product");
  ptl_port_set_service (port, old);
  ptl_verdict_view_show (PTL_VERDICT_VIEW (view), host, port);
  g_assert_false (shows_text (view, "The scan said"));

  ptl_port_revise (port, later);
  ptl_verdict_view_show (PTL_VERDICT_VIEW (view), host, port);
  g_assert_true (shows_text (view, "Later product"));
  g_assert_true (shows_text (view, "The scan said"));
  g_assert_true (shows_text (view, "http Old product"));
  g_object_unref (view);
}

static void
test_captures (void)
{
  GtkWidget *view = g_object_ref_sink (g_object_new (PTL_TYPE_VERDICT_VIEW, NULL));
  g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  g_autoptr (PtlResponse) response = ptl_response_new ();
  g_autoptr (GPtrArray) responses = g_ptr_array_new ();
  PtlCapture captures[] = { { 0, 5 }, { 2, 4 }, { 4, 99 } };

  response->sequence = 3;
  response->received = g_bytes_new_static ("abcd\n", 5);
  g_ptr_array_add (responses, response);
  service->rule = ptl_rule_ref_new ();
  service->rule->response = 3;
  g_array_append_vals (service->rule->captures, captures, G_N_ELEMENTS (captures));

  ptl_verdict_view_show_captures (PTL_VERDICT_VIEW (view), service, responses);
  g_assert_true (shows_text (view, "abcd\\n"));
  g_assert_true (shows_text (view, "Group 1"));
  g_assert_true (shows_text (view, "cd"));
  g_assert_false (shows_text (view, "Group 2")); /* there are no such bytes */
  ptl_verdict_view_show_captures (PTL_VERDICT_VIEW (view), NULL, NULL);
  g_assert_false (shows_text (view, "Group 1"));
  g_object_unref (view);
}

static GtkTreeModel *
must_have_rows (GtkWidget *view, guint n_columns, int n_rows)
{
  GtkWidget *tree = find_tree_with_columns (view, n_columns);
  GtkTreeModel *model = gtk_tree_view_get_model (GTK_TREE_VIEW (tree));

  g_assert_cmpint (gtk_tree_model_iter_n_children (model, NULL), ==, n_rows);
  check_tree (GTK_TREE_VIEW (tree));
  return model;
}

/* Two rules match each answer; they are asked again only when there is another. */
static void
test_rules (void)
{
  PtlRulesView *view = g_object_ref_sink (g_object_new (PTL_TYPE_RULES_VIEW, NULL));
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlResponse) response = ptl_response_new ();
  g_autoptr (GPtrArray) responses = g_ptr_array_new ();

  ptl_rules_view_show (view, options, PTL_PROTOCOL_TCP, responses);
  g_assert_true (
      shows_text (GTK_WIDGET (view), "There is no answer to ask the rules about"));

  response->probe = g_strdup (HOSTILE);
  g_ptr_array_add (responses, response);
  for (guint i = 0; i < 2; i++)
    {
      GtkTreeModel *model;
      g_autofree char *match = NULL;
      g_autofree char *place = NULL;
      GtkTreeIter iter;

      ptl_rules_view_show (view, options, PTL_PROTOCOL_TCP, responses);
      settle ();
      model = must_have_rows (GTK_WIDGET (view), 6, 2);
      gtk_tree_model_get_iter_first (model, &iter);
      gtk_tree_model_get (model, &iter, 1, &match, 4, &place, -1);
      g_assert_cmpstr (match, ==, "decides");
      g_assert_cmpstr (place, ==, "/made/up/rules, line 1");
    }

  ptl_rules_view_clear (view);
  must_have_rows (GTK_WIDGET (view), 6, 0);
  g_object_unref (view);
}

static void
test_no_trace (void)
{
  g_autoptr (PtlLibrary) library = ptl_library_new ("store");
  g_autoptr (PtlSessionItem) item = scan_hostile (library);
  g_autoptr (PtlSession) session = NULL;
  PtlTraceView *view = g_object_ref_sink (g_object_new (PTL_TYPE_TRACE_VIEW, NULL));
  PtlAddress address = { .bytes = { 192, 0, 2, 1 } };
  g_autoptr (PtlHost) host = ptl_host_new (&address);
  g_autoptr (PtlPort) port = ptl_port_new (PTL_PROTOCOL_TCP, 80);

  ptl_library_load_async (library, item, FALSE, NULL, loaded_cb, &session);
  while (session == NULL)
    g_main_context_iteration (NULL, TRUE);
  ptl_trace_view_show (view, library, session, host, port);
  g_assert_true (shows_text (GTK_WIDGET (view), "This scan kept no trace"));
  g_object_unref (view);
}

/* A fingerprint from anywhere, on all pages. */
static void
test_hostile_fingerprint (void)
{
  GtkWidget *parent = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  PtlFingerprintDialog *dialog =
      ptl_fingerprint_dialog_new (GTK_WINDOW (parent), NULL, NULL);
  PtlFingerprint *print =
      ptl_fingerprint_new (PTL_PROTOCOL_TCP, 1, PTL_TUNNEL_NONE, 7, G_MAXINT32);
  static const char answer[] = HOSTILE " Server/1.2 10.1.2.3 a@b.example";
  g_autoptr (GBytes) data = g_bytes_new_static (answer, sizeof answer - 1);
  GtkWidget *reply_view = g_object_ref_sink (g_object_new (PTL_TYPE_REPLY_VIEW, NULL));
  guint n_checked = 0;

  ptl_fingerprint_add_reply (print, "NULL", data, G_MAXUINT32);
  ptl_fingerprint_add_reply (print, HOSTILE, data, 5);
  g_free (print->version);
  print->version = g_strdup (HOSTILE);
  ptl_reply_view_show (PTL_REPLY_VIEW (reply_view), print->replies->pdata[1], data);
  check_widget (reply_view, &n_checked);
  ptl_fingerprint_dialog_show (dialog, ptl_fingerprint_subject_new (print));
  gtk_window_present (GTK_WINDOW (dialog));
  settle ();
  check_widget (GTK_WIDGET (dialog), &n_checked);
  g_assert_cmpuint (n_checked, >, 40);
  gtk_widget_destroy (parent); /* and the dialog with it */
  gtk_widget_destroy (reply_view);
  g_assert_finalize_object (reply_view);
  settle ();
}

static void
count_taken (guint *n_taken)
{
  (*n_taken)++;
}

/* What is dropped or pasted is bounded before the window has to show it. */
static void
test_long_paste (void)
{
  g_autoptr (GtkWidget) paste =
      g_object_ref_sink (g_object_new (PTL_TYPE_FINGERPRINT_PASTE, NULL));
  g_autofree char *text = g_strnfill (PTL_FINGERPRINT_MAX_PASTE + 1, 'x');
  static const char print[] = "SF-Port1-TCP:V=7.93%I=7%D=1/1%Time=65920080%P=x86_64-pc-"
                              "linux-gnu%r(NULL,2,\"\\r\\n\");";
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (
      gtk_widget_get_template_child (paste, PTL_TYPE_FINGERPRINT_PASTE, "buffer"));
  guint n_taken = 0;

  g_signal_connect_swapped (paste, "taken", G_CALLBACK (count_taken), &n_taken);
  memcpy (text, print, strlen (print));
  ptl_fingerprint_paste_take (PTL_FINGERPRINT_PASTE (paste), text);
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 0);
  g_assert_cmpuint (n_taken, ==, 0);

  ptl_fingerprint_paste_take (PTL_FINGERPRINT_PASTE (paste), print);
  g_assert_cmpuint (n_taken, ==, 1);
  gtk_widget_destroy (paste);
}

static void
test_hostile_labels (void)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *message = g_object_new (PTL_TYPE_MESSAGE_BAR, NULL);
  GtkWidget *undo = g_object_new (PTL_TYPE_UNDO_BAR, NULL);
  GtkWidget *entry = g_object_new (PTL_TYPE_TARGET_ENTRY, NULL);
  g_autoptr (GPtrArray) targets = NULL;
  PtlTargetSummary summary;
  guint n_checked = 0;

  gtk_container_add (GTK_CONTAINER (window), box);
  gtk_container_add (GTK_CONTAINER (box), message);
  gtk_container_add (GTK_CONTAINER (box), undo);
  gtk_container_add (GTK_CONTAINER (box), entry);
  gtk_widget_show_all (window);

  ptl_message_bar_show (PTL_MESSAGE_BAR (message), GTK_MESSAGE_ERROR, HOSTILE, NULL,
                        NULL);
  g_assert_true (ptl_message_bar_is_shown (PTL_MESSAGE_BAR (message)));
  ptl_undo_bar_show (PTL_UNDO_BAR (undo), HOSTILE);
  ptl_target_entry_set_text (PTL_TARGET_ENTRY (entry), HOSTILE "!");
  targets = ptl_target_entry_check (PTL_TARGET_ENTRY (entry), &summary);
  g_assert_null (targets);
  settle ();
  check_widget (window, &n_checked);
  g_assert_cmpuint (n_checked, >=, 4);
  gtk_widget_destroy (window);
}

static void
test_target_entry (void)
{
  GtkWidget *entry = g_object_ref_sink (g_object_new (PTL_TYPE_TARGET_ENTRY, NULL));
  g_autoptr (GPtrArray) targets = NULL;
  PtlTargetSummary summary;

  ptl_target_entry_set_text (PTL_TARGET_ENTRY (entry), "10.0.0.0/24, nas");
  targets = ptl_target_entry_check (PTL_TARGET_ENTRY (entry), &summary);
  g_assert_cmpuint (targets->len, ==, 2);
  g_assert_cmpstr (targets->pdata[1], ==, "nas");
  g_assert_cmpuint (summary.n_addresses, ==, 257);
  gtk_widget_destroy (entry);
  g_object_unref (entry);
}

/* What a key does stands in the shortcuts window. */
static void
test_resources (void)
{
  g_autoptr (GtkBuilder) menus =
      gtk_builder_new_from_resource ("/org/portolan/Portolan/gtk/menus.ui");
  g_autoptr (GtkBuilder) overlay =
      gtk_builder_new_from_resource ("/org/portolan/Portolan/gtk/help-overlay.ui");

  g_assert_true (G_IS_MENU (gtk_builder_get_object (menus, "primary-menu")));
  g_assert_true (G_IS_MENU (gtk_builder_get_object (menus, "session-menu")));
  g_assert_true (
      GTK_IS_SHORTCUTS_WINDOW (gtk_builder_get_object (overlay, "help_overlay")));
  gtk_widget_destroy (GTK_WIDGET (gtk_builder_get_object (overlay, "help_overlay")));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  ptl_app_register_resource ();

  g_test_add_func ("/widgets/build", test_build);
  g_test_add_func ("/widgets/resources", test_resources);
  g_test_add_func ("/widgets/hostile-session", test_hostile_session);
  g_test_add_func ("/widgets/certificate", test_certificate);
  g_test_add_func ("/widgets/also", test_also);
  g_test_add_func ("/widgets/rules", test_rules);
  g_test_add_func ("/widgets/no-trace", test_no_trace);
  g_test_add_func ("/widgets/captures", test_captures);
  g_test_add_func ("/widgets/revised", test_revised);
  g_test_add_func ("/widgets/hostile-fingerprint", test_hostile_fingerprint);
  g_test_add_func ("/widgets/long-paste", test_long_paste);
  g_test_add_func ("/widgets/hostile-labels", test_hostile_labels);
  g_test_add_func ("/widgets/target-entry", test_target_entry);

  return g_test_run ();
}
