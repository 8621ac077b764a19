/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* rules/version-info.c: the fields p/ v/ i/ h/ o/ d/ cpe:/ at the end of a match line. */
#include "rules/version-info.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char letters[] = {
  [PTL_VERSION_FIELD_PRODUCT] = 'p',    [PTL_VERSION_FIELD_VERSION] = 'v',
  [PTL_VERSION_FIELD_EXTRA_INFO] = 'i', [PTL_VERSION_FIELD_HOSTNAME] = 'h',
  [PTL_VERSION_FIELD_OS_TYPE] = 'o',    [PTL_VERSION_FIELD_DEVICE_TYPE] = 'd',
};

static gboolean
parse_name (PtlLine *line, PtlVersionField *field, GError **error)
{
  if (ptl_line_skip (line, "cpe:"))
    {
      *field = PTL_VERSION_FIELD_CPE;
      return TRUE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (*line->pos == letters[i] && line->end - line->pos > 1 &&
        !g_ascii_isalpha (line->pos[1]))
      {
        *field = (PtlVersionField) i;
        line->pos++;
        return TRUE;
      }

  return ptl_line_fail (_ ("unknown field, p v i h o d or cpe: is expected"), error);
}

PtlVersionInfoStep
ptl_version_info_next (PtlLine *line,
                       PtlVersionField *field,
                       PtlText *template,
                       GError **error)
{
  const char *before = line->pos;

  ptl_line_skip_blanks (line);
  if (ptl_line_is_at_end (line))
    return PTL_VERSION_INFO_END;

  if (line->pos == before)
    {
      ptl_line_fail (_ ("a blank is expected before the next field"), error);
      return PTL_VERSION_INFO_ERROR;
    }

  if (!parse_name (line, field, error) ||
      !ptl_line_take_delimited (line, template, error))
    return PTL_VERSION_INFO_ERROR;

  /* The "a" of cpe:/.../a and other trailing letters mean nothing (spec 1.5). */
  ptl_line_take_letters (line);
  return PTL_VERSION_INFO_FIELD;
}
