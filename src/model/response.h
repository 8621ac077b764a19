/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/response.h: what one probe sent and what came back: the evidence of a verdict. */
#pragma once

#include "model/service.h"

G_BEGIN_DECLS

/* Bytes kept of one response; a longer one is cut and full_length says so. */
#define PTL_RESPONSE_MAX_KEPT (64 * 1024)

/* Stands for the name of a probe where the RPC grinder asked. */
#define PTL_RESPONSE_OF_RPC "RPC"
/* Before the name of a script of Nmap's, whose output is kept as a response: no rule is
 * about it. */
#define PTL_RESPONSE_OF_SCRIPT "script "

typedef enum
{
  PTL_RESPONSE_END_MATCHED, /* a rule decided, reading stopped */
  PTL_RESPONSE_END_TIMEOUT, /* the probe's wait ran out */
  PTL_RESPONSE_END_CLOSED,  /* the peer closed */
  PTL_RESPONSE_END_RESET,   /* the peer reset the connection */
  PTL_RESPONSE_END_FULL,    /* enough was read */
  PTL_RESPONSE_END_ERROR,   /* another error on the connection */
  PTL_RESPONSE_END_STOPPED  /* the scan was stopped or the host's time was up */
} PtlResponseEnd;

/* Reference counted; immutable once handed on. */
typedef struct
{
  guint sequence; /* 0, 1, ... on its port, in the order of asking */
  char *probe;    /* name of the probe sent */
  PtlTunnel tunnel;
  GBytes *sent;     /* empty for the NULL probe */
  GBytes *received; /* at most PTL_RESPONSE_MAX_KEPT */
  gsize full_length;
  guint16 other_port; /* UDP: that the answer came from, of the same address; 0: the one
                         that was asked */
  gint64 time_us;     /* when it was sent, since the Unix epoch */
  guint elapsed_ms;   /* from then until the end */
  PtlResponseEnd end;
} PtlResponse;

PtlResponse *ptl_response_new (void);
PtlResponse *ptl_response_ref (PtlResponse *self);
void ptl_response_unref (PtlResponse *self);

/* Returns: (transfer none) (nullable): that of @sequence in @responses (nullable) */
PtlResponse *ptl_response_find (GPtrArray *responses, guint sequence);

/* Returns: (transfer none) (nullable): the script whose output it is */
const char *ptl_response_get_script (const PtlResponse *self);

/**
 * ptl_response_get_capture_text:
 * @capture: from anywhere: it may lie outside of the response
 *
 * Returns: (transfer full) (nullable): its bytes in the notation of base/escape.h, cut
 * where they are many; NULL for a group that took no part
 */
char *ptl_response_get_capture_text (const PtlResponse *self, const PtlCapture *capture);

const char *ptl_response_end_to_string (PtlResponseEnd end);
gboolean ptl_response_end_parse (const char *text, PtlResponseEnd *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlResponse, ptl_response_unref)

G_END_DECLS
