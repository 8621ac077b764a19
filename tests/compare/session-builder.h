/* SPDX-FileCopyrightText: 2026 The Portolan authors
 * SPDX-License-Identifier: GPL-2.0-or-later */
/* tests/compare/session-builder.h: sessions to compare, written down or made up. */
#pragma once

#include "model/session.h"

G_BEGIN_DECLS

/**
 * session_build:
 * @text: one fact a line; blanks between words, "_" for a blank within one:
 *
 *   asked tcp 1-1000                      every host is asked for these ports
 *   no-dns                                nobody looked up names
 *   silent 192.0.2.9                      asked, and did not answer
 *   host 192.0.2.1 name=a mac=02:42:ac:11:00:02 target=x   up; what follows is of it
 *   down 192.0.2.1
 *   80/tcp open http product=nginx version=1.2 info=x tunnel=ssl os=Linux device=router
 *          cpe=cpe:/a:x outcome=soft-match cert=ab12 reason=syn-ack host=h
 *   answer GetRequest HTTP/1.1_200_OK\r\n end=closed    of the port before
 *   closed 1-79,81-1000/tcp               ports without rows; or filtered, open|filtered
 *
 * Returns: (transfer full)
 */
PtlSession *session_build (const char *text);

/* Returns: (transfer full): a session of the chance that @rand brings, in which any text
 * may be hostile; @like: (nullable): one that most of it is taken from */
PtlSession *session_make_up (GRand *rand, PtlSession *like);

G_END_DECLS
