/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/marked-bytes.h: bytes in a text buffer, as text or in hex, with places marked. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Tags that every buffer here has. */
#define PTL_MARK_PRODUCT  "product"
#define PTL_MARK_VERSION  "version"
#define PTL_MARK_SECRET   "secret"
#define PTL_MARK_REPLACED "replaced"
#define PTL_MARK_HEADING  "heading"
#define PTL_MARK_NOTE     "note"

typedef struct
{
  gsize start; /* bytes */
  gsize end;
  const char *tag;
} PtlMark;

/* Colours are washes over the theme's own, so that they do in the dark as well. */
void ptl_marked_bytes_add_tags (GtkTextBuffer *buffer);

/* Appends text of our own; @tag: (nullable). */
void ptl_marked_bytes_append (GtkTextBuffer *buffer, const char *text, const char *tag);

/* Appends them with nothing interpreted: see base/display.h.
 * @marks: (element-type PtlMark): by place, without overlaps */
void ptl_marked_bytes_append_text (GtkTextBuffer *buffer,
                                   const guint8 *data,
                                   gsize len,
                                   GArray *marks);

/* The same as lines of offset and eight bytes in hex. */
void ptl_marked_bytes_append_hex (GtkTextBuffer *buffer,
                                  const guint8 *data,
                                  gsize len,
                                  GArray *marks);

G_END_DECLS
