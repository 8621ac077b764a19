/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-port-spec.c: the notation for ports, good and bad. */
#include "scan/port-spec.h"

#include <glib/gstdio.h>
#include <string.h>

static const char services[] = "ftp 21/tcp 0.1\nssh 22/tcp 0.2\ndomain 53/tcp 0.1\n"
                               "domain 53/udp 0.3\nhttp 80/tcp 0.5\nhttps 443/tcp 0.4\n"
                               "https 443/udp 0.1\nhttp-alt 8080/tcp 0.2\n"
                               "3com-tsmux 106/tcp 0\nunknown 999/tcp 0.001\n";

typedef struct
{
  PtlServiceNames *names;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("services-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, services, -1, NULL));
  f->names = ptl_service_names_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  ptl_service_names_unref (f->names);
}

typedef struct
{
  const char *text;
  gboolean tcp;
  gboolean udp;
  const char *expected_tcp;
  const char *expected_udp;
} Valid;

static const Valid valid[] = {
  { "22", TRUE, FALSE, "22", "" },
  { "22", TRUE, TRUE, "22", "22" },
  { "22", FALSE, TRUE, "", "22" },
  { "0", TRUE, FALSE, "0", "" },
  { "65535", TRUE, FALSE, "65535", "" },
  { "00022", TRUE, FALSE, "22", "" },
  { "1-3,2-5,4", TRUE, FALSE, "1-5", "" },
  { " 80 , 22 ,\t23-24 ", TRUE, FALSE, "22-24,80", "" },
  { "-", TRUE, FALSE, "1-65535", "" },
  { "-3", TRUE, FALSE, "1-3", "" },
  { "65530-", TRUE, FALSE, "65530-65535", "" },
  { "0-", TRUE, FALSE, "0-65535", "" },
  { "22,", TRUE, FALSE, "22", "" },
  { "22 , ", TRUE, FALSE, "22", "" },
  { "22,U:53,T:9100", TRUE, FALSE, "22,9100", "53" },
  { "U:53,161,T:22,80,U:5", TRUE, TRUE, "22,80", "5,53,161" },
  { "U: 53", TRUE, FALSE, "", "53" },
  { "U:T:53", TRUE, FALSE, "53", "" },
  { "U:53", FALSE, FALSE, "", "53" },
  { "http", TRUE, FALSE, "80", "" },
  { "http*", TRUE, FALSE, "80,443,8080", "" },
  { "http*", TRUE, TRUE, "80,443,8080", "443" },
  { "HTTP?", TRUE, FALSE, "443", "" },
  { "hT*-ALT", TRUE, FALSE, "8080", "" },
  { "?com*,*sh", TRUE, FALSE, "22,106", "" },
  { "*", TRUE, TRUE, "21-22,53,80,106,443,999,8080", "53,443" },
  { "unknown", TRUE, FALSE, "999", "" },
  { "T:ssh,U:domain", TRUE, TRUE, "22", "53" },
  { "[-100]", TRUE, FALSE, "21-22,53,80", "" },
  { "[1-100],2", TRUE, TRUE, "2,21-22,53,80", "2,53" },
  { "[U:-],22", TRUE, FALSE, "22", "53,443" },
  { "[22, T:80,ssh,],1", FALSE, TRUE, "22,80", "1" },
  { "U:[1-500,T:80-90],1", TRUE, FALSE, "80", "1,53,443" },
  { "[2]", TRUE, FALSE, "", "" },
};

static void
assert_set (const PtlPortSpec *spec, PtlProtocol protocol, const char *expected)
{
  g_autofree char *text = ptl_port_set_to_string (spec->sets[protocol]);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_valid (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (valid); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PtlPortSpec) spec = NULL;

      spec = ptl_port_spec_parse (valid[i].text, f->names, valid[i].tcp, valid[i].udp,
                                  &error);
      g_test_message ("%s", valid[i].text);
      g_assert_no_error (error);
      assert_set (spec, PTL_PROTOCOL_TCP, valid[i].expected_tcp);
      assert_set (spec, PTL_PROTOCOL_UDP, valid[i].expected_udp);
    }
}

static const char *const invalid[][2] = {
  { "", "column 1: a port, a range or the name of a service is expected" },
  { " ", "column 2: a port, a range or the name of a service is expected" },
  { ",", "column 1: a port, a range or the name of a service is expected" },
  { "22,,80", "column 4: a port, a range or the name of a service is expected" },
  { "22,/", "column 4: a port, a range or the name of a service is expected" },
  { "T:", "column 3: a port, a range or the name of a service is expected" },
  { "T:,22", "column 3: a port, a range or the name of a service is expected" },
  { "[]", "column 2: a port, a range or the name of a service is expected" },
  { "80 90", "column 4: a comma is expected" },
  { "80;90", "column 3: a comma is expected" },
  { "1-2-3", "column 4: a comma is expected" },
  { "22]", "column 3: a comma is expected" },
  { "[22]80", "column 5: a comma is expected" },
  { "65536", "column 1: a port is at most 65535" },
  { "22,1-99999999999999999999", "column 6: a port is at most 65535" },
  { "90-80", "column 1: the range runs backwards" },
  { "-0", "column 1: the range runs backwards" },
  { "22,S:80", "column 4: SCTP is not scanned" },
  { "P:6", "column 1: IP protocols are not scanned" },
  { "t:80", "column 1: only T: for TCP or U: for UDP may stand here" },
  { "X:80", "column 1: only T: for TCP or U: for UDP may stand here" },
  { "22,[80,[443]]", "column 8: brackets do not nest" },
  { "[22", "column 4: the bracket is not closed" },
  { "[22,", "column 5: a port, a range or the name of a service is expected" },
  { "\xc3\xbc,22", "column 1: a port, a range or the name of a service is expected" },
};

