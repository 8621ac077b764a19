/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* base/lines.c: texts with one record a line, as /etc/services and /etc/rpc have it. */
#include "base/lines.h"

#include <string.h>

const char *
ptl_lines_skip_blanks (const char *pos)
{
  while (*pos == ' ' || *pos == '\t')
    pos++;
  return pos;
}

gboolean
ptl_lines_parse (char *text,
                 const char *name,
                 PtlLineFunc func,
                 gpointer user_data,
                 GQuark domain,
                 int code,
                 GError **error)
{
  guint line_number = 0;

  for (char *line = text; line != NULL;)
    {
      char *next = strchr (line, '\n');
      const char *pos;
      const char *wrong = NULL;

      line_number++;
      if (next != NULL)
        *next++ = '\0';
      line[strcspn (line, "\r")] = '\0';
      pos = ptl_lines_skip_blanks (line);
      if (*pos != '#' && *pos != '\0')
        wrong = func (&pos, user_data);
      if (wrong != NULL)
        {
          g_set_error (error, domain, code, "%s:%u:%u: %s", name, line_number,
                       (guint) (pos - line) + 1, wrong);
          return FALSE;
        }

      line = next;
    }

  return TRUE;
}
