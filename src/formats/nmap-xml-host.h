/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/nmap-xml-host.h: one host element of Nmap's XML on its way into a session.
 *
 * Rows go into the session port by port; the ports that the file only counts (extraports)
 * follow when the host ends. */
#pragma once

#include "formats/session-draft.h"
#include "model/port-tally.h"

G_BEGIN_DECLS

/* An element's attributes, as GMarkup hands them out. */
typedef struct
{
  const char **names;
  const char **values;
} PtlXmlAttributes;

/* Returns: (transfer none) (nullable) */
const char *ptl_xml_attributes_get (const PtlXmlAttributes *self, const char *name);

typedef struct _PtlNmapXmlHost PtlNmapXmlHost;

/**
 * ptl_nmap_xml_host_new:
 * @asked: the ports of each protocol that the file says were scanned; not copied, and
 * empty where it does not say
 * @joins_bytes: the file was written by Nmap, to whom every byte of UTF-8 is a character
 */
PtlNmapXmlHost *ptl_nmap_xml_host_new (PtlSessionDraft *draft,
                                       PtlPortSet *const asked[PTL_N_PROTOCOLS],
                                       gboolean joins_bytes);

void ptl_nmap_xml_host_free (PtlNmapXmlHost *self);

/* Puts what is left into the session.  @is_whole: whether its end was in the file */
void ptl_nmap_xml_host_end (PtlNmapXmlHost *self, gboolean is_whole);

/* One for each element within a host, called when it begins. */
void ptl_nmap_xml_host_begin (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes);
void ptl_nmap_xml_host_status (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes);
void ptl_nmap_xml_host_address (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes);
void ptl_nmap_xml_host_hostname (PtlNmapXmlHost *self,
                                 const PtlXmlAttributes *attributes);
void ptl_nmap_xml_host_times (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes);
void ptl_nmap_xml_host_extraports (PtlNmapXmlHost *self,
                                   const PtlXmlAttributes *attributes);
void ptl_nmap_xml_host_extrareasons (PtlNmapXmlHost *self,
                                     const PtlXmlAttributes *attributes);
void ptl_nmap_xml_host_port (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes);
void ptl_nmap_xml_host_state (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes);
void ptl_nmap_xml_host_port_script (PtlNmapXmlHost *self,
                                    const PtlXmlAttributes *attributes);
void ptl_nmap_xml_host_script (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes);
void ptl_nmap_xml_host_osmatch (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes);
void ptl_nmap_xml_host_service (PtlNmapXmlHost *self, const PtlXmlAttributes *attributes);

/* The text within a cpe element of a service. */
void ptl_nmap_xml_host_cpe (PtlNmapXmlHost *self, const char *text);

/* The port element has ended. */
void ptl_nmap_xml_host_end_port (PtlNmapXmlHost *self);

G_END_DECLS
