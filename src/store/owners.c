/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* store/owners.c: which sessions are being scanned, by whatever program.
 *
 * The locks are of the open file, not of the process (F_OFD_SETLK of fcntl(2)): two
 * stores of one program exclude each other as well.  Byte 0 is locked for reading by
 * everybody who has the store open; byte N is session N. */
#include "store/owners.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct _PtlOwners
{
  int fd; /* -1: there is no file */
  GMutex lock;
  GHashTable *taken; /* gint64: ours */
};

static gboolean
set_lock (PtlOwners *self, gint64 byte, short type)
{
  struct flock lock = {
    .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1
  };

  return fcntl (self->fd, F_OFD_SETLK, &lock) == 0;
}

/* Returns: whether somebody else's lock is in the way of one for writing */
static gboolean
is_locked (PtlOwners *self, gint64 byte)
{
  struct flock lock = {
    .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1
  };

  return fcntl (self->fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

PtlOwners *
ptl_owners_new (const char *store_path)
{
  PtlOwners *self = g_atomic_rc_box_new0 (PtlOwners);
  g_autofree char *path = g_strconcat (store_path, "-owners", NULL);

  self->fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd < 0) /* a folder that may only be read */
    self->fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  g_mutex_init (&self->lock);
  self->taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (self->fd >= 0)
    set_lock (self, 0, F_RDLCK);
  return self;
}

PtlOwners *
ptl_owners_ref (PtlOwners *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PtlOwners *self = data;

  if (self->fd >= 0)
    close (self->fd);
  g_hash_table_unref (self->taken);
  g_mutex_clear (&self->lock);
}

void
ptl_owners_unref (PtlOwners *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

gboolean
ptl_owners_take (PtlOwners *self, gint64 id)
{
  gboolean taken = TRUE;

  g_mutex_lock (&self->lock);
  if (g_hash_table_contains (self->taken, &id))
    taken = FALSE;
  else if (self->fd >= 0 && !set_lock (self, id, F_WRLCK))
    taken = errno != EAGAIN && errno != EACCES; /* a file system without locks */
  if (taken)
    g_hash_table_add (self->taken, g_memdup2 (&id, sizeof id));
  g_mutex_unlock (&self->lock);
  return taken;
}

void
ptl_owners_release (PtlOwners *self, gint64 id)
{
  g_mutex_lock (&self->lock);
  if (g_hash_table_remove (self->taken, &id) && self->fd >= 0)
    set_lock (self, id, F_UNLCK);
  g_mutex_unlock (&self->lock);
}

gboolean
ptl_owners_has (PtlOwners *self, gint64 id)
{
  gboolean has;

  g_mutex_lock (&self->lock);
  has =
      g_hash_table_contains (self->taken, &id) || (self->fd >= 0 && is_locked (self, id));
  g_mutex_unlock (&self->lock);
  return has;
}

gboolean
ptl_owners_is_alone (PtlOwners *self)
{
  return self->fd < 0 || !is_locked (self, 0);
}
