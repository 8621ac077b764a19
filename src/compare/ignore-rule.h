/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/ignore-rule.h: differences that a person does not want to be told of.
 *
 *   rule  = term *(blank term)          all terms must apply
 *   term  = key ":" value               host:10.0.0.0/8,nas*  port:80,8000-8100
 *   key   = "host" | "port" | "proto" | "kind" | "level" | "field" | "text"
 *   value = text | '"' text '"'         with \" and \\ between quotes
 *
 * Values are lists with commas, of which one must apply, but for text, which is one
 * pattern.  In a pattern "*" stands for anything and "?" for one character. */
#pragma once

#include "compare/change.h"

G_BEGIN_DECLS

#define PTL_IGNORE_RULE_ERROR (ptl_ignore_rule_error_quark ())

typedef enum
{
  PTL_IGNORE_RULE_ERROR_SYNTAX
} PtlIgnoreRuleError;

GQuark ptl_ignore_rule_error_quark (void);

/* Reference counted, immutable. */
typedef struct _PtlIgnoreRule PtlIgnoreRule;

/**
 * ptl_ignore_rule_parse:
 * @offset: (out) (optional): on failure the 0-based offset in @text of what is wrong
 *
 * Returns: (transfer full) (nullable): NULL with %PTL_IGNORE_RULE_ERROR_SYNTAX
 */
PtlIgnoreRule *ptl_ignore_rule_parse (const char *text, gsize *offset, GError **error);
PtlIgnoreRule *ptl_ignore_rule_ref (PtlIgnoreRule *self);
void ptl_ignore_rule_unref (PtlIgnoreRule *self);

/* Returns: (transfer none): as the person wrote it */
const char *ptl_ignore_rule_get_text (const PtlIgnoreRule *self);

/**
 * ptl_ignore_rule_matches:
 * @port: (nullable): NULL: @field is one of the host itself, and no rule about ports
 * applies
 *
 * A rule about ports applies to ports that changed alike only if it names them all.
 */
gboolean ptl_ignore_rule_matches (const PtlIgnoreRule *self,
                                  const PtlHostChange *host,
                                  const PtlPortChange *port,
                                  const PtlFieldChange *field);

/**
 * ptl_ignore_rules_parse:
 * @text: of a file: one rule a line, "#" begins a comment; is cut in place
 * @name: of the file
 *
 * Returns: (transfer full) (nullable) (element-type PtlIgnoreRule): NULL with
 * %PTL_IGNORE_RULE_ERROR_SYNTAX, "NAME:LINE:COL: what is wrong"
 */
GPtrArray *ptl_ignore_rules_parse (char *text, const char *name, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlIgnoreRule, ptl_ignore_rule_unref)

G_END_DECLS
