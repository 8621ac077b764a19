/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/nmap-arguments.h: what a command line of Nmap, or of this program, asked for.
 */
#pragma once

#include "model/scan-options.h"

G_BEGIN_DECLS

/**
 * ptl_nmap_arguments_read:
 * @command: the whole line, as Nmap's XML tells it
 *
 * Sets in @options what the line says of targets, kinds of scan, pace and intensity.
 * What Portolan knows nothing of is passed over: the line is a help for scanning again,
 * not a contract.
 */
void ptl_nmap_arguments_read (const char *command, PtlScanOptions *options);

G_END_DECLS
