/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/service-names.c: registered names of ports and how often each is found open. */
#include "scan/service-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/file.h"
#include "base/lines.h"

#define MAX_FILE_BYTES  (16 * 1024 * 1024)
#define MAX_NAME_LENGTH 127
#define NO_NAME         "unknown" /* a port that is often open but nobody's */

typedef struct
{
  const char *name; /* in the string chunk */
  double frequency;
  guint16 port;
} Entry;

struct _PtlServiceNames
{
  GStringChunk *strings;
  GArray *entries[PTL_N_PROTOCOLS]; /* Entry, by port, each port once */
  GArray *by_rank[PTL_N_PROTOCOLS]; /* guint16, the most frequent port first */
};

G_DEFINE_QUARK (ptl_service_names_error, ptl_service_names_error)

static PtlServiceNames *
new_empty (void)
{
  PtlServiceNames *self = g_atomic_rc_box_new0 (PtlServiceNames);

  self->strings = g_string_chunk_new (4096);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    {
      self->entries[i] = g_array_new (FALSE, FALSE, sizeof (Entry));
      self->by_rank[i] = g_array_new (FALSE, FALSE, sizeof (guint16));
    }

  return self;
}

PtlServiceNames *
ptl_service_names_ref (PtlServiceNames *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlServiceNames *self = data;

  g_string_chunk_free (self->strings);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    {
      g_array_unref (self->entries[i]);
      g_array_unref (self->by_rank[i]);
    }
}

void
ptl_service_names_unref (PtlServiceNames *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static const char *
find_blank (const char *pos)
{
  return pos + strcspn (pos, " \t");
}

/* Returns: 0 for what is no number: an alias, a comment, the end of the line */
static double
parse_frequency (const char *token)
{
  g_autofree char *text = g_strndup (token, (gsize) (find_blank (token) - token));
  char *end;
  double value = g_ascii_strtod (text, &end);
  double divisor = 1.0;

  if (!g_ascii_isdigit (text[0]))
    return 0.0;
  if (*end == '/' && g_ascii_isdigit (end[1]))
    divisor = g_ascii_strtod (end + 1, &end);
  if (*end != '\0' || divisor <= 0.0)
    return 0.0;

  return CLAMP (value / divisor, 0.0, 1.0);
}

/* Returns: NULL, or what is wrong at @pos, which moves along the line */
static const char *
parse_line (const char **pos, gpointer user_data)
{
  PtlServiceNames *self = user_data;
  const char *name = *pos;
  const char *end = find_blank (name);
  g_autofree char *protocol_name = NULL;
  PtlProtocol protocol;
  Entry entry = { 0 };
  guint number = 0;

  for (; *pos < end; (*pos)++)
    if (!g_ascii_isgraph (**pos))
      return _ ("a service name is printable ASCII");
  if (end - name > MAX_NAME_LENGTH)
    return _ ("a service name has at most 127 characters");

  *pos = ptl_lines_skip_blanks (end);
  if (!g_ascii_isdigit (**pos))
    return _ ("a port number is expected");
  for (end = *pos; g_ascii_isdigit (*end) && number <= G_MAXUINT16; end++)
    number = number * 10 + (guint) g_ascii_digit_value (*end);
  if (number > G_MAXUINT16)
    return _ ("a port is at most 65535");

  *pos = end;
  if (**pos != '/')
    return _ ("a slash and a protocol are expected");

  end = find_blank (++(*pos));
  protocol_name = g_strndup (*pos, (gsize) (end - *pos));
  if (*protocol_name == '\0')
    return _ ("a protocol is expected");
  if (!ptl_protocol_parse (protocol_name, &protocol))
    return NULL;

  entry.name = g_string_chunk_insert_len (self->strings, name, find_blank (name) - name);
  entry.port = (guint16) number;
  entry.frequency = parse_frequency (ptl_lines_skip_blanks (end));
  g_array_append_val (self->entries[protocol], entry);
  return NULL;
}

static int
compare_ports (gconstpointer a, gconstpointer b)
{
  return (int) ((const Entry *) a)->port - (int) ((const Entry *) b)->port;
}

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  double left = ((const Entry *) a)->frequency;
  double right = ((const Entry *) b)->frequency;

  return (left < right) - (left > right);
}

