/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/outbox.c: what is to be sent, is tried again, and was sent when. */
#include "submit/outbox.h"

#include <glib/gstdio.h>

#include "submit/post.h"

#define SUFFIX          ".submission"
#define MAX_FILE        (4 * 1024 * 1024)
#define NETWORK_DELAY_S 5    /* until names are resolved again */
#define MAX_ITEMS       1000 /* read; a folder of more is not ours */

struct _PtlOutbox
{
  GObject parent_instance;

  char *folder;
  guint timeout_s;
  GPtrArray *items;          /* PtlOutboxItem, newest first */
  char *posting;             /* (nullable): id of the item under way */
  GCancellable *cancellable; /* of it */
  guint due_id;              /* wakes when the next item is due */
  gboolean is_stopped;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtlOutbox, ptl_outbox, G_TYPE_OBJECT)

static void post_due (PtlOutbox *self);

static PtlOutboxItem *
find (PtlOutbox *self, const char *id, guint *index)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      PtlOutboxItem *item = self->items->pdata[i];

      if (g_str_equal (item->id, id))
        {
          if (index != NULL)
            *index = i;
          return item;
        }
    }

  return NULL;
}

static char *
get_path (PtlOutbox *self, const char *id)
{
  g_autofree char *name = g_strconcat (id, SUFFIX, NULL);

  return g_build_filename (self->folder, name, NULL);
}

static gboolean
save (PtlOutbox *self, const PtlOutboxItem *item, GError **error)
{
  g_autofree char *path = get_path (self, item->id);
  g_autofree char *text = ptl_outbox_item_to_text (item);

  g_mkdir_with_parents (self->folder, 0700);
  return g_file_set_contents_full (
      path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
      error);
}

/* What happened has happened, saved or not. */
static void
save_or_warn (PtlOutbox *self, const PtlOutboxItem *item)
{
  g_autoptr (GError) error = NULL;

  if (!save (self, item, &error))
    g_info ("The outbox cannot be saved: %s", error->message);
}

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtlOutbox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_steal_pointer (&self->posting);
  PtlOutboxItem *item = id != NULL ? find (self, id, NULL) : NULL;

  ptl_post_finish (result, &error);
  g_clear_object (&self->cancellable);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      post_due (self);
      return;
    }

  if (item != NULL)
    {
      ptl_outbox_item_on_posted (item, error, g_get_real_time ());
      save_or_warn (self, item);
    }
  post_due (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: (transfer none) (nullable): what waits and has to be tried first */
static PtlOutboxItem *
find_next (PtlOutbox *self)
{
  PtlOutboxItem *next = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      PtlOutboxItem *item = self->items->pdata[i];

      if (item->state == PTL_OUTBOX_WAITING &&
          (next == NULL || item->next_us <= next->next_us))
        next = item;
    }

  return next;
}

static gboolean
due_cb (gpointer user_data)
{
  PtlOutbox *self = user_data;

  self->due_id = 0;
  post_due (self);
  return G_SOURCE_REMOVE;
}

/* Posts the next item if its time has come, else waits for it. */
static void
post_due (PtlOutbox *self)
{
  PtlOutboxItem *next = find_next (self);
  gint64 now_us = g_get_real_time ();

  g_clear_handle_id (&self->due_id, g_source_remove);
  if (self->posting != NULL || next == NULL || self->is_stopped)
    return;

  /* A clock that was set back must not make it wait for years. */
  next->next_us =
      MIN (next->next_us, now_us + PTL_OUTBOX_MAX_DELAY_S * (gint64) G_USEC_PER_SEC);
  if (next->next_us > now_us)
    {
      gint64 wait_s = (next->next_us - now_us) / G_USEC_PER_SEC + 1;

      self->due_id = g_timeout_add_seconds ((guint) wait_s, due_cb, self);
      return;
    }

  self->posting = g_strdup (next->id);
  self->cancellable = g_cancellable_new ();
  ptl_post_async (next->endpoint, next->form, self->timeout_s, self->cancellable,
                  posted_cb, g_object_ref (self));
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const PtlOutboxItem *one = *(PtlOutboxItem *const *) a;
  const PtlOutboxItem *other = *(PtlOutboxItem *const *) b;

  return one->made_us > other->made_us ? -1 : one->made_us < other->made_us;
}

