/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/test-matcher.c: which rule claims a response, over lists and layers. */
#include "rules/matcher.h"

#include <string.h>

typedef struct
{
  PtlRuleLayer layer;
  const char *text;
} Layer;

static PtlProbeDb *
load (const Layer *layers, guint n_layers)
{
  PtlProbeDb *db = ptl_probe_db_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_layers; i++)
    {
      g_autoptr (GBytes) text =
          g_bytes_new_static (layers[i].text, strlen (layers[i].text));
      g_autofree char *name = g_strdup_printf ("file%u", i);

      ptl_probe_db_load_bytes (db, text, name, layers[i].layer, TRUE, &error);
      g_assert_no_error (error);
    }

  ptl_probe_db_seal (db, TRUE, &error);
  g_assert_no_error (error);
  return db;
}

static PtlProbeDb *
load_one (const char *text)
{
  Layer layer = { PTL_RULE_LAYER_DATABASE, text };

  return load (&layer, 1);
}

static PtlMatch *
match (PtlProbeDb *db, PtlProtocol protocol, const char *probe, const char *response)
{
  const PtlProbe *asked = ptl_probe_db_find_probe (db, protocol, probe);

  g_assert_nonnull (asked);
  return ptl_match_response (db, asked, (const guint8 *) response, strlen (response),
                             FALSE);
}

static void
assert_claimed (PtlProbeDb *db,
                PtlProtocol protocol,
                const char *probe,
                const char *response,
                const char *service,
                const char *owner,
                PtlMatchVia via)
{
  g_autoptr (PtlMatch) got = match (db, protocol, probe, response);

  g_assert_nonnull (got);
  g_assert_cmpstr (got->service->name, ==, service);
  g_assert_cmpstr (got->service->rule->probe, ==, owner);
  g_assert_cmpint (got->service->rule->via, ==, via);
}

static void
assert_unclaimed (PtlProbeDb *db,
                  PtlProtocol protocol,
                  const char *probe,
                  const char *response)
{
  g_autoptr (PtlMatch) got = match (db, protocol, probe, response);

  g_assert_null (got);
}

/* The probe's own rules, then its fallbacks' in their order, then the NULL probe's. */
static void
test_order_of_lists (void)
{
  g_autoptr (PtlProbeDb) db = load_one ("Probe TCP NULL q||\n"
                                        "match null m|^abcd|\n"
                                        "match null m|^n|\n"
                                        "Probe TCP Second q|2|\n"
                                        "match second m|^abc|\n"
                                        "fallback Deep\n"
                                        "Probe TCP First q|1|\n"
                                        "match first m|^ab|\n"
                                        "Probe TCP Asked q|0|\n"
                                        "fallback First, Second\n"
                                        "match asked m|^a$|\n"
                                        "Probe TCP Deep q|3|\n"
                                        "match deep m|^d|\n");

  assert_claimed (db, PTL_PROTOCOL_TCP, "Asked", "a", "asked", "Asked",
                  PTL_MATCH_VIA_DIRECT);
  assert_claimed (db, PTL_PROTOCOL_TCP, "Asked", "abcd", "first", "First",
                  PTL_MATCH_VIA_FALLBACK);
  assert_claimed (db, PTL_PROTOCOL_TCP, "Second", "abcd", "second", "Second",
                  PTL_MATCH_VIA_DIRECT);
  assert_claimed (db, PTL_PROTOCOL_TCP, "Asked", "n", "null", "NULL", PTL_MATCH_VIA_NULL);
  assert_claimed (db, PTL_PROTOCOL_TCP, "NULL", "n", "null", "NULL",
                  PTL_MATCH_VIA_DIRECT);

  /* A fallback's fallbacks are not asked. */
  assert_claimed (db, PTL_PROTOCOL_TCP, "Second", "d", "deep", "Deep",
                  PTL_MATCH_VIA_FALLBACK);
  assert_unclaimed (db, PTL_PROTOCOL_TCP, "Asked", "d");
  assert_unclaimed (db, PTL_PROTOCOL_TCP, "NULL", "d");
}

