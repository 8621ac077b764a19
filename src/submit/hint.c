/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/hint.c: what in an answer looks like the name or the version of a product. */
#include "submit/hint.h"

#include "submit/pattern-scan.h"

#define MAX_HINTS 200 /* of one answer: more help nobody */

/* 2.1WU(1)+SCO-2.6.1+-sec, v1.22.1-rc2, 9.6p1: numbers with dots, and what hangs on them
 */
#define VERSION                                                                          \
  "v?\\d{1,5}(?:\\.\\d{1,6}[a-z]{0,8}\\d{0,4}){1,5}(?:\\(\\d{1,4}\\))?"                  \
  "(?:\\+[a-z0-9.+~-]{1,40}|[-~_](?-i:[a-z0-9])[a-z0-9.+~-]{0,40})?"
/* Four numbers are an address, unless they are said to be a version. */
#define NO_QUAD    "(?!(?:\\d{1,3}\\.){3}\\d{1,3}(?!\\d|\\.\\d))"
#define NO_ADDRESS "(?:(?<=/)|(?<=version )|" NO_QUAD ")"
#define WORD       "[a-z][a-z0-9_+-]{1,30}"

static const PtlPattern patterns[] = {
  { PTL_HINT_VERSION, "(?<!http/)(?<!rtsp/)(?<!sip/)(?<![a-z0-9.])" NO_ADDRESS "(" VERSION
                      ")(?![a-z0-9])" },
  { PTL_HINT_VERSION,
    "(?:version|release|build|firmware|rev)[ :=]{1,3}v?(\\d[\\w.+-]{0,30})" },
  { PTL_HINT_PRODUCT,
    "(?<![\\w./])(?!(?:http|rtsp|sip)/)(" WORD "(?:\\." WORD ")?)/(?=v?\\d)" },
  { PTL_HINT_PRODUCT,
    "(?<![\\w.])(?!(?:version|release|build|firmware|rev)\\b)(" WORD "(?: " WORD ")?)"
    "(?=[ _]" NO_QUAD "v?\\d{1,5}\\.\\d)" },
  { PTL_HINT_PRODUCT,
    "(?<![\\w.])(" WORD " (?:server|daemon|service|agent|firmware))\\b" },
  { PTL_HINT_PRODUCT,
    "^(?:server|x-powered-by|x-aspnet-version):[ \\t]*([^\\r\\n]{1,80})" },
  { PTL_HINT_PRODUCT, "<title>([^<\\r\\n]{2,80})</title>" },
  { PTL_HINT_PRODUCT, "realm=\"([^\"\\r\\n]{2,80})\"" },
  { PTL_HINT_PRODUCT, "(?<!\\w)powered by (" WORD ")" },
};

static GRegex *compiled[G_N_ELEMENTS (patterns)];
static PtlPatternTable table = { patterns, G_N_ELEMENTS (patterns), compiled, 0 };

static void
found_cb (int kind, gsize start, gsize end, gpointer user_data)
{
  PtlHint hint = { (PtlHintKind) kind, start, end };
  GArray *hints = user_data;

  if (hints->len < MAX_HINTS)
    g_array_append_val (hints, hint);
}

/* By place; of those that begin together versions first, then the longest. */
static int
compare_hints (gconstpointer a, gconstpointer b)
{
  const PtlHint *one = a;
  const PtlHint *other = b;

  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;
  if (one->kind != other->kind)
    return one->kind == PTL_HINT_VERSION ? -1 : 1;
  return one->end > other->end ? -1 : one->end < other->end;
}

static gboolean
overlaps_version (const GArray *hints, const PtlHint *hint)
{
  for (guint i = 0; i < hints->len; i++)
    {
      const PtlHint *other = &g_array_index (hints, PtlHint, i);

      if (other->kind == PTL_HINT_VERSION && other->start < hint->end &&
          hint->start < other->end)
        return TRUE;
    }

  return FALSE;
}

/* A product's hint ends where a version begins: "nginx/1.2" in a header is two hints. */
GArray *
ptl_hints_find (const guint8 *data, gsize len)
{
  GArray *hints = g_array_new (FALSE, FALSE, sizeof (PtlHint));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (PtlHint));
  gsize end = 0;

  ptl_pattern_scan (&table, data, len, found_cb, all);
  g_array_sort (all, compare_hints);
  for (guint i = 0; i < all->len; i++)
    {
      PtlHint *hint = &g_array_index (all, PtlHint, i);
      gboolean is_covered =
          hint->kind == PTL_HINT_PRODUCT && overlaps_version (all, hint);

      if (hint->start < end || is_covered)
        continue;
      g_array_append_vals (hints, hint, 1);
      end = hint->end;
    }

  return hints;
}
