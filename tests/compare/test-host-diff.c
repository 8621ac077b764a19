/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/compare/test-host-diff.c: what is said of each kind of difference.
 *
 * One line for each host and each of its ports:
 *   host KIND [FIELD LEVEL BEFORE>AFTER]...
 *   PORTS KIND [FIELD LEVEL BEFORE>AFTER]... */
#include <string.h>

#include "compare/comparison.h"

#include "session-builder.h"

typedef struct
{
  const char *name;
  const char *before;
  const char *after;
  const char *expected;
} Case;

#define ASKED "asked tcp 22,80,443,8080\n"
#define HOST  ASKED "host 192.0.2.1\n"

static const Case cases[] = {
  /* Hosts */
  { "host up that was down", ASKED "silent 192.0.2.1", HOST "80/tcp open http\n",
    "host new [host exposure down>up]\n80/tcp new [state exposure filtered>open]\n" },
  { "host down that was up", HOST "80/tcp open http\n", ASKED "down 192.0.2.1",
    "host gone [host exposure up>down]\n80/tcp gone [state exposure open>filtered]\n" },
  { "down in both", ASKED "down 192.0.2.1", ASKED "down 192.0.2.1", "host same\n" },
  { "never asked for", HOST "80/tcp open http\n", ASKED,
    "host not-covered\n80/tcp not-covered\n" },
  { "never asked for before", ASKED, HOST "80/tcp open http\n",
    "host not-covered\n80/tcp not-covered\n" },
  { "gone with its closed ports", HOST "80/tcp open http\nclosed 22,443/tcp",
    ASKED "silent 192.0.2.1",
    "host gone [host exposure up>down]\n80/tcp gone [state exposure open>filtered]\n" },
  { "a name is new", ASKED "host 192.0.2.1", ASKED "host 192.0.2.1 name=a",
    "host changed [name identity ->a]\n" },
  { "nobody looked for names", "no-dns\nhost 192.0.2.1", "host 192.0.2.1 name=a",
    "host same\n" },
  { "names are alike", "host 192.0.2.1 name=NAS", "host 192.0.2.1 name=nas",
    "host same\n" },
  { "moved", ASKED "host 192.0.2.1 name=a", ASKED "host 192.0.2.2 name=a",
    "host moved [address identity 192.0.2.1>192.0.2.2]\n" },

  /* Port states */
  { "opened", HOST "closed 80/tcp", HOST "80/tcp open http",
    "host changed\n80/tcp new [state exposure closed>open]\n" },
  { "closed", HOST "80/tcp open http", HOST "closed 80/tcp",
    "host changed\n80/tcp gone [state exposure open>closed]\n" },
  { "filtered", HOST "80/tcp open http", HOST "filtered 80/tcp",
    "host changed\n80/tcp gone [state exposure open>filtered]\n" },
  { "not scanned is not gone", HOST "80/tcp open http\n22/tcp open ssh",
    "asked tcp 22\nhost 192.0.2.1\n22/tcp open ssh", "host same\n80/tcp not-covered\n" },
  { "not scanned before is not new", "asked tcp 22\nhost 192.0.2.1\n22/tcp open ssh",
    HOST "80/tcp open http\n22/tcp open ssh", "host same\n80/tcp not-covered\n" },
  { "closed to filtered, many", "host 192.0.2.1\nclosed 1-1000/tcp",
    "host 192.0.2.1\nfiltered 1-1000/tcp reason=no-response",
    "host changed\n1-1000/tcp changed [state exposure closed>filtered]\n" },
  { "closed to filtered, in part", "host 192.0.2.1\nclosed 1-100/tcp",
    "host 192.0.2.1\nclosed 1-9,20-90/tcp\nfiltered 10-19/tcp",
    "host changed\n10-19/tcp changed [state exposure closed>filtered]\n" },
  { "UDP answered", "host 192.0.2.1\nopen|filtered 53/udp",
    "host 192.0.2.1\n53/udp open domain",
    "host changed\n53/udp changed [state certainty open|filtered>open]\n" },
  { "UDP closed", "host 192.0.2.1\nopen|filtered 53/udp",
    "host 192.0.2.1\nclosed 53/udp reason=port-unreach",
    "host changed\n53/udp changed [state exposure open|filtered>closed]\n" },
  { "TCP is not UDP", "host 192.0.2.1\nclosed 53/tcp\n53/udp open domain",
    "host 192.0.2.1\n53/tcp open domain\nclosed 53/udp",
    "host changed\n53/tcp new [state exposure closed>open]\n53/udp gone [state exposure "
    "open>closed]\n" },
  { "a firewall says no instead of nothing",
    "host 192.0.2.1\nfiltered 1-9/tcp reason=no-response",
    "host 192.0.2.1\nfiltered 1-9/tcp reason=admin-prohibited",
    "host changed\n1-9/tcp changed [reason certainty no-response>admin-prohibited]\n" },
  { "another reason of the same", "host 192.0.2.1\nclosed 1-9/tcp reason=conn-refused",
    "host 192.0.2.1\nclosed 1-9/tcp reason=port-unreach",
    "host changed\n1-9/tcp changed [reason noise conn-refused>port-unreach]\n" },
  { "the order of ports", HOST "80/tcp open http\n22/tcp open ssh\nclosed 443/tcp",
    HOST "closed 443/tcp\n22/tcp open ssh\n80/tcp open http", "host same\n" },

  /* Services */
  { "version", HOST "80/tcp open http product=nginx version=1.18",
    HOST "80/tcp open http product=nginx version=1.20",
    "host changed\n80/tcp changed [version identity 1.18>1.20]\n" },
  { "product", HOST "80/tcp open http product=nginx",
    HOST "80/tcp open http product=Apache_httpd",
    "host changed\n80/tcp changed [product identity nginx>Apache httpd]\n" },
  { "all that is known of it",
    HOST "80/tcp open http product=a version=1 info=x os=Linux device=router host=h "
         "cpe=cpe:/a:b,cpe:/a:a",
    HOST "80/tcp open www product=b version=2 info=y os=BSD device=switch host=i "
         "cpe=cpe:/a:a",
    "host changed\n80/tcp changed [service identity http>www] [product identity a>b] "
    "[version identity 1>2] [extra-info identity x>y] [service-host identity h>i] "
    "[os identity Linux>BSD] [device identity router>switch] "
    "[cpe identity cpe:/a:a cpe:/a:b>cpe:/a:a]\n" },
  { "the order of CPEs", HOST "80/tcp open http cpe=cpe:/a:b,cpe:/a:a",
    HOST "80/tcp open http cpe=cpe:/a:a,cpe:/a:b", "host same\n" },
  { "TLS", HOST "443/tcp open http product=nginx",
    HOST "443/tcp open http product=nginx tunnel=ssl",
    "host changed\n443/tcp changed [tunnel identity ->ssl]\n" },
  { "certainty", HOST "22/tcp open ssh product=x outcome=soft-match",
    HOST "22/tcp open ssh product=x",
    "host changed\n22/tcp changed [method certainty soft-match>hard-match]\n" },
  { "asked who it is, and not before", HOST "22/tcp open ssh outcome=table",
    HOST "22/tcp open ssh product=OpenSSH version=9",
    "host changed\n22/tcp changed [method certainty table>hard-match]\n" },
  { "asked before, and not who it is now", HOST "22/tcp open ssh product=OpenSSH",
    HOST "22/tcp open", "host same\n" },
  { "certificate", HOST "443/tcp open https cert=one", HOST "443/tcp open https cert=two",
    "host changed\n443/tcp changed [certificate identity]\n" },

  /* Services that moved */
  { "moved", HOST "80/tcp open http product=nginx version=1\nclosed 8080/tcp",
    HOST "closed 80/tcp\n8080/tcp open http product=nginx version=1",
    "host changed\n80/tcp → 8080/tcp moved [port exposure 80>8080]\n" },
  { "moved and updated", HOST "80/tcp open http product=nginx version=1\nclosed 8080/tcp",
    HOST "closed 80/tcp\n8080/tcp open http product=nginx version=2",
    "host changed\n80/tcp → 8080/tcp moved [port exposure 80>8080] "
    "[version identity 1>2]\n" },
  { "moved, by its certificate", HOST "443/tcp open https cert=one\nclosed 8080/tcp",
    HOST "closed 443/tcp\n8080/tcp open https cert=one",
    "host changed\n443/tcp → 8080/tcp moved [port exposure 443>8080]\n" },
  { "moved, by what it says",
    HOST "80/tcp open ? outcome=no-match\nanswer NULL hello\nclosed 8080/tcp",
    HOST "closed 80/tcp\n8080/tcp open ? outcome=no-match\nanswer NULL hello",
    "host changed\n80/tcp → 8080/tcp moved [port exposure 80>8080]\n" },
  { "moved to a port that nobody scanned before",
    "asked tcp 80\nhost 192.0.2.1\n80/tcp open http product=nginx",
    HOST "closed 80/tcp\n8080/tcp open http product=nginx",
    "host changed\n80/tcp gone [state exposure open>closed]\n8080/tcp not-covered\n" },
  { "one gone and two new are no move",
    HOST "80/tcp open http product=nginx\nclosed 443,8080/tcp",
    HOST "closed 80/tcp\n443/tcp open http product=nginx\n8080/tcp open http "
         "product=nginx",
    "host changed\n80/tcp gone [state exposure open>closed]\n"
    "443/tcp new [state exposure closed>open]\n"
    "8080/tcp new [state exposure closed>open]\n" },
  { "other services are no move", HOST "80/tcp open http product=nginx\nclosed 8080/tcp",
    HOST "closed 80/tcp\n8080/tcp open http product=lighttpd",
    "host changed\n80/tcp gone [state exposure open>closed]\n"
    "8080/tcp new [state exposure closed>open]\n" },

  /* Answers */
  { "what it says, versions equal",
    HOST "80/tcp open http product=nginx\nanswer GetRequest HTTP/1.1_200_OK",
    HOST "80/tcp open http product=nginx\nanswer GetRequest HTTP/1.1_404_OK",
    "host changed\n80/tcp changed [answer certainty HTTP/1.1 200 OK>HTTP/1.1 404 OK]\n" },
  { "what time it says",
    HOST "80/tcp open http product=nginx\nanswer GetRequest Date:_04:02:41",
    HOST "80/tcp open http product=nginx\nanswer GetRequest Date:_05:02:41",
    "host changed\n80/tcp changed [answer noise Date: 04:02:41>Date: 05:02:41]\n" },
  { "another version says it all",
    HOST "80/tcp open http version=1\nanswer GetRequest one",
    HOST "80/tcp open http version=2\nanswer GetRequest two",
    "host changed\n80/tcp changed [version identity 1>2]\n" },
  { "answers to other probes are not compared",
    HOST "80/tcp open http\nanswer GetRequest one",
    HOST "80/tcp open http\nanswer NULL two", "host same\n" },

  /* Scripts of Nmap */
  { "what a script says", HOST "80/tcp open http\nscript http-title one",
    HOST "80/tcp open http\nscript http-title two",
    "host changed\n80/tcp changed [script certainty one>two]\n" },
  { "a script found something", HOST "80/tcp open http",
    HOST "80/tcp open http\nscript http-git found",
    "host changed\n80/tcp changed [script certainty ->found]\n" },
  { "a script found nothing any more", HOST "80/tcp open http\nscript http-git found",
    HOST "80/tcp open http",
    "host changed\n80/tcp changed [script certainty found>-]\n" },
  { "what time a script says", HOST "80/tcp open http\nscript http-date at_04:02:41",
    HOST "80/tcp open http\nscript http-date at_05:02:41",
    "host changed\n80/tcp changed [script noise at 04:02:41>at 05:02:41]\n" },
  { "a script beside another version",
    HOST "80/tcp open http version=1\nscript http-title one",
    HOST "80/tcp open http version=2\nscript http-title two",
    "host changed\n80/tcp changed [version identity 1>2] [script certainty one>two]\n" },
  { "several scripts", HOST "80/tcp open http\nscript b one\nscript a one",
    HOST "80/tcp open http\nscript a one\nscript b two",
    "host changed\n80/tcp changed [script certainty one>two]\n" },
  { "an SSH host key", HOST "22/tcp open ssh\nscript ssh-hostkey 256_aa:bb_(RSA)",
    HOST "22/tcp open ssh\nscript ssh-hostkey 256_cc:dd_(RSA)",
    "host changed\n22/tcp changed [script identity 256 aa:bb (RSA)>256 cc:dd (RSA)]\n" },
  { "a script about the host", "host 192.0.2.1 smb=one", "host 192.0.2.1 smb=two",
    "host changed [script certainty one>two]\n" },
  { "another system", "host 192.0.2.1 os=Linux", "host 192.0.2.1 os=BSD",
    "host changed [os certainty Linux>BSD]\n" },
  { "nobody looked for the system", "host 192.0.2.1 os=Linux", "host 192.0.2.1",
    "host same\n" },
};

