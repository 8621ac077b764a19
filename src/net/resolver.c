/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/resolver.c: names to addresses and back, asynchronously.
 *
 * A look-up has a cancellable of its own, which the caller's and a timeout cancel; GIO
 * then completes at once and leaves its thread to the C library. */
#include "net/resolver.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* More addresses than any honest name has. */
#define ADDRESSES_MAX 256

typedef struct
{
  GCancellable *cancellable;
  GCancellable *outer; /* (nullable): the caller's */
  gulong outer_id;
  GSource *timeout;
  gboolean is_timed_out;
} Lookup;

static void
lookup_free (gpointer data)
{
  Lookup *self = data;

  g_source_destroy (self->timeout);
  g_source_unref (self->timeout);
  g_object_unref (self->cancellable);
  g_clear_object (&self->outer);
  g_free (self);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Lookup *self = user_data;

  self->is_timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* Returns: (transfer none): owned by @task */
static Lookup *
attach_lookup (GTask *task)
{
  Lookup *self = g_new0 (Lookup, 1);
  GCancellable *outer = g_task_get_cancellable (task);

  self->cancellable = g_cancellable_new ();
  self->timeout = g_timeout_source_new (PTL_RESOLVER_TIMEOUT_MS);
  g_source_set_callback (self->timeout, timeout_cb, self, NULL);
  g_source_attach (self->timeout, g_task_get_context (task));
  g_task_set_task_data (task, self, lookup_free);

  if (outer != NULL)
    {
      self->outer = g_object_ref (outer);
      self->outer_id =
          g_cancellable_connect (outer, G_CALLBACK (cancelled_cb),
                                 g_object_ref (self->cancellable), g_object_unref);
    }

  return self;
}

/* Takes @error and makes it tell a timeout from the caller's own doing. */
static void
return_error (GTask *task, GError *error)
{
  Lookup *lookup = g_task_get_task_data (task);

  if (lookup->is_timed_out)
    {
      g_error_free (error);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                               _ ("No answer from the name service"));
    }
  else
    g_task_return_error (task, error);
}

static void
disconnect (GTask *task)
{
  Lookup *lookup = g_task_get_task_data (task);

  g_source_destroy (lookup->timeout);
  g_cancellable_disconnect (lookup->outer, lookup->outer_id);
}

static GArray *
to_addresses (GList *found)
{
  GArray *addresses = g_array_new (FALSE, FALSE, sizeof (PtlAddress));

  for (GList *l = found; l != NULL && addresses->len < ADDRESSES_MAX; l = l->next)
    {
      GInetAddress *inet = l->data;
      PtlAddress address = { .is_ipv6 = g_inet_address_get_family (inet) ==
                                        G_SOCKET_FAMILY_IPV6 };

      memcpy (address.bytes, g_inet_address_to_bytes (inet),
              g_inet_address_get_native_size (inet));
      g_array_append_val (addresses, address);
    }

  return addresses;
}

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GList *found;

  disconnect (task);
  found =
      g_resolver_lookup_by_name_with_flags_finish (G_RESOLVER (source), result, &error);
  if (found == NULL)
    {
      return_error (task, error);
      return;
    }

  g_task_return_pointer (task, to_addresses (found), (GDestroyNotify) g_array_unref);
  g_resolver_free_addresses (found);
}

void
ptl_resolver_lookup_async (const char *name,
                           gboolean ipv6,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Lookup *lookup = attach_lookup (task);

  g_task_set_source_tag (task, ptl_resolver_lookup_async);
  g_resolver_lookup_by_name_with_flags_async (
      resolver, name,
      ipv6 ? G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY
           : G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY,
      lookup->cancellable, lookup_cb, task);
}

GArray *
ptl_resolver_lookup_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
reverse_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *name;

  disconnect (task);
  name = g_resolver_lookup_by_address_finish (G_RESOLVER (source), result, &error);
  if (name != NULL)
    g_task_return_pointer (task, name, g_free);
  else
    return_error (task, error);
}

void
ptl_resolver_reverse_async (const PtlAddress *address,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_bytes (
      address->bytes, address->is_ipv6 ? G_SOCKET_FAMILY_IPV6 : G_SOCKET_FAMILY_IPV4);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Lookup *lookup = attach_lookup (task);

  g_task_set_source_tag (task, ptl_resolver_reverse_async);
  g_resolver_lookup_by_address_async (resolver, inet, lookup->cancellable, reverse_cb,
                                      task);
}

char *
ptl_resolver_reverse_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
