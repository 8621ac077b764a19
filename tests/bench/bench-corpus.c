/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/bench/bench-corpus.c: a store full of answers as networks give them, made up. */
#include "bench-corpus.h"

#include <string.h>
#include <time.h>

#include "lib/await.h"

#define PAGE_BYTES    2048
#define PORTS_OF_HOST 10
#define FACTS_AT_ONCE 5000

static const char get_request[] = "GET / HTTP/1.0\r\n\r\n";

typedef struct
{
  GRand *rand;
  GPtrArray *facts;
} Maker;

static guint
pick (Maker *self, guint n)
{
  return (guint) g_rand_int_range (self->rand, 0, (int) n);
}

/* A page of a web server, filled up with text that nobody knows. */
static GString *
make_page (Maker *self, const char *server)
{
  GString *page = g_string_new (NULL);

  g_string_append_printf (
      page, "HTTP/1.1 200 OK\r\nDate: Fri, %02u Nov 2026 %02u:00:00 GMT\r\n",
      1 + pick (self, 28), pick (self, 24));
  if (server != NULL)
    g_string_append_printf (page, "Server: %s\r\n", server);
  g_string_append_printf (page,
                          "X-Request-Id: %08x\r\nContent-Type: text/html\r\n"
                          "Connection: close\r\n\r\n<html><head><title>Device %u</title>",
                          g_rand_int (self->rand), pick (self, 100000));
  while (page->len < PAGE_BYTES)
    g_string_append_printf (page, "<p class=\"c%u\">Some words of no product, %u.</p>\n",
                            pick (self, 10), pick (self, 1000));
  g_string_truncate (page, PAGE_BYTES);
  return page;
}

static GString *
make_greeting (Maker *self)
{
  GString *out = g_string_new (NULL);
  guint a = pick (self, 10), b = pick (self, 20);

  switch (pick (self, 6))
    {
    case 0:
      g_string_printf (out, "SSH-2.0-OpenSSH_%u.%up1 Debian-%u\r\n", a, b,
                       pick (self, 9));
      break;
    case 1:
      g_string_printf (out, "220 (vsFTPd %u.%u.%u)\r\n", a, b, pick (self, 9));
      break;
    case 2:
      g_string_printf (out, "220 mail%u.example ESMTP Postfix (Debian/GNU)\r\n", a);
      break;
    case 3:
      g_string_printf (out, "220 Welcome to device %u-%u\r\n", a, b);
      break;
    case 4:
      g_string_printf (out, "+READY board %u firmware %u.%u\r\n", pick (self, 99), a, b);
      break;
    default:
      for (guint i = 0; i < 40; i++)
        g_string_append_c (out, (char) pick (self, 256));
      break;
    }

  return out;
}

/* Two of five are web servers, most of which no rule knows. */
static PtlResponse *
make_response (Maker *self)
{
  static const char *const servers[] = {
    NULL, NULL, "Device-Web/1.0", "embedded", "nginx/1.18.0", "Apache/2.4.57 (Debian)"
  };
  PtlResponse *response = ptl_response_new ();
  gboolean is_page = pick (self, 5) < 2;
  GString *text = is_page ? make_page (self, servers[pick (self, G_N_ELEMENTS (servers))])
                          : make_greeting (self);

  response->probe = g_strdup (is_page ? "GetRequest" : "NULL");
  response->sent = is_page ? g_bytes_new_static (get_request, sizeof get_request - 1)
                           : g_bytes_new_static ("", 0);
  response->full_length = text->len;
  response->received = g_string_free_to_bytes (text);
  response->end = PTL_RESPONSE_END_TIMEOUT;
  return response;
}

static void
add_port (Maker *self, guint index)
{
  guint host = index / PORTS_OF_HOST;
  guint16 port = (guint16) (1000 + index % PORTS_OF_HOST);
  PtlAddress address = { { 10, (guint8) (host >> 16), (guint8) (host >> 8),
                           (guint8) host } };
  g_autoptr (PtlResponse) response = make_response (self);
  g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_NO_MATCH);

  service->fingerprint = g_strdup ("SF-Port1000-TCP:V=0.1;");
  g_ptr_array_add (self->facts,
                   ptl_fact_new_port (1, &address, PTL_PROTOCOL_TCP, port,
                                      PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK));
  g_ptr_array_add (self->facts,
                   ptl_fact_new_response (1, &address, PTL_PROTOCOL_TCP, port, response));
  g_ptr_array_add (self->facts,
                   ptl_fact_new_service (1, &address, PTL_PROTOCOL_TCP, port, service));
}

static gint64
begin (PtlStore *store)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("bench", options);
  g_autoptr (PtlSessionInfo) begun = NULL;
  GAsyncResult *result = NULL;

  info->started_us = g_get_real_time ();
  ptl_store_begin_async (store, info, NULL, await_cb, &result);
  begun = ptl_store_begin_finish (store, await (&result), NULL);
  return begun->id;
}

static void
flush (PtlStore *store)
{
  GAsyncResult *result = NULL;

  ptl_store_flush_async (store, NULL, await_cb, &result);
  if (!ptl_store_flush_finish (store, await (&result), NULL))
    g_error ("the answers cannot be saved");
}

gint64
bench_corpus_add_session (PtlStore *store, guint n_ports, guint seed)
{
  Maker self = { g_rand_new_with_seed (seed), ptl_fact_array_new () };
  gint64 id = begin (store);
  GAsyncResult *result = NULL;

  for (guint i = 0; i < n_ports; i++)
    {
      add_port (&self, i);
      if (self.facts->len < FACTS_AT_ONCE && i + 1 < n_ports)
        continue;

      ptl_store_append (store, id, self.facts);
      g_ptr_array_unref (self.facts);
      self.facts = ptl_fact_array_new ();
      flush (store);
    }

  ptl_store_end_async (store, id, PTL_SESSION_STATE_FINISHED, g_get_real_time (), NULL,
                       await_cb, &result);
  ptl_session_info_unref (ptl_store_end_finish (store, await (&result), NULL));
  g_ptr_array_unref (self.facts);
  g_rand_free (self.rand);
  return id;
}

double
bench_cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}
