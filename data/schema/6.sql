-- SPDX-FileCopyrightText: 2026 The Portolan authors
-- SPDX-License-Identifier: GPL-2.0-or-later
-- Version 6 of the session store: what another program found out about a host as a whole.

CREATE TABLE remarks (
  id INTEGER PRIMARY KEY,
  host_id INTEGER NOT NULL REFERENCES hosts ON DELETE CASCADE,
  name TEXT NOT NULL, -- "os", "script NAME"
  text TEXT NOT NULL,
  UNIQUE (host_id, name)
) STRICT;
