/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/runner/test-rule-claims.c: every rule that matches an answer, in the order of
 * trying. */
#include "runner/rule-claims.h"

#include <glib/gstdio.h>
#include <string.h>

#include "lib/await.h"
#include "lib/own-home.h"

static const char rules[] = "Probe TCP NULL q||\n"
                            "match greeting m|^hello|\n"
                            "Probe TCP Ask q|ask|\n"
                            "fallback Other\n"
                            "softmatch asked m|^hel|\n"
                            "match asked m|^hello (\\S+)| p/Asked/ v/$1/\n"
                            "Probe TCP Other q|other|\n"
                            "match other m|hello|\n"
                            "match never m|^bye|\n";

/* Returns: (transfer full): its path */
static char *
write_rules (const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (g_get_user_cache_dir (), "claims.rules", NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
add_response (GPtrArray *responses, const char *probe, const char *received)
{
  PtlResponse *response = ptl_response_new ();

  response->sequence = responses->len;
  response->probe = g_strdup (probe);
  response->received = g_bytes_new_static (received, strlen (received));
  g_ptr_array_add (responses, response);
}

static GPtrArray *
load (const char *path, GPtrArray *responses, GCancellable *cancellable, GError **error)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  GAsyncResult *result = NULL;

  g_ptr_array_add (options->databases, g_strdup (path));
  ptl_rule_claims_load_async (options, PTL_PROTOCOL_TCP, responses, cancellable, await_cb,
                              &result);
  return ptl_rule_claims_load_finish (await (&result), error);
}

static char *
describe (GPtrArray *claims)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < claims->len; i++)
    {
      const PtlRuleClaim *claim = claims->pdata[i];
      g_autofree char *version = ptl_service_get_version_text (claim->service);

      g_string_append_printf (
          out, "%s: %s:%u %s%s%s%s%s\n", claim->asked, claim->service->rule->layer,
          claim->service->rule->line, claim->service->name, version[0] != '\0' ? " " : "",
          version, claim->soft ? " soft" : "", claim->wins ? " wins" : "");
    }
  return g_string_free (out, FALSE);
}

/* Of the probe itself, its fallbacks, then the NULL probe; none of a probe that is gone.
 */
static void
test_order (void)
{
  g_autofree char *path = write_rules (rules);
  g_autoptr (GPtrArray) responses =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_unref);
  g_autoptr (GPtrArray) claims = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  add_response (responses, "NULL", "hello 1.2");
  add_response (responses, "Ask", "hello 1.2");
  add_response (responses, "Gone", "hello 1.2");
  add_response (responses, "Other", "");
  claims = load (path, responses, NULL, &error);
  g_assert_no_error (error);
  text = describe (claims);
  g_assert_cmpstr (text, ==,
                   "NULL: database:2 greeting wins\n"
                   "Ask: database:5 asked soft wins\n"
                   "Ask: database:6 asked Asked 1.2\n"
                   "Ask: database:8 other\n"
                   "Ask: database:2 greeting\n");
}

static void
test_errors (void)
{
  g_autofree char *path = write_rules ("nonsense\n");
  g_autoptr (GPtrArray) responses = g_ptr_array_new ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (load (path, responses, NULL, &error));
  g_assert_error (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_SYNTAX);
  g_clear_error (&error);

  g_cancellable_cancel (cancelled);
  g_assert_null (load (path, responses, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  char *home = own_home_new ();
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-claims/order", test_order);
  g_test_add_func ("/rule-claims/errors", test_errors);

  status = g_test_run ();
  own_home_free (home);
  return status;
}
