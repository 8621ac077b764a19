/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/scan-arguments.h: what "portolan-cli scan" is asked to do. */
#pragma once

#include "cli/filter-option.h"
#include "cli/option.h"
#include "cli/output.h"
#include "model/scan-options.h"

G_BEGIN_DECLS

typedef struct
{
  PtlScanOptions *options;
  GPtrArray *outputs; /* PtlOutput */
  char *name;         /* (nullable) */
  char *store_path;   /* (nullable): the usual place */
  char *resume;       /* (nullable): the session to go on with */
  PtlFilterOption filter;
  gboolean no_save;
  gboolean progress; /* even where standard error is no terminal */

  char *format;       /* (nullable): for outputs whose name does not say one */
  gboolean names_tcp; /* a scan type was given */
  gboolean names_udp;
} PtlScanArguments;

extern const PtlOption ptl_scan_arguments_table[];

/* Returns: (transfer full) (nullable): NULL with an error that says which argument is
 * wrong */
PtlScanArguments *ptl_scan_arguments_parse (char **args, GError **error);
void ptl_scan_arguments_free (PtlScanArguments *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlScanArguments, ptl_scan_arguments_free)

G_END_DECLS
