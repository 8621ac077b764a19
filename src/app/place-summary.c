/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/place-summary.c: where else the replies of a fingerprint were seen, in words. */
#include "app/place-summary.h"

#include <glib/gi18n-lib.h>

#include "base/display.h"
#include "store/store-places.h"

#define MAX_NAMES 3 /* of different services, said of one reply */

/* What was found of one reply. */
typedef struct
{
  guint n_places;
  GHashTable *hosts; /* addresses as text */
  GHashTable *sessions;
  GHashTable *names; /* char * to how often: of services that a rule knows */
} Tally;

static gboolean
is_own (const PtlFingerprintSubject *subject, const PtlPlace *place, const char *address)
{
  return place->session_id == subject->session_id &&
         place->port == subject->print->port &&
         place->protocol == subject->print->protocol &&
         g_strcmp0 (address, subject->address) == 0;
}

static void
count_name (Tally *tally, const PtlPlace *place)
{
  g_autofree char *product = ptl_display_line (place->product);
  g_autofree char *version = ptl_display_line (place->version);
  g_autofree char *service = ptl_display_line (place->name);
  char *name = g_strstrip (g_strdup_printf ("%s %s %s", service, product, version));
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (tally->names, name));

  g_hash_table_replace (tally->names, name, GUINT_TO_POINTER (n + 1));
}

static void
count (Tally *tally, const PtlFingerprintSubject *subject, GPtrArray *places, guint reply)
{
  for (guint i = 0; i < places->len; i++)
    {
      const PtlPlace *place = places->pdata[i];
      g_autofree char *address = ptl_address_to_string (&place->address);

      if (place->reply != reply || is_own (subject, place, address))
        continue;
      tally->n_places++;
      g_hash_table_add (tally->hosts, g_steal_pointer (&address));
      g_hash_table_add (tally->sessions, g_memdup2 (&place->session_id, sizeof (gint64)));
      if (place->is_named)
        count_name (tally, place);
    }
}

static void
append_names (GString *text, GHashTable *names)
{
  GHashTableIter iter;
  gpointer name;
  gpointer n;
  guint n_told = 0;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, &n) && n_told < MAX_NAMES)
    {
      g_string_append_printf (text, "%s“%s” (%u)", n_told > 0 ? ", " : "",
                              (const char *) name, GPOINTER_TO_UINT (n));
      n_told++;
    }
  if (g_hash_table_size (names) > n_told)
    g_string_append (text, "…");
}

static void
append_tally (GString *text, const Tally *tally, const char *probe)
{
  guint n_hosts = g_hash_table_size (tally->hosts);
  guint n_sessions = g_hash_table_size (tally->sessions);
  g_autofree char *ports = g_strdup_printf (
      ngettext ("%u other port", "%u other ports", tally->n_places), tally->n_places);
  g_autofree char *hosts =
      g_strdup_printf (ngettext ("%u host", "%u hosts", n_hosts), n_hosts);
  g_autofree char *sessions =
      g_strdup_printf (ngettext ("%u session", "%u sessions", n_sessions), n_sessions);

  /* Translators: "…to NULL was seen at 40 other ports, on 38 hosts, in 3 sessions; " */
  g_string_append_printf (text, _ ("The same reply to %s was seen at %s, on %s, in %s; "),
                          probe, ports, hosts, sessions);
  if (g_hash_table_size (tally->names) == 0)
    g_string_append (text, _ ("none of them is recognised."));
  else
    {
      g_string_append (text, _ ("recognised there: "));
      append_names (text, tally->names);
      g_string_append_c (text, '.');
    }
}

static void
append_reply (GString *text,
              const PtlFingerprintSubject *subject,
              GPtrArray *places,
              guint asked,
              guint reply)
{
  const PtlFingerprintReply *of = subject->print->replies->pdata[reply];
  g_autofree char *probe = ptl_display_line (of->probe);
  g_autoptr (GHashTable) hosts =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) sessions =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) names =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Tally tally = { 0, hosts, sessions, names };

  count (&tally, subject, places, asked);
  if (tally.n_places == 0)
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  append_tally (text, &tally, probe);
}

char *
ptl_place_summary_describe (const PtlFingerprintSubject *subject,
                            GPtrArray *places,
                            GArray *asked)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < asked->len; i++)
    append_reply (text, subject, places, i, g_array_index (asked, guint, i));
  if (text->len == 0)
    g_string_append (text, _ ("No other port in any session gave one of these replies."));
  return g_string_free (text, FALSE);
}
