/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/progress-line.c: how far a scan has come, on one line of standard error. */
#include "cli/progress-line.h"

#include <glib/gi18n-lib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define USUAL_WIDTH    80
#define LINE_PERIOD_US G_USEC_PER_SEC /* between lines where nothing is redrawn */
#define CLEAR_LINE     "\r\033[K"

struct _PtlProgressLine
{
  gboolean is_terminal;
  gboolean is_wanted;
  gboolean is_drawn;
  gint64 next_us; /* monotonic: no line before */
};

PtlProgressLine *
ptl_progress_line_new (gboolean forced)
{
  PtlProgressLine *self = g_new0 (PtlProgressLine, 1);

  self->is_terminal = isatty (STDERR_FILENO);
  self->is_wanted = forced || self->is_terminal;
  return self;
}

void
ptl_progress_line_free (PtlProgressLine *self)
{
  ptl_progress_line_clear (self);
  g_free (self);
}

static const char *
get_phase (const PtlProgress *progress)
{
  switch (progress->phase)
    {
    case PTL_PHASE_STARTING:
      return _ ("Starting");

    case PTL_PHASE_SCANNING:
      return _ ("Scanning");

    case PTL_PHASE_PAUSED:
      return _ ("Paused");

    case PTL_PHASE_FINISHED:
      return _ ("Finished");

    case PTL_PHASE_STOPPED:
      return _ ("Stopped");
    }

  g_assert_not_reached ();
}

static char *
format_eta (int seconds)
{
  if (seconds < 0)
    return g_strdup ("");
  if (seconds < 60)
    return g_strdup_printf (_ (", %d s left"), seconds);

  return g_strdup_printf (_ (", %d:%02d min left"), seconds / 60, seconds % 60);
}

static char *
format_share (guint64 done, guint64 total)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT, done, total);
}

char *
ptl_progress_line_format (const PtlProgress *progress, guint width)
{
  g_autofree char *eta = format_eta (ptl_progress_get_eta_s (progress));
  g_autofree char *hosts = format_share (progress->hosts_done, progress->hosts_total);
  g_autofree char *ports = format_share (progress->ports_done, progress->ports_total);
  g_autofree char *line = g_strdup_printf (
      _ ("%s %d %%: %s hosts, %s ports, %u open, %u/%u services%s"), get_phase (progress),
      (int) (100 * ptl_progress_get_fraction (progress)), hosts, ports,
      progress->open_ports, progress->services_done, progress->services_total, eta);

  return g_utf8_substring (line, 0, MIN (width, g_utf8_strlen (line, -1)));
}

static guint
get_width (void)
{
  struct winsize size;

  if (ioctl (STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 2)
    return USUAL_WIDTH;

  return size.ws_col - 1u; /* a full line would wrap on some terminals */
}

static void
print_line (PtlProgressLine *self, const PtlProgress *progress)
{
  g_autofree char *text = ptl_progress_line_format (progress, G_MAXINT16);
  gint64 now_us = g_get_monotonic_time ();

  if (now_us < self->next_us)
    return;

  self->next_us = now_us + LINE_PERIOD_US;
  g_printerr ("%s\n", text);
}

void
ptl_progress_line_update (PtlProgressLine *self, const PtlProgress *progress)
{
  g_autofree char *text = NULL;

  if (!self->is_wanted)
    return;
  if (!self->is_terminal)
    {
      print_line (self, progress);
      return;
    }

  text = ptl_progress_line_format (progress, get_width ());
  g_printerr (CLEAR_LINE "%s", text);
  self->is_drawn = TRUE;
}

void
ptl_progress_line_clear (PtlProgressLine *self)
{
  if (self->is_drawn)
    g_printerr (CLEAR_LINE);
  self->is_drawn = FALSE;
}
