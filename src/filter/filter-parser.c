/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* filter/filter-parser.c: the text of a filter; its grammar is in filter.h. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "filter/filter-private.h"

typedef struct
{
  const char *text;
  const char *pos;
  const char *fault; /* where the error is */
  gint64 now_us;
  guint depth;
  guint n_terms;
  char *message; /* (nullable): what is wrong there */
} Parser;

static PtlFilter *parse_or (Parser *self);

/* Returns: always NULL: what is wrong and its place are known */
G_GNUC_PRINTF (3, 4)
static gpointer
fail (Parser *self, const char *where, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  self->message = g_strdup_vprintf (format, args);
  va_end (args);
  self->fault = where;
  return NULL;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Returns: whether a word ends here */
static gboolean
is_end (char c)
{
  return c == '\0' || is_blank (c) || c == '(' || c == ')';
}

static void
skip_blanks (Parser *self)
{
  while (is_blank (*self->pos))
    self->pos++;
}

/* Whether the word AND, OR or NOT stands here, alone. */
static gboolean
is_operator (const Parser *self, const char *word)
{
  gsize len = strlen (word);

  return strncmp (self->pos, word, len) == 0 && is_end (self->pos[len]);
}

static gboolean
take_operator (Parser *self, const char *word)
{
  skip_blanks (self);
  if (!is_operator (self, word))
    return FALSE;

  self->pos += strlen (word);
  return TRUE;
}

/* --- values --- */

/* Reads from the quotation mark on.  Returns: (transfer full) (nullable) */
static char *
take_quoted (Parser *self)
{
  const char *start = self->pos++;
  g_autoptr (GString) out = g_string_new (NULL);

  while (*self->pos != '"')
    {
      if (*self->pos == '\\' && self->pos[1] != '\0')
        self->pos++;
      if (*self->pos == '\0')
        return fail (self, start, _ ("the quotation mark “\"” is not closed"));
      g_string_append_c (out, *self->pos++);
    }

  self->pos++;
  if (!is_end (*self->pos) && *self->pos != ',')
    return fail (self, self->pos, _ ("expected a blank after the quoted text"));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Reads up to a blank or bracket, or, in a list, a comma. */
static char *
take_word (Parser *self, gboolean in_list)
{
  g_autoptr (GString) out = g_string_new (NULL);

  while (!is_end (*self->pos) && *self->pos != '"' && !(in_list && *self->pos == ','))
    {
      if (*self->pos == '\\' && self->pos[1] != '\0')
        self->pos++;
      g_string_append_c (out, *self->pos++);
    }

  if (*self->pos == '"')
    return fail (self, self->pos,
                 _ ("a quotation mark stands at the beginning of a text, "
                    "or behind “\\”"));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Returns: (transfer full) (nullable) */
static PtlFilterValue *
parse_value (Parser *self, PtlFilterField field, PtlFilterSign sign)
{
  const char *start = self->pos;
  gboolean quoted = *self->pos == '"';
  g_autofree char *text = quoted ? take_quoted (self) : take_word (self, TRUE);
  g_autoptr (GError) error = NULL;
  PtlFilterValue *value;

  if (text == NULL)
    return NULL;
  if (text[0] == '\0')
    return fail (self, start, _ ("expected a value for %s"),
                 ptl_filter_field_get_info (field)->name);

  value = ptl_filter_value_parse (field, sign, text, quoted, self->now_us, &error);
  if (value == NULL)
    return fail (self, start, "%s", error->message);
  return value;
}

/* --- terms --- */

typedef struct
{
  const char *text;
  PtlFilterSign sign;
  gboolean negated;
} Sign;

/* The longer ones first. */
static const Sign signs[] = {
  { "!=", PTL_FILTER_SIGN_IS, TRUE },
  { "!~", PTL_FILTER_SIGN_CONTAINS, TRUE },
  { "<=", PTL_FILTER_SIGN_LESS_EQUAL, FALSE },
  { ">=", PTL_FILTER_SIGN_GREATER_EQUAL, FALSE },
  { ":", PTL_FILTER_SIGN_IS, FALSE },
  { "=", PTL_FILTER_SIGN_IS, FALSE },
  { "~", PTL_FILTER_SIGN_CONTAINS, FALSE },
  { "<", PTL_FILTER_SIGN_LESS, FALSE },
  { ">", PTL_FILTER_SIGN_GREATER, FALSE },
};

/* Returns: (nullable): the sign at @pos */
static const Sign *
find_sign (const char *pos)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (pos, signs[i].text))
      return &signs[i];

  return NULL;
}

/* Returns: the length of the name of a field at @pos, 0 if none stands there */
static gsize
get_name_length (const char *pos)
{
  gsize len = 0;

  if (!g_ascii_isalpha (pos[0]))
    return 0;

  while (g_ascii_isalnum (pos[len]) || pos[len] == '.' || pos[len] == '_')
    len++;
  return find_sign (pos + len) != NULL ? len : 0;
}

/* Numbers and times were brought into a range, which they lie in. */
static PtlFilterOp
get_op (PtlFilterField field, PtlFilterSign sign)
{
  static const PtlFilterOp ops[] = {
    [PTL_FILTER_SIGN_IS] = PTL_FILTER_OP_IS,
    [PTL_FILTER_SIGN_CONTAINS] = PTL_FILTER_OP_CONTAINS,
    [PTL_FILTER_SIGN_LESS] = PTL_FILTER_OP_LESS,
    [PTL_FILTER_SIGN_LESS_EQUAL] = PTL_FILTER_OP_LESS_EQUAL,
    [PTL_FILTER_SIGN_GREATER] = PTL_FILTER_OP_GREATER,
    [PTL_FILTER_SIGN_GREATER_EQUAL] = PTL_FILTER_OP_GREATER_EQUAL,
  };

  return ptl_filter_field_get_info (field)->kind == PTL_FILTER_KIND_VERSION ||
                 sign <= PTL_FILTER_SIGN_CONTAINS
             ? ops[sign]
             : PTL_FILTER_OP_IS;
}

static GPtrArray *
new_values (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_filter_value_free);
}

