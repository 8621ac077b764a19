/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/compare/session-builder.c: sessions to compare, written down or made up. */
#include "session-builder.h"

#include <string.h>

#include "base/escape.h"

typedef struct
{
  PtlSession *session;
  PtlSessionInfo *info;
  PtlAddress address;
  PtlProtocol protocol;
  guint16 port;
  guint n_answers;
} Builder;

static void
apply (PtlSession *session, PtlFact *fact)
{
  ptl_session_apply (session, fact);
  ptl_fact_unref (fact);
}

static Builder
begin (void)
{
  g_autoptr (PtlScanOptions) options = ptl_scan_options_new ();
  Builder b = { .info = ptl_session_info_new ("made up", options) };

  b.info->state = PTL_SESSION_STATE_FINISHED;
  b.info->started_us = G_GINT64_CONSTANT (1795220628000000);
  b.info->finished_us = b.info->started_us + 5 * G_USEC_PER_SEC;
  b.session = ptl_session_new (b.info, TRUE);
  return b;
}

static PtlSession *
finish (Builder *b)
{
  ptl_session_info_unref (b->info);
  return b->session;
}

/* Returns: (nullable): the value of "key=value" */
static const char *
get_value (char **words, const char *key)
{
  for (; *words != NULL; words++)
    {
      gsize len = strlen (key);

      if (strncmp (*words, key, len) == 0 && (*words)[len] == '=')
        return *words + len + 1;
    }

  return NULL;
}

static void
add_host (Builder *b, char **words, PtlHostState state)
{
  PtlHostInfo *info = ptl_host_info_new ();

  g_assert_true (ptl_address_parse (words[1], &b->address));
  info->state = state;
  info->hostname = g_strdup (get_value (words, "name"));
  info->target = g_strdup (get_value (words, "target"));
  info->mac = g_strdup (get_value (words, "mac"));
  if (get_value (words, "os") != NULL)
    ptl_host_info_add_remark (info, PTL_HOST_REMARK_OS, get_value (words, "os"));
  if (get_value (words, "smb") != NULL)
    ptl_host_info_add_remark (info, PTL_RESPONSE_OF_SCRIPT "smb",
                              get_value (words, "smb"));
  apply (b->session, ptl_fact_new_host (0, &b->address, info));
  ptl_host_info_unref (info);
}

static void
set_port (Builder *b, const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, "/", 2);

  g_assert_nonnull (parts[1]);
  b->port = (guint16) g_ascii_strtoull (parts[0], NULL, 10);
  g_assert_true (ptl_protocol_parse (parts[1], &b->protocol));
  b->n_answers = 0;
}

static PtlServiceOutcome
get_outcome (const char *word)
{
  PtlServiceOutcome outcome = PTL_SERVICE_OUTCOME_HARD_MATCH;

  if (word != NULL)
    g_assert_true (ptl_service_outcome_parse (word, &outcome));
  return outcome;
}

static void
add_service (Builder *b, char **words)
{
  PtlService *service = ptl_service_new (get_outcome (get_value (words, "outcome")));
  const char *cpes = get_value (words, "cpe");

  service->name = g_strcmp0 (words[2], "?") == 0 ? NULL : g_strdup (words[2]);
  service->product = g_strdup (get_value (words, "product"));
  service->version = g_strdup (get_value (words, "version"));
  service->extra_info = g_strdup (get_value (words, "info"));
  service->hostname = g_strdup (get_value (words, "host"));
  service->os_type = g_strdup (get_value (words, "os"));
  service->device_type = g_strdup (get_value (words, "device"));
  service->cpes = cpes != NULL ? g_strsplit (cpes, ",", -1) : NULL;
  service->tunnel =
      get_value (words, "tunnel") != NULL ? PTL_TUNNEL_SSL : PTL_TUNNEL_NONE;
  apply (b->session,
         ptl_fact_new_service (0, &b->address, b->protocol, b->port, service));
  ptl_service_unref (service);
}

static void
add_certificate (Builder *b, const char *bytes)
{
  g_autoptr (GBytes) der = g_bytes_new (bytes, strlen (bytes));
  g_autoptr (PtlTlsInfo) tls = ptl_tls_info_new ();

  tls->version = g_strdup ("TLS1.3");
  tls->certificate = ptl_certificate_new (der);
  apply (b->session, ptl_fact_new_tls (0, &b->address, b->protocol, b->port, tls));
}

static void
add_port (Builder *b, char **words)
{
  PtlReason reason = PTL_REASON_SYN_ACK;
  PtlPortState state;

  set_port (b, words[0]);
  g_assert_true (ptl_port_state_parse (words[1], &state));
  if (get_value (words, "reason") != NULL)
    g_assert_true (ptl_reason_parse (get_value (words, "reason"), &reason));
  apply (b->session,
         ptl_fact_new_port (0, &b->address, b->protocol, b->port, state, reason));
  if (words[2] != NULL && strchr (words[2], '=') == NULL)
    add_service (b, words);
  if (get_value (words, "cert") != NULL)
    add_certificate (b, get_value (words, "cert"));
}

