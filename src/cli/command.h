/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/command.h: the subcommands of portolan-cli. */
#pragma once

#include "cli/option.h"

G_BEGIN_DECLS

/* DESIGN 4.1: what the program's exit status says. */
typedef enum
{
  PTL_EXIT_DONE = 0,
  PTL_EXIT_FINDINGS = 1,     /* differences, faults in rules, no match */
  PTL_EXIT_USAGE = 2,        /* bad usage or bad input */
  PTL_EXIT_EARLY = 3,        /* the scan ended early, its results are saved */
  PTL_EXIT_INTERRUPTED = 130 /* likewise, by a signal */
} PtlExit;

typedef struct
{
  const char *name;
  const char *synopsis; /* what follows the name; several lines if it has several forms */
  const char *summary;  /* one line for the list of commands */
  const PtlOption *options; /* (nullable) */
  /* @args: (array zero-terminated=1): what follows the name.  An error is printed by the
   * caller and means %PTL_EXIT_USAGE unless another status than %PTL_EXIT_DONE comes with
   * it. */
  PtlExit (*run) (char **args, GError **error);
} PtlCommand;

extern const PtlCommand ptl_compare_command;
extern const PtlCommand ptl_fingerprint_command;
extern const PtlCommand ptl_match_command;
extern const PtlCommand ptl_pins_command;
extern const PtlCommand ptl_merge_command;
extern const PtlCommand ptl_reidentify_command;
extern const PtlCommand ptl_rules_command;
extern const PtlCommand ptl_scan_command;
extern const PtlCommand ptl_sessions_command;

#define PTL_COMMAND_ERROR (ptl_command_error_quark ())

typedef enum
{
  PTL_COMMAND_ERROR_USAGE
} PtlCommandError;

GQuark ptl_command_error_quark (void);

/**
 * ptl_command_main:
 * @args: (array zero-terminated=1): the command line without the program's name
 *
 * Returns: the exit status
 */
PtlExit ptl_command_main (char **args);

G_END_DECLS
