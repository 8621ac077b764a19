/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/rules/test-fingerprint.c: service fingerprints, written and read. */
#include "rules/fingerprint.h"

#include <string.h>

#define BANNER  "220 stage FTP server (Version 2.1WU(1)+SCO-2.6.1+-sec) ready.\r\n"
#define UNKNOWN "500 '': command not understood.\r\n"

static char *
read_data (const char *name)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "fingerprint", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static PtlFingerprint *
parse_one (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = ptl_fingerprints_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return g_ptr_array_steal_index (found, 0);
}

static void
assert_reply (const PtlFingerprint *fingerprint,
              guint index,
              const char *probe,
              gsize full_length,
              const char *data,
              gsize len)
{
  const PtlFingerprintReply *reply;

  g_assert_cmpuint (index, <, fingerprint->replies->len);
  reply = fingerprint->replies->pdata[index];
  g_assert_cmpstr (reply->probe, ==, probe);
  g_assert_cmpuint (reply->full_length, ==, full_length);
  g_assert_cmpmem (g_bytes_get_data (reply->data, NULL), g_bytes_get_size (reply->data),
                   data, len);
}

static PtlFingerprint *
make (const char *data, gsize len)
{
  PtlFingerprint *fingerprint =
      ptl_fingerprint_new (PTL_PROTOCOL_TCP, 80, PTL_TUNNEL_NONE, 7, 0);
  g_autoptr (GBytes) bytes = g_bytes_new (data, len);

  ptl_fingerprint_add_reply (fingerprint, "NULL", bytes, len);
  return fingerprint;
}

/* @expected: the data between the quotes */
static void
assert_written (const char *data, gsize len, const char *expected)
{
  g_autoptr (PtlFingerprint) fingerprint = make (data, len);
  g_autofree char *text = ptl_fingerprint_to_string (fingerprint, G_MAXSIZE, G_MAXSIZE);
  g_autofree char *tail = g_strdup_printf ("%%r(NULL,%zX,\"%s\");", len, expected);

  g_assert_true (g_str_has_suffix (text, tail));
}

static void
test_escapes (void)
{
  assert_written ("aZ09", 4, "aZ09");
  assert_written ("\0a\0\0009", 5, "\\0a\\0\\x009");
  assert_written ("\\?\"[]().*+$^|", 13, "\\\\\\?\\\"\\[\\]\\(\\)\\.\\*\\+\\$\\^\\|");
  assert_written ("!#%&',-/:;<=>@_`{}~", 19, "!#%&',-/:;<=>@_`{}~");
  assert_written ("\r\n\t \x01\x7f\xff", 7, "\\r\\n\\t\\x20\\x01\\x7f\\xff");
}

/* Nmap's fields, in its order. */
static void
test_header (void)
{
  g_autoptr (PtlFingerprint) fingerprint =
      ptl_fingerprint_new (PTL_PROTOCOL_UDP, 161, PTL_TUNNEL_SSL, 9, 0x3f5a961c);
  g_autoptr (GBytes) data = g_bytes_new_static ("x", 1);
  g_autofree char *text = NULL;

  g_assert_null (ptl_fingerprint_to_string (fingerprint, 900, 2200));
  g_free (fingerprint->version);
  g_free (fingerprint->platform);
  fingerprint->version = g_strdup ("1.2");
  fingerprint->platform = g_strdup ("x86_64-pc-linux-gnu");
  fingerprint->month = 9;
  fingerprint->day = 6;
  ptl_fingerprint_add_reply (fingerprint, "SNMPv1public", data, 5000);
  text = ptl_fingerprint_to_string (fingerprint, 900, 2200);
  g_assert_cmpstr (text, ==,
                   "SF-Port161-UDP:V=1.2%T=SSL%I=9%D=9/6%Time=3F5A961C"
                   "%P=x86_64-pc-linux-gnu%r(SNMPv1public,1388,\"x\");");
}

static PtlResponse *
make_response (const char *probe, PtlTunnel tunnel, gsize len)
{
  PtlResponse *response = ptl_response_new ();

  response->probe = g_strdup (probe);
  response->tunnel = tunnel;
  response->received = g_bytes_new_take (g_strnfill (len, 'x'), len);
  response->full_length = len;
  return response;
}

