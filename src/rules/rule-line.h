/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/rule-line.h: a match line as a form: its parts are read and written one by one,
 * and whatever is not written stays as it is, byte for byte. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PTL_RULE_PART_SERVICE,
  PTL_RULE_PART_PATTERN,
  PTL_RULE_PART_PRODUCT,
  PTL_RULE_PART_VERSION,
  PTL_RULE_PART_EXTRA_INFO,
  PTL_RULE_PART_HOSTNAME,
  PTL_RULE_PART_OS_TYPE,
  PTL_RULE_PART_DEVICE_TYPE,
  PTL_N_RULE_PARTS
} PtlRulePart;

/* Returns: whether @line begins as a match or softmatch line */
gboolean ptl_rule_line_is_rule (const char *line);

/* Returns: (transfer full) (nullable): what stands there as written, NULL for nothing or
 * where the line cannot be read so far */
char *ptl_rule_line_get (const char *line, PtlRulePart part);

/**
 * ptl_rule_line_set:
 * @value: "" takes a field away
 *
 * Of a field that is there several times the last, which counts, is written.
 *
 * Returns: (transfer full) (nullable): the line with the part written; NULL where the
 *   line cannot be read so far, or the value cannot stand there
 */
char *ptl_rule_line_set (const char *line, PtlRulePart part, const char *value);

G_END_DECLS
