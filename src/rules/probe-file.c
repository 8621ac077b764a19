/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/probe-file.c: one probe file, read into blocks of a probe and its rules. */
#include "rules/probe-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rules/probe-parser.h"
#include "rules/rule-parser.h"

#define MAX_LINE     (64 * 1024)
#define BINARY_CHECK 512 /* a NUL byte this early: not a text file */

typedef struct
{
  PtlProbeFile *file;
  guint number;      /* of the line */
  PtlProbe *probe;   /* whose block the line is in, NULL before the first */
  gboolean skipping; /* in the block of a bad Probe line */
} Reader;

static char *
make_key (PtlProtocol protocol, const char *name)
{
  return g_strdup_printf ("%s/%s", ptl_protocol_to_string (protocol), name);
}

static gboolean
add_block (PtlProbeFile *file, PtlProbe *probe, GError **error)
{
  gboolean is_null = ptl_probe_is_null (probe);
  char *key;

  if (is_null && probe->protocol == PTL_PROTOCOL_UDP)
    return ptl_line_fail (_ ("a UDP probe must send something"), error);
  if (is_null && file->has_null)
    return ptl_line_fail (_ ("a second probe that sends nothing"), error);

  file->has_null |= is_null;
  g_ptr_array_add (file->probes, probe);
  key = make_key (probe->protocol, probe->name);
  if (g_hash_table_contains (file->names, key))
    g_free (key);
  else
    g_hash_table_insert (file->names, key, probe);
  return TRUE;
}

static gboolean
read_probe (Reader *reader, PtlLine *line, GError **error)
{
  g_autoptr (PtlProbe) probe = ptl_probe_parse (reader->file, line, error);

  if (probe == NULL || !add_block (reader->file, probe, error))
    return FALSE;

  reader->skipping = FALSE;
  reader->probe = g_steal_pointer (&probe);
  return TRUE;
}

static gboolean
read_exclude (Reader *reader, PtlLine *line, GError **error)
{
  PtlProbeFile *file = reader->file;
  g_autofree char *spec = NULL;

  if (file->probes->len > 0)
    return ptl_line_fail (_ ("Exclude must come before the first Probe"), error);
  if (file->exclude != NULL)
    return ptl_line_fail (_ ("a second Exclude"), error);

  ptl_line_skip_blanks (line);
  spec = g_strchomp (g_strndup (line->pos, (gsize) (line->end - line->pos)));
  if (*spec == '\0' || !g_utf8_validate (spec, -1, NULL))
    return ptl_line_fail (_ ("a list of ports is expected"), error);

  file->exclude = g_steal_pointer (&spec);
  file->exclude_line = reader->number;
  file->exclude_column = ptl_line_get_column (line);
  return TRUE;
}

static gboolean
read_rule (Reader *reader, PtlLine *line, gboolean soft, GError **error)
{
  PtlRule *rule = ptl_rule_parse (line, soft, reader->file->services, error);

  if (rule == NULL)
    return FALSE;

  rule->file = reader->file;
  rule->line = reader->number;
  ptl_probe_add_rule (reader->probe, reader->file->layer, rule);
  return TRUE;
}

/* The line of a block: what describes its probe, or a rule. */
static gboolean
read_block_line (Reader *reader, PtlLine *line, GError **error)
{
  if (reader->skipping)
    return TRUE;
  if (reader->probe == NULL)
    return ptl_line_fail (_ ("a Probe line must come first"), error);
  if (ptl_line_skip (line, "match "))
    return read_rule (reader, line, FALSE, error);
  if (ptl_line_skip (line, "softmatch "))
    return read_rule (reader, line, TRUE, error);

  return ptl_probe_parse_directive (reader->probe, line, reader->number, error);
}

static gboolean
read_line (Reader *reader, PtlLine *line, GError **error)
{
  gboolean is_probe = ptl_line_skip (line, "Probe");

  if (is_probe)
    {
      reader->skipping = TRUE;
      reader->probe = NULL;
    }

  if (line->end - line->start > MAX_LINE)
    return ptl_line_fail (_ ("the line is longer than 64 KiB"), error);
  if (memchr (line->start, '\0', (gsize) (line->end - line->start)) != NULL)
    return ptl_line_fail (_ ("a NUL byte in the line"), error);
  if (is_probe)
    return read_probe (reader, line, error);
  if (ptl_line_skip (line, "Exclude "))
    return read_exclude (reader, line, error);
  return read_block_line (reader, line, error);
}

