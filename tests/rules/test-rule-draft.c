/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/test-rule-draft.c: match lines proposed from responses. */
#include "rules/rule-draft.h"

#include <string.h>

#include "rules/matcher.h"

#define GREETING "220 ftp.example.com HarbourFTPD 1.3.5 Server (Pier 9) [192.0.2.7]\r\n"

static GPtrArray *
new_samples (const char *const *texts)
{
  GPtrArray *samples = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (; *texts != NULL; texts++)
    g_ptr_array_add (samples, g_bytes_new (*texts, strlen (*texts)));
  return samples;
}

static char *
draft (const char *const *texts, PtlDraftLevel level, const char *product)
{
  g_autoptr (GPtrArray) samples = new_samples (texts);
  g_autoptr (PtlRuleDraft) self = ptl_rule_draft_new (samples, level, NULL, product);

  return ptl_rule_draft_to_line (self);
}

static void
assert_draft (const char *const *texts, PtlDraftLevel level, const char *expected)
{
  g_autofree char *line = draft (texts, level, NULL);

  g_assert_cmpstr (line, ==, expected);
}

static void
test_levels (void)
{
  static const char *const texts[] = { GREETING, NULL };

  assert_draft (texts, PTL_DRAFT_LEVEL_LITERAL,
                "match ftp m|^220 ftp\\.example\\.com HarbourFTPD 1\\.3\\.5 Server "
                "\\(Pier 9\\) \\[192\\.0\\.2\\.7\\]\\r\\n|s");
  assert_draft (texts, PTL_DRAFT_LEVEL_TIGHT,
                "match ftp m|^220 ([\\w.-]+) HarbourFTPD ([\\d.]+) Server "
                "\\(Pier 9\\) \\[[\\d.]+\\]\\r\\n|s p/HarbourFTPD/ v/$2/ h/$1/");
  assert_draft (texts, PTL_DRAFT_LEVEL_BALANCED,
                "match ftp m|^220 ([\\w.-]+) HarbourFTPD ([\\w.-]+) Server "
                "\\(Pier 9\\) \\[[\\d.]+\\]\\r\\n|s p/HarbourFTPD/ v/$2/ h/$1/");
  assert_draft (texts, PTL_DRAFT_LEVEL_LOOSE,
                "match ftp m|^220 ([\\w.-]+) HarbourFTPD ([\\w.-]+) Server "
                "\\(Pier \\d+\\) \\[[\\d.]+\\]\\r\\n|s p/HarbourFTPD/ v/$2/ h/$1/");
}

static void
test_several (void)
{
  static const char *const texts[] = {
    "+HARBOUR 2.1 at pier ready\r\n",
    "+HARBOUR 2.10b1 at dock ready\r\n",
    "+HARBOUR 3 at quay, north ready\r\n",
    NULL,
  };

  assert_draft (texts, PTL_DRAFT_LEVEL_BALANCED,
                "match unknown m|^\\+HARBOUR ([\\w.-]+) at [^\\r\\n]+? ready\\r\\n|s "
                "p/HARBOUR/ v/$1/");
}

static void
test_header (void)
{
  static const char *const texts[] = {
    "HTTP/1.1 200 OK\r\nDate: Mon, 27 Jul 2009 12:28:53 GMT\r\nServer: Pier/2.2 "
    "(Unix)\r\nContent-Length: 88\r\n\r\n<html><title>Quay 7</title><body>...",
    NULL,
  };

  assert_draft (texts, PTL_DRAFT_LEVEL_BALANCED,
                "match http m|^HTTP/[\\w.-]+ \\d+[^\\r\\n]+?\\r\\n(?:[^\\r\\n]*\\r?\\n)*?"
                "Server: Pier/([\\w.-]+) \\(Unix\\)\\r\\n.+?<title>Quay 7<|s p/Pier/ "
                "v/$1/");
}

