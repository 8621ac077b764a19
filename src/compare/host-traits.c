/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/host-traits.c: by what a host is known again. */
#include "compare/host-traits.h"

#include <string.h>

#include "compare/script-diff.h"

/* How much each speaks for one host.  An address alone is enough, so that a host whose
 * services were replaced is compared with itself; another MAC address says that somebody
 * else answers there, unless all the rest is as it was. */
enum
{
  SAME_MAC = 100,
  SAME_SSH_KEY = 80,     /* copies of one image may have it, too */
  SAME_CERTIFICATE = 60, /* it may be on several machines behind one name */
  SAME_NAME = 40,
  SAME_ADDRESS = 50,  /* outweighs any two of the last three */
  SAME_SERVICES = 30, /* all of them; fewer count in proportion */
  OTHER_MAC = -80,
  OTHER_SSH_KEY = -40,     /* the system may have been installed anew */
  OTHER_CERTIFICATE = -10, /* it may have been renewed */
  OTHER_NAME = -5,
  OTHER_SERVICES = -10 /* not one in four is alike */
};

#define FEW_ALIKE    4
#define MAX_SSH_KEYS 16

static void
add_text (PtlHostTraits *self, const char *kind, const char *value)
{
  char *text;

  if (value == NULL || value[0] == '\0' || self->texts->len >= PTL_HOST_TRAITS_MAX)
    return;

  text = g_strconcat (kind, value, NULL);
  if (ptl_host_traits_has (self, text))
    g_free (text);
  else
    g_ptr_array_add (self->texts, text);
}

static void
add_lower (PtlHostTraits *self, const char *kind, const char *value)
{
  g_autofree char *lower = value != NULL ? g_ascii_strdown (value, -1) : NULL;

  if (lower != NULL && g_str_has_suffix (lower, "."))
    lower[strlen (lower) - 1] = '\0';
  add_text (self, kind, lower);
}

/* Lines of "BITS FINGERPRINT (TYPE)", the fingerprint in one of several notations. */
static void
add_ssh_keys (PtlHostTraits *self, const PtlResponse *response)
{
  gsize len;
  const char *data = g_bytes_get_data (response->received, &len);
  g_autofree char *text = g_strndup (data, len);
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_SSH_KEYS);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (lines[i]), " ", 3);

      if (g_strv_length (words) == 3 && g_ascii_isdigit (words[0][0]))
        add_text (self, PTL_TRAIT_SSH_KEY, words[1]);
    }
}

static void
add_script_traits (PtlHostTraits *self, GPtrArray *responses)
{
  for (guint i = 0; responses != NULL && i < responses->len; i++)
    if (g_strcmp0 (ptl_response_get_script (responses->pdata[i]),
                   PTL_SCRIPT_SSH_HOST_KEY) == 0)
      add_ssh_keys (self, responses->pdata[i]);
}

PtlHostTraits *
ptl_host_traits_new (PtlHost *host)
{
  PtlHostTraits *self = g_new0 (PtlHostTraits, 1);
  g_autofree char *address = ptl_address_to_string (&host->address);

  self->host = ptl_host_ref (host);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  add_text (self, PTL_TRAIT_ADDRESS, address);
  add_lower (self, PTL_TRAIT_MAC, host->info->mac);
  add_lower (self, PTL_TRAIT_NAME, host->info->hostname);
  add_lower (self, PTL_TRAIT_NAME, host->info->target);
  for (guint i = 0; i < host->ports->len; i++)
    {
      const PtlPort *port = host->ports->pdata[i];

      if (port->tls != NULL && port->tls->certificate != NULL)
        add_text (self, PTL_TRAIT_CERTIFICATE, port->tls->certificate->sha256);
      add_script_traits (self, port->responses);
    }

  return self;
}

void
ptl_host_traits_free (PtlHostTraits *self)
{
  ptl_host_unref (self->host);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

gboolean
ptl_host_traits_has (const PtlHostTraits *self, const char *text)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (strcmp (self->texts->pdata[i], text) == 0)
      return TRUE;

  return FALSE;
}

/* Whether both have a trait of this kind, and whether they share one. */
static void
compare_kind (const PtlHostTraits *a,
              const PtlHostTraits *b,
              const char *kind,
              gboolean *shared,
              gboolean *both)
{
  gboolean a_has = FALSE;
  gboolean b_has = FALSE;

  *shared = FALSE;
  for (guint i = 0; i < a->texts->len; i++)
    if (g_str_has_prefix (a->texts->pdata[i], kind))
      {
        a_has = TRUE;
        *shared |= ptl_host_traits_has (b, a->texts->pdata[i]);
      }
  for (guint i = 0; i < b->texts->len; i++)
    b_has |= g_str_has_prefix (b->texts->pdata[i], kind);
  *both = a_has && b_has;
}

