/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/compare-view.c: what changed from one session to another.
 *
 * Template: ui/compare-view.ui. */
#include "app/compare-view.h"

#include <glib/gi18n-lib.h>

#include "app/change-chips.h"
#include "app/change-details.h"
#include "app/change-set-load.h"
#include "app/changes-table.h"
#include "app/compare-chooser.h"
#include "app/comparison-export.h"
#include "app/empty-state.h"
#include "app/phrases.h"
#include "base/display.h"
#include "formats/comparison-phrases.h"

struct _PtlCompareView
{
  GtkStack parent_instance;

  PtlLibrary *library;
  PtlSessionItem *items[2]; /* (nullable): before and after; [0] alone: asked about */
  GCancellable *comparing;  /* (nullable): while a comparison is on its way */
  GCancellable *finding;    /* (nullable): while rows are looked for */
  PtlChangeSet *set;        /* (nullable) */
  const PtlChangeRow *row;  /* (nullable): chosen, of the set */
  gboolean swaps;           /* the comparison on its way is the other way round */
  char *added;              /* (nullable): the rule that is being written */
  char *undoable;           /* (nullable): the last rule that was written */
  GSimpleActionGroup *actions;

  PtlCompareChooser *chooser;
  GtkLabel *names[2];
  GtkLabel *facts[2];
  GtkSearchEntry *filter_entry;
  PtlChangeChips *chips;
  GtkStack *pages;
  PtlEmptyState *nothing;
  PtlChangesTable *table;
  GtkLabel *summary_label;
  PtlChangeDetails *details;
};

enum
{
  CLOSED,
  FAILED,
  TOLD,
  IGNORED,
  PORT_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlCompareView, ptl_compare_view, GTK_TYPE_STACK)

static void
set_enabled (PtlCompareView *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_actions (PtlCompareView *self)
{
  const PtlChangeRow *row = self->comparing == NULL ? self->row : NULL;
  g_autofree char *rule = row != NULL ? ptl_change_row_make_rule (row, TRUE) : NULL;

  set_enabled (self, "swap", self->set != NULL && self->comparing == NULL);
  set_enabled (self, "export", self->set != NULL);
  set_enabled (self, "find", self->set != NULL);
  set_enabled (self, "copy-as", row != NULL);
  set_enabled (self, "ignore-here", rule != NULL);
  set_enabled (self, "ignore-everywhere", rule != NULL);
  set_enabled (self, "show-before", row != NULL && row->host->hosts[0] != NULL);
  set_enabled (self, "show-after", row != NULL && row->host->hosts[1] != NULL);
}

static void
stop (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

/* What is shown ------------------------------------------------------------------- */

static void
show_sessions (PtlCompareView *self)
{
  for (guint i = 0; i < 2; i++)
    {
      const PtlSessionInfo *info = ptl_session_item_get_info (self->items[i]);
      g_autofree char *name = ptl_display_line (info->name);
      g_autofree char *when = ptl_phrases_date_and_time (info->started_us);
      const char *coverage = self->set != NULL ? self->set->coverage[i] : NULL;
      g_autofree char *facts = g_strjoin (" · ", when, coverage, NULL);

      gtk_label_set_text (self->names[i], name);
      gtk_label_set_text (self->facts[i], facts);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->names[i]), name);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->facts[i]), facts);
    }
}

/* Returns: (transfer full): whole sentences in one line */
static char *
get_summary (PtlCompareView *self)
{
  g_autoptr (GPtrArray) sentences =
      ptl_comparison_phrases_get_summary (self->set->comparison);
  g_autofree char *text = NULL;

  g_ptr_array_add (sentences, NULL);
  text = g_strjoinv ("  ", (char **) sentences->pdata);
  return ptl_display_line (text);
}

static void
show_nothing (PtlCompareView *self)
{
  const char *typed = gtk_entry_get_text (GTK_ENTRY (self->filter_entry));
  g_autofree char *summary = get_summary (self);

  if (typed[0] != '\0')
    ptl_empty_state_set (self->nothing, "edit-find-symbolic", _ ("No Such Change"),
                         _ ("None of the rows of the kinds chosen above has that text."));
  else if (ptl_comparison_has_differences (self->set->comparison))
    ptl_empty_state_set (self->nothing, "edit-find-symbolic", _ ("No Kind Is Chosen"),
                         _ ("Choose above what is to be shown."));
  else
    ptl_empty_state_set (self->nothing, "object-select-symbolic", _ ("Nothing Changed"),
                         summary);
  gtk_stack_set_visible_child_name (self->pages, "nothing");
}

