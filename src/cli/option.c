/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/option.c: options of a command line, by a table. */
#include "cli/option.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HELP_COLUMN 30

typedef struct
{
  const PtlOption *options;
  gpointer members;
  gpointer data;
  char **args; /* what is left */
} Parser;

G_DEFINE_QUARK (ptl_option_error_quark, ptl_option_error)

gboolean
ptl_option_parse_number (const char *text,
                         guint min,
                         guint max,
                         guint *number,
                         GError **error)
{
  guint64 value;

  if (g_ascii_string_to_unsigned (text, 10, min, max, &value, NULL))
    {
      *number = (guint) value;
      return TRUE;
    }

  g_set_error (error, PTL_OPTION_ERROR, PTL_OPTION_ERROR_VALUE,
               _ ("expected a number from %u to %u, not “%s”"), min, max, text);
  return FALSE;
}

gboolean
ptl_option_parse_time (const char *text, guint *ms, GError **error)
{
  static const struct
  {
    const char *unit;
    double ms;
  } units[] = { { "", 1e3 }, { "ms", 1 }, { "s", 1e3 }, { "m", 60e3 }, { "h", 3600e3 } };
  gsize n_digits = strspn (text, "0123456789.");
  char *end = NULL;
  double number = g_ascii_strtod (text, &end);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (n_digits > 0 && end == text + n_digits && strcmp (end, units[i].unit) == 0 &&
        number * units[i].ms >= 1 && number * units[i].ms <= G_MAXUINT)
      {
        *ms = (guint) (number * units[i].ms);
        return TRUE;
      }

  g_set_error (error, PTL_OPTION_ERROR, PTL_OPTION_ERROR_VALUE,
               _ ("expected a time such as 300ms, 30s, 5m or 2h, not “%s”"), text);
  return FALSE;
}

/* An underscore stands for a hyphen, as it does for Nmap: --version_light. */
static gboolean
is_same_name (const char *spelling, const char *name, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (spelling[i] != (name[i] == '_' ? '-' : name[i]))
      return FALSE;

  return TRUE;
}

/* Returns: whether @name (of @len bytes) is among the blank-separated @spellings */
static gboolean
is_spelling (const char *spellings, const char *name, gsize len)
{
  for (const char *pos = spellings; *pos != '\0';)
    {
      gsize n = strcspn (pos, " ");

      if (n == len && is_same_name (pos, name, len))
        return TRUE;
      pos += n;
      pos += strspn (pos, " ");
    }

  return FALSE;
}

static const PtlOption *
find (const Parser *parser, const char *name, gsize len)
{
  for (const PtlOption *option = parser->options; option->spellings != NULL; option++)
    if (is_spelling (option->spellings, name, len))
      return option;

  return NULL;
}

static void
set_string (char **member, const char *value)
{
  g_free (*member);
  *member = g_strdup (value);
}

static gboolean
set (const Parser *parser, const PtlOption *option, const char *value, GError **error)
{
  gpointer base = option->of_data ? parser->data : parser->members;
  gpointer member = G_STRUCT_MEMBER_P (base, option->offset);

  switch (option->kind)
    {
    case PTL_OPTION_ON:
    case PTL_OPTION_OFF:
      *(gboolean *) member = option->kind == PTL_OPTION_ON;
      return TRUE;

    case PTL_OPTION_FIXED:
      *(guint *) member = option->min;
      return TRUE;

    case PTL_OPTION_NUMBER:
      g_assert (value != NULL);
      return ptl_option_parse_number (value, option->min, option->max, member, error);

    case PTL_OPTION_TIME:
      g_assert (value != NULL);
      return ptl_option_parse_time (value, member, error);

    case PTL_OPTION_STRING:
      set_string (member, value);
      return TRUE;

    case PTL_OPTION_LIST:
      g_ptr_array_add (*(GPtrArray **) member, g_strdup (value));
      return TRUE;

    case PTL_OPTION_CALL:
      return option->call (parser->data, value, error);

    case PTL_OPTION_ABSENT:
      g_set_error (error, PTL_OPTION_ERROR, PTL_OPTION_ERROR_ABSENT,
                   _ ("not available yet"));
      return FALSE;
    }

  g_assert_not_reached ();
}

static gboolean
fail_unknown (const char *arg, GError **error)
{
  g_set_error (error, PTL_OPTION_ERROR, PTL_OPTION_ERROR_UNKNOWN,
               _ ("there is no option “%s”"), arg);
  return FALSE;
}