static void
test_invalid (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ptl_port_spec_parse (invalid[i][0], f->names, TRUE, FALSE, &error));
      g_assert_error (error, PTL_PORT_SPEC_ERROR, PTL_PORT_SPEC_ERROR_SYNTAX);
      g_assert_cmpstr (error->message, ==, invalid[i][1]);
    }
}

static void
assert_fails (const char *text,
              PtlServiceNames *names,
              gboolean tcp,
              PtlPortSpecError code,
              const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ptl_port_spec_parse (text, names, tcp, FALSE, &error));
  g_assert_error (error, PTL_PORT_SPEC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_names (Fixture *f, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (126, 'a');
  g_autofree char *too_long = g_strnfill (127, 'a');

  assert_fails ("22,htp", f->names, TRUE, PTL_PORT_SPEC_ERROR_UNKNOWN_NAME,
                "column 4: no service has this name");
  assert_fails ("T", f->names, TRUE, PTL_PORT_SPEC_ERROR_UNKNOWN_NAME,
                "column 1: no service has this name");
  assert_fails ("U:ssh", f->names, TRUE, PTL_PORT_SPEC_ERROR_UNKNOWN_NAME,
                "column 3: no service has this name");
  assert_fails (longest, f->names, TRUE, PTL_PORT_SPEC_ERROR_UNKNOWN_NAME,
                "column 1: no service has this name");
  assert_fails (too_long, f->names, TRUE, PTL_PORT_SPEC_ERROR_SYNTAX,
                "column 1: this name is too long");
  assert_fails ("ssh", NULL, TRUE, PTL_PORT_SPEC_ERROR_SYNTAX,
                "column 1: names of services cannot be used here");
  assert_fails ("1,[2]", NULL, TRUE, PTL_PORT_SPEC_ERROR_SYNTAX,
                "column 3: brackets cannot be used here");
  assert_fails ("22", f->names, FALSE, PTL_PORT_SPEC_ERROR_SYNTAX,
                "column 1: T: for TCP or U: for UDP is expected");
}

/* Of an Exclude line; NULL: what it comes to is in the next member, else the fault. */
static void
test_exclude (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *text;
    gsize offset; /* of the fault */
    const char *fault;
    const char *tcp;
    const char *udp;
  } cases[] = {
    { "T:9100-9107", 0, NULL, "9100-9107", "" },
    { "53,T:9100,U:30000-30002", 0, NULL, "53,9100", "53,30000-30002" },
    { "S:9100", 0, NULL, "", "" },
    { "S:http,[*],T:1,P:6", 0, NULL, "1", "" },
    { "T:ssh,", 0, NULL, "22", "" },
    { "1,U-30000-40000", 2, "no service has this name", NULL, NULL },
    { "1, 70000", 3, "a port is at most 65535", NULL, NULL },
    { "T:9-3", 2, "the range runs backwards", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize offset = 0;
      g_autoptr (PtlPortSpec) spec =
          ptl_port_spec_parse_exclude (cases[i].text, f->names, &offset, &error);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (error != NULL ? error->message : NULL, ==, cases[i].fault);
      g_assert_cmpuint (offset, ==, cases[i].offset);
      if (spec == NULL)
        continue;

      assert_set (spec, PTL_PROTOCOL_TCP, cases[i].tcp);
      assert_set (spec, PTL_PROTOCOL_UDP, cases[i].udp);
    }
}

static void
test_contains (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlPortSpec) spec =
      ptl_port_spec_parse ("T:9100-9107,U:53", NULL, TRUE, TRUE, NULL);

  g_assert_true (ptl_port_spec_contains (spec, PTL_PROTOCOL_TCP, 9107));
  g_assert_false (ptl_port_spec_contains (spec, PTL_PROTOCOL_TCP, 9108));
  g_assert_false (ptl_port_spec_contains (spec, PTL_PROTOCOL_TCP, 53));
  g_assert_true (ptl_port_spec_contains (spec, PTL_PROTOCOL_UDP, 53));
}

static void
test_top (Fixture *f, gconstpointer data)
{
  g_autoptr (PtlPortSpec) tcp = ptl_port_spec_new_top (f->names, 3, TRUE, FALSE);
  g_autoptr (PtlPortSpec) both = ptl_port_spec_new_top (f->names, 1, TRUE, TRUE);

  assert_set (tcp, PTL_PROTOCOL_TCP, "22,80,443");
  assert_set (tcp, PTL_PROTOCOL_UDP, "");
  assert_set (both, PTL_PROTOCOL_TCP, "80");
  assert_set (both, PTL_PROTOCOL_UDP, "53");
}

/* Any text of the grammar's alphabet gets a verdict, and a message with a column. */
static void
test_noise (Fixture *f, gconstpointer data)
{
  static const char alphabet[] = "0123456789--,,[]TU:htps*? ";

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (PtlPortSpec) spec = NULL;
      g_autoptr (GError) error = NULL;
      char text[20] = { 0 };

      for (int i = g_test_rand_int_range (0, sizeof text); i-- > 0;)
        text[i] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];

      spec = ptl_port_spec_parse (text, f->names, TRUE, TRUE, &error);
      g_assert_true ((spec == NULL) == (error != NULL));
      if (error != NULL)
        g_assert_true (g_str_has_prefix (error->message, "column "));
    }
}

#define ADD(path, func)                                                                  \
  g_test_add ("/port-spec/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("valid", test_valid);
  ADD ("invalid", test_invalid);
  ADD ("names", test_names);
  ADD ("exclude", test_exclude);
  ADD ("contains", test_contains);
  ADD ("top", test_top);
  ADD ("noise", test_noise);

  return g_test_run ();
}