static PtlFilter *
parse_values (Parser *self, PtlFilterField field, const Sign *sign)
{
  g_autoptr (GPtrArray) values = new_values ();
  PtlFilter *term;

  do
    {
      PtlFilterValue *value = parse_value (self, field, sign->sign);

      if (value == NULL)
        return NULL;
      g_ptr_array_add (values, value);
      if (*self->pos == ',' && sign->sign > PTL_FILTER_SIGN_CONTAINS)
        return fail (self, self->pos, _ ("“%s” takes one value"), sign->text);
    }
  while (*self->pos == ',' && *self->pos++);

  if (values->len > PTL_FILTER_MAX_TERMS)
    return fail (self, self->pos, _ ("the list has more than %d values"),
                 PTL_FILTER_MAX_TERMS);

  term =
      ptl_filter_new_term (field, get_op (field, sign->sign), g_steal_pointer (&values));
  return sign->negated ? ptl_filter_new_not (term) : term;
}

/* People write "version:<2" as well. */
static const Sign *
take_second_sign (Parser *self, const Sign *first)
{
  const Sign *second = first->text[0] == ':' ? find_sign (self->pos) : NULL;

  if (second == NULL || second->sign == PTL_FILTER_SIGN_IS)
    return first;

  self->pos += strlen (second->text);
  return second;
}

static PtlFilter *
parse_field (Parser *self, gsize len)
{
  const char *start = self->pos;
  g_autofree char *name = g_strndup (start, len);
  const char *meant;
  PtlFilterField field;
  const Sign *sign;

  self->pos += len;
  sign = find_sign (self->pos);
  self->pos += strlen (sign->text);
  sign = take_second_sign (self, sign);
  if (ptl_filter_field_parse (name, len, &field))
    return parse_values (self, field, sign);

  meant = ptl_filter_field_suggest (name);
  if (meant != NULL)
    return fail (self, start, _ ("there is no field “%s”; did you mean “%s”?"), name,
                 meant);
  return fail (self, start,
               _ ("there is no field “%s”; put a text that has “%s” in it in quotation "
                  "marks"),
               name, sign->text);
}

static PtlFilter *
new_single (PtlFilterField field, PtlFilterOp op, PtlFilterValue *value)
{
  GPtrArray *values = new_values ();

  g_ptr_array_add (values, value);
  return ptl_filter_new_term (field, op, values);
}

/* A text without a field, or a word that stands for itself. */
static PtlFilter *
parse_text (Parser *self)
{
  const char *start = self->pos;
  gboolean quoted = *self->pos == '"';
  g_autofree char *text = quoted ? take_quoted (self) : take_word (self, FALSE);
  PtlFilterField field = PTL_FILTER_FIELD_ANY;
  PtlFilterSign sign = PTL_FILTER_SIGN_CONTAINS;

  if (text == NULL)
    return NULL;
  if (text[0] == '\0')
    return fail (self, start, _ ("expected a word or a field"));

  if (!quoted && ptl_filter_field_find_word (PTL_FILTER_FIELD_IS, text) >= 0)
    {
      field = PTL_FILTER_FIELD_IS;
      sign = PTL_FILTER_SIGN_IS;
    }

  return new_single (
      field, get_op (field, sign),
      ptl_filter_value_parse (field, sign, text, quoted, self->now_us, NULL));
}

/* An IPv6 address looks like a field and its value. */
static gboolean
is_address (const Parser *self)
{
  g_autofree char *word = g_strndup (self->pos, strcspn (self->pos, " \t\r\n()"));
  PtlAddress address;

  return ptl_address_parse (word, &address);
}

