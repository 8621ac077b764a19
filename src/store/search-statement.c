/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/search-statement.c: a statement that is put together, with its parameters. */
#include "store/search-statement.h"

#include <string.h>

#include "store/search-functions.h"

PtlSearchStatement *
ptl_search_statement_new (PtlFilterLevel level)
{
  PtlSearchStatement *self = g_new0 (PtlSearchStatement, 1);

  self->level = level;
  self->text = g_string_new (NULL);
  self->with = g_string_new (NULL);
  self->values = g_array_new (FALSE, TRUE, sizeof (GValue));
  g_array_set_clear_func (self->values, (GDestroyNotify) g_value_unset);
  return self;
}

void
ptl_search_statement_free (PtlSearchStatement *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->with, TRUE);
  g_array_unref (self->values);
  g_free (self);
}

void
ptl_search_statement_add_int (PtlSearchStatement *self, gint64 number)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT64);
  g_value_set_int64 (&value, number);
  g_array_append_val (self->values, value);
}

void
ptl_search_statement_add_text (PtlSearchStatement *self, const char *text)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  g_array_append_val (self->values, value);
}

void
ptl_search_statement_add_blob (PtlSearchStatement *self, const void *data, gsize len)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_BYTES);
  g_value_take_boxed (&value, g_bytes_new (data, len));
  g_array_append_val (self->values, value);
}

/* Returns: (transfer full): for LIKE, with "\" before what it gives a meaning to */
static char *
make_pattern (const char *text, gboolean is_part, gboolean has_wildcard)
{
  GString *out = g_string_new (is_part ? "%" : NULL);

  for (; *text != '\0'; text++)
    if (*text == '*' && has_wildcard)
      g_string_append_c (out, '%');
    else
      g_string_append_printf (out, "%s%c", strchr ("%_\\", *text) != NULL ? "\\" : "",
                              *text);
  if (is_part)
    g_string_append_c (out, '%');
  return g_string_free (out, FALSE);
}

void
ptl_search_statement_append_text (PtlSearchStatement *self,
                                  const char *expression,
                                  PtlFilterOp op,
                                  const PtlFilterValue *value)
{
  gboolean is_part = op == PTL_FILTER_OP_CONTAINS;
  g_autofree char *pattern = NULL;

  if (!is_part && !value->has_wildcard)
    {
      g_string_append_printf (self->text, "%s = ? COLLATE NOCASE", expression);
      ptl_search_statement_add_text (self, value->text);
      return;
    }

  pattern = make_pattern (value->text, is_part, value->has_wildcard);
  g_string_append_printf (self->text, "%s LIKE ? ESCAPE '\\'", expression);
  ptl_search_statement_add_text (self, pattern);
}

void
ptl_search_statement_append_list (PtlSearchStatement *self,
                                  const char *column,
                                  gboolean is_typed,
                                  PtlFilterOp op,
                                  const PtlFilterValue *value)
{
  g_string_append_printf (self->text, PTL_FUNCTION_LIST_HAS " (%s, %d, %d, %d, ?)",
                          column, is_typed, op, value->has_wildcard);
  ptl_search_statement_add_text (self, value->text);
}

void
ptl_search_statement_append_version (PtlSearchStatement *self,
                                     const char *expression,
                                     PtlFilterOp op,
                                     const PtlFilterValue *value)
{
  static const char *const signs[] = {
    [PTL_FILTER_OP_LESS] = "<",
    [PTL_FILTER_OP_LESS_EQUAL] = "<=",
    [PTL_FILTER_OP_GREATER] = ">",
    [PTL_FILTER_OP_GREATER_EQUAL] = ">=",
  };

  if (op == PTL_FILTER_OP_IS || op == PTL_FILTER_OP_CONTAINS)
    {
      ptl_search_statement_append_text (self, expression, op, value);
      return;
    }

  g_string_append_printf (self->text, PTL_FUNCTION_COMPARE_VERSIONS " (%s, ?) %s 0",
                          expression, signs[op]);
  ptl_search_statement_add_text (self, value->text);
}

char *
ptl_search_statement_make_words (const char *const *texts, guint n_texts)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < n_texts; i++)
    {
      g_autoptr (GString) text = g_string_new (texts[i]);

      g_string_replace (text, "\"", "\"\"", 0);
      g_string_append_printf (words, "%s\"%s\"*", i > 0 ? " OR " : "", text->str);
    }
  return g_string_free (words, FALSE);
}

void
ptl_search_statement_take_set (PtlSearchStatement *self,
                               const char *name,
                               PtlSearchStatement *part)
{
  g_string_append_printf (self->with, "%s%s AS MATERIALIZED (%s)",
                          self->with->len > 0 ? ", " : "WITH ", name, part->text->str);
  for (guint i = 0; i < part->values->len; i++)
    {
      GValue value = G_VALUE_INIT;
      const GValue *of_part = &g_array_index (part->values, GValue, i);

      g_value_init (&value, G_VALUE_TYPE (of_part));
      g_value_copy (of_part, &value);
      g_array_insert_val (self->values, self->n_with, value);
      self->n_with++;
    }
  ptl_search_statement_free (part);
}

char *
ptl_search_statement_to_string (const PtlSearchStatement *self,
                                const char *columns,
                                const char *order)
{
  return g_strconcat (self->with->str, " SELECT ", columns, self->text->str, order, NULL);
}

void
ptl_search_statement_bind (const PtlSearchStatement *self, PtlQuery *query)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      const GValue *value = &g_array_index (self->values, GValue, i);

      if (G_VALUE_HOLDS_INT64 (value))
        ptl_query_bind_int (query, g_value_get_int64 (value));
      else if (G_VALUE_HOLDS_STRING (value))
        ptl_query_bind_text (query, g_value_get_string (value));
      else
        ptl_query_bind_bytes (query, g_value_get_boxed (value));
    }
}
