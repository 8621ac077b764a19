/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/bench/farm-role.c: how one port of the bench's farm behaves, and which ports a
 * mix is made of. */
#include "farm-role.h"

#include <string.h>

#define PAGE "<!DOCTYPE html>\n<title>Harbour office</title>\n<p>Closed on Sundays.\n"

#define MARIADB_GREETING                                                                 \
  "\x57\0\0\0\x0a"                                                                       \
  "5.5.5-10.11.6-MariaDB-0+deb12u1\0"                                                    \
  "\x1f\0\0\0qwertyui\0\xfe\xf7\x2d\x02\0\xff\x81\x15\0\0\0\0\0\0\x1d\0\0\0"             \
  "asdfghjklzxc\0mysql_native_password"

#define IMAP_BANNER                                                                         \
  "* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN] " \
  "Dovecot ready.\r\n"
#define SMTP_BANNER  "220 quay.example.org ESMTP Postfix (Debian/GNU)\r\n"
#define FTP_BANNER   "220 ProFTPD 1.3.8 Server (Debian) [192.0.2.9]\r\n"
#define UNKNOWN_LINE "TIDEGAUGE 4.2 station 17 level 3.08\r\n"
#define SLOW_BANNER(ms)                                                                  \
  {                                                                                      \
    .name = "banner-after-" #ms, .service = "smtp", .product = "Postfix smtpd",          \
    .banner = SMTP_BANNER, .banner_delay_ms = ms                                         \
  }
#define SLOW_HTTP(ms)                                                                    \
  {                                                                                      \
    .name = "http-after-" #ms, .service = "http", .product = "nginx",                    \
    .answer = FARM_ANSWER_HTTP, .server = "nginx/1.22.1", .answer_delay_ms = ms          \
  }
#define SLOW_TLS(ms)                                                                     \
  {                                                                                      \
    .name = "tls-banner-after-" #ms, .service = "ssl/imap", .product = "Dovecot imapd",  \
    .banner = IMAP_BANNER, .tls = TRUE, .banner_delay_ms = ms                            \
  }
#define PAUSE(ms)                                                                        \
  {                                                                                      \
    .name = "pause-of-" #ms, .service = "smtp", .product = "Postfix smtpd",              \
    .banner = "220-Rules of the quay apply.\r\n" SMTP_BANNER, .pause_ms = ms             \
  }

