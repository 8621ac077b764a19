/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/model/test-response.c: groups of a response, wherever they say they are. */
#include "model/response.h"

#include <string.h>

static PtlResponse *
make_response (const char *text, gsize len)
{
  PtlResponse *response = ptl_response_new ();

  response->received = g_bytes_new (text, len);
  return response;
}

static void
test_captures (void)
{
  static const struct
  {
    PtlCapture capture;
    const char *text;
  } cases[] = {
    { { 0, 5 }, "ab\\x00\\xff\\n" },
    { { 0, 2 }, "ab" },
    { { 2, 2 }, "" },
    { { -1, -1 }, NULL },
    { { 3, 2 }, NULL },
    { { 0, 6 }, NULL },
    { { -5, 2 }, NULL },
    { { 5, 5 }, "" },
    { { 0, G_MAXINT }, NULL },
    { { G_MAXINT, G_MAXINT }, NULL },
  };
  g_autoptr (PtlResponse) response = make_response ("ab\0\xff\n", 5);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ptl_response_get_capture_text (response, &cases[i].capture);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_long_capture (void)
{
  g_autofree char *long_text = g_strnfill (PTL_RESPONSE_MAX_KEPT, 'x');
  g_autoptr (PtlResponse) response = make_response (long_text, PTL_RESPONSE_MAX_KEPT);
  PtlCapture all = { 0, PTL_RESPONSE_MAX_KEPT };
  g_autofree char *text = ptl_response_get_capture_text (response, &all);

  g_assert_true (g_str_has_suffix (text, "xxx..."));
  g_assert_cmpuint (strlen (text), <, 1000);
}

static void
test_find (void)
{
  g_autoptr (GPtrArray) responses =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_unref);

  for (guint i = 0; i < 3; i++)
    {
      g_ptr_array_add (responses, make_response ("", 0));
      ((PtlResponse *) responses->pdata[i])->sequence = i * 2;
    }

  g_assert_true (ptl_response_find (responses, 4) == responses->pdata[2]);
  g_assert_null (ptl_response_find (responses, 1));
  g_assert_null (ptl_response_find (NULL, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/response/captures", test_captures);
  g_test_add_func ("/response/long-capture", test_long_capture);
  g_test_add_func ("/response/find", test_find);
  return g_test_run ();
}