static void
add_bytes (Builder *b, const char *probe, GBytes *received, PtlResponseEnd end)
{
  g_autoptr (PtlResponse) response = ptl_response_new ();

  response->sequence = b->n_answers++;
  response->probe = g_strdup (probe);
  g_clear_pointer (&response->sent, g_bytes_unref);
  g_clear_pointer (&response->received, g_bytes_unref);
  response->sent = g_bytes_new (NULL, 0);
  response->received = g_bytes_ref (received);
  response->full_length = g_bytes_get_size (received);
  response->end = end;
  apply (b->session,
         ptl_fact_new_response (0, &b->address, b->protocol, b->port, response));
}

static void
add_answer (Builder *b, char **words)
{
  g_autofree char *probe = strcmp (words[0], "script") == 0
                               ? g_strconcat (PTL_RESPONSE_OF_SCRIPT, words[1], NULL)
                               : g_strdup (words[1]);
  g_autoptr (GBytes) received = NULL;
  PtlResponseEnd end = PTL_RESPONSE_END_CLOSED;

  g_strdelimit (words[2], "_", ' ');
  received = ptl_unescape (words[2], strlen (words[2]), NULL, NULL);
  g_assert_nonnull (received);
  if (get_value (words, "end") != NULL)
    g_assert_true (ptl_response_end_parse (get_value (words, "end"), &end));
  add_bytes (b, probe, received, end);
}

static void
add_group (Builder *b, char **words)
{
  g_auto (GStrv) parts = g_strsplit (words[1], "/", 2);
  g_autoptr (PtlPortSet) ports = ptl_port_set_parse (parts[0], NULL, NULL);
  PtlReason reason = PTL_REASON_CONN_REFUSED;
  PtlPortState state;
  PtlProtocol protocol;

  g_assert_nonnull (ports);
  g_assert_true (ptl_port_state_parse (words[0], &state));
  g_assert_true (ptl_protocol_parse (parts[1], &protocol));
  if (get_value (words, "reason") != NULL)
    g_assert_true (ptl_reason_parse (get_value (words, "reason"), &reason));
  apply (b->session,
         ptl_fact_new_port_group (0, &b->address, protocol, state, reason, ports));
}

static void
add_asked (Builder *b, char **words)
{
  PtlProtocol protocol;

  g_assert_true (ptl_protocol_parse (words[1], &protocol));
  b->info->asked[protocol] = ptl_port_set_parse (words[2], NULL, NULL);
  g_assert_nonnull (b->info->asked[protocol]);
}

static void
add_silent (Builder *b, const PtlAddress *address)
{
  g_autoptr (PtlAddressSet) silent = ptl_address_set_new ();

  ptl_address_set_add (silent, address);
  apply (b->session, ptl_fact_new_silent (0, silent));
}

static void
add_line (Builder *b, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  PtlPortState state;
  PtlAddress address;

  if (strcmp (words[0], "answer") != 0 && strcmp (words[0], "script") != 0)
    for (guint i = 0; words[i] != NULL; i++)
      g_strdelimit (words[i], "_", ' ');

  if (strcmp (words[0], "asked") == 0)
    add_asked (b, words);
  else if (strcmp (words[0], "no-dns") == 0)
    b->info->options->no_dns = TRUE;
  else if (strcmp (words[0], "silent") == 0)
    {
      g_assert_true (ptl_address_parse (words[1], &address));
      add_silent (b, &address);
    }
  else if (strcmp (words[0], "host") == 0)
    add_host (b, words, PTL_HOST_STATE_UP);
  else if (strcmp (words[0], "down") == 0)
    add_host (b, words, PTL_HOST_STATE_DOWN);
  else if (strcmp (words[0], "answer") == 0 || strcmp (words[0], "script") == 0)
    add_answer (b, words);
  else if (ptl_port_state_parse (words[0], &state))
    add_group (b, words);
  else
    add_port (b, words);
}

PtlSession *
session_build (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Builder b = begin ();

  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      add_line (&b, lines[i]);

  return finish (&b);
}

static const char *
pick_text (GRand *rand)
{
  static const char *const texts[] = {
    "nginx",    "Apache httpd", "1.18.0", "1.20.1",   "OpenSSH", "=1+1", "<b>&\"'",
    "\x1b[31m", "\xff\xfe",     "",       "a\nb\r\n", "\u202e",  "é",    "x",
  };

  return texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))];
}

static char *
make_up_text (GRand *rand)
{
  return g_rand_int_range (rand, 0, 3) == 0 ? NULL : g_strdup (pick_text (rand));
}

static void
make_up_service (Builder *b, GRand *rand)
{
  PtlService *service =
      ptl_service_new ((PtlServiceOutcome) g_rand_int_range (rand, 0, 7));

  service->name = make_up_text (rand);
  service->product = make_up_text (rand);
  service->version = make_up_text (rand);
  service->extra_info = make_up_text (rand);
  service->tunnel = (PtlTunnel) g_rand_int_range (rand, 0, 2);
  apply (b->session,
         ptl_fact_new_service (0, &b->address, b->protocol, b->port, service));
  ptl_service_unref (service);
}