/* Finding rows -------------------------------------------------------------------- */

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlCompareView) self = user_data;
  g_autoptr (GArray) indexes = ptl_change_set_find_finish (result);

  if (indexes == NULL) /* another one is on its way */
    return;

  g_clear_object (&self->finding);
  ptl_changes_table_show (self->table, self->set, indexes);
  if (indexes->len > 0)
    gtk_stack_set_visible_child_name (self->pages, "changes");
  else
    show_nothing (self);
}

static void
find_rows (PtlCompareView *self)
{
  if (self->set == NULL)
    return;

  stop (&self->finding);
  self->finding = g_cancellable_new ();
  ptl_change_set_find_async (self->set, ptl_change_chips_get_groups (self->chips),
                             gtk_entry_get_text (GTK_ENTRY (self->filter_entry)),
                             self->finding, found_cb, g_object_ref (self));
}

static void
wanted_changed_cb (PtlCompareView *self)
{
  find_rows (self);
}

static void
filter_stopped_cb (PtlCompareView *self)
{
  gtk_entry_set_text (GTK_ENTRY (self->filter_entry), "");
  ptl_changes_table_focus (self->table);
}

static void
row_chosen_cb (PtlCompareView *self, const PtlChangeRow *row)
{
  self->row = row;
  ptl_change_details_show (self->details, self->set, row);
  update_actions (self);
}

/* Comparing ----------------------------------------------------------------------- */

static void
drop_set (PtlCompareView *self)
{
  stop (&self->finding);
  ptl_changes_table_show (self->table, NULL, NULL);
  row_chosen_cb (self, NULL);
  g_clear_pointer (&self->set, ptl_change_set_discard);
}

/* Takes @set. */
static void
show_set (PtlCompareView *self, PtlChangeSet *set)
{
  g_autofree char *summary = NULL;

  drop_set (self);
  if (self->swaps)
    {
      PtlSessionItem *before = self->items[0];

      self->items[0] = self->items[1];
      self->items[1] = before;
    }
  self->swaps = FALSE;
  self->set = set;
  show_sessions (self);
  ptl_change_chips_set_counts (self->chips, set->n_rows);
  summary = get_summary (self);
  gtk_label_set_text (self->summary_label, summary);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary_label), summary);
  update_actions (self);
  find_rows (self);
}

static void
tell_ignored (PtlCompareView *self)
{
  g_autofree char *text = g_strdup_printf (_ ("Ignored from now on: %s"), self->added);

  g_free (self->undoable);
  self->undoable = g_steal_pointer (&self->added);
  g_signal_emit (self, signals[IGNORED], 0, text);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlCompareView) self = user_data;
  g_autoptr (GError) error = NULL;
  PtlChangeSet *set = ptl_change_set_load_finish (result, &error);
  gboolean is_first = self->set == NULL;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->comparing);
  if (set == NULL)
    {
      g_clear_pointer (&self->added, g_free);
      update_actions (self);
      text = g_strdup_printf (_ ("The scans cannot be compared: %s"), error->message);
      g_signal_emit (self, signals[FAILED], 0, text);
      if (is_first)
        g_signal_emit (self, signals[CLOSED], 0);
      return;
    }

  show_set (self, set);
  gtk_stack_set_visible_child_name (GTK_STACK (self), "comparison");
  if (is_first)
    ptl_changes_table_focus (self->table);
  if (self->added != NULL)
    tell_ignored (self);
}

static void
begin (PtlCompareView *self)
{
  stop (&self->comparing);
  g_clear_pointer (&self->added, g_free);
  self->swaps = FALSE;
  self->comparing = g_cancellable_new ();
}

/* What is shown stays until the new comparison is there. */
static void
load (PtlCompareView *self, gboolean swaps)
{
  begin (self);
  self->swaps = swaps;
  ptl_change_set_load_async (self->library, self->items[swaps], self->items[!swaps],
                             self->comparing, compared_cb, g_object_ref (self));
  update_actions (self);
}

