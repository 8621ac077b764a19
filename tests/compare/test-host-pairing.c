/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/compare/test-host-pairing.c: who is known again, why, and who is not. */
#include <string.h>

#include "compare/host-pairing.h"
#include "compare/pin.h"

#include "session-builder.h"

typedef struct
{
  const char *name;
  const char *before;
  const char *after;
  const char *pins;
  const char *expected; /* "before=after" for each pair, in order; "-" for nobody */
  guint identity;       /* of the first pair, these at least */
} Case;

#define WEB "80/tcp open http product=nginx\n443/tcp open https product=nginx\n"
#define SSH "22/tcp open ssh product=OpenSSH\n"

static const Case cases[] = {
  { "same address, nothing else", "host 192.0.2.1", "host 192.0.2.1", NULL,
    "192.0.2.1=192.0.2.1", PTL_IDENTITY_ADDRESS },
  { "a name gained", "host 192.0.2.1\n" WEB, "host 192.0.2.1 name=web\n" WEB, NULL,
    "192.0.2.1=192.0.2.1", PTL_IDENTITY_ADDRESS | PTL_IDENTITY_SERVICES },
  { "a name changed", "host 192.0.2.1 name=a\n" WEB, "host 192.0.2.1 name=b\n" WEB, NULL,
    "192.0.2.1=192.0.2.1", PTL_IDENTITY_ADDRESS | PTL_IDENTITY_NOT_NAME },
  { "all services replaced", "host 192.0.2.1\n" WEB, "host 192.0.2.1\n" SSH, NULL,
    "192.0.2.1=192.0.2.1", PTL_IDENTITY_ADDRESS | PTL_IDENTITY_NOT_SERVICES },
  { "moved, same MAC address", "host 192.0.2.23 mac=02:42:AC:11:00:02",
    "host 192.0.2.57 mac=02:42:ac:11:00:02", NULL, "192.0.2.23=192.0.2.57",
    PTL_IDENTITY_MAC },
  { "moved, same certificate",
    "host 192.0.2.23\n443/tcp open https product=nginx cert=one\n",
    "host 192.0.2.57\n443/tcp open https product=nginx cert=one\n", NULL,
    "192.0.2.23=192.0.2.57", PTL_IDENTITY_CERTIFICATE | PTL_IDENTITY_SERVICES },
  { "moved, same SSH host key",
    "host 192.0.2.23\n22/tcp open ssh\nscript ssh-hostkey "
    "256_aa:bb_(RSA)\\n_256_cc:dd_(ED25519)\n",
    "host 192.0.2.57\n22/tcp open ssh\nscript ssh-hostkey 256_cc:dd_(ED25519)\n", NULL,
    "192.0.2.23=192.0.2.57", PTL_IDENTITY_SSH_KEY | PTL_IDENTITY_SERVICES },
  { "installed anew",
    "host 192.0.2.1\n22/tcp open ssh\nscript ssh-hostkey 256_aa:bb_(RSA)",
    "host 192.0.2.1\n22/tcp open ssh\nscript ssh-hostkey 256_cc:dd_(RSA)", NULL,
    "192.0.2.1=192.0.2.1",
    PTL_IDENTITY_ADDRESS | PTL_IDENTITY_SERVICES | PTL_IDENTITY_NOT_SSH_KEY },
  { "moved, same name and services", "host 192.0.2.23 name=nas.example\n" WEB,
    "host 192.0.2.57 name=NAS.example.\n" WEB, NULL, "192.0.2.23=192.0.2.57",
    PTL_IDENTITY_NAME | PTL_IDENTITY_SERVICES },
  { "moved, only the services are alike", "host 192.0.2.23\n" WEB,
    "host 192.0.2.57\n" WEB, NULL, "192.0.2.23=- -=192.0.2.57", 0 },
  { "another machine at the address", "host 192.0.2.1 mac=02:00:00:00:00:01\n" WEB,
    "host 192.0.2.1 mac=02:00:00:00:00:02\n" WEB, NULL, "192.0.2.1=- -=192.0.2.1",
    PTL_IDENTITY_NOT_MAC },
  { "a new network card", "host 192.0.2.1 name=nas mac=02:00:00:00:00:01\n" WEB,
    "host 192.0.2.1 name=nas mac=02:00:00:00:00:02\n" WEB, NULL, "192.0.2.1=192.0.2.1",
    PTL_IDENTITY_NOT_MAC | PTL_IDENTITY_NAME },
  { "two swap their addresses",
    "host 192.0.2.1 mac=02:00:00:00:00:01\nhost 192.0.2.2 mac=02:00:00:00:00:02",
    "host 192.0.2.1 mac=02:00:00:00:00:02\nhost 192.0.2.2 mac=02:00:00:00:00:01", NULL,
    "192.0.2.2=192.0.2.1 192.0.2.1=192.0.2.2", PTL_IDENTITY_MAC },
  { "a certificate that everybody has",
    "host 192.0.2.1\n443/tcp open https cert=all\nhost 192.0.2.2\n443/tcp open https "
    "cert=all\n",
    "host 192.0.2.8\n443/tcp open https cert=all\nhost 192.0.2.9\n443/tcp open https "
    "cert=all\n",
    NULL, "192.0.2.1=- 192.0.2.2=- -=192.0.2.8 -=192.0.2.9", 0 },
  { "pinned", "host 192.0.2.1\n" WEB, "host 192.0.2.9\n" SSH, "same 192.0.2.9 192.0.2.1",
    "192.0.2.1=192.0.2.9", PTL_IDENTITY_PINNED },
  { "pinned by name and MAC address", "host 192.0.2.1 name=nas\n",
    "host 192.0.2.9 mac=02:00:00:00:00:09\n", "same NAS 02:00:00:00:00:09",
    "192.0.2.1=192.0.2.9", PTL_IDENTITY_PINNED },
  { "kept apart", "host 192.0.2.1 name=a\n" WEB, "host 192.0.2.1 name=b\n" WEB,
    "different a b", "192.0.2.1=- -=192.0.2.1", PTL_IDENTITY_PINNED_APART },
  { "ten is after two", "host 192.0.2.10\nhost 192.0.2.2", "host 192.0.2.2", NULL,
    "192.0.2.2=192.0.2.2 192.0.2.10=-", PTL_IDENTITY_ADDRESS },
};