static const FarmRole roles[] = {
  { .name = "ssh",
    .service = "ssh",
    .product = "OpenSSH",
    .banner = "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u2\r\n" },
  { .name = "ftp", .service = "ftp", .product = "ProFTPD", .banner = FTP_BANNER },
  { .name = "smtp",
    .service = "smtp",
    .product = "Postfix smtpd",
    .banner = SMTP_BANNER },
  { .name = "pop3",
    .service = "pop3",
    .product = "Dovecot pop3d",
    .banner = "+OK Dovecot ready.\r\n" },
  { .name = "imap",
    .service = "imap",
    .product = "Dovecot imapd",
    .banner = IMAP_BANNER },
  { .name = "mysql",
    .service = "mysql",
    .product = "MySQL",
    .banner = MARIADB_GREETING,
    .banner_len = sizeof MARIADB_GREETING },
  { .name = "vnc", .service = "vnc", .product = "VNC", .banner = "RFB 003.008\n" },
  { .name = "http-nginx",
    .service = "http",
    .product = "nginx",
    .answer = FARM_ANSWER_HTTP,
    .server = "nginx/1.22.1" },
  { .name = "http-apache",
    .service = "http",
    .product = "Apache httpd",
    .answer = FARM_ANSWER_HTTP,
    .server = "Apache/2.4.57 (Debian)" },
  { .name = "http-lighttpd",
    .service = "http",
    .product = "lighttpd",
    .answer = FARM_ANSWER_HTTP,
    .server = "lighttpd/1.4.69" },
  { .name = "http-iis",
    .service = "http",
    .product = "Microsoft IIS httpd",
    .answer = FARM_ANSWER_HTTP,
    .server = "Microsoft-IIS/10.0" },
  { .name = "http-unknown",
    .service = "http",
    .product = "-",
    .answer = FARM_ANSWER_HTTP,
    .server = "Tidegauge/4.2" },
  { .name = "tls-http",
    .service = "ssl/http",
    .product = "nginx",
    .tls = TRUE,
    .answer = FARM_ANSWER_HTTP,
    .server = "nginx/1.22.1" },
  { .name = "tls-imap",
    .service = "ssl/imap",
    .product = "Dovecot imapd",
    .tls = TRUE,
    .banner = IMAP_BANNER },
  { .name = "tls-silent", .service = "ssl/unknown", .product = "-", .tls = TRUE },
  { .name = "redis",
    .service = "redis",
    .product = "Redis key-value store",
    .answer = FARM_ANSWER_REDIS },
  { .name = "postgresql",
    .service = "postgresql",
    .product = "PostgreSQL DB",
    .answer = FARM_ANSWER_POSTGRESQL },
  { .name = "ftp-after-1500",
    .service = "ftp",
    .product = "ProFTPD",
    .banner = FTP_BANNER,
    .banner_delay_ms = 1500 },
  { .name = "smtp-after-4500",
    .service = "smtp",
    .product = "Postfix smtpd",
    .banner = SMTP_BANNER,
    .banner_delay_ms = 4500 },
  { .name = "silent", .service = "unknown", .product = "-" },
  { .name = "unknown-banner",
    .service = "unknown",
    .product = "-",
    .banner = UNKNOWN_LINE },
  { .name = "unknown-speaker",
    .service = "unknown",
    .product = "-",
    .banner = UNKNOWN_LINE,
    .answer = FARM_ANSWER_ERROR_LINE },
  { .name = "echo", .service = "echo", .product = "-", .answer = FARM_ANSWER_ECHO },
  { .name = "wrapped", .service = "tcpwrapped", .product = "-", .closes = TRUE },
  SLOW_BANNER (200),
  SLOW_BANNER (500),
  SLOW_BANNER (1000),
  SLOW_BANNER (2000),
  SLOW_BANNER (3000),
  SLOW_BANNER (4000),
  SLOW_BANNER (5000),
  SLOW_BANNER (5800),
  SLOW_BANNER (8000),
  SLOW_HTTP (200),
  SLOW_HTTP (500),
  SLOW_HTTP (1000),
  SLOW_HTTP (2000),
  SLOW_HTTP (3000),
  SLOW_HTTP (4000),
  SLOW_HTTP (4800),
  SLOW_HTTP (8000),
  SLOW_TLS (200),
  SLOW_TLS (1000),
  SLOW_TLS (3000),
  SLOW_TLS (5800),
  PAUSE (200),
  PAUSE (400),
  PAUSE (1000),
  PAUSE (2000),
  PAUSE (4000),
};

static const FarmMix mixes[] = {
  { "banner", { "ssh", "ftp", "smtp", "imap" } },
  { "http", { "http-nginx", "http-apache", "http-lighttpd", "http-iis" } },
  { "tls", { "tls-http", "tls-imap" } },
  { "silent", { "silent" } },
  { "odd", { "unknown-banner" } },
  { "mixed",
    { "ssh",
      "ftp",
      "smtp",
      "pop3",
      "imap",
      "mysql",
      "vnc",
      "http-nginx",
      "http-apache",
      "http-lighttpd",
      "http-iis",
      "http-unknown",
      "tls-http",
      "tls-imap",
      "redis",
      "postgresql",
      "ftp-after-1500",
      "silent",
      "unknown-banner",
      "wrapped" } },
  { "traps",
    { "ftp-after-1500", "smtp-after-4500", "tls-silent", "echo", "unknown-speaker",
      "tls-imap" } },
  { "slow", { "banner-after-200",      "banner-after-500",      "banner-after-1000",
              "banner-after-2000",     "banner-after-3000",     "banner-after-4000",
              "banner-after-5000",     "banner-after-5800",     "banner-after-8000",
              "http-after-200",        "http-after-500",        "http-after-1000",
              "http-after-2000",       "http-after-3000",       "http-after-4000",
              "http-after-4800",       "http-after-8000",       "tls-banner-after-200",
              "tls-banner-after-1000", "tls-banner-after-3000", "tls-banner-after-5800",
              "pause-of-200",          "pause-of-400",          "pause-of-1000",
              "pause-of-2000",         "pause-of-4000" } },
};

