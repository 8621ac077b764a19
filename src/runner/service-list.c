/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* runner/service-list.c: the names of ports and how often each is found open. */
#include "runner/service-list.h"

#include <glib/gi18n-lib.h>

#include "runner/data-files.h"

PtlServiceNames *
ptl_service_list_load (GError **error)
{
  g_autofree char *system = ptl_data_files_find_nmap ("nmap-services");
  g_autofree char *shipped = ptl_data_files_find ("services/portolan-services");
  PtlServiceNames *names = system != NULL ? ptl_service_names_load (system, NULL) : NULL;

  if (names != NULL)
    return names;
  if (shipped != NULL)
    return ptl_service_names_load (shipped, error);

  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                       _ ("the list of services is not installed"));
  return NULL;
}