/**
 * take:
 * @name: as written, of @len bytes
 * @attached: (nullable): the value that stands in the same argument
 */
static gboolean
take (Parser *parser,
      const PtlOption *option,
      const char *name,
      gsize len,
      const char *attached,
      GError **error)
{
  const char *value = attached;

  if (option->value == NULL && attached != NULL)
    {
      g_set_error (error, PTL_OPTION_ERROR, PTL_OPTION_ERROR_VALUE,
                   _ ("option %.*s: it takes no value"), (int) len, name);
      return FALSE;
    }
  if (option->value != NULL && attached == NULL)
    {
      value = *parser->args;
      if (value == NULL)
        {
          g_set_error (error, PTL_OPTION_ERROR, PTL_OPTION_ERROR_VALUE,
                       _ ("option %.*s: expected %s after it"), (int) len, name,
                       option->value);
          return FALSE;
        }
      parser->args++;
    }

  if (set (parser, option, value, error))
    return TRUE;

  g_prefix_error (error, _ ("option %.*s: "), (int) len, name);
  return FALSE;
}

/* "--name", "--name=value". */
static gboolean
parse_long (Parser *parser, const char *arg, GError **error)
{
  const char *equals = strchr (arg, '=');
  gsize len = equals != NULL ? (gsize) (equals - arg) : strlen (arg);
  const PtlOption *option = find (parser, arg, len);

  if (option == NULL)
    return fail_unknown (arg, error);

  return take (parser, option, arg, len, equals != NULL ? equals + 1 : NULL, error);
}

/* "-F", "-nF", "-p22", "-np22". */
static gboolean
parse_letters (Parser *parser, const char *arg, GError **error)
{
  for (const char *letter = arg + 1; *letter != '\0'; letter++)
    {
      const char name[] = { '-', *letter, '\0' };
      const PtlOption *option = find (parser, name, strlen (name));
      gboolean has_rest = letter[1] != '\0';

      if (option == NULL)
        return fail_unknown (arg, error);
      if (option->value != NULL)
        return take (parser, option, name, strlen (name), has_rest ? letter + 1 : NULL,
                     error);
      if (!take (parser, option, name, strlen (name), NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_option (Parser *parser, const char *arg, GError **error)
{
  g_autofree char *doubled = g_strconcat ("-", arg, NULL);
  const PtlOption *option;

  if (g_str_has_prefix (arg, "--"))
    return parse_long (parser, arg, error);

  option = find (parser, arg, strlen (arg));
  if (option != NULL)
    return take (parser, option, arg, strlen (arg), NULL, error);
  if (find (parser, doubled, strcspn (doubled, "=")) != NULL)
    return parse_long (parser, doubled, error);

  return parse_letters (parser, arg, error);
}

gboolean
ptl_option_parse (const PtlOption *options,
                  gpointer members,
                  gpointer data,
                  char **args,
                  GPtrArray *operands,
                  GError **error)
{
  Parser parser = { options, members, data, args };

  while (*parser.args != NULL)
    {
      const char *arg = *parser.args++;

      if (strcmp (arg, "--") == 0)
        break;
      if (arg[0] != '-' || arg[1] == '\0')
        g_ptr_array_add (operands, g_strdup (arg));
      else if (!parse_option (&parser, arg, error))
        return FALSE;
    }

  for (; *parser.args != NULL; parser.args++)
    g_ptr_array_add (operands, g_strdup (*parser.args));
  return TRUE;
}

char *
ptl_option_get_help (const PtlOption *options)
{
  GString *out = g_string_new (NULL);

  for (const PtlOption *option = options; option->spellings != NULL; option++)
    {
      g_auto (GStrv) spellings = g_strsplit (option->spellings, " ", -1);
      g_autofree char *names = g_strjoinv (", ", spellings);
      g_autofree char *left = NULL;
      gboolean fits;

      if (option->help == NULL)
        continue;
      left = g_strdup_printf ("  %s%s%s", names, option->value != NULL ? " " : "",
                              option->value != NULL ? option->value : "");
      fits = strlen (left) < HELP_COLUMN;
      g_string_append_printf (out, "%-*s%s%*s%s\n", fits ? HELP_COLUMN : 0, left,
                              fits ? "" : "\n", fits ? 0 : HELP_COLUMN, "",
                              _ (option->help));
    }

  return g_string_free (out, FALSE);
}
