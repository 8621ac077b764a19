/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/session-search.c: a filter asked of all saved scans. */
#include "cli/session-search.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"
#include "cli/command.h"
#include "cli/console.h"
#include "filter/baseline.h"
#include "formats/service-json.h"
#include "store/search.h"

#define MAX_WORDS    160 /* bytes of what stands around a word */
#define HOST_COLUMNS 28

gboolean
ptl_session_search_format_parse (const char *text, PtlSessionSearchFormat *format)
{
  static const char *const names[] = {
    [PTL_SESSION_SEARCH_TEXT] = "txt",
    [PTL_SESSION_SEARCH_JSON] = "json",
    [PTL_SESSION_SEARCH_JSON_LINES] = "jsonl",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (text, names[i]) == 0)
      {
        *format = (PtlSessionSearchFormat) i;
        return TRUE;
      }

  return FALSE;
}

/* Where no session has an earlier one of its targets, nothing can be new. */
static gboolean
check_baselines (const PtlFilter *filter, GPtrArray *sessions, GError **error)
{
  g_autoptr (GHashTable) baselines = NULL;

  if (!ptl_filter_asks (filter, PTL_FILTER_FIELD_IS, PTL_FILTER_IS_NEW))
    return TRUE;

  baselines = ptl_baseline_find_all (sessions);
  if (g_hash_table_size (baselines) > 0)
    return TRUE;

  g_set_error_literal (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                       _ ("filter: “new” has nothing to be asked against: of no session "
                          "is there an earlier one of the same targets"));
  return FALSE;
}

static PtlFilter *
parse (const char *text, GPtrArray *sessions, GError **error)
{
  g_autoptr (PtlFilter) filter = ptl_filter_parse (text, g_get_real_time (), NULL, error);

  if (filter == NULL)
    {
      g_prefix_error (error, _ ("filter: "));
      return NULL;
    }

  return check_baselines (filter, sessions, error) ? g_steal_pointer (&filter) : NULL;
}

/* --- text --- */

static char *
get_host (const PtlSearchHit *hit)
{
  g_autofree char *address = NULL;
  g_autofree char *both = NULL;

  if (!hit->has_host)
    return ptl_display_line (hit->session_name);

  address = ptl_address_to_string (&hit->address);
  if (hit->hostname == NULL)
    return g_steal_pointer (&address);

  both = g_strdup_printf ("%s (%s)", hit->hostname, address);
  return ptl_display_line (both);
}

static void
append_port (GString *out, const PtlSearchHit *hit)
{
  g_autofree char *port =
      g_strdup_printf ("%u/%s", hit->port, ptl_protocol_to_string (hit->protocol));
  g_autofree char *name =
      hit->service != NULL ? ptl_service_get_display_name (hit->service) : g_strdup ("");
  g_autofree char *version =
      hit->service != NULL ? ptl_service_get_version_text (hit->service) : g_strdup ("");
  g_autofree char *shown_name = ptl_display_line (name);
  g_autofree char *shown_version = ptl_display_line (version);

  g_string_append_printf (out, "%-9s  %-8s  %s%s%s", port,
                          ptl_port_state_to_string (hit->state), shown_name,
                          shown_version[0] != '\0' ? "  " : "", shown_version);
}

