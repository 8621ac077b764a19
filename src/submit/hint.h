/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* submit/hint.h: what in an answer looks like the name or the version of a product. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PTL_HINT_PRODUCT,
  PTL_HINT_VERSION
} PtlHintKind;

typedef struct
{
  PtlHintKind kind;
  gsize start; /* bytes of the answer */
  gsize end;
} PtlHint;

/* Returns: (transfer full) (element-type PtlHint): by place, without overlaps; a guess
 * for a person to look at, never a verdict */
GArray *ptl_hints_find (const guint8 *data, gsize len);

G_END_DECLS
