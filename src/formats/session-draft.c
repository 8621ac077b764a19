/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/session-draft.c: a session while it is read from a file. */
#include "formats/session-draft.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_WARNINGS 20
#define MAX_TARGETS  4096 /* more are not what anybody asked for one by one */

/* @extension: (nullable): NULL: whichever it is */
static void
cut_extension (char *name, const char *extension)
{
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name && (extension == NULL || strcmp (dot, extension) == 0))
    *dot = '\0';
}

PtlSessionDraft *
ptl_session_draft_new (const char *name, GPtrArray *warnings)
{
  PtlSessionDraft *self = g_new0 (PtlSessionDraft, 1);
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autofree char *base = g_path_get_basename (name);

  cut_extension (base, ".gz");
  cut_extension (base, NULL);
  self->info = ptl_session_info_new (base, options);
  self->info->state = PTL_SESSION_STATE_STOPPED; /* until the file says how it ended */
  self->session = ptl_session_new (self->info, TRUE);
  self->name = g_strdup (name);
  self->warnings = g_ptr_array_ref (warnings);
  self->skipped = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
ptl_session_draft_free (PtlSessionDraft *self)
{
  g_clear_object (&self->session);
  ptl_session_info_unref (self->info);
  g_free (self->name);
  g_ptr_array_unref (self->warnings);
  g_hash_table_unref (self->skipped);
  g_free (self);
}

void
ptl_session_draft_warn (PtlSessionDraft *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  self->n_warnings++;
  if (self->n_warnings > MAX_WARNINGS)
    return;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->warnings, g_strdup_printf ("%s:%u:%u: %s", self->name,
                                                    self->line, self->column, text));
}

void
ptl_session_draft_skip (PtlSessionDraft *self, const char *what)
{
  guint *n = g_hash_table_lookup (self->skipped, what);

  if (n == NULL)
    {
      n = g_new0 (guint, 1);
      g_hash_table_insert (self->skipped, g_strdup (what), n);
    }
  (*n)++;
}

void
ptl_session_draft_apply (PtlSessionDraft *self, PtlFact *fact)
{
  ptl_session_apply (self->session, fact);
  ptl_fact_unref (fact);
}

static void
tell_skipped (PtlSessionDraft *self)
{
  g_autoptr (GList) kinds = g_hash_table_get_keys (self->skipped);
  g_autoptr (GString) list = g_string_new (NULL);

  kinds = g_list_sort (kinds, (GCompareFunc) strcmp);
  for (GList *l = kinds; l != NULL; l = l->next)
    {
      const guint *n = g_hash_table_lookup (self->skipped, l->data);

      g_string_append_printf (list, "%s%s (%u)", list->len > 0 ? ", " : "",
                              (const char *) l->data, *n);
    }

  if (list->len > 0)
    g_ptr_array_add (
        self->warnings,
        g_strdup_printf (_ ("%s: not kept, for a session has no place for it: %s"),
                         self->name, list->str));
}

static void
tell_rest (PtlSessionDraft *self)
{
  guint n_rest = self->n_warnings > MAX_WARNINGS ? self->n_warnings - MAX_WARNINGS : 0;

  if (n_rest > 0)
    g_ptr_array_add (self->warnings,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %u more warning",
                                                   "%s: %u more warnings", n_rest),
                                      self->name, n_rest));
}

/* So that it can be scanned again: the file may name no targets, but hosts. */
static void
complete_targets (PtlSessionDraft *self)
{
  GPtrArray *hosts = ptl_session_get_hosts (self->session);
  GPtrArray *targets = self->info->options->targets;

  if (targets->len > 0 || hosts->len > MAX_TARGETS)
    return;

  for (guint i = 0; i < hosts->len; i++)
    {
      const PtlHost *host = hosts->pdata[i];

      g_ptr_array_add (targets, ptl_address_to_string (&host->address));
    }
}

PtlSession *
ptl_session_draft_finish (PtlSessionDraft *self)
{
  GPtrArray *hosts = ptl_session_get_hosts (self->session);

  for (guint i = 0; i < hosts->len; i++)
    {
      const PtlHost *host = hosts->pdata[i];

      self->info->n_hosts_up += host->info->state == PTL_HOST_STATE_UP;
      self->info->n_open_ports += host->n_open;
    }
  if (self->info->finished_us == 0)
    self->info->finished_us = MAX (self->latest_us, self->info->started_us);
  complete_targets (self);
  if (self->progress.hosts_total > 0)
    ptl_session_draft_apply (
        self, ptl_fact_new_progress (self->info->finished_us, &self->progress));
  ptl_session_set_info (self->session, self->info);

  tell_skipped (self);
  tell_rest (self);
  return g_steal_pointer (&self->session);
}

char *
ptl_session_draft_take_text (const char *text, gsize max_bytes)
{
  gsize length;

  if (text == NULL || text[0] == '\0')
    return NULL;

  length = strlen (text);
  if (length > max_bytes)
    length = (gsize) (g_utf8_find_prev_char (text, text + max_bytes + 1) - text);
  return g_strndup (text, length);
}
