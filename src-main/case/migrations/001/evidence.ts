// The comments lie inside the statements, so that `.schema` shows them to whoever opens a case with the sqlite3 shell.

/** The case itself, who worked on it, and its log. */
export const about = `
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE field ( -- the field dictionary of the app that wrote this case
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  meaning TEXT NOT NULL,
  storage TEXT NOT NULL,
  many INTEGER NOT NULL CHECK (many IN (0, 1)),
  place TEXT NOT NULL -- table.column where it lies
) STRICT;

CREATE TABLE analyst (
  id TEXT PRIMARY KEY, -- uuid
  name TEXT NOT NULL,
  organisation TEXT NOT NULL,
  role TEXT NOT NULL,
  first_seen TEXT NOT NULL
) STRICT;

CREATE TABLE app_session ( -- one per opening of the case for writing
  id TEXT PRIMARY KEY, -- uuid
  analyst TEXT NOT NULL REFERENCES analyst(id),
  replica TEXT NOT NULL,
  started TEXT NOT NULL,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  app_version TEXT NOT NULL,
  versions TEXT NOT NULL -- JSON: build, node, sqlite, electron, icu, tzdata, unicode, os, locale, zone
) STRICT;

CREATE TABLE audit_chain (
  id TEXT PRIMARY KEY, -- uuid
  replica TEXT NOT NULL,
  parent_chain TEXT REFERENCES audit_chain(id),
  parent_seq INTEGER,
  genesis BLOB NOT NULL CHECK (length(genesis) = 32)
) STRICT;

CREATE TABLE audit (
  chain TEXT NOT NULL REFERENCES audit_chain(id),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  at TEXT NOT NULL, -- ISO 8601 UTC
  mono_ms INTEGER NOT NULL,
  session TEXT NOT NULL REFERENCES app_session(id),
  analyst TEXT NOT NULL REFERENCES analyst(id),
  action TEXT NOT NULL,
  object_kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  payload TEXT, -- canonical JSON (RFC 8785); NULL where it was redacted
  payload_sha256 BLOB NOT NULL CHECK (length(payload_sha256) = 32),
  prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  PRIMARY KEY (chain, seq)
) STRICT, WITHOUT ROWID;
`;

const ledger = `
  records INTEGER NOT NULL DEFAULT 0,
  events INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  skips INTEGER NOT NULL DEFAULT 0,
  folded INTEGER NOT NULL DEFAULT 0,
  out_of_scope INTEGER NOT NULL DEFAULT 0,
  bytes_total INTEGER NOT NULL DEFAULT 0,
  bytes_records INTEGER NOT NULL DEFAULT 0,
  bytes_skips INTEGER NOT NULL DEFAULT 0,
  bytes_separators INTEGER NOT NULL DEFAULT 0,`;

