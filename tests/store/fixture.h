/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/store/fixture.h: a store in a folder of its own, waited for step by step. */
#pragma once

#include "lib/await.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  char *path; /* of the store's file, inside folder; not there yet */
} Fixture;

void fixture_set_up (Fixture *self, gconstpointer data);
/* Removes the folder and the files in it. */
void fixture_tear_down (Fixture *self, gconstpointer data);

/* Returns: (transfer full) (nullable) */
PtlStore *open_store (const char *path, GError **error);
PtlStore *must_open (const char *path);
void must_close (PtlStore *store);
void must_flush (PtlStore *store);
/* Begins a session named @name and returns its id. */
gint64 must_begin (PtlStore *store, const char *name);
PtlSessionInfo *must_end (PtlStore *store, gint64 id, PtlSessionState state);
PtlSession *must_load (PtlStore *store, gint64 id, gboolean with_responses);
GPtrArray *must_list (PtlStore *store);

/* 192.0.2.0 + @index */
PtlAddress make_address (guint index);
/* Returns: (transfer full): with every member set, showing a certificate of those bytes
 */
PtlTlsInfo *make_tls (const char *der);
/* Returns: (transfer full): with every member set */
PtlTraceEvent *make_event (guint sequence);
/* Returns: (transfer full): that hosts @first to @last did not answer */
PtlFact *make_silent (guint first, guint last);
/* Returns: (transfer full): one of every kind of fact, with every member set and with
 * none */
GPtrArray *make_facts (void);
/* Returns: (transfer full): @n open ports of host @index */
GPtrArray *make_ports (guint index, guint n);
void append_one (PtlStore *store, gint64 id, PtlFact *fact);

/* Returns: (transfer full): all that @session holds, as text to compare */
char *describe_session (PtlSession *session);
guint count_ports (PtlSession *session);

/* Runs @sql on the file beside the store.  Returns: the first column as a number */
gint64 ask_file (const char *path, const char *sql);
/* Runs several statements. */
void run_file (const char *path, const char *sql);
char *ask_file_text (const char *path, const char *sql);

G_END_DECLS
