/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/scan-run-check.c: what stands in the entries of a front end, before it is used.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "runner/scan-run.h"
#include "runner/service-list.h"
#include "scan/port-spec.h"
#include "scan/target-list.h"

#define BLANKS " \t\r\n"

/* The expressions found so far. */
typedef struct
{
  GPtrArray *texts; /* char * */
  GPtrArray *specs; /* PtlTargetSpec */
} Found;

static gboolean
add_expression (Found *found, const char *text, gsize *offset, GError **error)
{
  PtlTargetSpec *spec = ptl_target_spec_parse (text, offset, error);

  if (spec == NULL)
    return FALSE;

  g_ptr_array_add (found->texts, g_strdup (text));
  g_ptr_array_add (found->specs, spec);
  return TRUE;
}

/* A comma is part of "10.0.0.1,5" and separates in "nas,10.0.0.5": what is not one
 * expression may be several. */
static gboolean
add_several (Found *found, const char *word, gsize *offset, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (word, ",", -1);
  gsize start = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0' && !add_expression (found, parts[i], offset, error))
        {
          *offset += start;
          return FALSE;
        }
      start += strlen (parts[i]) + 1;
    }

  return TRUE;
}

static gboolean
add_word (Found *found, const char *word, gsize *offset, GError **error)
{
  gsize len = strlen (word);

  /* "10.0.0.1, 10.0.0.2" */
  if (g_str_has_suffix (word, ","))
    {
      g_autofree char *bare = g_strndup (word, len - 1);

      return *bare == '\0' || add_word (found, bare, offset, error);
    }

  return add_expression (found, word, offset, NULL) ||
         (strchr (word, ',') != NULL ? add_several (found, word, offset, error)
                                     : add_expression (found, word, offset, error));
}

static gboolean
add_words (Found *found, const char *text, GError **error)
{
  const char *pos = text + strspn (text, BLANKS);

  while (*pos != '\0')
    {
      g_autofree char *word = g_strndup (pos, strcspn (pos, BLANKS));
      g_autoptr (GError) reason = NULL;
      gsize offset = 0;

      if (!add_word (found, word, &offset, &reason))
        {
          /* Columns count characters, not bytes. */
          g_set_error (error, PTL_SCAN_RUN_ERROR, PTL_SCAN_RUN_ERROR_INPUT,
                       _ ("column %d: %s"),
                       (int) g_utf8_strlen (text, pos - text + (gssize) offset) + 1,
                       reason->message);
          return FALSE;
        }

      pos += strlen (word);
      pos += strspn (pos, BLANKS);
    }

  return TRUE;
}

static gboolean
is_public_range (const PtlTargetSpec *spec)
{
  guint64 n = ptl_target_spec_count (spec);
  PtlAddress first;
  PtlAddress last;

  if (ptl_target_spec_get_name (spec) != NULL || n < 2)
    return FALSE;

  ptl_target_spec_get (spec, 0, &first);
  ptl_target_spec_get (spec, n - 1, &last);
  return ptl_address_is_public (&first) || ptl_address_is_public (&last);
}

static void
summarize (GPtrArray *specs, PtlTargetSummary *summary)
{
  *summary = (PtlTargetSummary){ .n_addresses = ptl_target_list_count (specs, NULL) };
  for (guint i = 0; i < specs->len; i++)
    summary->is_public_range |= is_public_range (specs->pdata[i]);
}

GPtrArray *
ptl_scan_run_check_targets (const char *text, PtlTargetSummary *summary, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) specs =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_target_spec_unref);
  Found found = { texts, specs };

  if (!add_words (&found, text, error))
    return NULL;

  if (texts->len == 0)
    {
      g_set_error_literal (error, PTL_SCAN_RUN_ERROR, PTL_SCAN_RUN_ERROR_INPUT,
                           _ ("no target is given"));
      return NULL;
    }

  if (summary != NULL)
    summarize (specs, summary);
  return g_steal_pointer (&texts);
}

static gpointer
load_names_once (gpointer data)
{
  return ptl_service_list_load (NULL);
}

gboolean
ptl_scan_run_check_ports (const char *text, GError **error)
{
  static GOnce once = G_ONCE_INIT;
  PtlServiceNames *names = g_once (&once, load_names_once, NULL);
  g_autoptr (GError) reason = NULL;
  g_autoptr (PtlPortSpec) spec = ptl_port_spec_parse (text, names, TRUE, FALSE, &reason);

  if (spec != NULL)
    return TRUE;

  g_set_error_literal (error, PTL_SCAN_RUN_ERROR, PTL_SCAN_RUN_ERROR_INPUT,
                       reason->message);
  return FALSE;
}
