/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/runner/run-fixture.h: a scripted service to scan, rules that know it, and a
 * store.
 */
#pragma once

#include "lib/await.h"
#include "lib/peer.h"
#include "runner/scan-run.h"

#define GREETING "200 harbour 1.2\r\n"

typedef struct
{
  char *folder;
  char *database;
  char *store_path;
  PtlStore *store;
  Peer *peer;
  int closed_fd;
  guint16 closed_port;
} Fixture;

PtlStore *open_store (const char *path);
void close_store (PtlStore *store);
void set_up_greeting (Fixture *f, gconstpointer data);
void set_up_silent (Fixture *f, gconstpointer data);
void tear_down (Fixture *f, gconstpointer data);
PtlScanOptions *make_options (Fixture *f);
PtlScanRun *
start (const PtlScanOptions *options, const char *name, PtlStore *store, GError **error);
PtlScanRun *must_start (const PtlScanOptions *options, const char *name, PtlStore *store);
void wait_for_end (PtlScanRun *run);
PtlSession *load (PtlStore *store, gint64 id);
const PtlPort *find_port (PtlSession *session, guint16 number);
void assert_harbour (PtlSession *session, guint16 number);
void limit_files (gboolean yes);
void message_cb (PtlSession *session, const char *text, gpointer data);
