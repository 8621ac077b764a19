/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/pins-command.c: which host is which, for comparisons. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"
#include "cli/command.h"
#include "cli/console.h"
#include "runner/compare-settings.h"

static PtlExit
list (GPtrArray *pins, GError **error)
{
  g_autofree char *text = ptl_pins_to_string (pins);
  g_autofree char *shown =
      ptl_display_text (text, strlen (text), strlen (text) + 4, TRUE);

  return ptl_console_print (shown, error) ? PTL_EXIT_DONE : PTL_EXIT_USAGE;
}

/* Returns: whether there was one about the same two hosts */
static gboolean
take_away (GPtrArray *pins, const PtlPin *pin)
{
  gboolean found = FALSE;

  for (guint i = pins->len; i-- > 0;)
    if (ptl_pin_is_about_same (pins->pdata[i], pin))
      {
        g_ptr_array_remove_index (pins, i);
        found = TRUE;
      }

  return found;
}

static gboolean
change (GPtrArray *pins, const char *action, char **hosts, GError **error)
{
  g_autoptr (PtlPin) pin =
      ptl_pin_new (strcmp (action, "same") == 0, hosts[0], hosts[1], error);
  gboolean found;

  if (pin == NULL)
    return FALSE;

  found = take_away (pins, pin);
  if (strcmp (action, "remove") != 0)
    {
      g_ptr_array_add (pins, g_steal_pointer (&pin));
      return TRUE;
    }

  if (!found)
    g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                 _ ("pins remove: there is none about “%s” and “%s”"), hosts[0],
                 hosts[1]);
  return found;
}

static PtlExit
run (char **args, GError **error)
{
  static const PtlOption no_options[] = { { NULL } };
  static const char *const actions[] = { "same", "different", "remove", NULL };
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) pins = NULL;
  const char *action;

  if (!ptl_option_parse (no_options, NULL, NULL, args, operands, error))
    return PTL_EXIT_USAGE;

  action = operands->len > 0 ? operands->pdata[0] : "list";
  pins = ptl_compare_settings_load_pins (error);
  if (pins == NULL)
    return PTL_EXIT_USAGE;
  if (strcmp (action, "list") == 0 && operands->len <= 1)
    return list (pins, error);

  if (!g_strv_contains (actions, action) || operands->len != 3)
    {
      g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                   _ ("pins: expected list, or same, different or remove and two hosts"));
      return PTL_EXIT_USAGE;
    }

  return change (pins, action, (char **) operands->pdata + 1, error) &&
                 ptl_compare_settings_save_pins (pins, error)
             ? PTL_EXIT_DONE
             : PTL_EXIT_USAGE;
}

const PtlCommand ptl_pins_command = {
  "pins",
  N_ ("[list]\nsame HOST HOST\ndifferent HOST HOST\nremove HOST HOST"),
  N_ ("say which host is which when scans are compared"),
  NULL,
  run,
};
