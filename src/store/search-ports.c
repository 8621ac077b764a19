/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/search-ports.c: which ports a search has to look at. */
#include "store/search-ports.h"

#include <string.h>

#include "store/search-functions.h"

#define MAX_TERMS 50 /* each is up to seven SELECTs */

/* Where a field is: its expression in a row, and the table that is read by itself. */
typedef struct
{
  const char *expression;
  const char *service; /* (nullable): its column in the tables of verdicts */
} Column;

#define OF_SERVICE(column)                                                               \
  {                                                                                      \
    PTL_SHOWN (column), column                                                           \
  }

static const Column columns[PTL_FILTER_N_FIELDS] = {
  [PTL_FILTER_FIELD_SESSION] = { "s.name" },
  [PTL_FILTER_FIELD_STARTED] = { "s.started_us" },
  [PTL_FILTER_FIELD_MAC] = { "h.mac" },
  [PTL_FILTER_FIELD_VENDOR] = { "h.vendor" },
  [PTL_FILTER_FIELD_PORT] = { "p.number" },
  [PTL_FILTER_FIELD_PROTOCOL] = { "p.protocol" },
  [PTL_FILTER_FIELD_STATE] = { "p.state" },
  [PTL_FILTER_FIELD_REASON] = { "p.reason" },
  [PTL_FILTER_FIELD_SERVICE] = OF_SERVICE ("name"),
  [PTL_FILTER_FIELD_PRODUCT] = OF_SERVICE ("product"),
  [PTL_FILTER_FIELD_VERSION] = OF_SERVICE ("version"),
  [PTL_FILTER_FIELD_INFO] = OF_SERVICE ("extra_info"),
  [PTL_FILTER_FIELD_HOSTNAME] = OF_SERVICE ("hostname"),
  [PTL_FILTER_FIELD_OS] = OF_SERVICE ("os_type"),
  [PTL_FILTER_FIELD_DEVICE] = OF_SERVICE ("device_type"),
  [PTL_FILTER_FIELD_CPE] = OF_SERVICE ("cpes"),
  [PTL_FILTER_FIELD_OUTCOME] = OF_SERVICE ("outcome"),
  [PTL_FILTER_FIELD_LAYER] = OF_SERVICE ("rule_layer"),
  [PTL_FILTER_FIELD_PROBE] = OF_SERVICE ("rule_probe"),
  [PTL_FILTER_FIELD_TLS_VERSION] = { "t.version" },
  [PTL_FILTER_FIELD_TLS_CIPHER] = { "t.cipher" },
  [PTL_FILTER_FIELD_CERT_SUBJECT] = { "c.subject" },
  [PTL_FILTER_FIELD_CERT_ISSUER] = { "c.issuer" },
  [PTL_FILTER_FIELD_CERT_NAME] = { "c.names" },
  [PTL_FILTER_FIELD_CERT_ISSUED] = { "c.from_us" },
  [PTL_FILTER_FIELD_CERT_EXPIRES] = { "c.until_us" },
  [PTL_FILTER_FIELD_CERT_BITS] = { "c.key_bits" },
  [PTL_FILTER_FIELD_CERT_SHA256] = { "c.sha256" },
};

/* The columns of a service in which a text without a field is looked for. */
static const PtlFilterField shown_fields[] = {
  PTL_FILTER_FIELD_SERVICE, PTL_FILTER_FIELD_PRODUCT, PTL_FILTER_FIELD_VERSION,
  PTL_FILTER_FIELD_INFO,    PTL_FILTER_FIELD_OS,      PTL_FILTER_FIELD_HOSTNAME,
  PTL_FILTER_FIELD_DEVICE,
};

static const char from_tls[] = "SELECT t.port_id FROM tls AS t LEFT JOIN certificates"
                               " AS c ON c.id = t.certificate_id WHERE ";

const char *
ptl_search_ports_get_column (PtlFilterField field)
{
  return columns[field].expression;
}

/* --- a text without a field --- */

/* Returns: (transfer full): of the set of sessions, hosts or ports that have the text */
static char *
make_name (PtlFilterLevel level, const PtlFilterValue *value)
{
  return g_strdup_printf ("with_%u_%p", level, (const void *) value);
}

