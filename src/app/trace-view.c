/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/trace-view.c: every step of a scan on one port, as it was kept with the session.
 *
 * Template: ui/trace-view.ui. */
#include "app/trace-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/cell-tooltip.h"
#include "app/column-widths.h"
#include "app/empty-state.h"
#include "base/display.h"
#include "base/escape.h"

#define N_COLUMNS 5

struct _PtlTraceView
{
  GtkStack parent_instance;

  GCancellable *cancellable; /* (nullable): of the reading under way */
  GPtrArray *facts;          /* (nullable): PtlFact, as read */
  gint64 started_us;         /* the scan */

  PtlEmptyState *hint;
  GtkSearchEntry *filter_entry;
  GtkListStore *rows;
  GtkTreeView *tree;
};

G_DEFINE_FINAL_TYPE (PtlTraceView, ptl_trace_view, GTK_TYPE_STACK)

static gboolean
query_tooltip_cb (PtlTraceView *self,
                  int x,
                  int y,
                  gboolean keyboard_mode,
                  GtkTooltip *tooltip)
{
  return ptl_cell_tooltip_set (self->tree, x, y, keyboard_mode, tooltip);
}

static void
show_hint (PtlTraceView *self, const char *icon, const char *title, const char *text)
{
  ptl_empty_state_set (self->hint, icon, title, text);
  gtk_stack_set_visible_child_name (GTK_STACK (self), "hint");
}

/* Returns: (transfer full): what was sent or received, or what the step is about */
static char *
describe_content (const PtlTraceEvent *event)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (event->data != NULL)
    {
      gsize len;
      const void *data = g_bytes_get_data (event->data, &len);
      g_autofree char *escaped = ptl_escape (data, len);

      g_string_append_printf (out, "%s%s", escaped, event->length > len ? "…" : "");
    }
  if (event->detail != NULL)
    g_string_append_printf (out, "%s%s", out->len > 0 ? "  " : "", event->detail);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Fills @cells with what stands in the columns, safe to be shown. */
static void
describe_step (PtlTraceView *self, const PtlFact *fact, char **cells)
{
  const PtlTraceEvent *event = fact->event;
  gint64 since_us = MAX (fact->time_us - self->started_us, 0); /* clocks are set back */
  g_autofree char *content = describe_content (event);
  int column = 0;

  cells[column++] = g_strdup_printf ("%.1f", (double) since_us / 1000);
  cells[column++] = g_strdup (ptl_trace_kind_to_string (event->kind));
  cells[column++] = ptl_display_line (event->probe != NULL ? event->probe : "");
  cells[column++] =
      event->data != NULL ? g_strdup_printf ("%zu", event->length) : g_strdup ("");
  cells[column++] = ptl_display_line (content);
}

/* @wanted: in the form of g_utf8_casefold() */
static gboolean
is_wanted (char *const *cells, const char *wanted)
{
  for (int column = 0; column < N_COLUMNS; column++)
    {
      g_autofree char *folded = g_utf8_casefold (cells[column], -1);

      if (strstr (folded, wanted) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
append_step (PtlTraceView *self, const PtlFact *fact, const char *wanted)
{
  char *cells[N_COLUMNS] = { NULL };

  describe_step (self, fact, cells);
  if (is_wanted (cells, wanted))
    gtk_list_store_insert_with_values (self->rows, NULL, -1, 0, cells[0], 1, cells[1], 2,
                                       cells[2], 3, cells[3], 4, cells[4], -1);
  for (int column = 0; column < N_COLUMNS; column++)
    g_free (cells[column]);
}

static void
fill (PtlTraceView *self)
{
  const char *typed = gtk_entry_get_text (GTK_ENTRY (self->filter_entry));
  g_autofree char *wanted = g_utf8_casefold (typed, -1);

  gtk_list_store_clear (self->rows);
  for (guint i = 0; self->facts != NULL && i < self->facts->len; i++)
    append_step (self, self->facts->pdata[i], wanted);
}

static void
filter_changed_cb (PtlTraceView *self)
{
  fill (self);
}

static void
filter_stopped_cb (PtlTraceView *self)
{
  gtk_entry_set_text (GTK_ENTRY (self->filter_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->tree));
}

static void
show_facts (PtlTraceView *self, GPtrArray *facts)
{
  gboolean is_more = self->facts == NULL || facts->len > self->facts->len;

  g_clear_pointer (&self->facts, g_ptr_array_unref);
  self->facts = g_ptr_array_ref (facts);
  if (is_more)
    fill (self);
  if (facts->len > 0)
    gtk_stack_set_visible_child_name (GTK_STACK (self), "steps");
  else
    show_hint (self, NULL, _ ("No step on this port has been kept"), NULL);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlTraceView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) facts =
      ptl_library_load_trace_finish (PTL_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (facts != NULL)
    show_facts (self, facts);
  else
    show_hint (self, "dialog-warning-symbolic", _ ("The trace cannot be read"),
               error->message);
}

static void
stop_reading (PtlTraceView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
ptl_trace_view_show (PtlTraceView *self,
                     PtlLibrary *library,
                     PtlSession *session,
                     PtlHost *host,
                     PtlPort *port)
{
  const PtlSessionInfo *info = ptl_session_get_info (session);

  g_return_if_fail (PTL_IS_TRACE_VIEW (self));

  if (!info->options->trace)
    {
      show_hint (self, NULL, _ ("This scan kept no trace"),
                 _ ("Choose “Keep a Trace” beside the kind of scan, and scan again."));
      return;
    }
  if (self->cancellable != NULL)
    return;

  self->started_us = info->started_us;
  self->cancellable = g_cancellable_new ();
  ptl_library_load_trace_async (library, session, host, port, self->cancellable,
                                loaded_cb, g_object_ref (self));
}

void
ptl_trace_view_clear (PtlTraceView *self)
{
  g_return_if_fail (PTL_IS_TRACE_VIEW (self));

  stop_reading (self);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  gtk_list_store_clear (self->rows);
  show_hint (self, NULL, "", NULL);
}

static void
ptl_trace_view_dispose (GObject *object)
{
  PtlTraceView *self = PTL_TRACE_VIEW (object);

  stop_reading (self);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  G_OBJECT_CLASS (ptl_trace_view_parent_class)->dispose (object);
}

static void
ptl_trace_view_class_init (PtlTraceViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_trace_view_dispose;

  g_type_ensure (PTL_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/portolan/Portolan/ui/trace-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlTraceView, hint);
  gtk_widget_class_bind_template_child (widget_class, PtlTraceView, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, PtlTraceView, rows);
  gtk_widget_class_bind_template_child (widget_class, PtlTraceView, tree);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_stopped_cb);
}

static void
ptl_trace_view_init (PtlTraceView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ptl_column_widths_scale (self->tree);
}
