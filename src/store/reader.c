/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/reader.c: the thread of the store that reads, on a connection of its own. */
#include "store/reader.h"

struct _PtlReader
{
  char *path;
  PtlOwners *owners;
  GThread *thread;
  GAsyncQueue *jobs; /* PtlJob; one of kind close is the last */
};

static void
run_job (PtlReader *self, PtlDatabase **db, PtlJob *job)
{
  if (*db == NULL)
    {
      *db = ptl_database_open (self->path, &job->error);
      if (*db != NULL)
        ptl_database_set_owners (*db, self->owners);
    }
  if (*db != NULL)
    ptl_job_run (job, *db);
  ptl_job_complete (job);
}

static gpointer
reader_worker (gpointer data)
{
  PtlReader *self = data;
  g_autoptr (PtlDatabase) db = NULL; /* opened when first needed */

  for (;;)
    {
      PtlJob *job = g_async_queue_pop (self->jobs);

      if (job->kind == PTL_JOB_CLOSE)
        {
          ptl_job_free (job);
          return NULL;
        }

      run_job (self, &db, job);
    }
}

PtlReader *
ptl_reader_new (const char *path, PtlOwners *owners)
{
  PtlReader *self = g_new0 (PtlReader, 1);

  self->path = g_strdup (path);
  self->owners = ptl_owners_ref (owners);
  self->jobs = g_async_queue_new ();
  self->thread = g_thread_new ("store reader", reader_worker, self);
  return self;
}

void
ptl_reader_push (PtlReader *self, PtlJob *job)
{
  g_async_queue_push (self->jobs, job);
}

void
ptl_reader_free (PtlReader *self)
{
  ptl_reader_push (self, ptl_job_new (PTL_JOB_CLOSE, NULL));
  g_thread_join (self->thread);
  g_async_queue_unref (self->jobs);
  g_free (self->path);
  ptl_owners_unref (self->owners);
  g_free (self);
}
