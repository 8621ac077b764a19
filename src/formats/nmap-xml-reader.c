/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/nmap-xml-reader.c: Nmap's XML as a session. */
#include "formats/nmap-xml-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/nmap-arguments.h"
#include "formats/nmap-xml-host.h"
#include "formats/session-file.h"

#define MAX_DEPTH   64
#define MAX_ELEMENT (16 * 1024 * 1024) /* bytes without any tag's end */
#define MAX_ARGS    (64 * 1024)
#define MAX_ENGINE  80 /* bytes of name and version */
#define OWN_COMMENT "<!-- Portolan "
#define OWN_ENGINE  "portolan"

struct _PtlNmapXmlReader
{
  PtlSessionDraft *draft;
  GMarkupParseContext *context;
  guint depth;
  gsize n_unparsed; /* bytes since the last tag or text */

  gboolean is_ours;
  gboolean has_run; /* nmaprun was seen */
  PtlPortSet *asked[PTL_N_PROTOCOLS];
  gboolean has_args;
  PtlNmapXmlHost *host; /* (nullable): whose element is open */
  gboolean in_cpe;
};

typedef void (*ElementFunc) (PtlNmapXmlReader *self, const PtlXmlAttributes *attributes);
typedef void (*HostFunc) (PtlNmapXmlHost *host, const PtlXmlAttributes *attributes);

/* The run ------------------------------------------------------------------------- */

static gint64
read_seconds (const PtlXmlAttributes *attributes, const char *name)
{
  const char *text = ptl_xml_attributes_get (attributes, name);
  gint64 seconds = 0;

  if (text != NULL)
    g_ascii_string_to_signed (text, 10, 0, G_MAXUINT32, &seconds, NULL);
  return seconds * G_USEC_PER_SEC;
}

static void
begin_run (PtlNmapXmlReader *self, const PtlXmlAttributes *attributes)
{
  const char *scanner = ptl_xml_attributes_get (attributes, "scanner");
  const char *version = ptl_xml_attributes_get (attributes, "version");
  const char *args = ptl_xml_attributes_get (attributes, "args");
  PtlSessionInfo *info = self->draft->info;
  g_autofree char *engine = NULL;

  if (self->has_run)
    {
      ptl_session_draft_warn (self->draft, _ ("a second scan in the same file is taken "
                                              "for a part of the first"));
      return;
    }

  self->has_run = TRUE;
  info->started_us = read_seconds (attributes, "start");
  engine = g_strdup_printf ("%s %s",
                            self->is_ours     ? OWN_ENGINE
                            : scanner != NULL ? scanner
                                              : "nmap",
                            version != NULL ? version : "");
  info->engine = ptl_session_draft_take_text (g_strchomp (engine), MAX_ENGINE);
  if (args != NULL && strlen (args) <= MAX_ARGS)
    {
      ptl_nmap_arguments_read (args, info->options);
      self->has_args = TRUE;
    }
}

static void
begin_scaninfo (PtlNmapXmlReader *self, const PtlXmlAttributes *attributes)
{
  const char *services = ptl_xml_attributes_get (attributes, "services");
  const char *text = ptl_xml_attributes_get (attributes, "protocol");
  g_autoptr (PtlPortSet) ports = NULL;
  PtlProtocol protocol;

  if (services == NULL || services[0] == '\0' || !ptl_protocol_parse (text, &protocol))
    return;

  ports = ptl_port_set_parse (services, NULL, NULL);
  if (ports != NULL)
    ptl_port_set_add_set (self->asked[protocol], ports);
  else
    ptl_session_draft_warn (self->draft, _ ("scaninfo: the list of ports is wrong"));
}

static void
begin_finished (PtlNmapXmlReader *self, const PtlXmlAttributes *attributes)
{
  const char *exit = ptl_xml_attributes_get (attributes, "exit");

  self->draft->info->finished_us = read_seconds (attributes, "time");
  self->draft->info->state = g_strcmp0 (exit, "error") == 0 ? PTL_SESSION_STATE_FAILED
                                                            : PTL_SESSION_STATE_FINISHED;
}

static void
begin_hosts (PtlNmapXmlReader *self, const PtlXmlAttributes *attributes)
{
  const char *total = ptl_xml_attributes_get (attributes, "total");
  const char *up = ptl_xml_attributes_get (attributes, "up");
  PtlProgress *progress = &self->draft->progress;
  guint64 n_up = 0;

  if (total == NULL || !g_ascii_string_to_unsigned (total, 10, 0, G_MAXINT64,
                                                    &progress->hosts_total, NULL))
    return;

  if (up != NULL)
    g_ascii_string_to_unsigned (up, 10, 0, G_MAXUINT32, &n_up, NULL);
  progress->phase = PTL_PHASE_FINISHED;
  progress->hosts_done = progress->hosts_total;
  progress->hosts_up = (guint) n_up;
}

