/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/pattern-scan.c: a table of patterns over bytes of any kind. */
#include "submit/pattern-scan.h"

#define COMPILE_FLAGS                                                                    \
  (G_REGEX_RAW | G_REGEX_CASELESS | G_REGEX_MULTILINE | G_REGEX_OPTIMIZE |               \
   G_REGEX_NEWLINE_LF)

static void
compile (PtlPatternTable *table)
{
  if (!g_once_init_enter (&table->once))
    return;

  for (guint i = 0; i < table->n_patterns; i++)
    {
      g_autoptr (GError) error = NULL;

      table->compiled[i] =
          g_regex_new (table->patterns[i].pattern, COMPILE_FLAGS, 0, &error);
      g_assert_no_error (error);
    }
  g_once_init_leave (&table->once, 1);
}

static void
scan_one (const GRegex *regex,
          int kind,
          const guint8 *data,
          gsize len,
          PtlPatternFunc found,
          gpointer user_data)
{
  g_autoptr (GMatchInfo) match = NULL;
  int start;
  int end;

  g_regex_match_full (regex, (const char *) data, (gssize) len, 0, 0, &match, NULL);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      gboolean has_group = g_match_info_fetch_pos (match, 1, &start, &end) && start >= 0;

      if (!has_group)
        g_match_info_fetch_pos (match, 0, &start, &end);
      if (start >= 0 && end > start)
        found (kind, (gsize) start, (gsize) end, user_data);
    }
}

void
ptl_pattern_scan (PtlPatternTable *table,
                  const guint8 *data,
                  gsize len,
                  PtlPatternFunc found,
                  gpointer user_data)
{
  if (len == 0 || len > G_MAXINT)
    return;

  compile (table);
  for (guint i = 0; i < table->n_patterns; i++)
    scan_one (table->compiled[i], table->patterns[i].kind, data, len, found, user_data);
}
