/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/packed-bytes.c: bytes as the file keeps them. */
#include "store/packed-bytes.h"

#include <zstd.h>

/* Fast enough not to hold up a scan; more saves little on answers of some hundred bytes.
 */
#define LEVEL 1
/* A frame has some twenty bytes of its own: shorter answers do not get shorter. */
#define MIN_LENGTH 64

static void
free_packer_cb (gpointer packer)
{
  ZSTD_freeCCtx (packer);
}

static void
free_unpacker_cb (gpointer unpacker)
{
  ZSTD_freeDCtx (unpacker);
}

static GPrivate packers = G_PRIVATE_INIT (free_packer_cb);
static GPrivate unpackers = G_PRIVATE_INIT (free_unpacker_cb);

static ZSTD_CCtx *
get_packer (void)
{
  if (g_private_get (&packers) == NULL)
    g_private_set (&packers, ZSTD_createCCtx ());
  return g_private_get (&packers);
}

static ZSTD_DCtx *
get_unpacker (void)
{
  if (g_private_get (&unpackers) == NULL)
    g_private_set (&unpackers, ZSTD_createDCtx ());
  return g_private_get (&unpackers);
}

GBytes *
ptl_packed_bytes_pack (GBytes *bytes)
{
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  g_autofree guint8 *frame = NULL;
  gsize size;

  if (length < MIN_LENGTH)
    return g_bytes_ref (bytes);

  /* With no more room than that, a frame that is not shorter fails. */
  frame = g_malloc (length);
  size = ZSTD_compressCCtx (get_packer (), frame, length - 1, data, length, LEVEL);
  return ZSTD_isError (size) ? g_bytes_ref (bytes) : g_bytes_new (frame, size);
}

GBytes *
ptl_packed_bytes_unpack (GBytes *data, gint64 length, gsize max)
{
  gsize size;
  const void *frame = g_bytes_get_data (data, &size);
  g_autofree guint8 *bytes = NULL;

  if (length < 0 || (guint64) length > max)
    return NULL;
  if (size == (gsize) length)
    return g_bytes_ref (data);

  bytes = g_malloc ((gsize) length + 1);
  if (ZSTD_decompressDCtx (get_unpacker (), bytes, (gsize) length, frame, size) !=
      (gsize) length)
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&bytes), (gsize) length);
}
