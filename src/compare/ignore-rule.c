/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/ignore-rule.c: differences that a person does not want to be told of. */
#include "compare/ignore-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/lines.h"
#include "compare/wildcard.h"

#define MAX_RULE 4096

/* A network, or a pattern for names. */
typedef struct
{
  PtlAddress network;
  guint prefix;
  char *pattern; /* (nullable): NULL: it is a network */
} HostTerm;

struct _PtlIgnoreRule
{
  char *text;
  GArray *hosts;     /* HostTerm; empty: any, and so with all of these */
  PtlPortSet *ports; /* (nullable) */
  guint protocols;   /* bits: 1 << PtlProtocol; 0: any, and so with all of these */
  guint kinds;
  guint levels;
  guint fields;
  char *pattern; /* (nullable) */
};

G_DEFINE_QUARK (ptl_ignore_rule_error_quark, ptl_ignore_rule_error)

static gboolean
fail (const char *what, GError **error)
{
  g_set_error_literal (error, PTL_IGNORE_RULE_ERROR, PTL_IGNORE_RULE_ERROR_SYNTAX, what);
  return FALSE;
}

static void
clear_host_term (gpointer data)
{
  HostTerm *term = data;

  g_free (term->pattern);
}

static void
clear_rule (gpointer data)
{
  PtlIgnoreRule *self = data;

  g_free (self->text);
  g_free (self->pattern);
  g_array_unref (self->hosts);
  g_clear_pointer (&self->ports, ptl_port_set_unref);
}

PtlIgnoreRule *
ptl_ignore_rule_ref (PtlIgnoreRule *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
ptl_ignore_rule_unref (PtlIgnoreRule *self)
{
  g_atomic_rc_box_release_full (self, clear_rule);
}

const char *
ptl_ignore_rule_get_text (const PtlIgnoreRule *self)
{
  return self->text;
}

static gboolean
parse_prefix (const char *text, guint max, guint *prefix, GError **error)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 0, max, &value, NULL))
    return fail (_ ("the length of a network is a number up to 32, or 128 for IPv6"),
                 error);

  *prefix = (guint) value;
  return TRUE;
}

static gboolean
parse_host (PtlIgnoreRule *self, const char *item, GError **error)
{
  const char *slash = strchr (item, '/');
  g_autofree char *address =
      slash != NULL ? g_strndup (item, (gsize) (slash - item)) : NULL;
  HostTerm term = { .pattern = NULL };

  if (ptl_address_parse (address != NULL ? address : item, &term.network))
    {
      term.prefix = 8 * ptl_address_get_length (&term.network);
      if (slash != NULL && !parse_prefix (slash + 1, term.prefix, &term.prefix, error))
        return FALSE;
    }
  else if (slash != NULL)
    {
      return fail (_ ("an address is expected before the slash"), error);
    }
  else
    {
      term.pattern = g_strdup (item);
    }

  g_array_append_val (self->hosts, term);
  return TRUE;
}

static gboolean
parse_protocol (PtlIgnoreRule *self, const char *item, GError **error)
{
  PtlProtocol protocol;

  if (!ptl_protocol_parse (item, &protocol))
    return fail (_ ("a protocol is tcp or udp"), error);

  self->protocols |= 1u << protocol;
  return TRUE;
}

static gboolean
parse_kind (PtlIgnoreRule *self, const char *item, GError **error)
{
  PtlChangeKind kind;

  if (!ptl_change_kind_parse (item, &kind) || kind == PTL_CHANGE_SAME ||
      kind == PTL_CHANGE_NOT_COVERED)
    return fail (_ ("a kind is changed, new, gone or moved"), error);

  self->kinds |= 1u << kind;
  return TRUE;
}

static gboolean
parse_level (PtlIgnoreRule *self, const char *item, GError **error)
{
  PtlChangeLevel level;

  if (!ptl_change_level_parse (item, &level))
    return fail (_ ("a level is identity, exposure, certainty or noise"), error);

  self->levels |= 1u << level;
  return TRUE;
}

static gboolean
parse_field (PtlIgnoreRule *self, const char *item, GError **error)
{
  PtlChangeField field;

  if (!ptl_change_field_parse (item, &field))
    return fail (_ ("there is no field of that name"), error);

  self->fields |= 1u << field;
  return TRUE;
}

