/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* filter/session-filter.c: a filter asked of the ports and hosts of one session. */
#include "filter/session-filter.h"

PtlSessionFilter *
ptl_session_filter_new (const char *text, gsize *offset, GError **error)
{
  PtlFilter *filter = ptl_filter_parse (text, g_get_real_time (), offset, error);
  PtlSessionFilter *self;

  if (filter == NULL)
    return NULL;

  self = g_atomic_rc_box_new0 (PtlSessionFilter);
  self->text = g_strdup (text);
  self->filter = filter;
  return self;
}

PtlSessionFilter *
ptl_session_filter_ref (PtlSessionFilter *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlSessionFilter *self = data;

  g_free (self->text);
  ptl_filter_free (self->filter);
  g_clear_object (&self->baseline);
  g_clear_object (&self->answers);
}

void
ptl_session_filter_unref (PtlSessionFilter *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

void
ptl_session_filter_set_baseline (PtlSessionFilter *self, PtlSession *baseline)
{
  g_set_object (&self->baseline, baseline);
}

void
ptl_session_filter_set_answers (PtlSessionFilter *self, PtlSession *answers)
{
  g_set_object (&self->answers, answers);
}

/* Returns: (nullable): what the port answered, as far as it is known */
static GPtrArray *
get_answers (const PtlSessionFilter *self, const PtlHost *host, const PtlPort *port)
{
  const PtlHost *there = self->answers != NULL && port != NULL
                             ? ptl_session_find_host (self->answers, &host->address)
                             : NULL;
  const PtlPort *known =
      there != NULL ? ptl_host_find_port (there, port->protocol, port->number) : NULL;

  return known != NULL ? known->responses : NULL;
}

gboolean
ptl_session_filter_needs_baseline (const PtlSessionFilter *self)
{
  return ptl_filter_asks (self->filter, PTL_FILTER_FIELD_IS, PTL_FILTER_IS_NEW);
}

gboolean
ptl_session_filter_needs_responses (const PtlSessionFilter *self)
{
  return ptl_filter_asks (self->filter, PTL_FILTER_FIELD_BANNER, -1);
}

gboolean
ptl_session_filter_matches (const PtlSessionFilter *self,
                            const PtlSessionInfo *info,
                            const PtlHost *host,
                            const PtlPort *port)
{
  const PtlFilterRow row = { info, host, port, self->baseline,
                             get_answers (self, host, port) };

  return ptl_filter_match (self->filter, &row);
}

/* --- the part of a session --- */

static void
take (PtlSession *part, PtlFact *fact)
{
  ptl_session_apply (part, fact);
  ptl_fact_unref (fact);
}

static void
add_port (PtlSession *part, const PtlHost *host, const PtlPort *port)
{
  const PtlAddress *address = &host->address;
  PtlService *scanned = port->scanned != NULL ? port->scanned : port->service;

  take (part, ptl_fact_new_port (0, address, port->protocol, port->number, port->state,
                                 port->reason));
  if (scanned != NULL)
    take (part, ptl_fact_new_service (0, address, port->protocol, port->number, scanned));
  if (port->scanned != NULL)
    ptl_session_revise (part, address, port->protocol, port->number, port->service);
  if (port->tls != NULL)
    take (part, ptl_fact_new_tls (0, address, port->protocol, port->number, port->tls));
  for (guint i = 0; port->responses != NULL && i < port->responses->len; i++)
    take (part, ptl_fact_new_response (0, address, port->protocol, port->number,
                                       port->responses->pdata[i]));
}

/* Ports that have no row were not asked: they are there if their host is. */
static void
add_groups (PtlSession *part, const PtlHost *host)
{
  for (guint i = 0; i < host->groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (host->groups, PtlPortGroup, i);

      take (part, ptl_fact_new_port_group (0, &host->address, group->protocol,
                                           group->state, group->reason, group->ports));
    }
}

static void
add_host (const PtlSessionFilter *self,
          PtlSession *part,
          const PtlSessionInfo *info,
          const PtlHost *host)
{
  gboolean is_wanted = ptl_session_filter_matches (self, info, host, NULL);
  gboolean is_added = FALSE;

  for (guint i = 0; i <= host->ports->len; i++)
    {
      const PtlPort *port = i < host->ports->len ? host->ports->pdata[i] : NULL;

      if (port != NULL ? !ptl_session_filter_matches (self, info, host, port)
                       : !is_wanted)
        continue;
      if (!is_added)
        take (part, ptl_fact_new_host (0, &host->address, host->info));
      is_added = TRUE;
      if (port != NULL)
        add_port (part, host, port);
    }

  if (is_wanted)
    add_groups (part, host);
}

PtlSession *
ptl_session_filter_apply (const PtlSessionFilter *self, PtlSession *session)
{
  const PtlSessionInfo *info = ptl_session_get_info (session);
  g_autoptr (PtlSessionInfo) said = ptl_session_info_copy (info);
  GPtrArray *hosts = ptl_session_get_hosts (session);
  PtlSession *part;

  g_free (said->filter);
  said->filter = g_strdup (self->text);
  part = ptl_session_new (said, TRUE);
  for (guint i = 0; i < hosts->len; i++)
    add_host (self, part, info, hosts->pdata[i]);
  return part;
}
