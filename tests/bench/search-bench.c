/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/bench/search-bench.c: how long a filter takes over a thousand saved scans.
 *
 *   search-bench [SESSIONS [FILTER...]]
 *
 * Each session has 10 hosts of 10 ports, with services, answers and certificates.  Prints
 * for each filter what it finds, the shortest time of five and the processor's. */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/await.h"
#include "store/search.h"

#define N_HOSTS  10
#define N_PORTS  10
#define N_ROUNDS 5
#define START_US (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

/* What runs on the ports of a host; the number is the session's, so that versions pass.
 */
static const struct
{
  guint16 port;
  const char *name;
  const char *product;
  const char *major;
  const char *greeting;
} services[N_PORTS] = {
  { 21, "ftp", "vsftpd", "3.0", "220 (vsFTPd 3.0.3)\r\n" },
  { 22, "ssh", "OpenSSH", "8.9", "SSH-2.0-OpenSSH_8.9p1 Ubuntu-3ubuntu0.1\r\n" },
  { 25, "smtp", "Postfix smtpd", NULL,
    "220 mail.example ESMTP Postfix (Debian/GNU)\r\n" },
  { 80, "http", "nginx", "1",
    "HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: x\r\n\r\n" },
  { 110, "pop3", "Dovecot pop3d", NULL, "+OK Dovecot ready.\r\n" },
  { 143, "imap", "Dovecot imapd", NULL,
    "* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n" },
  { 443, "http", "Apache httpd", "2.4",
    "HTTP/1.1 400 Bad Request\r\nServer: Apache\r\n\r\n" },
  { 3306, "mysql", "MariaDB", "10.5", "J\0\0\0\n5.5.5-10.5.19-MariaDB" },
  { 5432, "postgresql", "PostgreSQL DB", NULL, "R\0\0\0\10\0\0\0\0" },
  { 7000, "unknown", NULL, NULL, "QZX harbour 7\r\n" },
};

static void
take (PtlSession *session, PtlFact *fact)
{
  ptl_session_apply (session, fact);
  ptl_fact_unref (fact);
}

static PtlService *
make_service (guint session, guint host, guint port)
{
  PtlService *service =
      ptl_service_new (services[port].product != NULL ? PTL_SERVICE_OUTCOME_HARD_MATCH
                                                      : PTL_SERVICE_OUTCOME_NO_MATCH);

  service->name = g_strdup (services[port].name);
  service->product = g_strdup (services[port].product);
  if (services[port].major != NULL)
    service->version =
        g_strdup_printf ("%s.%u", services[port].major, (session / 10 + host) % 60);
  service->extra_info = g_strdup ("Ubuntu Linux; protocol 2.0");
  service->os_type = g_strdup ("Linux");
  service->cpes =
      g_strsplit ("cpe:/a:vendor:product:1 cpe:/o:linux:linux_kernel", " ", 0);
  if (services[port].product != NULL)
    {
      service->rule = ptl_rule_ref_new ();
      service->rule->layer = g_strdup ("shipped");
      service->rule->file = g_strdup ("/usr/share/portolan/probes/some.probes");
      service->rule->pattern = g_strdup ("^HTTP/1\\.[01] \\d\\d\\d .*\\r\\nServer: x");
      service->rule->probe = g_strdup ("GetRequest");
    }
  return service;
}

static PtlTlsInfo *
make_tls (guint session, guint host)
{
  g_autofree char *text =
      g_strdup_printf ("certificate %u of host %u", session / 50, host);
  g_autoptr (GBytes) der = g_bytes_new (text, strlen (text));
  PtlTlsInfo *tls = ptl_tls_info_new ();

  tls->version = g_strdup ("TLS1.3");
  tls->cipher = g_strdup ("TLS_AES_256_GCM_SHA384");
  tls->certificate = ptl_certificate_new (der);
  tls->certificate->subject = g_strdup_printf ("CN=host%u.example", host);
  tls->certificate->names = g_strsplit ("DNS:www.example DNS:mail.example", " ", 0);
  tls->certificate->until_us =
      g_get_real_time () + ((gint64) session - 500) * G_TIME_SPAN_DAY;
  tls->certificate->from_us = START_US;
  return tls;
}

static void
add_port (PtlSession *session,
          const PtlAddress *address,
          guint number,
          guint host,
          guint i)
{
  g_autoptr (PtlService) service = make_service (number, host, i);
  g_autoptr (PtlResponse) response = ptl_response_new ();
  guint16 port = services[i].port;

  response->probe = g_strdup ("NULL");
  response->sent = g_bytes_new_static ("", 0);
  response->received =
      g_bytes_new_static (services[i].greeting, strlen (services[i].greeting));
  response->full_length = strlen (services[i].greeting);
  take (session, ptl_fact_new_port (1, address, PTL_PROTOCOL_TCP, port,
                                    PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK));
  take (session, ptl_fact_new_response (1, address, PTL_PROTOCOL_TCP, port, response));
  take (session, ptl_fact_new_service (1, address, PTL_PROTOCOL_TCP, port, service));
  if (port == 443)
    {
      g_autoptr (PtlTlsInfo) tls = make_tls (number, host);

      take (session, ptl_fact_new_tls (1, address, PTL_PROTOCOL_TCP, port, tls));
    }
}