/** What was given to us, and its bytes. */
export const evidence = `
CREATE TABLE evidence ( -- a file given to us
  id INTEGER PRIMARY KEY,
  exhibit TEXT NOT NULL,
  name TEXT NOT NULL,
  path TEXT NOT NULL, -- as given
  bytes INTEGER NOT NULL,
  sha256 BLOB CHECK (length(sha256) = 32),
  modified TEXT, -- of the file, ISO 8601 UTC
  state TEXT NOT NULL CHECK (state IN ('importing', 'done', 'stopped', 'interrupted', 'failed')),
  imported TEXT NOT NULL,
  imported_by TEXT NOT NULL REFERENCES analyst(id),
  fault TEXT, -- JSON: code, params, retryable
  acquired_by TEXT NOT NULL DEFAULT '',
  acquired_at TEXT NOT NULL DEFAULT '',
  tenant TEXT NOT NULL DEFAULT '',
  tool TEXT NOT NULL DEFAULT '',
  tool_version TEXT NOT NULL DEFAULT '',
  query TEXT NOT NULL DEFAULT '',
  range_asked TEXT NOT NULL DEFAULT '',
  range_delivered TEXT NOT NULL DEFAULT '',
  medium TEXT NOT NULL DEFAULT '',
  expected_sha256 TEXT NOT NULL DEFAULT '', -- as the analyst entered it
  hash_check TEXT NOT NULL DEFAULT 'not-supplied' CHECK (hash_check IN ('matched', 'mismatched', 'not-supplied')),
  notes TEXT NOT NULL DEFAULT '',
  scope TEXT, -- JSON: from, to, datasets, accounts, users, categories; what lies outside was not taken in; NULL: all was
  zone TEXT, -- IANA name of the zone that times without one were read in; NULL: UTC
  mapped_as TEXT, -- the analyst said which source its records are of
  offsets TEXT NOT NULL DEFAULT '[]', -- JSON: seconds that were added to the times of a source
  mapped_by TEXT, -- the analyst said which mapping of their own reads its records: mapping.name
  own TEXT NOT NULL DEFAULT '[]' -- JSON: ids of the rows of mapping that were asked beside the built-in sources
) STRICT;
CREATE INDEX evidence_scoped ON evidence (id) WHERE scope IS NOT NULL;
CREATE INDEX evidence_bytes ON evidence (bytes); -- each new file asks for those of its size, and a delivery has 100,000 files
CREATE INDEX evidence_sha256 ON evidence (sha256);
CREATE INDEX evidence_apart ON evidence (state, hash_check) WHERE state <> 'done' OR hash_check <> 'not-supplied'; -- the others are counted by the highest id: no evidence is ever taken away

CREATE TABLE member ( -- an unpacked file inside an evidence file; a plain file or .gz has one, with path ''
  id INTEGER PRIMARY KEY,
  evidence INTEGER NOT NULL REFERENCES evidence(id),
  position INTEGER NOT NULL, -- n-th member of its file, from 1
  path TEXT NOT NULL,
  bytes INTEGER NOT NULL DEFAULT 0, -- unpacked
  sha256 BLOB CHECK (length(sha256) = 32), -- of the unpacked bytes
  dataset TEXT,
  shape TEXT,
  confidence REAL,
  reason TEXT,
  mapper TEXT, -- the dataset of a built-in source, or own:NAME@first 12 digits of mapping.sha256
  mapper_version INTEGER,${ledger}
  first_ms INTEGER,
  last_ms INTEGER,
  done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)), -- read to its end
  fault TEXT,
  by_override INTEGER NOT NULL DEFAULT 0 CHECK (by_override IN (0, 1)), -- its source is the analyst's word
  zone_assumed INTEGER NOT NULL DEFAULT 0, -- events whose time names no zone
  zone_unsure INTEGER NOT NULL DEFAULT 0, -- those of them whose local time came twice or never, when clocks were changed
  UNIQUE (evidence, position)
) STRICT;
CREATE INDEX member_account ON member (records, events, duplicates, skips, folded, out_of_scope, bytes_total, bytes_records, bytes_skips, bytes_separators, first_ms, last_ms); -- the account of a case of 100,000 files is summed from this alone
CREATE INDEX member_skips ON member (evidence) WHERE skips > 0;
CREATE INDEX member_out_of_scope ON member (evidence) WHERE out_of_scope > 0;

CREATE TABLE mapping ( -- what the analyst wrote to read logs that no built-in source knows; asked in the imports that name it
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL, -- its id in the text
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  dataset TEXT NOT NULL, -- what its records become
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32), -- of the text
  text TEXT NOT NULL, -- YAML, as it lay beside the case
  added TEXT NOT NULL
) STRICT;

CREATE TABLE block ( -- the unpacked bytes of a member, 262144 at a time; only the last is shorter
  id INTEGER PRIMARY KEY,
  member INTEGER NOT NULL REFERENCES member(id),
  idx INTEGER NOT NULL, -- from 0; byte offset = idx * 262144
  codec TEXT NOT NULL CHECK (codec IN ('zstd', 'none')),
  raw_length INTEGER NOT NULL,
  data BLOB NOT NULL,
  UNIQUE (member, idx)
) STRICT;
`;
