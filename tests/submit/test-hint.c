/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/submit/test-hint.c: what looks like a product or a version. */
#include "submit/hint.h"

#include <string.h>

/* As "P:name|V:1.2". */
static char *
find (const char *data, gsize len)
{
  g_autoptr (GArray) hints = ptl_hints_find ((const guint8 *) data, len);
  GString *found = g_string_new (NULL);

  for (guint i = 0; i < hints->len; i++)
    {
      const PtlHint *hint = &g_array_index (hints, PtlHint, i);

      g_string_append_printf (found, "%s%c:%.*s", i > 0 ? "|" : "",
                              hint->kind == PTL_HINT_VERSION ? 'V' : 'P',
                              (int) (hint->end - hint->start), data + hint->start);
    }

  return g_string_free (found, FALSE);
}

static void
test_table (void)
{
  static const char *const cases[][2] = {
    { "220 stage FTP server (Version 2.1WU(1)+SCO-2.6.1+-sec) ready.\r\n",
      "P:FTP server|V:2.1WU(1)+SCO-2.6.1+-sec" },
    { "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\n\r\n", "P:nginx|V:1.22.1" },
    { "HTTP/1.1 200 OK\r\nServer: Mystery Box\r\n", "P:Mystery Box" },
    { "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n", "V:2.0|P:OpenSSH|V:9.2p1" },
    { "220 ProFTPD 1.3.5a Server ready", "P:ProFTPD|V:1.3.5a" },
    { "+HARBOUR 2.1 ready\r\n", "P:HARBOUR|V:2.1" },
    { "Box/2.4.1.5 at 192.168.7.9 ready", "P:Box|V:2.4.1.5" },
    { "Firmware: 8812b", "V:8812b" },
    { "<title>Acme NAS</title>", "P:Acme NAS" },
    { "500 '': command not understood.\r\n", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find (cases[i][0], strlen (cases[i][0]));

      g_assert_cmpstr (found, ==, cases[i][1]);
    }
}

/* By place and apart, whatever the bytes are, and not without end. */
static void
test_random (void)
{
  static const char letters[] = "aZ01./- ()\n\r\0\xff:=vs\"<>";

  for (guint round = 0; round < 200; round++)
    {
      char data[2000];
      gsize end = 0;
      g_autoptr (GArray) hints = NULL;

      for (gsize i = 0; i < sizeof data; i++)
        data[i] = letters[g_test_rand_int_range (0, sizeof letters - 1)];
      hints = ptl_hints_find ((const guint8 *) data, sizeof data);
      g_assert_cmpuint (hints->len, <=, 200);
      for (guint i = 0; i < hints->len; i++)
        {
          const PtlHint *hint = &g_array_index (hints, PtlHint, i);

          g_assert_cmpuint (hint->start, >=, end);
          g_assert_cmpuint (hint->end, >, hint->start);
          end = hint->end;
        }
      g_assert_cmpuint (end, <=, sizeof data);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hint/table", test_table);
  g_test_add_func ("/hint/random", test_random);

  return g_test_run ();
}
