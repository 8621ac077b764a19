/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* scan/answer-shape.h: does an answer, by its own form, go on? */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ptl_answer_is_unfinished:
 *
 * Whether more must come for the answer to be whole: the rest of an HTTP head or body, of
 * a reply of several numbered lines, of a line of text, or what Telnet's options precede.
 * Of other forms nothing is known, and a pause may well be their end.
 */
gboolean ptl_answer_is_unfinished (const guint8 *data, gsize len);

G_END_DECLS
