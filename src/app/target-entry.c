/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/target-entry.c: where a person says what to scan.
 *
 * Template: ui/target-entry.ui.  While one types, the number of addresses stands in the
 * entry; a fault is shown once the typing pauses. */
#include "app/target-entry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/phrases.h"
#include "app/settings.h"
#include "base/display.h"

#define PAUSE_MS     700
#define LABEL_MARGIN 36 /* pixels between the end of the text and the count */

struct _PtlTargetEntry
{
  GtkOverlay parent_instance;

  guint pause_id;
  GStrv networks; /* (nullable): of this machine */

  GtkEntry *entry;
  GtkEntryCompletion *completion;
  GtkListStore *history;
  GtkLabel *count_label;
  GtkPopover *error_popover;
  GtkLabel *error_label;
};

enum
{
  COLUMN_TARGET,
  COLUMN_HINT
};

enum
{
  ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlTargetEntry, ptl_target_entry, GTK_TYPE_OVERLAY)

static void
set_error (PtlTargetEntry *self, const char *message)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self->entry));
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (self->entry));
  g_autofree char *line = ptl_display_line (message);

  if (message != NULL)
    {
      gtk_style_context_add_class (style, GTK_STYLE_CLASS_ERROR);
      gtk_label_set_text (self->error_label, line);
      gtk_popover_popup (self->error_popover);
    }
  else
    {
      gtk_style_context_remove_class (style, GTK_STYLE_CLASS_ERROR);
      gtk_popover_popdown (self->error_popover);
    }

  atk_object_set_description (accessible, line);
}

/* A text begins where its own letters begin, whichever way the window is read. */
static GtkAlign
get_count_align (PtlTargetEntry *self)
{
  PangoLayout *layout = gtk_entry_get_layout (self->entry);
  gboolean text_is_rtl = pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL;
  gboolean window_is_rtl =
      gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  return text_is_rtl == window_is_rtl ? GTK_ALIGN_END : GTK_ALIGN_START;
}

/* The count stands after the text, and gives way to it. */
static void
show_count (PtlTargetEntry *self, guint64 n_addresses)
{
  g_autofree char *text = n_addresses > 0 ? ptl_phrases_addresses (n_addresses) : NULL;
  int text_width;
  int label_width;

  gtk_label_set_text (self->count_label, text != NULL ? text : "");
  gtk_widget_set_halign (GTK_WIDGET (self->count_label), get_count_align (self));
  pango_layout_get_pixel_size (gtk_entry_get_layout (self->entry), &text_width, NULL);
  gtk_widget_get_preferred_width (GTK_WIDGET (self->count_label), NULL, &label_width);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label),
                          text_width + label_width + LABEL_MARGIN <
                              gtk_widget_get_allocated_width (GTK_WIDGET (self->entry)));
}

GPtrArray *
ptl_target_entry_check (PtlTargetEntry *self, PtlTargetSummary *summary)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *targets;

  g_return_val_if_fail (PTL_IS_TARGET_ENTRY (self), NULL);

  targets =
      ptl_scan_run_check_targets (gtk_entry_get_text (self->entry), summary, &error);
  set_error (self, targets == NULL ? error->message : NULL);
  return targets;
}

static gboolean
pause_cb (gpointer user_data)
{
  PtlTargetEntry *self = user_data;
  PtlTargetSummary summary;
  GPtrArray *targets;

  self->pause_id = 0;
  targets = ptl_target_entry_check (self, &summary);
  g_clear_pointer (&targets, g_ptr_array_unref);
  return G_SOURCE_REMOVE;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t,")] == '\0';
}

static void
changed_cb (PtlTargetEntry *self)
{
  const char *text = gtk_entry_get_text (self->entry);
  g_autoptr (GPtrArray) targets = NULL;
  PtlTargetSummary summary = { 0 };

  g_clear_handle_id (&self->pause_id, g_source_remove);
  if (!is_blank (text))
    targets = ptl_scan_run_check_targets (text, &summary, NULL);

  show_count (self, targets != NULL ? summary.n_addresses : 0);
  if (targets != NULL || is_blank (text))
    set_error (self, NULL);
  else
    self->pause_id = g_timeout_add (PAUSE_MS, pause_cb, self);
}

