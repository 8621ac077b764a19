/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/library-private.h: between the two files that are the library. */
#pragma once

#include "app/library.h"
#include "store/store.h"

G_BEGIN_DECLS

struct _PtlLibrary
{
  GObject parent_instance;

  PtlStore *store; /* (nullable): not open yet, or not to be had */
  gboolean opening;
  GPtrArray *waiting; /* GTask: what was asked while opening; each knows its Work */
  GListStore *items;
  guint n_running;
  PtlSessionItem *deleted; /* (nullable): off the list, still in the store */
  guint delete_id;
  GTask *closing; /* (nullable) */
  GCancellable *checking;
};

/* Says that @what failed, and why. */
void ptl_library_report (PtlLibrary *self, const char *what, const GError *error);

/* Says that @item shows other verdicts now. */
void ptl_library_announce_revised (PtlLibrary *self, PtlSessionItem *item);

/* Deletes for good what could be brought back until now. */
void ptl_library_commit_delete (PtlLibrary *self);

G_END_DECLS
