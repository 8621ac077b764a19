/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/scan-job.c: one scan on a thread of its own.
 *
 * The thread's side (the crew) resolves names, keeps a number of hosts at work, and sends
 * what they find to the owner's context in batches. */
#include "scan/scan-job.h"

#include <glib/gi18n-lib.h>

#include "net/limits.h"
#include "net/resolver.h"
#include "scan/scan-host.h"
#include "scan/scan-plan.h"
#include "scan/target-iter.h"
#include "scan/target-list.h"

#define BATCH_US  (100 * 1000)
#define MAX_HOSTS 512 /* at work at once */

struct _PtlScanJob
{
  PtlScanPlan *plan;
  const PtlScanJobFuncs *funcs;
  gpointer user_data;
  GMainContext *owner_context;

  GThread *thread;
  GMainContext *context; /* of the scanner thread */
  GMainLoop *loop;

  /* The rest belongs to the scanner thread. */
  PtlPoller *poller;
  PtlDialer *dialer;
  PtlTargetIter *iter;
  GHashTable *hosts; /* PtlScanHost at work; owned */
  GPtrArray *facts;  /* PtlFact not yet sent */
  GCancellable *lookups;
  guint next_lookup;  /* index of the target to resolve next */
  guint n_unresolved; /* names without an address */
  gboolean resolving; /* names are being looked up: the iterator is not there yet */
  guint n_resolved;   /* targets that have addresses */
  gboolean targets_left;
  gboolean stopping;
  PtlDeadline *batch;
  PtlDeadline *refill; /* (nullable) */
  gint64 started_us;
  PtlProgress
      progress; /* of hosts that are done; those at work are added when it is sent */
};

G_DEFINE_QUARK (ptl_scan_job_error, ptl_scan_job_error)

PtlScanJob *
ptl_scan_job_new (const PtlScanOptions *options,
                  PtlProbeDb *db,
                  PtlServiceNames *names,
                  PtlRpcPrograms *programs,
                  GError **error)
{
  g_autoptr (GError) cause = NULL;
  PtlScanPlan *plan = ptl_scan_plan_new (options, db, names, programs, &cause);
  PtlScanJob *self;

  if (plan == NULL)
    {
      g_set_error_literal (error, PTL_SCAN_JOB_ERROR, PTL_SCAN_JOB_ERROR_INPUT,
                           cause->message);
      return NULL;
    }

  self = g_new0 (PtlScanJob, 1);
  self->plan = plan;
  return self;
}

void
ptl_scan_job_free (PtlScanJob *self)
{
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->owner_context, g_main_context_unref);
  ptl_scan_plan_free (self->plan);
  g_free (self);
}

/* --- to the owner --- */

typedef struct
{
  PtlScanJob *job;
  GPtrArray *facts; /* (nullable) */
  PtlScanJobEnd end;
} Parcel;

static void
parcel_free (gpointer data)
{
  Parcel *parcel = data;

  g_clear_pointer (&parcel->facts, g_ptr_array_unref);
  g_free (parcel);
}

