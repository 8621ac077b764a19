-- SPDX-FileCopyrightText: 2026 The Portolan authors
-- SPDX-License-Identifier: GPL-2.0-or-later
-- Version 3 of the session store: what a session covers and what people note about it, responses each kept once,
-- search.  The old responses are moved by src/store/body-rows.c, and version 2's table goes then.

ALTER TABLE sessions ADD COLUMN rules TEXT; -- the layers of rules in force, one a line
ALTER TABLE sessions ADD COLUMN notes TEXT;
-- What every host is asked for, as ranges; NULL: not known, or nothing of that protocol.
ALTER TABLE sessions ADD COLUMN tcp_ports TEXT;
ALTER TABLE sessions ADD COLUMN udp_ports TEXT;
-- What stood in the target files when the scan began: they may have changed when it is gone on with.
ALTER TABLE sessions ADD COLUMN listed_targets TEXT;
ALTER TABLE sessions ADD COLUMN listed_excludes TEXT;
-- The host up to which search knows the session; -1: all of it.
ALTER TABLE sessions ADD COLUMN searchable_to INTEGER NOT NULL DEFAULT 0;

CREATE TABLE tags (
  session_id INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (session_id, tag)
) STRICT, WITHOUT ROWID;

-- Addresses that were asked and did not answer, as ranges of one family.
CREATE TABLE silent (
  session_id INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
  scope_id INTEGER NOT NULL,
  first BLOB NOT NULL CHECK (length (first) IN (4, 16)),
  last BLOB NOT NULL CHECK (length (last) = length (first)),
  PRIMARY KEY (session_id, scope_id, first, last)
) STRICT, WITHOUT ROWID;

-- The addresses of the names that were given, in order: a target is scanned at its first.
CREATE TABLE resolved (
  id INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
  name TEXT NOT NULL,
  address BLOB NOT NULL CHECK (length (address) IN (4, 16)),
  scope_id INTEGER NOT NULL,
  UNIQUE (session_id, name, address, scope_id)
) STRICT;

ALTER TABLE hosts ADD COLUMN vendor TEXT;
ALTER TABLE hosts ADD COLUMN notes TEXT; -- the person's: no scan writes here

-- A host's names and addresses besides those of its row, each with who says so: one of the two is there.
CREATE TABLE aliases (
  id INTEGER PRIMARY KEY,
  host_id INTEGER NOT NULL REFERENCES hosts ON DELETE CASCADE,
  source TEXT NOT NULL,
  name TEXT NOT NULL, -- '': an address
  address BLOB NOT NULL, -- x'': a name
  scope_id INTEGER NOT NULL DEFAULT 0,
  UNIQUE (host_id, source, name, address, scope_id)
) STRICT;

-- The bytes of responses and of what was sent, each once, however many ports say the same.
CREATE TABLE bodies (
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE, -- of the bytes
  length INTEGER NOT NULL, -- of the bytes; data is shorter where it is a Zstandard frame
  data BLOB NOT NULL
) STRICT;

ALTER TABLE responses RENAME TO responses_2;

CREATE TABLE responses (
  id INTEGER PRIMARY KEY,
  port_id INTEGER NOT NULL REFERENCES ports ON DELETE CASCADE,
  sequence INTEGER NOT NULL,
  probe TEXT,
  tunnel TEXT NOT NULL,
  sent_id INTEGER NOT NULL REFERENCES bodies,
  received_id INTEGER NOT NULL REFERENCES bodies,
  full_length INTEGER NOT NULL, -- more than received where it was cut
  time_us INTEGER NOT NULL,
  elapsed_ms INTEGER NOT NULL,
  end TEXT NOT NULL,
  UNIQUE (port_id, sequence)
) STRICT;

CREATE INDEX responses_by_sent ON responses (sent_id);
CREATE INDEX responses_by_received ON responses (received_id);

-- Banners, products, names and notes.  rowid: sessions.id * 2^32 and a number; host_id and port_id are NULL where
-- the text is about more than one.
CREATE VIRTUAL TABLE search USING fts5 (
  text, host_id UNINDEXED, port_id UNINDEXED, tokenize = "unicode61 remove_diacritics 2"
);

-- What the person has set about the store: how long sessions are kept.
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