static gboolean
is_same_service (const PtlPort *a, const PtlPort *b)
{
  const PtlService *x = a->service;
  const PtlService *y = b->service;

  if (x == NULL || y == NULL)
    return TRUE; /* both are open; nobody asked more */
  if (x->product != NULL && y->product != NULL)
    return strcmp (x->product, y->product) == 0;

  return g_strcmp0 (x->name, y->name) == 0;
}

static guint
skip_to_open (const PtlHost *host, guint i)
{
  while (i < host->ports->len &&
         ((const PtlPort *) host->ports->pdata[i])->state != PTL_PORT_STATE_OPEN)
    i++;
  return i;
}

static int
compare_numbers (const PtlPort *a, const PtlPort *b)
{
  if (a->protocol != b->protocol)
    return a->protocol < b->protocol ? -1 : 1;

  return (int) a->number - (int) b->number;
}

static void
count_services (const PtlHost *a, const PtlHost *b, guint *n_services, guint *n_alike)
{
  guint i = skip_to_open (a, 0);
  guint j = skip_to_open (b, 0);

  *n_services = 0;
  *n_alike = 0;
  while (i < a->ports->len || j < b->ports->len)
    {
      const PtlPort *x = i < a->ports->len ? a->ports->pdata[i] : NULL;
      const PtlPort *y = j < b->ports->len ? b->ports->pdata[j] : NULL;
      int order = x == NULL ? 1 : y == NULL ? -1 : compare_numbers (x, y);

      (*n_services)++;
      *n_alike += order == 0 && is_same_service (x, y);
      if (order <= 0)
        i = skip_to_open (a, i + 1);
      if (order >= 0)
        j = skip_to_open (b, j + 1);
    }
}

static int
score_kind (const PtlHostTraits *a,
            const PtlHostTraits *b,
            const char *kind,
            int same,
            int other,
            PtlIdentity if_same,
            PtlIdentity if_other,
            guint *identity)
{
  gboolean shared;
  gboolean both;

  compare_kind (a, b, kind, &shared, &both);
  if (shared)
    *identity |= if_same;
  else if (both)
    *identity |= if_other;
  return shared ? same : both ? other : 0;
}

static int
score_services (const PtlHost *a,
                const PtlHost *b,
                guint *identity,
                guint *n_services,
                guint *n_alike)
{
  count_services (a, b, n_services, n_alike);
  if (*n_alike > 0 && *n_alike * FEW_ALIKE >= *n_services)
    {
      *identity |= PTL_IDENTITY_SERVICES;
      return (int) (SAME_SERVICES * *n_alike / *n_services);
    }
  if (a->n_open == 0 || b->n_open == 0)
    return 0;

  *identity |= PTL_IDENTITY_NOT_SERVICES;
  return OTHER_SERVICES;
}

int
ptl_host_traits_score (const PtlHostTraits *a,
                       const PtlHostTraits *b,
                       guint *identity,
                       guint *n_services,
                       guint *n_alike)
{
  int score = 0;

  *identity = 0;
  score += score_kind (a, b, PTL_TRAIT_MAC, SAME_MAC, OTHER_MAC, PTL_IDENTITY_MAC,
                       PTL_IDENTITY_NOT_MAC, identity);
  score += score_kind (a, b, PTL_TRAIT_SSH_KEY, SAME_SSH_KEY, OTHER_SSH_KEY,
                       PTL_IDENTITY_SSH_KEY, PTL_IDENTITY_NOT_SSH_KEY, identity);
  score += score_kind (a, b, PTL_TRAIT_CERTIFICATE, SAME_CERTIFICATE, OTHER_CERTIFICATE,
                       PTL_IDENTITY_CERTIFICATE, PTL_IDENTITY_NOT_CERTIFICATE, identity);
  score += score_kind (a, b, PTL_TRAIT_NAME, SAME_NAME, OTHER_NAME, PTL_IDENTITY_NAME,
                       PTL_IDENTITY_NOT_NAME, identity);
  score += score_kind (a, b, PTL_TRAIT_ADDRESS, SAME_ADDRESS, 0, PTL_IDENTITY_ADDRESS, 0,
                       identity);
  score += score_services (a->host, b->host, identity, n_services, n_alike);
  return score;
}
