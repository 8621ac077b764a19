/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-parser.h: reads a match or softmatch line (spec 1.5).
 *
 *   line  = ("match" | "softmatch") SP service SP "m" D regex D flags *(blanks field)
 *   field = letters D template D letters */
#pragma once

#include "rules/rule.h"

G_BEGIN_DECLS

/**
 * ptl_rule_parse:
 * @line: what stands after the keyword and its space
 * @services: keeps the service names
 *
 * The pattern is not compiled here.
 *
 * Returns: (transfer full) (nullable): the rule, without its file and line number; NULL
 *   with %PTL_PROBE_DB_ERROR_SYNTAX
 */
PtlRule *
ptl_rule_parse (PtlLine *line, gboolean soft, GStringChunk *services, GError **error);

G_END_DECLS