static gboolean
deliver_facts_cb (gpointer user_data)
{
  Parcel *parcel = user_data;

  parcel->job->funcs->facts (parcel->facts, parcel->job->user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
deliver_end_cb (gpointer user_data)
{
  Parcel *parcel = user_data;

  parcel->job->funcs->ended (parcel->end, parcel->job->user_data);
  return G_SOURCE_REMOVE;
}

static void
send_parcel (PtlScanJob *self, GSourceFunc func, GPtrArray *facts, PtlScanJobEnd end)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Parcel *parcel = g_new (Parcel, 1);

  *parcel = (Parcel){ self, facts, end };
  g_source_set_priority (source, G_PRIORITY_DEFAULT); /* equal ones are served in order */
  g_source_set_callback (source, func, parcel, parcel_free);
  g_source_attach (source, self->owner_context);
}

static gint64
wall_us (PtlScanJob *self)
{
  return ptl_clock_wall_us (ptl_poller_get_clock (self->poller));
}

static void
add_counts (PtlProgress *progress, const PtlScanHostCounts *counts)
{
  progress->hosts_up += counts->up;
  progress->ports_total += counts->ports_total;
  progress->ports_done += counts->ports_done;
  progress->open_ports += counts->open_ports;
  progress->services_total += counts->services_total;
  progress->services_done += counts->services_done;
}

static PtlProgress
sum_progress (PtlScanJob *self, PtlPhase phase)
{
  PtlProgress progress = self->progress;
  GHashTableIter iter;
  gpointer host;

  g_hash_table_iter_init (&iter, self->hosts);
  while (g_hash_table_iter_next (&iter, &host, NULL))
    add_counts (&progress, ptl_scan_host_get_counts (host));

  progress.phase = phase;
  progress.in_flight = ptl_dialer_get_in_flight (self->dialer);
  progress.elapsed_us = ptl_poller_now_us (self->poller) - self->started_us;
  return progress;
}

static void
send_batch (PtlScanJob *self, PtlPhase phase)
{
  PtlProgress progress = sum_progress (self, phase);
  GHashTableIter iter;
  gpointer host;

  g_hash_table_iter_init (&iter, self->hosts);
  while (g_hash_table_iter_next (&iter, &host, NULL))
    ptl_scan_host_flush (host);

  g_ptr_array_add (self->facts, ptl_fact_new_progress (wall_us (self), &progress));
  send_parcel (self, deliver_facts_cb, g_steal_pointer (&self->facts),
               PTL_SCAN_JOB_FINISHED);
  self->facts = ptl_fact_array_new ();
}

static void
batch_cb (gpointer user_data)
{
  PtlScanJob *self = user_data;

  send_batch (self, self->resolving ? PTL_PHASE_STARTING : PTL_PHASE_SCANNING);
  self->batch = ptl_poller_add_deadline (
      self->poller, ptl_poller_now_us (self->poller) + BATCH_US, batch_cb, self);
}

static void
say (PtlScanJob *self, const char *text)
{
  g_ptr_array_add (self->facts, ptl_fact_new_message (wall_us (self), text));
}

/* --- hosts at work --- */

static void refill_cb (gpointer user_data);

static void
refill_soon (PtlScanJob *self)
{
  if (self->refill == NULL)
    self->refill = ptl_poller_add_deadline (self->poller, 0, refill_cb, self);
}

static void
found_cb (PtlFact *fact, gpointer user_data)
{
  PtlScanJob *self = user_data;

  g_ptr_array_add (self->facts, fact);
}

static void
host_done_cb (PtlScanHost *host, gpointer user_data)
{
  PtlScanJob *self = user_data;

  add_counts (&self->progress, ptl_scan_host_get_counts (host));
  self->progress.hosts_done++;
  g_hash_table_remove (self->hosts, host);
  refill_soon (self);
}

static const PtlScanHostFuncs host_funcs = { found_cb, host_done_cb };

static void
refill_cb (gpointer user_data)
{
  PtlScanJob *self = user_data;
  PtlAddress address;
  const char *name;

  self->refill = NULL;
  while (self->targets_left && !self->stopping &&
         g_hash_table_size (self->hosts) < MAX_HOSTS)
    {
      self->targets_left = ptl_target_iter_next (self->iter, &address, &name);
      if (self->targets_left)
        g_hash_table_add (self->hosts,
                          ptl_scan_host_new (self->plan, self->dialer, &address, name,
                                             &host_funcs, self));
    }

  if (g_hash_table_size (self->hosts) == 0)
    g_main_loop_quit (self->loop);
}

static void
begin_hosts (PtlScanJob *self)
{
  self->resolving = FALSE;
  self->iter = ptl_target_iter_new (self->plan->targets, self->plan->excludes);
  self->progress.hosts_total =
      ptl_target_list_count (self->plan->targets, self->plan->excludes);
  self->targets_left = TRUE;
  refill_soon (self);
}

/* --- names --- */

static void resolve_next (PtlScanJob *self);

static PtlTargetSpec *
nth_target (PtlScanJob *self, guint index)
{
  GPtrArray *targets = self->plan->targets;

  if (index < targets->len)
    return targets->pdata[index];

  index -= targets->len;
  return index < self->plan->excludes->len ? self->plan->excludes->pdata[index] : NULL;
}

/* A target is scanned at its first address; an exclude keeps away from all of them. */
static void
set_addresses (PtlScanJob *self, GArray *addresses)
{
  guint n_targets = self->plan->targets->len;
  guint index = self->next_lookup++;
  PtlTargetSpec *target = nth_target (self, index);

  ptl_target_spec_set_address (target, &g_array_index (addresses, PtlAddress, 0));
  for (guint i = 1; index >= n_targets && i < addresses->len; i++)
    {
      PtlTargetSpec *other = ptl_target_spec_copy (target);

      ptl_target_spec_set_address (other, &g_array_index (addresses, PtlAddress, i));
      g_ptr_array_insert (self->plan->excludes, (int) (self->next_lookup - n_targets),
                          other);
      self->next_lookup++;
    }
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) addresses = ptl_resolver_lookup_finish (result, &error);
  PtlScanJob *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* stopped: the loop has quit */

  if (addresses != NULL)
    {
      set_addresses (self, addresses);
    }
  else
    {
      say (self, error->message); /* names the host */
      self->n_unresolved++;
      if (self->next_lookup++ >= self->plan->targets->len)
        {
          /* What is to be left alone must be known before anything is sent. */
          g_main_loop_quit (self->loop);
          return;
        }
    }

  resolve_next (self);
}

