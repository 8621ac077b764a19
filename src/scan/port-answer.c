/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/port-answer.c: what the end of a connection attempt says of the port (spec 7.3).
 */
#include "scan/port-answer.h"

#include <errno.h>

static PtlPortAnswer
from_errno (int errnum, PtlReason *reason)
{
  static const struct
  {
    int errnum;
    PtlReason reason;
  } table[] = {
    { EACCES, PTL_REASON_ADMIN_PROHIBITED },   { EPERM, PTL_REASON_ADMIN_PROHIBITED },
    { ENOPROTOOPT, PTL_REASON_PROTO_UNREACH }, { EHOSTUNREACH, PTL_REASON_HOST_UNREACH },
    { ENETUNREACH, PTL_REASON_NET_UNREACH },   { ENONET, PTL_REASON_DEST_UNREACH },
    { EADDRNOTAVAIL, PTL_REASON_NET_UNREACH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i].errnum == errnum)
      {
        *reason = table[i].reason;
        return PTL_PORT_ANSWER_PROHIBITED;
      }

  return PTL_PORT_ANSWER_SILENCE; /* ETIMEDOUT, EHOSTDOWN and whatever else: ask again */
}

PtlPortAnswer
ptl_port_answer_from_end (PtlStreamEnd end, int errnum, PtlReason *reason)
{
  switch (end)
    {
    case PTL_STREAM_END_REFUSED:
    case PTL_STREAM_END_RESET:
      return PTL_PORT_ANSWER_REFUSED;

    case PTL_STREAM_END_UNREACHABLE:
      return from_errno (errnum, reason);

    case PTL_STREAM_END_CLOSED:
    case PTL_STREAM_END_TIMEOUT:
    case PTL_STREAM_END_TLS:
    case PTL_STREAM_END_ERROR:
    case PTL_STREAM_END_SHORTAGE:
      return PTL_PORT_ANSWER_SILENCE;
    }

  g_assert_not_reached ();
}