static void
begin_host (PtlNmapXmlReader *self, const PtlXmlAttributes *attributes)
{
  if (self->host != NULL)
    return;

  self->host = ptl_nmap_xml_host_new (self->draft, self->asked, !self->is_ours);
  ptl_nmap_xml_host_begin (self->host, attributes);
}

static void
end_host (PtlNmapXmlReader *self, gboolean is_whole)
{
  ptl_nmap_xml_host_end (self->host, is_whole);
  g_clear_pointer (&self->host, ptl_nmap_xml_host_free);
}

/* Elements ------------------------------------------------------------------------ */

/* What an element means depends on the one around it; what is in neither table only
 * groups others or has nothing to say here. */
static const struct
{
  const char *parent; /* NULL: the document */
  const char *name;
  ElementFunc begin;
} run_elements[] = {
  { NULL, "nmaprun", begin_run },       { "nmaprun", "scaninfo", begin_scaninfo },
  { "nmaprun", "host", begin_host },    { "runstats", "finished", begin_finished },
  { "runstats", "hosts", begin_hosts },
};

static const struct
{
  const char *parent;
  const char *name;
  HostFunc begin;
} host_elements[] = {
  { "ports", "port", ptl_nmap_xml_host_port },
  { "port", "state", ptl_nmap_xml_host_state },
  { "port", "service", ptl_nmap_xml_host_service },
  { "host", "status", ptl_nmap_xml_host_status },
  { "host", "address", ptl_nmap_xml_host_address },
  { "hostnames", "hostname", ptl_nmap_xml_host_hostname },
  { "host", "times", ptl_nmap_xml_host_times },
  { "ports", "extraports", ptl_nmap_xml_host_extraports },
  { "extraports", "extrareasons", ptl_nmap_xml_host_extrareasons },
  { "port", "script", ptl_nmap_xml_host_port_script },
  { "hostscript", "script", ptl_nmap_xml_host_script },
  { "os", "osmatch", ptl_nmap_xml_host_osmatch },
};

/* What people may miss after an import. */
static const char *const skipped[] = { "script", "trace", "uptime", "owner", NULL };

/* Returns: (nullable): the name of the element around the one that begins */
static const char *
get_parent (GMarkupParseContext *context)
{
  const GSList *stack = g_markup_parse_context_get_element_stack (context);

  return stack->next != NULL ? stack->next->data : NULL;
}

static void
note_place (PtlNmapXmlReader *self)
{
  int line;
  int column;

  g_markup_parse_context_get_position (self->context, &line, &column);
  self->draft->line = (guint) MAX (line, 1);
  self->draft->column = (guint) MAX (column - (line > 1), 1); /* it counts the LF, too */
  self->n_unparsed = 0;
}

static gboolean
begin_run_element (PtlNmapXmlReader *self,
                   const char *parent,
                   const char *name,
                   const PtlXmlAttributes *attributes)
{
  for (guint i = 0; i < G_N_ELEMENTS (run_elements); i++)
    if (strcmp (run_elements[i].name, name) == 0 &&
        g_strcmp0 (run_elements[i].parent, parent) == 0)
      {
        run_elements[i].begin (self, attributes);
        return TRUE;
      }

  return FALSE;
}

static gboolean
begin_host_element (PtlNmapXmlReader *self,
                    const char *parent,
                    const char *name,
                    const PtlXmlAttributes *attributes)
{
  for (guint i = 0; i < G_N_ELEMENTS (host_elements); i++)
    if (strcmp (host_elements[i].name, name) == 0 &&
        g_strcmp0 (host_elements[i].parent, parent) == 0)
      {
        host_elements[i].begin (self->host, attributes);
        return TRUE;
      }

  return FALSE;
}

static void
start_element_cb (GMarkupParseContext *context,
                  const char *name,
                  const char **names,
                  const char **values,
                  gpointer user_data,
                  GError **error)
{
  PtlNmapXmlReader *self = user_data;
  const PtlXmlAttributes attributes = { names, values };
  const char *parent = get_parent (context);

  note_place (self);
  if (++self->depth > MAX_DEPTH)
    {
      g_set_error_literal (error, PTL_SESSION_FILE_ERROR, PTL_SESSION_FILE_ERROR_SYNTAX,
                           _ ("elements lie too deep within each other"));
      return;
    }
  if (!self->has_run && strcmp (name, "nmaprun") != 0)
    {
      g_set_error (error, PTL_SESSION_FILE_ERROR, PTL_SESSION_FILE_ERROR_FORMAT,
                   _ ("not the result of a scan: the first element is “%s”, not nmaprun"),
                   name);
      return;
    }

  /* Nearly all that is in a file is about ports. */
  if ((self->host != NULL && begin_host_element (self, parent, name, &attributes)) ||
      begin_run_element (self, parent, name, &attributes))
    return;

  self->in_cpe = strcmp (name, "cpe") == 0 && g_strcmp0 (parent, "service") == 0;
  if (g_strv_contains (skipped, name))
    ptl_session_draft_skip (self->draft, name);
}

