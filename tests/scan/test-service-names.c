/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-service-names.c: names of ports, from small, hostile and real files. */
#include "scan/service-names.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

static PtlServiceNames *
load_bytes (const char *text, gsize length, char **path, GError **error)
{
  PtlServiceNames *names;
  int fd = g_file_open_tmp ("services-XXXXXX", path, NULL);

  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (*path, text, (gssize) length, NULL));
  names = ptl_service_names_load (*path, error);
  g_assert_cmpint (g_unlink (*path), ==, 0);
  return names;
}

static PtlServiceNames *
load (const char *text)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  PtlServiceNames *names = load_bytes (text, strlen (text), &path, &error);

  g_assert_no_error (error);
  return names;
}

static void
assert_top (PtlServiceNames *names, PtlProtocol protocol, guint n, const char *expected)
{
  g_autoptr (PtlPortSet) ports = ptl_service_names_get_top (names, protocol, n);
  g_autofree char *text = ptl_port_set_to_string (ports);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_matching (PtlServiceNames *names, const char *pattern, const char *expected)
{
  g_autoptr (PtlPortSet) ports =
      ptl_service_names_get_matching (names, PTL_PROTOCOL_TCP, pattern);
  g_autofree char *text = ptl_port_set_to_string (ports);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_lookup (void)
{
  g_autoptr (PtlServiceNames) names =
      load ("# head\n\n  http 80/tcp 0.5 # web\r\nunknown\t81/tcp\t0.1\n"
            "domain 53/udp 12/48\nsctp-thing 80/sctp 0.9\nzero 0/tcp\nlast 65535/tcp");

  g_assert_cmpstr (ptl_service_names_lookup (names, PTL_PROTOCOL_TCP, 80), ==, "http");
  g_assert_null (ptl_service_names_lookup (names, PTL_PROTOCOL_UDP, 80));
  g_assert_cmpstr (ptl_service_names_lookup (names, PTL_PROTOCOL_UDP, 53), ==, "domain");
  g_assert_null (ptl_service_names_lookup (names, PTL_PROTOCOL_TCP, 81));
  g_assert_cmpstr (ptl_service_names_lookup (names, PTL_PROTOCOL_TCP, 0), ==, "zero");
  g_assert_cmpstr (ptl_service_names_lookup (names, PTL_PROTOCOL_TCP, 65535), ==, "last");
  assert_top (names, PTL_PROTOCOL_TCP, G_MAXUINT, "0,80-81,65535");
}

static void
test_top (void)
{
  g_autoptr (PtlServiceNames) names =
      load ("a 9/tcp 0.1\nb 8/tcp 1/4\nc 7/tcp 0.1\nd 6/tcp\ne 5/tcp 0.1\n"
            "f 4/tcp 7\ng 3/tcp 1/0\nh 2/tcp 0.5x\ni 1/tcp -1\n"
            "a-again 9/tcp 0.99\n");

  assert_top (names, PTL_PROTOCOL_TCP, 0, "");
  assert_top (names, PTL_PROTOCOL_TCP, 1, "4");       /* 7 counts as 1 */
  assert_top (names, PTL_PROTOCOL_TCP, 2, "4,8");     /* a ratio */
  assert_top (names, PTL_PROTOCOL_TCP, 3, "4,8-9");   /* ties: the order of the file */
  assert_top (names, PTL_PROTOCOL_TCP, 4, "4,7-9");   /* ... */
  assert_top (names, PTL_PROTOCOL_TCP, 5, "4-5,7-9"); /* ... */
  assert_top (names, PTL_PROTOCOL_TCP, 6, "4-9");     /* none given, first in the file */
  assert_top (names, PTL_PROTOCOL_TCP, 7, "3-9");     /* no ratio */
  assert_top (names, PTL_PROTOCOL_TCP, 99, "1-9");
  assert_top (names, PTL_PROTOCOL_UDP, 99, "");
  g_assert_cmpstr (ptl_service_names_lookup (names, PTL_PROTOCOL_TCP, 9), ==, "a");
}

static void
test_matching (void)
{
  g_autoptr (PtlServiceNames) names = load ("http 80/tcp\nHTTP-Alt 8080/tcp\n"
                                            "https 443/tcp\nftp 21/tcp\n");

  assert_matching (names, "http", "80");
  assert_matching (names, "HTTP", "80");
  assert_matching (names, "http*", "80,443,8080");
  assert_matching (names, "http?", "443");
  assert_matching (names, "*tp", "21,80");
  assert_matching (names, "*t*p*", "21,80,443,8080");
  assert_matching (names, "***", "21,80,443,8080");
  assert_matching (names, "????", "80");
  assert_matching (names, "htt", "");
  assert_matching (names, "", "");
  assert_matching (names, "h\\*", "");
}

/* A matcher that tries every split of the stars would not end before the machine does. */
static void
test_matching_is_bounded (void)
{
  g_autofree char *name = g_strnfill (127, 'a');
  g_autofree char *line = g_strdup_printf ("%s 1/tcp", name);
  g_autoptr (PtlServiceNames) names = load (line);
  g_autoptr (GString) pattern = g_string_new (NULL);

  for (guint i = 0; i < 60; i++)
    g_string_append (pattern, "*a");
  assert_matching (names, pattern->str, "1");
  g_string_append (pattern, "*b");
  assert_matching (names, pattern->str, "");
}

static const char *const invalid[][2] = {
  { "http", ":1:5: a port number is expected" },
  { "http tcp/80", ":1:6: a port number is expected" },
  { "http -1/tcp", ":1:6: a port number is expected" },
  { "ok 1/tcp\n\n  http 65536/tcp", ":3:8: a port is at most 65535" },
  { "http 99999999999999999999999/tcp", ":1:6: a port is at most 65535" },
  { "http 80", ":1:8: a slash and a protocol are expected" },
  { "http 80 /tcp", ":1:8: a slash and a protocol are expected" },
  { "http 80/", ":1:9: a protocol is expected" },
  { "ht\001tp 80/tcp", ":1:3: a service name is printable ASCII" },
  { "b\xc3\xbc"
    "cher 80/tcp",
    ":1:2: a service name is printable ASCII" },
};

static void
test_invalid (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = NULL;

      g_assert_null (load_bytes (invalid[i][0], strlen (invalid[i][0]), &path, &error));
      g_assert_error (error, PTL_SERVICE_NAMES_ERROR, PTL_SERVICE_NAMES_ERROR_SYNTAX);
      g_assert_true (g_str_has_prefix (error->message, path));
      g_assert_cmpstr (error->message + strlen (path), ==, invalid[i][1]);
    }
}

static void
test_hostile (void)
{
  g_autofree char *long_name = g_strnfill (128, 'a');
  g_autofree char *line = g_strdup_printf ("%s 80/tcp", long_name);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *second = NULL;

  g_assert_null (load_bytes (line, strlen (line), &path, &error));
  g_assert_nonnull (strstr (error->message, ":1:129: a service name has at most 127"));
  g_clear_error (&error);

  g_assert_null (load_bytes ("http 80/tcp\0", 12, &second, &error));
  g_assert_error (error, PTL_SERVICE_NAMES_ERROR, PTL_SERVICE_NAMES_ERROR_SYNTAX);
  g_clear_error (&error);

  g_assert_null (ptl_service_names_load ("/dev/zero", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_null (ptl_service_names_load ("/nonexistent", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* What Nmap's own file says, where it is installed: spec 7.4. */
static void
test_nmap_file (void)
{
  static const char path[] = "/usr/share/nmap/nmap-services";
  g_autoptr (PtlServiceNames) names = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("Nmap's data files are not installed");
      return;
    }

  names = ptl_service_names_load (path, &error);
  g_assert_no_error (error);
  assert_top (
      names, PTL_PROTOCOL_TCP, 100,
      "7,9,13,21-23,25-26,37,53,79-81,88,106,110-111,113,119,135,139,143-144,179,199,389,"
      "427,443-445,465,513-515,543-544,548,554,587,631,646,873,990,993,995,1025-1029,1110,"
      "1433,1720,1723,1755,1900,2000-2001,2049,2121,2717,3000,3128,3306,3389,3986,4899,"
      "5000,5009,5051,5060,5101,5190,5357,5432,5631,5666,5800,5900,6000-6001,6646,7070,"
      "8000,8008-8009,8080-8081,8443,8888,9100,9999-10000,32768,49152-49157");
  g_assert_cmpstr (ptl_service_names_lookup (names, PTL_PROTOCOL_TCP, 22), ==, "ssh");
}

static void
test_etc_services (void)
{
  g_autoptr (PtlServiceNames) names =
      load ("ssh\t\t22/tcp\t\t\t\t# SSH Remote Login Protocol\nacr-nema 104/tcp dicom\n"
            "rtmp\t\t1/ddp\nz3950\t210/tcp\twais\t# Z39.50\nthree 3/tcp 3com-alias\n");

  assert_top (names, PTL_PROTOCOL_TCP, G_MAXUINT, "3,22,104,210");
  g_assert_cmpstr (ptl_service_names_lookup (names, PTL_PROTOCOL_TCP, 104), ==,
                   "acr-nema");
}

static PtlServiceNames *
load_shipped (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "services",
                                                 "portolan-services", NULL);
  g_autoptr (GError) error = NULL;
  PtlServiceNames *names = ptl_service_names_load (path, &error);

  g_assert_no_error (error);
  return names;
}

static void
test_shipped_names (void)
{
  static const struct
  {
    PtlProtocol protocol;
    guint16 port;
    const char *name;
  } expected[] = {
    { PTL_PROTOCOL_TCP, 22, "ssh" },        { PTL_PROTOCOL_TCP, 80, "http" },
    { PTL_PROTOCOL_TCP, 443, "https" },     { PTL_PROTOCOL_TCP, 3389, "ms-wbt-server" },
    { PTL_PROTOCOL_TCP, 27017, "mongodb" }, { PTL_PROTOCOL_TCP, 465, "submissions" },
    { PTL_PROTOCOL_UDP, 53, "domain" },     { PTL_PROTOCOL_UDP, 5353, "mdns" },
    { PTL_PROTOCOL_UDP, 161, "snmp" },      { PTL_PROTOCOL_UDP, 51820, "wireguard" },
    { PTL_PROTOCOL_TCP, 49664, NULL },
  };
  g_autoptr (PtlServiceNames) names = load_shipped ();

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (
        ptl_service_names_lookup (names, expected[i].protocol, expected[i].port), ==,
        expected[i].name);
}

static void
assert_contains_all (PtlPortSet *ports, const char *expected)
{
  g_autoptr (PtlPortSet) wanted = ptl_port_set_parse (expected, NULL, NULL);
  const PtlPortRange *ranges;
  guint n_ranges;

  ranges = ptl_port_set_get_ranges (wanted, &n_ranges);
  for (guint i = 0; i < n_ranges; i++)
    for (guint port = ranges[i].first; port <= ranges[i].last; port++)
      g_assert_true (ptl_port_set_contains (ports, (guint16) port));
}

/* The fast scans ask what people have open today. */
static void
test_shipped_top (void)
{
  static const guint counts[] = { 1, 10, 100, 1000 };
  g_autoptr (PtlServiceNames) names = load_shipped ();
  g_autoptr (PtlPortSet) tcp = ptl_service_names_get_top (names, PTL_PROTOCOL_TCP, 100);
  g_autoptr (PtlPortSet) udp = ptl_service_names_get_top (names, PTL_PROTOCOL_UDP, 100);
  g_autoptr (PtlPortSet) more = ptl_service_names_get_top (names, PTL_PROTOCOL_TCP, 1000);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    for (PtlProtocol protocol = 0; protocol < PTL_N_PROTOCOLS; protocol++)
      {
        g_autoptr (PtlPortSet) ports =
            ptl_service_names_get_top (names, protocol, counts[i]);

        g_assert_cmpuint (ptl_port_set_count (ports), ==, counts[i]);
      }

  assert_contains_all (tcp,
                       "21-23,25,53,80,110,111,139,143,389,443,445,548,587,631,993,"
                       "995,1433,1883,2049,2375,3000,3306,3389,5000,5432,5672,5900,"
                       "5985,6379,6443,8000,8080,8443,8888,9000,9090,9100,9200,10250,"
                       "11211,27017");
  assert_contains_all (udp,
                       "53,67-69,111,123,137-138,161-162,443,500,514,520,623,631,1194,"
                       "1434,1701,1812,1900,3478,3702,4500,5060,5353,5355,5683,47808,"
                       "51820");
  assert_contains_all (more,
                       "7,79,502,1521,2181,5601,5984,8009,8123,9092,16992,25565,32400,"
                       "44818,50000,61616,64738");
}

/* Line by line: sorted, so that no port stands twice, every frequency is one of the
 * classes that the head explains, and the fast scans end where a class ends. */
static void
test_shipped_lines (void)
{
  static const char *const classes[] = { "0.3",  "0.1",   "0.05",  "0.03", "0.02",
                                         "0.01", "0.005", "0.001", "0" };
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "services",
                                                 "portolan-services", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_fast[PTL_N_PROTOCOLS] = { 0 };
  int before = -1;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) fields = NULL;
      PtlProtocol protocol;
      char *slash;
      int place;
      guint class = 0;

      if (**line == '#' || **line == '\0')
        continue;

      fields = g_strsplit (*line, "\t", -1);
      g_assert_cmpuint (g_strv_length (fields), >=, 3);
      slash = strchr (fields[1], '/');
      g_assert_true (ptl_protocol_parse (slash + 1, &protocol));
      place = atoi (fields[1]) * PTL_N_PROTOCOLS + (int) protocol;
      g_assert_cmpint (place, >, before);
      before = place;

      while (class < G_N_ELEMENTS (classes) && strcmp (fields[2], classes[class]) != 0)
        class ++;
      g_assert_cmpuint (class, <, G_N_ELEMENTS (classes));
      n_fast[protocol] += class <= 4;
    }

  g_assert_cmpuint (n_fast[PTL_PROTOCOL_TCP], ==, 100);
  g_assert_cmpuint (n_fast[PTL_PROTOCOL_UDP], ==, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service-names/lookup", test_lookup);
  g_test_add_func ("/service-names/top", test_top);
  g_test_add_func ("/service-names/matching", test_matching);
  g_test_add_func ("/service-names/matching-is-bounded", test_matching_is_bounded);
  g_test_add_func ("/service-names/invalid", test_invalid);
  g_test_add_func ("/service-names/hostile", test_hostile);
  g_test_add_func ("/service-names/nmap-file", test_nmap_file);
  g_test_add_func ("/service-names/etc-services", test_etc_services);
  g_test_add_func ("/service-names/shipped-names", test_shipped_names);
  g_test_add_func ("/service-names/shipped-top", test_shipped_top);
  g_test_add_func ("/service-names/shipped-lines", test_shipped_lines);

  return g_test_run ();
}
