/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/rule-editor.c: a file of rules as text, and the rule at the cursor as a form.
 *
 * The text is what counts: the form reads and writes parts of one line of it.
 * Template: ui/rule-editor.ui. */
#include "app/rule-editor.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>

#include "rules/rule-line.h"
#include "runner/data-files.h"

#define LANGUAGE "portolan-rules"

struct _PtlRuleEditor
{
  GtkBox parent_instance;

  gboolean updating; /* the form is filled from the text, or the text from the form */

  GtkSourceView *view;
  GtkSourceBuffer *buffer;
  GtkWidget *form;
  GtkEntry *service;
  GtkEntry *product;
  GtkEntry *version;
  GtkEntry *extra_info;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlRuleEditor, ptl_rule_editor, GTK_TYPE_BOX)

static GtkTextBuffer *
get_buffer (PtlRuleEditor *self)
{
  return GTK_TEXT_BUFFER (self->buffer);
}

static void
find_line (PtlRuleEditor *self, int number, GtkTextIter *start, GtkTextIter *end)
{
  gtk_text_buffer_get_iter_at_line (get_buffer (self), start, number);
  *end = *start;
  if (!gtk_text_iter_ends_line (end))
    gtk_text_iter_forward_to_line_end (end);
}

/* Returns: (transfer full): the text of a line, without its end */
static char *
get_line (PtlRuleEditor *self, int number, GtkTextIter *start, GtkTextIter *end)
{
  find_line (self, number, start, end);
  return gtk_text_buffer_get_text (get_buffer (self), start, end, TRUE);
}

/* The rule the cursor is on, else the next one, else the one before. */
static char *
find_rule (PtlRuleEditor *self, GtkTextIter *start, GtkTextIter *end)
{
  const int n_lines = gtk_text_buffer_get_line_count (get_buffer (self));
  GtkTextIter cursor;
  int line;

  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &cursor,
                                    gtk_text_buffer_get_insert (get_buffer (self)));
  line = gtk_text_iter_get_line (&cursor);
  for (int i = 0; i < n_lines; i++)
    {
      const int number = line + i < n_lines ? line + i : n_lines - 1 - i;
      g_autofree char *text = get_line (self, number, start, end);

      if (ptl_rule_line_is_rule (text))
        return g_steal_pointer (&text);
    }

  return NULL;
}

static struct
{
  PtlRulePart part;
  gsize offset;
} const fields[] = {
  { PTL_RULE_PART_SERVICE, G_STRUCT_OFFSET (PtlRuleEditor, service) },
  { PTL_RULE_PART_PRODUCT, G_STRUCT_OFFSET (PtlRuleEditor, product) },
  { PTL_RULE_PART_VERSION, G_STRUCT_OFFSET (PtlRuleEditor, version) },
  { PTL_RULE_PART_EXTRA_INFO, G_STRUCT_OFFSET (PtlRuleEditor, extra_info) },
};

static GtkEntry *
get_entry (PtlRuleEditor *self, guint index)
{
  return G_STRUCT_MEMBER (GtkEntry *, self, fields[index].offset);
}

static void
fill_form (PtlRuleEditor *self)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *line = find_rule (self, &start, &end);

  self->updating = TRUE;
  gtk_widget_set_sensitive (self->form, line != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkEntry *entry = get_entry (self, i);
      g_autofree char *value =
          line != NULL ? ptl_rule_line_get (line, fields[i].part) : NULL;

      if (g_strcmp0 (gtk_entry_get_text (entry), value != NULL ? value : "") != 0)
        gtk_entry_set_text (entry, value != NULL ? value : "");
    }
  self->updating = FALSE;
}

static void
replace (PtlRuleEditor *self, GtkTextIter *start, GtkTextIter *end, const char *text)
{
  gtk_text_buffer_begin_user_action (get_buffer (self));
  gtk_text_buffer_delete (get_buffer (self), start, end);
  gtk_text_buffer_insert (get_buffer (self), start, text, -1);
  gtk_text_buffer_end_user_action (get_buffer (self));
}

static void
field_changed_cb (PtlRuleEditor *self, GtkEntry *entry)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *line = NULL;
  g_autofree char *written = NULL;

  if (self->updating)
    return;

  line = find_rule (self, &start, &end);
  for (guint i = 0; line != NULL && i < G_N_ELEMENTS (fields); i++)
    if (get_entry (self, i) == entry)
      written = ptl_rule_line_set (line, fields[i].part, gtk_entry_get_text (entry));

  if (written == NULL)
    return;
  self->updating = TRUE;
  replace (self, &start, &end, written);
  self->updating = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
text_changed_cb (PtlRuleEditor *self)
{
  if (self->updating)
    return;

  fill_form (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
cursor_moved_cb (PtlRuleEditor *self)
{
  if (!self->updating)
    fill_form (self);
}

void
ptl_rule_editor_set_text (PtlRuleEditor *self, const char *text, gboolean is_new)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_if_fail (PTL_IS_RULE_EDITOR (self));

  self->updating = TRUE;
  if (is_new)
    gtk_source_buffer_begin_not_undoable_action (self->buffer);
  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  replace (self, &start, &end, text);
  if (is_new)
    gtk_source_buffer_end_not_undoable_action (self->buffer);
  gtk_text_buffer_get_start_iter (get_buffer (self), &start);
  gtk_text_buffer_place_cursor (get_buffer (self), &start);
  self->updating = FALSE;
  text_changed_cb (self);
}

char *
ptl_rule_editor_get_text (PtlRuleEditor *self)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (PTL_IS_RULE_EDITOR (self), NULL);

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
}

