/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/session-import.c: a file of a scanner as a session of our own. */
#include "runner/session-import.h"

#include <string.h>

#include "rules/fingerprint.h"
#include "scan/target-iter.h"
#include "scan/target-list.h"

/* Of more addresses than a /12 has, it is not said which were silent. */
#define MAX_ADDRESSES (1024 * 1024)

static void
apply (PtlSession *session, PtlFact *fact)
{
  ptl_session_apply (session, fact);
  ptl_fact_unref (fact);
}

/* Returns: (transfer full) (element-type PtlTargetSpec): what can be read of @texts */
static GPtrArray *
parse_targets (GPtrArray *texts)
{
  GPtrArray *targets =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_target_spec_unref);

  for (guint i = 0; i < texts->len; i++)
    {
      PtlTargetSpec *target = ptl_target_spec_parse (texts->pdata[i], NULL, NULL);

      if (target != NULL)
        g_ptr_array_add (targets, target);
    }

  return targets;
}

/* Of a scan that came to its end, a target without a host did not answer. */
static void
add_silent (PtlSession *session)
{
  const PtlSessionInfo *info = ptl_session_get_info (session);
  g_autoptr (GPtrArray) targets = parse_targets (info->options->targets);
  g_autoptr (GPtrArray) excludes = parse_targets (info->options->excludes);
  g_autoptr (PtlTargetIter) iter = NULL;
  g_autoptr (PtlAddressSet) silent = NULL;
  PtlAddress address;

  const PtlAddressSet *told = ptl_session_get_silent (session);
  guint n_told;

  ptl_address_set_get_ranges (told, &n_told);
  if (n_told > 0 || info->state != PTL_SESSION_STATE_FINISHED ||
      info->options->n_shards > 1 || excludes->len < info->options->excludes->len ||
      info->options->exclude_files->len > 0 ||
      ptl_target_list_count (targets, NULL) > MAX_ADDRESSES)
    return;

  silent = ptl_address_set_new ();
  iter = ptl_target_iter_new (targets, excludes);
  while (ptl_target_iter_next (iter, &address, NULL))
    if (ptl_session_find_host (session, &address) == NULL)
      ptl_address_set_add (silent, &address);

  apply (session, ptl_fact_new_silent (info->finished_us, silent));
}

static void
add_reply (PtlSession *session,
           const PtlHost *host,
           PtlPort *port,
           const PtlFingerprint *fingerprint,
           guint index)
{
  const PtlFingerprintReply *reply = fingerprint->replies->pdata[index];
  g_autoptr (PtlResponse) response = ptl_response_new ();
  gint64 time_us = fingerprint->time_s != 0 ? fingerprint->time_s * G_USEC_PER_SEC
                                            : ptl_session_get_info (session)->started_us;

  response->sequence = index;
  response->probe = g_strdup (reply->probe);
  response->tunnel = fingerprint->tunnel;
  response->sent = g_bytes_new_static (NULL, 0);
  response->received = g_bytes_ref (reply->data);
  response->full_length = MAX (reply->full_length, g_bytes_get_size (reply->data));
  response->time_us = time_us;
  response->end = PTL_RESPONSE_END_TIMEOUT;
  apply (session, ptl_fact_new_response (time_us, &host->address, port->protocol,
                                         port->number, response));
}

/* A fingerprint holds what the service answered, in the order of asking. */
static void
add_replies (PtlSession *session, const PtlHost *host, PtlPort *port)
{
  const char *text = port->service != NULL ? port->service->fingerprint : NULL;
  g_autoptr (GPtrArray) fingerprints =
      text != NULL && port->responses == NULL
          ? ptl_fingerprints_parse (text, strlen (text), NULL)
          : NULL;
  const PtlFingerprint *fingerprint;

  if (fingerprints == NULL)
    return;

  fingerprint = fingerprints->pdata[0];
  for (guint i = 0; i < fingerprint->replies->len; i++)
    add_reply (session, host, port, fingerprint, i);
}

void
ptl_session_import_complete (PtlSession *session)
{
  GPtrArray *hosts = ptl_session_get_hosts (session);

  add_silent (session);
  for (guint i = 0; i < hosts->len; i++)
    {
      const PtlHost *host = hosts->pdata[i];

      for (guint k = 0; k < host->ports->len; k++)
        add_replies (session, host, host->ports->pdata[k]);
    }
}

GPtrArray *
ptl_session_import_load (const char *path,
                         PtlSessionFileProgress progress,
                         gpointer user_data,
                         GPtrArray *warnings,
                         GCancellable *cancellable,
                         GError **error)
{
  GPtrArray *sessions =
      ptl_session_file_load (path, progress, user_data, warnings, cancellable, error);

  for (guint i = 0; sessions != NULL && i < sessions->len; i++)
    ptl_session_import_complete (sessions->pdata[i]);
  return sessions;
}
