/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-example.c: the responses a rule file gives with its rules: reading them. */
#include "rules/rule-example.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rules/line.h"

static const char *const keys[] = { "s", "p", "v",   "i",      "h",
                                    "o", "d", "cpe", "tunnel", NULL };

typedef struct
{
  const char *name;
  GPtrArray *examples;
  GPtrArray *problems;
  guint number;  /* of the line */
  guint n_bound; /* examples that have their rule */
  PtlProtocol protocol;
  char *probe; /* whose block the line is in; NULL before the first */
} Reader;

static void
expectation_free (gpointer data)
{
  PtlRuleExpectation *self = data;

  g_free (self->key);
  g_free (self->value);
  g_free (self);
}

void
ptl_rule_example_free (PtlRuleExample *self)
{
  g_free (self->file);
  g_free (self->probe);
  g_clear_pointer (&self->response, g_bytes_unref);
  g_ptr_array_unref (self->expectations);
  g_free (self);
}

static void
report (Reader *reader, guint number, guint column, const char *what)
{
  g_ptr_array_add (reader->problems,
                   ptl_rule_problem_new (reader->name, number, column, what));
}

static char *
take_value (PtlLine *line, GError **error)
{
  const char *start = line->pos;
  g_autoptr (GBytes) bytes = NULL;
  PtlText text;

  if (start == line->end || *start != '"')
    {
      text = ptl_line_take_word (line);
    }
  else
    {
      bytes = ptl_line_take_string (line, error);
      if (bytes == NULL)
        return NULL;
      text.text = g_bytes_get_data (bytes, &text.len);
    }

  if (ptl_text_is_printable (text))
    return ptl_text_dup (text);

  line->pos = start;
  ptl_line_fail (_ ("a value is printable text"), error);
  return NULL;
}

static gboolean
add_expectation (PtlRuleExample *example, char *key, char *value)
{
  PtlRuleExpectation *expectation;

  if (g_str_equal (key, "probe"))
    {
      g_free (example->probe);
      example->probe = g_strdup (value);
      return TRUE;
    }
  if (example->is_counter || !g_strv_contains (keys, key))
    return FALSE;

  expectation = g_new0 (PtlRuleExpectation, 1);
  expectation->key = g_strdup (key);
  expectation->value = g_strdup (value);
  g_ptr_array_add (example->expectations, expectation);
  return TRUE;
}

static gboolean
read_key (PtlRuleExample *example, PtlLine *line, GError **error)
{
  const char *start = line->pos;
  PtlText letters = ptl_line_take_letters (line);
  g_autofree char *key = ptl_text_dup (letters);
  g_autofree char *value = NULL;

  if (letters.len == 0 || !ptl_line_skip (line, "="))
    return ptl_line_fail (_ ("KEY=VALUE is expected"), error);

  value = take_value (line, error);
  if (value == NULL)
    return FALSE;
  if (add_expectation (example, key, value))
    return TRUE;

  line->pos = start;
  return ptl_line_fail (_ ("no such key here"), error);
}

static gboolean
read_example (PtlRuleExample *example, PtlLine *line, GError **error)
{
  ptl_line_skip_blanks (line);
  example->response = ptl_line_take_string (line, error);
  if (example->response == NULL)
    return FALSE;

  while (!ptl_line_is_at_end (line))
    {
      const char *before = line->pos;

      ptl_line_skip_blanks (line);
      if (line->pos == before)
        return ptl_line_fail (_ ("a blank is expected"), error);
      if (!ptl_line_is_at_end (line) && !read_key (example, line, error))
        return FALSE;
    }

  return TRUE;
}

static void
read_annotation (Reader *reader, PtlLine *line, gboolean is_counter)
{
  g_autoptr (PtlRuleExample) example = g_new0 (PtlRuleExample, 1);
  g_autoptr (GError) error = NULL;

  example->file = g_strdup (reader->name);
  example->line = reader->number;
  example->is_counter = is_counter;
  example->protocol = reader->protocol;
  example->probe = g_strdup (reader->probe);
  example->expectations = g_ptr_array_new_with_free_func (expectation_free);
  if (read_example (example, line, &error))
    g_ptr_array_add (reader->examples, g_steal_pointer (&example));
  else
    report (reader, reader->number, ptl_line_get_column (line), error->message);
}

/* Examples that no match line followed: in this block, or in the whole file. */
static void
drop_unbound (Reader *reader)
{
  while (reader->examples->len > reader->n_bound)
    {
      const PtlRuleExample *example = reader->examples->pdata[reader->n_bound];

      report (reader, example->line, 1, _ ("no match line follows"));
      g_ptr_array_remove_index (reader->examples, reader->n_bound);
    }
}

static void
bind (Reader *reader)
{
  for (; reader->n_bound < reader->examples->len; reader->n_bound++)
    {
      PtlRuleExample *example = reader->examples->pdata[reader->n_bound];

      example->rule_line = reader->number;
    }
}

static void
enter_block (Reader *reader, PtlLine *line)
{
  PtlText name;

  drop_unbound (reader);
  reader->protocol = ptl_line_skip (line, "UDP") ? PTL_PROTOCOL_UDP : PTL_PROTOCOL_TCP;
  ptl_line_take_word (line);
  ptl_line_skip_blanks (line);
  name = ptl_line_take_word (line);
  g_free (reader->probe);
  reader->probe = g_utf8_make_valid (name.text, (gssize) name.len);
}

static void
read_line (Reader *reader, PtlLine *line)
{
  if (ptl_line_skip (line, "#@ example "))
    read_annotation (reader, line, FALSE);
  else if (ptl_line_skip (line, "#@ counterexample "))
    read_annotation (reader, line, TRUE);
  else if (ptl_line_skip (line, "Probe "))
    enter_block (reader, line);
  else if (ptl_line_skip (line, "match ") || ptl_line_skip (line, "softmatch "))
    bind (reader);
}

GPtrArray *
ptl_rule_examples_parse (GBytes *text, const char *name, GPtrArray *problems)
{
  Reader reader = { name };
  gsize size;
  const char *pos = g_bytes_get_data (text, &size);
  const char *end = pos + size;

  reader.problems = problems;
  reader.examples =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_rule_example_free);
  while (pos < end)
    {
      PtlLine line = ptl_line_take_from (&pos, end);

      reader.number++;
      read_line (&reader, &line);
    }

  drop_unbound (&reader);
  g_free (reader.probe);
  return reader.examples;
}