/* Calls @parse with each item of a list. */
static gboolean
parse_list (PtlIgnoreRule *self,
            const char *value,
            gboolean (*parse) (PtlIgnoreRule *self, const char *item, GError **error),
            GError **error)
{
  g_auto (GStrv) items = g_strsplit (value, ",", -1);

  for (guint i = 0; items[i] != NULL; i++)
    if (items[i][0] == '\0')
      return fail (_ ("something is missing between the commas"), error);
    else if (!parse (self, items[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
parse_ports (PtlIgnoreRule *self, const char *value, GError **error)
{
  g_autoptr (GError) wrong = NULL;
  g_autoptr (PtlPortSet) ports = ptl_port_set_parse (value, NULL, &wrong);

  if (ports == NULL)
    return fail (wrong->message, error);

  if (self->ports == NULL)
    self->ports = ptl_port_set_new ();
  ptl_port_set_add_set (self->ports, ports);
  return TRUE;
}

static gboolean
parse_text (PtlIgnoreRule *self, const char *value, GError **error)
{
  if (self->pattern != NULL)
    return fail (_ ("a rule has one text"), error);

  self->pattern = g_strdup (value);
  return TRUE;
}

static gboolean
parse_value (PtlIgnoreRule *self, const char *key, const char *value, GError **error)
{
  static const struct
  {
    const char *key;
    gboolean (*parse) (PtlIgnoreRule *self, const char *item, GError **error);
  } lists[] = {
    { "host", parse_host },   { "proto", parse_protocol }, { "kind", parse_kind },
    { "level", parse_level }, { "field", parse_field },
  };

  if (value[0] == '\0')
    return fail (_ ("a value is expected after the colon"), error);
  if (strcmp (key, "port") == 0)
    return parse_ports (self, value, error);
  if (strcmp (key, "text") == 0)
    return parse_text (self, value, error);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (strcmp (key, lists[i].key) == 0)
      return parse_list (self, value, lists[i].parse, error);

  return fail (
      _ ("a rule is made of host:, port:, proto:, kind:, level:, field: and text:"),
      error);
}

/* Returns: (transfer full) (nullable): what stands between the quotes; @pos moves behind
 * them */
static char *
take_quoted (const char **pos, GError **error)
{
  g_autoptr (GString) value = g_string_new (NULL);

  for ((*pos)++; **pos != '"'; (*pos)++)
    {
      if (**pos == '\\' && ((*pos)[1] == '"' || (*pos)[1] == '\\'))
        (*pos)++;
      if (**pos == '\0')
        {
          fail (_ ("a quote is missing at the end"), error);
          return NULL;
        }
      g_string_append_c (value, **pos);
    }

  (*pos)++;
  if (**pos != '\0' && **pos != ' ' && **pos != '\t')
    {
      fail (_ ("a blank is expected after the quote"), error);
      return NULL;
    }

  return g_string_free (g_steal_pointer (&value), FALSE);
}

/* On failure @pos is where something is wrong. */
static gboolean
parse_term (PtlIgnoreRule *self, const char **pos, GError **error)
{
  const char *start = *pos;
  gsize key_length = strcspn (*pos, ": \t");
  g_autofree char *key = g_strndup (*pos, key_length);
  g_autofree char *value = NULL;

  if ((*pos)[key_length] != ':')
    return fail (_ ("a term is a word, a colon and a value: port:80"), error);

  *pos += key_length + 1;
  if (**pos == '"')
    {
      value = take_quoted (pos, error);
      if (value == NULL)
        return FALSE;
    }
  else
    {
      gsize length = strcspn (*pos, " \t");

      value = g_strndup (*pos, length);
      *pos += length;
    }

  if (parse_value (self, key, value, error))
    return TRUE;

  *pos = start;
  return FALSE;
}

static gboolean
parse_terms (PtlIgnoreRule *self, const char **pos, GError **error)
{
  *pos = ptl_lines_skip_blanks (*pos);
  if (**pos == '\0')
    return fail (_ ("a rule is expected"), error);
  if (strlen (*pos) > MAX_RULE)
    return fail (_ ("the rule is too long"), error);

  while (**pos != '\0')
    {
      if (!parse_term (self, pos, error))
        return FALSE;
      *pos = ptl_lines_skip_blanks (*pos);
    }

  return TRUE;
}

static PtlIgnoreRule *
parse_rule (const char **pos, GError **error)
{
  g_autoptr (PtlIgnoreRule) self = g_atomic_rc_box_new0 (PtlIgnoreRule);

  self->hosts = g_array_new (FALSE, FALSE, sizeof (HostTerm));
  g_array_set_clear_func (self->hosts, clear_host_term);
  self->text = g_strstrip (g_strdup (*pos));
  return parse_terms (self, pos, error) ? g_steal_pointer (&self) : NULL;
}

PtlIgnoreRule *
ptl_ignore_rule_parse (const char *text, gsize *offset, GError **error)
{
  const char *pos = text;
  PtlIgnoreRule *self = parse_rule (&pos, error);

  if (self == NULL && offset != NULL)
    *offset = (gsize) (pos - text);
  return self;
}

typedef struct
{
  GPtrArray *rules;
  char *wrong; /* what is wrong with the last line */
} Reading;

static const char *
read_rule (const char **pos, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;
  PtlIgnoreRule *rule = parse_rule (pos, &error);

  if (rule != NULL)
    {
      g_ptr_array_add (reading->rules, rule);
      return NULL;
    }

  g_free (reading->wrong);
  g_assert (error != NULL); /* or there were a rule */
  reading->wrong = g_strdup (error->message);
  return reading->wrong;
}

GPtrArray *
ptl_ignore_rules_parse (char *text, const char *name, GError **error)
{
  g_autoptr (GPtrArray) rules =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_ignore_rule_unref);
  Reading reading = { rules, NULL };
  gboolean ok = ptl_lines_parse (text, name, read_rule, &reading, PTL_IGNORE_RULE_ERROR,
                                 PTL_IGNORE_RULE_ERROR_SYNTAX, error);

  g_free (reading.wrong);
  return ok ? g_steal_pointer (&rules) : NULL;
}

static gboolean
is_in_network (const PtlAddress *address, const HostTerm *term)
{
  guint whole = term->prefix / 8;
  guint bits = term->prefix % 8;
  guint8 mask = (guint8) (0xff << (8 - bits));

  if (address->is_ipv6 != term->network.is_ipv6 ||
      memcmp (address->bytes, term->network.bytes, whole) != 0)
    return FALSE;

  return bits == 0 || ((address->bytes[whole] ^ term->network.bytes[whole]) & mask) == 0;
}

static gboolean
matches_host (const HostTerm *term, const PtlHost *host)
{
  const char *const names[] = { host->info->hostname, host->info->target };

  if (term->pattern == NULL)
    return is_in_network (&host->address, term);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i] != NULL && ptl_wildcard_matches (term->pattern, names[i]))
      return TRUE;

  return FALSE;
}

static gboolean
matches_hosts (const PtlIgnoreRule *self, const PtlHostChange *change)
{
  for (guint i = 0; i < self->hosts->len; i++)
    for (guint side = 0; side < 2; side++)
      if (change->hosts[side] != NULL &&
          matches_host (&g_array_index (self->hosts, HostTerm, i), change->hosts[side]))
        return TRUE;

  return self->hosts->len == 0;
}

static gboolean
contains_all (const PtlPortSet *set, const PtlPortSet *wanted)
{
  guint n;
  const PtlPortRange *ranges = ptl_port_set_get_ranges (wanted, &n);

  for (guint i = 0; i < n; i++)
    for (guint port = ranges[i].first; port <= ranges[i].last; port++)
      if (!ptl_port_set_contains (set, (guint16) port))
        return FALSE;

  return TRUE;
}

static gboolean
matches_port (const PtlIgnoreRule *self, const PtlPortChange *port)
{
  if (self->ports == NULL && self->protocols == 0)
    return TRUE;
  if (port == NULL ||
      (self->protocols != 0 && (self->protocols & (1u << port->protocol)) == 0))
    return FALSE;
  if (self->ports == NULL)
    return TRUE;

  return port->ports != NULL ? contains_all (self->ports, port->ports)
                             : ptl_port_set_contains (self->ports, port->number[0]) ||
                                   ptl_port_set_contains (self->ports, port->number[1]);
}

static gboolean
matches_text (const PtlIgnoreRule *self, const PtlFieldChange *field)
{
  return self->pattern == NULL ||
         (field->before != NULL && ptl_wildcard_matches (self->pattern, field->before)) ||
         (field->after != NULL && ptl_wildcard_matches (self->pattern, field->after));
}

gboolean
ptl_ignore_rule_matches (const PtlIgnoreRule *self,
                         const PtlHostChange *host,
                         const PtlPortChange *port,
                         const PtlFieldChange *field)
{
  PtlChangeKind kind = port != NULL ? port->kind : host->kind;

  return (self->kinds == 0 || (self->kinds & (1u << kind)) != 0) &&
         (self->levels == 0 || (self->levels & (1u << field->level)) != 0) &&
         (self->fields == 0 || (self->fields & (1u << field->field)) != 0) &&
         matches_port (self, port) && matches_text (self, field) &&
         matches_hosts (self, host);
}
