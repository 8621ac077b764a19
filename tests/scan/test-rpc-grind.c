/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-rpc-grind.c: the RPC grind's machine against simulated servers. */
#include "scan/rpc-grind.h"

#include <glib/gstdio.h>

#define N_PROGRAMS 300
#define FIRST      100000
#define NOBODY     0x60000001
#define FIRST_XID  (G_MAXUINT32 - 100) /* wraps */
#define MS         1000
#define N_RUNS     400
#define MAX_WINDOW 64

/* The programs FIRST .. FIRST + n - 1. */
static PtlRpcPrograms *
make_programs (guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = NULL;
  PtlRpcPrograms *programs = ptl_rpc_programs_new ();
  int fd = g_file_open_tmp ("rpc-XXXXXX", &path, NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "program%u %u\n", FIRST + i, FIRST + i);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  g_assert_true (ptl_rpc_programs_load (programs, path, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);
  return programs;
}

static PtlRpcGrind *
new_grind (guint n_programs)
{
  g_autoptr (PtlRpcPrograms) programs = make_programs (n_programs);
  PtlRpcGrindParams params = { .programs = programs,
                               .first_xid = FIRST_XID,
                               .version = 31337,
                               .nobody = NOBODY,
                               .initial_timeout_us = 1000 * MS,
                               .min_timeout_us = 200 * MS,
                               .max_timeout_us = 4000 * MS };

  return ptl_rpc_grind_new (&params);
}

static gboolean
answer (PtlRpcGrind *grind, guint32 xid, PtlRpcReplyKind kind, guint32 low, guint32 high)
{
  PtlRpcReply reply = { xid, kind, low, high };

  return ptl_rpc_grind_on_reply (grind, &reply, 10 * MS);
}

/* Takes all calls that are due; returns how many. */
static guint
take_calls (PtlRpcGrind *grind, PtlRpcCall calls[MAX_WINDOW])
{
  guint n = 0;

  while (n < MAX_WINDOW && ptl_rpc_grind_next (grind, 0, &calls[n]))
    n++;
  return n;
}

/* --- by hand --- */

static void
test_found (void)
{
  g_autoptr (PtlRpcGrind) grind = new_grind (10);
  const PtlRpcFinding *finding;
  PtlRpcCall calls[MAX_WINDOW];
  guint n = take_calls (grind, calls);

  g_assert_cmpuint (n, ==, 4); /* a stranger is not flooded */
  g_assert_cmpuint (calls[0].program, ==, NOBODY);
  g_assert_cmpuint (calls[1].program, ==, FIRST);
  g_assert_cmpuint (calls[1].version, ==, 31337);
  g_assert_true (answer (grind, calls[0].xid, PTL_RPC_REPLY_PROGRAM_UNAVAILABLE, 0, 0));
  g_assert_true (answer (grind, calls[1].xid, PTL_RPC_REPLY_PROGRAM_UNAVAILABLE, 0, 0));
  g_assert_cmpint (ptl_rpc_grind_get_state (grind), ==, PTL_RPC_GRIND_RUNNING);
  g_assert_true (answer (grind, calls[2].xid, PTL_RPC_REPLY_PROGRAM_MISMATCH, 2, 4));

  g_assert_cmpint (ptl_rpc_grind_get_state (grind), ==, PTL_RPC_GRIND_FOUND);
  finding = ptl_rpc_grind_get_finding (grind);
  g_assert_cmpuint (finding->program->number, ==, FIRST + 1);
  g_assert_true (finding->has_versions);
  g_assert_cmpuint (finding->low, ==, 2);
  g_assert_cmpuint (finding->high, ==, 4);
  g_assert_false (ptl_rpc_grind_next (grind, 0, &calls[0]));
  g_assert_cmpint (ptl_rpc_grind_get_deadline_us (grind), ==, G_MAXINT64);
}

/* The answer of a later program comes first, and is not the verdict. */
static void
test_first_in_the_list (void)
{
  g_autoptr (PtlRpcGrind) grind = new_grind (10);
  PtlRpcCall calls[MAX_WINDOW];
  PtlRpcCall more;

  take_calls (grind, calls);
  g_assert_true (answer (grind, calls[2].xid, PTL_RPC_REPLY_PROGRAM_MISMATCH, 1, 1));
  g_assert_cmpint (ptl_rpc_grind_get_state (grind), ==, PTL_RPC_GRIND_RUNNING);
  g_assert_false (ptl_rpc_grind_next (grind, 0, &more)); /* none after it is called */
  g_assert_false (answer (grind, calls[3].xid, PTL_RPC_REPLY_PROGRAM_MISMATCH, 5, 5));
  g_assert_true (answer (grind, calls[1].xid, PTL_RPC_REPLY_PROGRAM_MISMATCH, 3, 3));
  g_assert_true (answer (grind, calls[0].xid, PTL_RPC_REPLY_PROGRAM_UNAVAILABLE, 0, 0));
  g_assert_cmpint (ptl_rpc_grind_get_state (grind), ==, PTL_RPC_GRIND_FOUND);
  g_assert_cmpuint (ptl_rpc_grind_get_finding (grind)->program->number, ==, FIRST);
  g_assert_cmpuint (ptl_rpc_grind_get_finding (grind)->call.program, ==, FIRST);
  g_assert_cmpuint (ptl_rpc_grind_get_finding (grind)->call.xid, ==, calls[1].xid);
}

static void
test_strange_versions (void)
{
  static const struct
  {
    PtlRpcReplyKind kind;
    guint32 low;
    guint32 high;
    gboolean has_versions;
  } cases[] = {
    { PTL_RPC_REPLY_PROGRAM_MISMATCH, 4, 2, FALSE },
    { PTL_RPC_REPLY_PROGRAM_MISMATCH, 0, G_MAXUINT32, TRUE },
    { PTL_RPC_REPLY_SUCCESS, 0, 0, FALSE }, /* takes any version */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PtlRpcGrind) grind = new_grind (1);
      PtlRpcCall calls[MAX_WINDOW];

      g_assert_cmpuint (take_calls (grind, calls), ==, 2);
      answer (grind, calls[0].xid, PTL_RPC_REPLY_PROGRAM_UNAVAILABLE, 0, 0);
      answer (grind, calls[1].xid, cases[i].kind, cases[i].low, cases[i].high);
      g_assert_cmpint (ptl_rpc_grind_get_state (grind), ==, PTL_RPC_GRIND_FOUND);
      g_assert_cmpint (ptl_rpc_grind_get_finding (grind)->has_versions, ==,
                       cases[i].has_versions);
    }
}

