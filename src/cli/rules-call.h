/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/rules-call.h: the actions of "portolan-cli rules". */
#pragma once

#include "cli/command.h"

G_BEGIN_DECLS

#define PTL_RULES_MAX_FILE (64 * 1024 * 1024) /* more than any file of rules may have */

/* What the command line said. */
typedef struct
{
  GPtrArray *operands; /* without the action */
  gboolean strict;
  gboolean json;
  gboolean udp;
  gboolean explain;
  GPtrArray *sessions; /* names or ids */
  char *store_path;
  char *probe;
  char *host;
  guint port;
  guint level; /* G_MAXUINT: not given */
  char *service;
  char *product;
} PtlRulesCall;

PtlExit ptl_rules_check (const PtlRulesCall *call, GError **error);
PtlExit ptl_rules_test (const PtlRulesCall *call, GError **error);
PtlExit ptl_rules_draft (const PtlRulesCall *call, GError **error);

G_END_DECLS
