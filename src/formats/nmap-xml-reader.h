/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/nmap-xml-reader.h: Nmap's XML as a session: of Nmap 4 to 7, masscan, and
 * ourselves.
 *
 * No DTD is read and no entity of one resolved.  Control characters, with which Nmap's
 * own files are not well formed, are text like any other. */
#pragma once

#include "formats/session-draft.h"

G_BEGIN_DECLS

typedef struct _PtlNmapXmlReader PtlNmapXmlReader;

PtlNmapXmlReader *ptl_nmap_xml_reader_new (PtlSessionDraft *draft);
void ptl_nmap_xml_reader_free (PtlNmapXmlReader *self);

/**
 * ptl_nmap_xml_reader_feed:
 * @text: valid UTF-8
 *
 * Returns: FALSE with a %PTL_SESSION_FILE_ERROR if nothing after this can be read
 */
gboolean ptl_nmap_xml_reader_feed (PtlNmapXmlReader *self,
                                   const char *text,
                                   gsize length,
                                   GError **error);

/* The end of the file.  Returns: FALSE with a %PTL_SESSION_FILE_ERROR if it is in the
 * middle of something */
gboolean ptl_nmap_xml_reader_end (PtlNmapXmlReader *self, GError **error);

/* Completes the draft with what is known of a host whose end did not come.
 * Returns: whether the file is the result of a scan at all */
gboolean ptl_nmap_xml_reader_settle (PtlNmapXmlReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlNmapXmlReader, ptl_nmap_xml_reader_free)

G_END_DECLS
