/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* formats/replacement.c: a file that takes the place of an older one, whole or not at
 * all.
 */
#include "formats/replacement.h"

gboolean
ptl_replacement_close (GOutputStream *stream,
                       gboolean is_whole,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GCancellable) discard = NULL;

  if (is_whole && g_output_stream_close (stream, cancellable, error))
    return TRUE;

  /* A cancelled close leaves the file that was there before as it was. */
  discard = g_cancellable_new ();
  g_cancellable_cancel (discard);
  g_output_stream_close (stream, discard, NULL);
  return FALSE;
}
