/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/xml-escape.h: foreign text as XML 1.0 allows it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ptl_xml_append_escaped:
 * @text: bytes in any encoding
 *
 * Appends ASCII that stands between the quotes of an attribute or between tags and reads
 * back as @text, but that what XML cannot say (control characters, bytes that are not
 * UTF-8) becomes \xHH.
 */
void ptl_xml_append_escaped (GString *out, const char *text);

/* Appends ' name="value"', nothing for NULL. */
void ptl_xml_append_attribute (GString *out, const char *name, const char *value);

G_END_DECLS
