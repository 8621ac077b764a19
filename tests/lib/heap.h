/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/lib/heap.h: how much memory is in use, as the allocator counts it. */
#pragma once

#include <glib.h>
#include <malloc.h>

/* Bytes; under a sanitizer, which has an allocator of its own, always the same. */
static inline gsize
heap_get_used (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}
