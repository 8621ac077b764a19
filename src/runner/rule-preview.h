/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/rule-preview.h: what rules that are being written say of one response. */
#pragma once

#include <gio/gio.h>

#include "rules/response-sample.h"
#include "rules/rule-problem.h"

G_BEGIN_DECLS

typedef struct
{
  PtlRuleProblem *problem; /* (nullable): the first line that is no rule, or an example
                              that is not as it should be */
  PtlService *service;     /* (nullable): what the rules say of the response */
} PtlRulePreview;

/**
 * ptl_rule_preview_async:
 * @text: a file of rules
 * @sample: (nullable): what is to be matched
 *
 * Works on a thread, and looks at @text alone.  Finish gives (transfer full) the preview,
 * or NULL with a %G_IO_ERROR_CANCELLED.
 */
void ptl_rule_preview_async (const char *text,
                             PtlResponseSample *sample,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
PtlRulePreview *ptl_rule_preview_finish (GAsyncResult *result, GError **error);
void ptl_rule_preview_free (PtlRulePreview *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlRulePreview, ptl_rule_preview_free)

G_END_DECLS
