-- SPDX-FileCopyrightText: 2026 The Portolan authors
-- SPDX-License-Identifier: GPL-2.0-or-later
-- Version 2 of the session store: what TLS agreed on, and the trace of a scan.

-- One row for each certificate, however many ports show it; when none does any more, it is deleted with the
-- session.  What stands in der is in the columns, too.
CREATE TABLE certificates (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE, -- of der, 64 hex digits
  der BLOB NOT NULL,
  subject TEXT,
  issuer TEXT,
  names TEXT, -- GVariant text of type aay: the first alternative names
  n_names INTEGER NOT NULL,
  from_us INTEGER, -- NULL: it does not say
  until_us INTEGER,
  key_type TEXT,
  key_bits INTEGER NOT NULL,
  signature TEXT,
  self_signed INTEGER NOT NULL
) STRICT;

-- What the first TLS connection to a port agreed on.
CREATE TABLE tls (
  port_id INTEGER PRIMARY KEY REFERENCES ports ON DELETE CASCADE,
  time_us INTEGER NOT NULL,
  version TEXT,
  cipher TEXT,
  alpn TEXT,
  certificate_id INTEGER REFERENCES certificates
) STRICT;

CREATE INDEX tls_by_certificate ON tls (certificate_id);

-- Of traced scans: every step, in order.  Closed ports have steps as well, but no row in ports.
CREATE TABLE trace (
  id INTEGER PRIMARY KEY,
  host_id INTEGER NOT NULL REFERENCES hosts ON DELETE CASCADE,
  sequence INTEGER NOT NULL, -- 0, 1, ... on its host
  protocol TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number BETWEEN 0 AND 65535),
  time_us INTEGER NOT NULL,
  kind TEXT NOT NULL,
  probe TEXT,
  data BLOB, -- its beginning
  length INTEGER NOT NULL, -- of the whole
  detail TEXT,
  UNIQUE (host_id, sequence)
) STRICT;
