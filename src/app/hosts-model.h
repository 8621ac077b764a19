/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/hosts-model.h: the rows of the list of hosts. */
#pragma once

#include "app/row-model.h"
#include "model/session.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_HOSTS_COLUMN_NAME,
  PTL_HOSTS_COLUMN_OPEN,
  PTL_HOSTS_N_COLUMNS
} PtlHostsColumn;

/* The first row stands for all hosts; then those that answered.  Follows @session. */
PtlRowModel *ptl_hosts_model_new (PtlSession *session);

/* Returns: (transfer none) (nullable): NULL on the row that stands for all */
PtlHost *ptl_hosts_model_get_host (PtlRowModel *model, GtkTreeIter *iter);

G_END_DECLS
