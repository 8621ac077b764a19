/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule.c: one match or softmatch line. */
#include "rules/rule.h"

#include <string.h>

#include "rules/probe-file.h"
#include "rules/version-info.h"
#include "rules/version-template.h"

/* Without compat_nmap a value may be this long before it is cut. */
#define MAX_VALUE 512

/* Nmap's buffers without their NUL (spec 1.5). */
static const gsize nmap_max[] = {
  [PTL_VERSION_FIELD_PRODUCT] = 79,     [PTL_VERSION_FIELD_VERSION] = 79,
  [PTL_VERSION_FIELD_EXTRA_INFO] = 255, [PTL_VERSION_FIELD_HOSTNAME] = 79,
  [PTL_VERSION_FIELD_OS_TYPE] = 31,     [PTL_VERSION_FIELD_DEVICE_TYPE] = 31,
  [PTL_VERSION_FIELD_CPE] = 79,
};

void
ptl_rule_free (PtlRule *self)
{
  ptl_pattern_clear (&self->pattern);
  g_free (self);
}

static PtlRuleProblem *
make_problem (const PtlRule *self, guint column, const char *what)
{
  return ptl_rule_problem_new (self->file->name, self->line, column, what);
}

static PtlRuleProblem *
check_templates (const PtlRule *self, guint n_groups)
{
  PtlLine line = ptl_line_from_text (self->version_info);
  PtlVersionField field;
  PtlText text;

  while (ptl_version_info_next (&line, &field, &text, NULL) == PTL_VERSION_INFO_FIELD)
    {
      g_autoptr (GError) error = NULL;
      gsize offset;

      if (!ptl_version_template_check (text, n_groups, &offset, &error))
        {
          gsize from_pattern = (gsize) (text.text - self->pattern.text.text) + offset;

          return make_problem (self, self->pattern_column + (guint) from_pattern,
                               error->message);
        }
    }

  return NULL;
}

PtlRuleProblem *
ptl_rule_check (const PtlRule *self, gboolean with_templates)
{
  g_autoptr (GError) error = NULL;
  gsize offset = 0;
  guint n_groups;

  if (!ptl_pattern_check (&self->pattern, &n_groups, &offset, &error))
    return make_problem (self, self->pattern_column + (guint) offset, error->message);

  return with_templates ? check_templates (self, n_groups) : NULL;
}

static char **
get_slot (PtlService *service, PtlVersionField field)
{
  switch (field)
    {
    case PTL_VERSION_FIELD_PRODUCT:
      return &service->product;
    case PTL_VERSION_FIELD_VERSION:
      return &service->version;
    case PTL_VERSION_FIELD_EXTRA_INFO:
      return &service->extra_info;
    case PTL_VERSION_FIELD_HOSTNAME:
      return &service->hostname;
    case PTL_VERSION_FIELD_OS_TYPE:
      return &service->os_type;
    case PTL_VERSION_FIELD_DEVICE_TYPE:
      return &service->device_type;
    case PTL_VERSION_FIELD_CPE:
      return NULL;
    }

  g_assert_not_reached ();
}

/* Where the CPE of the part letter @part stands, or would. */
static guint
find_part (GPtrArray *cpes, char part)
{
  guint index = 0;

  while (index < cpes->len && ((char *) cpes->pdata[index])[strlen ("cpe:/")] < part)
    index++;
  return index;
}

static void
drop_part (GPtrArray *cpes, char part)
{
  guint index = find_part (cpes, part);

  if (index < cpes->len && ((char *) cpes->pdata[index])[strlen ("cpe:/")] == part)
    g_ptr_array_remove_index (cpes, index);
}

/* Takes @cpe. Nmap keeps the last of each part, in the order a, h, o. */
static void
add_cpe (GPtrArray *cpes, char *cpe, gboolean compat_nmap)
{
  static const char parts[] = "aho";
  char part = cpe[strlen ("cpe:/")];

  if (part == '\0' || strchr (parts, part) == NULL)
    {
      g_free (cpe);
      return;
    }

  if (!compat_nmap)
    {
      if (g_ptr_array_find_with_equal_func (cpes, cpe, g_str_equal, NULL))
        g_free (cpe);
      else
        g_ptr_array_add (cpes, cpe);
      return;
    }

  drop_part (cpes, part);
  g_ptr_array_insert (cpes, (int) find_part (cpes, part), cpe);
}

static void
fill_fields (PtlService *service,
             PtlText version_info,
             const PtlCaptures *captures,
             gboolean compat_nmap)
{
  g_autoptr (GPtrArray) cpes = g_ptr_array_new_with_free_func (g_free);
  PtlLine line = ptl_line_from_text (version_info);
  PtlVersionField field;
  PtlText text;

  while (ptl_version_info_next (&line, &field, &text, NULL) == PTL_VERSION_INFO_FIELD)
    {
      gboolean is_cpe = field == PTL_VERSION_FIELD_CPE;
      PtlTemplateRules rules = { compat_nmap ? nmap_max[field] : MAX_VALUE, is_cpe,
                                 compat_nmap };
      char **slot = get_slot (service, field);
      char *value =
          ptl_version_template_expand (text, is_cpe ? "cpe:/" : "", captures, rules);

      if (slot != NULL)
        {
          g_free (*slot);
          *slot = value;
        }
      else if (value != NULL)
        {
          add_cpe (cpes, value, compat_nmap);
        }
      else if (compat_nmap && text.len > 0)
        {
          drop_part (cpes,
                     text.text[0]); /* one that cannot be filled in empties its slot */
        }
    }

  if (cpes->len == 0)
    return;

  g_ptr_array_add (cpes, NULL);
  service->cpes = (GStrv) g_ptr_array_free (g_steal_pointer (&cpes), FALSE);
}

PtlService *
ptl_rule_fill_service (const PtlRule *self,
                       const PtlCaptures *captures,
                       gboolean compat_nmap)
{
  PtlService *service = ptl_service_new (self->soft ? PTL_SERVICE_OUTCOME_SOFT_MATCH
                                                    : PTL_SERVICE_OUTCOME_HARD_MATCH);
  const char *name = self->service;

  if (!self->soft && g_str_has_prefix (name, "ssl/"))
    {
      name += strlen ("ssl/");
      service->tunnel = PTL_TUNNEL_SSL;
    }

  service->name = g_strdup (name);
  fill_fields (service, self->version_info, captures, compat_nmap);
  service->rule = ptl_rule_ref_new ();
  service->rule->layer = g_strdup (ptl_rule_layer_to_string (self->file->layer));
  service->rule->file = g_strdup (self->file->name);
  service->rule->line = self->line;
  service->rule->pattern = ptl_pattern_to_string (&self->pattern);
  g_array_append_vals (service->rule->captures, captures->groups, captures->n_groups);
  return service;
}
