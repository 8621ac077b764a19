/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/own-networks.c: the networks around this machine, found on a worker thread. */
#include "runner/own-networks.h"

#include "scan/own-targets.h"

static void
find_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, ptl_own_targets_list (), (GDestroyNotify) g_strfreev);
}

void
ptl_own_networks_find_async (GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ptl_own_networks_find_async);
  g_task_run_in_thread (task, find_worker);
}

GStrv
ptl_own_networks_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
