/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/submission.c: what a person gives to a project that collects rules. */
#include "submit/submission.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rules/fingerprint.h"
#include "rules/probe-db.h"

#define KIND(kind) (1u << PTL_SUBMISSION_##kind)
#define ALL        (KIND (SERVICE) | KIND (CORRECTION) | KIND (PROBE))

typedef struct
{
  const char *name;  /* in forms and files */
  const char *title; /* before it in text for others */
  guint kinds;       /* that have it */
  gboolean is_block; /* of lines, on lines of its own */
} Field;

static const Field fields[PTL_N_SUBMISSION_FIELDS] = {
  [PTL_SUBMISSION_FIELD_SERVICE] = { "service", "Service", ALL, FALSE },
  [PTL_SUBMISSION_FIELD_PRODUCT] = { "product", "Product", ALL, FALSE },
  [PTL_SUBMISSION_FIELD_VERSION] = { "version", "Version", ALL, FALSE },
  [PTL_SUBMISSION_FIELD_INFO] = { "info", "Extra information", ALL, FALSE },
  [PTL_SUBMISSION_FIELD_OS] = { "os", "Operating system", ALL, FALSE },
  [PTL_SUBMISSION_FIELD_DEVICE] = { "device", "Device type", ALL, FALSE },
  [PTL_SUBMISSION_FIELD_REPORTED] = { "reported", "Reported as", KIND (CORRECTION),
                                      FALSE },
  [PTL_SUBMISSION_FIELD_PROBE] = { "probe", "Probe", KIND (PROBE), TRUE },
  [PTL_SUBMISSION_FIELD_ADDRESS] = { "address", "Address", ALL, FALSE },
  [PTL_SUBMISSION_FIELD_CONTACT] = { "contact", "Contact", ALL, FALSE },
  [PTL_SUBMISSION_FIELD_NOTES] = { "notes", "Notes", ALL, TRUE },
  [PTL_SUBMISSION_FIELD_FINGERPRINT] = { "fingerprint", "Fingerprint", ALL, TRUE },
};

static const char *const kinds[PTL_N_SUBMISSIONS] = {
  [PTL_SUBMISSION_SERVICE] = "service",
  [PTL_SUBMISSION_CORRECTION] = "correction",
  [PTL_SUBMISSION_PROBE] = "probe",
};

G_DEFINE_QUARK (ptl_submission_error, ptl_submission_error)

const char *
ptl_submission_kind_to_string (PtlSubmissionKind kind)
{
  g_return_val_if_fail (kind < PTL_N_SUBMISSIONS, NULL);

  return kinds[kind];
}

gboolean
ptl_submission_kind_parse (const char *text, PtlSubmissionKind *kind)
{
  for (guint i = 0; i < PTL_N_SUBMISSIONS; i++)
    if (g_str_equal (text, kinds[i]))
      {
        *kind = (PtlSubmissionKind) i;
        return TRUE;
      }

  return FALSE;
}

const char *
ptl_submission_field_to_string (PtlSubmissionField field)
{
  g_return_val_if_fail (field < PTL_N_SUBMISSION_FIELDS, NULL);

  return fields[field].name;
}

gboolean
ptl_submission_has_field (PtlSubmissionKind kind, PtlSubmissionField field)
{
  g_return_val_if_fail (field < PTL_N_SUBMISSION_FIELDS, FALSE);

  return (fields[field].kinds & (1u << kind)) != 0;
}

PtlSubmission *
ptl_submission_new (PtlSubmissionKind kind)
{
  PtlSubmission *self = g_new0 (PtlSubmission, 1);

  self->kind = kind;
  return self;
}

void
ptl_submission_free (PtlSubmission *self)
{
  for (guint i = 0; i < PTL_N_SUBMISSION_FIELDS; i++)
    g_free (self->fields[i]);
  g_free (self);
}

void
ptl_submission_set (PtlSubmission *self, PtlSubmissionField field, const char *text)
{
  g_autofree char *copy = g_strdup (text != NULL ? text : "");

  g_return_if_fail (field < PTL_N_SUBMISSION_FIELDS);

  for (char *c = copy; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) && !(fields[field].is_block && (*c == '\n' || *c == '\t')))
      *c = ' ';
  g_strstrip (copy);
  g_free (self->fields[field]);
  self->fields[field] = *copy != '\0' ? g_steal_pointer (&copy) : NULL;
}

/* Returns: (nullable): the field if this kind has it and it is filled in */
static const char *
get (const PtlSubmission *self, PtlSubmissionField field)
{
  return ptl_submission_has_field (self->kind, field) ? self->fields[field] : NULL;
}

static gboolean
fail (PtlSubmissionError code, const char *what, GError **error)
{
  g_set_error_literal (error, PTL_SUBMISSION_ERROR, code, what);
  return FALSE;
}

/* The first that the payload has not; it has an error if it has all of them. */
static char
find_delimiter (const char *payload)
{
  static const char delimiters[] = "|=/%@~!#,;:";

  for (const char *c = delimiters; *c != '\0'; c++)
    if (strchr (payload, *c) == NULL)
      return *c;

  return delimiters[0];
}

char *
ptl_submission_make_probe (PtlProtocol protocol,
                           const char *name,
                           const char *payload,
                           const char *ports,
                           guint rarity)
{
  GString *lines = g_string_new (NULL);
  char delimiter = find_delimiter (payload);

  g_string_append_printf (lines, "Probe %s %s q%c%s%c\nrarity %u\n",
                          protocol == PTL_PROTOCOL_TCP ? "TCP" : "UDP", name, delimiter,
                          payload, delimiter, rarity);
  if (ports != NULL && *ports != '\0')
    g_string_append_printf (lines, "ports %s\n", ports);
  return g_string_free (lines, FALSE);
}