/* A UDP probe tests only itself; a TCP probe may fall back to a UDP probe. */
static void
test_protocols (void)
{
  g_autoptr (PtlProbeDb) db = load_one ("Probe TCP NULL q||\n"
                                        "match null m|^n|\n"
                                        "Probe UDP Name q|u|\n"
                                        "match udp m|^u|\n"
                                        "Probe TCP Name q|t|\n"
                                        "match tcp m|^t|\n"
                                        "Probe TCP Other q|o|\n"
                                        "fallback OnlyUdp Name\n"
                                        "Probe UDP OnlyUdp q|v|\n"
                                        "match only m|^o|\n");

  assert_unclaimed (db, PTL_PROTOCOL_UDP, "Name", "n");
  assert_claimed (db, PTL_PROTOCOL_UDP, "Name", "u", "udp", "Name", PTL_MATCH_VIA_DIRECT);
  assert_claimed (db, PTL_PROTOCOL_TCP, "Other", "o", "only", "OnlyUdp",
                  PTL_MATCH_VIA_FALLBACK);
  assert_claimed (db, PTL_PROTOCOL_TCP, "Other", "t", "tcp", "Name",
                  PTL_MATCH_VIA_FALLBACK);
  assert_unclaimed (db, PTL_PROTOCOL_TCP, "Other", "u");
}

/* Within one layer the first line decides: a soft match above hides the hard one. */
static void
test_soft_before_hard (void)
{
  g_autoptr (PtlProbeDb) db = load_one ("Probe TCP NULL q||\n"
                                        "softmatch ftp m|^220 | p/soft/\n"
                                        "match ftp m|^220 hard| p/hard/\n");
  g_autoptr (PtlMatch) got = match (db, PTL_PROTOCOL_TCP, "NULL", "220 hard");

  g_assert_true (got->soft);
  g_assert_cmpstr (got->service->product, ==, "soft");
  g_assert_cmpint (got->service->outcome, ==, PTL_SERVICE_OUTCOME_SOFT_MATCH);
}

static void
test_tunnel (void)
{
  g_autoptr (PtlProbeDb) db = load_one ("Probe TCP NULL q||\n"
                                        "match ssl m|^T|\n"
                                        "softmatch ssl m|^S|\n"
                                        "match ssl/http m|^H| p/web/\n"
                                        "match sslish m|^I|\n");
  g_autoptr (PtlMatch) hard = match (db, PTL_PROTOCOL_TCP, "NULL", "T");
  g_autoptr (PtlMatch) soft = match (db, PTL_PROTOCOL_TCP, "NULL", "S");
  g_autoptr (PtlMatch) named = match (db, PTL_PROTOCOL_TCP, "NULL", "H");
  g_autoptr (PtlMatch) other = match (db, PTL_PROTOCOL_TCP, "NULL", "I");

  g_assert_true (hard->tunnels);
  g_assert_cmpint (hard->service->tunnel, ==, PTL_TUNNEL_NONE);
  g_assert_false (soft->tunnels);
  g_assert_false (named->tunnels);
  g_assert_cmpstr (named->service->name, ==, "http");
  g_assert_cmpint (named->service->tunnel, ==, PTL_TUNNEL_SSL);
  g_assert_false (other->tunnels);
  g_assert_cmpstr (other->service->name, ==, "sslish");
}

static const Layer layers[] = {
  { PTL_RULE_LAYER_SYSTEM, "Probe TCP NULL q||\n"
                           "match low m|^one| p/system/\n"
                           "match low m|^two| p/system/\n"
                           "softmatch low m|^three| p/system/\n"
                           "match low m|^three| p/hidden/\n"
                           "match low m|^four ([0-9]*)| p/same/ v/$1/\n"
                           "match low m|^five (\\S)| p/same/ v/$1/\n"
                           "match low m|^six| p/Same/\n"
                           "match low m|^seven| p/same and more/\n"
                           "Probe TCP Get q|GET|\n"
                           "rarity 7\n"
                           "totalwaitms 7500\n"
                           "ports 80\n"
                           "match low m|^get| p/system/\n" },
  { PTL_RULE_LAYER_USER, "Probe TCP NULL q||\n"
                         "match high m|^one| p/user/\n"
                         "softmatch high m|^two| p/user/\n"
                         "softmatch high m|^three| p/user/\n"
                         "softmatch low m|^four| p/same/\n"
                         "softmatch low m|^five (\\S+)| p/same/ v/$1/\n"
                         "softmatch low m|^six| p/same thing/\n"
                         "softmatch low m|^seven| p/Same/\n"
                         "Probe TCP Web q|GET|\n"
                         "rarity 1\n"
                         "ports 8080\n" },
};

static void
assert_product (PtlProbeDb *db, const char *response, const char *product, gboolean soft)
{
  g_autoptr (PtlMatch) got = match (db, PTL_PROTOCOL_TCP, "NULL", response);

  g_assert_nonnull (got);
  g_assert_cmpstr (got->service->product, ==, product);
  g_assert_cmpint (got->soft, ==, soft);
}

