-- SPDX-FileCopyrightText: 2026 The Portolan authors
-- SPDX-License-Identifier: GPL-2.0-or-later
-- Version 1 of the session store.  A released file never changes: what comes later is 2.sql, 3.sql, ...
--
-- Words (states, reasons, outcomes) are those of src/model; times are microseconds since the Unix epoch.

CREATE TABLE sessions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again after a delete
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  started_us INTEGER NOT NULL,
  finished_us INTEGER NOT NULL DEFAULT 0,
  n_hosts_up INTEGER NOT NULL DEFAULT 0, -- both counts are set when the session ends
  n_open_ports INTEGER NOT NULL DEFAULT 0,
  options TEXT NOT NULL, -- as ptl_scan_options_to_string () writes them
  engine TEXT
) STRICT;

CREATE INDEX sessions_by_start ON sessions (started_us);

CREATE TABLE hosts (
  id INTEGER PRIMARY KEY, -- ascending in order of discovery
  session_id INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
  address BLOB NOT NULL CHECK (length (address) IN (4, 16)), -- network order
  scope_id INTEGER NOT NULL DEFAULT 0,
  time_us INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'unknown',
  reason TEXT NOT NULL DEFAULT 'unknown-response',
  hostname TEXT,
  target TEXT,
  mac TEXT,
  rtt_us INTEGER NOT NULL DEFAULT -1,
  finished INTEGER NOT NULL DEFAULT 0,
  timed_out INTEGER NOT NULL DEFAULT 0,
  UNIQUE (session_id, address, scope_id)
) STRICT;

-- Ports that have a row of their own: mostly open ones.
CREATE TABLE ports (
  id INTEGER PRIMARY KEY,
  host_id INTEGER NOT NULL REFERENCES hosts ON DELETE CASCADE,
  protocol TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number BETWEEN 0 AND 65535),
  time_us INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'closed',
  reason TEXT NOT NULL DEFAULT 'unknown-response',
  UNIQUE (host_id, protocol, number)
) STRICT;

-- The other ports that were scanned, as ranges: together with ports, what a session covers.
CREATE TABLE port_ranges (
  host_id INTEGER NOT NULL REFERENCES hosts ON DELETE CASCADE,
  protocol TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  first INTEGER NOT NULL CHECK (first BETWEEN 0 AND 65535),
  last INTEGER NOT NULL CHECK (last BETWEEN first AND 65535),
  PRIMARY KEY (host_id, protocol, state, reason, first, last)
) STRICT, WITHOUT ROWID;

-- The evidence: what each probe sent and what came back.
CREATE TABLE responses (
  id INTEGER PRIMARY KEY,
  port_id INTEGER NOT NULL REFERENCES ports ON DELETE CASCADE,
  sequence INTEGER NOT NULL,
  probe TEXT,
  tunnel TEXT NOT NULL,
  sent BLOB NOT NULL,
  received BLOB NOT NULL,
  full_length INTEGER NOT NULL, -- more than length (received) where it was cut
  time_us INTEGER NOT NULL,
  elapsed_ms INTEGER NOT NULL,
  end TEXT NOT NULL,
  UNIQUE (port_id, sequence)
) STRICT;

-- The verdict, and the rule behind it where there is one.
CREATE TABLE services (
  port_id INTEGER PRIMARY KEY REFERENCES ports ON DELETE CASCADE,
  time_us INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  tunnel TEXT NOT NULL,
  name TEXT,
  product TEXT,
  version TEXT,
  extra_info TEXT,
  hostname TEXT,
  os_type TEXT,
  device_type TEXT,
  cpes TEXT, -- GVariant text of type aay
  fingerprint TEXT,
  rule_layer TEXT, -- NULL: no rule
  rule_file TEXT,
  rule_line INTEGER,
  rule_pattern TEXT,
  rule_probe TEXT,
  rule_via TEXT,
  rule_response INTEGER, -- responses.sequence it matched on
  rule_captures TEXT -- GVariant text of type a(ii)
) STRICT;

CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
  time_us INTEGER NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (session_id, time_us, text)
) STRICT;
