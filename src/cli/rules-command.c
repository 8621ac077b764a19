/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/rules-command.c: files of rules: checked, tried on stored answers, drafted. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/rules-call.h"
#include "rules/rule-draft.h"

#define NO_LEVEL G_MAXUINT

/* clang-format off */
static const PtlOption options[] = {
  { "--strict", NULL, N_("check: demand what rules for everybody need: examples, cost, names"), PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (PtlRulesCall, strict) },
  { "--session", "SESSION", N_("test: only on the answers of this one (repeatable); draft: from its answers"), PTL_OPTION_LIST, .offset = G_STRUCT_OFFSET (PtlRulesCall, sessions) },
  { "--host", "ADDRESS", N_("draft: from what this host of the session answered"), PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (PtlRulesCall, host) },
  { "--port", "N", N_("draft: from what this port answered"), PTL_OPTION_NUMBER, .offset = G_STRUCT_OFFSET (PtlRulesCall, port), .min = 1, .max = 65535 },
  { "--probe", "NAME", N_("the probe that was answered (default: the first that was)"), PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (PtlRulesCall, probe) },
  { "--udp", NULL, N_("the answers of the files came by UDP"), PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (PtlRulesCall, udp) },
  { "--level", "N", N_("draft: from 0, literal, to 3, loose (default: 2, or what claims no other product)"), PTL_OPTION_NUMBER, .offset = G_STRUCT_OFFSET (PtlRulesCall, level), .min = 0, .max = PTL_N_DRAFT_LEVELS - 1 },
  { "--service", "NAME", N_("draft: the name of the service"), PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (PtlRulesCall, service) },
  { "--product", "NAME", N_("draft: the name of the product"), PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (PtlRulesCall, product) },
  { "--explain", NULL, N_("draft: say of each part of the pattern why it is so"), PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (PtlRulesCall, explain) },
  { "--json", NULL, N_("test: one JSON object a line"), PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (PtlRulesCall, json) },
  { "--store", "FILE", N_("use this file of sessions"), PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (PtlRulesCall, store_path) },
  { NULL },
};

static const struct
{
  const char *name;
  const char *expected; /* what is missing without operands; NULL: nothing */
  PtlExit (*run) (const PtlRulesCall *call, GError **error);
} actions[] = {
  { "check", N_("rules check: expected one file or more"), ptl_rules_check },
  { "test", N_("rules test: expected a file of rules"), ptl_rules_test },
  { "draft", NULL, ptl_rules_draft },
};
/* clang-format on */

static PtlExit
run_action (PtlRulesCall *call, GError **error)
{
  g_autofree char *name = NULL;

  if (call->operands->len == 0)
    {
      g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                   _ ("rules: expected an action, check, test or draft"));
      return PTL_EXIT_USAGE;
    }

  name = g_ptr_array_steal_index (call->operands, 0);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (strcmp (actions[i].name, name) != 0)
        continue;
      if (actions[i].expected == NULL || call->operands->len > 0)
        return actions[i].run (call, error);

      g_set_error_literal (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                           _ (actions[i].expected));
      return PTL_EXIT_USAGE;
    }

  g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
               _ ("rules %s: there is no such action, only check, test and draft"), name);
  return PTL_EXIT_USAGE;
}

static PtlExit
run (char **args, GError **error)
{
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func (g_free);
  PtlRulesCall call = { operands, .sessions = sessions, .level = NO_LEVEL };
  PtlExit status = PTL_EXIT_USAGE;

  if (ptl_option_parse (options, &call, &call, args, operands, error))
    status = run_action (&call, error);

  g_free (call.store_path);
  g_free (call.probe);
  g_free (call.host);
  g_free (call.service);
  g_free (call.product);
  return status;
}

const PtlCommand ptl_rules_command = {
  "rules",
  N_ ("check [--strict] FILE...\ntest [--session SESSION]... FILE [RESPONSE...]\n"
      "draft [OPTION...] RESPONSE...\ndraft [OPTION...] --session SESSION"),
  N_ ("check files of rules, try them on stored answers, or draft a rule"),
  options,
  run,
};
