/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/match-text.h: what a rule says of a response, for people. */
#pragma once

#include "rules/matcher.h"

G_BEGIN_DECLS

/* Appends "  label        value" and a line end, safe for a terminal; nothing for NULL.
 */
void ptl_match_text_append_field (GString *out, const char *label, const char *value);

/* Appends a line with service, product and version, then a field a line. */
void ptl_match_text_append (GString *out, const PtlMatch *match);

G_END_DECLS
