/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/change-set.c: a comparison of two sessions as rows that people read. */
#include "app/change-set.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/natural-order.h"
#include "app/phrases.h"
#include "base/display.h"
#include "formats/comparison-phrases.h"
#include "formats/port-table.h"

#define MAX_CELL 300 /* bytes */

typedef struct
{
  PtlChangeSet *set;
  GHashTable *texts; /* char * -> PtlChangeText, which belong to the set */
} Making;

static void
free_text (gpointer data)
{
  PtlChangeText *text = data;

  g_free (text->text);
  g_free (text);
}

static void
clear (gpointer data)
{
  PtlChangeSet *self = data;

  g_array_unref (self->rows);
  g_ptr_array_unref (self->texts);
  ptl_comparison_report_free (self->report);
  g_ptr_array_unref (self->sessions);
  for (guint i = 0; i < 2; i++)
    g_free (self->coverage[i]);
}

PtlChangeSet *
ptl_change_set_ref (PtlChangeSet *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
ptl_change_set_unref (PtlChangeSet *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static void
discard_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ptl_change_set_unref (data);
}

void
ptl_change_set_discard (PtlChangeSet *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, ptl_change_set_discard);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, discard_worker);
}

/* Cells --------------------------------------------------------------------------- */

/* Returns: (transfer none): @text made safe, once in the set */
static const PtlChangeText *
intern (Making *making, const char *text)
{
  g_autofree char *shown = ptl_display_text (text, strlen (text), MAX_CELL, FALSE);
  PtlChangeText *found = g_hash_table_lookup (making->texts, shown);

  if (found != NULL)
    return found;

  found = g_new0 (PtlChangeText, 1);
  found->text = g_steal_pointer (&shown);
  g_hash_table_insert (making->texts, found->text, found);
  g_ptr_array_add (making->set->texts, found);
  return found;
}

/* Returns: (transfer full): "open  http nginx 1.22.1" */
static char *
describe_side (const PtlPortSide *side)
{
  const char *state = ptl_port_state_to_string (side->state);
  g_autofree char *service = NULL;
  g_autofree char *version = NULL;

  if (!side->covered)
    return g_strdup (_ ("not scanned"));
  if (side->port == NULL || side->port->service == NULL)
    return g_strdup (state);

  service = ptl_port_table_get_service (side->port);
  version = ptl_port_table_get_version (side->port);
  return g_strdup_printf ("%s, %s%s%s", state, service, version[0] != '\0' ? " " : "",
                          version);
}

/* Appends to @value (nullable: "none") unless it is there. */
static void
append_value (GString *out, const char *value)
{
  g_string_append_printf (out, "%s%s", out->len > 0 ? "; " : "",
                          value != NULL ? value : _ ("none"));
}

/* Of several fields, the gravest: they say what the rest follows from. */
static void
set_values (Making *making, PtlChangeRow *row, GPtrArray *fields)
{
  g_autoptr (GString) what = g_string_new (NULL);
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      const PtlFieldChange *field = fields->pdata[i];

      g_string_append_printf (what, "%s%s", i > 0 ? ", " : "",
                              ptl_comparison_phrases_get_field (field->field));
      if (field->level != row->level)
        continue;
      append_value (before, field->before);
      append_value (after, field->after);
    }

  row->cells[PTL_CHANGE_COLUMN_WHAT] = intern (making, what->str);
  row->cells[PTL_CHANGE_COLUMN_BEFORE] = intern (making, before->str);
  row->cells[PTL_CHANGE_COLUMN_AFTER] = intern (making, after->str);
}

static void
set_sides (Making *making, PtlChangeRow *row)
{
  const PtlPortChange *port = row->port;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *side = describe_side (&port->sides[i]);

      row->cells[PTL_CHANGE_COLUMN_BEFORE + i] = intern (making, side);
    }
  row->cells[PTL_CHANGE_COLUMN_WHAT] =
      intern (making, port->kind == PTL_CHANGE_SAME
                          ? ""
                          : ptl_comparison_phrases_get_field (PTL_FIELD_STATE));
}

/* One of the sessions never asked for the host. */
static void
set_uncovered_host (Making *making, PtlChangeRow *row)
{
  for (guint i = 0; i < 2; i++)
    row->cells[PTL_CHANGE_COLUMN_BEFORE + i] =
        intern (making, row->host->hosts[i] != NULL ? "up" : _ ("not scanned"));
  row->cells[PTL_CHANGE_COLUMN_WHAT] =
      intern (making, ptl_comparison_phrases_get_field (PTL_FIELD_HOST));
}

