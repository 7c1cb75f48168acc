import { datasets } from '../../contract/event.ts';
import { datasetColumns, datasetTable, eventColumns, type FieldColumn } from '../schema-fields.ts';
import type { Migration } from './migration.ts';

// The comments lie inside the statements, so that `.schema` shows them to whoever opens a case with the sqlite3 shell.

const column = ({ column: name, type, refers, field }: FieldColumn): string =>
  `  ${name} ${type}${refers === null ? '' : ` REFERENCES ${refers}(id)`}, -- ${field}`;

/** Column lines with a comment each; the last column must not end in a comma, so the caller puts the fixed ones at the end. */
const columns = (list: readonly FieldColumn[]): string => list.map(column).join('\n');

const about = `
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

const evidence = `
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
  notes TEXT NOT NULL DEFAULT ''
) STRICT;

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
  mapper TEXT,
  mapper_version INTEGER,${ledger}
  first_ms INTEGER,
  last_ms INTEGER,
  done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)), -- read to its end
  fault TEXT,
  UNIQUE (evidence, position)
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

const dimensions = `
CREATE TABLE value ( -- texts that repeat
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE identifier ( -- credential, token, session and device ids, one id space
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE ip (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL, -- canonical, or the trimmed original where it is not an address
  type TEXT NOT NULL CHECK (type IN ('public', 'private', 'special', 'service', 'internal', 'invalid')),
  version INTEGER CHECK (version IN (4, 6))
) STRICT;

CREATE TABLE user_agent (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE actor ( -- who acted, in the logs
  id INTEGER PRIMARY KEY,
  name INTEGER REFERENCES value(id), -- user.name
  user_id INTEGER REFERENCES value(id), -- user.id
  type INTEGER REFERENCES value(id), -- user.type
  organization INTEGER REFERENCES value(id) -- organization.id
) STRICT;
CREATE UNIQUE INDEX actor_once ON actor (coalesce(name, 0), coalesce(user_id, 0), coalesce(type, 0), coalesce(organization, 0));
`;

const events = `
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  time_ms INTEGER NOT NULL, -- @timestamp: UTC milliseconds since 1970
  actor INTEGER REFERENCES actor(id),
${columns(eventColumns())}
  time_rest_ns INTEGER NOT NULL, -- nanoseconds below the millisecond
  time_flags INTEGER NOT NULL, -- bits 0 and 1 precision (0 second, 1 millisecond, 2 finer), bit 2 zone assumed
  identity BLOB NOT NULL CHECK (length(identity) = 16) -- first 8 bytes: dataset and vendor id; last 8: identity fields
) STRICT;

CREATE TABLE place ( -- where an event lies; an event may lie in several places
  event INTEGER NOT NULL REFERENCES event(id),
  member INTEGER NOT NULL REFERENCES member(id),
  ordinal INTEGER NOT NULL, -- n-th record of the member, skips included, from 1
  path TEXT NOT NULL, -- inside the structure of the member and the record; '' where there is none
  offset INTEGER NOT NULL, -- in unpacked bytes
  length INTEGER NOT NULL,
  brought INTEGER NOT NULL CHECK (brought IN (0, 1)), -- 1: the event came in here; 0: a duplicate
  PRIMARY KEY (event, member, ordinal, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_value ( -- fields that may have several values, one row each
  event INTEGER NOT NULL REFERENCES event(id),
  field INTEGER NOT NULL REFERENCES field(id),
  position INTEGER NOT NULL, -- from 0
  value INTEGER NOT NULL REFERENCES value(id),
  PRIMARY KEY (event, field, position)
) STRICT, WITHOUT ROWID;

${datasets.map((dataset) => `CREATE TABLE ${datasetTable(dataset)} ( -- what only ${dataset} says
${columns(datasetColumns(dataset))}
  event INTEGER PRIMARY KEY REFERENCES event(id)
) STRICT;
`).join('\n')}
CREATE TABLE event_conflict ( -- one vendor id on two contents: both are kept
  event INTEGER NOT NULL REFERENCES event(id),
  other INTEGER NOT NULL REFERENCES event(id), -- came in earlier
  PRIMARY KEY (event, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE skip ( -- a record that could not become an event, and why
  id INTEGER PRIMARY KEY,
  member INTEGER NOT NULL REFERENCES member(id),
  ordinal INTEGER NOT NULL,
  path TEXT NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  UNIQUE (member, ordinal, path, offset, reason)
) STRICT;
`;

