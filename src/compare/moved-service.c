/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/moved-service.c: a service that went from one port of a host to another. */
#include "compare/moved-service.h"

#include "compare/service-diff.h"

/* What tells one service from another.  Returns: (transfer full) (nullable): NULL if this
 * is not known of the port */
typedef char *(*KeyFunc) (const PtlPort *port);

typedef struct
{
  guint n[2];     /* ports gone, new ports */
  guint where[2]; /* the last of each, in the array of changes */
} Candidates;

static char *
get_certificate_key (const PtlPort *port)
{
  if (port->tls == NULL || port->tls->certificate == NULL)
    return NULL;

  return g_strdup_printf ("%s %s", port->tls->certificate->sha256,
                          port->service != NULL ? port->service->name : NULL);
}

static char *
get_version_key (const PtlPort *port)
{
  const PtlService *service = port->service;

  if (service == NULL || service->product == NULL || service->version == NULL)
    return NULL;

  return g_strjoin ("\n", service->name != NULL ? service->name : "", service->product,
                    service->version, NULL);
}

static char *
get_product_key (const PtlPort *port)
{
  const PtlService *service = port->service;

  if (service == NULL || service->product == NULL)
    return NULL;

  return g_strjoin ("\n", service->name != NULL ? service->name : "", service->product,
                    NULL);
}

/* The first answer of a service that nobody could name. */
static char *
get_banner_key (const PtlPort *port)
{
  const PtlResponse *response = ptl_response_find (port->responses, 0);
  g_autofree char *hash = NULL;

  if (response == NULL || response->received == NULL ||
      g_bytes_get_size (response->received) == 0)
    return NULL;

  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, response->received);
  return g_strdup_printf ("%s %s", response->probe, hash);
}

static Candidates *
ensure_candidates (GHashTable *by_key, char *key)
{
  Candidates *candidates = g_hash_table_lookup (by_key, key);

  if (candidates != NULL)
    {
      g_free (key);
      return candidates;
    }

  candidates = g_new0 (Candidates, 1);
  g_hash_table_insert (by_key, key, candidates);
  return candidates;
}

/* Returns: 0 for a port gone, 1 for a new one, 2 for neither */
static guint
get_role (const PtlPortChange *port)
{
  if (port->ports != NULL)
    return 2;
  if (port->kind == PTL_CHANGE_GONE && port->sides[0].port != NULL)
    return 0;

  return port->kind == PTL_CHANGE_NEW && port->sides[1].port != NULL ? 1 : 2;
}

/* Returns: (transfer full): key to Candidates */
static GHashTable *
group_by_key (GPtrArray *ports, KeyFunc get_key)
{
  GHashTable *by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < ports->len; i++)
    {
      const PtlPortChange *port = ports->pdata[i];
      guint role = get_role (port);
      g_autofree char *key = role < 2 ? get_key (port->sides[role].port) : NULL;
      Candidates *candidates;

      if (key == NULL)
        continue;
      candidates =
          ensure_candidates (by_key, g_strdup_printf ("%d %s", port->protocol, key));
      candidates->n[role]++;
      candidates->where[role] = i;
    }

  return by_key;
}

/* The port that was opened takes in the one that was closed. */
static void
join (PtlPortChange *gone, PtlPortChange *added)
{
  g_autofree char *before = g_strdup_printf ("%u", gone->number[0]);
  g_autofree char *after = g_strdup_printf ("%u", added->number[1]);
  const PtlPortSide nothing = { FALSE, PTL_PORT_STATE_CLOSED, PTL_REASON_UNKNOWN, NULL };

  g_clear_pointer (&added->sides[0].port, ptl_port_unref); /* closed then */
  ptl_port_change_set_side (added, 0, &gone->sides[0]);
  g_clear_pointer (&gone->sides[0].port, ptl_port_unref);
  gone->sides[0] = nothing;
  gone->kind = PTL_CHANGE_SAME; /* to be taken away */

  added->kind = PTL_CHANGE_MOVED;
  added->number[0] = gone->number[0];
  g_ptr_array_set_size (added->fields, 0);
  g_ptr_array_add (added->fields, ptl_field_change_new (
                                      PTL_FIELD_PORT, PTL_LEVEL_EXPOSURE, before, after));
  ptl_service_diff_append (added->fields, added->sides[0].port, added->sides[1].port);
}

/* Returns: whether any two were joined */
static gboolean
join_by (GPtrArray *ports, KeyFunc get_key)
{
  g_autoptr (GHashTable) by_key = group_by_key (ports, get_key);
  gboolean joined = FALSE;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, by_key);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Candidates *candidates = value;
      PtlPortChange *gone = ports->pdata[candidates->where[0]];
      PtlPortChange *added = ports->pdata[candidates->where[1]];

      if (candidates->n[0] != 1 || candidates->n[1] != 1)
        continue;
      join (gone, added);
      joined = TRUE;
    }

  return joined;
}

static void
drop_joined (GPtrArray *ports)
{
  guint kept = 0;

  for (guint i = 0; i < ports->len; i++)
    {
      PtlPortChange *port = ports->pdata[i];

      if (port->kind == PTL_CHANGE_SAME && !port->sides[0].covered)
        continue;
      ports->pdata[i] = ports->pdata[kept];
      ports->pdata[kept++] = port;
    }

  g_ptr_array_set_size (ports, (int) kept);
}

static gboolean
has_both (GPtrArray *ports)
{
  gboolean has[3] = { FALSE, FALSE, FALSE };

  for (guint i = 0; i < ports->len; i++)
    has[get_role (ports->pdata[i])] = TRUE;

  return has[0] && has[1];
}

void
ptl_moved_service_join (GPtrArray *ports)
{
  static const KeyFunc keys[] = { get_certificate_key, get_version_key, get_product_key,
                                  get_banner_key };
  gboolean joined = FALSE;

  if (!has_both (ports))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    joined |= join_by (ports, keys[i]);
  if (joined)
    drop_joined (ports);
}
