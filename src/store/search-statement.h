/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/search-statement.h: a statement that is put together, with its parameters. */
#pragma once

#include "filter/filter.h"
#include "store/query.h"

G_BEGIN_DECLS

typedef struct
{
  PtlFilterLevel level; /* of its rows */
  GString *text;        /* what follows the columns of the SELECT */
  GString *with;        /* what stands before it: sets that are made once */
  GArray *values; /* GValue: gint64, string or bytes, in the order of the parameters */
  guint n_with;   /* of values: those of what stands before */
} PtlSearchStatement;

PtlSearchStatement *ptl_search_statement_new (PtlFilterLevel level);
void ptl_search_statement_free (PtlSearchStatement *self);

/* Each is the value of the next parameter. */
void ptl_search_statement_add_int (PtlSearchStatement *self, gint64 number);
void ptl_search_statement_add_text (PtlSearchStatement *self, const char *text);
void
ptl_search_statement_add_blob (PtlSearchStatement *self, const void *data, gsize len);

/* Whether @expression is the text, or contains it. */
void ptl_search_statement_append_text (PtlSearchStatement *self,
                                       const char *expression,
                                       PtlFilterOp op,
                                       const PtlFilterValue *value);
/* Likewise of any text of a list; @is_typed: behind "DNS:" */
void ptl_search_statement_append_list (PtlSearchStatement *self,
                                       const char *column,
                                       gboolean is_typed,
                                       PtlFilterOp op,
                                       const PtlFilterValue *value);
void ptl_search_statement_append_version (PtlSearchStatement *self,
                                          const char *expression,
                                          PtlFilterOp op,
                                          const PtlFilterValue *value);
/* Returns: (transfer full): for full-text search: any of the texts, the words of which
 * follow each other, and the last may go on */
char *ptl_search_statement_make_words (const char *const *texts, guint n_texts);

/* @part: (transfer full): a SELECT whose rows @name stands for in the rest */
void ptl_search_statement_take_set (PtlSearchStatement *self,
                                    const char *name,
                                    PtlSearchStatement *part);

/* Returns: (transfer full): all of it, with @columns and @order */
char *ptl_search_statement_to_string (const PtlSearchStatement *self,
                                      const char *columns,
                                      const char *order);

/* Binds the values to the parameters of @query, from its first on. */
void ptl_search_statement_bind (const PtlSearchStatement *self, PtlQuery *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlSearchStatement, ptl_search_statement_free)

G_END_DECLS
