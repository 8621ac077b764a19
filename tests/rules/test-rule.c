/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/test-rule.c: what one rule says of a service, ours and as Nmap has it (spec
 * 1.5, 1.7). */
#include "rules/matcher.h"

#include <string.h>

static void
append (GString *out, const char *name, const char *value)
{
  if (value != NULL)
    g_string_append_printf (out, " %s=%s", name, value);
}

static char *
describe (const PtlService *service)
{
  GString *out = g_string_new (service->name);

  if (service->tunnel == PTL_TUNNEL_SSL)
    g_string_append (out, " (ssl)");
  append (out, "p", service->product);
  append (out, "v", service->version);
  append (out, "i", service->extra_info);
  append (out, "h", service->hostname);
  append (out, "o", service->os_type);
  append (out, "d", service->device_type);
  for (guint i = 0; service->cpes != NULL && service->cpes[i] != NULL; i++)
    g_string_append_printf (out, " %s", service->cpes[i]);
  return g_string_free (out, FALSE);
}

/* Returns: (transfer full): what @line says of "hello 1.2" */
static char *
ask (const char *line, const char *response, gboolean compat)
{
  g_autofree char *text = g_strdup_printf ("Probe TCP NULL q||\n%s\n", line);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (PtlMatch) match = NULL;
  g_autoptr (GError) error = NULL;

  ptl_probe_db_load_bytes (db, bytes, "x", PTL_RULE_LAYER_DATABASE, TRUE, &error);
  g_assert_no_error (error);
  ptl_probe_db_seal (db, TRUE, &error);
  g_assert_no_error (error);
  match = ptl_match_response (db, ptl_probe_db_get_null_probe (db),
                              (const guint8 *) response, strlen (response), compat);
  g_assert_nonnull (match);
  return describe (match->service);
}

static void
check (const char *line, const char *ours, const char *nmap)
{
  g_autofree char *got = ask (line, "hello 1.2", FALSE);
  g_autofree char *compat = ask (line, "hello 1.2", TRUE);

  g_test_message ("%s", line);
  g_assert_cmpstr (got, ==, ours);
  g_assert_cmpstr (compat, ==, nmap != NULL ? nmap : ours);
}

static void
test_fields (void)
{
  check ("match a m|^hello|", "a", NULL);
  check ("match a m|^hello (\\S+)| p/P/ v/$1/ i/I/ h/H/ o/O/ d/D/ cpe:/a:x:y:$1/a",
         "a p=P v=1.2 i=I h=H o=O d=D cpe:/a:x:y:1.2", NULL);
  check ("match a m|^hello (\\S+)| d|D| v@$1@ p=P=", "a p=P v=1.2 d=D", NULL);
  check ("softmatch a m|^hello (\\S+)| v/$1/", "a v=1.2", NULL);
  check ("match a m|^hello| p/old/ p/new/", "a p=new", NULL); /* the later one */
  check ("match a m|^hello| p/old/ p//", "a", NULL);
}

/* A field that cannot be filled in is absent; the others and the match stand. */
static void
test_field_fails (void)
{
  check ("match a m|^hello(x)?| p/P/ v/$1/ i/I/", "a p=P i=I", NULL);
  check ("match a m|^hello| p/$1/ v/1/", "a v=1", NULL);
  check ("match a m|^hello| p/US$/ v/1/", "a v=1", NULL);
  check ("match a m|^(hello) 1| p/$I(1,\"=\")/ v/1/", "a v=1", NULL);
}

static void
test_tunnel_in_the_name (void)
{
  check ("match ssl/http m|^hello|", "http (ssl)", NULL);
  check ("softmatch ssl/http m|^hello|", "ssl/http", NULL); /* only a hard match */
  check ("match ssl m|^hello|", "ssl", NULL);
}

/* Nmap has one place for each part, and fills in the order a, h, o; ours lose nothing. */
static void
test_cpes (void)
{
  check ("match a m|^hello| cpe:/o:x:o/ cpe:/a:x:a/ cpe:/h:x:h/",
         "a cpe:/o:x:o cpe:/a:x:a cpe:/h:x:h", "a cpe:/a:x:a cpe:/h:x:h cpe:/o:x:o");
  check ("match a m|^hello| cpe:/a:x:1/ cpe:/o:x:o/ cpe:/a:x:2/",
         "a cpe:/a:x:1 cpe:/o:x:o cpe:/a:x:2", "a cpe:/a:x:2 cpe:/o:x:o");
  check ("match a m|^hello| cpe:/a:x:1/ cpe:/a:x:$1/", "a cpe:/a:x:1", "a");
  check ("match a m|^hello| cpe:/a:x:1/ cpe:/a:x:1/", "a cpe:/a:x:1", NULL);
  check ("match a m|^hello| cpe:/x:y:z/ cpe:// cpe:/h:x:y/a", "a cpe:/h:x:y", NULL);
}

/* The room Nmap has for each field; what does not fit there is dropped, not cut. */
static void
test_lengths (void)
{
  static const struct
  {
    const char *field;
    guint max;
  } fields[] = { { "p", 79 }, { "v", 79 }, { "i", 255 },
                 { "h", 79 }, { "o", 31 }, { "d", 31 } };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    for (guint beyond = 0; beyond < 2; beyond++)
      {
        g_autofree char *value = g_strnfill (fields[i].max + beyond, 'x');
        g_autofree char *line =
            g_strdup_printf ("match a m|^hello| %s/%s/", fields[i].field, value);
        g_autofree char *whole = g_strdup_printf ("a %s=%s", fields[i].field, value);

        check (line, whole, beyond == 0 ? NULL : "a");
      }
}

/* Which rule it was, so that a person can look it up. */
static void
test_rule_reference (void)
{
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  static const char text[] = "# first\nProbe TCP NULL q||\nmatch a m|^h(e)|\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  g_autoptr (PtlMatch) match = NULL;
  const PtlRuleRef *rule;

  g_assert_true (
      ptl_probe_db_load_bytes (db, bytes, "file", PTL_RULE_LAYER_USER, TRUE, NULL));
  g_assert_true (ptl_probe_db_seal (db, TRUE, NULL));
  match = ptl_match_response (db, ptl_probe_db_get_null_probe (db), (const guint8 *) "he",
                              2, FALSE);
  rule = match->service->rule;
  g_assert_cmpstr (rule->file, ==, "file");
  g_assert_cmpuint (rule->line, ==, 3);
  g_assert_cmpstr (rule->layer, ==, "user");
  g_assert_cmpstr (rule->probe, ==, "NULL");
  g_assert_cmpint (rule->via, ==, PTL_MATCH_VIA_DIRECT);
  g_assert_cmpstr (rule->pattern, ==, "^h(e)");
  g_assert_cmpuint (rule->captures->len, ==, 2);
  g_assert_cmpint (g_array_index (rule->captures, PtlCapture, 1).start, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rule/fields", test_fields);
  g_test_add_func ("/rule/field-fails", test_field_fails);
  g_test_add_func ("/rule/tunnel-in-the-name", test_tunnel_in_the_name);
  g_test_add_func ("/rule/cpes", test_cpes);
  g_test_add_func ("/rule/lengths", test_lengths);
  g_test_add_func ("/rule/reference", test_rule_reference);

  return g_test_run ();
}
