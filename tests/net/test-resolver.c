/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/test-resolver.c: names that need no name server, and a name server that never
 * answers. */
#include "net/resolver.h"

typedef struct
{
  GAsyncResult *result;
} Waiter;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiter *waiter = user_data;

  waiter->result = g_object_ref (result);
}

static void
wait (Waiter *waiter)
{
  while (waiter->result == NULL)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
}

static GArray *
look_up (const char *name, gboolean ipv6, GError **error)
{
  Waiter waiter = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  ptl_resolver_lookup_async (name, ipv6, NULL, done_cb, &waiter);
  g_assert_null (waiter.result);
  wait (&waiter);
  result = waiter.result;
  return ptl_resolver_lookup_finish (result, error);
}

static void
expect_address (const char *name, gboolean ipv6, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) addresses = look_up (name, ipv6, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (addresses->len, >=, 1);
  text = ptl_address_to_string (&g_array_index (addresses, PtlAddress, 0));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_localhost (void)
{
  expect_address ("localhost", FALSE, "127.0.0.1");
  expect_address ("192.0.2.7", FALSE, "192.0.2.7");
  expect_address ("2001:db8::7", TRUE, "2001:db8::7");
}

static void
expect_error (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) addresses = look_up (name, FALSE, &error);

  g_assert_null (addresses);
  g_assert_nonnull (error);
  g_assert_true (error->domain == G_RESOLVER_ERROR || error->domain == G_IO_ERROR);
}

/* RFC 6761: "invalid" never resolves; the others are no names at all. */
static void
test_no_such_name (void)
{
  g_autofree char *endless = g_strnfill (10000, 'a');

  expect_error ("no-such-host.invalid");
  expect_error ("");
  expect_error ("a..b");
  expect_error (endless);
  expect_error ("\xff\xfe");
}

/* In a context that is not the default one, as on the scanner's thread. */
static void
test_own_context (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  expect_address ("127.0.0.9", FALSE, "127.0.0.9");
  g_main_context_pop_thread_default (context);
}

static void
test_reverse (void)
{
  Waiter waiter = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  PtlAddress address;

  g_assert_true (ptl_address_parse ("127.0.0.1", &address));
  ptl_resolver_reverse_async (&address, NULL, done_cb, &waiter);
  wait (&waiter);
  result = waiter.result;
  name = ptl_resolver_reverse_finish (result, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (name, "localhost"));
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Waiter waiter = { NULL };

  g_cancellable_cancel (cancellable);
  ptl_resolver_lookup_async ("localhost", FALSE, cancellable, done_cb, &waiter);
  wait (&waiter);
  result = waiter.result;
  g_assert_null (ptl_resolver_lookup_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A GResolver that answers only when it is cancelled. */
typedef GResolver SilentResolver;
typedef GResolverClass SilentResolverClass;

GType silent_resolver_get_type (void);
G_DEFINE_TYPE (SilentResolver, silent_resolver, G_TYPE_RESOLVER)

static void
silence_cancelled_cb (GCancellable *cancellable, gpointer task)
{
  g_task_return_error_if_cancelled (task);
}

static GTask *
be_silent (GResolver *resolver,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (resolver, cancellable, callback, user_data);

  g_cancellable_connect (cancellable, G_CALLBACK (silence_cancelled_cb), task,
                         g_object_unref);
  return task;
}

static void
silent_by_name_async (GResolver *resolver,
                      const char *name,
                      GResolverNameLookupFlags flags,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  be_silent (resolver, cancellable, callback, user_data);
}

static GList *
silent_by_name_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
silent_by_address_async (GResolver *resolver,
                         GInetAddress *address,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  be_silent (resolver, cancellable, callback, user_data);
}

static char *
silent_by_address_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
silent_resolver_class_init (SilentResolverClass *klass)
{
  klass->lookup_by_name_with_flags_async = silent_by_name_async;
  klass->lookup_by_name_with_flags_finish = silent_by_name_finish;
  klass->lookup_by_address_async = silent_by_address_async;
  klass->lookup_by_address_finish = silent_by_address_finish;
}

static void
silent_resolver_init (SilentResolver *self)
{
}

/* Both ways at once, for each takes the whole time. */
static void
test_timeout (void)
{
  g_autoptr (GResolver) usual = g_resolver_get_default ();
  g_autoptr (GResolver) silent = g_object_new (silent_resolver_get_type (), NULL);
  g_autoptr (GError) lookup_error = NULL;
  g_autoptr (GError) reverse_error = NULL;
  PtlAddress address = { { 127, 0, 0, 1 }, 0, FALSE };
  Waiter lookup = { NULL }, reverse = { NULL };
  gint64 start_us = g_get_monotonic_time ();

  g_resolver_set_default (silent);
  ptl_resolver_lookup_async ("slow.example", FALSE, NULL, done_cb, &lookup);
  ptl_resolver_reverse_async (&address, NULL, done_cb, &reverse);
  g_resolver_set_default (usual);
  wait (&lookup);
  wait (&reverse);

  g_assert_cmpint (g_get_monotonic_time () - start_us, >=,
                   PTL_RESOLVER_TIMEOUT_MS * G_GINT64_CONSTANT (1000));
  g_assert_null (ptl_resolver_lookup_finish (lookup.result, &lookup_error));
  g_assert_error (lookup_error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_null (ptl_resolver_reverse_finish (reverse.result, &reverse_error));
  g_assert_error (reverse_error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_object_unref (lookup.result);
  g_object_unref (reverse.result);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/resolver/localhost", test_localhost);
  g_test_add_func ("/resolver/no-such-name", test_no_such_name);
  g_test_add_func ("/resolver/own-context", test_own_context);
  g_test_add_func ("/resolver/reverse", test_reverse);
  g_test_add_func ("/resolver/cancelled", test_cancelled);
  g_test_add_func ("/resolver/timeout", test_timeout);

  return g_test_run ();
}