/* Whoever has even the program that nobody has cannot be believed. */
static void
test_liar (gconstpointer kind)
{
  g_autoptr (PtlRpcGrind) grind = new_grind (10);
  PtlRpcCall calls[MAX_WINDOW];

  take_calls (grind, calls);
  answer (grind, calls[1].xid, (PtlRpcReplyKind) GPOINTER_TO_INT (kind), 1, 2);
  g_assert_cmpint (ptl_rpc_grind_get_state (grind), ==, PTL_RPC_GRIND_RUNNING);
  answer (grind, calls[0].xid, (PtlRpcReplyKind) GPOINTER_TO_INT (kind), 1, 2);
  g_assert_cmpint (ptl_rpc_grind_get_state (grind), ==, PTL_RPC_GRIND_UNKNOWN);
}

static void
test_none_of_them (gconstpointer kind)
{
  g_autoptr (PtlRpcGrind) grind = new_grind (N_PROGRAMS);
  PtlRpcCall call;
  guint n_calls = 0;

  for (; ptl_rpc_grind_next (grind, 0, &call); n_calls++)
    g_assert_true (
        answer (grind, call.xid, (PtlRpcReplyKind) GPOINTER_TO_INT (kind), 0, 0));
  g_assert_cmpuint (n_calls, ==, 1 + N_PROGRAMS);
  g_assert_cmpint (ptl_rpc_grind_get_state (grind), ==, PTL_RPC_GRIND_UNKNOWN);
}

