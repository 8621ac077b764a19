/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/selection.h: ports that a person has picked, as text to paste somewhere. */
#pragma once

#include "formats/format.h"

G_BEGIN_DECLS

/* Valid while nobody changes the session. */
typedef struct
{
  const PtlHost *host;
  const PtlPort *port;
} PtlSelectedPort;

/* Returns: whether ptl_selection_to_string() knows the format: %PTL_FORMAT_TEXT,
 * %PTL_FORMAT_CSV, %PTL_FORMAT_JSON (one object a line) and %PTL_FORMAT_MARKDOWN */
gboolean ptl_selection_can_be (PtlFormat format);

/**
 * ptl_selection_to_string:
 * @ports: (element-type PtlSelectedPort): in the order wanted
 *
 * Returns: (transfer full): a heading and a line for each, "" for no port; safe to show
 */
char *ptl_selection_to_string (GArray *ports, PtlFormat format);

G_END_DECLS
