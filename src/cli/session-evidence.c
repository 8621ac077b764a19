/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/session-evidence.c: what a saved scan rests on: reasons and steps. */
#include "cli/session-evidence.h"

#include "cli/session-store.h"
#include "cli/trace-text.h"
#include "cli/why-text.h"
#include "runner/rule-layers.h"

static void
append_host (GString *out, const PtlHost *host, PtlProbeDb *db)
{
  for (guint i = 0; i < host->ports->len; i++)
    {
      const PtlPort *port = host->ports->pdata[i];

      if (port->service != NULL)
        ptl_why_text_append (out, host, port, db);
    }
}

/* The rules of today are those the scan was told to use, as they are now. */
static gboolean
append_reasons (GString *out, PtlSession *session, gboolean all, GError **error)
{
  const PtlScanOptions *options = ptl_session_get_info (session)->options;
  GPtrArray *hosts = ptl_session_get_hosts (session);
  g_autoptr (PtlProbeDb) db =
      all ? ptl_rule_layers_load (options->databases, options->rules, error) : NULL;

  if (all && db == NULL)
    return FALSE;

  for (guint i = 0; i < hosts->len; i++)
    append_host (out, hosts->pdata[i], db);
  return TRUE;
}

static gboolean
has_port (PtlSession *session, const PtlFact *fact)
{
  const PtlHost *host = ptl_session_find_host (session, &fact->address);

  return host != NULL && ptl_host_find_port (host, fact->protocol, fact->port) != NULL;
}

static gboolean
append_trace (GString *out, PtlStore *store, PtlSession *session, GError **error)
{
  const PtlSessionInfo *info = ptl_session_get_info (session);
  g_autoptr (GPtrArray) facts = ptl_session_store_load_trace (store, info->id, error);

  if (facts == NULL)
    return FALSE;

  for (guint i = 0; i < facts->len; i++)
    if (info->filter == NULL || has_port (session, facts->pdata[i]))
      ptl_trace_text_append (out, facts->pdata[i], info->started_us);
  return TRUE;
}

char *
ptl_session_evidence_get_text (const PtlSessionEvidence *self,
                               PtlStore *store,
                               PtlSession *session,
                               GError **error)
{
  gboolean why = self->why || self->all;
  g_autoptr (GString) out = g_string_new (NULL);

  if ((why && !append_reasons (out, session, self->all, error)) ||
      (self->trace && !append_trace (out, store, session, error)))
    return NULL;

  return g_string_free (g_steal_pointer (&out), FALSE);
}
