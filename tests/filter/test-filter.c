/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/filter/test-filter.c: filters read, refused, and asked of rows.
 *
 * That the store answers like the predicate is in tests/store/test-search.c. */
#include <string.h>

#include "filter/filter.h"

#define NOW (20000 * G_TIME_SPAN_DAY) /* 2024-10-04 00:00 UTC */

/* --- what is refused --- */

static const struct
{
  const char *text;
  const char *message; /* its beginning */
} faults[] = {
  { "prodct~nginx", "column 1: there is no field “prodct”; did you mean “product”?" },
  { "a servcie:http", "column 3: there is no field “servcie”; did you mean “service”?" },
  { "http://example", "column 1: there is no field “http”; put a text" },
  { "port:", "column 6: expected a value for port" },
  { "port:22,", "column 9: expected a value for port" },
  { "port:ssh", "column 6: “ssh” is no number from 0 to 65535" },
  { "port:90-80", "column 6: “90-80”: the range runs backwards" },
  { "port:70000", "column 6: “70000” is no number from 0 to 65535" },
  { "port:1-2-3", "column 6: “1-2-3” is neither a number nor" },
  { "port:99999999999999999999", "column 6: “99999999999999999999” is no number" },
  { "port~22", "column 6: port has no parts to look for: use “:”" },
  { "port>1,2", "column 7: “>” takes one value" },
  { "state:opne", "column 7: “opne” is no value of state; did you mean “open”?" },
  { "state:weird", "column 7: “weird” is no value of state, which are: open, closed" },
  { "product<2", "column 9: product has no order: use “:”" },
  { "host:10.0.0.0/33",
    "column 6: “10.0.0.0/33”: expected a number of bits from 0 to 32" },
  { "host:nas/8", "column 6: “nas” is no address" },
  { "host:10.0.0.9-10.0.0.1", "column 6: “10.0.0.9-10.0.0.1”: the range runs backwards" },
  { "cert.expires<soon", "column 14: “soon” is no time: write 2026-11-21" },
  { "started>2026-13", "column 9: “2026-13” is no time" },
  { "started>2026-02-30", "column 9: “2026-02-30” is no time" },
  { "(a", "column 1: the bracket “(” is not closed" },
  { "a)", "column 2: there is no bracket to close" },
  { "()", "column 2: something is missing here" },
  { "a OR", "column 5: something is missing here" },
  { "OR a", "column 1: something is missing here" },
  { "a AND", "column 6: something is missing here" },
  { "NOT", "column 4: something is missing here" },
  { "a \"b", "column 3: the quotation mark “\"” is not closed" },
  { "\"b\"c", "column 4: expected a blank after the quoted text" },
  { "ä\"b\"", "column 2: a quotation mark stands at the beginning" },
  { "ö port:x", "column 8: “x” is no number" },
  { "\xff", "column 1: this is no text in UTF-8" },
};

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize offset = G_MAXSIZE;

      g_autofree char *shown = g_strescape (faults[i].text, NULL);

      g_test_message ("%s", shown);
      g_assert_null (ptl_filter_parse (faults[i].text, NOW, &offset, &error));
      g_assert_error (error, PTL_FILTER_ERROR, PTL_FILTER_ERROR_SYNTAX);
      if (!g_str_has_prefix (error->message, faults[i].message))
        g_assert_cmpstr (error->message, ==, faults[i].message);
      g_assert_cmpuint (offset, <=, strlen (faults[i].text));
    }
}

static void
assert_refused (const char *text, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ptl_filter_parse (text, NOW, NULL, &error));
  g_assert_error (error, PTL_FILTER_ERROR, PTL_FILTER_ERROR_SYNTAX);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_bounds (void)
{
  g_autofree char *deep = g_strnfill (PTL_FILTER_MAX_DEPTH + 1, '(');
  g_autofree char *longest = g_strnfill (PTL_FILTER_MAX_TEXT + 1, 'a');
  g_autoptr (GString) many = g_string_new (NULL);

  for (guint i = 0; i <= PTL_FILTER_MAX_TERMS; i++)
    g_string_append (many, "a ");

  assert_refused (deep, "brackets are open");
  assert_refused (longest, "too long");
  assert_refused (many->str, "more than 200 terms");
}

/* --- what it answers --- */

typedef struct
{
  PtlSessionInfo *session;
  PtlHost *host;
  PtlPort *http;        /* 80, nginx, with a certificate */
  PtlPort *odd;         /* 4000, unrecognised */
  PtlSession *baseline; /* where 80 was open and 4000 closed */
} Fixture;