static PtlFilter *
parse_term (Parser *self)
{
  gsize len = is_address (self) ? 0 : get_name_length (self->pos);

  if (self->n_terms++ == PTL_FILTER_MAX_TERMS)
    return fail (self, self->pos, _ ("the filter has more than %d terms"),
                 PTL_FILTER_MAX_TERMS);

  return len > 0 ? parse_field (self, len) : parse_text (self);
}

/* --- the tree --- */

static PtlFilter *
parse_group (Parser *self)
{
  const char *start = self->pos++;
  g_autoptr (PtlFilter) inner = NULL;

  if (++self->depth > PTL_FILTER_MAX_DEPTH)
    return fail (self, start, _ ("more than %d brackets are open"), PTL_FILTER_MAX_DEPTH);

  inner = parse_or (self);
  if (inner == NULL)
    return NULL;

  skip_blanks (self);
  if (*self->pos != ')')
    return fail (self, start, _ ("the bracket “(” is not closed"));
  self->pos++;
  self->depth--;
  return g_steal_pointer (&inner);
}

/* Takes every NOT, "-" and "!" that stands here.  Returns: whether their number is odd */
static gboolean
take_negations (Parser *self)
{
  gboolean negated = FALSE;

  while (TRUE)
    {
      if (take_operator (self, "NOT"))
        negated = !negated;
      else if ((*self->pos == '-' || *self->pos == '!') && !is_blank (self->pos[1]) &&
               self->pos[1] != '\0')
        {
          self->pos++;
          negated = !negated;
        }
      else
        return negated;
    }
}

static PtlFilter *
parse_not (Parser *self)
{
  gboolean negated = take_negations (self);
  PtlFilter *inner;

  skip_blanks (self);
  if (*self->pos == '\0' || *self->pos == ')' || is_operator (self, "AND") ||
      is_operator (self, "OR"))
    return fail (self, self->pos, _ ("something is missing here"));

  inner = *self->pos == '(' ? parse_group (self) : parse_term (self);
  return inner != NULL && negated ? ptl_filter_new_not (inner) : inner;
}

static GPtrArray *
new_children (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_filter_free);
}

/* Returns: (transfer full): @children, or the only one of them */
static PtlFilter *
group (PtlFilterNode node, GPtrArray *children)
{
  PtlFilter *only;

  if (children->len != 1)
    return ptl_filter_new_group (node, children);

  only = g_ptr_array_steal_index (children, 0);
  g_ptr_array_unref (children);
  return only;
}

static PtlFilter *
parse_and (Parser *self)
{
  g_autoptr (GPtrArray) children = new_children ();

  gboolean goes_on;

  do
    {
      PtlFilter *child = parse_not (self);

      if (child == NULL)
        return NULL;
      g_ptr_array_add (children, child);
      goes_on = take_operator (self, "AND");
      skip_blanks (self);
    }
  while (goes_on ||
         (*self->pos != '\0' && *self->pos != ')' && !is_operator (self, "OR")));

  return group (PTL_FILTER_AND, g_steal_pointer (&children));
}

static PtlFilter *
parse_or (Parser *self)
{
  g_autoptr (GPtrArray) children = new_children ();

  do
    {
      PtlFilter *child = parse_and (self);

      if (child == NULL)
        return NULL;
      g_ptr_array_add (children, child);
    }
  while (take_operator (self, "OR"));

  return group (PTL_FILTER_OR, g_steal_pointer (&children));
}

static PtlFilter *
parse_all (Parser *self)
{
  g_autoptr (PtlFilter) filter = NULL;

  skip_blanks (self);
  if (*self->pos == '\0')
    return ptl_filter_new_group (PTL_FILTER_AND, new_children ());

  filter = parse_or (self);
  if (filter != NULL && *self->pos != '\0')
    return fail (self, self->pos, _ ("there is no bracket to close"));
  return g_steal_pointer (&filter);
}

PtlFilter *
ptl_filter_parse (const char *text, gint64 now_us, gsize *offset, GError **error)
{
  Parser self = { .text = text, .pos = text, .now_us = now_us };
  PtlFilter *filter = NULL;
  const char *end;

  if (!g_utf8_validate (text, -1, &end))
    fail (&self, end, _ ("this is no text in UTF-8"));
  else if (strlen (text) > PTL_FILTER_MAX_TEXT)
    fail (&self, g_utf8_offset_to_pointer (text, 0), _ ("the filter is too long"));
  else
    filter = parse_all (&self);

  if (filter != NULL)
    return filter;

  if (offset != NULL)
    *offset = (gsize) (self.fault - text);
  g_set_error (error, PTL_FILTER_ERROR, PTL_FILTER_ERROR_SYNTAX, _ ("column %ld: %s"),
               g_utf8_strlen (text, self.fault - text) + 1, self.message);
  g_free (self.message);
  return NULL;
}
