/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/job.h: one thing for the store's threads to do. */
#pragma once

#include "model/retention.h"
#include "model/session.h"
#include "store/database.h"
#include "store/search-plan.h"
#include "store/store-revisions.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_JOB_APPEND, /* id, facts; nobody waits */
  PTL_JOB_END,    /* id, state, finished_us */
  PTL_JOB_WRITE,  /* run () in a transaction */
  PTL_JOB_READ,   /* run () on the reader, after what was asked before is committed */
  PTL_JOB_VISIT,  /* the same on a reader for what takes long */
  PTL_JOB_FLUSH,
  PTL_JOB_VACUUM,
  PTL_JOB_CLOSE
} PtlJobKind;

typedef struct _PtlJob PtlJob;

/* Returns: (transfer full): the task's result, GINT_TO_POINTER (TRUE) for a boolean one;
 * NULL on failure */
typedef gpointer (*PtlJobFunc) (PtlDatabase *db, const PtlJob *job, GError **error);

struct _PtlJob
{
  PtlJobKind kind;
  GTask *task; /* (nullable) */
  PtlJobFunc run;
  GDestroyNotify free_result; /* NULL: the result is a boolean */
  gboolean changes_sessions;

  /* what it is about, as far as its kind asks */
  gint64 id;
  GPtrArray *facts;
  PtlSessionInfo *info;
  PtlSessionState state;
  gint64 finished_us;
  char *name; /* or notes */
  GStrv tags;
  PtlSession *session;
  gint64 number; /* of a revision */
  PtlRevision *revision;
  GPtrArray *verdicts; /* PtlVerdictChange */
  GPtrArray *replies;  /* GBytes */
  PtlSearchPlan *search;
  PtlEvidenceFunc visit;
  gpointer visit_data;
  gboolean with_responses;
  gboolean paused;
  PtlRetention retention;
  PtlAddress address;
  gboolean address_given;
  PtlProtocol protocol;
  guint16 port;

  gpointer result;
  GError *error;
};

/* @task: (nullable) (transfer full) */
PtlJob *ptl_job_new (PtlJobKind kind, GTask *task);
void ptl_job_free (PtlJob *self);

/**
 * ptl_job_complete:
 * @self: (transfer full): with result or error set
 *
 * Returns the task on its own context, so that no thread of the store ever holds the last
 * reference to the store.
 */
void ptl_job_complete (PtlJob *self);

/* Completes it with @error (transfer full). */
void ptl_job_fail (PtlJob *self, GError *error);

/* Runs run () unless the task is cancelled, keeping result and error. */
void ptl_job_run (PtlJob *self, PtlDatabase *db);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlJob, ptl_job_free)

G_END_DECLS
