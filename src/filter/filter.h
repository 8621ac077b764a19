/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* filter/filter.h: a question to the ports, hosts and sessions: parsed, asked of rows.
 *
 *   filter = and { "OR" and }
 *   and    = not { [ "AND" ] not }
 *   not    = [ "NOT" | "-" | "!" ] ( "(" filter ")" | term )
 *   term   = FIELD ( ":" | "=" | "!=" | "~" | "!~" | "<" | "<=" | ">" | ">=" ) values
 *          | new | unknown | up | down | TEXT
 *   values = value { "," value }
 *   value  = WORD | '"' TEXT '"'
 *
 * data/help/filter.md explains it to people.  The same filter asks the store, see
 * store/search.h; both answer alike. */
#pragma once

#include "filter/filter-field.h"
#include "model/session.h"

G_BEGIN_DECLS

#define PTL_FILTER_MAX_TEXT  4096 /* bytes */
#define PTL_FILTER_MAX_DEPTH 32   /* parentheses in parentheses */
#define PTL_FILTER_MAX_TERMS 200

#define PTL_FILTER_ERROR (ptl_filter_error_quark ())

typedef enum
{
  PTL_FILTER_ERROR_SYNTAX /* the message is "column N: what is wrong" */
} PtlFilterError;

GQuark ptl_filter_error_quark (void);

typedef enum
{
  PTL_FILTER_AND, /* of no children: everything */
  PTL_FILTER_OR,
  PTL_FILTER_NOT, /* of one child */
  PTL_FILTER_TERM
} PtlFilterNode;

typedef enum
{
  PTL_FILTER_OP_IS,       /* any of the values; of a number or time: lies in one */
  PTL_FILTER_OP_CONTAINS, /* any of the values */
  PTL_FILTER_OP_LESS,     /* the four: of versions alone */
  PTL_FILTER_OP_LESS_EQUAL,
  PTL_FILTER_OP_GREATER,
  PTL_FILTER_OP_GREATER_EQUAL
} PtlFilterOp;

/* One value, as the field's kind reads it. */
typedef struct
{
  char *text;            /* in lower case; never NULL */
  gboolean has_wildcard; /* "*" in it stands for any text */
  int word;              /* of a field of words: which one */
  gint64 first;          /* of numbers and times (microseconds): from here */
  gint64 last;           /* to here, included */
  gboolean is_address;   /* else a name */
  PtlAddress low;
  PtlAddress high;
} PtlFilterValue;

/* Immutable. */
typedef struct _PtlFilter PtlFilter;

struct _PtlFilter
{
  PtlFilterNode node;
  GPtrArray *children; /* PtlFilter: not of a term */

  PtlFilterField field;
  PtlFilterOp op;
  GPtrArray *values; /* PtlFilterValue: of a term */
};

/**
 * ptl_filter_parse:
 * @now_us: what ages are counted from
 * @offset: (out) (optional): on failure where in @text, in bytes
 *
 * An empty text asks for everything.
 *
 * Returns: (transfer full) (nullable): NULL with a %PTL_FILTER_ERROR
 */
PtlFilter *
ptl_filter_parse (const char *text, gint64 now_us, gsize *offset, GError **error);
void ptl_filter_free (PtlFilter *self);

/* Returns: whether it is true of everything: its text is empty */
gboolean ptl_filter_is_all (const PtlFilter *self);

/* Returns: the deepest level of any field that is asked for: rows of the levels above are
 * not what is looked for */
PtlFilterLevel ptl_filter_get_level (const PtlFilter *self);

/* Returns: whether a term asks for the field (%PTL_FILTER_FIELD_IS: with that @word; -1:
 * any) */
gboolean ptl_filter_asks (const PtlFilter *self, PtlFilterField field, int word);

/* What is asked: a port, a host without one, or a session without hosts. */
typedef struct
{
  const PtlSessionInfo *session;
  const PtlHost *host; /* (nullable) */
  const PtlPort *port; /* (nullable) */
  /* (nullable): the earlier session that "new" is asked against: a port is new that is
   * open and was covered there, but not open; without it none is */
  PtlSession *baseline;
  GPtrArray *answers; /* (nullable): PtlResponse: those of the port, where it has none */
} PtlFilterRow;

/* Fields of responses (banner) see only what port->responses or answers hold. */
gboolean ptl_filter_match (const PtlFilter *self, const PtlFilterRow *row);

/* Returns: (transfer full) (nullable): what the row has in that field, where it has one
 * value; NULL: nothing */
char *ptl_filter_row_dup_value (const PtlFilterRow *row, PtlFilterField field);

/* Returns: (transfer full): a term that asks for that value: product:"Apache httpd" */
char *ptl_filter_print_term (PtlFilterField field, const char *value);

/* Returns: whether @text (nullable) is what @value says, or contains it */
gboolean ptl_filter_value_matches_text (const PtlFilterValue *value,
                                        PtlFilterOp op,
                                        const char *text);

/* For bytes of responses, which may have any in them. */
gboolean
ptl_filter_value_is_in_bytes (const PtlFilterValue *value, const guint8 *data, gsize len);

/**
 * ptl_filter_complete:
 * @cursor: where, in bytes of @text
 * @start: (out): where the word begins that a candidate replaces, up to the cursor
 * @field: (out): of which field a value is typed there; %PTL_FILTER_N_FIELDS: of none
 *
 * Returns: (transfer full): what may stand there: fields with their ":", words of a field
 */
GStrv
ptl_filter_complete (const char *text, gsize cursor, gsize *start, PtlFilterField *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlFilter, ptl_filter_free)

G_END_DECLS
