/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/writer.h: the thread of the store that writes. */
#pragma once

#include "store/job.h"

G_BEGIN_DECLS

typedef struct _PtlWriter PtlWriter;

/* All are called on the writer's thread. */
typedef struct
{
  /* Saving fails; it is tried again, but this is said once until it succeeds. */
  void (*failed) (const GError *error, gpointer user_data);
  void (*recovered) (gpointer user_data);
  void (*sessions_changed) (gpointer user_data);
} PtlWriterFuncs;

/* @db: (transfer full); @free_data: for @user_data, when no callback will come any more
 */
PtlWriter *ptl_writer_new (PtlDatabase *db,
                           const char *path,
                           const PtlWriterFuncs *funcs,
                           gpointer user_data,
                           GDestroyNotify free_data);

/* @job: (transfer full).  From any thread; one of kind close is the last. */
void ptl_writer_push (PtlWriter *self, PtlJob *job);

/* Waits until the thread has come to the job of kind close. */
void ptl_writer_free (PtlWriter *self);

G_END_DECLS