static void
activate_cb (PtlTargetEntry *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static gboolean
focus_out_cb (PtlTargetEntry *self)
{
  gtk_popover_popdown (self->error_popover);
  return GDK_EVENT_PROPAGATE;
}

/* Completes in the middle too: people remember "168.7", not "192". */
static gboolean
match_cb (GtkEntryCompletion *completion,
          const char *key,
          GtkTreeIter *iter,
          gpointer user_data)
{
  g_autofree char *text = NULL;

  gtk_tree_model_get (gtk_entry_completion_get_model (completion), iter, COLUMN_TARGET,
                      &text, -1);
  return text != NULL && strcasestr (text, key) != NULL;
}

static void
load_history (PtlTargetEntry *self)
{
  g_auto (GStrv) history = ptl_settings_get_target_history ();

  gtk_list_store_clear (self->history);
  for (guint i = 0; self->networks != NULL && self->networks[i] != NULL; i++)
    gtk_list_store_insert_with_values (self->history, NULL, -1, COLUMN_TARGET,
                                       self->networks[i], COLUMN_HINT, _ ("This network"),
                                       -1);
  for (guint i = 0; history[i] != NULL; i++)
    if (g_utf8_validate (history[i], -1, NULL) &&
        (self->networks == NULL ||
         !g_strv_contains ((const char *const *) self->networks, history[i])))
      gtk_list_store_insert_with_values (self->history, NULL, -1, COLUMN_TARGET,
                                         history[i], -1);
}

void
ptl_target_entry_offer_networks (PtlTargetEntry *self, const char *const *networks)
{
  g_return_if_fail (PTL_IS_TARGET_ENTRY (self));

  g_strfreev (self->networks);
  self->networks = g_strdupv ((char **) networks);
  load_history (self);
}

const char *
ptl_target_entry_get_text (PtlTargetEntry *self)
{
  g_return_val_if_fail (PTL_IS_TARGET_ENTRY (self), NULL);

  return gtk_entry_get_text (self->entry);
}

void
ptl_target_entry_set_text (PtlTargetEntry *self, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_return_if_fail (PTL_IS_TARGET_ENTRY (self));

  gtk_entry_set_text (self->entry, valid);
}

void
ptl_target_entry_remember (PtlTargetEntry *self)
{
  g_return_if_fail (PTL_IS_TARGET_ENTRY (self));

  ptl_settings_remember_target (gtk_entry_get_text (self->entry));
  load_history (self);
}

void
ptl_target_entry_focus (PtlTargetEntry *self)
{
  g_return_if_fail (PTL_IS_TARGET_ENTRY (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

gboolean
ptl_target_entry_has_focus (PtlTargetEntry *self)
{
  g_return_val_if_fail (PTL_IS_TARGET_ENTRY (self), FALSE);

  return gtk_widget_has_focus (GTK_WIDGET (self->entry));
}

static void
ptl_target_entry_dispose (GObject *object)
{
  PtlTargetEntry *self = PTL_TARGET_ENTRY (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  G_OBJECT_CLASS (ptl_target_entry_parent_class)->dispose (object);
}

static void
ptl_target_entry_finalize (GObject *object)
{
  g_strfreev (PTL_TARGET_ENTRY (object)->networks);
  G_OBJECT_CLASS (ptl_target_entry_parent_class)->finalize (object);
}

static void
ptl_target_entry_class_init (PtlTargetEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_target_entry_dispose;
  G_OBJECT_CLASS (klass)->finalize = ptl_target_entry_finalize;

  signals[ACTIVATE] = g_signal_new ("activate", PTL_TYPE_TARGET_ENTRY, G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/target-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlTargetEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, PtlTargetEntry, completion);
  gtk_widget_class_bind_template_child (widget_class, PtlTargetEntry, history);
  gtk_widget_class_bind_template_child (widget_class, PtlTargetEntry, count_label);
  gtk_widget_class_bind_template_child (widget_class, PtlTargetEntry, error_popover);
  gtk_widget_class_bind_template_child (widget_class, PtlTargetEntry, error_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_out_cb);
}

static void
ptl_target_entry_init (PtlTargetEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_entry_completion_set_match_func (self->completion, match_cb, NULL, NULL);
  load_history (self);
}
