/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-compat.c: where a verdict is not as Nmap's, both ways: what ours is,
 * and that compat_nmap is Nmap's.  data/help/version-detection.md has the reasons. */
#include "scan/service-scan.h"

#include <string.h>

static const char rules[] = "Probe TCP NULL q||\n"
                            "totalwaitms 6000\n"
                            "softmatch ftp m|^220 (\\S+)| v/$1/ o/Unix/\n"
                            "match ssh m|^SSH-| p/Other/\n"
                            "Probe TCP Get q|get|\n"
                            "rarity 1\n"
                            "match http m|^HTTP| p/Web/\n"
                            "match ftp m|^220 \\S+ 214| p/Ftp/\n"
                            "softmatch late m|late|\n"
                            "Probe TCP Last q|last|\n"
                            "rarity 1\n";

typedef struct
{
  PtlProbeDb *db;
  PtlServiceScan *scan;
  gint64 now_us;
} Talk;

/* Which of the two a case is about. */
#define OURS GINT_TO_POINTER (FALSE)
#define NMAP GINT_TO_POINTER (TRUE)

static Talk *
talk_new (gconstpointer compat)
{
  Talk *self = g_new0 (Talk, 1);
  g_autoptr (GBytes) text = g_bytes_new_static (rules, sizeof rules - 1);
  PtlServiceScanParams params = { .protocol = PTL_PROTOCOL_TCP,
                                  .port = 5000,
                                  .intensity = 7,
                                  .compat_nmap = GPOINTER_TO_INT (compat),
                                  .table_name = "table" };
  g_autoptr (GError) error = NULL;

  self->db = ptl_probe_db_new ();
  ptl_probe_db_load_bytes (self->db, text, "x", PTL_RULE_LAYER_DATABASE, TRUE, &error);
  g_assert_no_error (error);
  ptl_probe_db_seal (self->db, TRUE, &error);
  g_assert_no_error (error);
  params.db = self->db;
  self->scan = ptl_service_scan_new (&params);
  ptl_service_scan_start (self->scan);
  return self;
}

static void
talk_free (Talk *self)
{
  ptl_service_scan_free (self->scan);
  ptl_probe_db_unref (self->db);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Talk, talk_free)

static PtlServiceScanStep
let_in (Talk *self)
{
  return ptl_service_scan_on_connected (self->scan, self->now_us);
}

static PtlServiceScanStep
say (Talk *self, const char *text)
{
  self->now_us += 1000;
  return ptl_service_scan_on_data (self->scan, (const guint8 *) text, strlen (text),
                                   self->now_us);
}

static PtlServiceScanStep
say_much (Talk *self, gsize len)
{
  g_autofree char *text = g_strnfill (len, 'x');

  return say (self, text);
}

static PtlServiceScanStep
keep_silent (Talk *self)
{
  self->now_us += (gint64) ptl_service_scan_get_wait_ms (self->scan) * 1000;
  return ptl_service_scan_on_timeout (self->scan, TRUE, self->now_us);
}

static PtlServiceScanStep
hang_up (Talk *self, PtlServiceScanLoss loss)
{
  self->now_us += 1000;
  return ptl_service_scan_on_lost (self->scan, loss, self->now_us);
}

/* Silent until the end. */
static PtlService *
conclude (Talk *self, PtlServiceScanStep step)
{
  while (step != PTL_SERVICE_SCAN_REPORT)
    step = step == PTL_SERVICE_SCAN_CONNECT ? let_in (self) : keep_silent (self);

  return ptl_service_scan_get_service (self->scan);
}

/* A refused connection: Nmap calls it wrapped; ours tries again, and was never let in. */
static void
test_refused (gconstpointer compat)
{
  g_autoptr (Talk) talk = talk_new (compat);
  PtlServiceScanStep step = ptl_service_scan_on_connect_failed (talk->scan, TRUE);
  PtlService *service;

  if (compat == OURS)
    {
      g_assert_cmpint (step, ==, PTL_SERVICE_SCAN_CONNECT);
      while (step == PTL_SERVICE_SCAN_CONNECT)
        step = ptl_service_scan_on_connect_failed (talk->scan, TRUE);
    }
  g_assert_cmpint (step, ==, PTL_SERVICE_SCAN_REPORT);
  service = ptl_service_scan_get_service (talk->scan);
  g_assert_cmpint (service->outcome, ==,
                   compat == OURS ? PTL_SERVICE_OUTCOME_INCOMPLETE
                                  : PTL_SERVICE_OUTCOME_TCPWRAPPED);
  g_assert_cmpstr (service->name, ==, compat == OURS ? "table" : "tcpwrapped");
}

/* In mid-scan it ends the questions of Nmap; ours go on once it works again. */
static void
test_refused_later (gconstpointer compat)
{
  g_autoptr (Talk) talk = talk_new (compat);
  PtlServiceScanStep step;

  let_in (talk);
  say (talk, "220 host\r\n");
  hang_up (talk, PTL_SERVICE_SCAN_CLOSED);
  step = ptl_service_scan_on_connect_failed (talk->scan, TRUE);
  if (compat == OURS)
    {
      g_assert_cmpint (step, ==, PTL_SERVICE_SCAN_CONNECT);
      g_assert_cmpint (let_in (talk), ==, PTL_SERVICE_SCAN_SEND);
      step = say (talk, "220 host 214");
    }
  g_assert_cmpint (step, ==, PTL_SERVICE_SCAN_REPORT);
  g_assert_cmpint (ptl_service_scan_get_service (talk->scan)->outcome, ==,
                   compat == OURS ? PTL_SERVICE_OUTCOME_HARD_MATCH
                                  : PTL_SERVICE_OUTCOME_INCOMPLETE);
  g_assert_cmpstr (ptl_service_scan_get_service (talk->scan)->name, ==, "ftp");
}

