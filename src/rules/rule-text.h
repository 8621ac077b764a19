/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-text.h: pieces of a match line, as they have to be written. */
#pragma once

#include "model/service.h"
#include "rules/probe.h"

G_BEGIN_DECLS

/* Appends a regular expression that matches these bytes alone.  Printable ASCII, without
 * the bar, which mostly delimits patterns. */
void ptl_rule_text_append_literal (GString *out, const void *data, gsize len);

/* Appends KEY, DELIMITER, @text, DELIMITER, the delimiter being one that is not in the
 * text: "m|...|", "p/.../".  Returns: FALSE, with nothing appended, if it has them all */
gboolean ptl_rule_text_append_delimited (GString *out, const char *key, const char *text);

/* Appends @text to a version template, a dollar sign being no substitution. */
void ptl_rule_text_append_template (GString *out, const char *text);

/* Appends the Probe line that this probe's rules stand below. */
void ptl_rule_text_append_probe (GString *out, const PtlProbe *probe);

/**
 * ptl_rule_text_append_example:
 * @probe: (nullable): that was answered, where it is not the one of the block
 * @expected: (nullable): what the rule says of it; NULL for a counterexample
 *
 * Appends the line "#@ example ..." or "#@ counterexample ..." (rules/rule-example.h).
 */
void ptl_rule_text_append_example (GString *out,
                                   GBytes *response,
                                   const char *probe,
                                   const PtlService *expected);

G_END_DECLS
