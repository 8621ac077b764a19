/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/search-sql.c: a filter as the FROM and WHERE of a SELECT.
 *
 * What a row lacks is NULL, which is false: so a negation makes its NULL false first. The
 * words of the filter are parameters, never part of the text.  Where every port that is
 * wanted must have something that is found without going through all sessions, a last
 * condition names those ports (search-ports.h), and the rest is asked of them alone. */
#include "store/search-sql.h"

#include "store/search-functions.h"
#include "store/search-ports.h"

static const char *const from[] = {
  [PTL_FILTER_LEVEL_SESSION] = " FROM sessions AS s WHERE ",
  [PTL_FILTER_LEVEL_HOST] =
      " FROM sessions AS s JOIN hosts AS h ON h.session_id = s.id WHERE ",
  [PTL_FILTER_LEVEL_PORT] =
      " FROM sessions AS s JOIN hosts AS h ON h.session_id = s.id"
      " JOIN ports AS p ON p.host_id = h.id"
      " LEFT JOIN services AS v0 ON v0.port_id = p.id"
      " LEFT JOIN revisions AS r ON r.session_id = s.id AND r.number = s.shown_revision"
      " LEFT JOIN revised_services AS v1 ON v1.revision_id = r.id AND v1.port_id = p.id"
      " LEFT JOIN tls AS t ON t.port_id = p.id"
      " LEFT JOIN certificates AS c ON c.id = t.certificate_id WHERE ",
};

static const char is_new[] = "(p.state = 'open' AND " PTL_FUNCTION_IS_NEW
                             " (s.id, h.address, h.scope_id, p.protocol, p.number))";
static const char is_unknown[] = "(p.state = 'open' AND ifnull (" PTL_SHOWN (
    "outcome") ", '')"
               " NOT IN ('hard-match', 'soft-match', 'tcpwrapped'))";

static void append (PtlSearchStatement *self, const PtlFilter *filter);

/* Asks of rows beside the one in question: @query ends in a condition. */
static void
append_exists (PtlSearchStatement *self,
               const char *query,
               const char *column,
               PtlFilterOp op,
               const PtlFilterValue *value)
{
  g_string_append_printf (self->text, "EXISTS (SELECT 1 FROM %s AND ", query);
  ptl_search_statement_append_text (self, column, op, value);
  g_string_append_c (self->text, ')');
}

static void
append_name (PtlSearchStatement *self, PtlFilterOp op, const PtlFilterValue *value)
{
  g_string_append_c (self->text, '(');
  ptl_search_statement_append_text (self, "h.hostname", op, value);
  g_string_append (self->text, " OR ");
  ptl_search_statement_append_text (self, "h.target", op, value);
  g_string_append (self->text, " OR ");
  append_exists (self, "aliases AS a WHERE a.host_id = h.id AND a.name <> ''", "a.name",
                 op, value);
  g_string_append_c (self->text, ')');
}

static void
append_host (PtlSearchStatement *self, PtlFilterOp op, const PtlFilterValue *value)
{
  guint len = ptl_address_get_length (&value->low);

  if (value->is_address)
    {
      g_string_append_printf (
          self->text, "(length (h.address) = %u AND h.address BETWEEN ? AND ?)", len);
      ptl_search_statement_add_blob (self, value->low.bytes, len);
      ptl_search_statement_add_blob (self, value->high.bytes, len);
      return;
    }

  g_string_append_c (self->text, '(');
  append_name (self, op, value);
  if (op == PTL_FILTER_OP_CONTAINS)
    {
      g_string_append (self->text, " OR ");
      ptl_search_statement_append_text (
          self, PTL_FUNCTION_ADDRESS " (h.address, h.scope_id)", op, value);
    }
  g_string_append_c (self->text, ')');
}

/* A body is unpacked once, however many ports gave it. */
static void
append_banner (PtlSearchStatement *self, const PtlFilterValue *value)
{
  g_string_append (self->text,
                   "EXISTS (SELECT 1 FROM responses AS e WHERE e.port_id = p.id"
                   " AND e.received_id IN (SELECT b.id FROM bodies AS b"
                   " WHERE " PTL_FUNCTION_BODY_HAS " (b.length, b.data, ?)))");
  ptl_search_statement_add_text (self, value->text);
}

