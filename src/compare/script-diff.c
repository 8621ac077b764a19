/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/script-diff.c: what differs in what the scripts of Nmap put out. */
#include "compare/script-diff.h"

#include <string.h>

#include "compare/answer-diff.h"

/* A key says who it is; the rest is said besides the verdict. */
static PtlChangeLevel
get_level (const char *script)
{
  return strcmp (script, PTL_SCRIPT_SSH_HOST_KEY) == 0 ? PTL_LEVEL_IDENTITY
                                                       : PTL_LEVEL_CERTAINTY;
}

/* Returns: (transfer none) (nullable) */
static PtlResponse *
find_script (GPtrArray *responses, const char *script)
{
  for (guint i = 0; responses != NULL && i < responses->len; i++)
    if (g_strcmp0 (ptl_response_get_script (responses->pdata[i]), script) == 0)
      return responses->pdata[i];

  return NULL;
}

static void
append (GPtrArray *fields,
        const char *script,
        const PtlResponse *before,
        const PtlResponse *after)
{
  PtlAnswerDiff diff = PTL_ANSWER_DIFF_CONTENT;
  g_autofree char *was = NULL;
  g_autofree char *is = NULL;
  PtlFieldChange *change;
  gsize offset = 0;

  if (before != NULL && after != NULL)
    diff = ptl_answer_diff_compare (before, after, &offset);
  if (diff == PTL_ANSWER_DIFF_SAME)
    return;

  was = before != NULL ? ptl_answer_diff_get_excerpt (before, offset) : NULL;
  is = after != NULL ? ptl_answer_diff_get_excerpt (after, offset) : NULL;
  change = ptl_field_change_new (
      PTL_FIELD_SCRIPT,
      diff == PTL_ANSWER_DIFF_NOISE ? PTL_LEVEL_NOISE : get_level (script), was, is);
  change->detail = g_strdup (script);
  g_ptr_array_add (fields, change);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_names (GPtrArray *names, GPtrArray *responses)
{
  for (guint i = 0; responses != NULL && i < responses->len; i++)
    {
      const char *script = ptl_response_get_script (responses->pdata[i]);

      if (script != NULL &&
          !g_ptr_array_find_with_equal_func (names, script, g_str_equal, NULL))
        g_ptr_array_add (names, (gpointer) script);
    }
}

static void
append_all (GPtrArray *fields, GPtrArray *before, GPtrArray *after)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  add_names (names, before);
  add_names (names, after);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    append (fields, names->pdata[i], find_script (before, names->pdata[i]),
            find_script (after, names->pdata[i]));
}

void
ptl_script_diff_append (GPtrArray *fields, const PtlPort *before, const PtlPort *after)
{
  append_all (fields, before->responses, after->responses);
}

/* Returns: (transfer full): the remarks that scripts made, as responses */
static GPtrArray *
get_scripts (const PtlHostInfo *info)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_unref);

  for (guint i = 0; info->remarks != NULL && i < info->remarks->len; i++)
    {
      const PtlHostRemark *remark = info->remarks->pdata[i];
      PtlResponse *response = ptl_response_new ();

      response->probe = g_strdup (remark->name);
      response->received = g_bytes_new (remark->text, strlen (remark->text));
      response->full_length = strlen (remark->text);
      response->end = PTL_RESPONSE_END_CLOSED;
      g_ptr_array_add (list, response);
    }

  return list;
}

void
ptl_script_diff_append_host (GPtrArray *fields,
                             const PtlHostInfo *before,
                             const PtlHostInfo *after)
{
  g_autoptr (GPtrArray) were = get_scripts (before);
  g_autoptr (GPtrArray) are = get_scripts (after);
  const char *was = ptl_host_info_find_remark (before, PTL_HOST_REMARK_OS);
  const char *is = ptl_host_info_find_remark (after, PTL_HOST_REMARK_OS);

  /* A scan that found no system may not have looked for one. */
  if (was != NULL && is != NULL && strcmp (was, is) != 0)
    g_ptr_array_add (fields,
                     ptl_field_change_new (PTL_FIELD_OS, PTL_LEVEL_CERTAINTY, was, is));
  append_all (fields, were, are);
}