static void
test_layers (void)
{
  g_autoptr (PtlProbeDb) db = load (layers, G_N_ELEMENTS (layers));
  g_autoptr (PtlMatch) got = NULL;

  assert_product (db, "one", "user", FALSE);
  assert_product (db, "two", "system", FALSE); /* hard below beats soft above */
  assert_product (db, "three", "user", TRUE);  /* below, the soft one decides too */

  got = match (db, PTL_PROTOCOL_TCP, "NULL", "two");
  g_assert_cmpstr (got->service->rule->layer, ==, "system");
  g_assert_cmpstr (got->service->rule->file, ==, "file0");
  g_assert_cmpuint (got->service->rule->line, ==, 3);
}

/* A hard match below that has nothing new would only end the asking. */
static void
test_layers_tell_more (void)
{
  g_autoptr (PtlProbeDb) db = load (layers, G_N_ELEMENTS (layers));

  assert_product (db, "four ", "same", TRUE);
  assert_product (db, "four 4", "same", FALSE);
  assert_product (db, "five 5", "same", TRUE);
  assert_product (db, "five 5.1", "same", FALSE);
  assert_product (db, "six", "same thing", TRUE);
  assert_product (db, "seven", "same and more", FALSE);
}

/* The same request in two layers is one probe that answers to both names. */
static void
test_merged_probe (void)
{
  g_autoptr (PtlProbeDb) db = load (layers, G_N_ELEMENTS (layers));
  const PtlProbe *web = ptl_probe_db_find_probe (db, PTL_PROTOCOL_TCP, "Web");

  g_assert_cmpuint (ptl_probe_db_get_n_probes (db), ==, 1);
  g_assert_true (ptl_probe_db_find_probe (db, PTL_PROTOCOL_TCP, "Get") == web);
  g_assert_cmpstr (ptl_probe_get_name (web), ==, "Web");
  g_assert_cmpuint (ptl_probe_get_rarity (web), ==, 1);
  g_assert_cmpuint (ptl_probe_get_total_wait_ms (web), ==, 7500);
  g_assert_true (ptl_probe_lists_port (web, 80, PTL_TUNNEL_NONE));
  g_assert_true (ptl_probe_lists_port (web, 8080, PTL_TUNNEL_NONE));
  g_assert_false (ptl_probe_lists_port (web, 80, PTL_TUNNEL_SSL));
  g_assert_true (ptl_probe_can_name (web, "low"));
  g_assert_false (ptl_probe_can_name (web, "high"));
  assert_claimed (db, PTL_PROTOCOL_TCP, "Web", "get", "low", "Web", PTL_MATCH_VIA_DIRECT);
}

static void
test_all (void)
{
  g_autoptr (PtlProbeDb) db = load (layers, G_N_ELEMENTS (layers));
  g_autoptr (GPtrArray) all = ptl_match_response_all (
      db, ptl_probe_db_get_null_probe (db), (const guint8 *) "three", 5);
  static const char *const products[] = { "user", "system", "hidden" };

  g_assert_cmpuint (all->len, ==, G_N_ELEMENTS (products));
  for (guint i = 0; i < all->len; i++)
    g_assert_cmpstr (((PtlMatch *) all->pdata[i])->service->product, ==, products[i]);
}

/* Where the captures lie is part of the evidence, a group that took no part included. */
/* What later rules know besides, in their order; news only. */
static void
check_further (PtlProbeDb *db, const char *response, const char *expected)
{
  const PtlProbe *probe = ptl_probe_db_find_probe (db, PTL_PROTOCOL_TCP, "Get");
  g_autoptr (PtlMatch) got = ptl_match_response_further (
      db, probe, (const guint8 *) response, strlen (response));
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; got->service->also != NULL && i < got->service->also->len; i++)
    {
      const PtlService *also = got->service->also->pdata[i];
      g_autofree char *text = ptl_service_get_also_text (also);

      g_string_append_printf (said, "%s:%u ", text, also->rule->line);
    }
  g_assert_cmpstr (said->str, ==, expected);
}

