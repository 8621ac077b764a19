/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/session-view.c: one session: its state, hosts, ports and their evidence.
 *
 * Template: ui/session-view.ui. */
#include "app/session-view.h"

#include <glib/gi18n-lib.h>

#include "app/chart-view.h"
#include "app/details-pane.h"
#include "app/empty-state.h"
#include "app/filter-bar.h"
#include "app/hosts-list.h"
#include "app/phrases.h"
#include "app/ports-table.h"
#include "app/rest-ports.h"
#include "app/scan-status.h"
#include "app/settings.h"

struct _PtlSessionView
{
  GtkBox parent_instance;

  PtlLibrary *library;
  PtlSessionItem *item;
  PtlSession *session;
  PtlHost *sought_host; /* (nullable): in another session, where to begin in this one */
  PtlPort *sought_port; /* (nullable) */
  PtlHost *only;        /* (nullable): the host whose ports are shown; NULL: all */
  guint update_id;
  gboolean wants_focus; /* the results get the keyboard once there are any */
  gboolean as_chart;
  gboolean has_port;        /* the details are those of a port */
  PtlSessionFilter *filter; /* (nullable): which ports are shown */
  gboolean is_filtering;    /* the filter bar is open */

  PtlScanStatus *status;
  PtlHostsList *hosts_list;
  GtkStack *ports_stack;
  PtlPortsTable *ports_table;
  PtlChartView *chart_view;
  PtlEmptyState *no_ports;
  GtkLabel *no_matches_label;
  PtlFilterBar *filter_bar;
  GtkLabel *rest_label;
  PtlDetailsPane *details;
};

G_DEFINE_FINAL_TYPE (PtlSessionView, ptl_session_view, GTK_TYPE_BOX)

/* Returns: how many of the hosts shown have ports to show, 2 if more */
static guint
count_hosts_with_ports (PtlSessionView *self)
{
  GPtrArray *hosts = ptl_session_get_hosts (self->session);
  guint n_hosts = 0;

  if (self->only != NULL)
    return self->only->ports->len > 0;
  for (guint i = 0; i < hosts->len && n_hosts < 2; i++)
    n_hosts += ((PtlHost *) hosts->pdata[i])->ports->len > 0;

  return n_hosts;
}

static void
explain_no_ports (PtlSessionView *self)
{
  if (ptl_session_item_is_running (self->item))
    ptl_empty_state_set (self->no_ports, "network-transmit-receive-symbolic",
                         _ ("Scanning…"),
                         _ ("Open ports appear here as they are found."));
  else if (ptl_session_get_info (self->session)->n_hosts_up == 0 && self->only == NULL)
    ptl_empty_state_set (
        self->no_ports, "network-offline-symbolic", _ ("No Host Answered"),
        _ ("The targets are switched off, unreachable, or keep silent."));
  else
    ptl_empty_state_set (self->no_ports, "channel-secure-symbolic", _ ("No Open Ports"),
                         _ ("None of the ports that were asked is open."));
}

static void
focus_results (PtlSessionView *self)
{
  if (self->as_chart)
    ptl_chart_view_focus (self->chart_view);
  else
    ptl_ports_table_focus (self->ports_table);
}

/* Unless the person has moved it elsewhere meanwhile. */
static void
hand_over_focus (PtlSessionView *self)
{
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  GtkWidget *focus =
      GTK_IS_WINDOW (window) ? gtk_window_get_focus (GTK_WINDOW (window)) : NULL;

  self->wants_focus = FALSE;
  if (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->hosts_list)))
    focus_results (self);
}

static void
update (PtlSessionView *self)
{
  guint n_hosts = count_hosts_with_ports (self);
  g_autofree char *rest = ptl_rest_ports_describe (self->session, self->only);

  if (n_hosts == 0)
    explain_no_ports (self);
  gtk_stack_set_visible_child_name (self->ports_stack, n_hosts == 0     ? "empty"
                                                       : self->as_chart ? "chart"
                                                                        : "ports");
  gtk_widget_set_visible (GTK_WIDGET (self->filter_bar),
                          self->is_filtering && n_hosts > 0 && !self->as_chart);
  gtk_widget_set_visible (GTK_WIDGET (self->hosts_list), !self->as_chart);
  gtk_widget_set_visible (GTK_WIDGET (self->details),
                          n_hosts > 0 && (!self->as_chart || self->has_port));
  ptl_ports_table_name_hosts (self->ports_table, n_hosts > 1);
  if (n_hosts > 0 && self->wants_focus)
    hand_over_focus (self);
  gtk_label_set_text (self->rest_label, rest);
  gtk_widget_set_visible (GTK_WIDGET (self->rest_label), *rest != '\0');
}

