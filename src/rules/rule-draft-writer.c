/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-draft-writer.c: a draft as a match line, and in words. */
#include <glib/gi18n-lib.h>

#include "rules/rule-draft.h"
#include "rules/rule-text.h"

static guint
find_group (const PtlRuleDraft *self, char field)
{
  guint group = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const PtlDraftPart *part = self->parts->pdata[i];

      group += part->field != 0;
      if (part->field == field)
        return group;
    }

  return 0;
}

static void
append_field (GString *out, const PtlRuleDraft *self, char field)
{
  const guint group = find_group (self, field);

  if (group > 0)
    g_string_append_printf (out, " %c/$%u/", field, group);
}

char *
ptl_rule_draft_to_line (const PtlRuleDraft *self)
{
  GString *out = g_string_new ("match ");
  g_autoptr (GString) pattern = g_string_new ("^");

  for (guint i = 0; i < self->parts->len; i++)
    g_string_append (pattern, ((PtlDraftPart *) self->parts->pdata[i])->pattern);

  g_string_append_printf (out, "%s ", self->service);
  ptl_rule_text_append_delimited (out, "m", pattern->str); /* a literal "|" is \x7c */
  g_string_append (out, "s");
  if (self->product != NULL)
    {
      g_autoptr (GString) product = g_string_new (NULL);

      ptl_rule_text_append_template (product, self->product);
      g_string_append_c (out, ' ');
      if (!ptl_rule_text_append_delimited (out, "p", product->str))
        g_string_truncate (out, out->len - 1);
    }
  append_field (out, self, 'v');
  append_field (out, self, 'i');
  append_field (out, self, 'h');
  return g_string_free (out, FALSE);
}

char *
ptl_draft_part_describe (const PtlDraftPart *self)
{
  switch (self->reason)
    {
    case PTL_DRAFT_REASON_SAME:
      return g_strdup_printf (_ ("%s  stays"), self->pattern);
    case PTL_DRAFT_REASON_KIND:
      return g_strdup_printf (_ ("%s  was “%s”, %s"), self->pattern, self->first,
                              ptl_token_kind_describe (self->kind));
    case PTL_DRAFT_REASON_DIFFERS:
      return g_strdup_printf (_ ("%s  was “%s”, response %u has “%s”"), self->pattern,
                              self->first, self->sample + 1, self->other);
    }

  g_assert_not_reached ();
}