/* @removed: (nullable) */
static void
renew (PtlCompareView *self, const char *removed)
{
  ptl_change_set_renew_async (self->set, self->added, removed, self->comparing,
                              compared_cb, g_object_ref (self));
  update_actions (self);
}

void
ptl_compare_view_compare (PtlCompareView *self,
                          PtlLibrary *library,
                          PtlSessionItem *item,
                          PtlSessionItem *other)
{
  gboolean is_earlier;

  g_return_if_fail (PTL_IS_COMPARE_VIEW (self));

  is_earlier = ptl_session_item_get_info (item)->started_us <
               ptl_session_item_get_info (other)->started_us;
  g_object_ref (item);
  g_object_ref (other);
  ptl_compare_view_clear (self);
  self->library = g_object_ref (library);
  self->items[0] = is_earlier ? item : other;
  self->items[1] = is_earlier ? other : item;
  ptl_change_chips_reset (self->chips);
  gtk_entry_set_text (GTK_ENTRY (self->filter_entry), "");
  gtk_stack_set_visible_child_name (GTK_STACK (self), "busy");
  load (self, FALSE);
}

void
ptl_compare_view_ask (PtlCompareView *self, PtlLibrary *library, PtlSessionItem *item)
{
  g_return_if_fail (PTL_IS_COMPARE_VIEW (self));

  g_object_ref (item);
  ptl_compare_view_clear (self);
  self->library = g_object_ref (library);
  self->items[0] = item;
  gtk_stack_set_visible_child_name (GTK_STACK (self), "chooser");
  ptl_compare_chooser_ask (self->chooser, library, item);
}

static void
other_chosen_cb (PtlCompareView *self, PtlSessionItem *other)
{
  ptl_compare_view_compare (self, self->library, self->items[0], other);
}

void
ptl_compare_view_clear (PtlCompareView *self)
{
  g_return_if_fail (PTL_IS_COMPARE_VIEW (self));

  stop (&self->comparing);
  drop_set (self);
  g_clear_pointer (&self->added, g_free);
  g_clear_pointer (&self->undoable, g_free);
  for (guint i = 0; i < 2; i++)
    g_clear_object (&self->items[i]);
  g_clear_object (&self->library);
}

/* Actions ------------------------------------------------------------------------- */

static void
close_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[CLOSED], 0);
}

static void
swap_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  load (user_data, TRUE);
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_grab_focus (GTK_WIDGET (((PtlCompareView *) user_data)->filter_entry));
}

static void
ignore (PtlCompareView *self, gboolean everywhere)
{
  begin (self);
  self->added = ptl_change_row_make_rule (self->row, everywhere);
  renew (self, NULL);
}

static void
ignore_here_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ignore (user_data, FALSE);
}

static void
ignore_everywhere_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ignore (user_data, TRUE);
}

gboolean
ptl_compare_view_undo (PtlCompareView *self)
{
  g_autofree char *rule = NULL;

  g_return_val_if_fail (PTL_IS_COMPARE_VIEW (self), FALSE);

  if (self->undoable == NULL || self->comparing != NULL)
    return FALSE;

  rule = g_steal_pointer (&self->undoable);
  begin (self);
  renew (self, rule);
  return TRUE;
}

void
ptl_compare_view_forget_undo (PtlCompareView *self)
{
  g_return_if_fail (PTL_IS_COMPARE_VIEW (self));

  g_clear_pointer (&self->undoable, g_free);
}

static void
copy_as_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlCompareView *self = user_data;

  ptl_changes_table_copy_as (self->table, g_variant_get_string (parameter, NULL));
}

static void
show_port (PtlCompareView *self, guint side)
{
  g_autoptr (PtlSessionItem) item = g_object_ref (self->items[side]);
  g_autoptr (PtlHost) host = ptl_host_ref (self->row->host->hosts[side]);
  PtlPort *shown = self->row->port != NULL ? self->row->port->sides[side].port : NULL;
  g_autoptr (PtlPort) port = shown != NULL ? ptl_port_ref (shown) : NULL;

  g_signal_emit (self, signals[PORT_WANTED], 0, item, host, port);
}

static void
show_before_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_port (user_data, 0);
}

static void
show_after_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_port (user_data, 1);
}

