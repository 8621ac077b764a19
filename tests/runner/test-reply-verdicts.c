/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/runner/test-reply-verdicts.c: what today's rules say of a fingerprint. */
#include "runner/reply-verdicts.h"

#include <glib/gstdio.h>
#include <string.h>

#include "lib/await.h"
#include "lib/own-home.h"

static void
write_rules (const char *text)
{
  g_autofree char *folder =
      g_build_filename (g_get_user_config_dir (), "portolan", "rules", NULL);
  g_autofree char *path = g_build_filename (folder, "mine.rules", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static PtlReplyVerdicts *
find (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) prints = ptl_fingerprints_parse (text, strlen (text), &error);
  GAsyncResult *result = NULL;
  PtlReplyVerdicts *verdicts;

  g_assert_no_error (error);
  ptl_reply_verdicts_find_async (prints->pdata[0], NULL, await_cb, &result);
  verdicts = ptl_reply_verdicts_find_finish (await (&result), &error);
  g_assert_no_error (error);
  return verdicts;
}

/* A hard match decides wherever it is; what a probe sends is known by its name. */
static void
test_best (void)
{
  g_autoptr (PtlReplyVerdicts) verdicts = NULL;
  const PtlMatch *best;
  guint reply = 0;

  write_rules ("Probe TCP NULL q||\nsoftmatch harbour m|^\\+HARBOUR |\n"
               "Probe TCP AskHarbour q|WHO\\r\\n|\n"
               "match harbour m|^I AM ([\\d.]+)| p/Harbour control/ v/$1/\n");
  verdicts = find ("SF-Port7000-TCP:V=1%r(NULL,9,\"\\+HARBOUR\\x20\")"
                   "%r(AskHarbour,8,\"I\\x20AM\\x202\\.1\")%r(Other,1,\"x\");");
  best = ptl_reply_verdicts_get_best (verdicts, &reply);
  g_assert_nonnull (best);
  g_assert_cmpuint (reply, ==, 1);
  g_assert_cmpstr (best->service->product, ==, "Harbour control");
  g_assert_cmpstr (best->service->version, ==, "2.1");
  g_assert_cmpuint (verdicts->payloads->len, ==, 3);
  g_assert_cmpuint (g_bytes_get_size (verdicts->payloads->pdata[1]), ==, 5);
  g_assert_null (verdicts->payloads->pdata[2]);
  g_assert_cmpuint (verdicts->n_rules, >=, 2);
}

/* A reply to a probe of another program is tried with the rules of every probe. */
static void
test_unknown_probe (void)
{
  g_autoptr (PtlReplyVerdicts) verdicts = NULL;
  const PtlMatch *best;

  write_rules ("Probe TCP AskHarbour q|WHO\\r\\n|\nmatch harbour m|^I AM | p/Harbour/\n");
  verdicts = find ("SF-Port7000-TCP:V=1%r(NoSuchProbe,8,\"I\\x20AM\\x202\\.1\");");
  best = ptl_reply_verdicts_get_best (verdicts, NULL);
  g_assert_nonnull (best);
  g_assert_cmpstr (best->service->name, ==, "harbour");
}

static void
test_none (void)
{
  g_autoptr (PtlReplyVerdicts) verdicts = NULL;

  verdicts = find ("SF-Port7000-TCP:V=1%r(NULL,4,\"\\x01\\x02\\x7f\\xff\");");
  g_assert_null (ptl_reply_verdicts_get_best (verdicts, NULL));
}

int
main (int argc, char **argv)
{
  char *home = own_home_new ();
  int status;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("PORTOLAN_NMAP_DIR", "", TRUE);

  g_test_add_func ("/reply-verdicts/best", test_best);
  g_test_add_func ("/reply-verdicts/unknown-probe", test_unknown_probe);
  g_test_add_func ("/reply-verdicts/none", test_none);

  status = g_test_run ();
  own_home_free (home);
  return status;
}