/* Names are looked up one after the other; there are few. */
static void
resolve_next (PtlScanJob *self)
{
  PtlTargetSpec *target;

  while ((target = nth_target (self, self->next_lookup)) != NULL)
    {
      const char *name = ptl_target_spec_get_name (target);

      if (name != NULL)
        {
          ptl_resolver_lookup_async (name, self->plan->options->ipv6, self->lookups,
                                     resolved_cb, self);
          return;
        }
      self->next_lookup++;
    }

  begin_hosts (self);
}

/* --- the thread --- */

static void
stop_hosts (PtlScanJob *self)
{
  g_autoptr (GList) hosts = g_hash_table_get_keys (self->hosts);

  for (GList *l = hosts; l != NULL; l = l->next)
    ptl_scan_host_stop (l->data);
}

static gboolean
stop_cb (gpointer user_data)
{
  PtlScanJob *self = user_data;

  if (self->stopping || self->poller == NULL)
    return G_SOURCE_REMOVE;

  self->stopping = TRUE;
  g_cancellable_cancel (self->lookups);
  stop_hosts (self);
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static guint
max_in_flight (PtlScanJob *self)
{
  return MIN (ptl_limits_raise_files (), self->plan->timing.max_parallel);
}

static void
set_up (PtlScanJob *self)
{
  self->started_us = ptl_poller_now_us (self->poller);
  self->dialer =
      ptl_dialer_new (self->poller, max_in_flight (self), self->plan->options->max_rate);
  self->hosts =
      g_hash_table_new_full (NULL, NULL, (GDestroyNotify) ptl_scan_host_free, NULL);
  self->facts = ptl_fact_array_new ();
  self->lookups = g_cancellable_new ();
  self->resolving = TRUE;
  self->batch =
      ptl_poller_add_deadline (self->poller, self->started_us + BATCH_US, batch_cb, self);
}

static void
tear_down (PtlScanJob *self)
{
  g_clear_pointer (&self->batch, ptl_deadline_cancel);
  g_clear_pointer (&self->refill, ptl_deadline_cancel);
  g_clear_pointer (&self->hosts, g_hash_table_unref);
  g_clear_pointer (&self->iter, ptl_target_iter_free);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_clear_object (&self->lookups);
  g_clear_pointer (&self->dialer, ptl_dialer_free);
  g_clear_pointer (&self->poller, ptl_poller_free);
}

/* What the person should know at the end of a scan that came to nothing. */
static PtlScanJobEnd
judge_end (PtlScanJob *self)
{
  if (self->stopping)
    return PTL_SCAN_JOB_STOPPED;

  if (self->progress.hosts_done == 0)
    {
      if (self->n_unresolved == 0)
        say (self, _ ("No target is left to scan: all are excluded."));
      return PTL_SCAN_JOB_FAILED;
    }

  if (self->progress.hosts_up == 0)
    say (
        self,
        _ ("No host answered. Hosts that ignore strangers are found when host discovery is "
           "skipped (-Pn)."));
  return PTL_SCAN_JOB_FINISHED;
}

static void
run (PtlScanJob *self)
{
  PtlScanJobEnd end;

  set_up (self);
  resolve_next (self);
  g_main_loop_run (self->loop);

  end = judge_end (self);
  send_batch (self,
              end == PTL_SCAN_JOB_FINISHED ? PTL_PHASE_FINISHED : PTL_PHASE_STOPPED);
  tear_down (self);
  send_parcel (self, deliver_end_cb, NULL, end);
}

static gpointer
scanner_worker (gpointer data)
{
  PtlScanJob *self = data;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (self->context);
  self->poller = ptl_poller_new (self->context, ptl_clock_get_real (), &error);
  if (self->poller != NULL)
    {
      run (self);
    }
  else
    {
      g_warning ("cannot scan: %s", error->message);
      send_parcel (self, deliver_end_cb, NULL, PTL_SCAN_JOB_FAILED);
    }

  g_main_context_pop_thread_default (self->context);
  return NULL;
}

void
ptl_scan_job_start (PtlScanJob *self, const PtlScanJobFuncs *funcs, gpointer user_data)
{
  g_return_if_fail (self->thread == NULL);

  self->funcs = funcs;
  self->user_data = user_data;
  self->owner_context = g_main_context_ref_thread_default ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("scanner", scanner_worker, self);
}

void
ptl_scan_job_stop (PtlScanJob *self)
{
  g_autoptr (GSource) source = NULL;

  g_return_if_fail (self->thread != NULL);

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, stop_cb, self, NULL);
  g_source_attach (source, self->context);
}