static void
row_activated_cb (PtlCompareView *self)
{
  if (self->row != NULL)
    show_port (self, self->row->host->hosts[1] != NULL ? 1 : 0);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlCompareView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = ptl_comparison_export_finish (result, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  text = name != NULL ? g_strdup_printf (_ ("Exported to “%s”."), name)
                      : g_strdup_printf (_ ("Not exported: %s"), error->message);
  g_signal_emit (self, signals[name != NULL ? TOLD : FAILED], 0, text);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlCompareView *self = user_data;

  ptl_comparison_export_async (GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self))),
                               self->set, NULL, exported_cb, g_object_ref (self));
}

static const GActionEntry action_entries[] = {
  { .name = "close", .activate = close_cb },
  { .name = "swap", .activate = swap_cb },
  { .name = "find", .activate = find_cb },
  { .name = "export", .activate = export_cb },
  { .name = "copy-as", .activate = copy_as_cb, .parameter_type = "s" },
  { .name = "ignore-here", .activate = ignore_here_cb },
  { .name = "ignore-everywhere", .activate = ignore_everywhere_cb },
  { .name = "show-before", .activate = show_before_cb },
  { .name = "show-after", .activate = show_after_cb },
};

GActionGroup *
ptl_compare_view_get_actions (PtlCompareView *self)
{
  g_return_val_if_fail (PTL_IS_COMPARE_VIEW (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

/* The widget ---------------------------------------------------------------------- */

static void
ptl_compare_view_dispose (GObject *object)
{
  PtlCompareView *self = PTL_COMPARE_VIEW (object);

  if (self->actions != NULL)
    ptl_compare_view_clear (self);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (ptl_compare_view_parent_class)->dispose (object);
}

static void
add_signals (void)
{
  static const struct
  {
    const char *name;
    guint signal;
  } with_text[] = { { "failed", FAILED }, { "told", TOLD }, { "ignored", IGNORED } };

  signals[CLOSED] = g_signal_new ("closed", PTL_TYPE_COMPARE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  for (guint i = 0; i < G_N_ELEMENTS (with_text); i++)
    signals[with_text[i].signal] =
        g_signal_new (with_text[i].name, PTL_TYPE_COMPARE_VIEW, G_SIGNAL_RUN_LAST, 0,
                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PORT_WANTED] = g_signal_new (
      "port-wanted", PTL_TYPE_COMPARE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 3, PTL_TYPE_SESSION_ITEM, G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PtlCompareView, chooser);
  gtk_widget_class_bind_template_child (widget_class, PtlCompareView, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, PtlCompareView, chips);
  gtk_widget_class_bind_template_child (widget_class, PtlCompareView, pages);
  gtk_widget_class_bind_template_child (widget_class, PtlCompareView, nothing);
  gtk_widget_class_bind_template_child (widget_class, PtlCompareView, table);
  gtk_widget_class_bind_template_child (widget_class, PtlCompareView, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PtlCompareView, details);
  gtk_widget_class_bind_template_child_full (widget_class, "before_name", FALSE,
                                             G_STRUCT_OFFSET (PtlCompareView, names[0]));
  gtk_widget_class_bind_template_child_full (widget_class, "after_name", FALSE,
                                             G_STRUCT_OFFSET (PtlCompareView, names[1]));
  gtk_widget_class_bind_template_child_full (widget_class, "before_facts", FALSE,
                                             G_STRUCT_OFFSET (PtlCompareView, facts[0]));
  gtk_widget_class_bind_template_child_full (widget_class, "after_facts", FALSE,
                                             G_STRUCT_OFFSET (PtlCompareView, facts[1]));
}

static void
ptl_compare_view_class_init (PtlCompareViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_compare_view_dispose;
  add_signals ();

  g_type_ensure (PTL_TYPE_COMPARE_CHOOSER);
  g_type_ensure (PTL_TYPE_CHANGE_CHIPS);
  g_type_ensure (PTL_TYPE_EMPTY_STATE);
  g_type_ensure (PTL_TYPE_CHANGES_TABLE);
  g_type_ensure (PTL_TYPE_CHANGE_DETAILS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/compare-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, other_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, wanted_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ptl_compare_view_init (PtlCompareView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  update_actions (self);
}
