/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/bench/bench-corpus.h: a store full of answers as networks give them, made up. */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * bench_corpus_add_session:
 * @n_ports: one answer each: greetings of SSH, FTP, SMTP and unknown servers, web pages
 * of known and of unknown ones of 2 KB, bytes
 *
 * Returns: the session's id
 */
gint64 bench_corpus_add_session (PtlStore *store, guint n_ports, guint seed);

/* Seconds of the processor that the program has used, all threads together. */
double bench_cpu_seconds (void);

G_END_DECLS