static char *
get_part (PtlRuleEditor *self, PtlRulePart part)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *line = find_rule (self, &start, &end);

  return line != NULL ? ptl_rule_line_get (line, part) : NULL;
}

char *
ptl_rule_editor_get_service (PtlRuleEditor *self)
{
  g_return_val_if_fail (PTL_IS_RULE_EDITOR (self), NULL);

  return get_part (self, PTL_RULE_PART_SERVICE);
}

char *
ptl_rule_editor_get_product (PtlRuleEditor *self)
{
  g_return_val_if_fail (PTL_IS_RULE_EDITOR (self), NULL);

  return get_part (self, PTL_RULE_PART_PRODUCT);
}

void
ptl_rule_editor_insert_before_rule (PtlRuleEditor *self, const char *line)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *rule = NULL;

  g_return_if_fail (PTL_IS_RULE_EDITOR (self));

  rule = find_rule (self, &start, &end);
  if (rule != NULL)
    gtk_text_buffer_insert (get_buffer (self), &start, line, -1);
}

void
ptl_rule_editor_show_problem (PtlRuleEditor *self, const PtlRuleProblem *problem)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_if_fail (PTL_IS_RULE_EDITOR (self));

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  gtk_text_buffer_remove_tag_by_name (get_buffer (self), "problem", &start, &end);
  if (problem == NULL)
    return;

  find_line (self, (int) problem->line - 1, &start, &end);
  /* Columns are bytes, and the end of the line is a place for an error, too. */
  if (problem->column - 1 < (guint) gtk_text_iter_get_line_index (&end))
    gtk_text_iter_set_line_index (&start, (int) problem->column - 1);
  gtk_text_buffer_apply_tag_by_name (get_buffer (self), "problem", &start, &end);
}

void
ptl_rule_editor_focus (PtlRuleEditor *self)
{
  g_return_if_fail (PTL_IS_RULE_EDITOR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* Without the definition the text is not coloured, and just as good. */
static void
load_language (PtlRuleEditor *self)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  g_autofree char *file = ptl_data_files_find ("language-specs/" LANGUAGE ".lang");
  g_autofree char *folder = file != NULL ? g_path_get_dirname (file) : NULL;
  const char *const *known = gtk_source_language_manager_get_search_path (manager);
  g_autoptr (GPtrArray) path = g_ptr_array_new ();

  if (folder != NULL && !g_strv_contains (known, folder))
    {
      g_ptr_array_add (path, folder);
      for (guint i = 0; known[i] != NULL; i++)
        g_ptr_array_add (path, (char *) known[i]);
      g_ptr_array_add (path, NULL);
      gtk_source_language_manager_set_search_path (manager, (char **) path->pdata);
    }

  gtk_source_buffer_set_language (
      self->buffer, gtk_source_language_manager_get_language (manager, LANGUAGE));
}

static void
theme_changed_cb (PtlRuleEditor *self)
{
  GdkRGBA colour;
  const char *scheme;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)),
                               GTK_STATE_FLAG_NORMAL, &colour);
  scheme = colour.red + colour.green + colour.blue > 1.5 ? "oblivion" : "tango";
  gtk_source_buffer_set_style_scheme (
      self->buffer, gtk_source_style_scheme_manager_get_scheme (
                        gtk_source_style_scheme_manager_get_default (), scheme));
}

static void
ptl_rule_editor_class_init (PtlRuleEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHANGED] = g_signal_new ("changed", PTL_TYPE_RULE_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  g_type_ensure (GTK_SOURCE_TYPE_BUFFER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/rule-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlRuleEditor, view);
  gtk_widget_class_bind_template_child (widget_class, PtlRuleEditor, buffer);
  gtk_widget_class_bind_template_child (widget_class, PtlRuleEditor, form);
  gtk_widget_class_bind_template_child (widget_class, PtlRuleEditor, service);
  gtk_widget_class_bind_template_child (widget_class, PtlRuleEditor, product);
  gtk_widget_class_bind_template_child (widget_class, PtlRuleEditor, version);
  gtk_widget_class_bind_template_child (widget_class, PtlRuleEditor, extra_info);
  gtk_widget_class_bind_template_callback (widget_class, field_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cursor_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, theme_changed_cb);
}

static void
ptl_rule_editor_init (PtlRuleEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (GTK_WIDGET (self->view), GTK_TEXT_DIR_LTR);
  gtk_text_buffer_create_tag (get_buffer (self), "problem", "underline",
                              PANGO_UNDERLINE_ERROR, NULL);
  /* A template cannot name what GtkSourceView makes for itself. */
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self->view)), _ ("Rules"));
  load_language (self);
  theme_changed_cb (self);
}