static PtlSession *
make_session (guint number)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autofree char *name = g_strdup_printf ("scan %u of net %u", number, number % 20);
  g_autoptr (PtlSessionInfo) info = NULL;
  PtlSession *session;

  g_ptr_array_add (options->targets, g_strdup_printf ("10.0.%u.0/24", number % 20));
  info = ptl_session_info_new (name, options);
  info->state = PTL_SESSION_STATE_FINISHED;
  info->started_us = START_US + number * G_TIME_SPAN_HOUR;
  session = ptl_session_new (info, TRUE);
  for (guint host = 0; host < N_HOSTS; host++)
    {
      g_autoptr (PtlHostInfo) of_host = ptl_host_info_new ();
      const PtlAddress address = { .bytes = { 10, 0, (guint8) (number % 20),
                                              (guint8) (host + 1) } };

      of_host->state = PTL_HOST_STATE_UP;
      of_host->hostname = g_strdup_printf ("host%u.net%u.example", host, number % 20);
      take (session, ptl_fact_new_host (1, &address, of_host));
      for (guint i = 0; i < N_PORTS; i++)
        add_port (session, &address, number, host, i);
    }
  return session;
}

static PtlStore *
fill (const char *path, guint n_sessions)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  PtlStore *store;

  ptl_store_open_async (path, NULL, await_cb, &result);
  store = ptl_store_open_finish (await (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n_sessions; i++)
    {
      g_autoptr (PtlSession) session = make_session (i);
      g_autoptr (PtlSessionInfo) saved = NULL;

      result = NULL;
      ptl_store_save_async (store, session, NULL, await_cb, &result);
      saved = ptl_store_save_finish (store, await (&result), &error);
      g_assert_no_error (error);
    }
  return store;
}

static guint
search (PtlStore *store, const PtlFilter *filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  GAsyncResult *result = NULL;

  ptl_store_search_async (store, filter, 1000, NULL, await_cb, &result);
  hits = ptl_store_search_finish (store, await (&result), &error);
  g_assert_no_error (error);
  return hits->len;
}

static void
measure (PtlStore *store, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtlFilter) filter =
      ptl_filter_parse (text, g_get_real_time (), NULL, &error);
  gint64 shortest_us = G_MAXINT64;
  clock_t begin;
  guint n_hits = 0;

  g_assert_no_error (error);
  begin = clock ();
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      gint64 begin_us = g_get_monotonic_time ();

      n_hits = search (store, filter);
      shortest_us = MIN (shortest_us, g_get_monotonic_time () - begin_us);
    }
  g_print ("%7.1f ms  %7.1f ms  %5u  %s\n", (double) shortest_us / 1000,
           (double) (clock () - begin) * 1000 / CLOCKS_PER_SEC / N_ROUNDS, n_hits, text);
}

int
main (int argc, char **argv)
{
  static const char *const usual[] = {
    "product~nginx version<1.25",
    "port:7000",
    "version>=8.9.59 product:OpenSSH",
    "unknown",
    "host:10.0.7.0/24 service:http",
    "cert.expires<30d",
    "cert.name:www.example new",
    "harbour",
    "postgres",
    "nothing-of-this",
    "ubuntu port:22",
    "banner~harbour",
    "banner~nothing-of-this",
    "session~\"scan 517\"",
    "-has:product",
    "product:none",
    "state:closed",
    "version<1.2.5",
    "cpe~vendor",
    "new",
    "port:22 OR port:25",
  };
  guint n_sessions = argc > 1 ? (guint) atoi (argv[1]) : 1000;
  g_autofree char *folder = g_dir_make_tmp ("search-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sessions.db", NULL);
  g_autoptr (PtlStore) store = fill (path, n_sessions);
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (PtlFilter) word = ptl_filter_parse ("word", 0, NULL, NULL);
  GAsyncResult *result = NULL;

  search (store, word);
  g_print ("%u sessions, %u ports; made searchable in %.1f s\n", n_sessions,
           n_sessions * N_HOSTS * N_PORTS,
           (double) (g_get_monotonic_time () - begin_us) / G_USEC_PER_SEC);
  g_print ("%10s  %10s  %5s\n", "shortest", "processor", "found");
  if (argc > 2)
    for (int i = 2; i < argc; i++)
      measure (store, argv[i]);
  else
    for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
      measure (store, usual[i]);

  ptl_store_close_async (store, NULL, await_cb, &result);
  ptl_store_close_finish (store, await (&result), NULL);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