/* That of the documents. */
static void
test_vendor_suffix (void)
{
  static const char *const texts[] = {
    "220 stage FTP server (Version 2.1WU(1)+SCO-2.6.1+-sec) ready.\r\n", NULL
  };
  g_autofree char *line = draft (texts, PTL_DRAFT_LEVEL_BALANCED, "WU-FTPD");

  g_assert_cmpstr (line, ==,
                   "match ftp m|^220 ([\\w.-]+) FTP server \\(Version "
                   "([\\w.()-]+)\\+([^\\s)]+)\\) ready\\.\\r\\n|s p/WU-FTPD/ v/$2/ i/$3/ "
                   "h/$1/");
}

static void
test_binary (void)
{
  static const char *const texts[] = { "\x01\x02PIER\x03 1|$x", "\x01\x05PIER\x03 1|$x",
                                       NULL };

  assert_draft (texts, PTL_DRAFT_LEVEL_BALANCED,
                "match unknown m|^\\x01.PIER\\x03 1\\x7c\\$x|s");
}

static void
test_reasons (void)
{
  static const char *const texts[] = { "PIER 1.2 up", "PIER 1.2 up", "PIER 2.0 up",
                                       NULL };
  g_autoptr (GPtrArray) samples = new_samples (texts);
  g_autoptr (PtlRuleDraft) self =
      ptl_rule_draft_new (samples, PTL_DRAFT_LEVEL_BALANCED, "pier", "Pier");
  const PtlDraftPart *part;

  g_assert_cmpuint (self->parts->len, ==, 3);
  part = self->parts->pdata[1];
  g_assert_cmpint (part->reason, ==, PTL_DRAFT_REASON_DIFFERS);
  g_assert_cmpuint (part->sample, ==, 2);
  g_assert_cmpstr (part->first, ==, "1.2");
  g_assert_cmpstr (part->other, ==, "2.0");
  g_assert_cmpint (part->field, ==, 'v');
}

/* Whatever the samples are, the rule is one, and each sample matches it. */
static void
test_laws (void)
{
  static const char *const pieces[] = { "PIER",     " ",  "1.2",  "7",   "\r\n",
                                        "(",        "|",  "\xff", "$1",  "a.b",
                                        "10.0.0.1", "\\", "/",    "x=y", "2026-01-01" };

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GPtrArray) samples =
          g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
      g_autoptr (PtlRuleDraft) self = NULL;
      g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
      g_autofree char *line = NULL;
      g_autofree char *text = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < 1 + round % 3; i++)
        {
          g_autoptr (GString) sample = g_string_new ("PIER ");

          for (int j = g_test_rand_int_range (1, 12); j > 0; j--)
            g_string_append (sample,
                             pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
          g_ptr_array_add (samples, g_bytes_new (sample->str, sample->len));
        }

      self = ptl_rule_draft_new (samples, (PtlDraftLevel) (round % PTL_N_DRAFT_LEVELS),
                                 "pier", NULL);
      line = ptl_rule_draft_to_line (self);
      text = g_strdup_printf ("Probe TCP NULL q||\n%s\n", line);
      bytes = g_bytes_new (text, strlen (text));
      ptl_probe_db_load_bytes (db, bytes, "draft", PTL_RULE_LAYER_USER, TRUE, &error);
      g_assert_no_error (error);
      ptl_probe_db_seal (db, TRUE, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < samples->len; i++)
        {
          gsize len;
          const guint8 *data = g_bytes_get_data (samples->pdata[i], &len);
          g_autoptr (PtlMatch) match =
              ptl_match_response (db, ptl_probe_db_get_null_probe (db), data, len, FALSE);

          if (match == NULL)
            g_error ("%s does not match sample %u", line, i);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-draft/levels", test_levels);
  g_test_add_func ("/rule-draft/several", test_several);
  g_test_add_func ("/rule-draft/header", test_header);
  g_test_add_func ("/rule-draft/vendor-suffix", test_vendor_suffix);
  g_test_add_func ("/rule-draft/binary", test_binary);
  g_test_add_func ("/rule-draft/reasons", test_reasons);
  g_test_add_func ("/rule-draft/laws", test_laws);
  return g_test_run ();
}