static void
append_note (PtlSearchStatement *self, PtlFilterOp op, const PtlFilterValue *value)
{
  g_string_append_c (self->text, '(');
  ptl_search_statement_append_text (self, "s.notes", op, value);
  if (self->level >= PTL_FILTER_LEVEL_HOST)
    {
      g_string_append (self->text, " OR ");
      ptl_search_statement_append_text (self, "h.notes", op, value);
    }
  g_string_append_c (self->text, ')');
}

/* --- fields --- */

static const char *
get_is (PtlFilterIs word)
{
  switch (word)
    {
    case PTL_FILTER_IS_NEW:
      return is_new;
    case PTL_FILTER_IS_UNKNOWN:
      return is_unknown;
    case PTL_FILTER_IS_UP:
      return "h.state = 'up'";
    case PTL_FILTER_IS_DOWN:
      return "h.state = 'down'";
    }

  g_assert_not_reached ();
}

#define HAS(column) PTL_SHOWN (column) " IS NOT NULL"

static const char *
get_has (const PtlSearchStatement *self, PtlFilterHas word)
{
  static const char *const conditions[] = {
    [PTL_FILTER_HAS_TLS] = "(t.port_id IS NOT NULL OR " PTL_SHOWN ("tunnel") " = 'ssl')",
    [PTL_FILTER_HAS_CERT] = "c.id IS NOT NULL",
    [PTL_FILTER_HAS_SERVICE] = HAS ("name"),
    [PTL_FILTER_HAS_PRODUCT] = HAS ("product"),
    [PTL_FILTER_HAS_VERSION] = HAS ("version"),
    [PTL_FILTER_HAS_INFO] = HAS ("extra_info"),
    [PTL_FILTER_HAS_HOSTNAME] = HAS ("hostname"),
    [PTL_FILTER_HAS_OS] = HAS ("os_type"),
    [PTL_FILTER_HAS_DEVICE] = HAS ("device_type"),
    [PTL_FILTER_HAS_CPE] = HAS ("cpes"),
    [PTL_FILTER_HAS_FINGERPRINT] = HAS ("fingerprint"),
    [PTL_FILTER_HAS_RULE] = HAS ("rule_layer"),
    [PTL_FILTER_HAS_NAME] =
        ("(h.hostname IS NOT NULL OR h.target IS NOT NULL OR EXISTS (SELECT 1"
         " FROM aliases AS a WHERE a.host_id = h.id AND a.name <> ''))"),
    [PTL_FILTER_HAS_MAC] = "h.mac IS NOT NULL",
    [PTL_FILTER_HAS_VENDOR] = "h.vendor IS NOT NULL",
    [PTL_FILTER_HAS_NOTE] = "(s.notes IS NOT NULL OR h.notes IS NOT NULL)",
    [PTL_FILTER_HAS_TAG] = "EXISTS (SELECT 1 FROM tags AS g WHERE g.session_id = s.id)",
  };

  if (word == PTL_FILTER_HAS_NOTE && self->level == PTL_FILTER_LEVEL_SESSION)
    return "s.notes IS NOT NULL";

  return conditions[word];
}

static void
append_word (PtlSearchStatement *self, const PtlFilter *term, const PtlFilterValue *value)
{
  if (term->field == PTL_FILTER_FIELD_IS)
    g_string_append (self->text, get_is ((PtlFilterIs) value->word));
  else if (term->field == PTL_FILTER_FIELD_HAS)
    g_string_append (self->text, get_has (self, (PtlFilterHas) value->word));
  else
    ptl_search_statement_append_text (self, ptl_search_ports_get_column (term->field),
                                      PTL_FILTER_OP_IS, value);
}