static PtlService *
new_http (void)
{
  PtlService *service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);

  service->name = g_strdup ("http");
  service->product = g_strdup ("nginx");
  service->version = g_strdup ("1.10.3");
  service->extra_info = g_strdup ("Ubuntu; a*b");
  service->os_type = g_strdup ("Linux");
  service->cpes = g_strsplit ("cpe:/a:igor_sysoev:nginx:1.10.3 cpe:/o:linux", " ", 0);
  service->rule = ptl_rule_ref_new ();
  service->rule->layer = g_strdup ("user");
  service->rule->probe = g_strdup ("GetRequest");
  return service;
}

static PtlTlsInfo *
new_tls (void)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("der", 3);
  PtlTlsInfo *tls = ptl_tls_info_new ();

  tls->version = g_strdup ("TLS1.2");
  tls->cipher = g_strdup ("TLS_AES_256_GCM_SHA384");
  tls->certificate = ptl_certificate_new (der);
  tls->certificate->subject = g_strdup ("CN=www.example,O=Example");
  tls->certificate->names = g_strsplit ("DNS:www.example DNS:mail.example", " ", 0);
  tls->certificate->until_us = NOW + 20 * G_TIME_SPAN_DAY;
  tls->certificate->from_us = PTL_CERTIFICATE_NO_TIME;
  tls->certificate->key_bits = 2048;
  return tls;
}

static PtlPort *
add_port (Fixture *f, guint16 number, PtlService *service)
{
  gboolean added;
  PtlPort *port = ptl_host_ensure_port (f->host, PTL_PROTOCOL_TCP, number, &added);

  ptl_host_set_port_state (f->host, port, PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK);
  ptl_port_set_service (port, service);
  return port;
}

static PtlSession *
new_baseline (const PtlAddress *address)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("before", options);
  g_autoptr (PtlPortSet) closed = ptl_port_set_new ();
  g_autoptr (PtlFact) http = ptl_fact_new_port (1, address, PTL_PROTOCOL_TCP, 80,
                                                PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK);
  g_autoptr (PtlFact) rest = NULL;
  PtlSession *session = ptl_session_new (info, FALSE);

  ptl_port_set_add_range (closed, 81, 4000);
  rest = ptl_fact_new_port_group (1, address, PTL_PROTOCOL_TCP, PTL_PORT_STATE_CLOSED,
                                  PTL_REASON_CONN_REFUSED, closed);
  ptl_session_apply (session, http);
  ptl_session_apply (session, rest);
  return session;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlHostInfo) info = ptl_host_info_new ();
  g_autoptr (PtlService) http = new_http ();
  g_autoptr (PtlTlsInfo) tls = new_tls ();
  g_autoptr (PtlService) unknown = ptl_service_new (PTL_SERVICE_OUTCOME_NO_MATCH);
  g_autoptr (PtlResponse) response = ptl_response_new ();
  PtlAddress address;

  f->session = ptl_session_info_new ("Office LAN", options);
  f->session->started_us = NOW - 3 * G_TIME_SPAN_DAY;
  f->session->notes = g_strdup ("ask Anna first");
  f->session->tags = g_strsplit ("lab weekly", " ", 0);
  ptl_address_parse ("10.1.2.3", &address);
  f->host = ptl_host_new (&address);
  info->state = PTL_HOST_STATE_UP;
  info->hostname = g_strdup ("nas.example");
  info->mac = g_strdup ("02:42:ac:11:00:02");
  info->vendor = g_strdup ("Raspberry Pi");
  info->notes = g_strdup ("below the desk");
  ptl_host_info_add_alias (info, "files.example", NULL, PTL_NAME_SOURCE_DNS);
  ptl_host_set_info (f->host, info);

  unknown->name = g_strdup ("odd");
  f->odd = add_port (f, 4000, unknown);
  f->http = add_port (f, 80, http);
  ptl_port_set_tls (f->http, tls);
  response->received = g_bytes_new_static ("a\0HARBOUR 2", 11);
  ptl_port_add_response (f->odd, response);
  f->baseline = new_baseline (&address);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ptl_session_info_unref (f->session);
  ptl_host_unref (f->host);
  g_object_unref (f->baseline);
}