/* Replies to what was not called, was not called yet, or was answered before. */
static void
test_replies_of_nobody (void)
{
  g_autoptr (PtlRpcGrind) grind = new_grind (10);
  PtlRpcCall calls[MAX_WINDOW];
  guint n = take_calls (grind, calls);

  for (guint32 i = 0; i < 1000; i++)
    {
      guint32 xid = calls[0].xid - 500 + i;
      gboolean is_ours = FALSE;

      for (guint j = 0; j < n; j++)
        is_ours |= calls[j].xid == xid;
      if (!is_ours)
        g_assert_false (answer (grind, xid, PTL_RPC_REPLY_PROGRAM_MISMATCH, 1, 1));
    }
  g_assert_cmpint (ptl_rpc_grind_get_state (grind), ==, PTL_RPC_GRIND_RUNNING);
  g_assert_true (answer (grind, calls[0].xid, PTL_RPC_REPLY_PROGRAM_UNAVAILABLE, 0, 0));
  g_assert_false (answer (grind, calls[0].xid, PTL_RPC_REPLY_PROGRAM_MISMATCH, 1, 1));
}

static void
test_silence (void)
{
  g_autoptr (PtlRpcGrind) grind = new_grind (N_PROGRAMS);
  guint n_calls = 0;
  gint64 now_us = 0;
  PtlRpcCall call;

  while (ptl_rpc_grind_get_state (grind) == PTL_RPC_GRIND_RUNNING)
    {
      while (ptl_rpc_grind_next (grind, now_us, &call))
        n_calls++;
      now_us = ptl_rpc_grind_get_deadline_us (grind);
      ptl_rpc_grind_on_timeout (grind, now_us);
    }

  g_assert_cmpint (ptl_rpc_grind_get_state (grind), ==, PTL_RPC_GRIND_GAVE_UP);
  g_assert_cmpuint (n_calls, <=, 4 * PTL_RPC_GRIND_MAX_TRIES);
  g_assert_cmpint (now_us, <=, 12000 * MS);
}

static void
test_stop (void)
{
  g_autoptr (PtlRpcGrind) grind = new_grind (10);
  g_autoptr (PtlRpcGrind) second = new_grind (10);
  PtlRpcCall calls[MAX_WINDOW];

  take_calls (grind, calls);
  ptl_rpc_grind_on_stopped (grind);
  g_assert_cmpint (ptl_rpc_grind_get_state (grind), ==, PTL_RPC_GRIND_GAVE_UP);
  g_assert_false (answer (grind, calls[0].xid, PTL_RPC_REPLY_PROGRAM_MISMATCH, 1, 1));

  take_calls (second, calls);
  answer (second, calls[2].xid, PTL_RPC_REPLY_PROGRAM_MISMATCH, 1, 1);
  ptl_rpc_grind_on_stopped (second);
  g_assert_cmpint (ptl_rpc_grind_get_state (second), ==, PTL_RPC_GRIND_FOUND);
}

/* --- simulated servers --- */

/* A datagram under way. */
typedef struct
{
  gint64 at_us;
  guint32 xid;
  guint32 program;
} Packet;

typedef struct
{
  GRand *random;
  double loss; /* of each datagram, either way */
  double twice;
  guint32 served[3]; /* 0: none */
  GArray *packets;   /* Packet: replies */
  guint n_calls[N_PROGRAMS + 1];
  gboolean is_heard[N_PROGRAMS + 1]; /* a reply about it was taken */
} World;

static guint
get_slot (guint32 program)
{
  return program == NOBODY ? 0 : program - FIRST + 1;
}

static gboolean
is_served (const World *world, guint32 program)
{
  return program == world->served[0] || program == world->served[1] ||
         program == world->served[2];
}

static gboolean
chance (World *world, double probability)
{
  return g_rand_double (world->random) < probability;
}

static void
carry (World *world, const PtlRpcCall *call, gint64 now_us)
{
  guint n_replies = chance (world, world->twice) ? 2 : 1;

  world->n_calls[get_slot (call->program)]++;
  if (chance (world, world->loss))
    return;

  for (guint i = 0; i < n_replies; i++)
    {
      Packet packet = { now_us + g_rand_int_range (world->random, 1, 400) * MS, call->xid,
                        call->program };

      if (!chance (world, world->loss))
        g_array_append_val (world->packets, packet);
    }
}

static void
deliver (World *world, PtlRpcGrind *grind, gint64 now_us)
{
  for (guint i = world->packets->len; i-- > 0;)
    {
      Packet packet = g_array_index (world->packets, Packet, i);
      gboolean right = is_served (world, packet.program);
      PtlRpcReply reply = { packet.xid,
                            right ? PTL_RPC_REPLY_PROGRAM_MISMATCH
                                  : PTL_RPC_REPLY_PROGRAM_UNAVAILABLE,
                            2, 4 };

      if (packet.at_us > now_us)
        continue;
      g_array_remove_index_fast (world->packets, i);
      if (ptl_rpc_grind_on_reply (grind, &reply, now_us))
        world->is_heard[get_slot (packet.program)] = TRUE;
    }
}