const FarmMix *
farm_mix_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (mixes); i++)
    if (g_str_equal (mixes[i].name, name))
      return &mixes[i];
  return NULL;
}

const FarmRole *
farm_role_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].name, name))
      return &roles[i];
  g_error ("no role %s", name);
}

static GBytes *
from_text (const char *text)
{
  return g_bytes_new_static (text, strlen (text));
}

static gboolean
begins_with (const guint8 *data, gsize len, const char *text)
{
  return len >= strlen (text) && memcmp (data, text, strlen (text)) == 0;
}

static GBytes *
answer_http (const FarmRole *role, const guint8 *question, gsize len)
{
  gboolean is_get;
  char *answer;

  while (len > 0 && (*question == '\r' || *question == '\n'))
    {
      question++;
      len--;
    }

  is_get = begins_with (question, len, "GET ");
  if ((!is_get && !begins_with (question, len, "HEAD ")) ||
      g_strstr_len ((const char *) question, (gssize) len, "\r\n\r\n") == NULL)
    return NULL;

  answer = g_strdup_printf ("HTTP/1.1 200 OK\r\nServer: %s\r\n"
                            "Date: Mon, 05 Jan 2026 10:00:00 GMT\r\n"
                            "Content-Type: text/html\r\nContent-Length: %zu\r\n"
                            "Connection: close\r\n\r\n%s",
                            role->server, strlen (PAGE), is_get ? PAGE : "");
  return g_bytes_new_take (answer, strlen (answer));
}

static GBytes *
answer_redis (const guint8 *question, gsize len)
{
  if (begins_with (question, len, "*1\r\n$4\r\ninfo\r\n") ||
      begins_with (question, len, "INFO"))
    return from_text (
        "$89\r\n# Server\r\nredis_version:7.0.15\r\nredis_git_sha1:00000000\r\n"
        "os:Linux 6.1.0-18-amd64 x86_64\r\n\r\n");
  if (begins_with (question, len, "GET "))
    return from_text ("-ERR wrong number of arguments for 'get' command\r\n");
  if (len > 2 && question[0] != '\r')
    return from_text ("-ERR unknown command\r\n");
  return NULL;
}

/* Version 3.0 and SSLRequest apart, a start-up packet is one of a version it does not
 * know. */
static GBytes *
answer_postgresql (const guint8 *question, gsize len)
{
  static const char refusal[] =
      "E\0\0\0\x8bSFATAL\0VFATAL\0C0A000\0Munsupported frontend protocol 65363.19778: server "
      "supports 3.0 to 3.0\0Fpostmaster.c\0L2157\0RProcessStartupPacket\0";

  if (len < 8 || question[0] != 0 || question[1] != 0)
    return NULL;
  if (question[4] == 0x04 && question[5] == 0xd2)
    return from_text ("N");
  return g_bytes_new_static (refusal, sizeof refusal);
}

GBytes *
farm_role_answer (const FarmRole *role, const guint8 *question, gsize len)
{
  switch (role->answer)
    {
    case FARM_ANSWER_NONE:
      return NULL;
    case FARM_ANSWER_HTTP:
      return answer_http (role, question, len);
    case FARM_ANSWER_ECHO:
      return g_bytes_new (question, len);
    case FARM_ANSWER_REDIS:
      return answer_redis (question, len);
    case FARM_ANSWER_POSTGRESQL:
      return answer_postgresql (question, len);
    case FARM_ANSWER_ERROR_LINE:
      return from_text ("?? SAY AGAIN\r\n");
    }

  g_assert_not_reached ();
}
