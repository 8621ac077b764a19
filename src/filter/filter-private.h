/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* filter/filter-private.h: how the parser builds a filter. */
#pragma once

#include "filter/filter.h"

G_BEGIN_DECLS

/* @children: (transfer full) */
PtlFilter *ptl_filter_new_group (PtlFilterNode node, GPtrArray *children);
/* @child: (transfer full) */
PtlFilter *ptl_filter_new_not (PtlFilter *child);
/* @values: (transfer full) (element-type PtlFilterValue) */
PtlFilter *ptl_filter_new_term (PtlFilterField field, PtlFilterOp op, GPtrArray *values);

void ptl_filter_value_free (PtlFilterValue *self);

/* A comparison as it is written. */
typedef enum
{
  PTL_FILTER_SIGN_IS,
  PTL_FILTER_SIGN_CONTAINS,
  PTL_FILTER_SIGN_LESS,
  PTL_FILTER_SIGN_LESS_EQUAL,
  PTL_FILTER_SIGN_GREATER,
  PTL_FILTER_SIGN_GREATER_EQUAL
} PtlFilterSign;

/**
 * ptl_filter_value_parse:
 * @quoted: stands for itself: no wildcard, no range
 *
 * Returns: (transfer full) (nullable): NULL with a %PTL_FILTER_ERROR, without a column
 */
PtlFilterValue *ptl_filter_value_parse (PtlFilterField field,
                                        PtlFilterSign sign,
                                        const char *text,
                                        gboolean quoted,
                                        gint64 now_us,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlFilterValue, ptl_filter_value_free)

G_END_DECLS
