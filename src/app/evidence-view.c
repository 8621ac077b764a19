/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/evidence-view.c: what was asked of a port and what it answered.
 *
 * Template: ui/evidence-view.ui. */
#include "app/evidence-view.h"

#include <glib/gi18n-lib.h>

#include "app/empty-state.h"
#include "app/response-row.h"
#include "app/response-view.h"

struct _PtlEvidenceView
{
  GtkStack parent_instance;

  guint n_shown; /* rows of the list */

  PtlEmptyState *no_responses;
  GtkListBox *list;
  PtlResponseView *response_view;
};

G_DEFINE_FINAL_TYPE (PtlEvidenceView, ptl_evidence_view, GTK_TYPE_STACK)

static void
row_selected_cb (PtlEvidenceView *self, GtkListBoxRow *row)
{
  if (row != NULL && self->response_view != NULL)
    ptl_response_view_show (self->response_view,
                            ptl_response_row_get_response (PTL_RESPONSE_ROW (row)));
}

static gboolean
is_decisive (PtlResponse *response, PtlService *service)
{
  return service != NULL && service->rule != NULL &&
         service->rule->response == response->sequence;
}

static const char *
explain_no_responses (PtlService *service)
{
  if (service == NULL)
    return _ ("No answers so far");

  switch (service->outcome)
    {
    case PTL_SERVICE_OUTCOME_TABLE:
    case PTL_SERVICE_OUTCOME_EXCLUDED:
      return _ ("Nothing was asked of this port");

    case PTL_SERVICE_OUTCOME_HARD_MATCH:
    case PTL_SERVICE_OUTCOME_SOFT_MATCH: /* a session read from a file without answers */
      return _ ("The answers were not kept");

    case PTL_SERVICE_OUTCOME_NO_MATCH:
    case PTL_SERVICE_OUTCOME_TCPWRAPPED:
    case PTL_SERVICE_OUTCOME_INCOMPLETE:
      return _ ("It answered nothing");
    }

  g_assert_not_reached ();
}

/* The decisive answer, else the first one that says anything, else the first. */
static guint
find_best (GPtrArray *responses, PtlService *service)
{
  guint best = G_MAXUINT;

  for (guint i = 0; i < responses->len; i++)
    {
      PtlResponse *response = responses->pdata[i];

      if (is_decisive (response, service))
        return i;
      if (best == G_MAXUINT && g_bytes_get_size (response->received) > 0)
        best = i;
    }

  return best != G_MAXUINT ? best : 0;
}

static void
mark_decisive (PtlEvidenceView *self, GPtrArray *responses, PtlService *service)
{
  for (guint i = 0; i < responses->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) i);

      ptl_response_row_set_decisive (PTL_RESPONSE_ROW (row),
                                     is_decisive (responses->pdata[i], service));
    }
}

void
ptl_evidence_view_show (PtlEvidenceView *self, GPtrArray *responses, PtlService *service)
{
  gboolean is_first = self->n_shown == 0;

  g_return_if_fail (PTL_IS_EVIDENCE_VIEW (self));

  if (responses->len == 0)
    {
      ptl_empty_state_set (self->no_responses, NULL, explain_no_responses (service),
                           NULL);
      return;
    }

  for (guint i = self->n_shown; i < responses->len; i++)
    gtk_list_box_insert (self->list, ptl_response_row_new (responses->pdata[i]), -1);
  self->n_shown = MAX (self->n_shown, responses->len);
  mark_decisive (self, responses, service);
  gtk_stack_set_visible_child_name (GTK_STACK (self), "responses");
  if (is_first)
    gtk_list_box_select_row (
        self->list,
        gtk_list_box_get_row_at_index (self->list, (int) find_best (responses, service)));
}

void
ptl_evidence_view_clear (PtlEvidenceView *self)
{
  GList *rows;

  g_return_if_fail (PTL_IS_EVIDENCE_VIEW (self));

  rows = gtk_container_get_children (GTK_CONTAINER (self->list));
  g_list_free_full (rows, (GDestroyNotify) gtk_widget_destroy);
  self->n_shown = 0;
  ptl_empty_state_set (self->no_responses, NULL, "", NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self), "empty");
}

void
ptl_evidence_view_fail (PtlEvidenceView *self, const char *message)
{
  g_return_if_fail (PTL_IS_EVIDENCE_VIEW (self));

  ptl_evidence_view_clear (self);
  ptl_empty_state_set (self->no_responses, "dialog-warning-symbolic",
                       _ ("The answers cannot be read"), message);
}

static void
ptl_evidence_view_class_init (PtlEvidenceViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PTL_TYPE_EMPTY_STATE);
  g_type_ensure (PTL_TYPE_RESPONSE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/evidence-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlEvidenceView, no_responses);
  gtk_widget_class_bind_template_child (widget_class, PtlEvidenceView, list);
  gtk_widget_class_bind_template_child (widget_class, PtlEvidenceView, response_view);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
ptl_evidence_view_init (PtlEvidenceView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
