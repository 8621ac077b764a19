/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-target-spec.c: single target expressions, good and bad. */
#include "scan/target-spec.h"

#include <net/if.h>
#include <string.h>

typedef struct
{
  const char *text;
  guint64 count;
  const char *first;
  const char *last; /* NULL: beyond reach */
} Valid;

static const Valid valid[] = {
  { "192.0.2.7", 1, "192.0.2.7", "192.0.2.7" },
  { "010.000.0.09", 1, "10.0.0.9", "10.0.0.9" },
  { "192.0.2.7/24", 256, "192.0.2.0", "192.0.2.255" },
  { "192.0.2.7/31", 2, "192.0.2.6", "192.0.2.7" },
  { "192.0.2.7/32", 1, "192.0.2.7", "192.0.2.7" },
  { "192.0.2.7/9", 1 << 23, "192.0.0.0", "192.127.255.255" },
  { "10.1.2.3/8", 1 << 24, "10.0.0.0", "10.255.255.255" },
  { "10.1.2.3/0", G_GUINT64_CONSTANT (1) << 32, "0.0.0.0", "255.255.255.255" },
  { "*.*.*.*", G_GUINT64_CONSTANT (1) << 32, "0.0.0.0", "255.255.255.255" },
  { "-.-.-.-", G_GUINT64_CONSTANT (1) << 32, "0.0.0.0", "255.255.255.255" },
  { "10.0-3.*.1,5-9", 4 * 256 * 6, "10.0.0.1", "10.3.255.9" },
  { "10.0.0.-2", 3, "10.0.0.0", "10.0.0.2" },
  { "10.0.0.254-", 2, "10.0.0.254", "10.0.0.255" },
  { "10.0.0.9,1,9,1-2", 3, "10.0.0.1", "10.0.0.9" },
  { "10.0.0.5-5", 1, "10.0.0.5", "10.0.0.5" },
  { "10.0.1,5.77/24", 512, "10.0.1.0", "10.0.5.255" },
  { "10.0.1,5.77/23", 1024, "10.0.0.0", "10.0.5.255" },
  { "10.0.0.1,130/25", 256, "10.0.0.0", "10.0.0.255" },
  { "10.0.0.1,2,5/30", 8, "10.0.0.0", "10.0.0.7" },
  { "1-2.3.4.5/0", G_GUINT64_CONSTANT (1) << 32, "0.0.0.0", "255.255.255.255" },
  { "2001:db8::1", 1, "2001:db8::1", "2001:db8::1" },
  { "2001:DB8::FF/120", 256, "2001:db8::", "2001:db8::ff" },
  { "2001:db8::/127", 2, "2001:db8::", "2001:db8::1" },
  { "::ffff:192.0.2.1", 1, "::ffff:192.0.2.1", "::ffff:192.0.2.1" },
  { "2001:db8::1/65", G_GUINT64_CONSTANT (1) << 63,
    "2001:db8::", "2001:db8::7fff:ffff:ffff:ffff" },
  { "2001:db8::1/64", G_MAXUINT64, "2001:db8::", NULL },
  { "2001:db8::1/0", G_MAXUINT64, "::", NULL },
  { "fe80::1%3", 1, "fe80::1%3", "fe80::1%3" },
  { "fe80::1%3/126", 4, "fe80::%3", "fe80::3%3" },
};

static PtlTargetSpec *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  PtlTargetSpec *spec = ptl_target_spec_parse (text, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (spec);
  return spec;
}

static void
assert_get (const PtlTargetSpec *spec, guint64 index, const char *expected)
{
  g_autofree char *text = NULL;
  PtlAddress address;

  ptl_target_spec_get (spec, index, &address);
  text = ptl_address_to_string (&address);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_valid (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (valid); i++)
    {
      g_autoptr (PtlTargetSpec) spec = parse (valid[i].text);

      g_test_message ("%s", valid[i].text);
      g_assert_null (ptl_target_spec_get_name (spec));
      g_assert_cmpuint (ptl_target_spec_count (spec), ==, valid[i].count);
      assert_get (spec, 0, valid[i].first);
      if (valid[i].last != NULL)
        assert_get (spec, valid[i].count - 1, valid[i].last);
    }
}

typedef struct
{
  const char *text;
  gsize offset;
  const char *what;
} Invalid;

