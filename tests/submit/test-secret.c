/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/submit/test-secret.c: what tells of a network or a person. */
#include "submit/secret.h"

#include <string.h>

/* The answer with everything that is found masked. */
static char *
mask (const char *data, gsize len, GPtrArray *known, GPtrArray *words)
{
  g_autoptr (GArray) secrets =
      ptl_secrets_find ((const guint8 *) data, len, known, words);
  char *masked = g_malloc0 (len + 1);

  memcpy (masked, data, len);
  for (guint i = 0; i < secrets->len; i++)
    {
      const PtlSecret *secret = &g_array_index (secrets, PtlSecret, i);
      gsize size = secret->end - secret->start;
      g_autoptr (GBytes) bytes =
          ptl_secret_mask (secret->kind, (const guint8 *) data + secret->start, size);

      g_assert_cmpuint (g_bytes_get_size (bytes), ==, size);
      memcpy (masked + secret->start, g_bytes_get_data (bytes, NULL), size);
    }

  return masked;
}

static void
assert_masked (const char *data, const char *expected)
{
  g_autofree char *masked = mask (data, strlen (data), NULL, NULL);

  g_assert_cmpstr (masked, ==, expected);
}

static void
test_patterns (void)
{
  static const char *const cases[][2] = {
    { "Hello [192.168.17.4], pleased", "Hello [000.000.00.0], pleased" },
    { "http://10.0.0.1:8080/", "http://00.0.0.0:8080/" },
    { "from 2001:db8::17 and fe80::1", "from 0000:000::00 and 0000::0" },
    { "MAC 00:1A:2b:3c:4D:5e!", "MAC 00:00:00:00:00:00!" },
    { "mac=001a.2b3c.4d5e", "mac=0000.0000.0000" },
    { "<1896.697@dbc.mtview.ca.us>", "<0000.000@xxx.xxxxxx.xx.xx>" },
    { "* OK mail7.corp.lan ready", "* OK xxxx0.xxxx.xxx ready" },
    { "220 stage FTP server (Version 2.1) ready",
      "220 xxxxx FTP server (Version 2.1) ready" },
    { "220 chart ESMTP Postfix", "220 xxxxx ESMTP Postfix" },
    { "bridge7 login: ", "xxxxxx0 login: " },
    { "Set-Cookie: sid=Ab3-9; Path=/", "Set-Cookie: sid=Xx0-0; Path=/" },
    { "nonce=\"dcd98b7102dd\"", "nonce=\"xxx00x0000xx\"" },
    { "Serial Number: AB-1234-X", "Serial Number: XX-0000-X" },
    { "uuid 123e4567-e89b-12d3-a456-426614174000",
      "uuid 000x0000-x00x-00x0-x000-000000000000" },
    { "/home/ada/www", "/home/xxx/www" },
    { "uid=1000(ada)", "uid=1000(xxx)" },
    { "username=ada", "username=xxx" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_masked (cases[i][0], cases[i][1]);
}

/* What rules are made of stays. */
static void
test_left (void)
{
  static const char *const cases[] = {
    "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Tue, 03 Mar 2026 14:03:07 GMT\r\n",
    "Server: Oracle/19.0.0.1 build",
    "Version 2.4.1.5 ready",
    "X-Powered-By: ASP.NET",
    "<script src=\"main.js\"></script>",
    "xmlns=\"http://www.w3.org/1999/xhtml\"",
    "127.0.0.1 ::1 0.0.0.0 localhost 224.0.0.1",
    "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n",
    "5.5.5-10.11.6-MariaDB",
    "500 '': command not understood.\r\n",
    "login: root",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_masked (cases[i], cases[i]);
}

static GPtrArray *
make_list (const char *one, const char *other)
{
  GPtrArray *list = g_ptr_array_new ();

  g_ptr_array_add (list, (gpointer) one);
  if (other != NULL)
    g_ptr_array_add (list, (gpointer) other);
  return list;
}

static void
test_known (void)
{
  static const char data[] = "NAS7 and nas7.home, not nas71; "
                             "n\0a\0s\x00\x37\0.\0h\0o\0m\0e\0 \xc0\xa8\x07\x01!";
  static const char expected[] = "XXX0 and xxx0.xxxx, not nas71; "
                                 "x\0x\0x\x00\x30\0.\0x\0x\0x\0x\0 \0\0\0\0!";
  g_autoptr (GPtrArray) known = make_list ("nas7.home", "192.168.7.1");
  g_autofree char *masked = mask (data, sizeof data - 1, known, NULL);

  g_assert_cmpmem (masked, sizeof data - 1, expected, sizeof expected - 1);
}

static void
test_words (void)
{
  g_autoptr (GPtrArray) words = make_list ("Project X", "");
  g_autofree char *masked = mask ("the project X9", 14, NULL, words);

  g_assert_cmpstr (masked, ==, "the xxxxxxx X9");
}

/* Where two findings overlap, all of both goes. */
static void
test_overlap (void)
{
  g_autoptr (GPtrArray) words = make_list ("bc.example", NULL);
  const char *data = "ada@abc.example.org rest";
  g_autofree char *masked = mask (data, strlen (data), NULL, words);

  g_assert_cmpstr (masked, ==, "xxx@xxx.xxxxxxx.xxx rest");
}

/* Nothing is as slow as the product of its lengths. */
static void
test_long (void)
{
  static const char *const fillers[] = {
    "a.", "1.", "a@", "0:", "serial ", "/home/", "x"
  };

  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    {
      g_autoptr (GString) data = g_string_new (NULL);
      g_autofree char *masked = NULL;
      gint64 start = g_get_monotonic_time ();

      while (data->len < 64 * 1024)
        g_string_append (data, fillers[i]);
      masked = mask (data->str, data->len, NULL, NULL);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret/patterns", test_patterns);
  g_test_add_func ("/secret/left", test_left);
  g_test_add_func ("/secret/known", test_known);
  g_test_add_func ("/secret/words", test_words);
  g_test_add_func ("/secret/overlap", test_overlap);
  g_test_add_func ("/secret/long", test_long);

  return g_test_run ();
}
