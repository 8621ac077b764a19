/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/app/fake/rule-layers.c: runner/rule-layers.h with two rules. */
#include "runner/rule-layers.h"

#include <string.h>

static const char rules[] = "Probe TCP NULL q||\n"
                            "match ftp m|^220 .*\\(Version ([\\w.]+)| p/WU-FTPD/ v/$1/\n"
                            "Probe TCP GenericLines q|\\r\\n\\r\\n|\n"
                            "match echo m|^\\r\\n\\r\\n$|\n";

PtlProbeDb *
ptl_rule_layers_load (GPtrArray *databases, GPtrArray *files, GError **error)
{
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autoptr (GBytes) text = g_bytes_new_static (rules, strlen (rules));

  if (!ptl_probe_db_load_bytes (db, text, "fake.rules", PTL_RULE_LAYER_USER, TRUE,
                                error) ||
      !ptl_probe_db_seal (db, TRUE, error))
    return NULL;

  return g_steal_pointer (&db);
}