const enrichment = `
CREATE TABLE geo_table (
  id INTEGER PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('city', 'asn', 'country', 'anonymous')),
  name TEXT NOT NULL,
  vendor TEXT NOT NULL,
  build_date TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('embedded', 'imported')),
  licence TEXT NOT NULL,
  attribution TEXT NOT NULL,
  UNIQUE (role, sha256)
) STRICT;

CREATE TABLE enrichment_run ( -- one set of tables and versions; extended by new addresses, never overwritten
  id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL UNIQUE, -- SHA-256 of its tables and versions
  versions TEXT NOT NULL, -- JSON
  started TEXT NOT NULL,
  session TEXT NOT NULL REFERENCES app_session(id)
) STRICT;

CREATE TABLE enrichment_table (
  run INTEGER NOT NULL REFERENCES enrichment_run(id),
  geo_table INTEGER NOT NULL REFERENCES geo_table(id),
  PRIMARY KEY (run, geo_table)
) STRICT, WITHOUT ROWID;

CREATE TABLE ip_enrichment (
  run INTEGER NOT NULL REFERENCES enrichment_run(id),
  ip INTEGER NOT NULL REFERENCES ip(id),
  as_number INTEGER,
  as_organization TEXT,
  country TEXT, -- ISO 3166-1 alpha-2
  region TEXT,
  city TEXT,
  latitude REAL,
  longitude REAL,
  accuracy_km REAL,
  prefix TEXT, -- the block for which the table says the same, CIDR
  egress TEXT,
  network_table INTEGER REFERENCES geo_table(id), -- which table named the network, the country, the city
  country_table INTEGER REFERENCES geo_table(id),
  city_table INTEGER REFERENCES geo_table(id),
  PRIMARY KEY (run, ip)
) STRICT, WITHOUT ROWID;

CREATE TABLE agent_enrichment (
  run INTEGER NOT NULL REFERENCES enrichment_run(id),
  user_agent INTEGER NOT NULL REFERENCES user_agent(id),
  name TEXT,
  version TEXT,
  os TEXT,
  device_class TEXT,
  template TEXT,
  PRIMARY KEY (run, user_agent)
) STRICT, WITHOUT ROWID;
`;

