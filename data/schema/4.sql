-- SPDX-FileCopyrightText: 2026 The Portolan authors
-- SPDX-License-Identifier: GPL-2.0-or-later
-- Version 4 of the session store: the verdicts of later rules, beside those of the scan.

CREATE TABLE revisions (
  id INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number > 0),
  time_us INTEGER NOT NULL,
  engine TEXT,
  rules TEXT, -- as in sessions
  n_ports INTEGER NOT NULL,
  n_changed INTEGER NOT NULL,
  UNIQUE (session_id, number)
) STRICT;

-- Where a revision says something else than services, be it only of the rule.
CREATE TABLE revised_services (
  revision_id INTEGER NOT NULL REFERENCES revisions ON DELETE CASCADE,
  port_id INTEGER NOT NULL REFERENCES ports ON DELETE CASCADE,
  outcome TEXT NOT NULL,
  tunnel TEXT NOT NULL,
  name TEXT,
  product TEXT,
  version TEXT,
  extra_info TEXT,
  hostname TEXT,
  os_type TEXT,
  device_type TEXT,
  cpes TEXT,
  fingerprint TEXT,
  rule_layer TEXT,
  rule_file TEXT,
  rule_line INTEGER,
  rule_pattern TEXT,
  rule_probe TEXT,
  rule_via TEXT,
  rule_response INTEGER,
  rule_captures TEXT,
  PRIMARY KEY (revision_id, port_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX revised_services_by_port ON revised_services (port_id);

-- The number of the revision that is shown; 0: the scan's own verdicts.
ALTER TABLE sessions ADD COLUMN shown_revision INTEGER NOT NULL DEFAULT 0;