/* Whether any of the columns, which end with NULL, contains the text. */
static void
append_any_of (PtlSearchStatement *sql,
               const char *const *expressions,
               const PtlFilterValue *value)
{
  for (guint i = 0; expressions[i] != NULL; i++)
    {
      g_string_append (sql->text, i > 0 ? " OR " : "");
      ptl_search_statement_append_text (sql, expressions[i], PTL_FILTER_OP_CONTAINS,
                                        value);
    }
}

static PtlSearchStatement *
select_sessions (const PtlFilterValue *value)
{
  static const char *const own[] = { "name", "notes", NULL };
  static const char *const of_tags[] = { "tag", NULL };
  PtlSearchStatement *sql = ptl_search_statement_new (PTL_FILTER_LEVEL_SESSION);

  g_string_append (sql->text, "SELECT id FROM sessions WHERE ");
  append_any_of (sql, own, value);
  g_string_append (sql->text, " UNION ALL SELECT session_id FROM tags WHERE ");
  append_any_of (sql, of_tags, value);
  return sql;
}

static PtlSearchStatement *
select_hosts (const PtlFilterValue *value)
{
  static const char *const own[] = {
    "hostname", "target", "mac",
    "vendor",   "notes",  PTL_FUNCTION_ADDRESS " (address, scope_id)",
    NULL
  };
  static const char *const of_aliases[] = { "name", NULL };
  PtlSearchStatement *sql = ptl_search_statement_new (PTL_FILTER_LEVEL_HOST);

  g_string_append (sql->text, "SELECT id FROM hosts WHERE ");
  append_any_of (sql, own, value);
  g_string_append (sql->text,
                   " UNION ALL SELECT host_id FROM aliases WHERE name <> '' AND ");
  append_any_of (sql, of_aliases, value);
  return sql;
}

/* What a port says is indexed by its words. */
static PtlSearchStatement *
select_ports (const PtlFilterValue *value)
{
  const char *text = value->text;
  g_autofree char *words = ptl_search_statement_make_words (&text, 1);
  PtlSearchStatement *sql = ptl_search_statement_new (PTL_FILTER_LEVEL_PORT);

  g_string_append (sql->text, "SELECT port_id FROM search WHERE search MATCH ?"
                              " AND port_id IS NOT NULL");
  ptl_search_statement_add_text (sql, words);
  return sql;
}

void
ptl_search_ports_take_sets (PtlSearchStatement *sql, const PtlFilter *filter)
{
  static PtlSearchStatement *(*const selects[]) (
      const PtlFilterValue *value) = { select_sessions, select_hosts, select_ports };

  if (filter->node != PTL_FILTER_TERM)
    for (guint i = 0; i < filter->children->len; i++)
      ptl_search_ports_take_sets (sql, filter->children->pdata[i]);
  else if (filter->field == PTL_FILTER_FIELD_ANY)
    for (guint level = 0; level <= sql->level && level < G_N_ELEMENTS (selects); level++)
      {
        const PtlFilterValue *value = filter->values->pdata[0];
        g_autofree char *name = make_name ((PtlFilterLevel) level, value);

        ptl_search_statement_take_set (sql, name, selects[level](value));
      }
}

static void
append_certificate (PtlSearchStatement *sql, const PtlFilterValue *value)
{
  ptl_search_statement_append_text (sql, "c.subject", PTL_FILTER_OP_CONTAINS, value);
  g_string_append (sql->text, " OR ");
  ptl_search_statement_append_list (sql, "c.names", TRUE, PTL_FILTER_OP_CONTAINS, value);
}

/* Whatever is found in the row itself needs no set. */
static void
append_own_texts (PtlSearchStatement *sql, const PtlFilterValue *value)
{
  g_string_append (sql->text, PTL_FUNCTION_ANY_HAS " (?");
  ptl_search_statement_add_text (sql, value->text);
  for (guint i = 0; i < G_N_ELEMENTS (shown_fields); i++)
    g_string_append_printf (sql->text, ", %s", columns[shown_fields[i]].expression);
  g_string_append (sql->text, ") OR ");
  append_certificate (sql, value);
  g_string_append (sql->text, " OR ");
}