static gboolean
is_ignored (const PtlLine *line)
{
  PtlLine rest = *line;

  ptl_line_skip_blanks (&rest);
  return ptl_line_is_at_end (&rest) || *line->start == '#';
}

/* A line that is wrong: an error that says where if @strict, else set aside. */
static gboolean
report (PtlProbeFile *file, PtlRuleProblem *problem, gboolean strict, GError **error)
{
  g_autofree char *text = ptl_rule_problem_to_string (problem);

  if (strict || file->problems->len >= PTL_PROBE_DB_MAX_PROBLEMS)
    ptl_rule_problem_free (problem);
  else
    g_ptr_array_add (file->problems, problem);

  return strict ? ptl_line_fail (text, error) : TRUE;
}

static gboolean
read_lines (PtlProbeFile *file, gboolean strict, GError **error)
{
  Reader reader = { file };
  gsize size;
  const char *pos = g_bytes_get_data (file->text, &size);
  const char *end = pos + size;

  while (pos < end)
    {
      PtlLine line = ptl_line_take_from (&pos, end);
      g_autoptr (GError) cause = NULL;

      reader.number++;
      if (is_ignored (&line) || read_line (&reader, &line, &cause))
        continue;

      if (!report (file,
                   ptl_rule_problem_new (file->name, reader.number,
                                         ptl_line_get_column (&line), cause->message),
                   strict, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ptl_probe_file_check (const PtlProbeFile *self, GError **error)
{
  for (guint i = 0; i < self->probes->len; i++)
    {
      GPtrArray *rules = ((PtlProbe *) self->probes->pdata[i])->rules[self->layer];

      for (guint j = 0; rules != NULL && j < rules->len; j++)
        {
          g_autoptr (PtlRuleProblem) problem = ptl_rule_check (rules->pdata[j], FALSE);
          g_autofree char *text = NULL;

          if (problem == NULL)
            continue;
          text = ptl_rule_problem_to_string (problem);
          return ptl_line_fail (text, error);
        }
    }

  return TRUE;
}

/* An editor on another system may have put a mark of UTF-8 first. */
static GBytes *
skip_byte_order_mark (GBytes *text)
{
  gsize len;
  const char *data = g_bytes_get_data (text, &len);
  gboolean marked = len >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0;

  return marked ? g_bytes_new_from_bytes (text, 3, len - 3) : g_bytes_ref (text);
}

static gboolean
check_text (GBytes *text, const char *name, GError **error)
{
  gsize len;
  const char *data = g_bytes_get_data (text, &len);
  const char *what = NULL;

  if (len > PTL_PROBE_FILE_MAX)
    what = _ ("the file is longer than 32 MiB");
  else if (len > 0 && memchr (data, '\0', MIN (len, BINARY_CHECK)) != NULL)
    what = _ ("not a text file");
  if (what == NULL)
    return TRUE;

  g_set_error (error, PTL_PROBE_DB_ERROR, PTL_PROBE_DB_ERROR_READ, "%s: %s", name, what);
  return FALSE;
}

PtlProbeFile *
ptl_probe_file_parse (GBytes *text,
                      const char *name,
                      PtlRuleLayer layer,
                      gboolean strict,
                      GError **error)
{
  g_autoptr (PtlProbeFile) self = NULL;

  if (!check_text (text, name, error))
    return NULL;

  self = g_new0 (PtlProbeFile, 1);
  self->name = g_strdup (name);
  self->layer = layer;
  self->text = skip_byte_order_mark (text);
  self->probes = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_probe_free);
  self->problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_rule_problem_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->services = g_string_chunk_new (4096);
  if (!read_lines (self, strict, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
ptl_probe_file_free (PtlProbeFile *self)
{
  g_ptr_array_unref (self->probes);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_hash_table_unref (self->names);
  g_string_chunk_free (self->services);
  g_bytes_unref (self->text);
  g_free (self->exclude);
  g_free (self->name);
  g_free (self);
}

PtlProbe *
ptl_probe_file_find (const PtlProbeFile *self, PtlProtocol protocol, const char *name)
{
  g_autofree char *key = make_key (protocol, name);

  return g_hash_table_lookup (self->names, key);
}
