/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/fingerprint-facts.c: what a fingerprint's header says, and what is known already of
 * its replies, in words.
 *
 * Template: ui/fingerprint-facts.ui. */
#include "app/fingerprint-facts.h"

#include <glib/gi18n-lib.h>

#include "app/fact-grid.h"
#include "app/phrases.h"
#include "app/place-summary.h"
#include "base/display.h"
#include "runner/reply-verdicts.h"

struct _PtlFingerprintFacts
{
  GtkScrolledWindow parent_instance;

  const PtlFingerprintSubject *subject;
  GCancellable *cancellable; /* of the looking */
  GArray *asked;             /* guint: which reply each of those looked for is */

  GtkLabel *rules_label;
  GtkLabel *places_label;
  GtkGrid *grid;
};

enum
{
  PAYLOADS_FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlFingerprintFacts, ptl_fingerprint_facts, GTK_TYPE_SCROLLED_WINDOW)

/* The value, and below it what the field means. */
static void
add (PtlFingerprintFacts *self, const char *name, const char *value, const char *meaning)
{
  g_autofree char *text = NULL;

  if (value == NULL || *value == '\0')
    return;
  text = g_strdup_printf ("%s — %s", value, meaning);
  ptl_fact_grid_add (self->grid, name, text);
}

static char *
describe_date (const PtlFingerprint *print)
{
  g_autoptr (GDateTime) date = NULL;

  if (print->month == 0)
    return NULL;
  date = g_date_time_new_utc (2000, (int) print->month, (int) print->day, 0, 0, 0);
  return date != NULL ? g_date_time_format (date, _ ("%-d %B")) : NULL;
}

static void
show_header (PtlFingerprintFacts *self)
{
  const PtlFingerprint *print = self->subject->print;
  g_autofree char *port = g_strdup_printf (
      "%u/%s", print->port, print->protocol == PTL_PROTOCOL_TCP ? "TCP" : "UDP");
  g_autofree char *intensity =
      print->intensity >= 0 ? g_strdup_printf ("%d", print->intensity) : NULL;
  g_autofree char *date = describe_date (print);
  g_autofree char *time = print->time_s != 0
                              ? ptl_phrases_date_and_time (print->time_s * G_USEC_PER_SEC)
                              : NULL;

  ptl_fact_grid_clear (self->grid);
  add (self, _ ("Host"), self->subject->host,
       _ ("where it was seen; it is not part of a fingerprint."));
  add (self, _ ("Held to be"), self->subject->reported, _ ("what the scan made of it."));
  add (self, _ ("Port"), port, _ ("where the service listens."));
  add (self, _ ("Encryption"), print->tunnel == PTL_TUNNEL_SSL ? _ ("TLS") : _ ("none"),
       print->tunnel == PTL_TUNNEL_SSL
           ? _ ("the replies came through an encrypted connection.")
           : _ ("the replies came in the open."));
  add (self, _ ("Scanner"), print->version, _ ("version of the program that asked."));
  add (self, _ ("Intensity"), intensity,
       _ ("how many probes were tried: 0 the likeliest alone, 9 all of them."));
  add (self, _ ("Day"), date, _ ("day of the scan; the year is not told."));
  add (self, _ ("Time"), time, _ ("when the first probe was sent."));
  add (self, _ ("Platform"), print->platform, _ ("what the scanner was built for."));
  gtk_widget_show_all (GTK_WIDGET (self->grid));
}

static char *
describe_match (PtlFingerprintFacts *self, const PtlMatch *match, guint reply)
{
  const PtlService *service = match->service;
  g_autofree char *product = ptl_display_line (service->product);
  g_autofree char *version = ptl_display_line (service->version);
  g_autofree char *file = g_path_get_basename (service->rule->file);
  const PtlFingerprintReply *of = self->subject->print->replies->pdata[reply];
  g_autofree char *probe = ptl_display_line (of->probe);
  g_autofree char *name = g_strdup_printf ("%s %s %s", service->name, product, version);

  g_strstrip (name);
  if (match->soft)
    return g_strdup_printf (
        _ ("Today’s rules know the protocol, %s, but not the product (reply to %s; %s, "
           "line %u)."),
        name, probe, file, service->rule->line);
  return g_strdup_printf (_ ("Today’s rules name it: %s (reply to %s; %s, line %u)."),
                          name, probe, file, service->rule->line);
}