void
ptl_search_ports_append_anything (PtlSearchStatement *sql, const PtlFilterValue *value)
{
  static const char *const rows[] = { "s", "h", "p" };

  if (sql->level == PTL_FILTER_LEVEL_PORT)
    append_own_texts (sql, value);
  for (guint level = 0; level <= sql->level && level < G_N_ELEMENTS (rows); level++)
    {
      g_autofree char *name = make_name ((PtlFilterLevel) level, value);

      g_string_append_printf (sql->text, "%s%s.id IN %s", level > 0 ? " OR " : "",
                              rows[level], name);
    }
}

static void
append_shown (PtlSearchStatement *sql, const char *table, const PtlFilterValue *value)
{
  g_string_append_printf (
      sql->text, "SELECT port_id FROM %s WHERE " PTL_FUNCTION_ANY_HAS " (?", table);
  ptl_search_statement_add_text (sql, value->text);
  for (guint i = 0; i < G_N_ELEMENTS (shown_fields); i++)
    g_string_append_printf (sql->text, ", %s", columns[shown_fields[i]].service);
  g_string_append_c (sql->text, ')');
}

static void
append_ports_with_text (PtlSearchStatement *sql, const PtlFilterValue *value)
{
  g_autofree char *sessions = make_name (PTL_FILTER_LEVEL_SESSION, value);
  g_autofree char *hosts = make_name (PTL_FILTER_LEVEL_HOST, value);
  g_autofree char *ports = make_name (PTL_FILTER_LEVEL_PORT, value);

  g_string_append_printf (sql->text,
                          "SELECT * FROM %s UNION ALL SELECT id FROM ports WHERE host_id"
                          " IN %s UNION ALL SELECT q.id FROM hosts AS j JOIN ports AS q"
                          " ON q.host_id = j.id WHERE j.session_id IN %s UNION ALL ",
                          ports, hosts, sessions);
  append_shown (sql, "services", value);
  g_string_append (sql->text, " UNION ALL ");
  append_shown (sql, "revised_services", value);
  g_string_append_printf (sql->text, " UNION ALL %s", from_tls);
  append_certificate (sql, value);
}

/* --- fields --- */

/* What has to be read to name the ports of a term, the less the sooner. */
typedef enum
{
  COST_CERTIFICATES,
  COST_PORTS,
  COST_SERVICES,
  COST_FUNCTIONS, /* called for each service */
  COST_TEXTS,
  COST_BODIES,
  COST_ALL /* there is no shorter way */
} Cost;

static Cost
get_field_cost (PtlFilterField field, PtlFilterOp op)
{
  switch ((int) field)
    {
    case PTL_FILTER_FIELD_ANY:
      return COST_TEXTS;
    case PTL_FILTER_FIELD_BANNER:
      return COST_BODIES;
    case PTL_FILTER_FIELD_PORT:
      return COST_PORTS;
    case PTL_FILTER_FIELD_CPE:
      return COST_FUNCTIONS;
    default:
      break;
    }

  if (field >= PTL_FILTER_FIELD_TLS_VERSION)
    return COST_CERTIFICATES;
  if (columns[field].service == NULL)
    return COST_ALL;

  return op == PTL_FILTER_OP_IS || op == PTL_FILTER_OP_CONTAINS ? COST_SERVICES
                                                                : COST_FUNCTIONS;
}

/* Of a conjunction the cheapest part is enough, of a disjunction every part is needed. */
static Cost
get_cost (const PtlFilter *filter)
{
  Cost cost = filter->node == PTL_FILTER_OR ? COST_CERTIFICATES : COST_ALL;

  if (filter->node == PTL_FILTER_TERM)
    return get_field_cost (filter->field, filter->op);
  if (filter->node == PTL_FILTER_NOT)
    return COST_ALL;

  for (guint i = 0; i < filter->children->len; i++)
    {
      Cost of_child = get_cost (filter->children->pdata[i]);

      cost = filter->node == PTL_FILTER_OR ? MAX (cost, of_child) : MIN (cost, of_child);
    }
  return cost;
}

/* SQLite joins no more than 500 SELECTs with UNION. */
static guint
count_terms (const PtlFilter *filter)
{
  guint n = 0;

  if (filter->node == PTL_FILTER_TERM)
    return 1;

  for (guint i = 0; i < filter->children->len; i++)
    n += count_terms (filter->children->pdata[i]);
  return n;
}

