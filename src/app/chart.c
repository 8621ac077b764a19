/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/chart.c: a session as a grid of hosts and open ports. */
#include "app/chart.h"

#include "base/display.h"

/* So many kinds of hosts are put like beside like, which costs their square; more are put
 * in the order of their columns, which is nearly as good. */
#define MAX_CHAINED 500

/* Hosts with the same columns. */
typedef struct
{
  GPtrArray *rows; /* PtlChartRow */
  gboolean placed;
} Kind;

static void
kind_free (gpointer data)
{
  Kind *kind = data;

  g_ptr_array_unref (kind->rows);
  g_free (kind);
}

static void
row_free (gpointer data)
{
  PtlChartRow *row = data;

  for (guint i = 0; i < row->cells->len; i++)
    ptl_port_unref (g_array_index (row->cells, PtlChartCell, i).port);
  g_array_unref (row->cells);
  g_free (row->name);
  ptl_host_unref (row->host);
  g_free (row);
}

static guint
port_key (PtlProtocol protocol, guint16 number)
{
  return (guint) protocol << 16 | number;
}

/* Columns ------------------------------------------------------------------------- */

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  const PtlChartColumn *x = a;
  const PtlChartColumn *y = b;

  if (x->n_hosts != y->n_hosts)
    return x->n_hosts > y->n_hosts ? -1 : 1;
  if (x->protocol != y->protocol)
    return x->protocol < y->protocol ? -1 : 1;
  return (int) x->number - (int) y->number;
}

static void
count_ports (GHashTable *counts, const PtlHost *host)
{
  for (guint i = 0; i < host->ports->len; i++)
    {
      const PtlPort *port = host->ports->pdata[i];
      gpointer key = GUINT_TO_POINTER (port_key (port->protocol, port->number));

      if (port->state == PTL_PORT_STATE_OPEN)
        g_hash_table_insert (
            counts, key,
            GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1));
    }
}

/* Returns: (transfer full): the number of the column by port_key () */
static GHashTable *
make_columns (PtlChart *self, GPtrArray *hosts)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  GHashTable *numbers = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer key;
  gpointer count;

  for (guint i = 0; i < hosts->len; i++)
    count_ports (counts, hosts->pdata[i]);

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &count))
    {
      PtlChartColumn column = { .protocol = GPOINTER_TO_UINT (key) >> 16,
                                .number = GPOINTER_TO_UINT (key) & 0xffff,
                                .n_hosts = GPOINTER_TO_UINT (count) };

      g_array_append_val (self->columns, column);
    }

  g_array_sort (self->columns, compare_columns);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const PtlChartColumn *column = &g_array_index (self->columns, PtlChartColumn, i);

      g_hash_table_insert (numbers,
                           GUINT_TO_POINTER (port_key (column->protocol, column->number)),
                           GUINT_TO_POINTER (i));
    }

  return numbers;
}

/* Rows ---------------------------------------------------------------------------- */

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  guint x = ((const PtlChartCell *) a)->column;
  guint y = ((const PtlChartCell *) b)->column;

  return (x > y) - (x < y);
}

static void
name_row (PtlChart *self, PtlChartRow *row)
{
  g_autofree char *name = ptl_host_get_display_name (row->host);

  row->name = ptl_display_line (name);
  self->longest_name = MAX (self->longest_name, (guint) g_utf8_strlen (row->name, -1));
}

/* Returns: (transfer full) (nullable): NULL for a host without an open port */
static PtlChartRow *
make_row (PtlChart *self, PtlHost *host, GHashTable *numbers)
{
  PtlChartRow *row;

  if (host->n_open == 0)
    return NULL;

  row = g_new0 (PtlChartRow, 1);
  row->host = ptl_host_ref (host);
  name_row (self, row);
  row->cells = g_array_sized_new (FALSE, FALSE, sizeof (PtlChartCell), host->n_open);
  for (guint i = 0; i < host->ports->len; i++)
    {
      PtlPort *port = host->ports->pdata[i];
      gpointer key = GUINT_TO_POINTER (port_key (port->protocol, port->number));
      PtlChartCell cell;

      if (port->state != PTL_PORT_STATE_OPEN)
        continue;

      cell.column = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, key));
      cell.family = ptl_service_family_of (port->service);
      cell.is_encrypted =
          port->service != NULL && port->service->tunnel == PTL_TUNNEL_SSL;
      cell.port = ptl_port_ref (port);
      self->n_cells[cell.family]++;
      g_array_append_val (row->cells, cell);
    }

  g_array_sort (row->cells, compare_cells);
  return row;
}

static guint
get_column (const PtlChartRow *row, guint index)
{
  return g_array_index (row->cells, PtlChartCell, index).column;
}

/* Orders by the first column that only one of them has: who has it comes first. */
static int
compare_rows (const PtlChartRow *a, const PtlChartRow *b)
{
  for (guint i = 0; i < a->cells->len && i < b->cells->len; i++)
    if (get_column (a, i) != get_column (b, i))
      return get_column (a, i) < get_column (b, i) ? -1 : 1;

  return (a->cells->len < b->cells->len) - (a->cells->len > b->cells->len);
}