static gboolean
shows_sides (const PtlChangeRow *row)
{
  return row->port != NULL && row->ignored == NULL &&
         row->group != PTL_CHANGE_GROUP_CHANGED && row->group != PTL_CHANGE_GROUP_MOVED;
}

static void
add_row (Making *making, PtlChangeRow row, GPtrArray *fields)
{
  g_autofree char *host = ptl_comparison_phrases_get_host (row.host);
  g_autofree char *port =
      row.port != NULL ? ptl_port_change_get_ports_text (row.port) : g_strdup ("");

  row.level = ptl_field_changes_get_level (fields);
  row.cells[PTL_CHANGE_COLUMN_KIND] =
      intern (making, ptl_change_group_get_word (row.group));
  row.cells[PTL_CHANGE_COLUMN_HOST] = intern (making, host);
  row.cells[PTL_CHANGE_COLUMN_PORT] = intern (making, port);
  row.cells[PTL_CHANGE_COLUMN_LEVEL] = intern (
      making,
      row.level < PTL_N_LEVELS ? ptl_comparison_phrases_get_level (row.level) : "");
  if (shows_sides (&row))
    set_sides (making, &row);
  else if (fields->len > 0)
    set_values (making, &row, fields);
  else
    set_uncovered_host (making, &row);

  g_array_append_val (making->set->rows, row);
  making->set->n_rows[row.group]++;
}

static void
add_host (Making *making, PtlHostChange *host)
{
  if (host->fields->len > 0 || host->kind == PTL_CHANGE_NOT_COVERED)
    add_row (
        making,
        (PtlChangeRow){ .group = ptl_change_group_of_kind (host->kind), .host = host },
        host->fields);

  for (guint i = 0; i < host->ports->len; i++)
    {
      PtlPortChange *port = host->ports->pdata[i];

      add_row (making,
               (PtlChangeRow){ .group = ptl_change_group_of_kind (port->kind),
                               .host = host,
                               .port = port },
               port->fields);
    }
}

static void
add_ignored (Making *making, const PtlIgnoredChange *ignored)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  g_ptr_array_add (fields, ignored->field);
  add_row (making,
           (PtlChangeRow){ .group = PTL_CHANGE_GROUP_IGNORED,
                           .host = ignored->host,
                           .port = ignored->port,
                           .ignored = ignored },
           fields);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  const PtlChangeText *x = *(PtlChangeText *const *) a;
  const PtlChangeText *y = *(PtlChangeText *const *) b;

  return ptl_natural_order_compare (x->text, y->text);
}

static void
rank_texts (GPtrArray *texts)
{
  g_ptr_array_sort (texts, compare_texts);
  for (guint i = 0; i < texts->len; i++)
    ((PtlChangeText *) texts->pdata[i])->rank = i;
}

/* Coverage ------------------------------------------------------------------------ */

static char *
describe_coverage (PtlSession *session)
{
  const PtlSessionInfo *info = ptl_session_get_info (session);
  g_autofree char *addresses =
      ptl_phrases_addresses (ptl_session_get_hosts (session)->len +
                             ptl_address_set_count (ptl_session_get_silent (session)));
  guint n_ports = 0;
  g_autofree char *number = NULL;

  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    if (info->asked[i] != NULL)
      n_ports += ptl_port_set_count (info->asked[i]);
  if (n_ports == 0)
    return g_strdup (addresses);

  number = ptl_phrases_number (n_ports);
  return g_strdup_printf (ngettext ("%s port of %s", "%s ports of %s", n_ports), number,
                          addresses);
}

/* The set ------------------------------------------------------------------------- */

static void
add_all (Making *making)
{
  const PtlComparison *comparison = making->set->comparison;

  for (guint i = 0; i < comparison->hosts->len; i++)
    add_host (making, comparison->hosts->pdata[i]);
  for (guint i = 0; i < comparison->ignored->len; i++)
    add_ignored (making, comparison->ignored->pdata[i]);
}

