/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/workbench.c: the window in which match rules are written and tried.
 *
 *   text or answer changed -> preview (a thread) -> fault, captures, result
 *                          -> trial on all stored answers, after a pause
 *
 * Template: ui/workbench.ui. */
#include <glib/gi18n-lib.h>

#include "app/workbench-private.h"
#include "base/display.h"
#include "runner/rule-preview.h"

G_DEFINE_FINAL_TYPE (PtlWorkbench, ptl_workbench, GTK_TYPE_APPLICATION_WINDOW)

/* --- what the rules say --- */

static void
show_fault (PtlWorkbench *self, const PtlRuleProblem *problem)
{
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;

  ptl_rule_editor_show_problem (self->editor, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), problem != NULL);
  if (problem == NULL)
    return;

  text = g_strdup_printf (_ ("Line %u, column %u: %s"), problem->line, problem->column,
                          problem->reason);
  shown = ptl_display_line (text);
  gtk_label_set_text (self->fault, shown);
}

static char *
describe_result (const PtlResponseSample *sample, const PtlService *service)
{
  g_autofree char *name = NULL;
  g_autofree char *version = NULL;
  g_autofree char *all = NULL;

  if (sample == NULL)
    return g_strdup (_ ("Choose or add an answer to see what the rule makes of it."));
  if (service == NULL)
    return g_strdup (_ ("No rule of the file matches this answer."));

  name = ptl_service_get_display_name (service);
  version = ptl_service_get_version_text (service);
  all = g_strdup_printf (_ ("Matches: %s %s"), name, version);
  return ptl_display_line (all);
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlRulePreview) preview = ptl_rule_preview_finish (result, &error);
  PtlWorkbench *self = user_data;
  PtlResponseSample *sample;
  g_autofree char *text = NULL;
  g_autofree char *rules = NULL;

  if (preview == NULL) /* cancelled: a later one is on its way, or the window is gone */
    return;

  g_clear_object (&self->previewing);
  sample = ptl_workbench_answers_get (self);
  rules = ptl_rule_editor_get_text (self->editor);
  text = describe_result (sample, preview->service);
  gtk_label_set_text (self->result, text);
  show_fault (self, preview->problem);
  ptl_capture_view_show (self->captures, sample != NULL ? sample->data : NULL,
                         preview->service != NULL ? preview->service->rule : NULL);
  ptl_rule_trial_view_try (self->trial, preview->problem == NULL ? rules : NULL,
                           self->path != NULL ? self->path : "new.rules");
}

void
ptl_workbench_update (PtlWorkbench *self)
{
  g_autofree char *text = ptl_rule_editor_get_text (self->editor);
  GAction *save = g_action_map_lookup_action (G_ACTION_MAP (self), "save");
  PtlResponseSample *sample = ptl_workbench_answers_get (self);

  g_cancellable_cancel (self->previewing);
  g_clear_object (&self->previewing);
  self->previewing = g_cancellable_new ();
  ptl_rule_preview_async (text, sample, self->previewing, previewed_cb, self);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (save),
                               ptl_workbench_files_is_changed (self));
  gtk_widget_set_sensitive (self->draft_button, sample != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->level), sample != NULL);
  ptl_workbench_files_name_window (self);
}

/* --- handlers --- */

static void
answer_chosen_cb (PtlWorkbench *self)
{
  if (!self->filling)
    ptl_workbench_update (self);
}

static void
file_chosen_cb (PtlWorkbench *self, GtkListBoxRow *row)
{
  if (ptl_workbench_files_may_leave (self))
    ptl_workbench_files_open_row (self, row);
}

static void
level_changed_cb (PtlWorkbench *self)
{
  const char *const names[] = { _ ("Literal"), _ ("Tight"), _ ("Balanced"), _ ("Loose") };
  const double value = gtk_range_get_value (GTK_RANGE (self->level));
  const guint index = (guint) CLAMP (value + 0.5, 0, G_N_ELEMENTS (names) - 1);

  gtk_label_set_text (self->level_label, names[index]);
}

/* A file that is saved keeps its rules: the draft is the beginning of another. */
static void
draft_cb (PtlWorkbench *self)
{
  if (self->path != NULL && !ptl_workbench_files_is_changed (self))
    {
      ptl_workbench_files_open (self, NULL);
      gtk_list_box_unselect_all (self->files);
    }

  ptl_workbench_answers_draft (self);
}

/* --- actions --- */

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_workbench_files_save (user_data);
  g_simple_action_set_enabled (action, FALSE);
}

static void
new_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlWorkbench *self = user_data;

  if (!ptl_workbench_files_may_leave (self))
    return;

  ptl_workbench_files_open (self, NULL);
  gtk_list_box_unselect_all (self->files);
}

static void
must_match_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_workbench_answers_annotate (user_data, FALSE);
}

static void
must_not_match_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ptl_workbench_answers_annotate (user_data, TRUE);
}

static void
close_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (user_data));
}

/* Returns: (transfer full): the sessions that the rules have a say in */
static GPtrArray *
find_items (PtlWorkbench *self, const PtlRuleTrial *trial)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *items = ptl_library_get_items (self->library);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (PtlSessionItem) item = g_list_model_get_item (items, i);
      const gint64 id = ptl_session_item_get_info (item)->id;

      for (guint j = 0; j < trial->findings->len; j++)
        {
          const PtlTrialFinding *finding = trial->findings->pdata[j];

          if (finding->change->evidence->session_id != id)
            continue;
          g_ptr_array_add (found, g_object_ref (item));
          break;
        }
    }

  return found;
}