static gint64
next_arrival_us (const World *world)
{
  gint64 at_us = G_MAXINT64;

  for (guint i = 0; i < world->packets->len; i++)
    at_us = MIN (at_us, g_array_index (world->packets, Packet, i).at_us);
  return at_us;
}

/* Runs until the machine has its verdict; returns how long it took. */
static gint64
run_datagrams (World *world, PtlRpcGrind *grind)
{
  gint64 now_us = 0;
  PtlRpcCall call;

  world->packets = g_array_new (FALSE, FALSE, sizeof (Packet));
  while (ptl_rpc_grind_get_state (grind) == PTL_RPC_GRIND_RUNNING)
    {
      gint64 deadline_us;

      while (ptl_rpc_grind_next (grind, now_us, &call))
        carry (world, &call, now_us);
      deadline_us = ptl_rpc_grind_get_deadline_us (grind);
      g_assert_cmpint (deadline_us, <, G_MAXINT64); /* it waits for something */
      now_us = MIN (deadline_us, next_arrival_us (world));
      deliver (world, grind, now_us);
      ptl_rpc_grind_on_timeout (grind, now_us);
    }
  g_array_unref (world->packets);
  return now_us;
}

/* The verdict is the first served program of which anything was heard. */
static void
check_verdict (const World *world, const PtlRpcGrind *grind)
{
  PtlRpcGrindState state = ptl_rpc_grind_get_state (grind);
  guint32 expected = 0;

  for (guint i = 0; i <= N_PROGRAMS; i++)
    {
      g_assert_cmpuint (world->n_calls[i], <=, PTL_RPC_GRIND_MAX_TRIES);
      if (i > 0 && expected == 0 && world->is_heard[i] &&
          is_served (world, FIRST + i - 1))
        expected = FIRST + i - 1;
    }

  if (state == PTL_RPC_GRIND_FOUND)
    g_assert_cmpuint (ptl_rpc_grind_get_finding (grind)->program->number, ==, expected);
  else
    g_assert_cmpuint (expected, ==, 0);
}

static void
test_datagrams (gconstpointer percent)
{
  double loss = GPOINTER_TO_INT (percent) / 100.0;
  guint n_found = 0;

  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (run);
      g_autoptr (PtlRpcGrind) grind = new_grind (N_PROGRAMS);
      World world = { .random = random, .loss = loss, .twice = 0.1 };
      gint64 took_us;

      for (guint i = 0; i < run % 4 && i < 3; i++)
        world.served[i] = FIRST + (guint32) g_rand_int_range (random, 0, N_PROGRAMS);
      took_us = run_datagrams (&world, grind);
      check_verdict (&world, grind);
      if (loss <= 0.0)
        {
          g_assert_cmpint (ptl_rpc_grind_get_state (grind), ==,
                           run % 4 > 0 ? PTL_RPC_GRIND_FOUND : PTL_RPC_GRIND_UNKNOWN);
          g_assert_cmpint (took_us, <, 10000 * MS); /* far less than one by one */
        }
      else
        {
          g_assert_cmpint (took_us, <, 3600000 * (gint64) MS);
        }
      n_found += ptl_rpc_grind_get_state (grind) == PTL_RPC_GRIND_FOUND;
    }

  /* Three quarters of the runs serve something; three tries find nearly all of it. */
  if (loss < 0.2)
    g_assert_cmpuint (n_found, >, N_RUNS * 7 / 10);
}

/* A server that closes each connection after so many replies, and at once when it is
 * asked for the program @poison. */
