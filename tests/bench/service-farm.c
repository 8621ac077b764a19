/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/bench/service-farm.c: thousands of listening ports with known behaviour, for
 * scanners to be compared on.
 *
 *   service-farm --mix mixed --count 1000 [--hosts 16] [--address 127.0.1.1] [--first
 * 20000]
 *
 * Port i is on one of the hosts that follow --address, the same number of ports on each,
 * and has the mix's role i in turn.  A line for each is printed, ADDRESS PORT ROLE
 * SERVICE PRODUCT, then "ready"; when the standard input ends, what it cost the farm. */
#include "farm-role.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#define MAX_QUESTION (16 * 1024)
#define BACKLOG      1024

typedef struct
{
  int fd;
  const FarmRole *role;
  gboolean listens;
} Port;

typedef struct
{
  Port port;            /* first: what epoll gives may be either */
  gnutls_session_t tls; /* (nullable) */
  gboolean established;
  gboolean is_dead;
  GByteArray *question;
  guint n_due; /* in the farm's schedule; frees only when none is left */
} Client;

/* What a client is sent later. */
typedef struct
{
  gint64 due_us;
  Client *client;
  GBytes *bytes;
  gboolean last; /* then the connection is closed */
} Due;

static int epoll_fd;
static GSequence *schedule; /* Due, by time */
static gnutls_certificate_credentials_t credentials;
static guint n_connections, n_handshakes;

static int count, n_hosts = 16, first_port = 20000;
static gboolean same_ports;

static void
must (gboolean succeeded, const char *what)
{
  if (!succeeded)
    g_error ("%s: %s", what, g_strerror (errno));
}

static void
watch (Port *port)
{
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = port };

  must (epoll_ctl (epoll_fd, EPOLL_CTL_ADD, port->fd, &event) == 0, "epoll_ctl");
}

static void
client_free_if_done (Client *client)
{
  if (!client->is_dead || client->n_due > 0)
    return;
  g_byte_array_unref (client->question);
  g_free (client);
}

/* Frees nothing yet: events for it may be under way. */
static void
hang_up (Client *client)
{
  if (client->is_dead)
    return;
  client->is_dead = TRUE;
  if (client->tls != NULL)
    gnutls_deinit (client->tls);
  g_close (client->port.fd, NULL);
}

