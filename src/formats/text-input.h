/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/text-input.h: a foreign file as text: valid UTF-8, piece by piece.
 *
 * Understands gzip, and UTF-16 with a byte order mark.  Bytes that are not UTF-8 are read
 * as ISO 8859-1, as the oldest writers meant them; a NUL becomes U+FFFD.  So the text has
 * as many lines, and as many characters in each, as a person sees in the file. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PtlTextInput PtlTextInput;

/* Blocks, as does ptl_text_input_next().
 * Returns: (transfer full) (nullable): NULL with a %G_IO_ERROR */
PtlTextInput *
ptl_text_input_new (GInputStream *in, GCancellable *cancellable, GError **error);
void ptl_text_input_free (PtlTextInput *self);

/**
 * ptl_text_input_next:
 * @text: (out) (transfer none): the next piece, until the next call; no character is
 * split
 * @length: (out): in bytes; 0 at the end
 *
 * Returns: FALSE with a %G_IO_ERROR, as for a damaged gzip file
 */
gboolean ptl_text_input_next (PtlTextInput *self,
                              const char **text,
                              gsize *length,
                              GCancellable *cancellable,
                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtlTextInput, ptl_text_input_free)

G_END_DECLS