/* Of which ports a filter is true: "h" of http, "o" of the odd one. */
static const struct
{
  const char *text;
  const char *ports;
} questions[] = {
  { "", "ho" },
  { "port:80", "h" },
  { "port:22,80-90", "h" },
  { "port>80", "o" },
  { "port>=80", "ho" },
  { "port<=80 port!=81", "h" },
  { "service:http", "h" },
  { "service:HTTP,ssh", "h" },
  { "service:ht*", "h" },
  { "service:\"ht*\"", "" },
  { "service:*d*", "o" },
  { "service=htt", "" },
  { "service~tt", "h" },
  { "product~NGI", "h" },
  { "product!~ngi", "o" },
  { "info~a*b", "h" },
  { "info:\"ubuntu; a*b\"", "h" },
  { "version<1.25", "h" },
  { "version:<1.25", "h" },
  { "version<1.9", "" },
  { "version>=1.10.3", "h" },
  { "version>1.10.3rc1", "h" },
  { "version<=1.10", "" },
  { "version:1.10.*", "h" },
  { "NOT version<1.25", "o" },
  { "host:10.0.0.0/8", "ho" },
  { "host:10.1.2.0-10.1.2.2", "" },
  { "host:10.1.2.0-10.1.2.3", "ho" },
  { "host:10.1.2.3/32", "ho" },
  { "host:0.0.0.0/0", "ho" },
  { "host:::/0", "" },
  { "host:fe80::/10", "" },
  { "host:192.168.0.0/16,10.1.2.3", "ho" },
  { "host:nas.example", "ho" },
  { "host:*.example", "ho" },
  { "host~1.2", "ho" },
  { "name:nas*", "ho" },
  { "mac:02:42:*", "ho" },
  { "has:mac", "ho" },
  { "state:open protocol:tcp", "ho" },
  { "proto:udp", "" },
  { "reason:syn-ack", "ho" },
  { "unknown", "o" },
  { "is:unknown", "o" },
  { "-unknown", "h" },
  { "up", "ho" },
  { "down", "" },
  { "new", "o" },
  { "-new", "h" },
  { "name:files.example", "ho" },
  { "host:files*", "ho" },
  { "vendor~raspberry", "ho" },
  { "note~anna", "ho" },
  { "note:below\\ *", "ho" },
  { "tag:LAB", "ho" },
  { "tag~eek", "ho" },
  { "tag:wee", "" },
  { "has:tag has:note has:vendor", "ho" },
  { "\"the desk\"", "ho" },
  { "weekly", "ho" },
  { "has:tls", "h" },
  { "has:cert,fingerprint", "h" },
  { "-has:version", "o" },
  { "cpe~linux", "h" },
  { "cpe:cpe:/o:linux", "h" },
  { "layer:user", "h" },
  { "probe:getrequest", "h" },
  { "outcome:no-match", "o" },
  { "os:linux", "h" },
  { "banner~harbour", "o" },
  { "banner~\"harbour 3\"", "" },
  { "tls.version<TLS1.3", "h" },
  { "cert.expires<30d", "h" },
  { "cert.expires:30d", "h" },
  { "cert.expires<2w", "" },
  { "cert.expires>2024-10-21", "h" },
  { "cert.expires:2024-10", "h" },
  { "cert.expires>2024", "" },
  { "cert.issued>2000", "" },
  { "-cert.issued>2000", "ho" },
  { "cert.name:www.example", "h" },
  { "cert.bits<4096", "h" },
  { "session:\"office lan\"", "ho" },
  { "started<7d", "ho" },
  { "started>7d", "" },
  { "started:2024-10", "ho" },
  { "started<2024-10-20", "ho" },
  { "nginx", "h" },
  { "\"office lan\"", "ho" },
  { "10.1.2", "ho" },
  { "mail.example", "h" },
  { "nothing", "" },
  { "nginx OR unknown", "ho" },
  { "nginx unknown", "" },
  { "nginx AND NOT unknown", "h" },
  { "(nginx OR unknown) port:4000", "o" },
  { "port:80 OR port:4000 unknown", "ho" },
  { "-(port:80 OR unknown)", "" },
  { "!port:80", "o" },
  { "NOT NOT port:80", "h" },
  { "product~\\\"", "" },
  { "fe80::1", "" },
};

static void
test_questions (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PtlFilter) filter =
          ptl_filter_parse (questions[i].text, NOW, NULL, &error);
      PtlFilterRow row = { f->session, f->host, f->http, f->baseline };
      GString *found = g_string_new (NULL);

      g_test_message ("%s", questions[i].text);
      g_assert_no_error (error);
      if (ptl_filter_match (filter, &row))
        g_string_append_c (found, 'h');
      row.port = f->odd;
      if (ptl_filter_match (filter, &row))
        g_string_append_c (found, 'o');
      g_assert_cmpstr (found->str, ==, questions[i].ports);
      g_string_free (found, TRUE);
    }
}