static void
send_now (Client *client, GBytes *bytes)
{
  gsize len;
  const void *data = g_bytes_get_data (bytes, &len);

  if (client->tls != NULL)
    (void) gnutls_record_send (client->tls, data, len);
  else
    (void) send (client->port.fd, data, len, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static int
compare_dues (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Due *one = a;
  const Due *other = b;

  return (one->due_us > other->due_us) - (one->due_us < other->due_us);
}

static void
deliver (Client *client, GBytes *bytes, gboolean last)
{
  if (client->is_dead)
    return;
  send_now (client, bytes);
  if (last && client->tls != NULL)
    gnutls_bye (client->tls, GNUTLS_SHUT_WR);
  if (last)
    hang_up (client);
}

/* @bytes: (transfer full) */
static void
send_after (Client *client, guint delay_ms, GBytes *bytes, gboolean last)
{
  Due *due;

  if (delay_ms == 0)
    {
      deliver (client, bytes, last);
      g_bytes_unref (bytes);
      return;
    }

  due = g_new (Due, 1);
  *due = (Due){ g_get_monotonic_time () + delay_ms * 1000, client, bytes, last };
  client->n_due++;
  g_sequence_insert_sorted (schedule, due, compare_dues, NULL);
}

static void
send_due (void)
{
  gint64 now_us = g_get_monotonic_time ();

  while (!g_sequence_is_empty (schedule))
    {
      GSequenceIter *first = g_sequence_get_begin_iter (schedule);
      g_autofree Due *due = g_sequence_get (first);

      if (due->due_us > now_us)
        {
          g_steal_pointer (&due);
          return;
        }
      g_sequence_remove (first);
      deliver (due->client, due->bytes, due->last);
      g_bytes_unref (due->bytes);
      due->client->n_due--;
      client_free_if_done (due->client);
    }
}

/* The connection, and TLS where there is any, stands. */
static void
greet (Client *client)
{
  const FarmRole *role = client->port.role;
  gsize len = role->banner_len;
  gsize first_len;

  client->established = TRUE;
  if (role->closes)
    hang_up (client);
  if (role->closes || role->banner == NULL)
    return;

  if (len == 0)
    len = strlen (role->banner);
  first_len = role->pause_ms > 0 ? strcspn (role->banner, "\n") + 1 : len;
  send_after (client, role->banner_delay_ms, g_bytes_new (role->banner, first_len),
              FALSE);
  if (first_len < len)
    send_after (client, role->banner_delay_ms + role->pause_ms,
                g_bytes_new (role->banner + first_len, len - first_len), FALSE);
}

static void
answer (Client *client, const guint8 *data, gsize len)
{
  const FarmRole *role = client->port.role;
  gboolean last =
      role->answer == FARM_ANSWER_HTTP || role->answer == FARM_ANSWER_POSTGRESQL;
  GBytes *bytes;

  g_byte_array_append (client->question, data, (guint) len);
  bytes = farm_role_answer (role, client->question->data, client->question->len);
  if (bytes == NULL && client->question->len < MAX_QUESTION)
    return;

  g_byte_array_set_size (client->question, 0);
  if (bytes != NULL)
    send_after (client, role->answer_delay_ms, bytes, last);
}

static void
shake_hands (Client *client)
{
  int code = gnutls_handshake (client->tls);

  if (code == GNUTLS_E_SUCCESS)
    {
      n_handshakes++;
      greet (client);
    }
  else if (gnutls_error_is_fatal (code))
    {
      gnutls_alert_send_appropriate (client->tls, code);
      hang_up (client);
    }
}

static void
read_client (Client *client)
{
  guint8 buffer[4096];

  if (client->tls != NULL && !client->established)
    shake_hands (client);
  while (!client->is_dead && (client->tls == NULL || client->established))
    {
      gssize n = client->tls != NULL
                     ? gnutls_record_recv (client->tls, buffer, sizeof buffer)
                     : recv (client->port.fd, buffer, sizeof buffer, MSG_DONTWAIT);

      if (client->tls != NULL ? n == GNUTLS_E_AGAIN : n < 0 && errno == EAGAIN)
        return;
      if (n <= 0)
        hang_up (client);
      else
        answer (client, buffer, (gsize) n);
    }
}

static void
start_tls (Client *client)
{
  gnutls_init (&client->tls, GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
  gnutls_set_default_priority (client->tls);
  gnutls_credentials_set (client->tls, GNUTLS_CRD_CERTIFICATE, credentials);
  gnutls_transport_set_int (client->tls, client->port.fd);
}

static void
accept_clients (const Port *port)
{
  const int on = 1;
  int fd;

  while ((fd = accept4 (port->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0)
    {
      Client *client = g_new0 (Client, 1);

      n_connections++;
      client->port = (Port){ fd, port->role, FALSE };
      client->question = g_byte_array_new ();
      setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      watch (&client->port);
      if (port->role->tls)
        start_tls (client);
      else
        greet (client);
      client_free_if_done (client);
    }
}

static void
make_identity (void)
{
  static const char name[] = "farm.example.test";
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
  time_t now = (time_t) (g_get_real_time () / G_USEC_PER_SEC);

  gnutls_x509_privkey_init (&key);
  gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA,
                                GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0);
  gnutls_x509_crt_init (&certificate);
  gnutls_x509_crt_set_version (certificate, 3);
  gnutls_x509_crt_set_serial (certificate, "\1", 1);
  gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                 strlen (name));
  gnutls_x509_crt_set_activation_time (certificate, now - 3600);
  gnutls_x509_crt_set_expiration_time (certificate, now + 7 * 24 * 3600);
  gnutls_x509_crt_set_key (certificate, key);
  gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0);

  gnutls_certificate_allocate_credentials (&credentials);
  if (gnutls_certificate_set_x509_key (credentials, &certificate, 1, key) < 0)
    g_error ("no certificate");
  gnutls_x509_crt_deinit (certificate);
  gnutls_x509_privkey_deinit (key);
}

static void
listen_on (in_addr_t address, guint number, const FarmRole *role)
{
  const int on = 1;
  struct sockaddr_in name = { .sin_family = AF_INET,
                              .sin_port = htons ((guint16) number),
                              .sin_addr = { htonl (address) } };
  Port *port = g_new0 (Port, 1);

  port->fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  must (port->fd >= 0, "socket");
  setsockopt (port->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  must (bind (port->fd, (struct sockaddr *) &name, sizeof name) == 0, "bind");
  must (listen (port->fd, BACKLOG) == 0, "listen");
  port->role = role;
  port->listens = TRUE;
  watch (port);
}

static void
tell (in_addr_t address, guint number, const FarmRole *role)
{
  struct in_addr in = { htonl (address) };
  char text[INET_ADDRSTRLEN];

  g_print ("%s %u %s %s %s\n", inet_ntop (AF_INET, &in, text, sizeof text), number,
           role->name, role->service, role->product);
}

static const FarmRole *
nth_role (const FarmMix *mix, guint n)
{
  guint n_roles = 0;

  while (n_roles < FARM_MAX_ROLES && mix->roles[n_roles] != NULL)
    n_roles++;
  return farm_role_find (mix->roles[n % n_roles]);
}

static void
open_ports (const FarmMix *mix, in_addr_t address)
{
  guint per_host = (guint) (count + n_hosts - 1) / (guint) n_hosts;

  for (guint i = 0; i < (same_ports ? per_host : (guint) count); i++)
    {
      const FarmRole *role = nth_role (mix, i);
      guint number = (guint) first_port + i;

      listen_on (same_ports ? INADDR_ANY : address + i / per_host, number, role);
      if (!same_ports)
        tell (address + i / per_host, number, role);
      for (guint host = 0; same_ports && host < (guint) n_hosts; host++)
        tell (address + host, number, role);
    }
}

/* Where nobody waits for the farm any more, it ends. */
static void
serve (void)
{
  static Port farewell = { .fd = STDIN_FILENO };

  watch (&farewell);
  while (TRUE)
    {
      struct epoll_event events[256];
      Client *dead[G_N_ELEMENTS (events)];
      guint n_dead = 0;
      int n = epoll_wait (epoll_fd, events, G_N_ELEMENTS (events),
                          g_sequence_is_empty (schedule) ? -1 : 5);

      for (int i = 0; i < n; i++)
        {
          Port *port = events[i].data.ptr;

          if (port == &farewell)
            return;
          if (port->listens)
            {
              accept_clients (port);
              continue;
            }
          read_client ((Client *) port);
          if (((Client *) port)->is_dead)
            dead[n_dead++] = (Client *) port;
        }

      while (n_dead > 0)
        client_free_if_done (dead[--n_dead]);
      send_due ();
    }
}

static void
allow_many_files (void)
{
  struct rlimit limit;

  must (getrlimit (RLIMIT_NOFILE, &limit) == 0, "getrlimit");
  limit.rlim_cur = limit.rlim_max;
  must (setrlimit (RLIMIT_NOFILE, &limit) == 0, "setrlimit");
}

int
main (int argc, char **argv)
{
  g_autofree char *mix_name = NULL;
  g_autofree char *address = g_strdup ("127.0.1.1");
  const GOptionEntry entries[] = {
    { "mix", 0, 0, G_OPTION_ARG_STRING, &mix_name, "which roles", "NAME" },
    { "count", 0, 0, G_OPTION_ARG_INT, &count, "ports", "N" },
    { "hosts", 0, 0, G_OPTION_ARG_INT, &n_hosts, "addresses they are on", "N" },
    { "address", 0, 0, G_OPTION_ARG_STRING, &address, "the first of these", "ADDRESS" },
    { "first", 0, 0, G_OPTION_ARG_INT, &first_port, "the first port", "PORT" },
    { "same-ports", 0, 0, G_OPTION_ARG_NONE, &same_ports, "on each host", NULL },
    { 0 },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  const FarmMix *mix;
  struct in_addr start;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  mix = farm_mix_find (mix_name != NULL ? mix_name : "mixed");
  if (mix == NULL || n_hosts < 1 || count < 1 ||
      first_port + (same_ports ? count / n_hosts : count) > G_MAXUINT16 ||
      inet_pton (AF_INET, address, &start) != 1)
    g_error ("no such farm");

  allow_many_files ();
  epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  schedule = g_sequence_new (NULL);
  make_identity ();
  open_ports (mix, ntohl (start.s_addr));
  g_print ("ready\n");
  fflush (stdout);
  serve ();
  g_print ("connections %u handshakes %u\n", n_connections, n_handshakes);
  return 0;
}
