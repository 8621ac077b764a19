/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* filter/filter-field.c: what a filter can ask for: the fields, by name. */
#include "filter/filter-field.h"

#include <string.h>

#define MAX_NAME     32 /* bytes: longer words are no slip of the fingers */
#define MAX_DISTANCE 2

static const char *const is_words[] = { "new", "unknown", "up", "down", NULL };
static const char *const has_words[] = { "tls",     "cert", "service",     "product",
                                         "version", "info", "hostname",    "os",
                                         "device",  "cpe",  "fingerprint", "rule",
                                         "name",    "mac",  "vendor",      "note",
                                         "tag",     NULL };
static const char *const protocols[] = { "tcp", "udp", NULL };
static const char *const states[] = { "open", "closed", "filtered", "open|filtered",
                                      NULL };
static const char *const outcomes[] = { "table",    "hard-match", "soft-match",
                                        "no-match", "tcpwrapped", "incomplete",
                                        "excluded", NULL };
static const char *const layers[] = { "system",  "shipped",  "user",
                                      "session", "database", NULL };

#define TEXT   PTL_FILTER_KIND_TEXT
#define WORD   PTL_FILTER_KIND_WORD
#define NUMBER PTL_FILTER_KIND_NUMBER
#define PORT   PTL_FILTER_LEVEL_PORT
#define HOST   PTL_FILTER_LEVEL_HOST

/* clang-format off */
static const PtlFilterFieldInfo infos[PTL_FILTER_N_FIELDS] = {
  [PTL_FILTER_FIELD_ANY] = { NULL, NULL, TEXT, PTL_FILTER_LEVEL_SESSION },
  [PTL_FILTER_FIELD_IS] = { "is", NULL, WORD, PTL_FILTER_LEVEL_HOST, is_words },
  [PTL_FILTER_FIELD_HAS] = { "has", NULL, WORD, PTL_FILTER_LEVEL_HOST, has_words },
  [PTL_FILTER_FIELD_SESSION] = { "session", NULL, TEXT, PTL_FILTER_LEVEL_SESSION },
  [PTL_FILTER_FIELD_STARTED] = { "started", "date", PTL_FILTER_KIND_PAST, PTL_FILTER_LEVEL_SESSION },
  [PTL_FILTER_FIELD_TAG] = { "tag", NULL, TEXT, PTL_FILTER_LEVEL_SESSION },
  [PTL_FILTER_FIELD_NOTE] = { "note", "notes", TEXT, PTL_FILTER_LEVEL_SESSION },
  [PTL_FILTER_FIELD_HOST] = { "host", "address", PTL_FILTER_KIND_HOST, HOST },
  [PTL_FILTER_FIELD_NAME] = { "name", NULL, TEXT, HOST },
  [PTL_FILTER_FIELD_MAC] = { "mac", NULL, TEXT, HOST },
  [PTL_FILTER_FIELD_VENDOR] = { "vendor", NULL, TEXT, HOST },
  [PTL_FILTER_FIELD_PORT] = { "port", NULL, NUMBER, PORT, NULL, 65535 },
  [PTL_FILTER_FIELD_PROTOCOL] = { "protocol", "proto", WORD, PORT, protocols },
  [PTL_FILTER_FIELD_STATE] = { "state", NULL, WORD, PORT, states },
  [PTL_FILTER_FIELD_REASON] = { "reason", NULL, TEXT, PORT },
  [PTL_FILTER_FIELD_SERVICE] = { "service", NULL, TEXT, PORT },
  [PTL_FILTER_FIELD_PRODUCT] = { "product", NULL, TEXT, PORT },
  [PTL_FILTER_FIELD_VERSION] = { "version", NULL, PTL_FILTER_KIND_VERSION, PORT },
  [PTL_FILTER_FIELD_INFO] = { "info", "extrainfo", TEXT, PORT },
  [PTL_FILTER_FIELD_HOSTNAME] = { "hostname", NULL, TEXT, PORT },
  [PTL_FILTER_FIELD_OS] = { "os", "ostype", TEXT, PORT },
  [PTL_FILTER_FIELD_DEVICE] = { "device", "devicetype", TEXT, PORT },
  [PTL_FILTER_FIELD_CPE] = { "cpe", NULL, TEXT, PORT },
  [PTL_FILTER_FIELD_OUTCOME] = { "outcome", NULL, WORD, PORT, outcomes },
  [PTL_FILTER_FIELD_LAYER] = { "layer", NULL, WORD, PORT, layers },
  [PTL_FILTER_FIELD_PROBE] = { "probe", NULL, TEXT, PORT },
  [PTL_FILTER_FIELD_BANNER] = { "banner", NULL, TEXT, PORT },
  [PTL_FILTER_FIELD_TLS_VERSION] = { "tls.version", NULL, PTL_FILTER_KIND_VERSION, PORT },
  [PTL_FILTER_FIELD_TLS_CIPHER] = { "tls.cipher", NULL, TEXT, PORT },
  [PTL_FILTER_FIELD_CERT_SUBJECT] = { "cert.subject", NULL, TEXT, PORT },
  [PTL_FILTER_FIELD_CERT_ISSUER] = { "cert.issuer", NULL, TEXT, PORT },
  [PTL_FILTER_FIELD_CERT_NAME] = { "cert.name", NULL, TEXT, PORT },
  [PTL_FILTER_FIELD_CERT_ISSUED] = { "cert.issued", NULL, PTL_FILTER_KIND_PAST, PORT },
  [PTL_FILTER_FIELD_CERT_EXPIRES] = { "cert.expires", NULL, PTL_FILTER_KIND_FUTURE, PORT },
  [PTL_FILTER_FIELD_CERT_BITS] = { "cert.bits", NULL, NUMBER, PORT, NULL, 1000000 },
  [PTL_FILTER_FIELD_CERT_SHA256] = { "cert.sha256", NULL, TEXT, PORT },
};
/* clang-format on */