const hunts = `
CREATE TABLE rule ( -- each version of a rule that ever ran, as it was
  id INTEGER PRIMARY KEY,
  rule TEXT NOT NULL, -- its id
  variant TEXT NOT NULL CHECK (variant IN ('published', 'corrected')),
  version INTEGER NOT NULL,
  hash TEXT NOT NULL, -- of its content
  title TEXT NOT NULL,
  body TEXT NOT NULL, -- YAML
  origin TEXT NOT NULL CHECK (origin IN ('shipped', 'own')),
  UNIQUE (rule, variant, version, hash)
) STRICT;

CREATE TABLE rule_parameter ( -- overrides; append-only, the last one counts
  id INTEGER PRIMARY KEY,
  rule TEXT NOT NULL,
  variant TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT, -- JSON; NULL = back to the default of the rule
  at TEXT NOT NULL,
  analyst TEXT NOT NULL REFERENCES analyst(id),
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE hunt_run (
  id INTEGER PRIMARY KEY,
  started TEXT NOT NULL,
  ended TEXT,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'stopped', 'failed', 'interrupted')),
  session TEXT NOT NULL REFERENCES app_session(id),
  enrichment_run INTEGER REFERENCES enrichment_run(id),
  events INTEGER NOT NULL -- that the case held
) STRICT;

CREATE TABLE hunt_rule (
  run INTEGER NOT NULL REFERENCES hunt_run(id),
  rule INTEGER NOT NULL REFERENCES rule(id),
  status TEXT NOT NULL, -- done, failed, not-run
  findings INTEGER NOT NULL,
  view_rows INTEGER NOT NULL,
  parameters TEXT NOT NULL, -- JSON: the values it ran with
  dropped TEXT NOT NULL, -- JSON: [{ reason, count }]
  fault TEXT,
  PRIMARY KEY (run, rule)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
  id INTEGER PRIMARY KEY, -- the number on screen
  identity BLOB NOT NULL UNIQUE CHECK (length(identity) = 16),
  rule TEXT NOT NULL,
  variant TEXT NOT NULL,
  entity TEXT NOT NULL, -- canonical JSON
  start_ms INTEGER NOT NULL, -- start of the first window
  state TEXT NOT NULL CHECK (state IN ('new', 'unchanged', 'changed', 'gone')), -- in the last hunt that ran its rule
  version INTEGER NOT NULL -- the finding_version that is current
) STRICT;
CREATE INDEX finding_entity ON finding (rule, variant, entity);

CREATE TABLE finding_version ( -- what a finding said, each time it said something else
  id INTEGER PRIMARY KEY,
  finding INTEGER NOT NULL REFERENCES finding(id),
  run INTEGER NOT NULL REFERENCES hunt_run(id),
  rule INTEGER NOT NULL REFERENCES rule(id),
  title TEXT NOT NULL,
  severity TEXT NOT NULL,
  actor TEXT,
  end_ms INTEGER NOT NULL,
  event_count INTEGER NOT NULL,
  events BLOB NOT NULL, -- frozen: identities of its events, 16 bytes each, by time
  event_rows BLOB NOT NULL, -- event.id of the same events, 4 bytes each, big-endian
  value_counts TEXT NOT NULL, -- JSON
  explanation TEXT NOT NULL, -- JSON
  content BLOB NOT NULL CHECK (length(content) = 32), -- SHA-256 of what it says, for comparing
  CHECK (length(events) = 16 * event_count AND length(event_rows) = 4 * event_count)
) STRICT;
CREATE INDEX finding_version_finding ON finding_version (finding);

CREATE TABLE finding_history ( -- how each finding stood after each hunt
  run INTEGER NOT NULL REFERENCES hunt_run(id),
  finding INTEGER NOT NULL REFERENCES finding(id),
  state TEXT NOT NULL CHECK (state IN ('new', 'unchanged', 'changed', 'gone')),
  version INTEGER NOT NULL REFERENCES finding_version(id),
  rule INTEGER REFERENCES rule(id), -- the version of the rule that ran
  PRIMARY KEY (run, finding)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_link ( -- finding continues an earlier one: same rule, variant and entity, and a frozen event in common
  finding INTEGER NOT NULL REFERENCES finding(id),
  earlier INTEGER NOT NULL REFERENCES finding(id),
  run INTEGER NOT NULL REFERENCES hunt_run(id),
  PRIMARY KEY (finding, earlier)
) STRICT, WITHOUT ROWID;

CREATE TABLE view_row ( -- rows of hunt tables, of the last hunt that ran the rule
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES hunt_run(id),
  rule INTEGER NOT NULL REFERENCES rule(id),
  position INTEGER NOT NULL,
  identity BLOB NOT NULL CHECK (length(identity) = 16),
  columns TEXT NOT NULL, -- JSON
  cells TEXT NOT NULL, -- JSON
  entity TEXT NOT NULL, -- canonical JSON
  start_ms INTEGER NOT NULL,
  end_ms INTEGER NOT NULL,
  event_count INTEGER NOT NULL,
  events BLOB NOT NULL,
  event_rows BLOB NOT NULL,
  UNIQUE (run, rule, position)
) STRICT;

CREATE TABLE decision ( -- what analysts said; append-only, undo is a row of its own
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  analyst TEXT NOT NULL REFERENCES analyst(id),
  session TEXT NOT NULL REFERENCES app_session(id),
  target_kind TEXT NOT NULL CHECK (target_kind IN ('finding', 'view-row', 'event', 'entity', 'rule', 'case')),
  target TEXT NOT NULL, -- identity in hex for findings, view rows and events; else text
  kind TEXT NOT NULL CHECK (kind IN ('verdict', 'tag', 'untag', 'note', 'promotion', 'allow', 'review', 'undo')),
  value TEXT NOT NULL,
  reason TEXT NOT NULL,
  undoes INTEGER REFERENCES decision(seq)
) STRICT;
CREATE INDEX decision_target ON decision (target_kind, target);

CREATE TABLE category_slot ( -- colour slots of categories; they never move
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  slot INTEGER NOT NULL CHECK (slot >= 1),
  PRIMARY KEY (kind, text),
  UNIQUE (kind, slot)
) STRICT, WITHOUT ROWID;
`;

/** Schema 1, whole. Never edited after a release: what changes is a migration of its own. */
export const schema1 = [about, evidence, dimensions, events, enrichment, hunts].join('\n');

export const first: Migration = { version: 10_000, name: 'first', up: (db) => void db.exec(schema1) };