static void
verdicts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlFingerprintFacts) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlReplyVerdicts) verdicts = ptl_reply_verdicts_find_finish (result, &error);
  const PtlMatch *best;
  g_autofree char *text = NULL;
  g_autofree char *number = NULL;
  guint reply = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (verdicts == NULL)
    {
      gtk_label_set_text (self->rules_label, error->message);
      return;
    }

  best = ptl_reply_verdicts_get_best (verdicts, &reply);
  number = ptl_phrases_number (verdicts->n_rules);
  text = best != NULL
             ? describe_match (self, best, reply)
             : g_strdup_printf (_ ("None of today’s %s rules names it."), number);
  gtk_label_set_text (self->rules_label, text);
  g_signal_emit (self, signals[PAYLOADS_FOUND], 0, verdicts->payloads);
}

static void
places_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlFingerprintFacts) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) places =
      ptl_library_find_places_finish (PTL_LIBRARY (source), result, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  text = places != NULL ? ptl_place_summary_describe (self->subject, places, self->asked)
                        : g_strdup (error->message);
  gtk_label_set_text (self->places_label, text);
}

/* Those that are whole: of a part of a reply nobody can say where else it was seen. */
static void
find_places (PtlFingerprintFacts *self, PtlLibrary *library)
{
  GPtrArray *replies = self->subject->print->replies;
  g_autoptr (GPtrArray) wanted =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_array_set_size (self->asked, 0);
  for (guint i = 0; i < replies->len; i++)
    {
      const PtlFingerprintReply *reply = replies->pdata[i];
      gsize len = g_bytes_get_size (reply->data);

      if (len == 0 || (reply->full_length > len && len < PTL_RESPONSE_MAX_KEPT))
        continue;
      g_ptr_array_add (wanted, g_bytes_ref (reply->data));
      g_array_append_val (self->asked, i);
    }

  if (library == NULL || wanted->len == 0)
    gtk_label_set_text (self->places_label,
                        _ ("The replies are cut: whether they were seen elsewhere cannot "
                           "be said."));
  else
    ptl_library_find_places_async (library, wanted, self->cancellable, places_cb,
                                   g_object_ref (self));
}

static void
stop (PtlFingerprintFacts *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
ptl_fingerprint_facts_show (PtlFingerprintFacts *self,
                            const PtlFingerprintSubject *subject,
                            PtlLibrary *library)
{
  g_return_if_fail (PTL_IS_FINGERPRINT_FACTS (self));

  stop (self);
  self->cancellable = g_cancellable_new ();
  self->subject = subject;
  show_header (self);
  gtk_label_set_text (self->rules_label, _ ("Asking today’s rules…"));
  gtk_label_set_text (self->places_label, _ ("Looking through all sessions…"));
  ptl_reply_verdicts_find_async (subject->print, self->cancellable, verdicts_cb,
                                 g_object_ref (self));
  find_places (self, library);
}

static void
ptl_fingerprint_facts_dispose (GObject *object)
{
  stop (PTL_FINGERPRINT_FACTS (object));
  G_OBJECT_CLASS (ptl_fingerprint_facts_parent_class)->dispose (object);
}

static void
ptl_fingerprint_facts_finalize (GObject *object)
{
  g_array_unref (PTL_FINGERPRINT_FACTS (object)->asked);
  G_OBJECT_CLASS (ptl_fingerprint_facts_parent_class)->finalize (object);
}

static void
ptl_fingerprint_facts_class_init (PtlFingerprintFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ptl_fingerprint_facts_dispose;
  G_OBJECT_CLASS (klass)->finalize = ptl_fingerprint_facts_finalize;

  signals[PAYLOADS_FOUND] =
      g_signal_new ("payloads-found", PTL_TYPE_FINGERPRINT_FACTS, G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/portolan/Portolan/ui/fingerprint-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintFacts, rules_label);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintFacts, places_label);
  gtk_widget_class_bind_template_child (widget_class, PtlFingerprintFacts, grid);
}

static void
ptl_fingerprint_facts_init (PtlFingerprintFacts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->asked = g_array_new (FALSE, FALSE, sizeof (guint));
}