static const Invalid invalid[] = {
  { "", 0, "expected" },
  { "/24", 0, "expected" },
  { "10.256.0.1", 3, "at most 255" },
  { "10.0.0.1-256", 9, "at most 255" },
  { "10.0.0.99999999999999999999999", 7, "at most 255" },
  { "10.0.0", 6, "four parts" },
  { "10", 2, "four parts" },
  { "10.0.0.1.2", 8, "four parts" },
  { "10.0.0.", 7, "from 0 to 255" },
  { "10..0.1", 3, "from 0 to 255" },
  { ".1.2.3", 0, "from 0 to 255" },
  { "10.0.0.1,", 9, "from 0 to 255" },
  { "10.0.0.1,,2", 9, "from 0 to 255" },
  { "10.0.0.9-1", 7, "backwards" },
  { "10.0.0.5*", 8, "a dot or a comma" },
  { "10.0.0.**", 8, "a dot or a comma" },
  { "10.0.0.1-2-3", 10, "a dot or a comma" },
  { "10.0.0.1/", 9, "0 to 32" },
  { "10.0.0.1/33", 9, "0 to 32" },
  { "10.0.0.1/-1", 9, "0 to 32" },
  { "10.0.0.1/24x", 9, "0 to 32" },
  { "10.0.0.1/24/8", 9, "0 to 32" },
  { "10.0.0.0/255.255.255.0", 9, "0 to 32" },
  { "::1/129", 4, "0 to 128" },
  { "nas/129", 4, "0 to 128" },
  { "nas/", 4, "0 to 128" },
  { "http://example.org/", 4, "without scheme or port" },
  { "192.0.2.1:80", 9, "without scheme or port" },
  { "example.org:80", 11, "without scheme or port" },
  { ":::", 0, "IPv6" },
  { "2001:db8::1::2", 0, "IPv6" },
  { "2001:db8::10000", 0, "IPv6" },
  { "[::1]", 0, "IPv6" },
  { "fe80::1%", 8, "interface" },
  { "fe80::1%no-such-link", 8, "interface" },
  { "fe80::1%0", 8, "interface" },
  { "fe80::1%4294967296", 8, "interface" },
  { "fe80::1%1%2", 8, "interface" },
  { "-oProxyCommand", 0, "hyphen" },
  { "a.-b", 2, "hyphen" },
  { "a..b", 2, "missing" },
  { ".a", 0, "missing" },
  { "a b", 1, "character" },
  { "a;b", 1, "character" },
  { "a\nb", 1, "character" },
  { "<b>", 0, "character" },
  { "a\\b", 1, "character" },
  { "\xff\xfe", 0, "not a host name" },
  { "caf\xc3", 0, "not a host name" },
  { "\xe2\x84\x80.example", 0, "not a host name" }, /* becomes "a/c" */
};

static void
test_invalid (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = g_strescape (invalid[i].text, NULL);
      gsize offset = 9999;

      g_test_message ("%s", shown);
      g_assert_null (ptl_target_spec_parse (invalid[i].text, &offset, &error));
      g_assert_error (error, PTL_TARGET_SPEC_ERROR, PTL_TARGET_SPEC_ERROR_SYNTAX);
      g_assert_nonnull (strstr (error->message, invalid[i].what));
      g_assert_cmpuint (offset, ==, invalid[i].offset);
    }
}

static void
test_name_lengths (void)
{
  g_autofree char *label = g_strnfill (63, 'a');
  g_autofree char *longest =
      g_strdup_printf ("%s.%s.%s.%.61s.", label, label, label, label);
  g_autofree char *too_long =
      g_strdup_printf ("%s.%s.%s.%.62s", label, label, label, label);
  g_autofree char *long_label = g_strdup_printf ("b.%sa", label);
  g_autoptr (PtlTargetSpec) spec = parse (longest);
  gsize offset = 0;

  g_assert_cmpstr (ptl_target_spec_get_name (spec), ==, longest);
  g_assert_null (ptl_target_spec_parse (too_long, NULL, NULL));
  g_assert_null (ptl_target_spec_parse (long_label, &offset, NULL));
  g_assert_cmpuint (offset, ==, 2);
}

