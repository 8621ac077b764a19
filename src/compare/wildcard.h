/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* compare/wildcard.h: patterns with "*" for anything and "?" for one character. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @pattern describes the whole of @text; capital and small letters of ASCII are
 * the same.  Takes at most the product of both lengths in steps. */
gboolean ptl_wildcard_matches (const char *pattern, const char *text);

G_END_DECLS
