/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/reader.h: the thread of the store that reads, on a connection of its own.
 *
 * In WAL mode it sees one state of the file while the writer goes on: loading a large
 * session does not hold up what is being saved. */
#pragma once

#include "store/job.h"

G_BEGIN_DECLS

typedef struct _PtlReader PtlReader;

/* @owners: a reference is taken */
PtlReader *ptl_reader_new (const char *path, PtlOwners *owners);

/* @job: (transfer full): of kind read */
void ptl_reader_push (PtlReader *self, PtlJob *job);

/* Waits for the jobs pushed before; a program that quits cancels them first. */
void ptl_reader_free (PtlReader *self);

G_END_DECLS