static void
append_fields (GString *out, GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const PtlFieldChange *field = fields->pdata[i];

      if (field->field == PTL_FIELD_CERTIFICATE)
        g_string_append_printf (out, " [certificate %s]",
                                ptl_change_level_to_string (field->level));
      else
        g_string_append_printf (out, " [%s %s %s>%s]",
                                ptl_change_field_to_string (field->field),
                                ptl_change_level_to_string (field->level),
                                field->before != NULL ? field->before : "-",
                                field->after != NULL ? field->after : "-");
    }
  g_string_append_c (out, '\n');
}

static char *
describe (const PtlComparison *comparison)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < comparison->hosts->len; i++)
    {
      const PtlHostChange *host = comparison->hosts->pdata[i];

      g_string_append_printf (out, "host %s", ptl_change_kind_to_string (host->kind));
      append_fields (out, host->fields);
      for (guint j = 0; j < host->ports->len; j++)
        {
          const PtlPortChange *port = host->ports->pdata[j];
          g_autofree char *ports = ptl_port_change_get_ports_text (port);

          g_string_append_printf (out, "%s %s", ports,
                                  ptl_change_kind_to_string (port->kind));
          append_fields (out, port->fields);
        }
    }

  return g_string_free (out, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (PtlSession) before = session_build (c->before);
  g_autoptr (PtlSession) after = session_build (c->after);
  g_autoptr (PtlComparison) comparison = ptl_comparison_new (before, after, NULL);
  g_autofree char *found = describe (comparison);

  g_assert_cmpstr (found, ==, c->expected);
}

