/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/match-command.c: which rule claims the bytes of a response, and why. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/match-text.h"
#include "formats/service-json.h"
#include "runner/rule-layers.h"

#define MAX_FILE (16 * 1024 * 1024)

typedef struct
{
  GPtrArray *databases;
  GPtrArray *rules;
  char *probe; /* (nullable): name; NULL: every probe */
  gboolean udp;
  gboolean all;
  gboolean json;
} Call;

/* clang-format off */
static const PtlOption options[] = {
  { "--database", "FILE", N_("use this probe file only (repeatable)"), PTL_OPTION_LIST, .offset = G_STRUCT_OFFSET (Call, databases) },
  { "--rules", "FILE", N_("add a file of rules (repeatable)"), PTL_OPTION_LIST, .offset = G_STRUCT_OFFSET (Call, rules) },
  { "--probe", "NAME", N_("the probe that was answered (default: try them all)"), PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (Call, probe) },
  { "--udp", NULL, N_("the answer came by UDP"), PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (Call, udp) },
  { "--all", NULL, N_("every rule that matches, in the order of trying"), PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (Call, all) },
  { "--json", NULL, N_("one JSON object a line"), PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (Call, json) },
  { NULL },
};
/* clang-format on */

/* Returns: (transfer container) (nullable): the probes whose rules are to be tried */
static GPtrArray *
get_probes (PtlProbeDb *db, const Call *call, GError **error)
{
  g_autoptr (GPtrArray) probes = g_ptr_array_new ();
  PtlProtocol protocol = call->udp ? PTL_PROTOCOL_UDP : PTL_PROTOCOL_TCP;
  const PtlProbe *null_probe = ptl_probe_db_get_null_probe (db);

  if (call->probe != NULL)
    {
      const PtlProbe *probe = ptl_probe_db_find_probe (db, protocol, call->probe);

      if (probe == NULL)
        {
          g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                       _ ("there is no %s probe “%s”"), ptl_protocol_to_string (protocol),
                       call->probe);
          return NULL;
        }
      g_ptr_array_add (probes, (gpointer) probe);
      return g_steal_pointer (&probes);
    }

  if (null_probe != NULL && !call->udp)
    g_ptr_array_add (probes, (gpointer) null_probe);
  for (guint i = 0; i < ptl_probe_db_get_n_probes (db); i++)
    {
      const PtlProbe *probe = ptl_probe_db_get_probe (db, i);

      if (ptl_probe_get_protocol (probe) == protocol)
        g_ptr_array_add (probes, (gpointer) probe);
    }

  return g_steal_pointer (&probes);
}

static gboolean
is_same_rule (const PtlMatch *a, const PtlMatch *b)
{
  return a->service->rule->line == b->service->rule->line &&
         strcmp (a->service->rule->file, b->service->rule->file) == 0;
}

/* Adds @match unless its rule is there already, from another probe's fallback. */
static void
add_match (GPtrArray *matches, PtlMatch *match)
{
  for (guint i = 0; i < matches->len; i++)
    if (is_same_rule (matches->pdata[i], match))
      {
        ptl_match_free (match);
        return;
      }

  g_ptr_array_add (matches, match);
}

static GPtrArray *
find_all (PtlProbeDb *db, GPtrArray *probes, const guint8 *data, gsize len)
{
  GPtrArray *matches = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_match_free);

  for (guint i = 0; i < probes->len; i++)
    {
      g_autoptr (GPtrArray) found =
          ptl_match_response_all (db, probes->pdata[i], data, len);

      while (found->len > 0)
        add_match (matches, g_ptr_array_steal_index (found, 0));
    }

  return matches;
}

/* The verdict: the first hard match, else the first soft one. */
static GPtrArray *
find_first (PtlProbeDb *db, GPtrArray *probes, const guint8 *data, gsize len)
{
  GPtrArray *matches = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_match_free);

  for (guint i = 0; i < probes->len; i++)
    {
      g_autoptr (PtlMatch) match =
          ptl_match_response (db, probes->pdata[i], data, len, FALSE);

      if (match == NULL || (match->soft && matches->len > 0))
        continue;
      g_ptr_array_set_size (matches, 0);
      g_ptr_array_add (matches, g_steal_pointer (&match));
      if (!((PtlMatch *) matches->pdata[0])->soft)
        break;
    }

  return matches;
}

static char *
describe (GPtrArray *matches, gboolean json)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < matches->len; i++)
    {
      const PtlMatch *match = matches->pdata[i];
      g_autofree char *line = json ? ptl_service_to_json (match->service) : NULL;

      if (json)
        g_string_append_printf (out, "%s\n", line);
      else
        ptl_match_text_append (out, match);
    }

  return g_string_free (out, FALSE);
}

static PtlExit
match_file (const Call *call, const char *path, GError **error)
{
  g_autofree char *response = NULL;
  g_autoptr (PtlProbeDb) db = NULL;
  g_autoptr (GPtrArray) probes = NULL;
  g_autoptr (GPtrArray) matches = NULL;
  g_autofree char *text = NULL;
  const guint8 *data;
  gsize len;

  if (!ptl_file_read (path, MAX_FILE, &response, &len, error))
    return PTL_EXIT_USAGE;
  db = ptl_rule_layers_load (call->databases, call->rules, error);
  if (db == NULL)
    return PTL_EXIT_USAGE;
  probes = get_probes (db, call, error);
  if (probes == NULL)
    return PTL_EXIT_USAGE;

  data = (const guint8 *) response;
  len = MIN (len, PTL_RESPONSE_MAX_KEPT); /* what a scan would keep of it */
  matches =
      call->all ? find_all (db, probes, data, len) : find_first (db, probes, data, len);
  text = describe (matches, call->json);
  if (!ptl_console_print (text, error))
    return PTL_EXIT_USAGE;

  return matches->len > 0 ? PTL_EXIT_DONE : PTL_EXIT_FINDINGS;
}

static PtlExit
run (char **args, GError **error)
{
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func (g_free);
  Call call = { g_ptr_array_new_with_free_func (g_free),
                g_ptr_array_new_with_free_func (g_free) };
  PtlExit status = PTL_EXIT_USAGE;

  if (ptl_option_parse (options, &call, &call, args, operands, error))
    {
      if (operands->len == 1)
        status = match_file (&call, operands->pdata[0], error);
      else
        g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                     _ ("match: expected one file, or - for standard input"));
    }

  g_ptr_array_unref (call.databases);
  g_ptr_array_unref (call.rules);
  g_free (call.probe);
  return status;
}

const PtlCommand ptl_match_command = {
  "match",
  N_ ("[OPTION...] FILE|-"),
  N_ ("say which rule claims the bytes of a response"),
  options,
  run,
};
