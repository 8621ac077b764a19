/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/model/test-session.c: a session fed with facts: what it holds and what it tells.
 */
#include "model/session.h"

#include "lib/heap.h"

typedef struct
{
  PtlSession *session;
  PtlAddress address;
  GString *heard; /* one letter a signal: H h P p . m i */
} Fixture;

static void
heard_cb (Fixture *f, const char *letter)
{
  g_string_append (f->heard, letter);
}

static void
host_added_cb (PtlSession *session, PtlHost *host, Fixture *f)
{
  /* The data is there before the signal that tells of it. */
  g_assert_true (ptl_session_find_host (session, &host->address) == host);
  heard_cb (f, "H");
}

static void
host_changed_cb (PtlSession *session, PtlHost *host, Fixture *f)
{
  heard_cb (f, "h");
}

static void
port_added_cb (PtlSession *session, PtlHost *host, PtlPort *port, Fixture *f)
{
  g_assert_true (ptl_host_find_port (host, port->protocol, port->number) == port);
  heard_cb (f, "P");
}

static void
port_changed_cb (PtlSession *session, PtlHost *host, PtlPort *port, Fixture *f)
{
  heard_cb (f, "p");
}

static void
progressed_cb (PtlSession *session, const PtlProgress *progress, Fixture *f)
{
  g_assert_true (progress == ptl_session_get_progress (session));
  heard_cb (f, ".");
}

static void
message_cb (PtlSession *session, const char *text, Fixture *f)
{
  g_assert_cmpstr (text, ==, "out of sockets");
  heard_cb (f, "m");
}

static void
info_changed_cb (PtlSession *session, Fixture *f)
{
  heard_cb (f, "i");
}

static void
set_up (Fixture *f, gconstpointer keep_responses)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("a scan", options);

  f->session = ptl_session_new (info, keep_responses != NULL);
  f->heard = g_string_new (NULL);
  g_assert_true (ptl_address_parse ("192.0.2.1", &f->address));
  g_signal_connect (f->session, "host-added", G_CALLBACK (host_added_cb), f);
  g_signal_connect (f->session, "host-changed", G_CALLBACK (host_changed_cb), f);
  g_signal_connect (f->session, "port-added", G_CALLBACK (port_added_cb), f);
  g_signal_connect (f->session, "port-changed", G_CALLBACK (port_changed_cb), f);
  g_signal_connect (f->session, "progressed", G_CALLBACK (progressed_cb), f);
  g_signal_connect (f->session, "message", G_CALLBACK (message_cb), f);
  g_signal_connect (f->session, "info-changed", G_CALLBACK (info_changed_cb), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->session);
  g_string_free (f->heard, TRUE);
}

static void
apply (Fixture *f, PtlFact *fact)
{
  ptl_session_apply (f->session, fact);
  ptl_fact_unref (fact);
}

static PtlFact *
open_port (Fixture *f, guint16 number)
{
  return ptl_fact_new_port (1, &f->address, PTL_PROTOCOL_TCP, number, PTL_PORT_STATE_OPEN,
                            PTL_REASON_SYN_ACK);
}

static PtlFact *
response_fact (Fixture *f, guint sequence)
{
  g_autoptr (PtlResponse) response = ptl_response_new ();

  response->sequence = sequence;
  response->probe = g_strdup ("NULL");
  return ptl_fact_new_response (2, &f->address, PTL_PROTOCOL_TCP, 22, response);
}

static void
test_signals (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlHostInfo) info = ptl_host_info_new ();
  g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  g_autoptr (PtlPortSet) closed = ptl_port_set_parse ("23-80", NULL, NULL);
  PtlProgress progress = { .phase = PTL_PHASE_SCANNING, .hosts_done = 7 };

  apply (f, ptl_fact_new_host (1, &f->address, info));
  apply (f, open_port (f, 22));
  apply (f, ptl_fact_new_service (1, &f->address, PTL_PROTOCOL_TCP, 22, service));
  apply (f,
         ptl_fact_new_port_group (1, &f->address, PTL_PROTOCOL_TCP, PTL_PORT_STATE_CLOSED,
                                  PTL_REASON_CONN_REFUSED, closed));
  apply (f, ptl_fact_new_progress (1, &progress));
  apply (f, ptl_fact_new_message (1, "out of sockets"));
  ptl_session_set_info (f->session, ptl_session_get_info (f->session));

  g_assert_cmpstr (f->heard->str, ==, "HhPhph.mi");
  g_assert_cmpuint (ptl_session_get_progress (f->session)->hosts_done, ==, 7);
}

/* What the header promises: applying a fact twice changes nothing. */
static void
test_twice (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlPortSet) closed = ptl_port_set_parse ("23-80", NULL, NULL);
  g_autoptr (GPtrArray) facts = ptl_fact_array_new ();
  PtlHost *host;
  PtlPort *port;

  g_ptr_array_add (facts, open_port (f, 22));
  g_ptr_array_add (facts, response_fact (f, 0));
  g_ptr_array_add (facts, response_fact (f, 1));
  g_ptr_array_add (facts, ptl_fact_new_port_group (1, &f->address, PTL_PROTOCOL_TCP,
                                                   PTL_PORT_STATE_CLOSED,
                                                   PTL_REASON_CONN_REFUSED, closed));
  ptl_session_apply_all (f->session, facts);
  ptl_session_apply_all (f->session, facts);

  g_assert_cmpuint (ptl_session_get_hosts (f->session)->len, ==, 1);
  host = ptl_session_find_host (f->session, &f->address);
  g_assert_cmpuint (host->n_open, ==, 1);
  g_assert_cmpuint (host->ports->len, ==, 1);
  g_assert_cmpuint (host->groups->len, ==, 1);
  g_assert_cmpuint (
      ptl_port_set_count (g_array_index (host->groups, PtlPortGroup, 0).ports), ==, 58);
  port = host->ports->pdata[0];
  g_assert_cmpuint (port->responses->len, ==, 2);
}

