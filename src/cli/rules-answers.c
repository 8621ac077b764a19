/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/rules-answers.c: the answers that "rules test" and "rules draft" work on. */
#include "cli/rules-answers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"
#include "base/file.h"
#include "cli/console.h"
#include "cli/session-store.h"
#include "rules/matcher.h"

#define MAX_RESPONSE_FILE (16 * 1024 * 1024)

/* Returns: (transfer full) (nullable): the sessions that were named, or all */
static GPtrArray *
choose_sessions (const PtlRulesCall *call, PtlStore *store, GError **error)
{
  g_autoptr (GPtrArray) all = ptl_session_store_list (store, error);
  g_autoptr (GPtrArray) chosen =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_session_info_unref);

  if (all == NULL || call->sessions->len == 0)
    return g_steal_pointer (&all);

  for (guint i = 0; i < call->sessions->len; i++)
    {
      PtlSessionInfo *info =
          ptl_session_store_find_info (all, call->sessions->pdata[i], error);

      if (info == NULL)
        return NULL;
      g_ptr_array_add (chosen, ptl_session_info_ref (info));
    }

  return g_steal_pointer (&chosen);
}

static PtlResponseCorpus *
load (const PtlRulesCall *call, PtlStore *store, GError **error)
{
  g_autoptr (GPtrArray) sessions = choose_sessions (call, store, error);
  g_autoptr (GAsyncResult) result = NULL;
  PtlConsoleWait wait = { NULL };

  if (sessions == NULL)
    return NULL;

  ptl_response_corpus_load_async (store, sessions, NULL, ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  return ptl_response_corpus_load_finish (result, error);
}

PtlResponseCorpus *
ptl_rules_load_answers (const PtlRulesCall *call, GError **error)
{
  g_autoptr (PtlStore) store = ptl_session_store_open (call->store_path, error);
  g_autoptr (PtlResponseCorpus) corpus = NULL;

  if (store == NULL)
    return NULL;

  corpus = load (call, store, error);
  if (!ptl_session_store_close (store, corpus != NULL ? error : NULL))
    return NULL;

  if (corpus != NULL && ptl_response_corpus_is_cut (corpus))
    ptl_console_complain (_ ("not all stored answers fit into memory; "
                             "name some sessions with --session"));
  return g_steal_pointer (&corpus);
}

GPtrArray *
ptl_rules_read_samples (const PtlRulesCall *call, guint first, GError **error)
{
  g_autoptr (GPtrArray) samples =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_sample_unref);

  for (guint i = first; i < call->operands->len; i++)
    {
      const char *path = call->operands->pdata[i];
      g_autofree char *contents = NULL;
      g_autoptr (GPtrArray) of_file = NULL;
      gsize len;

      if (!ptl_file_read (path, MAX_RESPONSE_FILE, &contents, &len, error))
        return NULL;
      of_file = ptl_response_samples_from_file (
          contents, len, call->udp ? PTL_PROTOCOL_UDP : PTL_PROTOCOL_TCP, call->probe,
          path);
      g_ptr_array_extend_and_steal (samples, g_steal_pointer (&of_file));
    }

  return g_steal_pointer (&samples);
}

static gboolean
is_asked_for (const PtlRulesCall *call, const PtlEvidence *evidence)
{
  g_autofree char *address = ptl_address_to_string (&evidence->address);

  return (call->port == 0 || call->port == evidence->port) &&
         (call->host == NULL || strcmp (call->host, address) == 0) &&
         (call->port != 0 || evidence->shown->outcome != PTL_SERVICE_OUTCOME_HARD_MATCH);
}

static void
add_responses (GPtrArray *samples, const PtlRulesCall *call, const PtlEvidence *evidence)
{
  g_autofree char *address = ptl_address_to_string (&evidence->address);
  g_autofree char *origin = g_strdup_printf ("%s:%u", address, evidence->port);

  for (guint i = 0; i < evidence->responses->len; i++)
    {
      const PtlResponse *response = evidence->responses->pdata[i];

      if (g_bytes_get_size (response->received) > 0 &&
          (call->probe == NULL || strcmp (call->probe, response->probe) == 0))
        g_ptr_array_add (samples,
                         ptl_response_sample_new (evidence->protocol, response->probe,
                                                  response->received, origin));
    }
}

GPtrArray *
ptl_rules_find_samples (const PtlRulesCall *call,
                        PtlResponseCorpus *corpus,
                        GError **error)
{
  GPtrArray *ports = ptl_response_corpus_get_ports (corpus);
  g_autoptr (GPtrArray) samples =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_sample_unref);

  for (guint i = 0; i < ports->len; i++)
    if (is_asked_for (call, ports->pdata[i]))
      add_responses (samples, call, ports->pdata[i]);

  if (samples->len > 0)
    return g_steal_pointer (&samples);

  g_set_error_literal (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                       _ ("rules draft: no such answer in the session"));
  return NULL;
}

gboolean
ptl_rules_append_verdict (GString *out,
                          const PtlResponseSample *sample,
                          PtlProbeDb *db,
                          const char *path)
{
  const PtlProbe *probe = ptl_probe_db_find_probe (db, sample->protocol, sample->probe);
  g_autoptr (PtlMatch) match = NULL;
  g_autofree char *origin = ptl_display_line (sample->origin);
  g_autofree char *name = NULL;
  g_autofree char *version = NULL;

  if (probe != NULL)
    match = ptl_match_response (db, probe, g_bytes_get_data (sample->data, NULL),
                                g_bytes_get_size (sample->data), FALSE);
  if (match == NULL)
    {
      g_string_append_printf (out, _ ("%s: no rule claims it\n"), origin);
      return FALSE;
    }

  name = ptl_service_get_display_name (match->service);
  version = ptl_service_get_version_text (match->service);
  g_string_append_printf (out, "%s: %s  %s  %s:%u\n", origin, name, version,
                          match->service->rule->file, match->service->rule->line);
  return strcmp (match->service->rule->file, path) == 0;
}
