/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* base/file.c: a whole file in memory, but never more than a limit. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_BYTES 65536

static gboolean
fail (const char *path, int code, const char *what, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, code, "%s: %s", shown, what);
  return FALSE;
}

static gboolean
fail_errno (const char *path, int errnum, GError **error)
{
  return fail (path, (int) g_file_error_from_errno (errnum), g_strerror (errnum), error);
}

static gboolean
read_all (int fd, const char *path, gsize max_bytes, GByteArray *out, GError **error)
{
  for (;;)
    {
      guint8 block[BLOCK_BYTES];
      gssize n = read (fd, block, sizeof block);

      if (n == 0)
        return TRUE;
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail_errno (path, errno, error);
      if ((gsize) n > max_bytes - out->len)
        return fail (path, G_FILE_ERROR_FAILED, _ ("the file is too long"), error);

      g_byte_array_append (out, block, (guint) n);
    }
}

gboolean
ptl_file_read (const char *path,
               gsize max_bytes,
               char **contents,
               gsize *length,
               GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean is_stdin = strcmp (path, "-") == 0;
  int fd = is_stdin ? STDIN_FILENO : g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean ok;

  g_return_val_if_fail (max_bytes < G_MAXUINT - BLOCK_BYTES, FALSE);

  if (fd < 0)
    return fail_errno (path, errno, error);

  ok = read_all (fd, path, max_bytes, bytes, error);
  if (!is_stdin)
    close (fd);
  if (!ok)
    return FALSE;

  *length = bytes->len;
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  *contents = (char *) g_byte_array_free (g_steal_pointer (&bytes), FALSE);
  return TRUE;
}
