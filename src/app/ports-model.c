/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/ports-model.c: the rows of the table of ports. */
#include "app/ports-model.h"

#include "app/natural-order.h"
#include "base/display.h"

#define SIFT_US   8000 /* in one turn of the main loop: some 10,000 ports */
#define SIFT_STEP 64   /* ports between two looks at the clock */

typedef struct
{
  PtlRow row;
  PtlHost *host; /* both belong to the session, which outlives the row */
  PtlPort *port;
} PortRow;

/* Where the next port is that the filter has not been asked about. */
typedef struct
{
  guint host; /* index in the session */
  guint port; /* index in the host */
} Place;

typedef struct
{
  PtlSession *session;
  PtlHost *only;            /* (nullable) */
  PtlSessionFilter *filter; /* (nullable) */
  GHashTable *rows;         /* PtlPort -> PortRow, which belong to the model */
  Place next;
  guint sift_id; /* 0: it was asked about all */
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

char *
ptl_ports_model_get_term (const PtlHost *host, const PtlPort *port, PtlPortsColumn column)
{
  static const PtlFilterField fields[PTL_PORTS_N_COLUMNS] = {
    [PTL_PORTS_COLUMN_HOST] = PTL_FILTER_FIELD_HOST,
    [PTL_PORTS_COLUMN_PORT] = PTL_FILTER_FIELD_PORT,
    [PTL_PORTS_COLUMN_PROTOCOL] = PTL_FILTER_FIELD_PROTOCOL,
    [PTL_PORTS_COLUMN_STATE] = PTL_FILTER_FIELD_STATE,
    [PTL_PORTS_COLUMN_SERVICE] = PTL_FILTER_FIELD_SERVICE,
    [PTL_PORTS_COLUMN_PRODUCT] = PTL_FILTER_FIELD_PRODUCT,
    [PTL_PORTS_COLUMN_VERSION] = PTL_FILTER_FIELD_VERSION,
    [PTL_PORTS_COLUMN_EXTRA_INFO] = PTL_FILTER_FIELD_INFO,
  };
  const PtlFilterRow row = { NULL, host, port, NULL, NULL };
  g_autofree char *value = ptl_filter_row_dup_value (&row, fields[column]);

  return value != NULL && *value != '\0' && g_utf8_validate (value, -1, NULL)
             ? ptl_filter_print_term (fields[column], value)
             : NULL;
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

  g_clear_handle_id (&source->sift_id, g_source_remove);
  g_clear_pointer (&source->filter, ptl_session_filter_unref);
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

static gboolean
is_wanted (const Source *source, PtlHost *host, PtlPort *port)
{
  return source->filter == NULL ||
         ptl_session_filter_matches (source->filter,
                                     ptl_session_get_info (source->session), host, port);
}

static void
port_added_cb (PtlSession *session, PtlHost *host, PtlPort *port, PtlRowModel *model)
{
  Source *source = ptl_row_model_get_source (model);

  if (source->only != NULL && source->only != host)
    return;

  if (is_wanted (source, host, port))
    add_row (model, host, port);
  ptl_row_model_sifted (model);
}

static void
remove_row (PtlRowModel *model, PortRow *row)
{
  Source *source = ptl_row_model_get_source (model);

  g_hash_table_remove (source->rows, row->port);
  ptl_row_model_remove (model, &row->row);
  ptl_row_model_sifted (model);
}

/* Comes in, goes or stays, as the filter says now. */
static void
port_changed_cb (PtlSession *session, PtlHost *host, PtlPort *port, PtlRowModel *model)
{
  Source *source = ptl_row_model_get_source (model);
  PortRow *row = g_hash_table_lookup (source->rows, port);
  gboolean wanted = (source->only == NULL || source->only == host) &&
                    (source->filter == NULL || is_wanted (source, host, port));

  if (row != NULL && !wanted)
    remove_row (model, row);
  else if (row != NULL)
    ptl_row_model_changed (model, &row->row);
  else if (wanted && source->filter != NULL)
    {
      add_row (model, host, port);
      ptl_row_model_sifted (model);
    }
}

static void
add_host_rows (PtlRowModel *model, PtlHost *host)
{
  for (guint i = 0; i < host->ports->len; i++)
    add_row (model, host, host->ports->pdata[i]);
}

/* Returns: (nullable): the host of the next port, NULL behind the last */
static PtlHost *
find_next (Source *source)
{
  GPtrArray *hosts = ptl_session_get_hosts (source->session);

  for (; source->next.host < hosts->len; source->next.host++, source->next.port = 0)
    {
      PtlHost *host = hosts->pdata[source->next.host];

      if ((source->only == NULL || source->only == host) &&
          source->next.port < host->ports->len)
        return host;
    }

  return NULL;
}

/* Asks the filter for some milliseconds. */
static gboolean
sift_cb (gpointer user_data)
{
  PtlRowModel *model = user_data;
  Source *source = ptl_row_model_get_source (model);
  gint64 end_us = g_get_monotonic_time () + SIFT_US;
  PtlHost *host = NULL;

  for (guint n = 0; (n % SIFT_STEP != 0 || g_get_monotonic_time () < end_us) &&
                    (host = find_next (source)) != NULL;
       n++)
    {
      PtlPort *port = host->ports->pdata[source->next.port++];

      if (is_wanted (source, host, port) && !g_hash_table_contains (source->rows, port))
        add_row (model, host, port);
    }

  if (host == NULL)
    source->sift_id = 0;
  ptl_row_model_sifted (model);
  return host != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
add_rows (PtlRowModel *model)
{
  Source *source = ptl_row_model_get_source (model);
  GPtrArray *hosts = ptl_session_get_hosts (source->session);

  for (guint i = 0; i < hosts->len; i++)
    if (source->only == NULL || source->only == hosts->pdata[i])
      add_host_rows (model, hosts->pdata[i]);
}

PtlRowModel *
ptl_ports_model_new (PtlSession *session, PtlHost *only, PtlSessionFilter *filter)
{
  Source *source = g_new0 (Source, 1);
  PtlRowModel *model = ptl_row_model_new (&kind, source, free_source);

  source->session = g_object_ref (session);
  source->only = only;
  source->filter = filter != NULL ? ptl_session_filter_ref (filter) : NULL;
  source->rows = g_hash_table_new (NULL, NULL);
  if (filter == NULL)
    add_rows (model);
  else
    source->sift_id = g_idle_add (sift_cb, model);

  g_signal_connect_object (session, "port-added", G_CALLBACK (port_added_cb), model, 0);
  g_signal_connect_object (session, "port-changed", G_CALLBACK (port_changed_cb), model,
                           0);
  return model;
}

guint
ptl_ports_model_count (PtlRowModel *model, guint *n_ports)
{
  const Source *source = ptl_row_model_get_source (model);
  GPtrArray *hosts = ptl_session_get_hosts (source->session);

  *n_ports = 0;
  for (guint i = 0; i < hosts->len; i++)
    if (source->only == NULL || source->only == hosts->pdata[i])
      *n_ports += ((const PtlHost *) hosts->pdata[i])->ports->len;
  return ptl_row_model_count (model);
}

gboolean
ptl_ports_model_is_sifted (PtlRowModel *model)
{
  return ((const Source *) ptl_row_model_get_source (model))->sift_id == 0;
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