static void
append_text_field (PtlSearchStatement *self,
                   const PtlFilter *term,
                   const PtlFilterValue *value)
{
  switch ((int) term->field)
    {
    case PTL_FILTER_FIELD_ANY:
      ptl_search_ports_append_anything (self, value);
      break;
    case PTL_FILTER_FIELD_TAG:
      append_exists (self, "tags AS g WHERE g.session_id = s.id", "g.tag", term->op,
                     value);
      break;
    case PTL_FILTER_FIELD_NOTE:
      append_note (self, term->op, value);
      break;
    case PTL_FILTER_FIELD_NAME:
      append_name (self, term->op, value);
      break;
    case PTL_FILTER_FIELD_CPE:
      ptl_search_statement_append_list (self, PTL_SHOWN ("cpes"), FALSE, term->op, value);
      break;
    case PTL_FILTER_FIELD_CERT_NAME:
      ptl_search_statement_append_list (self, "c.names", TRUE, term->op, value);
      break;
    case PTL_FILTER_FIELD_BANNER:
      append_banner (self, value);
      break;
    default:
      ptl_search_statement_append_text (self, ptl_search_ports_get_column (term->field),
                                        term->op, value);
      break;
    }
}

static void
append_value (PtlSearchStatement *self,
              const PtlFilter *term,
              const PtlFilterValue *value)
{
  const char *column = ptl_search_ports_get_column (term->field);

  switch (ptl_filter_field_get_info (term->field)->kind)
    {
    case PTL_FILTER_KIND_TEXT:
      append_text_field (self, term, value);
      break;
    case PTL_FILTER_KIND_WORD:
      append_word (self, term, value);
      break;
    case PTL_FILTER_KIND_VERSION:
      ptl_search_statement_append_version (self, column, term->op, value);
      break;
    case PTL_FILTER_KIND_HOST:
      append_host (self, term->op, value);
      break;
    case PTL_FILTER_KIND_NUMBER:
    case PTL_FILTER_KIND_PAST:
    case PTL_FILTER_KIND_FUTURE:
      g_string_append_printf (self->text, "%s BETWEEN ? AND ?", column);
      ptl_search_statement_add_int (self, value->first);
      ptl_search_statement_add_int (self, value->last);
      break;
    }
}

/* --- the tree --- */

static void
append_term (PtlSearchStatement *self, const PtlFilter *term)
{
  g_string_append_c (self->text, '(');
  for (guint i = 0; i < term->values->len; i++)
    {
      if (i > 0)
        g_string_append (self->text, " OR ");
      append_value (self, term, term->values->pdata[i]);
    }
  g_string_append_c (self->text, ')');
}

static void
append_group (PtlSearchStatement *self, const PtlFilter *group, const char *between)
{
  if (group->children->len == 0)
    {
      g_string_append (self->text, "1");
      return;
    }

  g_string_append_c (self->text, '(');
  for (guint i = 0; i < group->children->len; i++)
    {
      if (i > 0)
        g_string_append (self->text, between);
      append (self, group->children->pdata[i]);
    }
  g_string_append_c (self->text, ')');
}

static void
append (PtlSearchStatement *self, const PtlFilter *filter)
{
  switch (filter->node)
    {
    case PTL_FILTER_AND:
      append_group (self, filter, " AND ");
      break;
    case PTL_FILTER_OR:
      append_group (self, filter, " OR ");
      break;
    case PTL_FILTER_NOT:
      g_string_append (self->text, "NOT ifnull (");
      append (self, filter->children->pdata[0]);
      g_string_append (self->text, ", 0)");
      break;
    case PTL_FILTER_TERM:
      append_term (self, filter);
      break;
    }
}

PtlSearchStatement *
ptl_search_sql_new (const PtlFilter *filter, PtlFilterLevel level)
{
  PtlSearchStatement *self;

  g_return_val_if_fail (level >= ptl_filter_get_level (filter), NULL);

  self = ptl_search_statement_new (level);
  g_string_append (self->text, from[level]);
  ptl_search_ports_take_sets (self, filter);
  append (self, filter);
  if (level == PTL_FILTER_LEVEL_PORT && ptl_search_ports_is_narrow (filter))
    {
      g_string_append (self->text, " AND p.id IN (");
      ptl_search_ports_append (self, filter);
      g_string_append_c (self->text, ')');
    }
  return self;
}
