/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-probe-plan.c: which probes a port is sent, and in which order (spec
 * 2.3). */
#include "scan/probe-plan.h"

#include <string.h>

/* Not in the order of rarity, so that file order shows. */
static const char probes[] = "Probe TCP NULL q||\n"
                             "match ftp m|^220|\n"
                             "Probe TCP Rare q|a|\n"
                             "rarity 9\n"
                             "ports 80\n"
                             "match http m|^a|\n"
                             "Probe UDP Datagram q|b|\n"
                             "rarity 1\n"
                             "ports 80\n"
                             "match dns m|^b|\n"
                             "Probe TCP Usual q|c|\n" /* rarity 5, as nothing is said */
                             "sslports 443\n"
                             "softmatch http m|^c|\n"
                             "Probe TCP Often q|d|\n"
                             "rarity 1\n"
                             "ports 443,8000-8010\n"
                             "match smtp m|^d|\n"
                             "Probe TCP Seldom q|e|\n"
                             "rarity 8\n"
                             "fallback Usual\n"
                             "match smtp m|^e|\n"
                             "Probe TCP Late q|f|\n"
                             "rarity 2\n"
                             "ports 80\n"
                             "match ftp m|^f|\n";

typedef struct
{
  PtlProtocol protocol;
  guint16 port;
  PtlTunnel tunnel;
  guint intensity;
  const char *soft; /* (nullable): the service of a soft match, after @n_before probes */
  guint n_before;
  const char *expected;
} Case;

#define TCP   PTL_PROTOCOL_TCP
#define UDP   PTL_PROTOCOL_UDP
#define PLAIN PTL_TUNNEL_NONE
#define SSL   PTL_TUNNEL_SSL

static const Case cases[] = {
  /* Those that list the port come first, whatever their rarity, in file order. */
  { TCP, 80, PLAIN, 0, NULL, 0, "Rare Late" },
  { TCP, 80, PLAIN, 1, NULL, 0, "Rare Late Often" },
  { TCP, 80, PLAIN, 7, NULL, 0, "Rare Late Usual Often" },
  { TCP, 80, PLAIN, 9, NULL, 0, "Rare Late Usual Often Seldom" },
  { TCP, 25, PLAIN, 0, NULL, 0, "" },
  { TCP, 25, PLAIN, 1, NULL, 0, "Often" },
  { TCP, 25, PLAIN, 4, NULL, 0, "Often Late" },
  { TCP, 25, PLAIN, 5, NULL, 0, "Usual Often Late" },
  { TCP, 25, PLAIN, 8, NULL, 0, "Usual Often Seldom Late" },
  { TCP, 8010, PLAIN, 0, NULL, 0, "Often" },

  /* Inside TLS the other list counts, and only that. */
  { TCP, 443, PLAIN, 0, NULL, 0, "Often" },
  { TCP, 443, SSL, 0, NULL, 0, "Usual" },
  { TCP, 443, SSL, 2, NULL, 0, "Usual Often Late" },
  { TCP, 80, SSL, 0, NULL, 0, "" },

  { UDP, 80, PLAIN, 0, NULL, 0, "Datagram" },
  { UDP, 53, PLAIN, 0, NULL, 0, "" },
  { UDP, 53, PLAIN, 1, NULL, 0, "Datagram" },

  /* A soft match narrows both lists to the probes whose own rules can name its service,
   * and lifts their rarity; those before it are not asked again. */
  { TCP, 25, PLAIN, 2, "smtp", 0, "Often Seldom" },
  { TCP, 25, PLAIN, 2, "smtp", 1, "Often Seldom" },
  { TCP, 80, PLAIN, 7, "http", 0, "Rare Usual" }, /* not Seldom: it only falls back */
  { TCP, 80, PLAIN, 7, "http", 1, "Rare Usual" },
  { TCP, 80, PLAIN, 0, "http", 0, "Rare Usual" },
  { TCP, 80, PLAIN, 7, "gopher", 0, "" },
  { TCP, 80, PLAIN, 7, "gopher", 2, "Rare Late" },

  /* At 9 it narrows nothing. */
  { TCP, 80, PLAIN, 9, "http", 0, "Rare Late Usual Often Seldom" },
};

static PtlProbeDb *
load (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static (probes, sizeof probes - 1);
  PtlProbeDb *db = ptl_probe_db_new ();
  g_autoptr (GError) error = NULL;

  ptl_probe_db_load_bytes (db, text, "x", PTL_RULE_LAYER_DATABASE, TRUE, &error);
  g_assert_no_error (error);
  ptl_probe_db_seal (db, TRUE, &error);
  g_assert_no_error (error);
  return db;
}

static char *
list_probes (const Case *c, PtlProbeDb *db)
{
  g_autoptr (GString) out = g_string_new (NULL);
  PtlProbePlan plan;
  const PtlProbe *probe;
  guint n = 0;

  ptl_probe_plan_init (&plan, db, c->protocol, c->port, c->tunnel, c->intensity);
  do
    {
      if (c->soft != NULL && n++ == c->n_before)
        ptl_probe_plan_narrow (&plan, c->soft);
      probe = ptl_probe_plan_next (&plan);
      if (probe != NULL)
        g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "",
                                ptl_probe_get_name (probe));
    }
  while (probe != NULL);

  g_assert_null (ptl_probe_plan_next (&plan)); /* none comes after the last */
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
test_order (void)
{
  g_autoptr (PtlProbeDb) db = load ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = list_probes (&cases[i], db);

      g_test_message ("port %u, intensity %u, soft %s", cases[i].port, cases[i].intensity,
                      cases[i].soft != NULL ? cases[i].soft : "none");
      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

/* As many as spec 1.8 counts for a port on no list, from Nmap's file where it is. */
static void
test_nmap_file (void)
{
  static const char path[] = "/usr/share/nmap/nmap-service-probes";
  static const guint tcp[] = { 0, 4, 4, 6, 10, 13, 23, 29, 67, 99 };
  static const guint udp[] = { 0, 2, 2, 3, 7, 14, 17, 19, 32, 48 };
  g_autoptr (PtlProbeDb) db = ptl_probe_db_new ();

  if (!ptl_probe_db_load_file (db, path, PTL_RULE_LAYER_DATABASE, FALSE, NULL))
    {
      g_test_skip ("nmap-common is not installed");
      return;
    }
  g_assert_true (ptl_probe_db_seal (db, TRUE, NULL));
  if (ptl_probe_db_get_n_probes (db) + 1 != 148)
    {
      g_test_skip ("not the file of Nmap 7.93");
      return;
    }

  for (guint intensity = 0; intensity < G_N_ELEMENTS (tcp); intensity++)
    for (guint protocol = 0; protocol < PTL_N_PROTOCOLS; protocol++)
      {
        PtlProbePlan plan;
        guint n = 0;

        ptl_probe_plan_init (&plan, db, protocol, 6, PTL_TUNNEL_NONE, intensity);
        while (ptl_probe_plan_next (&plan) != NULL)
          n++;
        g_assert_cmpuint (n, ==, protocol == TCP ? tcp[intensity] : udp[intensity]);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/probe-plan/order", test_order);
  g_test_add_func ("/probe-plan/nmap-file", test_nmap_file);

  return g_test_run ();
}
