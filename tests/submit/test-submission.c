/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/submit/test-submission.c: what a person gives to others. */
#include "submit/submission.h"

#include <string.h>

#define PRINT "SF-Port7000-TCP:V=0.1%I=7%D=3/3%Time=0%r(Hello,5,\"\\+OK\\r\\n\");"

static PtlSubmission *
make (PtlSubmissionKind kind)
{
  PtlSubmission *submission = ptl_submission_new (kind);

  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_FINGERPRINT, PRINT);
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_SERVICE, "harbour");
  return submission;
}

static void
assert_sound (const PtlSubmission *submission)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ptl_submission_check (submission, &error));
  g_assert_no_error (error);
}

static void
assert_fault (const PtlSubmission *submission, PtlSubmissionError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ptl_submission_check (submission, &error));
  g_assert_error (error, PTL_SUBMISSION_ERROR, (int) code);
}

static void
test_service (void)
{
  g_autoptr (PtlSubmission) submission = make (PTL_SUBMISSION_SERVICE);

  assert_sound (submission);
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_SERVICE, " \t ");
  assert_fault (submission, PTL_SUBMISSION_ERROR_MISSING);
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_PRODUCT, "Harbour control");
  assert_sound (submission);
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_FINGERPRINT, "nothing of it");
  assert_fault (submission, PTL_SUBMISSION_ERROR_FINGERPRINT);
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_FINGERPRINT, NULL);
  assert_fault (submission, PTL_SUBMISSION_ERROR_MISSING);
}

static void
test_correction (void)
{
  g_autoptr (PtlSubmission) submission = make (PTL_SUBMISSION_CORRECTION);

  assert_fault (submission, PTL_SUBMISSION_ERROR_MISSING);
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_REPORTED, "ftp: vsftpd 3.0");
  assert_fault (submission, PTL_SUBMISSION_ERROR_UNCERTAIN);
  submission->is_certain = TRUE;
  assert_sound (submission);
}

static void
test_probe (void)
{
  g_autoptr (PtlSubmission) submission = make (PTL_SUBMISSION_PROBE);

  assert_fault (submission, PTL_SUBMISSION_ERROR_MISSING);
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_PROBE, "Probe TCP Hello HELO");
  assert_fault (submission, PTL_SUBMISSION_ERROR_PROBE);
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_PROBE, "Probe UDP Hello q|HELO|");
  assert_fault (submission, PTL_SUBMISSION_ERROR_PROBE); /* the reply is to one of TCP */
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_PROBE,
                      "Probe TCP Hello q|HELO|\nmatch a m|^b|");
  assert_fault (submission, PTL_SUBMISSION_ERROR_PROBE);
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_PROBE,
                      "Probe TCP Hello q|HELO|\nrarity 12");
  assert_fault (submission, PTL_SUBMISSION_ERROR_PROBE);
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_PROBE,
                      "Probe TCP Hello q|HELO\\r\\n|\nrarity 8\nports 7000-7002");
  assert_sound (submission);
}

static void
test_make_probe (void)
{
  g_autoptr (PtlSubmission) submission = make (PTL_SUBMISSION_PROBE);
  g_autofree char *plain =
      ptl_submission_make_probe (PTL_PROTOCOL_UDP, "Ask", "a|b=c", "", 5);
  g_autofree char *full =
      ptl_submission_make_probe (PTL_PROTOCOL_TCP, "Hello", "HELO\\r\\n", "7000,7001", 8);
  g_autofree char *two = ptl_submission_make_probe (PTL_PROTOCOL_TCP, "Hello", "a",
                                                    "1\nProbe TCP B q|b|", 8);

  g_assert_cmpstr (plain, ==, "Probe UDP Ask q/a|b=c/\nrarity 5\n");
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_PROBE, full);
  g_assert_cmpstr (submission->fields[PTL_SUBMISSION_FIELD_PROBE], ==,
                   "Probe TCP Hello q|HELO\\r\\n|\nrarity 8\nports 7000,7001");
  assert_sound (submission);
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_PROBE, two);
  assert_fault (submission, PTL_SUBMISSION_ERROR_PROBE);
}

/* Fields of another kind stay at home; no line can pass for a field. */
static void
test_text (void)
{
  g_autoptr (PtlSubmission) submission = make (PTL_SUBMISSION_SERVICE);
  g_autofree char *text = NULL;

  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_REPORTED, "not of this kind");
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_PRODUCT,
                      "A\nAddress: 1.2.3.4\x1b");
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_NOTES, "one\ntwo");
  text = ptl_submission_to_text (submission);
  g_assert_cmpstr (text, ==,
                   "Submission: new service\n"
                   "Service: harbour\n"
                   "Product: A Address: 1.2.3.4\n"
                   "\nNotes:\none\ntwo\n"
                   "\nFingerprint:\n" PRINT "\n");
}

static void
test_form (void)
{
  g_autoptr (PtlSubmission) submission = make (PTL_SUBMISSION_CORRECTION);
  g_autofree char *form = NULL;

  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_REPORTED, "a&b=c %\xc3\xa9");
  ptl_submission_set (submission, PTL_SUBMISSION_FIELD_FINGERPRINT, NULL);
  form = ptl_submission_to_form (submission);
  g_assert_cmpstr (form, ==,
                   "kind=correction&service=harbour&reported=a%26b%3Dc%20%25%C3%A9");
}

static void
test_names (void)
{
  PtlSubmissionKind kind;

  for (guint i = 0; i < PTL_N_SUBMISSIONS; i++)
    {
      g_assert_true (ptl_submission_kind_parse (
          ptl_submission_kind_to_string ((PtlSubmissionKind) i), &kind));
      g_assert_cmpint (kind, ==, (int) i);
    }
  g_assert_false (ptl_submission_kind_parse ("other", &kind));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/submission/service", test_service);
  g_test_add_func ("/submission/correction", test_correction);
  g_test_add_func ("/submission/probe", test_probe);
  g_test_add_func ("/submission/make-probe", test_make_probe);
  g_test_add_func ("/submission/text", test_text);
  g_test_add_func ("/submission/form", test_form);
  g_test_add_func ("/submission/names", test_names);

  return g_test_run ();
}
