-- SPDX-FileCopyrightText: 2026 The Portolan authors
-- SPDX-License-Identifier: GPL-2.0-or-later
-- Version 7 of the session store: answers that came from another port than was asked.

ALTER TABLE responses ADD COLUMN other_port INTEGER NOT NULL DEFAULT 0; -- 0: the asked one