static gboolean
update_cb (gpointer user_data)
{
  PtlSessionView *self = user_data;

  self->update_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* Facts come in batches: one look at the end of each is enough. */
static void
facts_changed_cb (PtlSessionView *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
}

static void
item_changed_cb (PtlSessionView *self)
{
  ptl_scan_status_show (self->status, self->session,
                        ptl_session_item_is_running (self->item));
  facts_changed_cb (self);
}

static void
show_ports (PtlSessionView *self)
{
  gtk_widget_hide (GTK_WIDGET (self->no_matches_label));
  ptl_details_pane_clear (self->details);
  ptl_ports_table_show (self->ports_table, self->session, self->only, self->filter);
}

static void
set_filter (PtlSessionView *self, PtlSessionFilter *filter)
{
  g_clear_pointer (&self->filter, ptl_session_filter_unref);
  self->filter = filter != NULL ? ptl_session_filter_ref (filter) : NULL;
}

static void
filter_changed_cb (PtlSessionView *self, PtlSessionFilter *filter)
{
  if (self->session == NULL || (filter == NULL && self->filter == NULL))
    return;

  set_filter (self, filter);
  show_ports (self);
  update (self);
}

static void
filter_closed_cb (PtlSessionView *self)
{
  self->is_filtering = FALSE;
  update (self);
  focus_results (self);
}

static void
term_asked_cb (PtlSessionView *self, const char *term)
{
  self->is_filtering = TRUE;
  update (self);
  ptl_filter_bar_add_term (self->filter_bar, term);
}

static void
counted_cb (PtlSessionView *self, guint n_shown, guint n_ports)
{
  if (self->filter == NULL)
    return;

  ptl_filter_bar_set_count (self->filter_bar, n_shown, n_ports);
  gtk_widget_set_visible (GTK_WIDGET (self->no_matches_label), n_shown == 0);
}

static void
host_chosen_cb (PtlSessionView *self, PtlHost *host)
{
  self->only = host;
  show_ports (self);
  if (host != NULL)
    ptl_chart_view_show_place (self->chart_view, host, NULL);
  update (self);
}

static void
port_chosen_cb (PtlSessionView *self, PtlHost *host, PtlPort *port)
{
  if (port != NULL)
    ptl_details_pane_show (self->details, self->library, self->session, host, port);
  else
    ptl_details_pane_clear (self->details);
  self->has_port = port != NULL;
  facts_changed_cb (self);
}

static void
show_table (PtlSessionView *self)
{
  g_action_group_change_action_state (
      gtk_widget_get_action_group (gtk_widget_get_toplevel (GTK_WIDGET (self)), "win"),
      PTL_SETTINGS_RESULTS_VIEW, g_variant_new_string ("table"));
}

/* From the chart to the row of the table. */
static void
place_activated_cb (PtlSessionView *self, PtlHost *host, PtlPort *port)
{
  show_table (self);
  if (!ptl_ports_table_choose (self->ports_table, port))
    {
      ptl_hosts_list_choose_all (self->hosts_list);
      ptl_ports_table_choose (self->ports_table, port);
    }
}

void
ptl_session_view_show_as (PtlSessionView *self, const char *view)
{
  g_return_if_fail (PTL_IS_SESSION_VIEW (self));

  self->as_chart = g_strcmp0 (view, "chart") == 0;
  if (self->session == NULL)
    return;

  update (self);
  if (self->as_chart && self->only != NULL)
    ptl_chart_view_show_place (self->chart_view, self->only, NULL);
  focus_results (self);
}

PtlChart *
ptl_session_view_get_chart (PtlSessionView *self)
{
  g_return_val_if_fail (PTL_IS_SESSION_VIEW (self), NULL);

  return ptl_chart_view_get_chart (self->chart_view);
}

gboolean
ptl_session_view_get_port (PtlSessionView *self,
                           PtlSession **session,
                           PtlHost **host,
                           PtlPort **port)
{
  g_return_val_if_fail (PTL_IS_SESSION_VIEW (self), FALSE);

  *session = self->session;
  return self->session != NULL && self->has_port &&
         ptl_details_pane_get_port (self->details, host, port);
}

void
ptl_session_view_clear (PtlSessionView *self)
{
  g_return_if_fail (PTL_IS_SESSION_VIEW (self));

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  self->only = NULL;
  if (self->chart_view != NULL)
    ptl_chart_view_clear (self->chart_view);
  if (self->filter_bar != NULL)
    ptl_filter_bar_clear (self->filter_bar);
  set_filter (self, NULL);
  g_clear_object (&self->session);
  g_clear_object (&self->item);
  g_clear_object (&self->library);
}

void
ptl_session_view_seek (PtlSessionView *self, PtlHost *host, PtlPort *port)
{
  g_return_if_fail (PTL_IS_SESSION_VIEW (self));

  g_clear_pointer (&self->sought_host, ptl_host_unref);
  g_clear_pointer (&self->sought_port, ptl_port_unref);
  self->sought_host = ptl_host_ref (host);
  self->sought_port = port != NULL ? ptl_port_ref (port) : NULL;
}

static void
show_sought (PtlSessionView *self)
{
  g_autoptr (PtlHost) sought_host = g_steal_pointer (&self->sought_host);
  g_autoptr (PtlPort) sought_port = g_steal_pointer (&self->sought_port);
  PtlHost *host = sought_host != NULL
                      ? ptl_session_find_host (self->session, &sought_host->address)
                      : NULL;
  PtlPort *port = NULL;

  if (host != NULL && sought_port != NULL)
    port = ptl_host_find_port (host, sought_port->protocol, sought_port->number);
  else if (host != NULL && host->ports->len > 0)
    port = host->ports->pdata[0];
  if (port != NULL)
    place_activated_cb (self, host, port);
}

void
ptl_session_view_show (PtlSessionView *self,
                       PtlLibrary *library,
                       PtlSessionItem *item,
                       PtlSession *session)
{
  g_return_if_fail (PTL_IS_SESSION_VIEW (self));

  ptl_session_view_clear (self);
  self->library = g_object_ref (library);
  self->item = g_object_ref (item);
  self->session = g_object_ref (session);
  g_signal_connect_object (item, "changed", G_CALLBACK (item_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "host-changed", G_CALLBACK (facts_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "port-added", G_CALLBACK (facts_changed_cb), self,
                           G_CONNECT_SWAPPED);

  item_changed_cb (self);
  ptl_chart_view_show (self->chart_view, session);
  ptl_hosts_list_show (self->hosts_list, session); /* chooses, which shows the ports */
  ptl_filter_bar_show (self->filter_bar, library, item, session);
  show_sought (self);
}

void
ptl_session_view_copy_as (PtlSessionView *self, PtlFormat format)
{
  g_return_if_fail (PTL_IS_SESSION_VIEW (self));

  ptl_ports_table_copy_as (self->ports_table, format);
}

void
ptl_session_view_copy (PtlSessionView *self)
{
  g_return_if_fail (PTL_IS_SESSION_VIEW (self));

  ptl_ports_table_copy (self->ports_table);
}

void
ptl_session_view_find (PtlSessionView *self)
{
  g_return_if_fail (PTL_IS_SESSION_VIEW (self));

  if (self->as_chart)
    show_table (self);
  self->is_filtering = TRUE;
  update (self);
  ptl_filter_bar_focus (self->filter_bar);
}

void
ptl_session_view_focus (PtlSessionView *self)
{
  g_return_if_fail (PTL_IS_SESSION_VIEW (self));

  if (self->session != NULL && count_hosts_with_ports (self) > 0)
    {
      focus_results (self);
      return;
    }

  gtk_widget_child_focus (GTK_WIDGET (self->hosts_list), GTK_DIR_TAB_FORWARD);
  self->wants_focus = TRUE;
}

static void
ptl_session_view_dispose (GObject *object)
{
  PtlSessionView *self = PTL_SESSION_VIEW (object);

  ptl_session_view_clear (self);
  g_clear_pointer (&self->sought_host, ptl_host_unref);
  g_clear_pointer (&self->sought_port, ptl_port_unref);
  G_OBJECT_CLASS (ptl_session_view_parent_class)->dispose (object);
}

static void
ptl_session_view_class_init (PtlSessionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_session_view_dispose;

  g_type_ensure (PTL_TYPE_SCAN_STATUS);
  g_type_ensure (PTL_TYPE_FILTER_BAR);
  g_type_ensure (PTL_TYPE_HOSTS_LIST);
  g_type_ensure (PTL_TYPE_PORTS_TABLE);
  g_type_ensure (PTL_TYPE_CHART_VIEW);
  g_type_ensure (PTL_TYPE_EMPTY_STATE);
  g_type_ensure (PTL_TYPE_DETAILS_PANE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/session-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlSessionView, status);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionView, hosts_list);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionView, ports_stack);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionView, ports_table);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionView, chart_view);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionView, no_ports);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionView, no_matches_label);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionView, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionView, rest_label);
  gtk_widget_class_bind_template_child (widget_class, PtlSessionView, details);
  gtk_widget_class_bind_template_callback (widget_class, host_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, port_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, term_asked_cb);
  gtk_widget_class_bind_template_callback (widget_class, counted_cb);
}

static void
ptl_session_view_init (PtlSessionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
