/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* model/service.h: the verdict on one port: which service, product and version, and why.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PTL_TUNNEL_NONE,
  PTL_TUNNEL_SSL
} PtlTunnel;

/* How the verdict came about (spec/version-detection.md 2.8). */
typedef enum
{
  PTL_SERVICE_OUTCOME_TABLE,      /* never asked: the port's registered name */
  PTL_SERVICE_OUTCOME_HARD_MATCH, /* a match rule */
  PTL_SERVICE_OUTCOME_SOFT_MATCH, /* only a soft match */
  PTL_SERVICE_OUTCOME_NO_MATCH,   /* every probe was tried */
  PTL_SERVICE_OUTCOME_TCPWRAPPED, /* accepts and closes without a word */
  PTL_SERVICE_OUTCOME_INCOMPLETE, /* connection trouble, a time limit or a stop came first
                                   */
  PTL_SERVICE_OUTCOME_EXCLUDED    /* on the Exclude list */
} PtlServiceOutcome;

/* Where the matching rule was looked up, seen from the probe that was sent. */
typedef enum
{
  PTL_MATCH_VIA_DIRECT,   /* in the probe's own list */
  PTL_MATCH_VIA_FALLBACK, /* in the list of a probe it falls back to */
  PTL_MATCH_VIA_NULL      /* in the NULL probe's list */
} PtlMatchVia;

/* Bytes [start, end) of the response; start is -1 for a group that took no part. */
typedef struct
{
  int start;
  int end;
} PtlCapture;

/* The rule behind a verdict. */
typedef struct
{
  char *layer; /* "system", "shipped", "user", "session" or "database" */
  char *file;
  guint line;    /* 1-based */
  char *pattern; /* the regular expression as written */
  char *probe;   /* whose list the rule stands in */
  PtlMatchVia via;
  guint response;   /* PtlResponse.sequence it matched on */
  GArray *captures; /* PtlCapture: the whole match, then the groups */
} PtlRuleRef;

/* Reference counted; immutable once handed on.  Strings are UTF-8 or plain ASCII, NULL
 * when absent. */
typedef struct
{
  char *name; /* NULL when nobody knows; without any "ssl/" */
  char *product;
  char *version;
  char *extra_info;
  char *hostname;
  char *os_type;
  char *device_type;
  GStrv cpes; /* (nullable): "cpe:/a:vendor:product:version" */
  PtlTunnel tunnel;
  PtlServiceOutcome outcome;
  PtlRuleRef *rule;  /* (nullable) */
  char *fingerprint; /* (nullable): SF-Port text, unwrapped */
  /* (nullable) (element-type PtlService): what later rules know besides from the same
   * answer: what stands behind a web server, say.  Each has a rule and no more of these.
   */
  GPtrArray *also;
} PtlService;

PtlService *ptl_service_new (PtlServiceOutcome outcome);
PtlService *ptl_service_ref (PtlService *self);
void ptl_service_unref (PtlService *self);

/* Returns: 3, 8 or 10 as Nmap says it (spec 2.8) */
guint ptl_service_get_confidence (const PtlService *self);

/* Returns: (transfer none): "probed" or "table" */
const char *ptl_service_get_method (const PtlService *self);

/**
 * ptl_service_get_display_name:
 *
 * Returns: (transfer full): what the SERVICE column shows: "ssl/http", "ftp?", "unknown"
 */
char *ptl_service_get_display_name (const PtlService *self);

/* Takes @further, which is put behind what the service has already. */
void ptl_service_add_also (PtlService *self, PtlService *further);

/* Returns: (transfer full): "product version (extra info)" as far as known, else "" */
char *ptl_service_get_version_text (const PtlService *self);

/* Returns: (transfer full): what one of PtlService.also says, in a few words: "PHP 8.2.7"
 */
char *ptl_service_get_also_text (const PtlService *also);

PtlRuleRef *ptl_rule_ref_new (void);
void ptl_rule_ref_free (PtlRuleRef *self);

/* Names for files and the store; the parsers return FALSE for a name they do not know. */
const char *ptl_service_outcome_to_string (PtlServiceOutcome outcome);
gboolean ptl_service_outcome_parse (const char *text, PtlServiceOutcome *outcome);
const char *ptl_match_via_to_string (PtlMatchVia via);
gboolean ptl_match_via_parse (const char *text, PtlMatchVia *via);
const char *ptl_tunnel_to_string (PtlTunnel tunnel); /* "none", "ssl" */
gboolean ptl_tunnel_parse (const char *text, PtlTunnel *tunnel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlService, ptl_service_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlRuleRef, ptl_rule_ref_free)

G_END_DECLS