/* The version of one product does not belong to another. */
static void
test_fields_of_soft_match (gconstpointer compat)
{
  g_autoptr (Talk) other = talk_new (compat);
  g_autoptr (Talk) same = talk_new (compat);
  PtlService *service;

  let_in (other);
  say (other, "220 host\r\n");
  hang_up (other, PTL_SERVICE_SCAN_CLOSED);
  let_in (other);
  g_assert_cmpint (say (other, "HTTP"), ==, PTL_SERVICE_SCAN_REPORT);
  service = ptl_service_scan_get_service (other->scan);
  g_assert_cmpstr (service->product, ==, "Web");
  g_assert_cmpstr (service->version, ==, compat == OURS ? NULL : "host");

  let_in (same);
  say (same, "220 host\r\n");
  hang_up (same, PTL_SERVICE_SCAN_CLOSED);
  let_in (same);
  g_assert_cmpint (say (same, "220 host 214"), ==, PTL_SERVICE_SCAN_REPORT);
  service = ptl_service_scan_get_service (same->scan);
  g_assert_cmpstr (service->product, ==, "Ftp");
  g_assert_cmpstr (service->version, ==, "host");
  g_assert_cmpstr (service->os_type, ==, "Unix");
}

/* A soft match whose answer goes on is made again: what it captured is whole. */
static void
test_soft_match_goes_on (gconstpointer compat)
{
  g_autoptr (Talk) talk = talk_new (compat);

  let_in (talk);
  say (talk, "220 ho");
  g_assert_cmpstr (conclude (talk, say (talk, "st.example\r\n"))->version, ==,
                   compat == OURS ? "host.example" : "ho");
}

/* After 4096 bytes Nmap asks the next probe; ours waits for as much again. */
static void
test_enough (gconstpointer compat)
{
  g_autoptr (Talk) talk = talk_new (compat);

  let_in (talk);
  g_assert_cmpint (say_much (talk, 4095), ==, PTL_SERVICE_SCAN_WAIT);
  g_assert_cmpint (say (talk, "x"), ==,
                   compat == OURS ? PTL_SERVICE_SCAN_WAIT : PTL_SERVICE_SCAN_SEND);
  if (compat == OURS)
    {
      g_assert_cmpint (say_much (talk, 4095), ==, PTL_SERVICE_SCAN_WAIT);
      g_assert_cmpint (say (talk, "x"), ==, PTL_SERVICE_SCAN_SEND);
    }
}

static void
assert_replies (const PtlService *service, const char *replies)
{
  const char *first = strstr (service->fingerprint, "%r(");

  g_assert_nonnull (first);
  g_assert_cmpstr (first, ==, replies);
}

/* A banner that is still there when the next probe goes out on its connection is in
 * Nmap's fingerprint twice. */
static void
test_banner_in_fingerprint (gconstpointer compat)
{
  g_autoptr (Talk) talk = talk_new (compat);

  let_in (talk);
  assert_replies (conclude (talk, say (talk, "hm")),
                  compat == OURS ? "%r(NULL,2,\"hm\");"
                                 : "%r(NULL,2,\"hm\")%r(Get,2,\"hm\");");
}

/* What came before a reset is lost in Nmap's, what came before a close is not. */
static void
test_reset_in_fingerprint (gconstpointer compat)
{
  g_autoptr (Talk) talk = talk_new (compat);

  let_in (talk);
  say (talk, "hm");
  hang_up (talk, PTL_SERVICE_SCAN_RESET);
  let_in (talk);
  say (talk, "ah");
  assert_replies (conclude (talk, hang_up (talk, PTL_SERVICE_SCAN_CLOSED)),
                  compat == OURS ? "%r(NULL,2,\"hm\")%r(Get,2,\"ah\");"
                                 : "%r(Get,2,\"ah\");");
}

/* The final override: no byte, and no read that ran out of time; a late close is one,
 * too.
 */
static void
test_late_close (gconstpointer compat)
{
  g_autoptr (Talk) talk = talk_new (compat);
  PtlServiceScanStep step;

  let_in (talk);
  talk->now_us += 4 * G_USEC_PER_SEC; /* later than tcpwrappedms */
  for (step = hang_up (talk, PTL_SERVICE_SCAN_CLOSED); step != PTL_SERVICE_SCAN_REPORT;
       step = hang_up (talk, PTL_SERVICE_SCAN_CLOSED))
    let_in (talk);
  g_assert_cmpint (ptl_service_scan_get_service (talk->scan)->outcome, ==,
                   PTL_SERVICE_OUTCOME_TCPWRAPPED);
}

#define ADD_BOTH(name, func)                                                             \
  g_test_add_data_func ("/compat/" name "/ours", OURS, func);                            \
  g_test_add_data_func ("/compat/" name "/nmap", NMAP, func)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_BOTH ("refused", test_refused);
  ADD_BOTH ("refused-later", test_refused_later);
  ADD_BOTH ("fields-of-soft-match", test_fields_of_soft_match);
  ADD_BOTH ("soft-match-goes-on", test_soft_match_goes_on);
  ADD_BOTH ("enough", test_enough);
  ADD_BOTH ("banner-in-fingerprint", test_banner_in_fingerprint);
  ADD_BOTH ("reset-in-fingerprint", test_reset_in_fingerprint);
  ADD_BOTH ("late-close", test_late_close);

  return g_test_run ();
}
