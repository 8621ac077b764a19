/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/scan-job.c: one scan on a thread of its own.
 *
 * The thread's side (the crew) resolves names, keeps a number of hosts at work, and sends
 * what they find to the owner's context in batches. */
#include "scan/scan-job.h"

#include <glib/gi18n-lib.h>

#include "net/limits.h"
#include "scan/scan-host.h"
#include "scan/scan-plan.h"
#include "scan/target-iter.h"
#include "scan/target-list.h"
#include "scan/target-lookup.h"

#define BATCH_US  (100 * 1000)
#define MAX_HOSTS 512    /* at work at once */
#define MAX_TAKEN 100000 /* addresses looked at in one turn, when most are done */

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
  GHashTable *hosts;     /* PtlScanHost at work; owned */
  GPtrArray *facts;      /* PtlFact not yet sent */
  PtlAddressSet *silent; /* addresses not yet told of */
  PtlTargetLookup *lookup;
  gboolean resolving; /* names are being looked up: the iterator is not there yet */
  gboolean targets_left;
  gboolean stopping;
  gboolean paused;
  PtlDeadline *batch;
  PtlDeadline *refill; /* (nullable) */
  gint64 started_us;
  PtlProgress
      progress; /* of hosts that are done; those at work are added when it is sent */
};

G_DEFINE_QUARK (ptl_scan_job_error, ptl_scan_job_error)

