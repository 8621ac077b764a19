/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/fuzz/fuzz-rule-draft.c: rules drafted from any bytes are rules, and match them.
 */
#include "rules/rule-draft.h"

#include <string.h>

#include "fuzz.h"
#include "rules/matcher.h"

static PtlProbeDb *
load (const PtlRuleDraft *draft)
{
  PtlProbeDb *db = ptl_probe_db_new ();
  g_autofree char *line = ptl_rule_draft_to_line (draft);
  g_autofree char *text = g_strdup_printf ("Probe TCP NULL q||\n%s\n", line);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  ptl_probe_db_load_bytes (db, bytes, "draft", PTL_RULE_LAYER_USER, TRUE, &error);
  g_assert_no_error (error);
  ptl_probe_db_seal (db, TRUE, &error);
  g_assert_no_error (error);
  return db;
}

/* The first byte says where the bytes are cut into two samples, and how loose. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GPtrArray) samples =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (PtlRuleDraft) draft = NULL;
  g_autoptr (PtlProbeDb) db = NULL;
  gsize cut;

  if (size < 3)
    return 0;

  cut = 1 + data[0] % (size - 1);
  g_ptr_array_add (samples, g_bytes_new (data + cut, size - cut));
  if (cut > 1)
    g_ptr_array_add (samples, g_bytes_new (data + 1, cut - 1));
  draft = ptl_rule_draft_new (samples, (PtlDraftLevel) (data[0] % PTL_N_DRAFT_LEVELS),
                              "x", NULL);
  if (draft->parts->len == 0)
    return 0;

  db = load (draft);
  return 0;
}