static void
reidentified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  const gboolean ok =
      ptl_library_reidentify_finish (PTL_LIBRARY (source), result, &error);
  PtlWorkbench *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  ptl_message_bar_show (self->message_bar, ok ? GTK_MESSAGE_INFO : GTK_MESSAGE_ERROR,
                        ok ? _ ("The scans say now what the rules do; what they said "
                                "before is kept.")
                           : error->message,
                        NULL, NULL);
}

static void
reidentify_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtlWorkbench *self = user_data;
  const PtlRuleTrial *trial = ptl_rule_trial_view_get_trial (self->trial);
  g_autoptr (GPtrArray) items = NULL;

  ptl_message_bar_hide (self->message_bar);
  if (trial == NULL)
    return;

  items = find_items (self, trial);
  if (items->len > 0)
    ptl_library_reidentify_async (self->library, items, self->closing, reidentified_cb,
                                  self);
}

static const GActionEntry entries[] = {
  { .name = "save", .activate = save_cb },
  { .name = "new", .activate = new_cb },
  { .name = "must-match", .activate = must_match_cb },
  { .name = "must-not-match", .activate = must_not_match_cb },
  { .name = "reidentify", .activate = reidentify_cb },
  { .name = "close", .activate = close_cb },
};

/* --- the window --- */

static gboolean
delete_event_cb (PtlWorkbench *self)
{
  return ptl_workbench_files_may_leave (self) ? GDK_EVENT_PROPAGATE : GDK_EVENT_STOP;
}

void
ptl_workbench_draft (PtlWorkbench *self, GPtrArray *samples, const char *service)
{
  g_return_if_fail (PTL_IS_WORKBENCH (self));

  ptl_workbench_files_open (self, NULL);
  gtk_list_box_unselect_all (self->files);
  g_free (self->service);
  self->service = g_strdup (service);
  ptl_workbench_answers_set (self, samples);
  ptl_workbench_answers_draft (self);
}

PtlWorkbench *
ptl_workbench_new (GtkApplication *application, PtlLibrary *library)
{
  PtlWorkbench *self =
      g_object_new (PTL_TYPE_WORKBENCH, "application", application, NULL);

  self->library = g_object_ref (library);
  ptl_rule_trial_view_set_library (self->trial, library);
  return self;
}

static void
ptl_workbench_dispose (GObject *object)
{
  PtlWorkbench *self = PTL_WORKBENCH (object);

  g_cancellable_cancel (self->closing);
  g_cancellable_cancel (self->previewing);
  g_cancellable_cancel (self->drafting);
  g_clear_object (&self->monitor);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (ptl_workbench_parent_class)->dispose (object);
}

static void
ptl_workbench_finalize (GObject *object)
{
  PtlWorkbench *self = PTL_WORKBENCH (object);

  g_clear_object (&self->closing);
  g_clear_object (&self->previewing);
  g_clear_object (&self->drafting);
  g_ptr_array_unref (self->samples);
  g_free (self->service);
  g_free (self->path);
  g_free (self->saved);
  G_OBJECT_CLASS (ptl_workbench_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PtlWorkbench, message_bar);
  gtk_widget_class_bind_template_child (widget_class, PtlWorkbench, files);
  gtk_widget_class_bind_template_child (widget_class, PtlWorkbench, editor);
  gtk_widget_class_bind_template_child (widget_class, PtlWorkbench, trial);
  gtk_widget_class_bind_template_child (widget_class, PtlWorkbench, captures);
  gtk_widget_class_bind_template_child (widget_class, PtlWorkbench, answers);
  gtk_widget_class_bind_template_child (widget_class, PtlWorkbench, level);
  gtk_widget_class_bind_template_child (widget_class, PtlWorkbench, level_label);
  gtk_widget_class_bind_template_child (widget_class, PtlWorkbench, draft_button);
  gtk_widget_class_bind_template_child (widget_class, PtlWorkbench, result);
  gtk_widget_class_bind_template_child (widget_class, PtlWorkbench, fault);
  gtk_widget_class_bind_template_child (widget_class, PtlWorkbench, pasted);
  gtk_widget_class_bind_template_child (widget_class, PtlWorkbench, paste_popover);
}

static void
ptl_workbench_class_init (PtlWorkbenchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_workbench_dispose;
  G_OBJECT_CLASS (klass)->finalize = ptl_workbench_finalize;

  g_type_ensure (PTL_TYPE_MESSAGE_BAR);
  g_type_ensure (PTL_TYPE_RULE_EDITOR);
  g_type_ensure (PTL_TYPE_RULE_TRIAL_VIEW);
  g_type_ensure (PTL_TYPE_CAPTURE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/portolan/Portolan/ui/workbench.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback_full (widget_class, "update_cb",
                                                G_CALLBACK (ptl_workbench_update));
  gtk_widget_class_bind_template_callback_full (widget_class, "draft_cb",
                                                G_CALLBACK (ptl_workbench_answers_draft));
  gtk_widget_class_bind_template_callback_full (widget_class, "paste_cb",
                                                G_CALLBACK (ptl_workbench_answers_paste));
  gtk_widget_class_bind_template_callback (widget_class, answer_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, file_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, level_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, draft_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_event_cb);
}

static void
ptl_workbench_init (PtlWorkbench *self)
{
  self->closing = g_cancellable_new ();
  self->saved = g_strdup ("");
  self->samples =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_sample_unref);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_init_template (GTK_WIDGET (self));
  ptl_workbench_files_fill (self);
  ptl_workbench_files_watch (self);
  ptl_workbench_update (self);
  level_changed_cb (self);
  ptl_rule_editor_focus (self->editor);
}
