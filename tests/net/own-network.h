/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/net/own-network.h: a test in a process and a network namespace of its own. */
#pragma once

#include <glib.h>

/* Runs @body in a child, which calls own_network_enter() first.  The calling test is
 * skipped where the system grants no network namespace. */
void own_network_run (void (*body) (void));

/* The same, skipped as well where the program ip (iproute2) is not installed. */
void own_network_run_with_ip (void (*body) (void));

/* Runs "ip COMMAND" in the namespace; the test fails where that fails. */
void own_network_run_ip (const char *command);

/**
 * own_network_enter:
 * @only_port: the one local port there is to be, 0 for as many as usual
 *
 * Nothing but a loopback interface is there, and this process is its root.
 */
gboolean own_network_enter (guint16 only_port);
