/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* cli/suspend.c: Ctrl+Z, for a program that has something to put down first.
 *
 * g_unix_signal_add () does not know SIGTSTP, so it comes by way of signalfd(2). */
#include "cli/suspend.h"

#include <glib-unix.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

struct _PtlSuspend
{
  int fd; /* -1: the signal is ignored */
  guint source_id;
  void (*asked) (gpointer user_data);
  gpointer user_data;
};

static gboolean
signal_cb (int fd, GIOCondition condition, gpointer user_data)
{
  PtlSuspend *self = user_data;
  struct signalfd_siginfo info;

  if (read (fd, &info, sizeof info) == sizeof info)
    self->asked (self->user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
is_ignored (void)
{
  struct sigaction action;

  return sigaction (SIGTSTP, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

PtlSuspend *
ptl_suspend_new (void (*asked) (gpointer user_data), gpointer user_data)
{
  PtlSuspend *self = g_new0 (PtlSuspend, 1);
  sigset_t signals;

  self->fd = -1;
  self->asked = asked;
  self->user_data = user_data;
  if (is_ignored ())
    return self;

  sigemptyset (&signals);
  sigaddset (&signals, SIGTSTP);
  self->fd = signalfd (-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
  if (self->fd < 0)
    return self;

  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  self->source_id = g_unix_fd_add (self->fd, G_IO_IN, signal_cb, self);
  return self;
}

void
ptl_suspend_free (PtlSuspend *self)
{
  sigset_t signals;

  if (self->fd >= 0)
    {
      g_source_remove (self->source_id);
      close (self->fd);
      sigemptyset (&signals);
      sigaddset (&signals, SIGTSTP);
      pthread_sigmask (SIG_UNBLOCK, &signals, NULL);
    }
  g_free (self);
}

void
ptl_suspend_now (void)
{
  kill (getpid (), SIGSTOP);
}