static char *
describe (GPtrArray *pairs)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < pairs->len; i++)
    {
      const PtlHostPair *pair = pairs->pdata[i];

      if (i > 0)
        g_string_append_c (out, ' ');
      for (guint side = 0; side < 2; side++)
        {
          g_autofree char *address =
              pair->hosts[side] != NULL
                  ? ptl_address_to_string (&pair->hosts[side]->address)
                  : g_strdup ("-");

          g_string_append_printf (out, "%s%s", side == 1 ? "=" : "", address);
        }
    }

  return g_string_free (out, FALSE);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (PtlSession) before = session_build (c->before);
      g_autoptr (PtlSession) after = session_build (c->after);
      g_autofree char *text = g_strdup (c->pins != NULL ? c->pins : "");
      g_autoptr (GPtrArray) pins = ptl_pins_parse (text, "pins", NULL);
      g_autoptr (GPtrArray) pairs = ptl_host_pairing_new (
          ptl_session_get_hosts (before), ptl_session_get_hosts (after), pins);
      g_autofree char *found = describe (pairs);
      const PtlHostPair *first = pairs->pdata[0];

      g_test_message ("%s", c->name);
      g_assert_cmpstr (found, ==, c->expected);
      g_assert_cmpuint (first->identity & c->identity, ==, c->identity);
    }
}

static void
test_reason (void)
{
  g_autoptr (PtlSession) before =
      session_build ("host 192.0.2.1 name=nas mac=02:00:00:00:00:01\n" WEB);
  g_autoptr (PtlSession) after =
      session_build ("host 192.0.2.7 name=disk mac=02:00:00:00:00:01\n" WEB SSH);
  PtlHost *a = ptl_session_get_hosts (before)->pdata[0];
  PtlHost *b = ptl_session_get_hosts (after)->pdata[0];
  g_autoptr (PtlHostChange) change = ptl_host_change_new (PTL_CHANGE_MOVED, a, b);
  g_autoptr (GPtrArray) pairs = ptl_host_pairing_new (
      ptl_session_get_hosts (before), ptl_session_get_hosts (after), NULL);
  const PtlHostPair *pair = pairs->pdata[0];
  g_autofree char *reason = NULL;

  change->identity = pair->identity;
  change->n_services = pair->n_services;
  change->n_alike = pair->n_alike;
  reason = ptl_host_change_get_reason (change);
  g_assert_cmpstr (reason, ==,
                   "same MAC address, 2 of 3 services alike; but another name");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host-pairing/cases", test_cases);
  g_test_add_func ("/host-pairing/reason", test_reason);

  return g_test_run ();
}
