/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/details-pane.c: all that is known of one port, and how.
 *
 * Template: ui/details-pane.ui. */
#include "app/details-pane.h"

#include <glib/gi18n-lib.h>

#include "app/empty-state.h"
#include "app/evidence-view.h"
#include "app/rules-view.h"
#include "app/trace-view.h"
#include "app/verdict-view.h"

#define RELOAD_MS 300 /* answers of a running scan are read again at most this often */

struct _PtlDetailsPane
{
  GtkStack parent_instance;

  PtlLibrary *library;
  PtlSession *session;
  PtlHost *host;
  PtlPort *port;             /* (nullable) */
  GCancellable *cancellable; /* of the load under way; new for every port */
  GPtrArray *responses;      /* (nullable): of the port, as read last */
  guint reload_id;

  PtlEmptyState *hint;
  PtlVerdictView *verdict;
  GtkStack *pages;
  PtlEvidenceView *evidence;
  PtlRulesView *rules;
  PtlTraceView *trace;
};

G_DEFINE_FINAL_TYPE (PtlDetailsPane, ptl_details_pane, GTK_TYPE_STACK)

/* What takes time to find out is asked for when its page is looked at. */
static void
show_page (PtlDetailsPane *self)
{
  GtkWidget *page =
      self->pages != NULL ? gtk_stack_get_visible_child (self->pages) : NULL;

  if (self->port == NULL)
    return;

  if (page == GTK_WIDGET (self->trace))
    ptl_trace_view_show (self->trace, self->library, self->session, self->host,
                         self->port);
  else if (page == GTK_WIDGET (self->rules) && self->responses != NULL)
    ptl_rules_view_show (self->rules, ptl_session_get_info (self->session)->options,
                         self->port->protocol, self->responses);
}

static void
page_changed_cb (PtlDetailsPane *self)
{
  show_page (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlDetailsPane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) responses =
      ptl_library_load_responses_finish (PTL_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (responses == NULL)
    {
      ptl_evidence_view_fail (self->evidence, error->message);
    }
  else
    {
      ptl_evidence_view_show (self->evidence, responses, self->port->service);
      ptl_verdict_view_show_captures (self->verdict, self->port->service, responses);
      g_clear_pointer (&self->responses, g_ptr_array_unref);
      self->responses = g_steal_pointer (&responses);
      show_page (self);
    }
}

static void
load (PtlDetailsPane *self)
{
  ptl_library_load_responses_async (self->library, self->session, self->host, self->port,
                                    self->cancellable, loaded_cb, g_object_ref (self));
}

static gboolean
reload_cb (gpointer user_data)
{
  PtlDetailsPane *self = user_data;

  self->reload_id = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
port_changed_cb (PtlSession *session, PtlHost *host, PtlPort *port, PtlDetailsPane *self)
{
  if (port != self->port)
    return;

  ptl_verdict_view_show (self->verdict, host, port);
  if (self->reload_id == 0)
    self->reload_id = g_timeout_add (RELOAD_MS, reload_cb, self);
}

static void
forget (PtlDetailsPane *self)
{
  g_clear_handle_id (&self->reload_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->library);
  g_clear_object (&self->session);
  g_clear_pointer (&self->responses, g_ptr_array_unref);
  g_clear_pointer (&self->host, ptl_host_unref);
  g_clear_pointer (&self->port, ptl_port_unref);
}

void
ptl_details_pane_show (PtlDetailsPane *self,
                       PtlLibrary *library,
                       PtlSession *session,
                       PtlHost *host,
                       PtlPort *port)
{
  g_return_if_fail (PTL_IS_DETAILS_PANE (self));

  if (self->port == port)
    return;

  forget (self);
  self->library = g_object_ref (library);
  self->session = g_object_ref (session);
  self->host = ptl_host_ref (host);
  self->port = ptl_port_ref (port);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (session, "port-changed", G_CALLBACK (port_changed_cb), self,
                           0);

  ptl_verdict_view_show (self->verdict, host, port);
  ptl_verdict_view_show_captures (self->verdict, NULL, NULL);
  ptl_evidence_view_clear (self->evidence);
  ptl_rules_view_clear (self->rules);
  ptl_trace_view_clear (self->trace);
  gtk_stack_set_visible_child_name (GTK_STACK (self), "port");
  load (self);
}

gboolean
ptl_details_pane_get_port (PtlDetailsPane *self, PtlHost **host, PtlPort **port)
{
  g_return_val_if_fail (PTL_IS_DETAILS_PANE (self), FALSE);

  *host = self->host;
  *port = self->port;
  return self->port != NULL;
}

void
ptl_details_pane_clear (PtlDetailsPane *self)
{
  g_return_if_fail (PTL_IS_DETAILS_PANE (self));

  forget (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self), "hint");
}

static void
ptl_details_pane_dispose (GObject *object)
{
  forget (PTL_DETAILS_PANE (object));
  G_OBJECT_CLASS (ptl_details_pane_parent_class)->dispose (object);
}

static void
ptl_details_pane_class_init (PtlDetailsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_details_pane_dispose;

  g_type_ensure (PTL_TYPE_EMPTY_STATE);
  g_type_ensure (PTL_TYPE_VERDICT_VIEW);
  g_type_ensure (PTL_TYPE_EVIDENCE_VIEW);
  g_type_ensure (PTL_TYPE_RULES_VIEW);
  g_type_ensure (PTL_TYPE_TRACE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/details-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlDetailsPane, hint);
  gtk_widget_class_bind_template_child (widget_class, PtlDetailsPane, verdict);
  gtk_widget_class_bind_template_child (widget_class, PtlDetailsPane, pages);
  gtk_widget_class_bind_template_child (widget_class, PtlDetailsPane, evidence);
  gtk_widget_class_bind_template_child (widget_class, PtlDetailsPane, rules);
  gtk_widget_class_bind_template_child (widget_class, PtlDetailsPane, trace);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
}

static void
ptl_details_pane_init (PtlDetailsPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ptl_empty_state_set (self->hint, NULL, _ ("Select a port to see what it answered"),
                       NULL);
}