static void
test_further (void)
{
  g_autoptr (PtlProbeDb) db = load_one ("Probe TCP NULL q||\n"
                                        "match web m|^Web| p/Greeter/\n"
                                        "Probe TCP Get q|G|\n"
                                        "match early m|Webster| p/Early bird/\n"
                                        "match web m|^Web (\\d)| p/Webserver/ v/$1/\n"
                                        "softmatch web m|^Web| p/Soft/\n"
                                        "match web m|^Web| p/webserver/ v/9/\n"
                                        "match web m|^Web| p/Web/\n"
                                        "match web m|^Web.*PHP/(\\d)| p/PHP/ v/$1/\n"
                                        "match web m|PHP| p/PHP/ v/0/\n"
                                        "match web m|PHP|\n"
                                        "match shop m|Shop|\n");

  check_further (db, "Web 1", "Greeter:2 ");
  check_further (db, "Web 1 PHP/8 Shop", "PHP 8:9 shop:12 Greeter:2 ");
  check_further (db, "Web PHP", "webserver 9:7 PHP 0:10 Greeter:2 ");
}

/* --- random databases --- */

#define N_PROBES 6 /* the first is NULL, the last of UDP */

static const char *const names[N_PROBES] = {
  "NULL", "One", "Two", "Three", "Four", "Far"
};

/* Probes with one rule each for any answer, which names its list, and random fallbacks:
 * to themselves, to NULL, to another protocol, to the same one twice. */
static void
write_random (GString *text, GRand *rand, GString *fallbacks[N_PROBES])
{
  for (guint i = 0; i < N_PROBES; i++)
    {
      guint n = i == 0 ? 0 : (guint) g_rand_int_range (rand, 0, 5);

      fallbacks[i] = g_string_new (NULL);
      for (guint j = 0; j < n; j++)
        g_string_append_printf (fallbacks[i], "%s%s", j == 0 ? "" : ",",
                                names[g_rand_int_range (rand, 0, N_PROBES)]);
      g_string_append_printf (text, "Probe %s %s q|%s|\n",
                              i == N_PROBES - 1 ? "UDP" : "TCP", names[i],
                              i == 0 ? "" : names[i]);
      if (n > 0)
        g_string_append_printf (text, "fallback %s\n", fallbacks[i]->str);
      g_string_append_printf (text, "match %s m|^answer|\n", names[i]);
    }
}

static void
add_once (GPtrArray *lists, const char *name)
{
  if (!g_ptr_array_find_with_equal_func (lists, name, g_str_equal, NULL))
    g_ptr_array_add (lists, (gpointer) name);
}

/* An answer is matched against each list of its probe's chain exactly once, in order: the
 * probe's own, its fallbacks, for TCP the NULL probe. */
static void
assert_lists (PtlProbeDb *db, guint probe, const char *fallbacks)
{
  gboolean is_udp = probe == N_PROBES - 1;
  const PtlProbe *asked = ptl_probe_db_find_probe (
      db, is_udp ? PTL_PROTOCOL_UDP : PTL_PROTOCOL_TCP, names[probe]);
  g_autoptr (GPtrArray) got =
      ptl_match_response_all (db, asked, (const guint8 *) "answer", 6);
  g_autoptr (GPtrArray) expected = g_ptr_array_new ();
  g_auto (GStrv) listed = g_strsplit (fallbacks, ",", -1);

  add_once (expected, names[probe]);
  for (guint i = 0; listed[i] != NULL; i++)
    add_once (expected, listed[i]);
  if (!is_udp)
    add_once (expected, "NULL");

  g_assert_cmpuint (got->len, ==, expected->len);
  for (guint i = 0; i < got->len; i++)
    g_assert_cmpstr (((PtlMatch *) got->pdata[i])->service->name, ==, expected->pdata[i]);
}

static void
test_each_list_once (void)
{
  GRand *rand = g_rand_new_with_seed (20261127);

  for (guint round = 0; round < 500; round++)
    {
      GString *fallbacks[N_PROBES];
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (PtlProbeDb) db = NULL;

      write_random (text, rand, fallbacks);
      db = load_one (text->str);
      for (guint i = 1; i < N_PROBES; i++)
        assert_lists (db, i, fallbacks[i]->str);
      for (guint i = 0; i < N_PROBES; i++)
        g_string_free (fallbacks[i], TRUE);
    }

  g_rand_free (rand);
}