gboolean
ptl_search_ports_is_narrow (const PtlFilter *filter)
{
  return get_cost (filter) != COST_ALL && count_terms (filter) <= MAX_TERMS;
}

static void
append_condition (PtlSearchStatement *sql,
                  const char *expression,
                  const PtlFilter *term,
                  const PtlFilterValue *value)
{
  switch (ptl_filter_field_get_info (term->field)->kind)
    {
    case PTL_FILTER_KIND_NUMBER:
    case PTL_FILTER_KIND_PAST:
    case PTL_FILTER_KIND_FUTURE:
      g_string_append_printf (sql->text, "%s BETWEEN ? AND ?", expression);
      ptl_search_statement_add_int (sql, value->first);
      ptl_search_statement_add_int (sql, value->last);
      break;
    case PTL_FILTER_KIND_VERSION:
      ptl_search_statement_append_version (sql, expression, term->op, value);
      break;
    case PTL_FILTER_KIND_TEXT:
    case PTL_FILTER_KIND_WORD:
    case PTL_FILTER_KIND_HOST:
      if (term->field == PTL_FILTER_FIELD_CPE ||
          term->field == PTL_FILTER_FIELD_CERT_NAME)
        ptl_search_statement_append_list (
            sql, expression, term->field == PTL_FILTER_FIELD_CERT_NAME, term->op, value);
      else
        ptl_search_statement_append_text (sql, expression, term->op, value);
      break;
    }
}

/* Appends @select and that any of the values is true of the column. */
static void
append_select (PtlSearchStatement *sql,
               const char *select,
               const char *expression,
               const PtlFilter *term)
{
  g_string_append (sql->text, select);
  for (guint i = 0; i < term->values->len; i++)
    {
      g_string_append (sql->text, i > 0 ? " OR " : "");
      append_condition (sql, expression, term, term->values->pdata[i]);
    }
}

static void
append_bodies (PtlSearchStatement *sql, const PtlFilter *term)
{
  g_string_append (sql->text, "SELECT port_id FROM responses WHERE received_id IN"
                              " (SELECT id FROM bodies WHERE ");
  for (guint i = 0; i < term->values->len; i++)
    {
      g_string_append_printf (sql->text, "%s" PTL_FUNCTION_BODY_HAS " (length, data, ?)",
                              i > 0 ? " OR " : "");
      ptl_search_statement_add_text (sql,
                                     ((PtlFilterValue *) term->values->pdata[i])->text);
    }
  g_string_append_c (sql->text, ')');
}

static void
append_term (PtlSearchStatement *sql, const PtlFilter *term)
{
  const Column *column = &columns[term->field];

  switch (get_field_cost (term->field, term->op))
    {
    case COST_TEXTS:
      append_ports_with_text (sql, term->values->pdata[0]);
      break;
    case COST_BODIES:
      append_bodies (sql, term);
      break;
    case COST_PORTS:
      append_select (sql, "SELECT p.id FROM ports AS p WHERE ", column->expression, term);
      break;
    case COST_CERTIFICATES:
      append_select (sql, from_tls, column->expression, term);
      break;
    case COST_SERVICES:
    case COST_FUNCTIONS:
      append_select (sql, "SELECT port_id FROM services WHERE ", column->service, term);
      append_select (sql, " UNION ALL SELECT port_id FROM revised_services WHERE ",
                     column->service, term);
      break;
    case COST_ALL:
      g_assert_not_reached ();
    }
}

static const PtlFilter *
get_cheapest (const PtlFilter *conjunction)
{
  const PtlFilter *best = conjunction->children->pdata[0];

  for (guint i = 1; i < conjunction->children->len; i++)
    if (get_cost (conjunction->children->pdata[i]) < get_cost (best))
      best = conjunction->children->pdata[i];

  return best;
}

void
ptl_search_ports_append (PtlSearchStatement *sql, const PtlFilter *filter)
{
  if (filter->node == PTL_FILTER_TERM)
    append_term (sql, filter);
  else if (filter->node == PTL_FILTER_AND)
    ptl_search_ports_append (sql, get_cheapest (filter));
  else
    for (guint i = 0; i < filter->children->len; i++)
      {
        g_string_append (sql->text, i > 0 ? " UNION ALL " : "");
        ptl_search_ports_append (sql, filter->children->pdata[i]);
      }
}