static void
test_names (void)
{
  static const char *const names[][2] = {
    { "nas", "nas" },
    { "a.b-c.example.", "a.b-c.example." },
    { "_sip.example", "_sip.example" },
    { "3com.example", "3com.example" },
    { "b\xc3\xbc"
      "cher.example",
      "xn--bcher-kva.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (PtlTargetSpec) spec = parse (names[i][0]);
      PtlAddress address = { { 0 } };

      g_assert_cmpstr (ptl_target_spec_get_name (spec), ==, names[i][1]);
      g_assert_cmpuint (ptl_target_spec_count (spec), ==, 1);
      g_assert_false (ptl_target_spec_contains (spec, &address));
      g_assert_false (ptl_target_spec_seek (spec, &address));
    }
}

static void
test_resolved_name (void)
{
  g_autoptr (PtlTargetSpec) spec = parse ("nas.example/28");
  g_autoptr (PtlTargetSpec) other = ptl_target_spec_copy (spec);
  PtlAddress address;

  g_assert_true (ptl_address_parse ("192.0.2.37", &address));
  ptl_target_spec_set_address (spec, &address);
  g_assert_cmpuint (ptl_target_spec_count (spec), ==, 16);
  assert_get (spec, 0, "192.0.2.32");
  assert_get (spec, 15, "192.0.2.47");
  g_assert_cmpstr (ptl_target_spec_get_name_of (spec, &address), ==, "nas.example");

  g_assert_true (ptl_address_parse ("192.0.2.36", &address));
  g_assert_true (ptl_target_spec_contains (spec, &address));
  g_assert_null (ptl_target_spec_get_name_of (spec, &address));

  /* The copy is a target of its own, and 28 bits of IPv6 are a lot. */
  g_assert_cmpuint (ptl_target_spec_count (other), ==, 1);
  g_assert_true (ptl_address_parse ("2001:db8::1", &address));
  ptl_target_spec_set_address (other, &address);
  g_assert_cmpuint (ptl_target_spec_count (other), ==, G_MAXUINT64);
  g_assert_cmpuint (ptl_target_spec_count (spec), ==, 16);
}

static void
test_ipv6_bits_of_ipv4_name (void)
{
  g_autoptr (PtlTargetSpec) spec = parse ("nas.example/64");
  PtlAddress address;

  g_assert_true (ptl_address_parse ("192.0.2.37", &address));
  ptl_target_spec_set_address (spec, &address);
  g_assert_cmpuint (ptl_target_spec_count (spec), ==, 1);
  assert_get (spec, 0, "192.0.2.37");
}

static void
test_scope_by_name (void)
{
  char name[IF_NAMESIZE];
  g_autofree char *text = NULL;
  g_autofree char *expected = g_strdup ("fe80::1%1");
  g_autoptr (PtlTargetSpec) spec = NULL;

  if (if_indextoname (1, name) == NULL)
    {
      g_test_skip ("there is no network interface");
      return;
    }

  text = g_strdup_printf ("fe80::1%%%s/128", name);
  spec = parse (text);
  assert_get (spec, 0, expected);
}

static void
test_scope_contains (void)
{
  g_autoptr (PtlTargetSpec) everywhere = parse ("fe80::/64");
  g_autoptr (PtlTargetSpec) one_link = parse ("fe80::%2/64");
  PtlAddress address;

  g_assert_true (ptl_address_parse ("fe80::9%3", &address));
  g_assert_true (ptl_target_spec_contains (everywhere, &address));
  g_assert_false (ptl_target_spec_contains (one_link, &address));
  g_assert_true (ptl_address_parse ("fe80::9%2", &address));
  g_assert_true (ptl_target_spec_contains (one_link, &address));
}

/* Every way to the addresses of a small target tells the same story. */
static const char *const small[] = {
  "198.51.100.7",   "198.51.100.0/24",     "198.51.100.129/27",  "198.51.100,101.1-3,9",
  "198.51.100.*",   "198.51.100.0,2,4/31", "198.51.-2,100.5-7",  "198.51.100.0,255",
  "255.255.255.0-", "0.0.0.0/24",          "255.255.255.255/30",
};

static void
assert_same_story (const PtlTargetSpec *spec, const PtlAddress *from, guint n)
{
  guint64 count = 0;
  PtlAddress address = *from;

  do
    {
      PtlAddress sought = address;
      PtlAddress got = { { 0 } };
      gboolean is_member = ptl_target_spec_contains (spec, &address);
      gboolean is_found = ptl_target_spec_seek (spec, &sought);

      if (count < ptl_target_spec_count (spec))
        ptl_target_spec_get (spec, count, &got);
      g_assert_true (is_found == (count < ptl_target_spec_count (spec)));
      if (is_found)
        g_assert_true (ptl_address_equal (&sought, &got));
      g_assert_true (is_member == (is_found && ptl_address_equal (&sought, &address)));
      count += is_member;
    }
  while (--n > 0 && ptl_address_next (&address));

  g_assert_cmpuint (count, ==, ptl_target_spec_count (spec));
}

static void
test_same_story (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (small); i++)
    {
      g_autoptr (PtlTargetSpec) spec = parse (small[i]);
      PtlAddress from;

      g_test_message ("%s", small[i]);
      ptl_target_spec_get (spec, 0, &from);
      assert_same_story (spec, &from, 1 << 17);
    }
}

/* Random octet lists against three nested loops over a bitmap of our own. */
static void
append_random_list (GString *text, gboolean members[256])
{
  guint n = (guint) g_test_rand_int_range (1, 4);

  for (guint i = 0; i < n; i++)
    {
      guint first = (guint) g_test_rand_int_range (0, 256);
      guint last =
          (guint) g_test_rand_int_range ((int) first, (int) MIN (first + 4, 256));

      g_string_append_printf (text, "%s%u-%u", i > 0 ? "," : "", first, last);
      for (guint v = first; v <= last; v++)
        members[v] = TRUE;
    }
}