static void
test_captures (void)
{
  g_autoptr (PtlProbeDb) db =
      load_one ("Probe TCP NULL q||\nmatch a m/^x(?:(y)|(z)) (\\d+)/ v/$3/\n");
  g_autoptr (PtlMatch) got = match (db, PTL_PROTOCOL_TCP, "NULL", "xz 42!");
  static const PtlCapture expected[] = { { 0, 5 }, { -1, -1 }, { 1, 2 }, { 3, 5 } };

  g_assert_cmpstr (got->service->version, ==, "42");
  g_assert_cmpstr (got->service->rule->pattern, ==, "^x(?:(y)|(z)) (\\d+)");
  g_assert_cmpmem (got->service->rule->captures->data,
                   got->service->rule->captures->len * sizeof (PtlCapture), expected,
                   sizeof expected);
}

/* A pattern that backtracks without end is given up, and the next one tried. */
static void
test_catastrophe (void)
{
  g_autoptr (PtlProbeDb) db = load_one ("Probe TCP NULL q||\n"
                                        "match bad m|^(?:a+)+[bc]|\n"
                                        "match bad m|(?:a+a*)+[bc]$|\n"
                                        "match good m|^a|\n");
  g_autofree char *response = g_strnfill (4096, 'a');

  response[4095] = '!';
  assert_claimed (db, PTL_PROTOCOL_TCP, "NULL", response, "good", "NULL",
                  PTL_MATCH_VIA_DIRECT);
}

/* Patterns that stay within the limits wherever they start still end within seconds. */
static void
test_many_slow_patterns (void)
{
  g_autoptr (GString) text = g_string_new ("Probe TCP NULL q||\n");
  g_autofree char *response = g_strnfill (PTL_RESPONSE_MAX_KEPT, 'a');
  g_autoptr (PtlProbeDb) db = NULL;
  gint64 start;

  for (guint i = 0; i < 100; i++)
    g_string_append (text, "match bad m|a.*[xy]|s\n");
  db = load_one (text->str);

  start = g_get_monotonic_time ();
  assert_unclaimed (db, PTL_PROTOCOL_TCP, "NULL", response);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_USEC_PER_SEC);
}

/* Where a response is cut for matching is not its end. */
static void
test_cut_response (void)
{
  g_autoptr (PtlProbeDb) db = load_one ("Probe TCP NULL q||\n"
                                        "match end m|^a+$|\n");
  g_autofree char *response = g_strnfill (72 * 1024, 'a');

  assert_unclaimed (db, PTL_PROTOCOL_TCP, "NULL", response);
  response[64 * 1024] = '\0';
  assert_claimed (db, PTL_PROTOCOL_TCP, "NULL", response, "end", "NULL",
                  PTL_MATCH_VIA_DIRECT);
}

static gpointer
match_worker (gpointer data)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *response = g_strdup_printf ("number %u", i);
      g_autofree char *version = g_strdup_printf ("%u", i);
      g_autoptr (PtlMatch) got = match (data, PTL_PROTOCOL_TCP, "NULL", response);

      g_assert_cmpstr (got->service->version, ==, version);
    }

  return NULL;
}

/* Patterns are compiled by whichever thread needs them first. */
static void
test_threads (void)
{
  g_autoptr (GString) text = g_string_new ("Probe TCP NULL q||\n");
  g_autoptr (PtlProbeDb) db = NULL;
  GThread *threads[4];

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "match a%u m|^number (%u)$| v/$1/\n", i, i);
  {
    g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);

    db = ptl_probe_db_new ();
    g_assert_true (
        ptl_probe_db_load_bytes (db, bytes, "x", PTL_RULE_LAYER_USER, FALSE, NULL));
    g_assert_true (ptl_probe_db_seal (db, FALSE, NULL));
  }

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("match", match_worker, db);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/matcher/order-of-lists", test_order_of_lists);
  g_test_add_func ("/matcher/protocols", test_protocols);
  g_test_add_func ("/matcher/soft-before-hard", test_soft_before_hard);
  g_test_add_func ("/matcher/layers-tell-more", test_layers_tell_more);
  g_test_add_func ("/matcher/tunnel", test_tunnel);
  g_test_add_func ("/matcher/layers", test_layers);
  g_test_add_func ("/matcher/merged-probe", test_merged_probe);
  g_test_add_func ("/matcher/all", test_all);
  g_test_add_func ("/matcher/further", test_further);
  g_test_add_func ("/matcher/each-list-once", test_each_list_once);
  g_test_add_func ("/matcher/captures", test_captures);
  g_test_add_func ("/matcher/catastrophe", test_catastrophe);
  g_test_add_func ("/matcher/many-slow-patterns", test_many_slow_patterns);
  g_test_add_func ("/matcher/cut-response", test_cut_response);
  g_test_add_func ("/matcher/threads", test_threads);

  return g_test_run ();
}