static void
load_file (PtlOutbox *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlOutboxItem) item = NULL;
  GStatBuf status;
  gsize len;

  if (g_stat (path, &status) != 0 || status.st_size > MAX_FILE ||
      !g_file_get_contents (path, &text, &len, &error))
    return;
  item = ptl_outbox_item_from_text (text, len, &error);
  if (item == NULL)
    g_info ("%s: %s", path, error->message);
  else if (find (self, item->id, NULL) == NULL)
    g_ptr_array_add (self->items, g_steal_pointer (&item));
}

static void
load (PtlOutbox *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && self->items->len < MAX_ITEMS &&
         (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, SUFFIX))
      load_file (self, name);
  g_ptr_array_sort (self->items, compare_items);
}

/* A network that has come back is worth another try soon, whatever the delay was. */
static void
network_changed_cb (PtlOutbox *self, gboolean is_available)
{
  gint64 soon_us = g_get_real_time () + NETWORK_DELAY_S * G_USEC_PER_SEC;

  if (!is_available)
    return;
  for (guint i = 0; i < self->items->len; i++)
    {
      PtlOutboxItem *item = self->items->pdata[i];

      if (item->state == PTL_OUTBOX_WAITING)
        item->next_us = MIN (item->next_us, soon_us);
    }
  post_due (self);
}

PtlOutbox *
ptl_outbox_new (const char *folder, guint timeout_s)
{
  PtlOutbox *self = g_object_new (PTL_TYPE_OUTBOX, NULL);

  self->folder = g_strdup (folder);
  self->timeout_s = timeout_s;
  load (self);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  post_due (self);
  return self;
}

guint
ptl_outbox_get_n_items (PtlOutbox *self)
{
  g_return_val_if_fail (PTL_IS_OUTBOX (self), 0);

  return self->items->len;
}

const PtlOutboxItem *
ptl_outbox_get_item (PtlOutbox *self, guint index)
{
  g_return_val_if_fail (PTL_IS_OUTBOX (self) && index < self->items->len, NULL);

  return self->items->pdata[index];
}

gboolean
ptl_outbox_add (PtlOutbox *self,
                PtlOutboxWay way,
                const char *title,
                const char *endpoint,
                const char *form,
                GError **error)
{
  g_autoptr (PtlOutboxItem) item = NULL;

  g_return_val_if_fail (PTL_IS_OUTBOX (self), FALSE);

  if (way == PTL_OUTBOX_BY_POST && !ptl_post_check_endpoint (endpoint, error))
    return FALSE;
  item = ptl_outbox_item_new (way, title, endpoint, form, g_get_real_time ());
  if (!save (self, item, error))
    return FALSE;

  g_ptr_array_insert (self->items, 0, g_steal_pointer (&item));
  post_due (self);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

void
ptl_outbox_retry (PtlOutbox *self, const char *id)
{
  PtlOutboxItem *item;

  g_return_if_fail (PTL_IS_OUTBOX (self));

  item = find (self, id, NULL);
  if (item == NULL || item->state == PTL_OUTBOX_SENT ||
      g_strcmp0 (self->posting, id) == 0)
    return;
  ptl_outbox_item_retry (item, g_get_real_time ());
  save_or_warn (self, item);
  post_due (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
ptl_outbox_remove (PtlOutbox *self, const char *id)
{
  g_autofree char *path = NULL;
  guint index;

  g_return_if_fail (PTL_IS_OUTBOX (self));

  if (find (self, id, &index) == NULL)
    return;
  path = get_path (self, id);
  g_unlink (path);
  if (g_strcmp0 (self->posting, id) == 0)
    g_cancellable_cancel (self->cancellable);
  g_ptr_array_remove_index (self->items, index);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
ptl_outbox_stop (PtlOutbox *self)
{
  g_return_if_fail (PTL_IS_OUTBOX (self));

  self->is_stopped = TRUE;
  g_clear_handle_id (&self->due_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

static void
ptl_outbox_finalize (GObject *object)
{
  PtlOutbox *self = PTL_OUTBOX (object);

  g_clear_handle_id (&self->due_id, g_source_remove);
  g_clear_object (&self->cancellable);
  g_free (self->posting);
  g_free (self->folder);
  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (ptl_outbox_parent_class)->finalize (object);
}

static void
ptl_outbox_class_init (PtlOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ptl_outbox_finalize;
  signals[CHANGED] = g_signal_new ("changed", PTL_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
ptl_outbox_init (PtlOutbox *self)
{
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_outbox_item_free);
}
