/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/scan-status.c: what a session is called, how far it is, how it ended.
 *
 * Template: ui/scan-status.ui. */
#include "app/scan-status.h"

#include <glib/gi18n-lib.h>

#include "app/phrases.h"
#include "app/profile.h"
#include "base/display.h"

#define RATE_SPAN_US (2 * G_USEC_PER_SEC) /* the rate shown is that of this time */

struct _PtlScanStatus
{
  GtkBox parent_instance;

  PtlSession *session; /* (nullable) */
  gboolean is_alive;
  gint64 rate_since_us; /* elapsed time and ports at the start of the span */
  guint64 rate_ports;
  double rate;

  GtkStack *icon_stack;
  GtkImage *icon;
  GtkSpinner *spinner;
  GtkLabel *name_label;
  GtkLabel *status_label;
  GtkLabel *percent_label;
  GtkProgressBar *progress_bar;
};

G_DEFINE_FINAL_TYPE (PtlScanStatus, ptl_scan_status, GTK_TYPE_BOX)

const char *
ptl_scan_status_get_icon_name (PtlSessionState state)
{
  switch (state)
    {
    case PTL_SESSION_STATE_FINISHED:
      return "emblem-ok-symbolic";

    case PTL_SESSION_STATE_STOPPED:
      return "media-playback-stop-symbolic";

    case PTL_SESSION_STATE_RUNNING: /* but not here: the program died */
    case PTL_SESSION_STATE_INTERRUPTED:
      return "dialog-question-symbolic";

    case PTL_SESSION_STATE_PAUSED:
      return "media-playback-pause-symbolic";

    case PTL_SESSION_STATE_FAILED:
      return "dialog-warning-symbolic";
    }

  g_assert_not_reached ();
}

static void
measure_rate (PtlScanStatus *self, const PtlProgress *progress)
{
  gint64 span_us = progress->elapsed_us - self->rate_since_us;

  if (span_us < RATE_SPAN_US && self->rate_since_us > 0)
    return;

  if (span_us > 0 && progress->ports_done >= self->rate_ports)
    self->rate = (double) (progress->ports_done - self->rate_ports) * G_USEC_PER_SEC /
                 (double) span_us;
  self->rate_since_us = progress->elapsed_us;
  self->rate_ports = progress->ports_done;
}

static void
show_progress (PtlScanStatus *self)
{
  const PtlProgress *progress = ptl_session_get_progress (self->session);
  double fraction = ptl_progress_get_fraction (progress);
  g_autofree char *text = NULL;
  g_autofree char *percent = g_strdup_printf (_ ("%d %%"), (int) (fraction * 100));

  measure_rate (self, progress);
  text = ptl_phrases_progress (progress, self->rate);
  gtk_label_set_text (self->status_label, text);
  gtk_label_set_text (self->percent_label, percent);
  gtk_progress_bar_set_fraction (self->progress_bar, fraction);
}

/* Finished in 14 s · 1 host, 22 open ports · Standard · 3 March 2024, 14:03:07 */
static void
show_ending (PtlScanStatus *self, PtlSessionInfo *info)
{
  const PtlProfile *profile = ptl_profile_guess (info->options);
  g_autofree char *ending = ptl_phrases_ending (info, self->is_alive);
  g_autofree char *findings = ptl_phrases_findings (info->n_hosts_up, info->n_open_ports);
  g_autofree char *started = ptl_phrases_date_and_time (info->started_us);
  g_autofree char *text = g_strjoin (" · ", ending, findings, started,
                                     profile != NULL ? _ (profile->name) : NULL, NULL);

  gtk_label_set_text (self->status_label, text);
  gtk_image_set_from_icon_name (self->icon, ptl_scan_status_get_icon_name (info->state),
                                GTK_ICON_SIZE_LARGE_TOOLBAR);
}

static void
update (PtlScanStatus *self)
{
  PtlSessionInfo *info = ptl_session_get_info (self->session);
  gboolean is_paused = self->is_alive && info->state == PTL_SESSION_STATE_PAUSED;
  gboolean is_running =
      is_paused || (self->is_alive && info->state == PTL_SESSION_STATE_RUNNING);
  g_autofree char *name = ptl_display_line (info->name);

  gtk_label_set_text (self->name_label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), name);
  gtk_stack_set_visible_child_name (self->icon_stack,
                                    is_running && !is_paused ? "spinner" : "icon");
  g_object_set (self->spinner, "active", is_running && !is_paused, NULL);
  gtk_image_set_from_icon_name (self->icon, ptl_scan_status_get_icon_name (info->state),
                                GTK_ICON_SIZE_LARGE_TOOLBAR);
  gtk_widget_set_visible (GTK_WIDGET (self->percent_label), is_running);
  gtk_widget_set_opacity (GTK_WIDGET (self->progress_bar), is_running ? 1.0 : 0.0);
  if (is_running)
    show_progress (self);
  else
    show_ending (self, info);
}

static void
progressed_cb (PtlScanStatus *self)
{
  if (self->is_alive)
    update (self);
}

void
ptl_scan_status_show (PtlScanStatus *self, PtlSession *session, gboolean is_alive)
{
  g_return_if_fail (PTL_IS_SCAN_STATUS (self));

  if (self->session != session)
    {
      if (self->session != NULL)
        g_signal_handlers_disconnect_by_data (self->session, self);
      g_set_object (&self->session, session);
      self->rate_since_us = 0;
      self->rate_ports = 0;
      self->rate = 0;
      g_signal_connect_object (session, "progressed", G_CALLBACK (progressed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "info-changed", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
    }

  self->is_alive = is_alive;
  update (self);
}

static void
ptl_scan_status_dispose (GObject *object)
{
  PtlScanStatus *self = PTL_SCAN_STATUS (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ptl_scan_status_parent_class)->dispose (object);
}

static void
ptl_scan_status_class_init (PtlScanStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_scan_status_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/scan-status.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlScanStatus, icon_stack);
  gtk_widget_class_bind_template_child (widget_class, PtlScanStatus, icon);
  gtk_widget_class_bind_template_child (widget_class, PtlScanStatus, spinner);
  gtk_widget_class_bind_template_child (widget_class, PtlScanStatus, name_label);
  gtk_widget_class_bind_template_child (widget_class, PtlScanStatus, status_label);
  gtk_widget_class_bind_template_child (widget_class, PtlScanStatus, percent_label);
  gtk_widget_class_bind_template_child (widget_class, PtlScanStatus, progress_bar);
}

static void
ptl_scan_status_init (PtlScanStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