/* g_array_sort() is stable: ties keep the order of the file, and so do repetitions. */
static void
rank (GArray *entries, GArray *by_rank)
{
  g_autoptr (GArray) sorted = g_array_copy (entries);

  g_array_sort (sorted, compare_ranks);
  for (guint i = 0; i < sorted->len; i++)
    g_array_append_val (by_rank, g_array_index (sorted, Entry, i).port);
}

static void
drop_repetitions (GArray *entries)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n_kept = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      Entry entry = g_array_index (entries, Entry, i);

      if (g_hash_table_add (seen, GUINT_TO_POINTER (entry.port)))
        g_array_index (entries, Entry, n_kept++) = entry;
    }

  g_array_set_size (entries, n_kept);
}

PtlServiceNames *
ptl_service_names_load (const char *path, GError **error)
{
  g_autoptr (PtlServiceNames) self = NULL;
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *text = NULL;
  gsize length;

  if (!ptl_file_read (path, MAX_FILE_BYTES, &text, &length, error))
    return NULL;

  if (strlen (text) != length)
    {
      g_set_error (error, PTL_SERVICE_NAMES_ERROR, PTL_SERVICE_NAMES_ERROR_SYNTAX,
                   _ ("%s: this is not a text file"), shown);
      return NULL;
    }

  self = new_empty ();
  if (!ptl_lines_parse (text, shown, parse_line, self, PTL_SERVICE_NAMES_ERROR,
                        PTL_SERVICE_NAMES_ERROR_SYNTAX, error))
    return NULL;

  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    {
      drop_repetitions (self->entries[i]);
      rank (self->entries[i], self->by_rank[i]);
      g_array_sort (self->entries[i], compare_ports);
    }

  return g_steal_pointer (&self);
}

const char *
ptl_service_names_lookup (PtlServiceNames *self, PtlProtocol protocol, guint16 port)
{
  Entry key = { .port = port };
  const Entry *entry;
  guint index;

  if (!g_array_binary_search (self->entries[protocol], &key, compare_ports, &index))
    return NULL;

  entry = &g_array_index (self->entries[protocol], Entry, index);
  return strcmp (entry->name, NO_NAME) != 0 ? entry->name : NULL;
}

PtlPortSet *
ptl_service_names_get_top (PtlServiceNames *self, PtlProtocol protocol, guint n)
{
  PtlPortSet *ports = ptl_port_set_new ();
  GArray *by_rank = self->by_rank[protocol];

  for (guint i = 0; i < MIN (n, by_rank->len); i++)
    ptl_port_set_add (ports, g_array_index (by_rank, guint16, i));
  return ports;
}

/* Greedy, going back to the latest star only: quadratic at worst. */
static gboolean
is_match (const char *pattern, const char *name)
{
  const char *star = NULL;
  const char *resume = NULL;

  while (*name != '\0')
    {
      if (*pattern == '*')
        {
          star = pattern++;
          resume = name;
        }
      else if (*pattern == '?' || g_ascii_tolower (*pattern) == g_ascii_tolower (*name))
        {
          pattern++;
          name++;
        }
      else if (star != NULL)
        {
          pattern = star + 1;
          name = ++resume;
        }
      else
        {
          return FALSE;
        }
    }

  return pattern[strspn (pattern, "*")] == '\0';
}

PtlPortSet *
ptl_service_names_get_matching (PtlServiceNames *self,
                                PtlProtocol protocol,
                                const char *pattern)
{
  PtlPortSet *ports = ptl_port_set_new ();
  GArray *entries = self->entries[protocol];

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      if (is_match (pattern, entry->name))
        ptl_port_set_add (ports, entry->port);
    }

  return ports;
}
