/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/fingerprint-submission.c: fingerprints made fit for others, from the command line.
 */
#include "cli/fingerprint-submission.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"
#include "cli/command.h"
#include "cli/console.h"
#include "submit/redaction.h"

#define MAX_SHOWN 120 /* characters of what was left out */

void
ptl_fingerprint_submission_init (PtlFingerprintSubmission *self)
{
  self->probe = g_ptr_array_new_with_free_func (g_free);
  self->words = g_ptr_array_new_with_free_func (g_free);
  self->kept = g_ptr_array_new_with_free_func (g_free);
}

void
ptl_fingerprint_submission_clear (PtlFingerprintSubmission *self)
{
  g_free (self->path);
  g_free (self->kind);
  for (guint i = 0; i < PTL_N_SUBMISSION_FIELDS; i++)
    g_free (self->fields[i]);
  g_ptr_array_unref (self->probe);
  g_ptr_array_unref (self->words);
  g_ptr_array_unref (self->kept);
}

static gboolean
is_kept (const PtlFingerprintSubmission *self, GBytes *text)
{
  gsize len;
  const char *bytes = g_bytes_get_data (text, &len);

  for (guint i = 0; i < self->kept->len; i++)
    if (strlen (self->kept->pdata[i]) == len &&
        g_ascii_strncasecmp (self->kept->pdata[i], bytes, len) == 0)
      return TRUE;

  return FALSE;
}

static char *
show (GBytes *bytes)
{
  gsize len;
  const void *data = g_bytes_get_data (bytes, &len);

  return ptl_display_text (data, len, MAX_SHOWN, FALSE);
}

static void
tell (const PtlFinding *finding)
{
  g_autofree char *text = show (finding->text);
  g_autofree char *replacement = show (finding->replacement);

  ptl_console_complain (
      ngettext ("left out %u time: %s “%s”, now “%s”",
                "left out %u times: %s “%s”, now “%s”", finding->n_places),
      finding->n_places, ptl_secret_kind_describe (finding->kind), text, replacement);
}

static PtlFingerprint *
redact (const PtlFingerprintSubmission *self, const PtlFingerprint *print)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  g_autoptr (PtlRedaction) redaction = NULL;

  g_ptr_array_add (known, (gpointer) g_get_host_name ());
  redaction = ptl_redaction_new (print, known, self->words);
  for (guint i = 0; i < ptl_redaction_get_n_findings (redaction); i++)
    {
      const PtlFinding *finding = ptl_redaction_get_finding (redaction, i);

      if (is_kept (self, finding->text))
        ptl_redaction_keep (redaction, i, TRUE);
      else
        tell (finding);
    }

  return ptl_redaction_apply (redaction);
}

void
ptl_fingerprint_submission_redact (const PtlFingerprintSubmission *self,
                                   GPtrArray *prints)
{
  for (guint i = 0; i < prints->len; i++)
    {
      PtlFingerprint *print = prints->pdata[i];

      prints->pdata[i] = redact (self, print);
      ptl_fingerprint_free (print);
    }
}

static char *
join (GPtrArray *lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) lines->pdata[i]);
  return g_string_free (text, FALSE);
}

static PtlSubmission *
make (const PtlFingerprintSubmission *self, GPtrArray *prints, GError **error)
{
  PtlSubmissionKind kind = PTL_SUBMISSION_SERVICE;
  g_autofree char *probe = join (self->probe);
  g_autofree char *text = ptl_fingerprints_to_text (prints);
  PtlSubmission *submission;

  if (self->kind != NULL && !ptl_submission_kind_parse (self->kind, &kind))
    {
      g_set_error (error, PTL_COMMAND_ERROR, PTL_COMMAND_ERROR_USAGE,
                   _ ("--kind %s: expected service, correction or probe"), self->kind);
      return NULL;
    }

  submission = ptl_submission_new (kind);
  submission->is_certain = self->is_certain;
  for (guint i = 0; i < PTL_N_SUBMISSION_FIELDS; i++)
    ptl_submission_set (submission, (PtlSubmissionField) i, self->fields[i]);
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_PROBE, probe);
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_FINGERPRINT, text);
  return submission;
}

gboolean
ptl_fingerprint_submission_write (const PtlFingerprintSubmission *self,
                                  GPtrArray *prints,
                                  GError **error)
{
  g_autoptr (PtlSubmission) submission = make (self, prints, error);
  g_autofree char *text = NULL;

  if (submission == NULL || !ptl_submission_check (submission, error))
    return FALSE;

  text = ptl_submission_to_text (submission);
  return g_str_equal (self->path, "-")
             ? ptl_console_print (text, error)
             : g_file_set_contents (self->path, text, -1, error);
}