static void
end_line (GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

static void
append_words (GString *out, const char *words)
{
  g_autofree char *line = g_strdelimit (g_strdup (words), "\r\n\t", ' ');
  g_autofree char *shown = ptl_display_text (line, strlen (line), MAX_WORDS, FALSE);

  g_string_append_printf (out, "%9s%s\n", "", shown);
}

static void
append_row (GString *out, const PtlSearchHit *hit)
{
  g_autofree char *host = get_host (hit);
  glong width = g_utf8_strlen (host, -1);

  g_string_append_printf (out, "%7" G_GINT64_FORMAT "  %s  ", hit->session_id, host);
  if (hit->has_port)
    {
      for (; width < HOST_COLUMNS; width++)
        g_string_append_c (out, ' ');
      append_port (out, hit);
    }
  end_line (out);
  if (hit->words != NULL)
    append_words (out, hit->words);
}

static char *
get_table (GPtrArray *hits)
{
  GString *out = g_string_new (NULL);

  if (hits->len > 0)
    g_string_append_printf (out, "%7s  %-*s  %-9s  %-8s  %s\n", _ ("SESSION"),
                            HOST_COLUMNS, _ ("HOST"), _ ("PORT"), _ ("STATE"),
                            _ ("SERVICE"));
  for (guint i = 0; i < hits->len; i++)
    append_row (out, hits->pdata[i]);
  return g_string_free (out, FALSE);
}

/* --- JSON --- */

static JsonBuilder *
make_json (const PtlSearchHit *hit)
{
  JsonBuilder *json = ptl_json_new ();
  g_autofree char *address = hit->has_host ? ptl_address_to_string (&hit->address) : NULL;

  ptl_json_add_int (json, "session", hit->session_id);
  ptl_json_add_string (json, "session_name", hit->session_name);
  ptl_json_add_time (json, "session_started", hit->started_us);
  ptl_json_add_string (json, "address", address);
  ptl_json_add_string (json, "hostname", hit->hostname);
  if (hit->has_port)
    {
      ptl_json_add_string (json, "protocol", ptl_protocol_to_string (hit->protocol));
      ptl_json_add_int (json, "port", hit->port);
      ptl_json_add_string (json, "state", ptl_port_state_to_string (hit->state));
    }
  if (hit->service != NULL)
    ptl_json_add_service (json, hit->service);
  ptl_json_add_string (json, "found_in", hit->words);
  return json;
}

/* One object a line, of a list where it is to be one document. */
static char *
get_json (GPtrArray *hits, gboolean is_document)
{
  GString *out = g_string_new (is_document ? "[\n" : NULL);

  for (guint i = 0; i < hits->len; i++)
    {
      g_autofree char *line = ptl_json_free_to_line (make_json (hits->pdata[i]));

      g_string_append_printf (out, "%s%s\n", line,
                              is_document && i + 1 < hits->len ? "," : "");
    }
  if (is_document)
    g_string_append (out, "]\n");
  return g_string_free (out, FALSE);
}

/* --- both answers --- */

char *
ptl_session_search_get_text (PtlStore *store,
                             GPtrArray *sessions,
                             const char *filter,
                             PtlSessionSearchFormat format,
                             guint *n_hits,
                             GError **error)
{
  g_autoptr (PtlFilter) parsed = parse (filter, sessions, error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  PtlConsoleWait wait = { NULL };

  if (parsed == NULL)
    return NULL;

  /* One more says whether there are more. */
  ptl_store_search_async (store, parsed, PTL_SESSION_SEARCH_MAX_HITS + 1, NULL,
                          ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  hits = ptl_store_search_finish (store, result, error);
  if (hits == NULL)
    return NULL;

  if (hits->len > PTL_SESSION_SEARCH_MAX_HITS)
    {
      g_ptr_array_set_size (hits, PTL_SESSION_SEARCH_MAX_HITS);
      ptl_console_complain (_ ("only the newest %d are listed; ask for less"),
                            PTL_SESSION_SEARCH_MAX_HITS);
    }
  *n_hits = hits->len;
  return format == PTL_SESSION_SEARCH_TEXT
             ? get_table (hits)
             : get_json (hits, format == PTL_SESSION_SEARCH_JSON);
}

GPtrArray *
ptl_session_search_list (PtlStore *store,
                         GPtrArray *sessions,
                         const char *filter,
                         GError **error)
{
  g_autoptr (PtlFilter) parsed = parse (filter, sessions, error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) ids = NULL;
  PtlConsoleWait wait = { NULL };
  GPtrArray *found;

  if (parsed == NULL)
    return NULL;

  ptl_store_search_sessions_async (store, parsed, NULL, ptl_console_done_cb, &wait);
  result = ptl_console_wait (&wait);
  ids = ptl_store_search_sessions_finish (store, result, error);
  if (ids == NULL)
    return NULL;

  found = g_ptr_array_new_with_free_func ((GDestroyNotify) ptl_session_info_unref);
  for (guint i = 0; i < sessions->len; i++)
    for (guint j = 0; j < ids->len; j++)
      if (((PtlSessionInfo *) sessions->pdata[i])->id == g_array_index (ids, gint64, j))
        g_ptr_array_add (found, ptl_session_info_ref (sessions->pdata[i]));
  return found;
}