const PtlFilterFieldInfo *
ptl_filter_field_get_info (PtlFilterField field)
{
  return &infos[field];
}

static gboolean
is_name (const char *name, const char *text, gsize len)
{
  return name != NULL && strlen (name) == len &&
         g_ascii_strncasecmp (name, text, len) == 0;
}

gboolean
ptl_filter_field_parse (const char *name, gsize len, PtlFilterField *field)
{
  for (guint i = 0; i < PTL_FILTER_N_FIELDS; i++)
    if (is_name (infos[i].name, name, len) || is_name (infos[i].other, name, len))
      {
        *field = (PtlFilterField) i;
        return TRUE;
      }

  return FALSE;
}

int
ptl_filter_field_find_word (PtlFilterField field, const char *word)
{
  const char *const *words = infos[field].words;

  for (int i = 0; words != NULL && words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], word) == 0)
      return i;

  return -1;
}

/* Returns: how many letters must be changed, added, taken away or swapped with the next
 * (the optimal string alignment distance) */
static guint
get_distance (const char *a, const char *b)
{
  gsize n = strlen (a);
  gsize m = strlen (b);
  guint rows[MAX_NAME + 1][MAX_NAME + 1];

  if (n > MAX_NAME || m > MAX_NAME)
    return G_MAXUINT;

  for (guint i = 0; i <= n; i++)
    for (guint j = 0; j <= m; j++)
      {
        gboolean same =
            i > 0 && j > 0 && g_ascii_tolower (a[i - 1]) == g_ascii_tolower (b[j - 1]);

        if (i == 0 || j == 0)
          {
            rows[i][j] = i + j;
            continue;
          }
        rows[i][j] = MIN (rows[i - 1][j], rows[i][j - 1]) + 1;
        rows[i][j] = MIN (rows[i][j], rows[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          rows[i][j] = MIN (rows[i][j], rows[i - 2][j - 2] + 1);
      }

  return rows[n][m];
}

/* Keeps in @best what is nearer to @text than it. */
static void
consider (const char *name, const char *text, const char **best, guint *distance)
{
  guint this_distance = name != NULL ? get_distance (name, text) : G_MAXUINT;

  if (this_distance < *distance && this_distance < strlen (name))
    {
      *best = name;
      *distance = this_distance;
    }
}

const char *
ptl_filter_field_suggest (const char *name)
{
  const char *best = NULL;
  guint distance = MAX_DISTANCE + 1;

  for (guint i = 0; i < PTL_FILTER_N_FIELDS; i++)
    {
      consider (infos[i].name, name, &best, &distance);
      consider (infos[i].other, name, &best, &distance);
    }

  return best;
}

const char *
ptl_filter_field_suggest_word (PtlFilterField field, const char *word)
{
  const char *best = NULL;
  guint distance = MAX_DISTANCE + 1;

  for (guint i = 0; infos[field].words != NULL && infos[field].words[i] != NULL; i++)
    consider (infos[field].words[i], word, &best, &distance);

  return best;
}