PtlChangeSet *
ptl_change_set_new (GPtrArray *sessions, const PtlComparisonOptions *options)
{
  PtlChangeSet *self = g_atomic_rc_box_new0 (PtlChangeSet);
  PtlComparisonOptions all = *options;
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);
  Making making = { self, texts };
  PtlComparison *comparison;

  all.keep_same = TRUE;
  comparison = ptl_comparison_new (sessions->pdata[0], sessions->pdata[1], &all);
  self->sessions = g_ptr_array_ref (sessions);
  self->report = ptl_comparison_report_new ();
  g_ptr_array_add (self->report->comparisons, comparison);
  self->comparison = comparison;
  for (guint i = 0; i < 2; i++)
    self->coverage[i] = describe_coverage (sessions->pdata[i]);
  self->rows = g_array_new (FALSE, FALSE, sizeof (PtlChangeRow));
  self->texts = g_ptr_array_new_with_free_func (free_text);
  add_all (&making);
  rank_texts (self->texts);
  return self;
}

const PtlChangeRow *
ptl_change_set_get_row (const PtlChangeSet *self, guint index)
{
  return &g_array_index (self->rows, PtlChangeRow, index);
}

/* Returns: (transfer full) (element-type PtlChangeText): those with @text in them */
static GHashTable *
find_texts (const PtlChangeSet *self, const char *text)
{
  GHashTable *found = g_hash_table_new (NULL, NULL);
  g_autofree char *wanted = g_utf8_casefold (text, -1);

  for (guint i = 0; i < self->texts->len; i++)
    {
      PtlChangeText *cell = self->texts->pdata[i];
      g_autofree char *folded = g_utf8_casefold (cell->text, -1);

      if (strstr (folded, wanted) != NULL)
        g_hash_table_add (found, cell);
    }

  return found;
}

/* @texts: (nullable): NULL: any */
static gboolean
has_text (const PtlChangeRow *row, GHashTable *texts)
{
  for (guint i = 0; texts != NULL && i < PTL_CHANGE_N_COLUMNS; i++)
    if (g_hash_table_contains (texts, row->cells[i]))
      return TRUE;

  return texts == NULL;
}

GArray *
ptl_change_set_find (const PtlChangeSet *self, guint groups, const char *text)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) texts = text[0] != '\0' ? find_texts (self, text) : NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const PtlChangeRow *row = ptl_change_set_get_row (self, i);

      if ((groups & (1u << row->group)) != 0 && has_text (row, texts))
        g_array_append_val (found, i);
    }

  return found;
}

typedef struct
{
  PtlChangeSet *set;
  guint groups;
  char *text;
} Finding;

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  ptl_change_set_discard (finding->set);
  g_free (finding->text);
  g_free (finding);
}

static void
find_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Finding *finding = data;

  g_task_return_pointer (
      task, ptl_change_set_find (finding->set, finding->groups, finding->text),
      (GDestroyNotify) g_array_unref);
}

void
ptl_change_set_find_async (PtlChangeSet *self,
                           guint groups,
                           const char *text,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Finding *finding = g_new0 (Finding, 1);

  finding->set = ptl_change_set_ref (self);
  finding->groups = groups;
  finding->text = g_strdup (text);
  g_task_set_source_tag (task, ptl_change_set_find_async);
  g_task_set_task_data (task, finding, finding_free);
  g_task_run_in_thread (task, find_worker);
}

GArray *
ptl_change_set_find_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* Rules --------------------------------------------------------------------------- */

static void
append_ports (GString *out, const PtlPortChange *port)
{
  g_autofree char *ports = port->ports != NULL ? ptl_port_set_to_string (port->ports)
                                               : g_strdup_printf ("%u", port->number[1]);

  g_string_append_printf (out, "port:%s proto:%s ", ports,
                          ptl_protocol_to_string (port->protocol));
}

static void
append_fields (GString *out, GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const PtlFieldChange *field = fields->pdata[i];

      g_string_append_printf (out, "%s%s", i == 0 ? " field:" : ",",
                              ptl_change_field_to_string (field->field));
    }
}

char *
ptl_change_row_make_rule (const PtlChangeRow *self, gboolean everywhere)
{
  PtlChangeKind kind = self->port != NULL ? self->port->kind : self->host->kind;
  GPtrArray *fields = self->port != NULL ? self->port->fields : self->host->fields;
  g_autofree char *address =
      ptl_address_to_string (&ptl_host_change_get_host (self->host)->address);
  g_autoptr (GString) out = g_string_new (NULL);

  if (self->ignored != NULL || fields->len == 0)
    return NULL;

  if (!everywhere)
    g_string_append_printf (out, "host:%s ", address);
  if (self->port != NULL)
    append_ports (out, self->port);
  g_string_append_printf (out, "kind:%s", ptl_change_kind_to_string (kind));
  if (kind == PTL_CHANGE_CHANGED || self->port == NULL)
    append_fields (out, fields);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
