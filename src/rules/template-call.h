/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/template-call.h: one substitution inside a version template: $1, $P(1), ... */
#pragma once

#include "rules/line.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_TEMPLATE_CALL_CAPTURE,   /* $1 */
  PTL_TEMPLATE_CALL_PRINTABLE, /* $P(1) */
  PTL_TEMPLATE_CALL_REPLACE,   /* $SUBST(1,"_",".") */
  PTL_TEMPLATE_CALL_NUMBER     /* $I(1,">") */
} PtlTemplateCallKind;

typedef struct
{
  PtlTemplateCallKind kind;
  guint group;         /* 1 to 9 */
  GBytes *find;        /* of $SUBST; not empty */
  GBytes *replacement; /* of $SUBST */
  gboolean big_endian; /* of $I */
} PtlTemplateCall;

/* Reads the call whose dollar sign the line stands at.  @self needs
 * ptl_template_call_clear() in any case. */
gboolean ptl_template_call_parse (PtlTemplateCall *self, PtlLine *line, GError **error);
void ptl_template_call_clear (PtlTemplateCall *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PtlTemplateCall, ptl_template_call_clear)

G_END_DECLS