static void
end_element_cb (GMarkupParseContext *context,
                const char *name,
                gpointer user_data,
                GError **error)
{
  PtlNmapXmlReader *self = user_data;
  const char *parent = get_parent (context);

  note_place (self);
  self->depth--;
  self->in_cpe = FALSE;
  if (self->host == NULL)
    return;

  if (strcmp (name, "port") == 0 && g_strcmp0 (parent, "ports") == 0)
    ptl_nmap_xml_host_end_port (self->host);
  else if (strcmp (name, "host") == 0 && g_strcmp0 (parent, "nmaprun") == 0)
    end_host (self, TRUE);
}

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  PtlNmapXmlReader *self = user_data;

  note_place (self);
  if (self->in_cpe && self->host != NULL)
    {
      g_autofree char *cpe = g_strndup (text, length);

      ptl_nmap_xml_host_cpe (self->host, cpe);
    }
}

static void
passthrough_cb (GMarkupParseContext *context,
                const char *text,
                gsize length,
                gpointer user_data,
                GError **error)
{
  PtlNmapXmlReader *self = user_data;

  note_place (self);
  if (!self->has_run && g_str_has_prefix (text, OWN_COMMENT))
    self->is_ours = TRUE;
}

/* Reading ------------------------------------------------------------------------- */

PtlNmapXmlReader *
ptl_nmap_xml_reader_new (PtlSessionDraft *draft)
{
  static const GMarkupParser parser = {
    .start_element = start_element_cb,
    .end_element = end_element_cb,
    .text = text_cb,
    .passthrough = passthrough_cb,
  };
  PtlNmapXmlReader *self = g_new0 (PtlNmapXmlReader, 1);

  self->draft = draft;
  self->context =
      g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, self, NULL);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    self->asked[i] = ptl_port_set_new ();
  return self;
}

void
ptl_nmap_xml_reader_free (PtlNmapXmlReader *self)
{
  g_markup_parse_context_free (self->context);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    ptl_port_set_unref (self->asked[i]);
  g_clear_pointer (&self->host, ptl_nmap_xml_host_free);
  g_free (self);
}

/* GMarkup's own messages name its own places and are of no help to who did not write the
 * file. */
static gboolean
fail (PtlNmapXmlReader *self, const char *what, GError **error)
{
  note_place (self);
  g_set_error_literal (error, PTL_SESSION_FILE_ERROR,
                       self->has_run ? PTL_SESSION_FILE_ERROR_SYNTAX
                                     : PTL_SESSION_FILE_ERROR_FORMAT,
                       what);
  return FALSE;
}

static const char *
explain (const PtlNmapXmlReader *self, const GError *cause)
{
  if (cause->domain == PTL_SESSION_FILE_ERROR)
    return cause->message;

  return self->has_run ? _ ("not well-formed XML, or an entity that only a DTD explains")
                       : _ ("neither the XML of a scanner nor the JSON of Portolan");
}

gboolean
ptl_nmap_xml_reader_feed (PtlNmapXmlReader *self,
                          const char *text,
                          gsize length,
                          GError **error)
{
  g_autoptr (GError) cause = NULL;

  self->n_unparsed += length;
  if (!g_markup_parse_context_parse (self->context, text, (gssize) length, &cause))
    return fail (self, explain (self, cause), error);

  return self->n_unparsed <= MAX_ELEMENT ||
         fail (self, _ ("no scanner writes elements of such a length"), error);
}

gboolean
ptl_nmap_xml_reader_end (PtlNmapXmlReader *self, GError **error)
{
  return (g_markup_parse_context_end_parse (self->context, NULL) && self->has_run) ||
         fail (self,
               self->has_run ? _ ("the file ends in the middle")
                             : _ ("not the result of a scan"),
               error);
}

/* What the file does not say and can be told from the rest. */
static void
complete_options (PtlNmapXmlReader *self)
{
  PtlScanOptions *options = self->draft->info->options;
  g_autoptr (GString) ports = g_string_new (NULL);

  if (self->has_args)
    return;

  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    {
      g_autofree char *set = ptl_port_set_to_string (self->asked[i]);

      if (set[0] != '\0')
        g_string_append_printf (ports, "%s%s:%s", ports->len > 0 ? "," : "",
                                i == PTL_PROTOCOL_UDP ? "U" : "T", set);
    }
  if (ports->len == 0)
    return;

  options->ports = g_strndup (ports->str, ports->len);
  options->udp = ptl_port_set_count (self->asked[PTL_PROTOCOL_UDP]) > 0;
  options->tcp = ptl_port_set_count (self->asked[PTL_PROTOCOL_TCP]) > 0;
}

gboolean
ptl_nmap_xml_reader_settle (PtlNmapXmlReader *self)
{
  if (self->host != NULL)
    end_host (self, FALSE);
  complete_options (self);
  for (guint i = 0; i < PTL_N_PROTOCOLS; i++)
    if (self->draft->info->asked[i] == NULL && ptl_port_set_count (self->asked[i]) > 0)
      self->draft->info->asked[i] = ptl_port_set_ref (self->asked[i]);
  return self->has_run;
}
