/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/filter-entry.c: where a person types a filter.
 *
 * Template: ui/filter-entry.ui.  A filter takes effect when the typing pauses; what is
 * wrong is said a little later, and the filter before stays meanwhile. */
#include "app/filter-entry.h"

#include <string.h>

#include "app/filter-offers.h"
#include "base/display.h"

#define PAUSE_MS       120
#define FAULT_PAUSE_MS 700
#define MAX_OFFERED    12

struct _PtlFilterEntry
{
  GtkBox parent_instance;

  guint pause_id;
  guint fault_id;
  guint offer_id;
  char *fault; /* (nullable): is said when the typing pauses for longer */
  PtlFilterValuesFunc values_func;
  gpointer values_data;
  gsize word_start; /* of the word that is completed, in bytes */

  GtkEntry *entry;
  PtlFilterOffers *offers;
  GtkLabel *error_label;
};

enum
{
  FILTER_CHANGED,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlFilterEntry, ptl_filter_entry, GTK_TYPE_BOX)

void
ptl_filter_entry_set_error (PtlFilterEntry *self, const char *message)
{
  GtkStyleContext *style;
  g_autofree char *line = ptl_display_line (message);

  g_return_if_fail (PTL_IS_FILTER_ENTRY (self));

  style = gtk_widget_get_style_context (GTK_WIDGET (self->entry));
  if (message != NULL)
    gtk_style_context_add_class (style, GTK_STYLE_CLASS_ERROR);
  else
    gtk_style_context_remove_class (style, GTK_STYLE_CLASS_ERROR);
  gtk_label_set_text (self->error_label, line);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message != NULL);
  atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self->entry)), line);
}

static gboolean
fault_cb (gpointer user_data)
{
  PtlFilterEntry *self = user_data;

  self->fault_id = 0;
  ptl_filter_entry_set_error (self, self->fault);
  return G_SOURCE_REMOVE;
}

static void
forget_fault (PtlFilterEntry *self)
{
  g_clear_handle_id (&self->fault_id, g_source_remove);
  g_clear_pointer (&self->fault, g_free);
}

static void
apply (PtlFilterEntry *self)
{
  const char *text = gtk_entry_get_text (self->entry);
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlSessionFilter) filter = ptl_session_filter_new (text, NULL, &error);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  forget_fault (self);
  if (filter == NULL)
    {
      self->fault = g_strdup (error->message);
      self->fault_id = g_timeout_add (FAULT_PAUSE_MS, fault_cb, self);
      return;
    }

  ptl_filter_entry_set_error (self, NULL);
  g_signal_emit (self, signals[FILTER_CHANGED], 0,
                 ptl_filter_is_all (filter->filter) ? NULL : filter);
}

static gboolean
pause_cb (gpointer user_data)
{
  PtlFilterEntry *self = user_data;

  self->pause_id = 0;
  apply (self);
  return G_SOURCE_REMOVE;
}

/* --- completion --- */

/* Returns: the place of the cursor in the entry's text, in bytes */
static gsize
get_cursor (PtlFilterEntry *self)
{
  const char *text = gtk_entry_get_text (self->entry);
  int position = gtk_editable_get_position (GTK_EDITABLE (self->entry));

  return (gsize) (g_utf8_offset_to_pointer (text, position) - text);
}

/* A value in quotation marks is offered as it is typed with them. */
static void
add_values (PtlFilterEntry *self,
            PtlFilterField field,
            const char *typed,
            GPtrArray *offers)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  gsize name_len = strlen (ptl_filter_field_get_info (field)->name) + strlen (":");

  self->values_func (field, typed + (*typed == '"'), values, self->values_data);
  for (guint i = 0; i < values->len && i < MAX_OFFERED; i++)
    {
      g_autofree char *term = ptl_filter_print_term (field, values->pdata[i]);

      if (strcmp (term + name_len, typed) != 0)
        g_ptr_array_add (offers, g_strdup (term + name_len));
    }
}

/* Below the word that is completed. */
static void
place_offers (PtlFilterEntry *self)
{
  PangoLayout *layout = gtk_entry_get_layout (self->entry);
  int index = gtk_entry_text_index_to_layout_index (self->entry, (int) self->word_start);
  GdkRectangle place = { .width = 1 };
  PangoRectangle word;
  int x;

  pango_layout_index_to_pos (layout, index, &word);
  gtk_entry_get_layout_offsets (self->entry, &x, NULL);
  place.x = x + PANGO_PIXELS (word.x);
  place.height = gtk_widget_get_allocated_height (GTK_WIDGET (self->entry));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->offers), &place);
}

/* What may stand at the cursor, but for what stands there, and for everything. */
static void
offer (PtlFilterEntry *self)
{
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func (g_free);
  const char *text = gtk_entry_get_text (self->entry);
  gsize cursor = get_cursor (self);
  PtlFilterField field;
  g_auto (GStrv) words = ptl_filter_complete (text, cursor, &self->word_start, &field);
  g_autofree char *typed = NULL;

  if (self->word_start < cursor || field != PTL_FILTER_N_FIELDS)
    {
      typed = g_strndup (text + self->word_start, cursor - self->word_start);
      for (guint i = 0; words[i] != NULL && i < MAX_OFFERED; i++)
        if (strcmp (words[i], typed) != 0)
          g_ptr_array_add (offers, g_strdup (words[i]));
      if (field != PTL_FILTER_N_FIELDS && words[0] == NULL && self->values_func != NULL)
        add_values (self, field, typed, offers);
    }

  place_offers (self);
  ptl_filter_offers_set (self->offers, offers);
}