static gboolean
has_reply_to (GPtrArray *prints, const PtlProbe *probe)
{
  for (guint i = 0; i < prints->len; i++)
    {
      const PtlFingerprint *print = prints->pdata[i];

      for (guint j = 0; j < print->replies->len; j++)
        {
          const PtlFingerprintReply *reply = print->replies->pdata[j];

          if (print->protocol == ptl_probe_get_protocol (probe) &&
              g_str_equal (reply->probe, ptl_probe_get_name (probe)))
            return TRUE;
        }
    }

  return FALSE;
}

static gboolean
check_probe (const char *lines, GPtrArray *prints, GError **error)
{
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();
  g_autofree char *text = g_strconcat (lines, "\n", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) reason = NULL;

  if (!ptl_probe_db_load_bytes (db, bytes, _ ("probe"), PTL_RULE_LAYER_DATABASE, TRUE,
                                &reason) ||
      !ptl_probe_db_seal (db, FALSE, &reason))
    return fail (PTL_SUBMISSION_ERROR_PROBE, reason->message, error);
  if (ptl_probe_db_get_n_probes (db) != 1)
    return fail (PTL_SUBMISSION_ERROR_PROBE,
                 _ ("Write one Probe line with a payload, for example: Probe TCP Hello "
                    "q|HELO\\r\\n|"),
                 error);
  if (ptl_probe_db_get_n_rules (db) > 0)
    return fail (PTL_SUBMISSION_ERROR_PROBE,
                 _ ("Leave match lines out: those who get the probe write them from the "
                    "fingerprints."),
                 error);
  if (!has_reply_to (prints, ptl_probe_db_get_probe (db, 0)))
    return fail (PTL_SUBMISSION_ERROR_PROBE,
                 _ ("The fingerprint has no reply to this probe: put the probe into your "
                    "rules, scan the service again and take the new fingerprint."),
                 error);

  return TRUE;
}

static gboolean
check_fields (const PtlSubmission *self, GError **error)
{
  gboolean is_correction = self->kind == PTL_SUBMISSION_CORRECTION;

  if (self->kind != PTL_SUBMISSION_PROBE &&
      get (self, PTL_SUBMISSION_FIELD_SERVICE) == NULL &&
      get (self, PTL_SUBMISSION_FIELD_PRODUCT) == NULL)
    return fail (PTL_SUBMISSION_ERROR_MISSING,
                 _ ("Say what the service is: its name or its product."), error);
  if (is_correction && get (self, PTL_SUBMISSION_FIELD_REPORTED) == NULL)
    return fail (PTL_SUBMISSION_ERROR_MISSING,
                 _ ("Say what was reported, so that it can be found and put right."),
                 error);
  if (is_correction && !self->is_certain)
    return fail (
        PTL_SUBMISSION_ERROR_UNCERTAIN,
        _ ("Only send a correction if you are certain of what runs there: a wrong "
           "one spoils the verdicts of everybody."),
        error);
  if (self->kind == PTL_SUBMISSION_PROBE &&
      get (self, PTL_SUBMISSION_FIELD_PROBE) == NULL)
    return fail (PTL_SUBMISSION_ERROR_MISSING, _ ("Write the line of the new probe."),
                 error);

  return TRUE;
}

gboolean
ptl_submission_check (const PtlSubmission *self, GError **error)
{
  const char *text = get (self, PTL_SUBMISSION_FIELD_FINGERPRINT);
  g_autoptr (GPtrArray) prints = NULL;
  g_autoptr (GError) reason = NULL;

  if (!check_fields (self, error))
    return FALSE;
  if (text == NULL)
    return fail (PTL_SUBMISSION_ERROR_MISSING,
                 _ ("There is no fingerprint: rules are made from what a service says."),
                 error);

  prints = ptl_fingerprints_parse (text, strlen (text), &reason);
  if (prints == NULL)
    return fail (PTL_SUBMISSION_ERROR_FINGERPRINT, reason->message, error);

  return self->kind != PTL_SUBMISSION_PROBE ||
         check_probe (get (self, PTL_SUBMISSION_FIELD_PROBE), prints, error);
}

char *
ptl_submission_to_text (const PtlSubmission *self)
{
  static const char *const titles[PTL_N_SUBMISSIONS] = {
    [PTL_SUBMISSION_SERVICE] = "new service",
    [PTL_SUBMISSION_CORRECTION] = "correction",
    [PTL_SUBMISSION_PROBE] = "new probe",
  };
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "Submission: %s\n", titles[self->kind]);
  for (guint i = 0; i < PTL_N_SUBMISSION_FIELDS; i++)
    {
      const char *value = get (self, (PtlSubmissionField) i);

      if (value == NULL)
        continue;
      if (fields[i].is_block)
        g_string_append_printf (text, "\n%s:\n%s\n", fields[i].title, value);
      else
        g_string_append_printf (text, "%s: %s\n", fields[i].title, value);
    }

  return g_string_free (text, FALSE);
}

char *
ptl_submission_to_form (const PtlSubmission *self)
{
  GString *form = g_string_new ("kind=");

  g_string_append (form, kinds[self->kind]);
  for (guint i = 0; i < PTL_N_SUBMISSION_FIELDS; i++)
    {
      const char *value = get (self, (PtlSubmissionField) i);

      if (value == NULL)
        continue;
      g_string_append_printf (form, "&%s=", fields[i].name);
      g_string_append_uri_escaped (form, value, NULL, FALSE);
    }

  return g_string_free (form, FALSE);
}
