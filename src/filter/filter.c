/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* filter/filter.c: a question to the ports, hosts and sessions, as a tree. */
#include "filter/filter-private.h"

#include <string.h>

G_DEFINE_QUARK (ptl_filter_error_quark, ptl_filter_error)

PtlFilter *
ptl_filter_new_group (PtlFilterNode node, GPtrArray *children)
{
  PtlFilter *self = g_new0 (PtlFilter, 1);

  self->node = node;
  self->children = children;
  return self;
}

PtlFilter *
ptl_filter_new_not (PtlFilter *child)
{
  GPtrArray *children = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_filter_free);

  g_ptr_array_add (children, child);
  return ptl_filter_new_group (PTL_FILTER_NOT, children);
}

PtlFilter *
ptl_filter_new_term (PtlFilterField field, PtlFilterOp op, GPtrArray *values)
{
  PtlFilter *self = g_new0 (PtlFilter, 1);

  self->node = PTL_FILTER_TERM;
  self->field = field;
  self->op = op;
  self->values = values;
  return self;
}

void
ptl_filter_free (PtlFilter *self)
{
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_free (self);
}

static gboolean
has_word (const PtlFilter *term, int word)
{
  for (guint i = 0; i < term->values->len; i++)
    if (((const PtlFilterValue *) term->values->pdata[i])->word == word)
      return TRUE;

  return FALSE;
}

/* "has:tag" is about a session, "has:mac" about a host, "has:product" about a port. */
static PtlFilterLevel
get_word_level (PtlFilterField field, int word)
{
  if (field == PTL_FILTER_FIELD_IS)
    return word >= PTL_FILTER_IS_UP ? PTL_FILTER_LEVEL_HOST : PTL_FILTER_LEVEL_PORT;
  if (word >= PTL_FILTER_HAS_NOTE)
    return PTL_FILTER_LEVEL_SESSION;

  return word >= PTL_FILTER_HAS_NAME ? PTL_FILTER_LEVEL_HOST : PTL_FILTER_LEVEL_PORT;
}

static PtlFilterLevel
get_term_level (const PtlFilter *term)
{
  PtlFilterLevel level = PTL_FILTER_LEVEL_SESSION;

  if (term->field != PTL_FILTER_FIELD_IS && term->field != PTL_FILTER_FIELD_HAS)
    return ptl_filter_field_get_info (term->field)->level;

  for (guint i = 0; i < term->values->len; i++)
    level =
        MAX (level, get_word_level (term->field,
                                    ((PtlFilterValue *) term->values->pdata[i])->word));
  return level;
}

PtlFilterLevel
ptl_filter_get_level (const PtlFilter *self)
{
  PtlFilterLevel level = PTL_FILTER_LEVEL_SESSION;

  if (self->node == PTL_FILTER_TERM)
    return get_term_level (self);

  for (guint i = 0; i < self->children->len; i++)
    level = MAX (level, ptl_filter_get_level (self->children->pdata[i]));
  return level;
}

/* Whether a value means itself without quotation marks. */
static gboolean
is_plain (const char *value)
{
  for (const char *c = value; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("._-:/|+@%", *c) == NULL)
      return FALSE;

  return *value != '\0';
}

char *
ptl_filter_print_term (PtlFilterField field, const char *value)
{
  const char *name = ptl_filter_field_get_info (field)->name;
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%s:", name);
  if (is_plain (value))
    {
      g_string_append (out, value);
      return g_string_free (out, FALSE);
    }

  g_string_append_c (out, '"');
  for (const char *c = value; *c != '\0'; c++)
    g_string_append_printf (out, "%s%c", *c == '"' || *c == '\\' ? "\\" : "", *c);
  g_string_append_c (out, '"');
  return g_string_free (out, FALSE);
}

gboolean
ptl_filter_is_all (const PtlFilter *self)
{
  return self->node == PTL_FILTER_AND && self->children->len == 0;
}

gboolean
ptl_filter_asks (const PtlFilter *self, PtlFilterField field, int word)
{
  if (self->node == PTL_FILTER_TERM)
    return self->field == field && (word < 0 || has_word (self, word));

  for (guint i = 0; i < self->children->len; i++)
    if (ptl_filter_asks (self->children->pdata[i], field, word))
      return TRUE;

  return FALSE;
}
