/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/html-charts.c: what a session found, as pictures in the text of a page. */
#include "formats/html-charts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"
#include "formats/html-text.h"

#define MAX_BARS    10
#define MAX_LABEL   40 /* bytes */
#define ROW_HEIGHT  22
#define LABEL_WIDTH 280
#define BAR_WIDTH   280
#define WIDTH       620
#define DAY_US      (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

typedef struct
{
  char *label;
  guint count;
} Bar;

typedef struct
{
  GArray *bars;        /* Bar */
  GHashTable *indices; /* char * in bars -> guint + 1 */
} Tally;

static void
clear_bar (gpointer data)
{
  g_free (((Bar *) data)->label);
}

static void
tally_init (Tally *self)
{
  self->bars = g_array_new (FALSE, FALSE, sizeof (Bar));
  g_array_set_clear_func (self->bars, clear_bar);
  self->indices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
tally_clear (Tally *self)
{
  g_array_unref (self->bars);
  g_hash_table_unref (self->indices);
}

static void
tally_add (Tally *self, const char *label, guint count)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->indices, label));
  Bar added = { NULL, 0 };

  if (place == 0)
    {
      added.label = g_strdup (label);
      g_array_append_val (self->bars, added);
      place = self->bars->len;
      g_hash_table_insert (self->indices, g_strdup (label), GUINT_TO_POINTER (place));
    }
  g_array_index (self->bars, Bar, place - 1).count += count;
}

static int
compare_bars (gconstpointer a, gconstpointer b)
{
  const Bar *x = a;
  const Bar *y = b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  return strcmp (x->label, y->label);
}

/* Drawing ------------------------------------------------------------------------- */

static void
append_bar (GString *out, const Bar *bar, guint row, guint most)
{
  g_autofree char *label =
      ptl_display_text (bar->label, strlen (bar->label), MAX_LABEL, FALSE);
  guint y = row * ROW_HEIGHT;
  guint width = (guint) ((guint64) bar->count * BAR_WIDTH / MAX (most, 1));

  g_string_append_printf (out, "<text x=\"%d\" y=\"%u\" text-anchor=\"end\">",
                          LABEL_WIDTH, y + 15);
  ptl_html_append_text (out, label);
  g_string_append_printf (out,
                          "</text><rect x=\"%d\" y=\"%u\" width=\"%u\" height=\"14\"/>"
                          "<text x=\"%u\" y=\"%u\">%u</text>\n",
                          LABEL_WIDTH + 8, y + 4, MAX (width, 1),
                          LABEL_WIDTH + 14 + MAX (width, 1), y + 15, bar->count);
}

/* @title: in the person's language.  Draws the bars in their order. */
static void
append_figure (GString *out, const char *title, const Tally *tally)
{
  guint n = MIN (tally->bars->len, MAX_BARS);
  guint most = 0;

  if (n == 0)
    return;

  for (guint i = 0; i < n; i++)
    most = MAX (most, g_array_index (tally->bars, Bar, i).count);

  g_string_append (out, "<figure>\n");
  ptl_html_append_element (out, "figcaption", title);
  g_string_append_printf (out, "\n<svg role=\"img\" viewBox=\"0 0 %d %u\" aria-label=\"",
                          WIDTH, n * ROW_HEIGHT);
  ptl_html_append_text (out, title);
  g_string_append (out, "\">\n");
  for (guint i = 0; i < n; i++)
    append_bar (out, &g_array_index (tally->bars, Bar, i), i, most);
  g_string_append (out, "</svg>\n");
  if (tally->bars->len > n)
    {
      guint n_more = tally->bars->len - n;
      g_autofree char *more = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more", n_more), n_more);

      g_string_append (out, "<p class=\"soft\">");
      ptl_html_append_text (out, more);
      g_string_append (out, "</p>\n");
    }
  g_string_append (out, "</figure>\n");
}

/* Counting ------------------------------------------------------------------------ */

typedef void (*PortFunc) (Tally *tally, const PtlReport *report, const PtlPort *port);