static void
test_responses_left_out (Fixture *f, gconstpointer data)
{
  PtlHost *host;

  apply (f, open_port (f, 22));
  apply (f, response_fact (f, 0));
  host = ptl_session_find_host (f->session, &f->address);
  g_assert_null (((PtlPort *) host->ports->pdata[0])->responses);
}

/* A port whose service is known before its state is not counted as open. */
static void
test_out_of_order (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
  PtlHost *host;

  apply (f, ptl_fact_new_service (1, &f->address, PTL_PROTOCOL_TCP, 22, service));
  host = ptl_session_find_host (f->session, &f->address);
  g_assert_cmpuint (host->n_open, ==, 0);
  apply (f, open_port (f, 22));
  g_assert_cmpuint (host->n_open, ==, 1);
  g_assert_true (((PtlPort *) host->ports->pdata[0])->service == service);
}

static PtlSession *
new_session (void)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("large", options);

  return ptl_session_new (info, FALSE);
}

static PtlAddress
number_address (guint n)
{
  return (PtlAddress){ { 10, 0, (guint8) (n >> 8), (guint8) n } };
}

/* As a scan tells them: a part of the ports at a time, in no order. */
static void
apply_closed (PtlSession *session, const PtlAddress *address, guint n_parts)
{
  for (guint part = 0; part < n_parts; part++)
    {
      g_autoptr (PtlPortSet) ports = ptl_port_set_new ();
      g_autoptr (PtlFact) fact = NULL;

      for (guint port = part + 1; port <= G_MAXUINT16; port += n_parts)
        ptl_port_set_add (ports, (guint16) port);
      fact = ptl_fact_new_port_group (1, address, PTL_PROTOCOL_TCP, PTL_PORT_STATE_CLOSED,
                                      PTL_REASON_CONN_REFUSED, ports);
      ptl_session_apply (session, fact);
    }
}

/* 256 hosts with 65,535 closed ports each are 256 hosts with one range each. */
static void
test_closed_ports_are_ranges (void)
{
  g_autoptr (PtlSession) session = new_session ();
  gsize before = heap_get_used ();

  for (guint i = 0; i < 256; i++)
    {
      PtlAddress address = number_address (i);

      apply_closed (session, &address, 8);
    }

  g_assert_cmpuint (ptl_session_get_hosts (session)->len, ==, 256);
  g_assert_cmpuint (heap_get_used () - before, <, 256 * 2048);
}

/* 100,000 open ports with a service each fit into what a picture takes. */
static void
test_many_open_ports (void)
{
  g_autoptr (PtlSession) session = new_session ();
  gsize before = heap_get_used ();

  for (guint i = 0; i < 100000; i++)
    {
      PtlAddress address = number_address (i / 1000);
      guint16 number = (guint16) (i % 1000 + 1);
      g_autoptr (PtlService) service = ptl_service_new (PTL_SERVICE_OUTCOME_HARD_MATCH);
      g_autoptr (PtlFact) port = ptl_fact_new_port (
          i, &address, PTL_PROTOCOL_TCP, number, PTL_PORT_STATE_OPEN, PTL_REASON_SYN_ACK);
      g_autoptr (PtlFact) named = NULL;

      service->name = g_strdup ("harbour");
      service->product = g_strdup ("Harbour control");
      service->version = g_strdup_printf ("%u.0", i % 7);
      named = ptl_fact_new_service (i, &address, PTL_PROTOCOL_TCP, number, service);
      ptl_session_apply (session, port);
      ptl_session_apply (session, named);
    }

  g_test_message ("%" G_GSIZE_FORMAT " bytes a port",
                  (heap_get_used () - before) / 100000);
  g_assert_cmpuint (heap_get_used () - before, <, 100000 * 768);
}

static void
test_info_copy (void)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  g_autoptr (PtlSessionInfo) info = ptl_session_info_new ("night watch", options);
  g_autoptr (PtlSessionInfo) copy = NULL;

  info->id = 12;
  info->state = PTL_SESSION_STATE_STOPPED;
  info->engine = g_strdup ("Portolan 0.1");
  copy = ptl_session_info_copy (info);
  g_clear_pointer (&info, ptl_session_info_unref);

  g_assert_cmpstr (copy->name, ==, "night watch");
  g_assert_cmpint (copy->id, ==, 12);
  g_assert_cmpstr (ptl_session_state_to_string (copy->state), ==, "stopped");
  g_assert_cmpstr (copy->engine, ==, "Portolan 0.1");
  g_assert_cmpuint (copy->options->top_ports, ==, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/session/signals", Fixture, NULL, set_up, test_signals, tear_down);
  g_test_add ("/session/twice", Fixture, "keep", set_up, test_twice, tear_down);
  g_test_add ("/session/responses-left-out", Fixture, NULL, set_up,
              test_responses_left_out, tear_down);
  g_test_add ("/session/out-of-order", Fixture, NULL, set_up, test_out_of_order,
              tear_down);
  g_test_add_func ("/session/info-copy", test_info_copy);
  g_test_add_func ("/session/closed-ports-are-ranges", test_closed_ports_are_ranges);
  g_test_add_func ("/session/many-open-ports", test_many_open_ports);

  return g_test_run ();
}
