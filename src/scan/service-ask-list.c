/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-ask-list.c: the asks of one port, in the order of the plan. */
#include "scan/service-ask-list.h"

/* Up to this rank a probe is likely to be answered. */
#define LIKELY_RANK 2

/* What it counts that a probe lists the port, in grades of rarity. */
#define LISTED_BONUS 3

PtlServiceAsk *
ptl_service_ask_list_nth (const GPtrArray *asks, guint n)
{
  return n < asks->len ? asks->pdata[n] : NULL;
}

guint
ptl_service_ask_list_find (const GPtrArray *asks, const PtlProbe *probe)
{
  guint i = 0;

  while (i < asks->len && ptl_service_ask_get_probe (asks->pdata[i]) != probe)
    i++;
  return i;
}

guint
ptl_service_ask_list_find_matched (const GPtrArray *asks)
{
  guint i = 0;

  while (i < asks->len && !ptl_service_ask_is_matched (asks->pdata[i]))
    i++;
  return i;
}

guint
ptl_service_ask_list_count_under_way (const GPtrArray *asks)
{
  guint n = 0;

  for (guint i = 0; i < asks->len; i++)
    n += ptl_service_ask_get_state (asks->pdata[i]) <= PTL_SERVICE_ASK_OPEN &&
         !ptl_service_ask_is_matched (asks->pdata[i]);
  return n;
}

gint64
ptl_service_ask_list_get_newest_us (const GPtrArray *asks)
{
  gint64 newest_us = G_MININT64;

  for (guint i = 0; i < asks->len; i++)
    {
      if (ptl_service_ask_get_state (asks->pdata[i]) == PTL_SERVICE_ASK_CONNECTING)
        return G_MAXINT64;
      if (ptl_service_ask_get_state (asks->pdata[i]) == PTL_SERVICE_ASK_OPEN)
        newest_us = MAX (newest_us, ptl_service_ask_get_asked_us (asks->pdata[i]));
    }

  return newest_us == G_MININT64 ? G_MAXINT64 : newest_us;
}

gboolean
ptl_service_ask_list_is_beside_older (const GPtrArray *asks, const PtlServiceAsk *ask)
{
  gint64 asked_us = ptl_service_ask_get_asked_us (ask);

  for (guint i = 0; i < asks->len; i++)
    if (ptl_service_ask_is_connected (asks->pdata[i]) &&
        ptl_service_ask_get_asked_us (asks->pdata[i]) < asked_us)
      return TRUE;
  return FALSE;
}

/* A server need not answer in the order in which it was asked: one that was slow to give
 * the match gets as long again. */
static gint64
final_silence_us (const PtlServiceAsk *ask,
                  const PtlServiceAsk *matched,
                  gint64 silence_us)
{
  if (ptl_service_ask_get_state (ask) != PTL_SERVICE_ASK_OPEN)
    return G_MAXINT64;
  return ptl_service_ask_get_asked_us (ask) +
         MAX (silence_us, 2 * ptl_service_ask_get_latency_us (matched));
}

gint64
ptl_service_ask_list_pass_over_silence (const GPtrArray *asks,
                                        guint silence_ms,
                                        gint64 now_us)
{
  guint n_before = ptl_service_ask_list_find_matched (asks);
  gint64 next_us = G_MAXINT64;

  for (guint i = 0; i < n_before && n_before < asks->len; i++)
    {
      gint64 final_us = final_silence_us (asks->pdata[i], asks->pdata[n_before],
                                          (gint64) silence_ms * 1000);

      if (ptl_service_ask_has_answer (asks->pdata[i]))
        continue; /* it ends by itself: a pause ends an answer */
      if (final_us <= now_us)
        ptl_service_ask_set_aside (asks->pdata[i]);
      else
        next_us = MIN (next_us, final_us);
    }

  return next_us;
}

/* The lower, the sooner a probe is asked ahead: what is likely, and likelier if it lists
 * the port. */
static int
get_rank (const PtlProbe *probe, guint16 port, PtlTunnel tunnel)
{
  gboolean listed = ptl_probe_lists_port (probe, port, tunnel);

  return (int) ptl_probe_get_rarity (probe) - (listed ? LISTED_BONUS : 0);
}

PtlDialKind
ptl_service_ask_list_get_kind (const PtlProbe *probe, guint16 port, PtlTunnel tunnel)
{
  if (ptl_probe_is_null (probe))
    return PTL_DIAL_LISTEN;
  return get_rank (probe, port, tunnel) <= LIKELY_RANK ? PTL_DIAL_ASK : PTL_DIAL_TAIL;
}

guint
ptl_service_ask_list_choose (const GPtrArray *asks,
                             const GPtrArray *upcoming,
                             guint16 port,
                             PtlTunnel tunnel)
{
  guint best = upcoming->len;

  for (guint i = 0; i < upcoming->len; i++)
    {
      const PtlProbe *probe = upcoming->pdata[i];
      PtlServiceAsk *ask =
          ptl_service_ask_list_nth (asks, ptl_service_ask_list_find (asks, probe));

      if (ask != NULL && ptl_service_ask_is_matched (ask))
        break; /* what comes after a match can change nothing */
      if (ask == NULL &&
          (best == upcoming->len || get_rank (probe, port, tunnel) <
                                        get_rank (upcoming->pdata[best], port, tunnel)))
        best = i;
    }

  return best;
}
