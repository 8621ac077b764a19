/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/draft-class.c: the class of texts that stands for what samples have instead of
 * each other. */
#include "rules/draft-class.h"

#include <string.h>

#define DIGITS "0123456789"
#define NAME   DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.-"

static const PtlText *
get_text (const PtlDraftVariants *self, guint index)
{
  return &g_array_index (self->texts, PtlText, index);
}

gboolean
ptl_draft_variants_are_same (const PtlDraftVariants *self)
{
  const PtlText *first = get_text (self, 0);

  for (guint i = 1; i < self->texts->len; i++)
    {
      const PtlText *other = get_text (self, i);

      if (other->len != first->len || memcmp (other->text, first->text, first->len) != 0)
        return FALSE;
    }

  return TRUE;
}

gboolean
ptl_draft_variants_are_empty (const PtlDraftVariants *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (get_text (self, i)->len > 0)
      return FALSE;

  return TRUE;
}

static gboolean
has_empty (const PtlDraftVariants *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (get_text (self, i)->len == 0)
      return TRUE;

  return FALSE;
}

static gboolean
are_made_of (const PtlDraftVariants *self, const char *bytes)
{
  for (guint i = 0; i < self->texts->len; i++)
    for (gsize j = 0; j < get_text (self, i)->len; j++)
      {
        const char byte = get_text (self, i)->text[j];

        if (byte == '\0' || strchr (bytes, byte) == NULL)
          return FALSE;
      }

  return TRUE;
}

static gboolean
have_any_of (const PtlDraftVariants *self, const char *bytes)
{
  for (guint i = 0; i < self->texts->len; i++)
    for (gsize j = 0; j < get_text (self, i)->len; j++)
      {
        const char byte = get_text (self, i)->text[j];

        if (byte != '\0' && strchr (bytes, byte) != NULL)
          return TRUE;
      }

  return FALSE;
}

static gboolean
are_text (const PtlDraftVariants *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    for (gsize j = 0; j < get_text (self, i)->len; j++)
      if (!g_ascii_isprint (get_text (self, i)->text[j]) &&
          !g_ascii_isspace (get_text (self, i)->text[j]))
        return FALSE;

  return TRUE;
}

static gboolean
are_of_one_length (const PtlDraftVariants *self)
{
  for (guint i = 1; i < self->texts->len; i++)
    if (get_text (self, i)->len != get_text (self, 0)->len)
      return FALSE;

  return TRUE;
}

/* Whole lines, from the beginning of one to the end of another. */
static gboolean
are_lines (const PtlDraftVariants *self)
{
  gboolean any = FALSE;

  if (!self->at_line_start)
    return FALSE;

  for (guint i = 0; i < self->texts->len; i++)
    {
      const PtlText *text = get_text (self, i);

      any |= text->len > 0;
      if (text->len > 0 && text->text[text->len - 1] != '\n')
        return FALSE;
    }

  return any;
}

gboolean
ptl_draft_variants_are_versions (const PtlDraftVariants *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (get_text (self, i)->len == 0 || !g_ascii_isdigit (*get_text (self, i)->text))
      return FALSE;

  return are_made_of (self, NAME "+~");
}

gboolean
ptl_draft_variants_have_dot (const PtlDraftVariants *self)
{
  return have_any_of (self, ".");
}

/* Numbers beside names are free text. */
static gboolean
are_of_one_shape (const PtlDraftVariants *self)
{
  const gboolean begin_with_digit =
      get_text (self, 0)->len > 0 && g_ascii_isdigit (*get_text (self, 0)->text);

  for (guint i = 1; i < self->texts->len; i++)
    {
      const PtlText *text = get_text (self, i);

      if (text->len > 0 && g_ascii_isdigit (*text->text) != begin_with_digit)
        return FALSE;
    }

  return TRUE;
}

static void
append_version (GString *out, const PtlDraftVariants *variants, PtlDraftLevel level)
{
  if (level <= PTL_DRAFT_LEVEL_TIGHT && are_made_of (variants, DIGITS "."))
    g_string_append (out, "[\\d.]+");
  else if (have_any_of (variants, "()"))
    g_string_append (out, "[\\w.()-]+");
  else if (have_any_of (variants, "+~"))
    g_string_append (out, "[\\w.+~-]+");
  else
    g_string_append (out, "[\\w.-]+");
}

void
ptl_draft_class_append_kind (GString *out,
                             PtlTokenKind kind,
                             const PtlDraftVariants *variants,
                             PtlDraftLevel level)
{
  switch (kind)
    {
    case PTL_TOKEN_NUMBER:
      g_string_append (out, "\\d+");
      return;
    case PTL_TOKEN_VERSION:
      append_version (out, variants, level);
      return;
    case PTL_TOKEN_DATE:
      g_string_append (out, "[\\w:,./ +-]+?");
      return;
    case PTL_TOKEN_ADDRESS:
      g_string_append (out, "[\\d.]+");
      return;
    case PTL_TOKEN_HOSTNAME:
      g_string_append (out, "[\\w.-]+");
      return;
    case PTL_TOKEN_IDENTIFIER:
      g_string_append (out, "[\\da-fA-F:-]+");
      return;
    case PTL_TOKEN_BLANK:
      g_string_append (out, "[ \\t]+");
      return;
    case PTL_TOKEN_WORD:
    case PTL_TOKEN_LINE_END:
    case PTL_TOKEN_SIGN:
    case PTL_TOKEN_BYTE:
      ptl_draft_class_append_any (out, variants, level);
      return;
    }

  g_assert_not_reached ();
}

static void
append_bytes (GString *out, const PtlDraftVariants *variants)
{
  const gsize len = get_text (variants, 0)->len;

  if (!are_of_one_length (variants))
    g_string_append (out, has_empty (variants) ? ".*?" : ".+?");
  else if (len > 1)
    g_string_append_printf (out, ".{%zu}", len);
  else
    g_string_append (out, ".");
}

void
ptl_draft_class_append_any (GString *out,
                            const PtlDraftVariants *variants,
                            PtlDraftLevel level)
{
  const gboolean is_loose = level >= PTL_DRAFT_LEVEL_LOOSE;
  const char *repeat = has_empty (variants) ? "*" : "+";

  if (are_lines (variants))
    g_string_append (out, "(?:[^\\r\\n]*\\r?\\n)*?");
  else if (!are_text (variants))
    append_bytes (out, variants);
  else if (have_any_of (variants, "\r\n"))
    g_string_append (out, has_empty (variants) ? ".*?" : ".+?");
  else if (!is_loose && are_made_of (variants, DIGITS))
    g_string_append_printf (out, "\\d%s", repeat);
  else if (!is_loose && are_made_of (variants, NAME) &&
           (level <= PTL_DRAFT_LEVEL_TIGHT || are_of_one_shape (variants)))
    g_string_append_printf (out, "[\\w.-]%s", repeat);
  else if (level <= PTL_DRAFT_LEVEL_TIGHT && !have_any_of (variants, " \t"))
    g_string_append_printf (out, "\\S%s", repeat);
  else
    g_string_append_printf (out, "[^\\r\\n]%s?", is_loose ? "*" : repeat);
}
