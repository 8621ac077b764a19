/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/cli/test-option.c: every way to write an option, and every way to get it wrong.
 */
#include "cli/option.h"

typedef struct
{
  gboolean fast;
  gboolean quiet;
  guint level;
  guint time_ms;
  char *ports;
  GPtrArray *files;
  char *called;
} Settings;

static gboolean
call_cb (gpointer data, const char *value, GError **error)
{
  Settings *settings = data;

  if (g_str_equal (value, "bad"))
    {
      g_set_error_literal (error, PTL_OPTION_ERROR, PTL_OPTION_ERROR_VALUE, "bad it is");
      return FALSE;
    }

  g_free (settings->called);
  settings->called = g_strdup (value);
  return TRUE;
}

#define AT(kind, member) PTL_OPTION_##kind, .offset = G_STRUCT_OFFSET (Settings, member)

static const PtlOption table[] = {
  { "-F --fast", NULL, "fast", AT (ON, fast) },
  { "--slow", NULL, "slow", AT (OFF, fast) },
  { "-q", NULL, NULL, PTL_OPTION_ON, TRUE, G_STRUCT_OFFSET (Settings, quiet) },
  { "-l --level", "N", "level", AT (NUMBER, level), .min = 1, .max = 9 },
  { "--top", NULL, NULL, AT (FIXED, level), .min = 9 },
  { "-t --time", "TIME", NULL, AT (TIME, time_ms) },
  { "-p --ports", "SPEC", NULL, AT (STRING, ports) },
  { "-f --file", "FILE", NULL, AT (LIST, files) },
  { "-oX", "FILE", NULL, PTL_OPTION_CALL, .call = call_cb },
  { "--later", "S", NULL, PTL_OPTION_ABSENT },
  { NULL },
};

/* Returns: (transfer full) (nullable): settings and operands in one line, or the error */
static char *
parse (const char *line, GError **error)
{
  g_auto (GStrv) args = g_strsplit (line, "|", -1);
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func (g_free);
  Settings s = { .files = g_ptr_array_new_with_free_func (g_free) };
  GString *out = NULL;

  if (ptl_option_parse (table, &s, &s, args, operands, error))
    {
      out = g_string_new (NULL);
      g_string_append_printf (
          out, "%s%s l%u t%u p=%s X=%s", s.fast ? "F" : "", s.quiet ? "q" : "", s.level,
          s.time_ms, s.ports != NULL ? s.ports : "", s.called != NULL ? s.called : "");
      for (guint i = 0; i < s.files->len; i++)
        g_string_append_printf (out, " f=%s", (char *) s.files->pdata[i]);
      for (guint i = 0; i < operands->len; i++)
        g_string_append_printf (out, " [%s]", (char *) operands->pdata[i]);
    }

  g_ptr_array_unref (s.files);
  g_free (s.ports);
  g_free (s.called);
  return out != NULL ? g_string_free (out, FALSE) : NULL;
}

static void
test_good (void)
{
  static const struct
  {
    const char *line;
    const char *expected;
  } cases[] = {
    { "a|b", " l0 t0 p= X= [a] [b]" },
    { "--fast|a", "F l0 t0 p= X= [a]" },
    { "-fast|a", "F l0 t0 p= X= [a]" }, /* a long name after one dash wins over letters */
    { "-F|--slow", " l0 t0 p= X=" },
    { "-Fq", "Fq l0 t0 p= X=" },
    { "-qFp22|a", "Fq l0 t0 p=22 X= [a]" },
    { "-p|22", " l0 t0 p=22 X=" },
    { "-p-", " l0 t0 p=- X=" },
    { "-p|-F", " l0 t0 p=-F X=" },
    { "--ports=1,2", " l0 t0 p=1,2 X=" },
    { "--ports=", " l0 t0 p= X=" },
    { "-ports=1", " l0 t0 p=1 X=" },
    { "--ports|1|-p2", " l0 t0 p=2 X=" },
    { "-l9|-t5m", " l9 t300000 p= X=" },
    { "--top", " l9 t0 p= X=" },
    { "-oX|out|-oX|-", " l0 t0 p= X=-" },
    { "-fa|-f|b|--file=c", " l0 t0 p= X= f=a f=b f=c" },
    { "-|--|-F|--none", " l0 t0 p= X= [-] [-F] [--none]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *got = parse (cases[i].line, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

static void
test_bad (void)
{
  static const struct
  {
    const char *line;
    PtlOptionError code;
    const char *message;
  } cases[] = {
    { "--none", PTL_OPTION_ERROR_UNKNOWN, "there is no option “--none”" },
    { "--none=1", PTL_OPTION_ERROR_UNKNOWN, "there is no option “--none=1”" },
    { "--fas", PTL_OPTION_ERROR_UNKNOWN, "there is no option “--fas”" },
    { "-x", PTL_OPTION_ERROR_UNKNOWN, "there is no option “-x”" },
    { "-Fx", PTL_OPTION_ERROR_UNKNOWN, "there is no option “-Fx”" },
    { "--fast=1", PTL_OPTION_ERROR_VALUE, "option --fast: it takes no value" },
    { "-p", PTL_OPTION_ERROR_VALUE, "option -p: expected SPEC after it" },
    { "a|--ports", PTL_OPTION_ERROR_VALUE, "option --ports: expected SPEC after it" },
    { "-l0", PTL_OPTION_ERROR_VALUE,
      "option -l: expected a number from 1 to 9, not “0”" },
    { "-l10", PTL_OPTION_ERROR_VALUE,
      "option -l: expected a number from 1 to 9, not “10”" },
    { "-l|", PTL_OPTION_ERROR_VALUE, "option -l: expected a number from 1 to 9, not “”" },
    { "-oX|bad", PTL_OPTION_ERROR_VALUE, "option -oX: bad it is" },
    { "--later|x", PTL_OPTION_ERROR_ABSENT, "option --later: not available yet" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *got = parse (cases[i].line, &error);

      g_assert_null (got);
      g_assert_error (error, PTL_OPTION_ERROR, (int) cases[i].code);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_time (void)
{
  static const struct
  {
    const char *text;
    guint ms; /* 0: refused */
  } cases[] = {
    { "300ms", 300 }, { "30s", 30000 }, { "5m", 300000 }, { "2h", 7200000 },
    { "30", 30000 },  { "1.5s", 1500 }, { "0.25", 250 },  { "1193h", 4294800000u },
    { "1194h", 0 },   { "0", 0 },       { "0ms", 0 },     { "0.5ms", 0 },
    { "-1s", 0 },     { "", 0 },        { "s", 0 },       { ".", 0 },
    { "1.2.3s", 0 },  { "5 m", 0 },     { "5d", 0 },      { "1e3", 0 },
    { "0x10s", 0 },   { "inf", 0 },     { "nan", 0 },     { "99999999999999999999h", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      guint ms = 0;

      g_assert_true (ptl_option_parse_time (cases[i].text, &ms, &error) ==
                     (cases[i].ms != 0));
      g_assert_cmpuint (ms, ==, cases[i].ms);
      g_assert_true ((error != NULL) == (cases[i].ms == 0));
    }
}

static void
test_help (void)
{
  g_autofree char *help = ptl_option_get_help (table);

  g_assert_cmpstr (help, ==,
                   "  -F, --fast                  fast\n"
                   "  --slow                      slow\n"
                   "  -l, --level N               level\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/option/good", test_good);
  g_test_add_func ("/option/bad", test_bad);
  g_test_add_func ("/option/time", test_time);
  g_test_add_func ("/option/help", test_help);

  return g_test_run ();
}
