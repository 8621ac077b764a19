/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* net/limits.c: how many sockets the system grants, and what an errno of a socket call
 * means. */
#include "net/limits.h"

#include <errno.h>
#include <sys/resource.h>

/* fs.nr_open of a stock kernel: where "unlimited" ends in practice. */
#define MOST_FILES (1u << 20)

guint
ptl_limits_raise_files (void)
{
  struct rlimit limit;
  guint n_files;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return 1;

  if (limit.rlim_cur < limit.rlim_max)
    {
      struct rlimit raised = { limit.rlim_max, limit.rlim_max };

      if (setrlimit (RLIMIT_NOFILE, &raised) == 0)
        limit = raised;
    }

  n_files = (guint) MIN (limit.rlim_cur, MOST_FILES);
  return MAX (1, n_files - MIN (PTL_LIMITS_RESERVE, n_files / 2));
}

gboolean
ptl_errno_is_shortage (int errnum)
{
  switch (errnum)
    {
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
    case EADDRNOTAVAIL: /* connect: no local port is free */
    case EADDRINUSE:    /* bind: likewise */
    case EAGAIN:        /* connect: likewise, and a full routing cache */
      return TRUE;
    default:
      return FALSE;
    }
}