/* A name from a person's rule file must not break the format. */
static void
test_probe_name (void)
{
  g_autoptr (PtlFingerprint) fingerprint =
      ptl_fingerprint_new (PTL_PROTOCOL_TCP, 1, PTL_TUNNEL_NONE, 7, 0);
  g_autoptr (GBytes) data = g_bytes_new_static ("x", 1);
  g_autofree char *text = NULL;

  ptl_fingerprint_add_reply (fingerprint, "a,\"b%r(\xc3\xa9", data, 1);
  text = ptl_fingerprint_to_string (fingerprint, 900, 2200);
  g_assert_true (g_str_has_suffix (text, "%r(a__b_r___,1,\"x\");"));
}

/* The replies of 900 bytes that fit, until there are more than 2200 characters. */
static void
test_limits (void)
{
  g_autoptr (GPtrArray) responses =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_unref);
  g_autoptr (PtlFingerprint) written =
      ptl_fingerprint_new (PTL_PROTOCOL_TCP, 1, PTL_TUNNEL_SSL, 7, 0);
  g_autoptr (PtlFingerprint) read = NULL;
  g_autofree char *expected = g_strnfill (900, 'x');
  g_autofree char *text = NULL;

  g_ptr_array_add (responses, make_response ("Plain", PTL_TUNNEL_NONE, 5));
  g_ptr_array_add (responses, make_response ("Empty", PTL_TUNNEL_SSL, 0));
  g_ptr_array_add (responses, make_response ("A", PTL_TUNNEL_SSL, 5000));
  g_ptr_array_add (responses, make_response ("B", PTL_TUNNEL_SSL, 900));
  g_ptr_array_add (responses, make_response ("C", PTL_TUNNEL_SSL, 901));
  g_ptr_array_add (responses, make_response ("D", PTL_TUNNEL_SSL, 1));
  ptl_fingerprint_add_responses (written, responses);
  text = ptl_fingerprint_to_string (written, PTL_FINGERPRINT_MAX_REPLY,
                                    PTL_FINGERPRINT_MAX_TEXT);

  read = parse_one (text);
  g_assert_cmpuint (read->replies->len, ==, 3);
  g_assert_cmpint (read->tunnel, ==, PTL_TUNNEL_SSL);
  assert_reply (read, 0, "A", 5000, expected, 900);
  assert_reply (read, 2, "C", 901, expected, 900);
}