PtlScanJob *
ptl_scan_job_new (const PtlScanOptions *options,
                  const PtlUnfinished *unfinished,
                  PtlProbeDb *db,
                  PtlServiceNames *names,
                  PtlRpcPrograms *programs,
                  GError **error)
{
  g_autoptr (GError) cause = NULL;
  PtlScanPlan *plan =
      ptl_scan_plan_new (options, unfinished, db, names, programs, &cause);
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
ptl_scan_job_set_vendors (PtlScanJob *self, PtlMacVendors *vendors)
{
  g_return_if_fail (self->thread == NULL && self->plan->vendors == NULL);

  self->plan->vendors = ptl_mac_vendors_ref (vendors);
}

void
ptl_scan_job_describe (const PtlScanJob *self, PtlSessionInfo *info)
{
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    {
      PtlPortSet *asked = self->plan->ports->sets[i];

      g_clear_pointer (&info->asked[i], ptl_port_set_unref);
      if (ptl_port_set_count (asked) > 0)
        info->asked[i] = ptl_port_set_ref (asked);
    }

  info->listed_targets = g_strdup (self->plan->listed_targets);
  info->listed_excludes = g_strdup (self->plan->listed_excludes);
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
  progress.elapsed_us = ptl_poller_now_us (self->poller) - self->started_us -
                        ptl_dialer_get_held_us (self->dialer);
  return progress;
}

static void
tell_silent (PtlScanJob *self)
{
  guint n_ranges;

  ptl_address_set_get_ranges (self->silent, &n_ranges);
  if (n_ranges == 0)
    return;

  g_ptr_array_add (self->facts, ptl_fact_new_silent (wall_us (self), self->silent));
  ptl_address_set_unref (self->silent);
  self->silent = ptl_address_set_new ();
}

static PtlPhase
get_phase (const PtlScanJob *self)
{
  if (self->paused)
    return PTL_PHASE_PAUSED;

  return self->resolving ? PTL_PHASE_STARTING : PTL_PHASE_SCANNING;
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

  tell_silent (self);
  g_ptr_array_add (self->facts, ptl_fact_new_progress (wall_us (self), &progress));
  send_parcel (self, deliver_facts_cb, g_steal_pointer (&self->facts),
               PTL_SCAN_JOB_FINISHED);
  self->facts = ptl_fact_array_new ();
}

static void
batch_cb (gpointer user_data)
{
  PtlScanJob *self = user_data;

  send_batch (self, get_phase (self));
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
  const PtlAddress *silent = ptl_scan_host_get_silent_address (host);

  add_counts (&self->progress, ptl_scan_host_get_counts (host));
  self->progress.hosts_done++;
  if (silent != NULL)
    ptl_address_set_add (self->silent, silent);
  g_hash_table_remove (self->hosts, host);
  refill_soon (self);
}

static const PtlScanHostFuncs host_funcs = { found_cb, host_done_cb };

/* @name: (nullable): that the person gave for the address */
static void
add_host (PtlScanJob *self,
          const PtlAddress *address,
          const char *name,
          const PtlHostDone *done)
{
  PtlScanHost *host = ptl_scan_host_new (self->plan, self->dialer, address, name, done,
                                         &host_funcs, self);
  const GArray *addresses =
      name != NULL ? ptl_target_lookup_get_addresses (self->lookup, name) : NULL;

  if (addresses != NULL)
    ptl_scan_host_add_addresses (host, addresses);
  g_hash_table_add (self->hosts, host);
}

/* Begins with a host, unless the scan that is gone on with has done all of it. */
static void
take_host (PtlScanJob *self, const PtlAddress *address, const char *name)
{
  const PtlScanDone *scan_done = self->plan->done;
  const PtlHostDone *done =
      scan_done != NULL ? ptl_scan_done_find (scan_done, address) : NULL;
  PtlScanHostCounts counts = { 0 };

  if (done != NULL && done->info->finished)
    {
      ptl_host_done_add_counts (done, &counts);
      add_counts (&self->progress, &counts);
      self->progress.hosts_done++;
    }
  else if (scan_done != NULL && ptl_scan_done_is_silent (scan_done, address))
    self->progress.hosts_done++;
  else
    add_host (self, address, name, done);
}

static void
refill_cb (gpointer user_data)
{
  PtlScanJob *self = user_data;
  PtlAddress address;
  const char *name;

  self->refill = NULL;
  for (guint n = 0; n < MAX_TAKEN && self->targets_left && !self->stopping &&
                    !self->paused && g_hash_table_size (self->hosts) < MAX_HOSTS;
       n++)
    {
      self->targets_left = ptl_target_iter_next (self->iter, &address, &name);
      if (self->targets_left)
        take_host (self, &address, name);
    }

  if (g_hash_table_size (self->hosts) > 0 || self->paused)
    return;
  if (self->targets_left && !self->stopping)
    refill_soon (self); /* after a look at what else there is to do */
  else
    g_main_loop_quit (self->loop);
}

static void
begin_hosts (PtlScanJob *self)
{
  self->resolving = FALSE;
  self->iter = ptl_target_iter_new (self->plan->targets, self->plan->excludes);
  self->progress.hosts_total =
      ptl_target_list_count (self->plan->targets, self->plan->excludes);
  if (self->plan->shard.n_groups > 0)
    {
      ptl_target_iter_set_shard (self->iter, &self->plan->shard);
      self->progress.hosts_total /= self->plan->shard.n_groups; /* but for a few */
    }
  self->targets_left = TRUE;
  refill_soon (self);
}

/* --- names --- */

/* Who goes on with the scan takes these: look-ups change. */
static void
resolved_cb (const char *name, const GArray *addresses, gpointer user_data)
{
  PtlScanJob *self = user_data;

  for (guint i = 0; i < addresses->len; i++)
    g_ptr_array_add (self->facts,
                     ptl_fact_new_resolved (wall_us (self), name,
                                            &g_array_index (addresses, PtlAddress, i)));
}

static void
unresolved_cb (const char *message, gpointer user_data)
{
  say (user_data, message);
}

static void
looked_up_cb (gboolean usable, gpointer user_data)
{
  PtlScanJob *self = user_data;

  if (usable)
    begin_hosts (self);
  else
    g_main_loop_quit (self->loop);
}

static const PtlTargetLookupFuncs lookup_funcs = { resolved_cb, unresolved_cb,
                                                   looked_up_cb };

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
  stop_hosts (self);
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static void
set_paused (PtlScanJob *self, gboolean paused)
{
  if (self->stopping || self->poller == NULL || self->paused == paused)
    return;

  self->paused = paused;
  ptl_dialer_set_held (self->dialer, paused);
  if (!self->resolving)
    refill_soon (self);
}

static gboolean
pause_cb (gpointer user_data)
{
  set_paused (user_data, TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
go_on_cb (gpointer user_data)
{
  set_paused (user_data, FALSE);
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
  self->silent = ptl_address_set_new ();
  self->lookup = ptl_target_lookup_new (self->plan, &lookup_funcs, self);
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
  g_clear_pointer (&self->silent, ptl_address_set_unref);
  g_clear_pointer (&self->lookup, ptl_target_lookup_free);
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
      if (ptl_target_lookup_get_n_failed (self->lookup) == 0)
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
  ptl_target_lookup_start (self->lookup);
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

/* Has @func called on the scanner thread. */
static void
order (PtlScanJob *self, GSourceFunc func)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, self->context);
}

void
ptl_scan_job_stop (PtlScanJob *self)
{
  g_return_if_fail (self->thread != NULL);

  order (self, stop_cb);
}

void
ptl_scan_job_set_paused (PtlScanJob *self, gboolean paused)
{
  g_return_if_fail (self->thread != NULL);

  order (self, paused ? pause_cb : go_on_cb);
}
