/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* app/hosts-list.h: the hosts of a session. */
#pragma once

#include <gtk/gtk.h>

#include "model/session.h"

G_BEGIN_DECLS

/* Signal: "host-chosen" (PtlHost *): NULL for all hosts */
#define PTL_TYPE_HOSTS_LIST (ptl_hosts_list_get_type ())
G_DECLARE_FINAL_TYPE (PtlHostsList, ptl_hosts_list, PTL, HOSTS_LIST, GtkScrolledWindow)

/* Shows the hosts of @session and chooses all of them. */
void ptl_hosts_list_show (PtlHostsList *self, PtlSession *session);

/* Chooses the row that stands for all hosts. */
void ptl_hosts_list_choose_all (PtlHostsList *self);

G_END_DECLS