static void
test_wrap (void)
{
  g_autofree char *long_text = g_strnfill (74 + 71 + 1, 'x');
  g_autofree char *wrapped = NULL;
  g_auto (GStrv) lines = NULL;

  wrapped = ptl_fingerprint_wrap (long_text);
  lines = g_strsplit (wrapped, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_cmpuint (strlen (lines[0]), ==, 74);
  g_assert_cmpuint (strlen (lines[1]), ==, 74);
  g_assert_cmpstr (lines[2], ==, "SF:x");

  /* The last semicolon may be the 75th character. */
  g_clear_pointer (&wrapped, g_free);
  long_text[74] = ';';
  long_text[75] = '\0';
  wrapped = ptl_fingerprint_wrap (long_text);
  g_assert_cmpstr (wrapped, ==, long_text);
}

/* Of Nmap's own documentation. */
static void
test_read_wrapped (void)
{
  g_autofree char *text = read_data ("wrapped");
  g_autoptr (PtlFingerprint) fingerprint = parse_one (text);
  g_autofree char *again = NULL;
  g_autofree char *wrapped = NULL;

  g_assert_cmpuint (fingerprint->port, ==, 21);
  g_assert_cmpint (fingerprint->protocol, ==, PTL_PROTOCOL_TCP);
  g_assert_cmpstr (fingerprint->version, ==, "3.40PVT16");
  g_assert_cmpint (fingerprint->intensity, ==, -1);
  g_assert_cmpuint (fingerprint->month, ==, 9);
  g_assert_cmpuint (fingerprint->day, ==, 6);
  g_assert_cmpint (fingerprint->time_s, ==, 0x3f5a961c);
  g_assert_null (fingerprint->platform);
  g_assert_cmpuint (fingerprint->replies->len, ==, 2);
  assert_reply (fingerprint, 0, "NULL", 0x3f, BANNER, strlen (BANNER));
  assert_reply (fingerprint, 1, "GenericLines", 0x81, BANNER UNKNOWN UNKNOWN,
                strlen (BANNER UNKNOWN UNKNOWN));

  /* Written again it is the same, line for line. */
  again = ptl_fingerprint_to_string (fingerprint, G_MAXSIZE, G_MAXSIZE);
  wrapped = ptl_fingerprint_wrap (again);
  g_assert_cmpstr (wrapped, ==, g_strchomp (text));
}

/* The same in a copy that lost backslashes and dots, and got a bare quote. */
static void
test_read_mangled (void)
{
  static const char banner[] =
      "220 stage FTP server (Version 2.1WU(1)+SCO-2.6.1+-sec) ready\\r\n";
  static const char further[] =
      "220 stage FTP server (Version 2.1WU(1)+SCO-2.6.1+-sec) ready.\r\n"
      "500 \": command not understood.\r\n"
      "500 \": command not understood.\r\n";
  g_autofree char *text = read_data ("mangled");
  g_autoptr (PtlFingerprint) fingerprint = parse_one (text);

  g_assert_cmpuint (fingerprint->port, ==, 21);
  g_assert_cmpuint (fingerprint->replies->len, ==, 2);
  assert_reply (fingerprint, 0, "NULL", 0x3f, banner, strlen (banner));
  assert_reply (fingerprint, 1, "GenericLines", 0x81, further, strlen (further));
}

/* Every way a fingerprint comes back from a mail, a terminal or an XML file. */
static void
test_read_pasted (void)
{
  static const char *const pastes[] = {
    "SF-Port1-TCP:V=7%I=7%D=1/2%Time=5%P=x%r(A,3,\"x\\x20y\")%r(B,2,\"\\r\\n\");",
    "SF-Port1-TCP:V=7%I=7%D=1/2%Time=5%P=x%r(A,3,\"x\\x20y\")%r(B,2,\"\\r\\n\")",
    "SF-Port1-TCP:V=7%I=7%D=1/2%Time=5%P=x%r(A,3,\"x\\x20y\")%r(B,2,\"\\r\\n",
    "  SF-Port1-TCP:V=7%I=7%D=1/2\r\n  SF:%Time=5%P=x%r(A,3,\"x\\x\r\n"
    "  SF:20y\")%r(B,2,\"\\r\\n\");\r\n",
    "> SF-Port1-TCP:V=7%I=7%D=1/2%Tim\n> SF:e=5%P=x%r(A,3,\"x\\x20y\")%r(B,2,\"\\r\n"
    "> SF:\\n\");\n> and so on",
    "SF-Port1-TCP:V=7%I=7%D=1/2 SF:%Time=5%P=x%r(A,3,\"x\\x20 SF:y\")%r(B,2,\"\\r\\n\");",
    "SF-Port1-TCP:V=7%I=7%D=1/2%Time=5%P=x%r(A,3,&quot;x\\x20y&quot;)%r(B,2,&quot;\\r\\n&quot;);",
    "SF-Port1-TCP:V=7%I=7%D=1/2%Time=5%P=x%r(A,3,\xe2\x80\x9cx\\x20y\xe2\x80\x9d)"
    "\xc2\xa0%r(B,2,\xe2\x80\x9c\\r\\n\xe2\x80\x9d);",
    "|_SF-Port1-TCP:V=7%I=7%D=1/2%Time=5%P=x%r(A,3,\"x\\x2\n|_SF:0y\")%r(B,2,\"\\r\\n\");",
    "|   SF-Port1-TCP:V=7%I=7%D=1/2%Time=5%P=x%r(A,3,\"x\\x2\n|_  SF:0y\")%r(B,2,\"\\r\\n\");",
    "  7:SF-Port1-TCP:V=7%I=7%D=1/2%Time=5%P=x%r(A,3,\"x\\x2\n  8:SF:0y\")%r(B,2,\"\\r\\n\");",
    "+SF-Port1-TCP:V=7%I=7%D=1/2%Time=5%P=x%r(A,3,\"x\\x2\n+SF:0y\")%r(B,2,\"\\r\\n\");",
    "# SF-Port1-TCP:V=7%I=7%D=1/2%Time=5%P=x%r(A,3,\"x\\x2\n# 0y\")%r(B,2,\"\\r\\n\");",
    "SF-Port1-TCP:V=7%I=7%D=1/2%Time=5%P=x%r(A,3,\"x\\x2\n\nSF:0y\")%r(B,2,\"\\r\\n\");",
    "{\"fp\": \"SF-Port1-TCP:V=7%I=7%D=1\\/2%Time=5%P=x%r(A,3,\\\"x\\\\x20\\u0079\\\")"
    "%r(B,2,\\\"\\\\r\\\\n\\\");\", \"x\": 1}",
    "\"SF-Port1-TCP:V=7%I=7%D=1/2%Time=5%P=x%r(A,3,\\\"x\\\\x2\\nSF:0y\\\")"
    "%r(B,2,\\\"\\\\r\\\\n\\\");\"",
    "SF-Port1-TCP:V=3D7%I=3D7%D=3D1/2%Time=3D5%P=3D=\r\nx%r(A,3,\"x\\x=\n20\nSF:y\")"
    "%r(B,2,\"\\r\\n\");",
    "servicefp=\"SF-Port1-TCP:V=7%I=7%D=1/2%Time=5%P=x%r(A,3,&#34;x\\x20y&#34;)%r(B,2,&#34;\\r\\n"
    "&#34;);\"",
    "1 service unrecognized\nSF-Port1-TCP:V=7%I=7%D=1/2%Time=5%P=x%r(A,3,\"x\\x20\n"
    "y\")%r(B,2,\"\\r\\n\")\nService Info: Host: x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pastes); i++)
    {
      g_autoptr (PtlFingerprint) fingerprint = NULL;
      g_autofree char *escaped = g_strescape (pastes[i], NULL);

      g_test_message ("%s", escaped);
      fingerprint = parse_one (pastes[i]);
      g_assert_cmpint (fingerprint->intensity, ==, 7);
      g_assert_cmpint (fingerprint->time_s, ==, 5);
      g_assert_cmpstr (fingerprint->platform, ==, "x");
      assert_reply (fingerprint, 0, "A", 3, "x y", 3);
      assert_reply (fingerprint, 1, "B", 2, "\r\n", 2);
    }
}

/* One whose end is missing has no more bytes than it says, whatever stands behind it. */
static void
test_cut (void)
{
  static const char text[] = "SF-Port1-TCP:V=7%r(A,4,\"x\\x20y\n"
                             "Service Info: Host: x\n"
                             "> SF-Port2-TCP:V=7%r(A,2,\"ab\")%r(B,9\n"
                             "\n"
                             "SF-Port3-TCP:V=7%r(A,1388,\"ab\n";
  g_autoptr (GPtrArray) found = ptl_fingerprints_parse (text, strlen (text), NULL);

  g_assert_nonnull (found);
  g_assert_cmpuint (found->len, ==, 3);
  assert_reply (found->pdata[0], 0, "A", 4, "x yS", 4);
  g_assert_cmpuint (((PtlFingerprint *) found->pdata[1])->replies->len, ==, 1);
  assert_reply (found->pdata[1], 0, "A", 2, "ab", 2);
  assert_reply (found->pdata[2], 0, "A", 5000, "ab", 2);
}

/* Lines that a program broke anew, without marks, keep what they begin with. */
static void
test_broken_anew (void)
{
  static const char text[] = "SF-Port1-TCP:V=7%r(A,6,\"\\\n"
                             "|>\n"
                             ">_-\n"
                             "#\");";
  g_autoptr (PtlFingerprint) print = parse_one (text);

  assert_reply (print, 0, "A", 6, "|>>_-#", 6);
}

/* In a fingerprint as written, entities are what the service said. */
static void
test_entities_in_data (void)
{
  g_autoptr (PtlFingerprint) written = make ("a,&quot;&amp;", 13);
  g_autofree char *text = ptl_fingerprint_to_string (written, G_MAXSIZE, G_MAXSIZE);
  g_autoptr (PtlFingerprint) read = parse_one (text);

  assert_reply (read, 0, "NULL", 13, "a,&quot;&amp;", 13);
}

static void
test_several (void)
{
  static const char text[] =
      "==============NEXT SERVICE FINGERPRINT (SUBMIT INDIVIDUALLY)==============\n"
      "SF-Port1-TCP:V=7%r(A,1,\"x\");\n"
      "==============NEXT SERVICE FINGERPRINT (SUBMIT INDIVIDUALLY)==============\n"
      "SF-Port2-SCTP:V=7%r(A,1,\"x\");\n"
      "SF-Port3-UDP:V=7%r(B,1,\"y\");\n";
  g_autoptr (GPtrArray) found = ptl_fingerprints_parse (text, strlen (text), NULL);

  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpuint (((PtlFingerprint *) found->pdata[0])->port, ==, 1);
  g_assert_cmpuint (((PtlFingerprint *) found->pdata[1])->port, ==, 3);
  g_assert_cmpint (((PtlFingerprint *) found->pdata[1])->protocol, ==, PTL_PROTOCOL_UDP);
}

static void
test_too_long (void)
{
  gsize len = PTL_FINGERPRINT_MAX_PASTE + 1;
  g_autofree char *text = g_strnfill (len, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_null (ptl_fingerprints_parse (text, len, &error));
  g_assert_error (error, PTL_FINGERPRINT_ERROR, PTL_FINGERPRINT_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, "the text is longer than 4 MiB");
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    int code;
    const char *message;
  } cases[] = {
    { "", PTL_FINGERPRINT_ERROR_NONE_FOUND,
      "the text has no service fingerprint (SF-Port...)" },
    { "SF-Por", PTL_FINGERPRINT_ERROR_NONE_FOUND,
      "the text has no service fingerprint (SF-Port...)" },
    { "SF-Portx", PTL_FINGERPRINT_ERROR_SYNTAX,
      "the port is not a number from 0 to 65535" },
    { "SF-Port65536-TCP:V=1%r(A,1,\"x\");", PTL_FINGERPRINT_ERROR_SYNTAX,
      "the port is not a number from 0 to 65535" },
    { "SF-Port1-ICMP:V=1", PTL_FINGERPRINT_ERROR_SYNTAX,
      "the protocol is not TCP or UDP" },
    { "SF-Port1-TCP:V=1%D=1/1", PTL_FINGERPRINT_ERROR_SYNTAX,
      "there is no reply %r(...) in it" },
    { "SF-Port1-TCP:V=1%r(,1,\"x\");", PTL_FINGERPRINT_ERROR_SYNTAX,
      "there is no reply %r(...) in it" },
    { "SF-Port1-TCP:V=1%r(A,FFFFFFFFFFFFFFFFFFFF,\"x\");", PTL_FINGERPRINT_ERROR_SYNTAX,
      "there is no reply %r(...) in it" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found =
          ptl_fingerprints_parse (cases[i].text, strlen (cases[i].text), &error);

      g_assert_null (found);
      g_assert_error (error, PTL_FINGERPRINT_ERROR, cases[i].code);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

/* Whatever bytes go in come out again, through the line breaks too. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < 300; i++)
    {
      gsize len = (gsize) g_test_rand_int_range (1, 400);
      g_autofree char *data = g_malloc (len);
      g_autoptr (PtlFingerprint) written = NULL;
      g_autoptr (PtlFingerprint) read = NULL;
      g_autofree char *text = NULL;
      g_autofree char *wrapped = NULL;

      for (gsize j = 0; j < len; j++)
        data[j] = (char) g_test_rand_int ();
      written = make (data, len);
      text = ptl_fingerprint_to_string (written, G_MAXSIZE, G_MAXSIZE);
      wrapped = ptl_fingerprint_wrap (text);
      read = parse_one (wrapped);
      assert_reply (read, 0, "NULL", len, data, len);
    }
}

/* --- what happens to a text on its way --- */

static char *
write_again (const char *text, const char *const replacements[][2], gsize n)
{
  g_autoptr (GString) out = g_string_new (text);

  for (gsize i = 0; i < n; i++)
    g_string_replace (out, replacements[i][0], replacements[i][1], 0);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
quote_as_json (const char *text)
{
  static const char *const escapes[][2] = { { "\\", "\\\\" },
                                            { "\"", "\\\"" },
                                            { "\n", "\\n" },
                                            { "/", "\\/" },
                                            { "<", "\\u003c" } };

  return write_again (text, escapes, G_N_ELEMENTS (escapes));
}

static char *
quote_as_xml (const char *text)
{
  static const char *const escapes[][2] = {
    { "&", "&amp;" }, { "\"", "&quot;" }, { "<", "&lt;" }, { ">", "&gt;" }
  };

  return write_again (text, escapes, G_N_ELEMENTS (escapes));
}

static char *
quote_as_mail (const char *text)
{
  static const char *const escapes[][2] = { { "=", "=3D" }, { "\n", "=\r\n\n" } };

  return write_again (text, escapes, G_N_ELEMENTS (escapes));
}

static char *
put_margin (const char *text)
{
  static const char *const margins[] = { "\n",   "\n> ",  "\n> > ", "\n|_", "\n|   ",
                                         "\r\n", " \n\t", "\n// ",  "\n\n" };
  const char *margin = margins[g_test_rand_int_range (0, G_N_ELEMENTS (margins))];
  const char *const lines[][2] = { { "\n", margin } };
  g_autofree char *rest = write_again (text, lines, 1);

  return g_strconcat (margin, rest, NULL);
}

static char *
break_anew (const char *text)
{
  static const char *const marks[][2] = { { "\nSF:", "" } };
  g_autofree char *line = write_again (text, marks, 1);
  GString *out = g_string_new (NULL);
  gsize width = (gsize) g_test_rand_int_range (20, 100);

  for (const char *pos = line; *pos != '\0'; pos += strnlen (pos, width))
    g_string_append_printf (out, "%.*s\n", (int) width, pos);
  return g_string_free (out, FALSE);
}

/* However it was copied, the bytes are those that were written. */
static void
test_journey (void)
{
  char *(*const ways[]) (const char *) = { quote_as_json, quote_as_xml, quote_as_mail,
                                           put_margin, break_anew };

  for (guint i = 0; i < 1000; i++)
    {
      gsize len = (gsize) g_test_rand_int_range (1, 400);
      g_autofree char *data = g_malloc (len);
      g_autoptr (PtlFingerprint) written = NULL;
      g_autoptr (PtlFingerprint) read = NULL;
      g_autofree char *text = NULL;
      g_autofree char *wrapped = NULL;
      g_autofree char *copied = NULL;
      g_autofree char *escaped = NULL;

      for (gsize j = 0; j < len; j++)
        data[j] =
            (char) g_test_rand_int_range (i % 2 == 0 ? 0 : 32, i % 2 == 0 ? 256 : 127);
      written = make (data, len);
      text = ptl_fingerprint_to_string (written, G_MAXSIZE, G_MAXSIZE);
      wrapped = ptl_fingerprint_wrap (text);
      copied = ways[i % G_N_ELEMENTS (ways)](wrapped);
      escaped = g_strescape (copied, NULL);
      g_test_message ("%s", escaped);
      read = parse_one (copied);
      g_assert_cmpint (read->time_s, ==, written->time_s);
      assert_reply (read, 0, "NULL", len, data, len);
    }
}

/* Texts made to be slow: each is read in a time that grows with its length alone. */
static void
test_hostile (void)
{
  static const char *const units[] = { " ",
                                       "SF-Port1-TCP:%r(a,1,\"x\")z",
                                       " SF:",
                                       "\\",
                                       "SF-Port1-TCP:%r(a,1,\"",
                                       "%r(",
                                       "\n>",
                                       "\n> SF-Port",
                                       "\nSF:",
                                       "&quot;" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) text = g_string_new ("SF-Port1-TCP:V=1%r(A,1,\"");
      g_autoptr (GPtrArray) found = NULL;
      gint64 start = g_get_monotonic_time ();

      while (text->len < 1024 * 1024)
        g_string_append (text, units[i]);
      found = ptl_fingerprints_parse (text->str, text->len, NULL);
      g_assert_nonnull (found);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fingerprint/escapes", test_escapes);
  g_test_add_func ("/fingerprint/header", test_header);
  g_test_add_func ("/fingerprint/probe-name", test_probe_name);
  g_test_add_func ("/fingerprint/limits", test_limits);
  g_test_add_func ("/fingerprint/wrap", test_wrap);
  g_test_add_func ("/fingerprint/read/wrapped", test_read_wrapped);
  g_test_add_func ("/fingerprint/read/mangled", test_read_mangled);
  g_test_add_func ("/fingerprint/read/pasted", test_read_pasted);
  g_test_add_func ("/fingerprint/read/cut", test_cut);
  g_test_add_func ("/fingerprint/read/broken-anew", test_broken_anew);
  g_test_add_func ("/fingerprint/read/entities-in-data", test_entities_in_data);
  g_test_add_func ("/fingerprint/read/several", test_several);
  g_test_add_func ("/fingerprint/read/errors", test_errors);
  g_test_add_func ("/fingerprint/read/too-long", test_too_long);
  g_test_add_func ("/fingerprint/round-trip", test_round_trip);
  g_test_add_func ("/fingerprint/journey", test_journey);
  g_test_add_func ("/fingerprint/hostile", test_hostile);

  return g_test_run ();
}
