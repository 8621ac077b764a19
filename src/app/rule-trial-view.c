/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/rule-trial-view.c: what rules would change on everything stored.
 *
 *   try -> pause -> worker -> label and list; whatever is asked meanwhile begins anew
 *
 * Template: ui/rule-trial-view.ui. */
#include "app/rule-trial-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"

#define PAUSE_MS  300
#define MAX_SHOWN 500 /* findings in the list */

enum
{
  COLUMN_KIND,
  COLUMN_PLACE,
  COLUMN_BEFORE,
  COLUMN_AFTER
};

struct _PtlRuleTrialView
{
  GtkBox parent_instance;

  PtlResponseCorpus *corpus; /* (nullable): loaded */
  GCancellable *loading;
  GCancellable *trying; /* (nullable) */
  char *text;           /* (nullable): to be tried */
  char *path;
  guint pause_id;
  PtlRuleTrial *trial; /* (nullable) */

  GtkLabel *summary;
  GtkWidget *list_window;
  GtkListStore *list;
};

G_DEFINE_FINAL_TYPE (PtlRuleTrialView, ptl_rule_trial_view, GTK_TYPE_BOX)

/* --- in a worker --- */

typedef struct
{
  PtlResponseCorpus *corpus;
  GBytes *text;
  char *path;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  ptl_response_corpus_unref (self->corpus);
  g_bytes_unref (self->text);
  g_free (self->path);
  g_free (self);
}

static void
trial_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;
  PtlRuleTrial *trial =
      ptl_rule_trial_run (work->corpus, work->text, work->path, cancellable, &error);

  if (trial == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, trial, (GDestroyNotify) ptl_rule_trial_free);
}

/* --- what is shown --- */

static char *
describe_service (const PtlService *service)
{
  g_autofree char *name = ptl_service_get_display_name (service);
  g_autofree char *version = ptl_service_get_version_text (service);
  g_autofree char *both = g_strjoin (" ", name, version, NULL);

  return ptl_display_line (both);
}

static void
add_row (PtlRuleTrialView *self, const PtlTrialFinding *finding)
{
  const PtlEvidence *evidence = finding->change->evidence;
  g_autofree char *address = ptl_address_to_string (&evidence->address);
  g_autofree char *place = g_strdup_printf ("%s %u/%s", address, evidence->port,
                                            ptl_protocol_to_string (evidence->protocol));
  g_autofree char *before = describe_service (finding->change->before);
  g_autofree char *after = describe_service (finding->change->after);

  gtk_list_store_insert_with_values (
      self->list, NULL, -1, COLUMN_KIND, ptl_trial_kind_to_string (finding->kind),
      COLUMN_PLACE, place, COLUMN_BEFORE, before, COLUMN_AFTER, after, -1);
}

static void
show_trial (PtlRuleTrialView *self)
{
  g_autofree char *summary = ptl_rule_trial_describe (self->trial);

  gtk_list_store_clear (self->list);
  for (guint i = 0; i < MIN (self->trial->findings->len, MAX_SHOWN); i++)
    add_row (self, self->trial->findings->pdata[i]);
  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_visible (self->list_window, self->trial->findings->len > 0);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  PtlRuleTrial *trial = g_task_propagate_pointer (G_TASK (result), &error);
  PtlRuleTrialView *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->trying);
  if (trial == NULL)
    {
      gtk_label_set_text (self->summary, error->message);
      return;
    }

  g_clear_pointer (&self->trial, ptl_rule_trial_free);
  self->trial = trial;
  show_trial (self);
}

static void
start (PtlRuleTrialView *self)
{
  Work *work = g_new0 (Work, 1);
  g_autoptr (GTask) task = NULL;

  self->trying = g_cancellable_new ();
  task = g_task_new (NULL, self->trying, tried_cb, self);
  work->corpus = ptl_response_corpus_ref (self->corpus);
  work->text = g_bytes_new (self->text, strlen (self->text));
  work->path = g_strdup (self->path);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, trial_worker);
}

static gboolean
pause_cb (gpointer user_data)
{
  PtlRuleTrialView *self = user_data;

  self->pause_id = 0;
  if (self->corpus != NULL && self->text != NULL)
    start (self);
  return G_SOURCE_REMOVE;
}

void
ptl_rule_trial_view_try (PtlRuleTrialView *self, const char *text, const char *path)
{
  g_return_if_fail (PTL_IS_RULE_TRIAL_VIEW (self));

  g_cancellable_cancel (self->trying);
  g_clear_object (&self->trying);
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_pointer (&self->trial, ptl_rule_trial_free);
  g_free (self->text);
  g_free (self->path);
  self->text = g_strdup (text);
  self->path = g_strdup (path);

  gtk_list_store_clear (self->list);
  gtk_widget_hide (self->list_window);
  gtk_label_set_text (self->summary,
                      text != NULL ? _ ("Trying the rules on all stored answers…")
                                   : _ ("Not tried on stored answers: the rules have a "
                                        "fault."));
  if (text != NULL)
    self->pause_id = g_timeout_add (PAUSE_MS, pause_cb, self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  PtlResponseCorpus *corpus =
      ptl_library_load_answers_finish (PTL_LIBRARY (source), result, &error);
  PtlRuleTrialView *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (corpus == NULL)
    {
      gtk_label_set_text (self->summary, error->message);
      return;
    }

  self->corpus = corpus;
  if (self->text != NULL && self->pause_id == 0)
    start (self);
}

void
ptl_rule_trial_view_set_library (PtlRuleTrialView *self, PtlLibrary *library)
{
  g_return_if_fail (PTL_IS_RULE_TRIAL_VIEW (self));

  ptl_library_load_answers_async (library, self->loading, loaded_cb, self);
}

PtlResponseCorpus *
ptl_rule_trial_view_get_corpus (PtlRuleTrialView *self)
{
  g_return_val_if_fail (PTL_IS_RULE_TRIAL_VIEW (self), NULL);

  return self->corpus;
}

const PtlRuleTrial *
ptl_rule_trial_view_get_trial (PtlRuleTrialView *self)
{
  g_return_val_if_fail (PTL_IS_RULE_TRIAL_VIEW (self), NULL);

  return self->trial;
}

static void
ptl_rule_trial_view_dispose (GObject *object)
{
  PtlRuleTrialView *self = PTL_RULE_TRIAL_VIEW (object);

  g_cancellable_cancel (self->loading);
  g_cancellable_cancel (self->trying);
  g_clear_handle_id (&self->pause_id, g_source_remove);
  G_OBJECT_CLASS (ptl_rule_trial_view_parent_class)->dispose (object);
}

static void
ptl_rule_trial_view_finalize (GObject *object)
{
  PtlRuleTrialView *self = PTL_RULE_TRIAL_VIEW (object);

  g_clear_object (&self->loading);
  g_clear_object (&self->trying);
  g_clear_pointer (&self->corpus, ptl_response_corpus_unref);
  g_clear_pointer (&self->trial, ptl_rule_trial_free);
  g_free (self->text);
  g_free (self->path);
  G_OBJECT_CLASS (ptl_rule_trial_view_parent_class)->finalize (object);
}

static void
ptl_rule_trial_view_class_init (PtlRuleTrialViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_rule_trial_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = ptl_rule_trial_view_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/rule-trial-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlRuleTrialView, summary);
  gtk_widget_class_bind_template_child (widget_class, PtlRuleTrialView, list_window);
  gtk_widget_class_bind_template_child (widget_class, PtlRuleTrialView, list);
}

static void
ptl_rule_trial_view_init (PtlRuleTrialView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->loading = g_cancellable_new ();
}