/* What asks of ports is true of no host without one, not even when negated. */
static void
test_level (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *text;
    PtlFilterLevel level;
  } levels[] = {
    { "", PTL_FILTER_LEVEL_SESSION },
    { "word session~x", PTL_FILTER_LEVEL_SESSION },
    { "host:10.0.0.0/8 started<7d", PTL_FILTER_LEVEL_HOST },
    { "-has:mac", PTL_FILTER_LEVEL_HOST },
    { "has:tag note~x", PTL_FILTER_LEVEL_SESSION },
    { "has:tag,mac", PTL_FILTER_LEVEL_HOST },
    { "has:mac,tls", PTL_FILTER_LEVEL_PORT },
    { "down OR unknown", PTL_FILTER_LEVEL_PORT },
    { "-port:80", PTL_FILTER_LEVEL_PORT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (PtlFilter) filter = ptl_filter_parse (levels[i].text, NOW, NULL, NULL);
      PtlFilterRow row = { f->session, f->host, NULL, NULL };

      g_assert_cmpint (ptl_filter_get_level (filter), ==, levels[i].level);
      if (levels[i].level == PTL_FILTER_LEVEL_PORT)
        g_assert_false (ptl_filter_match (filter, &row));
    }
}

/* A port of which the baseline knows nothing is not new, and without one none is. */
static void
test_new (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlFilter) filter = ptl_filter_parse ("new", NOW, NULL, NULL);
  PtlFilterRow row = { f->session, f->host, add_port (f, 4001, f->odd->service),
                       f->baseline };

  g_assert_false (ptl_filter_match (filter, &row));
  row.port = f->odd;
  g_assert_true (ptl_filter_match (filter, &row));
  row.baseline = NULL;
  g_assert_false (ptl_filter_match (filter, &row));
}

/* What a cell shows is asked for by a term. */
static void
test_terms (Fixture *f, gconstpointer data)
{
  static const struct
  {
    PtlFilterField field;
    const char *term; /* of the port with http */
  } terms[] = {
    { PTL_FILTER_FIELD_PORT, "port:80" },
    { PTL_FILTER_FIELD_HOST, "host:10.1.2.3" },
    { PTL_FILTER_FIELD_NAME, "name:nas.example" },
    { PTL_FILTER_FIELD_STATE, "state:open" },
    { PTL_FILTER_FIELD_PRODUCT, "product:nginx" },
    { PTL_FILTER_FIELD_INFO, "info:\"Ubuntu; a*b\"" },
    { PTL_FILTER_FIELD_CERT_SUBJECT, "cert.subject:\"CN=www.example,O=Example\"" },
  };
  const PtlFilterRow row = { f->session, f->host, f->http, NULL };
  g_autofree char *odd = ptl_filter_print_term (PTL_FILTER_FIELD_INFO, "a\"\\(b");

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autofree char *value = ptl_filter_row_dup_value (&row, terms[i].field);
      g_autofree char *term = ptl_filter_print_term (terms[i].field, value);
      g_autoptr (PtlFilter) filter = ptl_filter_parse (term, NOW, NULL, NULL);

      g_assert_cmpstr (term, ==, terms[i].term);
      g_assert_nonnull (filter);
      g_assert_true (ptl_filter_match (filter, &row));
    }
  g_assert_cmpstr (odd, ==, "info:\"a\\\"\\\\(b\"");
  g_assert_null (ptl_filter_row_dup_value (&row, PTL_FILTER_FIELD_DEVICE));
}

static void
test_asks (void)
{
  g_autoptr (PtlFilter) filter = ptl_filter_parse ("a OR (port:1 -new)", NOW, NULL, NULL);

  g_assert_true (ptl_filter_asks (filter, PTL_FILTER_FIELD_IS, PTL_FILTER_IS_NEW));
  g_assert_false (ptl_filter_asks (filter, PTL_FILTER_FIELD_IS, PTL_FILTER_IS_UP));
  g_assert_true (ptl_filter_asks (filter, PTL_FILTER_FIELD_PORT, -1));
  g_assert_false (ptl_filter_asks (filter, PTL_FILTER_FIELD_BANNER, -1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/filter/faults", test_faults);
  g_test_add_func ("/filter/bounds", test_bounds);
  g_test_add ("/filter/questions", Fixture, NULL, set_up, test_questions, tear_down);
  g_test_add ("/filter/level", Fixture, NULL, set_up, test_level, tear_down);
  g_test_add ("/filter/new", Fixture, NULL, set_up, test_new, tear_down);
  g_test_add ("/filter/terms", Fixture, NULL, set_up, test_terms, tear_down);
  g_test_add_func ("/filter/asks", test_asks);

  return g_test_run ();
}
