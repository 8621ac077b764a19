/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/outbox-row.c: one submission in the list of those on their way or gone.
 *
 * Template: ui/outbox-row.ui. */
#include "app/outbox-row.h"

#include <glib/gi18n-lib.h>

#include "app/phrases.h"
#include "base/display.h"

struct _PtlOutboxRow
{
  GtkListBoxRow parent_instance;

  PtlOutbox *outbox;
  char *id;

  GtkLabel *title_label;
  GtkLabel *state_label;
  GtkWidget *retry_button;
};

G_DEFINE_FINAL_TYPE (PtlOutboxRow, ptl_outbox_row, GTK_TYPE_LIST_BOX_ROW)

static void
retry_cb (PtlOutboxRow *self)
{
  g_autofree char *id = g_strdup (self->id); /* the row goes with the change */

  ptl_outbox_retry (self->outbox, id);
}

static void
remove_cb (PtlOutboxRow *self)
{
  g_autofree char *id = g_strdup (self->id);

  ptl_outbox_remove (self->outbox, id);
}

static char *
describe_sent (const PtlOutboxItem *item, const char *when)
{
  switch (item->way)
    {
    case PTL_OUTBOX_BY_POST:
      return g_strdup_printf (_ ("Sent to %s: %s"), item->endpoint, when);

    case PTL_OUTBOX_BY_COPY:
      return g_strdup_printf (_ ("Copied: %s"), when);

    case PTL_OUTBOX_BY_FILE:
      return g_strdup_printf (_ ("Saved as “%s”: %s"), item->endpoint, when);

    case PTL_OUTBOX_BY_BROWSER:
      return g_strdup_printf (_ ("Copied, and %s opened: %s"), item->endpoint, when);

    case PTL_N_OUTBOX_WAYS:
      break;
    }

  g_assert_not_reached ();
}

static const char *
get_problem (const PtlOutboxItem *item)
{
  return item->problem != NULL ? item->problem : "";
}

static char *
describe_waiting (const PtlOutboxItem *item)
{
  g_autofree char *next = ptl_phrases_time_of_day (item->next_us);

  if (item->n_attempts == 0)
    return g_strdup (_ ("On its way…"));
  return g_strdup_printf (ngettext ("Waiting: %u attempt, the next at %s. %s",
                                    "Waiting: %u attempts, the next at %s. %s",
                                    item->n_attempts),
                          item->n_attempts, next, get_problem (item));
}

static char *
describe (const PtlOutboxItem *item)
{
  g_autofree char *when = ptl_phrases_when (item->done_us, g_get_real_time ());

  switch (item->state)
    {
    case PTL_OUTBOX_WAITING:
      return describe_waiting (item);

    case PTL_OUTBOX_SENT:
      return describe_sent (item, when);

    case PTL_OUTBOX_FAILED:
      return g_strdup_printf (_ ("Not sent: %s"), get_problem (item));

    case PTL_N_OUTBOX_STATES:
      break;
    }

  g_assert_not_reached ();
}

GtkWidget *
ptl_outbox_row_new (PtlOutbox *outbox, const PtlOutboxItem *item)
{
  PtlOutboxRow *self = g_object_new (PTL_TYPE_OUTBOX_ROW, NULL);
  g_autofree char *title = ptl_display_line (item->title);
  g_autofree char *text = describe (item);
  g_autofree char *state = ptl_display_line (text);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", title, state);

  self->outbox = g_object_ref (outbox);
  self->id = g_strdup (item->id);
  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->state_label, state);
  gtk_widget_set_visible (self->retry_button, item->state != PTL_OUTBOX_SENT);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), spoken);
  return GTK_WIDGET (self);
}

static void
ptl_outbox_row_finalize (GObject *object)
{
  PtlOutboxRow *self = PTL_OUTBOX_ROW (object);

  g_clear_object (&self->outbox);
  g_free (self->id);
  G_OBJECT_CLASS (ptl_outbox_row_parent_class)->finalize (object);
}

static void
ptl_outbox_row_class_init (PtlOutboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ptl_outbox_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/portolan/Portolan/ui/outbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PtlOutboxRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, PtlOutboxRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, PtlOutboxRow, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
ptl_outbox_row_init (PtlOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