/* 200,000 ports of 20,000 hosts take less than a person notices. */
static PtlSession *
build_large (guint version_of_one_in)
{
  g_autoptr (GString) text = g_string_new ("asked tcp 1-10\n");

  for (guint i = 0; i < 2000; i++)
    {
      g_string_append_printf (text, "host 10.0.%u.%u name=h%u\n", i / 256, i % 256, i);
      for (guint port = 1; port <= 10; port++)
        g_string_append_printf (text, "%u/tcp open http product=nginx version=%d\n", port,
                                (i * 10 + port) % version_of_one_in == 0 ? 2 : 1);
    }

  return session_build (text->str);
}

static void
test_large (void)
{
  g_autoptr (PtlSession) before = build_large (G_MAXINT);
  g_autoptr (PtlSession) after = build_large (100);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (PtlComparison) comparison = ptl_comparison_new (before, after, NULL);

  g_assert_cmpuint (comparison->counts.ports[PTL_CHANGE_CHANGED], ==, 200);
  g_assert_cmpuint (comparison->counts.ports[PTL_CHANGE_SAME], ==, 19800);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

/* However many ports there are of which each could have become each. */
static void
test_all_moved (void)
{
  g_autoptr (GString) before = g_string_new ("asked tcp 1-65535\nhost 192.0.2.1\n");
  g_autoptr (GString) after = g_string_new (before->str);
  g_autoptr (PtlSession) a = NULL;
  g_autoptr (PtlSession) b = NULL;
  g_autoptr (PtlComparison) comparison = NULL;
  gint64 start;

  for (guint i = 1; i <= 4000; i++)
    {
      g_string_append_printf (before, "%u/tcp open http product=p%u version=1\n", i, i);
      g_string_append_printf (after, "%u/tcp open http product=p%u version=1\n",
                              i + 10000, i);
    }
  g_string_append (before, "closed 10001-14000/tcp");
  g_string_append (after, "closed 1-4000/tcp");
  a = session_build (before->str);
  b = session_build (after->str);

  start = g_get_monotonic_time ();
  comparison = ptl_comparison_new (a, b, NULL);
  g_assert_cmpuint (comparison->counts.ports[PTL_CHANGE_MOVED], ==, 4000);
  g_assert_cmpuint (comparison->counts.ports[PTL_CHANGE_NEW], ==, 0);
  g_assert_cmpuint (comparison->counts.ports[PTL_CHANGE_GONE], ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (cases[i].name), " /", '-');
      g_autofree char *path = g_strdup_printf ("/host-diff/%02u-%s", i, name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/host-diff/large", test_large);
  g_test_add_func ("/host-diff/all-moved", test_all_moved);

  return g_test_run ();
}
