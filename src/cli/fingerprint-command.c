/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/fingerprint-command.c: service fingerprints, made readable. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/fingerprint-submission.h"
#include "cli/match-text.h"
#include "formats/service-json.h"
#include "rules/fingerprint.h"
#include "runner/rule-layers.h"

typedef struct
{
  GPtrArray *databases;
  GPtrArray *rules;
  gboolean json;
  gboolean match;
  gboolean redact;
  PtlFingerprintSubmission submission;
  PtlProbeDb *db; /* (nullable): when matching */
  guint n_matched;
} Call;

#define FIELD(field)                                                                     \
  G_STRUCT_OFFSET (Call, submission.fields[PTL_SUBMISSION_FIELD_##field])

/* clang-format off */
static const PtlOption options[] = {
  { "--match", NULL, N_("try the rules on the replies"), PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (Call, match) },
  { "--json", NULL, N_("one JSON object a line"), PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (Call, json) },
  { "--database", "FILE", N_("match with this probe file only (repeatable)"), PTL_OPTION_LIST, .offset = G_STRUCT_OFFSET (Call, databases) },
  { "--rules", "FILE", N_("match with a file of rules more (repeatable)"), PTL_OPTION_LIST, .offset = G_STRUCT_OFFSET (Call, rules) },
  { "--redact", NULL, N_("print them again, without what tells of a network or a person"), PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (Call, redact) },
  { "--leave-out", "TEXT", N_("a text to leave out as well (repeatable)"), PTL_OPTION_LIST, .offset = G_STRUCT_OFFSET (Call, submission.words) },
  { "--keep", "TEXT", N_("a text not to leave out (repeatable)"), PTL_OPTION_LIST, .offset = G_STRUCT_OFFSET (Call, submission.kept) },
  { "--submission", "FILE|-", N_("write what can be sent to those who make rules"), PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (Call, submission.path) },
  { "--kind", "KIND", N_("service (the default), correction or probe"), PTL_OPTION_STRING, .offset = G_STRUCT_OFFSET (Call, submission.kind) },
  { "--service", "NAME", N_("what it truly is: the protocol, as ftp"), PTL_OPTION_STRING, .offset = FIELD (SERVICE) },
  { "--product", "TEXT", N_("the program"), PTL_OPTION_STRING, .offset = FIELD (PRODUCT) },
  { "--product-version", "TEXT", N_("its version"), PTL_OPTION_STRING, .offset = FIELD (VERSION) },
  { "--info", "TEXT", N_("what else is known of it"), PTL_OPTION_STRING, .offset = FIELD (INFO) },
  { "--os", "TEXT", N_("the operating system"), PTL_OPTION_STRING, .offset = FIELD (OS) },
  { "--device", "TEXT", N_("the type of device"), PTL_OPTION_STRING, .offset = FIELD (DEVICE) },
  { "--reported", "TEXT", N_("correction: what was said instead"), PTL_OPTION_STRING, .offset = FIELD (REPORTED) },
  { "--certain", NULL, N_("correction: I am certain of what runs there"), PTL_OPTION_ON, .offset = G_STRUCT_OFFSET (Call, submission.is_certain) },
  { "--probe", "LINE", N_("probe: its Probe line, and more of its lines (repeatable)"), PTL_OPTION_LIST, .offset = G_STRUCT_OFFSET (Call, submission.probe) },
  { "--address", "TEXT", N_("the address, which is not told otherwise"), PTL_OPTION_STRING, .offset = FIELD (ADDRESS) },
  { "--contact", "TEXT", N_("whom to ask, which is not told otherwise"), PTL_OPTION_STRING, .offset = FIELD (CONTACT) },
  { "--notes", "TEXT", N_("anything else"), PTL_OPTION_STRING, .offset = FIELD (NOTES) },
  { NULL },
};
/* clang-format on */

/* Returns: (transfer full) (nullable): what the rules say of a reply, when asked */
static PtlMatch *
match_reply (Call *call, const PtlFingerprint *print, const PtlFingerprintReply *reply)
{
  const PtlProbe *probe =
      call->db != NULL ? ptl_probe_db_find_probe (call->db, print->protocol, reply->probe)
                       : NULL;
  PtlMatch *match = NULL;

  if (probe != NULL)
    match = ptl_match_response (call->db, probe, g_bytes_get_data (reply->data, NULL),
                                g_bytes_get_size (reply->data), FALSE);
  call->n_matched += match != NULL;
  return match;
}

/* Appends the bytes as indented text. */
static void
append_data (GString *out, GBytes *data)
{
  gsize len;
  const char *bytes = g_bytes_get_data (data, &len);
  g_autofree char *shown = ptl_display_text (bytes, len, 4 * len + 4, TRUE);
  g_auto (GStrv) lines = g_strsplit (shown, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      g_string_append_printf (out, "    %s\n", lines[i]);
}

static void
append_reply (GString *out,
              Call *call,
              const PtlFingerprint *print,
              const PtlFingerprintReply *reply)
{
  g_autoptr (PtlMatch) match = match_reply (call, print, reply);
  g_autofree char *probe = ptl_display_line (reply->probe);

  if (g_bytes_get_size (reply->data) == reply->full_length)
    g_string_append_printf (out, _ ("reply to %s, %zu bytes:\n"), probe,
                            reply->full_length);
  else
    g_string_append_printf (out, _ ("reply to %s, %zu bytes, %zu of them here:\n"), probe,
                            reply->full_length, g_bytes_get_size (reply->data));
  append_data (out, reply->data);
  if (match != NULL)
    ptl_match_text_append (out, match);
}

static char *
format_time (gint64 time_s)
{
  g_autoptr (GDateTime) time =
      time_s != 0 ? g_date_time_new_from_unix_utc (time_s) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

static void
append_fingerprint (GString *out, Call *call, const PtlFingerprint *print)
{
  g_autofree char *time = format_time (print->time_s);
  g_autofree char *intensity =
      print->intensity >= 0 ? g_strdup_printf ("%d", print->intensity) : NULL;

  g_string_append_printf (out, "%u/%s\n", print->port,
                          ptl_protocol_to_string (print->protocol));
  ptl_match_text_append_field (out, _ ("tunnel"),
                               print->tunnel == PTL_TUNNEL_SSL ? "ssl" : NULL);
  ptl_match_text_append_field (out, _ ("version"), print->version);
  ptl_match_text_append_field (out, _ ("intensity"), intensity);
  ptl_match_text_append_field (out, _ ("time"), time);
  ptl_match_text_append_field (out, _ ("platform"), print->platform);
  for (guint i = 0; i < print->replies->len; i++)
    append_reply (out, call, print, print->replies->pdata[i]);
}

static void
add_reply (JsonBuilder *json,
           Call *call,
           const PtlFingerprint *print,
           const PtlFingerprintReply *reply)
{
  g_autoptr (PtlMatch) match = match_reply (call, print, reply);

  ptl_json_begin_item (json);
  ptl_json_add_string (json, "probe", reply->probe);
  ptl_json_add_int (json, "full_length", (gint64) reply->full_length);
  ptl_json_add_bytes (json, "received", reply->data);
  if (match != NULL)
    ptl_json_add_service (json, match->service);
  ptl_json_end_item (json);
}

static void
append_json (GString *out, Call *call, const PtlFingerprint *print)
{
  JsonBuilder *json = ptl_json_new ();
  g_autofree char *time = format_time (print->time_s);
  g_autofree char *line = NULL;

  ptl_json_add_int (json, "port", print->port);
  ptl_json_add_string (json, "protocol", ptl_protocol_to_string (print->protocol));
  ptl_json_add_string (json, "tunnel", ptl_tunnel_to_string (print->tunnel));
  ptl_json_add_string (json, "version", print->version);
  if (print->intensity >= 0)
    ptl_json_add_int (json, "intensity", print->intensity);
  ptl_json_add_string (json, "time", time);
  ptl_json_add_string (json, "platform", print->platform);
  ptl_json_begin_list (json, "replies");
  for (guint i = 0; i < print->replies->len; i++)
    add_reply (json, call, print, print->replies->pdata[i]);
  ptl_json_end_list (json);

  line = ptl_json_free_to_line (json);
  g_string_append_printf (out, "%s\n", line);
}

static GPtrArray *
read_fingerprints (const char *path, GError **error)
{
  GPtrArray *prints;
  g_autofree char *text = NULL;
  gsize len;

  if (!ptl_file_read (path, PTL_FINGERPRINT_MAX_PASTE, &text, &len, error))
    return NULL;
  prints = ptl_fingerprints_parse (text, len, error);
  if (prints == NULL)
    g_prefix_error (error, "%s: ", path);
  return prints;
}

static PtlExit
decode (Call *call, GPtrArray *prints, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (call->match)
    call->db = ptl_rule_layers_load (call->databases, call->rules, error);
  if (call->match && call->db == NULL)
    return PTL_EXIT_USAGE;

  for (guint i = 0; i < prints->len; i++)
    {
      if (call->json)
        append_json (out, call, prints->pdata[i]);
      else
        append_fingerprint (out, call, prints->pdata[i]);
    }
  if (!ptl_console_print (out->str, error))
    return PTL_EXIT_USAGE;

  return call->match && call->n_matched == 0 ? PTL_EXIT_FINDINGS : PTL_EXIT_DONE;
}

static PtlExit
redact (GPtrArray *prints, GError **error)
{
  g_autofree char *text = ptl_fingerprints_to_text (prints);

  return ptl_console_print (text, error) ? PTL_EXIT_DONE : PTL_EXIT_USAGE;
}

static PtlExit
read_and_do (Call *call, const char *path, GError **error)
{
  g_autoptr (GPtrArray) prints = read_fingerprints (path, error);

  if (prints == NULL)
    return PTL_EXIT_USAGE;
  if (call->redact || call->submission.path != NULL)
    ptl_fingerprint_submission_redact (&call->submission, prints);
  if (call->submission.path != NULL)
    return ptl_fingerprint_submission_write (&call->submission, prints, error)
               ? PTL_EXIT_DONE
               : PTL_EXIT_USAGE;
  if (call->redact && !call->json && !call->match)
    return redact (prints, error);

  return decode (call, prints, error);
}

static PtlExit
run (char **args, GError **error)
{
  g_autoptr (GPtrArray) operands = g_ptr_array_new_with_free_func (g_free);
  Call call = { g_ptr_array_new_with_free_func (g_free),
                g_ptr_array_new_with_free_func (g_free) };
  PtlExit status = PTL_EXIT_USAGE;

  ptl_fingerprint_submission_init (&call.submission);
  if (ptl_option_parse (options, &call, &call, args, operands, error))
    {
      if (operands->len == 1)
        status = read_and_do (&call, operands->pdata[0], error);
      else
        g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                     _ ("fingerprint: expected one file, or - for standard input"));
    }

  ptl_fingerprint_submission_clear (&call.submission);
  g_ptr_array_unref (call.databases);
  g_ptr_array_unref (call.rules);
  g_clear_pointer (&call.db, ptl_probe_db_unref);
  return status;
}

const PtlCommand ptl_fingerprint_command = {
  "fingerprint",
  N_ ("[OPTION...] FILE|-"),
  N_ ("make service fingerprints readable, or fit to be sent"),
  options,
  run,
};
