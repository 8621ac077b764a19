/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/session.c: a session in memory: its hosts and ports, kept up to date by facts. */
#include "model/session.h"

struct _PtlSession
{
  GObject parent_instance;

  PtlSessionInfo *info;
  gboolean keep_responses;
  GPtrArray *hosts;       /* PtlHost, in order of discovery */
  GHashTable *by_address; /* PtlAddress (inside the host) -> PtlHost */
  PtlAddressSet *silent;
  PtlProgress progress;
};

enum
{
  HOST_ADDED,
  HOST_CHANGED,
  PORT_ADDED,
  PORT_CHANGED,
  PROGRESSED,
  MESSAGE,
  TRACED,
  INFO_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlSession, ptl_session, G_TYPE_OBJECT)

static void
ptl_session_finalize (GObject *object)
{
  PtlSession *self = PTL_SESSION (object);

  ptl_session_info_unref (self->info);
  g_hash_table_unref (self->by_address);
  g_ptr_array_unref (self->hosts);
  ptl_address_set_unref (self->silent);
  G_OBJECT_CLASS (ptl_session_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, guint n_params, GType type)
{
  return g_signal_new (name, PTL_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_params, type, type);
}

static void
ptl_session_class_init (PtlSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ptl_session_finalize;

  signals[HOST_ADDED] = add_signal ("host-added", 1, G_TYPE_POINTER);
  signals[HOST_CHANGED] = add_signal ("host-changed", 1, G_TYPE_POINTER);
  signals[PORT_ADDED] = add_signal ("port-added", 2, G_TYPE_POINTER);
  signals[PORT_CHANGED] = add_signal ("port-changed", 2, G_TYPE_POINTER);
  signals[PROGRESSED] = add_signal ("progressed", 1, G_TYPE_POINTER);
  signals[MESSAGE] = add_signal ("message", 1, G_TYPE_STRING);
  signals[TRACED] = add_signal ("traced", 1, G_TYPE_POINTER);
  signals[INFO_CHANGED] = add_signal ("info-changed", 0, G_TYPE_NONE);
}

static void
ptl_session_init (PtlSession *self)
{
  self->hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_host_unref);
  self->by_address = g_hash_table_new (ptl_address_hash, ptl_address_equal);
  self->silent = ptl_address_set_new ();
}

PtlSession *
ptl_session_new (PtlSessionInfo *info, gboolean keep_responses)
{
  PtlSession *self = g_object_new (PTL_TYPE_SESSION, NULL);

  self->info = ptl_session_info_ref (info);
  self->keep_responses = keep_responses;
  return self;
}

PtlSessionInfo *
ptl_session_get_info (PtlSession *self)
{
  g_return_val_if_fail (PTL_IS_SESSION (self), NULL);

  return self->info;
}

void
ptl_session_set_info (PtlSession *self, PtlSessionInfo *info)
{
  g_return_if_fail (PTL_IS_SESSION (self));

  ptl_session_info_ref (info);
  ptl_session_info_unref (self->info);
  self->info = info;
  g_signal_emit (self, signals[INFO_CHANGED], 0);
}

GPtrArray *
ptl_session_get_hosts (PtlSession *self)
{
  g_return_val_if_fail (PTL_IS_SESSION (self), NULL);

  return self->hosts;
}

PtlHost *
ptl_session_find_host (PtlSession *self, const PtlAddress *address)
{
  g_return_val_if_fail (PTL_IS_SESSION (self), NULL);

  return g_hash_table_lookup (self->by_address, address);
}

const PtlProgress *
ptl_session_get_progress (PtlSession *self)
{
  g_return_val_if_fail (PTL_IS_SESSION (self), NULL);

  return &self->progress;
}

const PtlAddressSet *
ptl_session_get_silent (PtlSession *self)
{
  g_return_val_if_fail (PTL_IS_SESSION (self), NULL);

  return self->silent;
}

gboolean
ptl_session_covers (PtlSession *self,
                    const PtlAddress *address,
                    PtlProtocol protocol,
                    guint16 port)
{
  const PtlHost *host;
  const PtlPortSet *asked;

  g_return_val_if_fail (PTL_IS_SESSION (self), FALSE);

  host = g_hash_table_lookup (self->by_address, address);
  if (host != NULL)
    return ptl_host_covers (host, protocol, port);

  asked = self->info->asked[protocol];
  return asked != NULL && ptl_port_set_contains (asked, port) &&
         ptl_address_set_contains (self->silent, address);
}

static PtlHost *
ensure_host (PtlSession *self, const PtlAddress *address)
{
  PtlHost *host = g_hash_table_lookup (self->by_address, address);

  if (host != NULL)
    return host;

  host = ptl_host_new (address);
  g_ptr_array_add (self->hosts, host);
  g_hash_table_insert (self->by_address, &host->address, host);
  g_signal_emit (self, signals[HOST_ADDED], 0, host);
  return host;
}