static void
make_up_answers (Builder *b, GRand *rand)
{
  static const char *const probes[] = { NULL, "NULL", "GetRequest", "Help" };

  b->n_answers = 0;
  for (int n = g_rand_int_range (rand, 0, 4); n > 0; n--)
    {
      g_autoptr (GBytes) received = NULL;
      g_autoptr (GString) bytes = g_string_new (NULL);

      for (int i = g_rand_int_range (rand, 0, 6); i > 0; i--)
        g_string_append (bytes, pick_text (rand));
      if (g_rand_int_range (rand, 0, 4) == 0)
        g_string_append_printf (bytes, "04:02:%02d %u", g_rand_int_range (rand, 0, 60),
                                g_rand_int (rand));
      received = g_bytes_new (bytes->str, bytes->len);
      add_bytes (b, probes[g_rand_int_range (rand, 0, G_N_ELEMENTS (probes))], received,
                 (PtlResponseEnd) g_rand_int_range (rand, 0, 7));
    }
}

static void
make_up_port (Builder *b, GRand *rand)
{
  b->protocol = (PtlProtocol) g_rand_int_range (rand, 0, 2);
  b->port = (guint16) g_rand_int_range (rand, 0, 12);
  apply (b->session,
         ptl_fact_new_port (0, &b->address, b->protocol, b->port,
                            (PtlPortState) g_rand_int_range (rand, 0, PTL_N_PORT_STATES),
                            (PtlReason) g_rand_int_range (rand, 0, PTL_N_REASONS)));
  if (g_rand_int_range (rand, 0, 4) > 0)
    make_up_service (b, rand);
  if (g_rand_int_range (rand, 0, 5) == 0)
    add_certificate (b, pick_text (rand));
  make_up_answers (b, rand);
}

static void
make_up_group (Builder *b, GRand *rand)
{
  g_autoptr (PtlPortSet) ports = ptl_port_set_new ();
  int first = g_rand_int_range (rand, 0, 30);

  ptl_port_set_add_range (ports, (guint16) first,
                          (guint16) g_rand_int_range (rand, first, 40));
  apply (b->session, ptl_fact_new_port_group (
                         0, &b->address, (PtlProtocol) g_rand_int_range (rand, 0, 2),
                         (PtlPortState) g_rand_int_range (rand, 0, PTL_N_PORT_STATES),
                         (PtlReason) g_rand_int_range (rand, 0, PTL_N_REASONS), ports));
}

static void
make_up_host (Builder *b, GRand *rand)
{
  g_autofree char *address =
      g_strdup_printf (g_rand_boolean (rand) ? "192.0.2.%d" : "2001:db8::%d",
                       g_rand_int_range (rand, 0, 6));
  PtlHostInfo *info = ptl_host_info_new ();

  g_assert_true (ptl_address_parse (address, &b->address));
  info->state = (PtlHostState) g_rand_int_range (rand, 0, 3);
  info->hostname = make_up_text (rand);
  info->target = make_up_text (rand);
  if (g_rand_int_range (rand, 0, 3) == 0)
    info->mac = g_strdup_printf ("02:42:ac:11:00:%02x", g_rand_int_range (rand, 0, 3));
  apply (b->session, ptl_fact_new_host (0, &b->address, info));
  ptl_host_info_unref (info);

  for (int n = g_rand_int_range (rand, 0, 3); n > 0; n--)
    make_up_group (b, rand);
  for (int n = g_rand_int_range (rand, 0, 8); n > 0; n--)
    make_up_port (b, rand);
}

typedef struct
{
  PtlSession *session;
  GRand *rand;
} Copying;

static void
copy_some (PtlFact *fact, gpointer user_data)
{
  Copying *copying = user_data;

  if (g_rand_int_range (copying->rand, 0, 12) > 0)
    ptl_session_apply (copying->session, fact);
}

PtlSession *
session_make_up (GRand *rand, PtlSession *like)
{
  Builder b = begin ();
  Copying copying = { b.session, rand };

  for (guint p = 0; p < PTL_N_PROTOCOLS; p++)
    if (g_rand_boolean (rand))
      {
        b.info->asked[p] = ptl_port_set_new ();
        ptl_port_set_add_range (b.info->asked[p], 0,
                                (guint16) g_rand_int_range (rand, 0, 40));
      }
  b.info->options->no_dns = g_rand_boolean (rand);
  if (like != NULL)
    ptl_session_foreach_fact (like, copy_some, &copying);
  for (int n = g_rand_int_range (rand, 0, like != NULL ? 3 : 7); n > 0; n--)
    make_up_host (&b, rand);
  for (int n = g_rand_int_range (rand, 0, 3); n > 0; n--)
    {
      g_assert_true (ptl_address_parse ("192.0.2.1", &b.address));
      b.address.bytes[3] = (guint8) g_rand_int_range (rand, 0, 6);
      if (ptl_session_find_host (b.session, &b.address) == NULL)
        add_silent (&b, &b.address);
    }

  return finish (&b);
}
