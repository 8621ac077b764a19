/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/service-summary.c: what the open ports of a host say of the host. */
#include "formats/service-summary.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/display.h"

#define MAX_VALUES 5

static gboolean
contains (GPtrArray *values, const char *value, gboolean ignore_case)
{
  for (guint i = 0; i < values->len; i++)
    if (strcmp (values->pdata[i], value) == 0 ||
        (ignore_case && g_ascii_strcasecmp (values->pdata[i], value) == 0))
      return TRUE;

  return FALSE;
}

static void
add_value (GPtrArray *values, const char *value, gboolean ignore_case)
{
  if (value != NULL && value[0] != '\0' && values->len < MAX_VALUES &&
      !contains (values, value, ignore_case))
    g_ptr_array_add (values, (gpointer) value);
}

static void
add_hostname (GPtrArray *values, const PtlHost *host, const char *name)
{
  const char *known = host->info->hostname;

  if (name != NULL && (known == NULL || g_ascii_strcasecmp (known, name) != 0))
    add_value (values, name, TRUE);
}

/* Applications are in the table already. */
static void
add_cpes (GPtrArray *values, const PtlService *service)
{
  for (guint i = 0; service->cpes != NULL && service->cpes[i] != NULL; i++)
    if (!g_str_has_prefix (service->cpes[i], "cpe:/a:"))
      add_value (values, service->cpes[i], FALSE);
}

static void
append_values (GString *out, const char *label, GPtrArray *values)
{
  if (values->len == 0)
    return;

  g_string_append_printf (out, "%s%s: ", out->len > 0 ? "; " : "", label);
  for (guint i = 0; i < values->len; i++)
    {
      g_autofree char *shown = ptl_display_line (values->pdata[i]);

      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", shown);
    }
}

char *
ptl_service_summary (const PtlHost *host)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) systems = g_ptr_array_new ();
  g_autoptr (GPtrArray) devices = g_ptr_array_new ();
  g_autoptr (GPtrArray) cpes = g_ptr_array_new ();
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < host->ports->len; i++)
    {
      const PtlPort *port = host->ports->pdata[i];
      const PtlService *service = port->service;

      if (service == NULL || port->state != PTL_PORT_STATE_OPEN)
        continue;
      add_hostname (names, host, service->hostname);
      add_value (systems, service->os_type, FALSE);
      add_value (devices, service->device_type, FALSE);
      add_cpes (cpes, service);
    }

  append_values (out, names->len > 1 ? _ ("Hosts") : _ ("Host"), names);
  append_values (out, systems->len > 1 ? _ ("OSs") : _ ("OS"), systems);
  append_values (out, devices->len > 1 ? _ ("Devices") : _ ("Device"), devices);
  append_values (out, "CPE", cpes);
  return g_string_free (out, FALSE);
}