static void
count_service (Tally *tally, const PtlReport *report, const PtlPort *port)
{
  g_autofree char *name = NULL;

  if (port->state != PTL_PORT_STATE_OPEN)
    return;

  name = port->service != NULL ? ptl_service_get_display_name (port->service)
                               : g_strdup (_ ("not identified"));
  tally_add (tally, name, 1);
}

static void
count_version (Tally *tally, const PtlReport *report, const PtlPort *port)
{
  const PtlService *service = port->service;
  g_autofree char *text = NULL;

  if (port->state != PTL_PORT_STATE_OPEN || service == NULL || service->product == NULL)
    return;

  text = g_strdup_printf ("%s%s%s", service->product, service->version != NULL ? " " : "",
                          service->version != NULL ? service->version : "");
  tally_add (tally, text, 1);
}

static void
count_state (Tally *tally, const PtlReport *report, const PtlPort *port)
{
  tally_add (tally, ptl_port_state_to_string (port->state), 1);
}

/* The spans into which the end of a certificate may fall, by when it was seen. */
static const struct
{
  const char *label;
  gint64 until_us; /* from then */
} spans[] = {
  { N_ ("has ended"), 0 },
  { N_ ("ends within 30 days"), 30 * DAY_US },
  { N_ ("ends within 90 days"), 90 * DAY_US },
  { N_ ("ends within a year"), 365 * DAY_US },
  { N_ ("ends later"), G_MAXINT64 },
};

static void
count_certificate (Tally *tally, const PtlReport *report, const PtlPort *port)
{
  const PtlCertificate *certificate = port->tls != NULL ? port->tls->certificate : NULL;
  gint64 left_us;

  if (certificate == NULL || certificate->until_us == PTL_CERTIFICATE_NO_TIME)
    return;

  left_us = certificate->until_us - report->finished_us;
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (left_us <= spans[i].until_us)
      {
        tally_add (tally, _ (spans[i].label), 1);
        return;
      }
}

static void
count_ports (Tally *tally, const PtlReport *report, PortFunc count)
{
  for (guint i = 0; i < report->hosts->len; i++)
    {
      const PtlHost *host = report->hosts->pdata[i];

      for (guint k = 0; k < host->ports->len; k++)
        count (tally, report, host->ports->pdata[k]);
    }
}

static void
count_groups (Tally *tally, const PtlReport *report)
{
  for (guint i = 0; i < report->hosts->len; i++)
    {
      const PtlHost *host = report->hosts->pdata[i];

      for (guint k = 0; k < host->groups->len; k++)
        {
          const PtlPortGroup *group = &g_array_index (host->groups, PtlPortGroup, k);

          tally_add (tally, ptl_port_state_to_string (group->state),
                     ptl_port_set_count (group->ports));
        }
    }
}

static void
append_chart (GString *out, const PtlReport *report, const char *title, PortFunc count)
{
  Tally tally;

  tally_init (&tally);
  if (count == count_certificate) /* in the order of time */
    for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
      tally_add (&tally, _ (spans[i].label), 0);
  count_ports (&tally, report, count);
  if (count == count_state)
    count_groups (&tally, report);
  if (count != count_certificate)
    g_array_sort (tally.bars, compare_bars);
  append_figure (out, title, &tally);
  tally_clear (&tally);
}

static gboolean
has_certificate (const PtlReport *report)
{
  gboolean found = FALSE;
  Tally tally;

  tally_init (&tally);
  count_ports (&tally, report, count_certificate);
  found = tally.bars->len > 0;
  tally_clear (&tally);
  return found;
}

void
ptl_html_append_charts (GString *out, const PtlReport *report)
{
  g_string_append (out, "<div class=\"charts\">\n");
  append_chart (out, report, _ ("Services on open ports"), count_service);
  append_chart (out, report, _ ("Products and versions"), count_version);
  append_chart (out, report, _ ("Ports by state"), count_state);
  if (has_certificate (report))
    append_chart (out, report, _ ("Certificates, when they were seen"),
                  count_certificate);
  g_string_append (out, "</div>\n");
}