static void
test_random_octets (void)
{
  for (guint round = 0; round < 200; round++)
    {
      gboolean members[2][256] = { { FALSE } };
      g_autoptr (GString) text = g_string_new ("10.");
      g_autoptr (PtlTargetSpec) spec = NULL;
      guint64 index = 0;

      append_random_list (text, members[0]);
      g_string_append (text, ".20.");
      append_random_list (text, members[1]);
      spec = parse (text->str);

      for (guint b = 0; b < 256; b++)
        for (guint d = 0; d < 256; d++)
          {
            PtlAddress address = { { 10, (guint8) b, 20, (guint8) d } };
            PtlAddress got;
            gboolean is_member = members[0][b] && members[1][d];

            g_assert_true (ptl_target_spec_contains (spec, &address) == is_member);
            if (!is_member)
              continue;
            ptl_target_spec_get (spec, index++, &got);
            g_assert_true (ptl_address_equal (&got, &address));
          }
      g_assert_cmpuint (ptl_target_spec_count (spec), ==, index);
    }
}

/* Nothing is expanded: the middle of the whole Internet is as near as its beginning. */
static void
test_lazy (void)
{
  g_autoptr (PtlTargetSpec) ten = parse ("10.0.0.0/8");
  g_autoptr (PtlTargetSpec) all = parse ("::/0");
  PtlAddress address;

  assert_get (ten, 0x123456, "10.18.52.86");
  assert_get (all, G_GUINT64_CONSTANT (0x123456789abcdef0), "::1234:5678:9abc:def0");
  g_assert_true (ptl_address_parse ("ffff::1", &address));
  g_assert_true (ptl_target_spec_contains (all, &address));
  g_assert_true (ptl_target_spec_seek (all, &address));
  ptl_target_spec_skip_run (all, &address);
  g_assert_false (ptl_address_next (&address));
}

static void
test_skip_run (void)
{
  static const char *const cases[][3] = {
    { "10.0.0.0/8", "10.1.2.3", "10.255.255.255" },
    { "10.1-3,5.*.*", "10.2.7.7", "10.3.255.255" },
    { "10.1-3,5.*.*", "10.5.7.7", "10.5.255.255" },
    { "10.0.0.1-9,11", "10.0.0.4", "10.0.0.9" },
    { "10.0.0.250-", "10.0.0.251", "10.0.0.255" },
    { "10.0.1-2.1,3", "10.0.1.3", "10.0.1.3" },
    { "2001:db8::/64", "2001:db8::7", "2001:db8::ffff:ffff:ffff:ffff" },
    { "*.*.*.*", "1.2.3.4", "255.255.255.255" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtlTargetSpec) spec = parse (cases[i][0]);
      g_autofree char *text = NULL;
      PtlAddress address;

      g_assert_true (ptl_address_parse (cases[i][1], &address));
      ptl_target_spec_skip_run (spec, &address);
      text = ptl_address_to_string (&address);
      g_assert_cmpstr (text, ==, cases[i][2]);
    }
}

/* Random bytes of the grammar's alphabet: a verdict, no crash, an offset inside. */
static void
test_noise (void)
{
  static const char alphabet[] = "0123456789.,-*/:%abfx_\xc3\xbc ";

  for (guint round = 0; round < 20000; round++)
    {
      char text[24] = { 0 };
      gsize offset = 0;
      g_autoptr (PtlTargetSpec) spec = NULL;

      for (int i = g_test_rand_int_range (0, sizeof text); i-- > 0;)
        text[i] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];

      spec = ptl_target_spec_parse (text, &offset, NULL);
      if (spec == NULL)
        g_assert_cmpuint (offset, <=, strlen (text));
      else
        g_assert_cmpuint (ptl_target_spec_count (spec), >, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/target-spec/valid", test_valid);
  g_test_add_func ("/target-spec/invalid", test_invalid);
  g_test_add_func ("/target-spec/name-lengths", test_name_lengths);
  g_test_add_func ("/target-spec/names", test_names);
  g_test_add_func ("/target-spec/resolved-name", test_resolved_name);
  g_test_add_func ("/target-spec/ipv6-bits-of-ipv4-name", test_ipv6_bits_of_ipv4_name);
  g_test_add_func ("/target-spec/scope-by-name", test_scope_by_name);
  g_test_add_func ("/target-spec/scope-contains", test_scope_contains);
  g_test_add_func ("/target-spec/same-story", test_same_story);
  g_test_add_func ("/target-spec/random-octets", test_random_octets);
  g_test_add_func ("/target-spec/lazy", test_lazy);
  g_test_add_func ("/target-spec/skip-run", test_skip_run);
  g_test_add_func ("/target-spec/noise", test_noise);

  return g_test_run ();
}
