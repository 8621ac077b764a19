/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/alpn-query.c: which application protocol a TLS server chooses (RFC 7301). */
#include "scan/alpn-query.h"

#include "scan/timing.h"

struct _PtlAlpnQuery
{
  PtlDial *dial;
  PtlAlpnQueryFunc func;
  gpointer user_data;
};

/* Of IANA's registry, as many as the TLS library offers at once. */
static const char *const offered[] = { "h2",   "http/1.1",    "imap",
                                       "pop3", "xmpp-client", "mqtt",
                                       "dot",  "postgresql",  NULL };

static void
connected_cb (PtlDial *dial, gint64 rtt_us, gpointer user_data)
{
  PtlAlpnQuery *self = user_data;
  PtlTlsInfo *tls = ptl_dial_get_tls_info (dial);

  self->func (self, tls != NULL && tls->alpn != NULL ? tls : NULL, self->user_data);
}

static void
received_cb (PtlDial *dial, const guint8 *data, gsize len, gpointer user_data)
{
}

static void
ended_cb (PtlDial *dial, PtlStreamEnd end, int errnum, gpointer user_data)
{
  PtlAlpnQuery *self = user_data;

  if (!ptl_dial_is_connected (dial))
    self->func (self, NULL, self->user_data);
}

PtlAlpnQuery *
ptl_alpn_query_new (PtlDialer *dialer,
                    PtlDialGate *gate,
                    const PtlAddress *address,
                    guint16 port,
                    const char *server_name,
                    PtlAlpnQueryFunc func,
                    gpointer user_data)
{
  static const PtlDialFuncs funcs = { NULL, connected_cb, received_cb, ended_cb };
  PtlStreamParams params = { .address = *address,
                             .port = port,
                             .tls = TRUE,
                             .server_name = server_name,
                             .alpn = offered,
                             .timeout_ms = PTL_TIMING_TLS_TIMEOUT_MS };
  PtlAlpnQuery *self = g_new0 (PtlAlpnQuery, 1);

  self->func = func;
  self->user_data = user_data;
  self->dial = ptl_dialer_dial (dialer, PTL_DIAL_ASK, gate, PTL_PROTOCOL_TCP, &params,
                                &funcs, self);
  ptl_dial_set_subject (self->dial, "ALPN");
  return self;
}

void
ptl_alpn_query_free (PtlAlpnQuery *self)
{
  ptl_dial_free (self->dial);
  g_free (self);
}
