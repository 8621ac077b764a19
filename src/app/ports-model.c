/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/ports-model.c: the rows of the table of ports. */
#include "app/ports-model.h"

#include "app/natural-order.h"
#include "base/display.h"

typedef struct
{
  PtlRow row;
  PtlHost *host; /* both belong to the session, which outlives the row */
  PtlPort *port;
} PortRow;

typedef struct
{
  PtlSession *session;
  PtlHost *only;    /* (nullable) */
  GHashTable *rows; /* PtlPort -> PortRow, which belong to the model */
} Source;

static const PtlService no_service;

static const GType column_types[PTL_PORTS_N_COLUMNS] = {
  G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING,
  G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING,
};

static const PtlService *
get_service (const PtlPort *port)
{
  return port->service != NULL ? port->service : &no_service;
}

char *
ptl_ports_model_get_text (const PtlHost *host, const PtlPort *port, PtlPortsColumn column)
{
  const PtlService *service = get_service (port);

  switch (column)
    {
    case PTL_PORTS_COLUMN_HOST:
      {
        g_autofree char *name = ptl_host_get_display_name (host);

        return ptl_display_line (name);
      }

    case PTL_PORTS_COLUMN_PORT:
      return g_strdup_printf ("%u", port->number);

    case PTL_PORTS_COLUMN_PROTOCOL:
      return g_strdup (ptl_protocol_to_string (port->protocol));

    case PTL_PORTS_COLUMN_STATE:
      return g_strdup (ptl_port_state_to_string (port->state));

    case PTL_PORTS_COLUMN_SERVICE:
      {
        g_autofree char *name =
            port->service != NULL ? ptl_service_get_display_name (port->service) : NULL;

        return ptl_display_line (name);
      }

    case PTL_PORTS_COLUMN_PRODUCT:
      return ptl_display_line (service->product);

    case PTL_PORTS_COLUMN_VERSION:
      return ptl_display_line (service->version);

    case PTL_PORTS_COLUMN_EXTRA_INFO:
      return ptl_display_line (service->extra_info);

    case PTL_PORTS_N_COLUMNS:
      break;
    }

  g_assert_not_reached ();
}

static void
get_value (const PtlRow *row, int column, GValue *value)
{
  const PortRow *self = (const PortRow *) row;

  g_value_take_string (
      value, ptl_ports_model_get_text (self->host, self->port, (PtlPortsColumn) column));
}

#define COMPARE_NUMBERS(a, b) (((a) > (b)) - ((a) < (b)))

static int
compare_numbers (const PtlPort *a, const PtlPort *b)
{
  int order = COMPARE_NUMBERS (a->number, b->number);

  return order != 0 ? order : COMPARE_NUMBERS (a->protocol, b->protocol);
}

/* What is not known comes after what is. */
static int
compare_texts (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);

  return ptl_natural_order_compare (a, b);
}

static int
compare_services (const PtlService *a, const PtlService *b)
{
  int order = compare_texts (a->name, b->name);

  return order != 0 ? order : COMPARE_NUMBERS (a->tunnel, b->tunnel);
}

static int
compare (const PtlRow *row_a, const PtlRow *row_b, int column)
{
  const PortRow *a = (const PortRow *) row_a;
  const PortRow *b = (const PortRow *) row_b;
  const PtlService *service_a = get_service (a->port);
  const PtlService *service_b = get_service (b->port);
  int order;

  if (column < 0)
    {
      order = ptl_address_compare (&a->host->address, &b->host->address);
      return order != 0 ? order : compare_numbers (a->port, b->port);
    }

  switch ((PtlPortsColumn) column)
    {
    case PTL_PORTS_COLUMN_HOST:
      return ptl_address_compare (&a->host->address, &b->host->address);

    case PTL_PORTS_COLUMN_PORT:
      return compare_numbers (a->port, b->port);

    case PTL_PORTS_COLUMN_PROTOCOL:
      return COMPARE_NUMBERS (a->port->protocol, b->port->protocol);

    case PTL_PORTS_COLUMN_STATE:
      return COMPARE_NUMBERS (a->port->state, b->port->state);

    case PTL_PORTS_COLUMN_SERVICE:
      return compare_services (service_a, service_b);

    case PTL_PORTS_COLUMN_PRODUCT:
      return compare_texts (service_a->product, service_b->product);

    case PTL_PORTS_COLUMN_VERSION:
      return compare_texts (service_a->version, service_b->version);

    case PTL_PORTS_COLUMN_EXTRA_INFO:
      return compare_texts (service_a->extra_info, service_b->extra_info);

    case PTL_PORTS_N_COLUMNS:
      break;
    }

  g_assert_not_reached ();
}

static void
free_row (PtlRow *row)
{
  g_free (row);
}

static const PtlRowKind kind = {
  .n_columns = PTL_PORTS_N_COLUMNS,
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

static void
add_row (PtlRowModel *model, PtlHost *host, PtlPort *port)
{
  Source *source = ptl_row_model_get_source (model);
  PortRow *row = g_new0 (PortRow, 1);

  row->host = host;
  row->port = port;
  g_hash_table_insert (source->rows, port, row);
  ptl_row_model_add (model, &row->row);
}

static void
port_added_cb (PtlSession *session, PtlHost *host, PtlPort *port, PtlRowModel *model)
{
  Source *source = ptl_row_model_get_source (model);

  if (source->only == NULL || source->only == host)
    add_row (model, host, port);
}

static void
port_changed_cb (PtlSession *session, PtlHost *host, PtlPort *port, PtlRowModel *model)
{
  Source *source = ptl_row_model_get_source (model);
  PortRow *row = g_hash_table_lookup (source->rows, port);

  if (row != NULL)
    ptl_row_model_changed (model, &row->row);
}

static void
add_host_rows (PtlRowModel *model, PtlHost *host)
{
  for (guint i = 0; i < host->ports->len; i++)
    add_row (model, host, host->ports->pdata[i]);
}

PtlRowModel *
ptl_ports_model_new (PtlSession *session, PtlHost *only)
{
  Source *source = g_new0 (Source, 1);
  PtlRowModel *model = ptl_row_model_new (&kind, source, free_source);
  GPtrArray *hosts = ptl_session_get_hosts (session);

  source->session = g_object_ref (session);
  source->only = only;
  source->rows = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < hosts->len; i++)
    if (only == NULL || only == hosts->pdata[i])
      add_host_rows (model, hosts->pdata[i]);

  g_signal_connect_object (session, "port-added", G_CALLBACK (port_added_cb), model, 0);
  g_signal_connect_object (session, "port-changed", G_CALLBACK (port_changed_cb), model,
                           0);
  return model;
}

PtlHost *
ptl_ports_model_get_host (PtlRowModel *model, GtkTreeIter *iter)
{
  return ((PortRow *) ptl_row_model_get_row (model, iter))->host;
}

PtlPort *
ptl_ports_model_get_port (PtlRowModel *model, GtkTreeIter *iter)
{
  return ((PortRow *) ptl_row_model_get_row (model, iter))->port;
}

GtkTreePath *
ptl_ports_model_find (PtlRowModel *model, const PtlPort *port)
{
  Source *source = ptl_row_model_get_source (model);
  const PortRow *row = g_hash_table_lookup (source->rows, port);

  if (row == NULL)
    return NULL;

  ptl_row_model_flush (model);
  return gtk_tree_path_new_from_indices ((int) row->row.position, -1);
}