static void
hide_offers (PtlFilterEntry *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->offers));
}

static void
take_offer (PtlFilterEntry *self, const char *word)
{
  const char *text = gtk_entry_get_text (self->entry);
  gsize cursor = get_cursor (self);
  g_autofree char *before = g_strndup (text, MIN (self->word_start, cursor));
  g_autofree char *changed = g_strconcat (before, word, text + cursor, NULL);
  int place = (int) (g_utf8_strlen (before, -1) + g_utf8_strlen (word, -1));
  gboolean goes_on = g_str_has_suffix (word, ":");

  gtk_entry_set_text (self->entry, changed);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), place);
  if (goes_on)
    offer (self);
  else
    hide_offers (self);
}

static gboolean
key_press_cb (PtlFilterEntry *self, GdkEventKey *event)
{
  g_autofree char *chosen = g_strdup (ptl_filter_offers_get_chosen (self->offers));
  gboolean is_open = gtk_widget_get_visible (GTK_WIDGET (self->offers));

  switch (event->keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      if (is_open)
        ptl_filter_offers_move (self->offers, event->keyval == GDK_KEY_Down);
      return is_open;

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
      if (chosen != NULL)
        take_offer (self, chosen);
      return chosen != NULL;

    case GDK_KEY_Escape:
      if (is_open)
        hide_offers (self);
      return is_open;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
focus_out_cb (PtlFilterEntry *self)
{
  hide_offers (self);
  return GDK_EVENT_PROPAGATE;
}

/* The cursor is in its place only after the change. */
static gboolean
offer_cb (gpointer user_data)
{
  PtlFilterEntry *self = user_data;

  self->offer_id = 0;
  if (gtk_widget_has_focus (GTK_WIDGET (self->entry)))
    offer (self);
  return G_SOURCE_REMOVE;
}

/* --- typing --- */

static void
changed_cb (PtlFilterEntry *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  forget_fault (self);
  if (self->offer_id == 0)
    self->offer_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, offer_cb, self, NULL);
  if (*gtk_entry_get_text (self->entry) == '\0')
    apply (self);
  else
    self->pause_id = g_timeout_add (PAUSE_MS, pause_cb, self);
}

/* Enter does not wait. */
static void
activate_cb (PtlFilterEntry *self)
{
  hide_offers (self);
  apply (self);
  if (self->fault_id != 0)
    {
      g_clear_handle_id (&self->fault_id, g_source_remove);
      ptl_filter_entry_set_error (self, self->fault);
    }
}

static void
stop_search_cb (PtlFilterEntry *self)
{
  gtk_entry_set_text (self->entry, "");
  g_signal_emit (self, signals[CLOSED], 0);
}

const char *
ptl_filter_entry_get_text (PtlFilterEntry *self)
{
  g_return_val_if_fail (PTL_IS_FILTER_ENTRY (self), NULL);

  return gtk_entry_get_text (self->entry);
}

void
ptl_filter_entry_set_text (PtlFilterEntry *self, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_return_if_fail (PTL_IS_FILTER_ENTRY (self));

  gtk_entry_set_text (self->entry, valid);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  if (self->pause_id != 0)
    apply (self);
}

void
ptl_filter_entry_set_names (PtlFilterEntry *self,
                            const char *name,
                            const char *placeholder)
{
  g_return_if_fail (PTL_IS_FILTER_ENTRY (self));

  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->entry)), name);
  gtk_entry_set_placeholder_text (self->entry, placeholder);
}

void
ptl_filter_entry_set_values_func (PtlFilterEntry *self,
                                  PtlFilterValuesFunc func,
                                  gpointer user_data)
{
  g_return_if_fail (PTL_IS_FILTER_ENTRY (self));

  self->values_func = func;
  self->values_data = user_data;
}

void
ptl_filter_entry_focus (PtlFilterEntry *self)
{
  g_return_if_fail (PTL_IS_FILTER_ENTRY (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
ptl_filter_entry_dispose (GObject *object)
{
  PtlFilterEntry *self = PTL_FILTER_ENTRY (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_handle_id (&self->offer_id, g_source_remove);
  forget_fault (self);
  self->values_func = NULL;
  G_OBJECT_CLASS (ptl_filter_entry_parent_class)->dispose (object);
}

static void
ptl_filter_entry_class_init (PtlFilterEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_filter_entry_dispose;

  signals[FILTER_CHANGED] =
      g_signal_new ("filter-changed", PTL_TYPE_FILTER_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[CLOSED] = g_signal_new ("closed", PTL_TYPE_FILTER_ENTRY, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/filter-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlFilterEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, PtlFilterEntry, error_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_press_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_out_cb);
}

static void
ptl_filter_entry_init (PtlFilterEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->offers = PTL_FILTER_OFFERS (ptl_filter_offers_new (GTK_WIDGET (self->entry)));
  g_signal_connect_object (self->offers, "chosen", G_CALLBACK (take_offer), self,
                           G_CONNECT_SWAPPED);
}