static guint
run_connections (PtlRpcGrind *grind, guint n_replies, guint32 served, guint32 poison)
{
  guint n_connections = 0;
  PtlRpcCall calls[MAX_WINDOW];

  while (ptl_rpc_grind_get_state (grind) == PTL_RPC_GRIND_RUNNING)
    {
      g_autoptr (GQueue) queue = g_queue_new ();
      gboolean is_open = TRUE;

      n_connections++;
      for (guint i = 0; i < n_replies && is_open; i++)
        {
          guint n = take_calls (grind, calls);
          PtlRpcCall *call;

          for (guint j = 0; j < n; j++)
            g_queue_push_tail (queue, g_memdup2 (&calls[j], sizeof calls[j]));
          call = g_queue_pop_head (queue);
          is_open = call != NULL && call->program != poison;
          if (is_open)
            answer (grind, call->xid,
                    call->program == served ? PTL_RPC_REPLY_PROGRAM_MISMATCH
                                            : PTL_RPC_REPLY_PROGRAM_UNAVAILABLE,
                    1, 1);
          g_free (call);
        }
      if (n_replies == 0)
        take_calls (grind, calls);
      ptl_rpc_grind_on_lost (grind);
      g_queue_clear_full (queue, g_free);
    }

  return n_connections;
}

static void
test_closing_server (void)
{
  for (guint n_replies = 1; n_replies < 100; n_replies += n_replies < 10 ? 1 : 13)
    {
      g_autoptr (PtlRpcGrind) grind = new_grind (N_PROGRAMS);
      guint n = run_connections (grind, n_replies, FIRST + 200, 0);

      g_assert_cmpint (ptl_rpc_grind_get_state (grind), ==, PTL_RPC_GRIND_FOUND);
      g_assert_cmpuint (ptl_rpc_grind_get_finding (grind)->program->number, ==,
                        FIRST + 200);
      g_assert_cmpuint (n, <=, 202 / n_replies + 1); /* none is wasted */
    }
}

static void
test_poison (void)
{
  g_autoptr (PtlRpcGrind) grind = new_grind (N_PROGRAMS);

  run_connections (grind, 1000, FIRST + 200, FIRST + 100);
  g_assert_cmpint (ptl_rpc_grind_get_state (grind), ==, PTL_RPC_GRIND_FOUND);
  g_assert_cmpuint (ptl_rpc_grind_get_finding (grind)->program->number, ==, FIRST + 200);
}

static void
test_always_closed (void)
{
  g_autoptr (PtlRpcGrind) grind = new_grind (N_PROGRAMS);
  guint n = run_connections (grind, 0, FIRST, 0);

  g_assert_cmpint (ptl_rpc_grind_get_state (grind), ==, PTL_RPC_GRIND_GAVE_UP);
  g_assert_cmpuint (n, <=, 4 * PTL_RPC_GRIND_MAX_TRIES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rpc-grind/found", test_found);
  g_test_add_func ("/rpc-grind/first-in-the-list", test_first_in_the_list);
  g_test_add_func ("/rpc-grind/strange-versions", test_strange_versions);
  g_test_add_data_func ("/rpc-grind/liar/mismatch",
                        GINT_TO_POINTER (PTL_RPC_REPLY_PROGRAM_MISMATCH), test_liar);
  g_test_add_data_func ("/rpc-grind/liar/success",
                        GINT_TO_POINTER (PTL_RPC_REPLY_SUCCESS), test_liar);
  g_test_add_data_func ("/rpc-grind/none/unavailable",
                        GINT_TO_POINTER (PTL_RPC_REPLY_PROGRAM_UNAVAILABLE),
                        test_none_of_them);
  g_test_add_data_func ("/rpc-grind/none/denied", GINT_TO_POINTER (PTL_RPC_REPLY_DENIED),
                        test_none_of_them);
  g_test_add_func ("/rpc-grind/replies-of-nobody", test_replies_of_nobody);
  g_test_add_func ("/rpc-grind/silence", test_silence);
  g_test_add_func ("/rpc-grind/stop", test_stop);
  g_test_add_data_func ("/rpc-grind/datagrams/all-arrive", GINT_TO_POINTER (0),
                        test_datagrams);
  g_test_add_data_func ("/rpc-grind/datagrams/some-lost", GINT_TO_POINTER (15),
                        test_datagrams);
  g_test_add_data_func ("/rpc-grind/datagrams/most-lost", GINT_TO_POINTER (60),
                        test_datagrams);
  g_test_add_func ("/rpc-grind/closing-server", test_closing_server);
  g_test_add_func ("/rpc-grind/poison", test_poison);
  g_test_add_func ("/rpc-grind/always-closed", test_always_closed);

  return g_test_run ();
}
