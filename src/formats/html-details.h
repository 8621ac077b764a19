/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/html-details.h: the rule behind a service and its certificate, in HTML. */
#pragma once

#include "model/host.h"

G_BEGIN_DECLS

/* Appends one closed <details> for each port of which there is something to tell. */
void ptl_html_append_details (GString *out, const PtlHost *host);

G_END_DECLS