static int
compare_rows_and_hosts (gconstpointer a, gconstpointer b)
{
  const PtlChartRow *x = *(PtlChartRow *const *) a;
  const PtlChartRow *y = *(PtlChartRow *const *) b;
  int order = compare_rows (x, y);

  return order != 0 ? order : ptl_address_compare (&x->host->address, &y->host->address);
}

/* Like beside like ---------------------------------------------------------------- */

/* Returns: the share of their columns that only one of them has: 0 same, 1 nothing in
 * common */
static double
distance (const PtlChartRow *a, const PtlChartRow *b)
{
  guint n_shared = 0;
  guint i = 0;
  guint j = 0;

  while (i < a->cells->len && j < b->cells->len)
    {
      guint x = get_column (a, i);
      guint y = get_column (b, j);

      n_shared += x == y;
      i += x <= y;
      j += y <= x;
    }

  return 1.0 - (double) n_shared / (double) (a->cells->len + b->cells->len - n_shared);
}

/* @rows: like beside like */
static GPtrArray *
make_kinds (GPtrArray *rows)
{
  GPtrArray *kinds = g_ptr_array_new_with_free_func (kind_free);
  Kind *kind = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      if (kind == NULL || compare_rows (kind->rows->pdata[0], rows->pdata[i]) != 0)
        {
          kind = g_new0 (Kind, 1);
          kind->rows = g_ptr_array_new ();
          g_ptr_array_add (kinds, kind);
          ((PtlChartRow *) rows->pdata[i])->is_first_of_kind = TRUE;
        }
      g_ptr_array_add (kind->rows, rows->pdata[i]);
    }

  return kinds;
}

static Kind *
find_largest (GPtrArray *kinds)
{
  Kind *largest = kinds->pdata[0];

  for (guint i = 1; i < kinds->len; i++)
    if (((Kind *) kinds->pdata[i])->rows->len > largest->rows->len)
      largest = kinds->pdata[i];

  return largest;
}

/* Returns: (nullable): of those not placed yet, the one most like @last; NULL: none left
 */
static Kind *
find_nearest (GPtrArray *kinds, const Kind *last)
{
  Kind *nearest = NULL;
  double least = 2.0;

  for (guint i = 0; i < kinds->len; i++)
    {
      Kind *kind = kinds->pdata[i];
      double d;

      if (kind->placed)
        continue;

      d = distance (last->rows->pdata[0], kind->rows->pdata[0]);
      if (d < least)
        {
          least = d;
          nearest = kind;
        }
    }

  return nearest;
}

/* From the commonest kind on, each time to the one most like the last. */
static void
chain_rows (GPtrArray *rows)
{
  g_autoptr (GPtrArray) kinds = make_kinds (rows);
  guint n_placed = 0;

  if (kinds->len < 3 || kinds->len > MAX_CHAINED)
    return;

  for (Kind *kind = find_largest (kinds); kind != NULL; kind = find_nearest (kinds, kind))
    {
      kind->placed = TRUE;
      for (guint i = 0; i < kind->rows->len; i++)
        rows->pdata[n_placed++] = kind->rows->pdata[i];
    }

  g_assert (n_placed == rows->len);
}

/* The chart ----------------------------------------------------------------------- */

PtlChart *
ptl_chart_new (PtlSession *session)
{
  PtlChart *self = g_atomic_rc_box_new0 (PtlChart);
  GPtrArray *hosts = ptl_session_get_hosts (session);
  g_autoptr (GHashTable) numbers = NULL;

  self->columns = g_array_new (FALSE, FALSE, sizeof (PtlChartColumn));
  self->rows = g_ptr_array_new_with_free_func (row_free);
  numbers = make_columns (self, hosts);
  for (guint i = 0; i < hosts->len; i++)
    {
      PtlChartRow *row = make_row (self, hosts->pdata[i], numbers);

      if (row != NULL)
        g_ptr_array_add (self->rows, row);
    }

  g_ptr_array_sort (self->rows, compare_rows_and_hosts);
  chain_rows (self->rows);
  return self;
}

PtlChart *
ptl_chart_ref (PtlChart *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlChart *self = data;

  g_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
}

void
ptl_chart_unref (PtlChart *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

const PtlChartCell *
ptl_chart_get_cell (const PtlChart *self, guint row, guint column)
{
  PtlChartCell wanted = { .column = column };
  const PtlChartRow *r;
  guint index;

  g_return_val_if_fail (row < self->rows->len, NULL);

  r = self->rows->pdata[row];
  if (!g_array_binary_search (r->cells, &wanted, compare_cells, &index))
    return NULL;

  return &g_array_index (r->cells, PtlChartCell, index);
}

gboolean
ptl_chart_place_equal (PtlChartPlace a, PtlChartPlace b)
{
  return a.row == b.row && a.column == b.column;
}

gboolean
ptl_chart_find_host (const PtlChart *self, const PtlHost *host, guint *row)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (((PtlChartRow *) self->rows->pdata[i])->host == host)
      {
        *row = i;
        return TRUE;
      }

  return FALSE;
}

gboolean
ptl_chart_find_port (const PtlChart *self, const PtlPort *port, guint *column)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const PtlChartColumn *c = &g_array_index (self->columns, PtlChartColumn, i);

      if (c->protocol == port->protocol && c->number == port->number)
        {
          *column = i;
          return TRUE;
        }
    }

  return FALSE;
}