static void
apply_to_port (PtlSession *self, const PtlFact *fact)
{
  PtlHost *host = ensure_host (self, &fact->address);
  gboolean added;
  PtlPort *port = ptl_host_ensure_port (host, fact->protocol, fact->port, &added);
  guint n_open = host->n_open;

  if (fact->kind == PTL_FACT_PORT)
    ptl_host_set_port_state (host, port, fact->state, fact->reason);
  else if (fact->kind == PTL_FACT_SERVICE)
    ptl_port_set_service (port, fact->service);
  else if (fact->kind == PTL_FACT_TLS)
    ptl_port_set_tls (port, fact->tls);
  else if (self->keep_responses)
    ptl_port_add_response (port, fact->response);

  g_signal_emit (self, signals[added ? PORT_ADDED : PORT_CHANGED], 0, host, port);
  if (host->n_open != n_open)
    g_signal_emit (self, signals[HOST_CHANGED], 0, host);
}

void
ptl_session_revise (PtlSession *self,
                    const PtlAddress *address,
                    PtlProtocol protocol,
                    guint16 port,
                    PtlService *service)
{
  PtlHost *host = ptl_session_find_host (self, address);
  PtlPort *found = host != NULL ? ptl_host_find_port (host, protocol, port) : NULL;

  if (found == NULL)
    return;

  ptl_port_revise (found, service);
  g_signal_emit (self, signals[PORT_CHANGED], 0, host, found);
}

void
ptl_session_apply (PtlSession *self, const PtlFact *fact)
{
  g_return_if_fail (PTL_IS_SESSION (self));

  switch (fact->kind)
    {
    case PTL_FACT_HOST:
      {
        PtlHost *host = ensure_host (self, &fact->address);

        ptl_host_set_info (host, fact->info);
        g_signal_emit (self, signals[HOST_CHANGED], 0, host);
        break;
      }

    case PTL_FACT_PORT_GROUP:
      {
        PtlHost *host = ensure_host (self, &fact->address);

        ptl_host_add_group (host, fact->protocol, fact->state, fact->reason, fact->ports);
        g_signal_emit (self, signals[HOST_CHANGED], 0, host);
        break;
      }

    case PTL_FACT_PORT:
    case PTL_FACT_RESPONSE:
    case PTL_FACT_SERVICE:
    case PTL_FACT_TLS:
      apply_to_port (self, fact);
      break;

    case PTL_FACT_SILENT:
      ptl_address_set_add_set (self->silent, fact->silent);
      break;

    case PTL_FACT_RESOLVED:
      break; /* of use to the store alone, when the scan is gone on with */

    case PTL_FACT_TRACE:
      g_signal_emit (self, signals[TRACED], 0, fact);
      break;

    case PTL_FACT_PROGRESS:
      self->progress = fact->progress;
      g_signal_emit (self, signals[PROGRESSED], 0, &self->progress);
      break;

    case PTL_FACT_MESSAGE:
      g_signal_emit (self, signals[MESSAGE], 0, fact->text);
      break;
    }
}

void
ptl_session_apply_all (PtlSession *self, GPtrArray *facts)
{
  for (guint i = 0; i < facts->len; i++)
    ptl_session_apply (self, facts->pdata[i]);
}

typedef struct
{
  void (*func) (PtlFact *fact, gpointer user_data);
  gpointer user_data;
} Visitor;

static void
visit (const Visitor *visitor, PtlFact *fact)
{
  visitor->func (fact, visitor->user_data);
  ptl_fact_unref (fact);
}

static void
visit_port (const Visitor *visitor, const PtlHost *host, const PtlPort *port)
{
  const PtlAddress *address = &host->address;

  visit (visitor, ptl_fact_new_port (0, address, port->protocol, port->number,
                                     port->state, port->reason));
  if (port->service != NULL)
    visit (visitor, ptl_fact_new_service (0, address, port->protocol, port->number,
                                          port->service));
  if (port->tls != NULL)
    visit (visitor,
           ptl_fact_new_tls (0, address, port->protocol, port->number, port->tls));
  for (guint i = 0; port->responses != NULL && i < port->responses->len; i++)
    visit (visitor, ptl_fact_new_response (0, address, port->protocol, port->number,
                                           port->responses->pdata[i]));
}

static void
visit_host (const Visitor *visitor, const PtlHost *host)
{
  visit (visitor, ptl_fact_new_host (0, &host->address, host->info));
  for (guint i = 0; i < host->groups->len; i++)
    {
      const PtlPortGroup *group = &g_array_index (host->groups, PtlPortGroup, i);

      visit (visitor,
             ptl_fact_new_port_group (0, &host->address, group->protocol, group->state,
                                      group->reason, group->ports));
    }
  for (guint i = 0; i < host->ports->len; i++)
    visit_port (visitor, host, host->ports->pdata[i]);
}

void
ptl_session_foreach_fact (PtlSession *self,
                          void (*func) (PtlFact *fact, gpointer user_data),
                          gpointer user_data)
{
  const Visitor visitor = { func, user_data };

  g_return_if_fail (PTL_IS_SESSION (self));

  for (guint i = 0; i < self->hosts->len; i++)
    visit_host (&visitor, self->hosts->pdata[i]);
  visit (&visitor, ptl_fact_new_silent (0, self->silent));
}
