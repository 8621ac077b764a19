/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/workbench-answers.c: what the rules are tried on, and drafts from it. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/workbench-private.h"
#include "base/display.h"
#include "rules/rule-text.h"
#include "runner/draft-fit.h"

static void
fill (PtlWorkbench *self, guint active)
{
  self->filling = TRUE;
  gtk_combo_box_text_remove_all (self->answers);
  for (guint i = 0; i < self->samples->len; i++)
    {
      const PtlResponseSample *sample = self->samples->pdata[i];
      g_autofree char *text =
          g_strdup_printf (_ ("%s, %zu bytes to probe %s"), sample->origin,
                           g_bytes_get_size (sample->data), sample->probe);
      g_autofree char *shown = ptl_display_line (text);

      gtk_combo_box_text_append_text (self->answers, shown);
    }
  gtk_combo_box_set_active (GTK_COMBO_BOX (self->answers),
                            self->samples->len > 0 ? (int) active : -1);
  self->filling = FALSE;
}

PtlResponseSample *
ptl_workbench_answers_get (PtlWorkbench *self)
{
  const int active = gtk_combo_box_get_active (GTK_COMBO_BOX (self->answers));

  return active >= 0 && (guint) active < self->samples->len ? self->samples->pdata[active]
                                                            : NULL;
}

void
ptl_workbench_answers_set (PtlWorkbench *self, GPtrArray *samples)
{
  g_ptr_array_set_size (self->samples, 0);
  for (guint i = 0; i < samples->len; i++)
    g_ptr_array_add (self->samples, ptl_response_sample_ref (samples->pdata[i]));
  fill (self, 0);
}

void
ptl_workbench_answers_paste (PtlWorkbench *self)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) samples = NULL;
  const PtlResponseSample *chosen = ptl_workbench_answers_get (self);
  const guint before = self->samples->len;

  gtk_text_buffer_get_bounds (self->pasted, &start, &end);
  text = gtk_text_buffer_get_text (self->pasted, &start, &end, FALSE);
  gtk_popover_popdown (self->paste_popover);
  if (*text == '\0')
    return;

  samples = ptl_response_samples_from_text (
      text, chosen != NULL ? chosen->protocol : PTL_PROTOCOL_TCP,
      chosen != NULL ? chosen->probe : NULL, _ ("Pasted"));
  gtk_text_buffer_set_text (self->pasted, "", 0);
  for (guint i = 0; i < samples->len; i++)
    g_ptr_array_add (self->samples, ptl_response_sample_ref (samples->pdata[i]));
  fill (self, before);
  ptl_workbench_update (self);
}

void
ptl_workbench_answers_annotate (PtlWorkbench *self, gboolean is_counter)
{
  const PtlResponseSample *sample = ptl_workbench_answers_get (self);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (PtlService) nothing = NULL;

  if (sample == NULL)
    return;

  nothing = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  ptl_rule_text_append_example (line, sample->data, NULL, is_counter ? NULL : nothing);
  ptl_rule_editor_insert_before_rule (self->editor, line->str);
}

/* --- drafts --- */

typedef struct
{
  PtlResponseCorpus *corpus;
  GPtrArray *samples;
  PtlDraftLevel level;
  char *service;
  char *product;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  ptl_response_corpus_unref (self->corpus);
  g_ptr_array_unref (self->samples);
  g_free (self->service);
  g_free (self->product);
  g_free (self);
}

static void
draft_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;
  PtlDraftFit *fit =
      ptl_draft_fit_run (work->corpus, work->samples, work->level, TRUE, work->service,
                         work->product, cancellable, &error);

  if (fit == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, fit, (GDestroyNotify) ptl_draft_fit_free);
}

static void
drafted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlDraftFit) fit = g_task_propagate_pointer (G_TASK (result), &error);
  PtlWorkbench *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->drafting);
  if (fit != NULL)
    ptl_rule_editor_set_text (self->editor, fit->text, FALSE);
  else
    ptl_message_bar_show (self->message_bar, GTK_MESSAGE_ERROR, error->message, NULL,
                          NULL);
}

/* Returns: (transfer full): the chosen answer, then the others to the same probe */
static GPtrArray *
choose_samples (PtlWorkbench *self)
{
  GPtrArray *chosen =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_response_sample_unref);
  PtlResponseSample *first = ptl_workbench_answers_get (self);

  if (first == NULL)
    return chosen;

  g_ptr_array_add (chosen, ptl_response_sample_ref (first));
  for (guint i = 0; i < self->samples->len; i++)
    {
      PtlResponseSample *other = self->samples->pdata[i];

      if (other != first && other->protocol == first->protocol &&
          strcmp (other->probe, first->probe) == 0)
        g_ptr_array_add (chosen, ptl_response_sample_ref (other));
    }

  return chosen;
}

void
ptl_workbench_answers_draft (PtlWorkbench *self)
{
  g_autoptr (GPtrArray) samples = choose_samples (self);
  g_autoptr (GTask) task = NULL;
  g_autofree char *service = ptl_rule_editor_get_service (self->editor);
  Work *work;

  if (samples->len == 0)
    return;

  g_cancellable_cancel (self->drafting);
  g_clear_object (&self->drafting);
  self->drafting = g_cancellable_new ();
  task = g_task_new (NULL, self->drafting, drafted_cb, self);

  work = g_new0 (Work, 1);
  work->corpus = ptl_response_corpus_new (); /* what it contradicts is shown anyway */
  work->samples = g_steal_pointer (&samples);
  work->level = (PtlDraftLevel) gtk_range_get_value (GTK_RANGE (self->level));
  work->service = service != NULL ? g_steal_pointer (&service) : g_strdup (self->service);
  work->product = ptl_rule_editor_get_product (self->editor);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, draft_worker);
}
