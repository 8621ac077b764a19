/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/scan/test-mac-vendors.c: makers of network cards, from a file of the IEEE's kind.
 */
#include "scan/mac-vendors.h"

#include <glib/gstdio.h>

static const char text[] =
    "OUI/MA-L                      Organization                 \r\n"
    "company_id                    Organization                 \r\n"
    "\r\n"
    "28-6F-B9   (hex)\t\tHarbour Cards & S\303\266hne\r\n"
    "286FB9     (base 16)\t\tHarbour Cards & S\303\266hne\r\n"
    "\t\t\t\tQuay 1\r\n"
    "\r\n"
    "00-00-5E   (hex)\t\tNumbers\r\n"
    "00-00-5F   (hex)\t\t   \r\n"
    "0-00-5F   (hex)\t\tShort\r\n"
    "00-00-60   (hex)\t\t\377\376\r\n"
    "02-00-00   (hex)\t\tNobody\r\n"
    "00-00-61   (hex)\t\tLast";

static PtlMacVendors *
load (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  PtlMacVendors *vendors;
  int fd = g_file_open_tmp ("oui-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, text, sizeof text - 1, &error);
  g_assert_no_error (error);
  vendors = ptl_mac_vendors_load (path, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return vendors;
}

static void
test_lookup (void)
{
  g_autoptr (PtlMacVendors) vendors = load ();

  g_assert_cmpstr (ptl_mac_vendors_lookup (vendors, "28:6f:b9:00:00:01"), ==,
                   "Harbour Cards & S\303\266hne");
  g_assert_cmpstr (ptl_mac_vendors_lookup (vendors, "28:6F:B9:ff:ff:ff"), ==,
                   "Harbour Cards & S\303\266hne");
  g_assert_cmpstr (ptl_mac_vendors_lookup (vendors, "00:00:5e:00:00:01"), ==, "Numbers");
  g_assert_cmpstr (ptl_mac_vendors_lookup (vendors, "00:00:61:00:00:01"), ==, "Last");
  g_assert_null (ptl_mac_vendors_lookup (vendors, "00:00:5f:00:00:01"));
  g_assert_null (ptl_mac_vendors_lookup (vendors, "00:00:60:00:00:01"));
  g_assert_null (ptl_mac_vendors_lookup (vendors, "00:00:62:00:00:01"));
  g_assert_null (ptl_mac_vendors_lookup (vendors, "02:00:00:00:00:01")); /* software's */
  g_assert_null (ptl_mac_vendors_lookup (vendors, "28-6f-b9-00-00-01"));
  g_assert_null (ptl_mac_vendors_lookup (vendors, ""));
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ptl_mac_vendors_load ("/nonexistent/oui.txt", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mac-vendors/lookup", test_lookup);
  g_test_add_func ("/mac-vendors/missing", test_missing);

  return g_test_run ();
}
