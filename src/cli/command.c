/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/command.c: the subcommands of portolan-cli, help, and what is not there yet. */
#include "cli/command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/console.h"
#include "config.h"

G_DEFINE_QUARK (ptl_command_error_quark, ptl_command_error)

static const PtlCommand *const commands[] = {
  &ptl_scan_command,       &ptl_sessions_command,    &ptl_merge_command,
  &ptl_compare_command,    &ptl_pins_command,        &ptl_match_command,
  &ptl_reidentify_command, &ptl_fingerprint_command, &ptl_rules_command,
};

static const PtlCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i]->name, name) == 0)
      return commands[i];

  return NULL;
}

static char *
get_general_help (void)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, _ ("Usage: %s COMMAND [OPTION...] [ARGUMENT...]\n"),
                          PTL_CONSOLE_PROGRAM);
  g_string_append_printf (out, "\n%s\n", _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (out, "  %-12s %s\n", commands[i]->name,
                            _ (commands[i]->summary));
  g_string_append_printf (out, "\n");
  g_string_append_printf (out, _ ("“%s help COMMAND” says more.\n"), PTL_CONSOLE_PROGRAM);
  return g_string_free (out, FALSE);
}

static char *
get_help (const PtlCommand *command)
{
  GString *out = g_string_new (NULL);
  g_auto (GStrv) forms = g_strsplit (_ (command->synopsis), "\n", -1);

  for (guint i = 0; forms[i] != NULL; i++)
    g_string_append_printf (out, "%s %s %s %s\n", i == 0 ? _ ("Usage:") : _ ("   or:"),
                            PTL_CONSOLE_PROGRAM, command->name, forms[i]);
  if (command->options != NULL)
    {
      g_autofree char *options = ptl_option_get_help (command->options);

      g_string_append_printf (out, "\n%s\n%s", _ ("Options:"), options);
    }

  return g_string_free (out, FALSE);
}

static PtlExit
print_help (const PtlCommand *command, GError **error)
{
  g_autofree char *text = command != NULL ? get_help (command) : get_general_help ();

  return ptl_console_print (text, error) ? PTL_EXIT_DONE : PTL_EXIT_USAGE;
}

static PtlExit
run_help (char **args, GError **error)
{
  const PtlCommand *command;

  if (args[0] == NULL)
    return print_help (NULL, error);

  command = find_command (args[0]);
  if (command != NULL)
    return print_help (command, error);

  g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
               _ ("there is no command “%s”"), args[0]);
  return PTL_EXIT_USAGE;
}

/* Whether help is asked for among the options of a command. */
static gboolean
wants_help (char **args)
{
  for (; *args != NULL && strcmp (*args, "--") != 0; args++)
    if (strcmp (*args, "--help") == 0 || strcmp (*args, "-h") == 0)
      return TRUE;

  return FALSE;
}

static PtlExit
run (char **args, GError **error)
{
  const PtlCommand *command = find_command (args[0]);

  if (strcmp (args[0], "help") == 0)
    return run_help (args + 1, error);
  if (strcmp (args[0], "--help") == 0 || strcmp (args[0], "-h") == 0)
    return print_help (NULL, error);
  if (strcmp (args[0], "--version") == 0)
    return ptl_console_print (PTL_CONSOLE_PROGRAM " " PTL_VERSION "\n", error)
               ? PTL_EXIT_DONE
               : PTL_EXIT_USAGE;

  if (command != NULL)
    return wants_help (args + 1) ? print_help (command, error)
                                 : command->run (args + 1, error);

  g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
               _ ("there is no command “%s”; see “%s --help”"), args[0],
               PTL_CONSOLE_PROGRAM);
  return PTL_EXIT_USAGE;
}

PtlExit
ptl_command_main (char **args)
{
  g_autoptr (GError) error = NULL;
  PtlExit status;

  if (args[0] == NULL)
    {
      g_autofree char *help = get_general_help ();

      g_printerr ("%s", help);
      return PTL_EXIT_USAGE;
    }

  status = run (args, &error);
  if (error == NULL)
    return status;

  ptl_console_complain_of (error);
  return status == PTL_EXIT_DONE ? PTL_EXIT_USAGE : status;
}
