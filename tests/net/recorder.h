/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/recorder.h: one stream, what it told, and a loop to run it in. */
#pragma once

#include "lib/peer.h"
#include "net/stream.h"

typedef struct
{
  GMainContext *context;
  PtlPoller *poller;
  PtlStream *stream;

  guint n_connected;
  gint64 rtt_us;
  GByteArray *received;
  guint n_ended;
  PtlStreamEnd end;
  int errnum;

  const char *say;          /* (nullable): sent as soon as connected */
  guint pause_ms;           /* slept once connected: what the peer says meanwhile waits */
  gboolean frees_connected; /* frees the stream from that callback */
  gboolean frees_received;
  gboolean frees_ended;
} Recorder;

void recorder_init (Recorder *self);
void recorder_clear (Recorder *self);

/* The stream calls back through these. */
extern const PtlStreamFuncs recorder_funcs;

void recorder_connect (Recorder *self, const PtlStreamParams *params);
/* To 127.0.0.1, for at most 5 s. */
void recorder_connect_port (Recorder *self, guint16 port, gboolean tls);

/* Runs the loop until the stream has ended. */
void recorder_wait_ended (Recorder *self);
/* Runs the loop until so many bytes came in. */
void recorder_wait_received (Recorder *self, gsize n_bytes);
void recorder_wait_ms (Recorder *self, guint ms);

void recorder_assert_received (Recorder *self, const char *text);
