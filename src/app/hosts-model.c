/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/hosts-model.c: the rows of the list of hosts. */
#include "app/hosts-model.h"

#include <glib/gi18n-lib.h>

#include "app/phrases.h"
#include "base/display.h"

typedef struct
{
  PtlRow row;
  PtlHost *host; /* (nullable): NULL on the row for all */
  guint n_open;  /* as last shown */
  struct _Source *source;
} HostRow;

typedef struct _Source
{
  PtlSession *session;
  GHashTable *rows; /* PtlHost -> HostRow, which belong to the model */
  HostRow *all;
  guint n_open; /* of all hosts */
} Source;

static const GType column_types[PTL_HOSTS_N_COLUMNS] = { G_TYPE_STRING, G_TYPE_STRING };

static char *
get_name (const HostRow *self)
{
  g_autofree char *name = NULL;

  if (self->host == NULL)
    return g_strdup (_ ("All hosts"));

  name = ptl_host_get_display_name (self->host);
  return ptl_display_line (name);
}

static void
get_value (const PtlRow *row, int column, GValue *value)
{
  const HostRow *self = (const HostRow *) row;
  guint n_open = self->host != NULL ? self->host->n_open : self->source->n_open;

  if (column == PTL_HOSTS_COLUMN_NAME)
    g_value_take_string (value, get_name (self));
  else
    g_value_take_string (value, ptl_phrases_number (n_open));
}

static int
compare (const PtlRow *row_a, const PtlRow *row_b, int column)
{
  const HostRow *a = (const HostRow *) row_a;
  const HostRow *b = (const HostRow *) row_b;

  if (a->host == NULL || b->host == NULL)
    return (a->host != NULL) - (b->host != NULL);
  if (column == PTL_HOSTS_COLUMN_OPEN)
    return (a->host->n_open > b->host->n_open) - (a->host->n_open < b->host->n_open);

  return ptl_address_compare (&a->host->address, &b->host->address);
}

static void
free_row (PtlRow *row)
{
  g_free (row);
}

static const PtlRowKind kind = {
  .n_columns = PTL_HOSTS_N_COLUMNS,
  .types = column_types,
  .get_value = get_value,
  .compare = compare,
  .free = free_row,
};

static void
free_source (gpointer data)
{
  Source *source = data;

  g_hash_table_unref (source->rows);
  g_object_unref (source->session);
  g_free (source);
}

static HostRow *
add_row (PtlRowModel *model, PtlHost *host)
{
  Source *source = ptl_row_model_get_source (model);
  HostRow *row = g_new0 (HostRow, 1);

  row->host = host;
  row->source = source;
  row->row.pinned = host == NULL;
  if (host != NULL)
    g_hash_table_insert (source->rows, host, row);
  ptl_row_model_add (model, &row->row);
  return row;
}

/* Hosts that do not answer get no row: a /16 would be nothing but them. */
static void
host_changed_cb (PtlSession *session, PtlHost *host, PtlRowModel *model)
{
  Source *source = ptl_row_model_get_source (model);
  HostRow *row = g_hash_table_lookup (source->rows, host);

  if (row == NULL && (host->info->state == PTL_HOST_STATE_UP || host->ports->len > 0))
    row = add_row (model, host);
  if (row == NULL)
    return;

  source->n_open += host->n_open - row->n_open;
  row->n_open = host->n_open;
  ptl_row_model_changed (model, &row->row);
  ptl_row_model_changed (model, &source->all->row);
}

PtlRowModel *
ptl_hosts_model_new (PtlSession *session)
{
  Source *source = g_new0 (Source, 1);
  PtlRowModel *model = ptl_row_model_new (&kind, source, free_source);
  GPtrArray *hosts = ptl_session_get_hosts (session);

  source->session = g_object_ref (session);
  source->rows = g_hash_table_new (NULL, NULL);
  source->all = add_row (model, NULL);
  for (guint i = 0; i < hosts->len; i++)
    host_changed_cb (session, hosts->pdata[i], model);

  g_signal_connect_object (session, "host-added", G_CALLBACK (host_changed_cb), model, 0);
  g_signal_connect_object (session, "host-changed", G_CALLBACK (host_changed_cb), model,
                           0);
  return model;
}

PtlHost *
ptl_hosts_model_get_host (PtlRowModel *model, GtkTreeIter *iter)
{
  return ((HostRow *) ptl_row_model_get_row (model, iter))->host;
}
