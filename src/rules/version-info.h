/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/version-info.h: the fields p/ v/ i/ h/ o/ d/ cpe:/ at the end of a match line. */
#pragma once

#include "rules/line.h"

G_BEGIN_DECLS

typedef enum
{
  PTL_VERSION_FIELD_PRODUCT,
  PTL_VERSION_FIELD_VERSION,
  PTL_VERSION_FIELD_EXTRA_INFO,
  PTL_VERSION_FIELD_HOSTNAME,
  PTL_VERSION_FIELD_OS_TYPE,
  PTL_VERSION_FIELD_DEVICE_TYPE,
  PTL_VERSION_FIELD_CPE
} PtlVersionField;

typedef enum
{
  PTL_VERSION_INFO_FIELD,
  PTL_VERSION_INFO_END,
  PTL_VERSION_INFO_ERROR
} PtlVersionInfoStep;

/**
 * ptl_version_info_next:
 * @template: (out): the text between the delimiters; for a CPE what follows "cpe:/"
 *
 * Reads the next field.  Each must be preceded by a blank.
 */
PtlVersionInfoStep ptl_version_info_next (PtlLine *line,
                                          PtlVersionField *field,
                                          PtlText *template,
                                          GError **error);

G_END_DECLS
