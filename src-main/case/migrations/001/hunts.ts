/** Rules, what they found, and what analysts said of it. */
export const hunts = `
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

CREATE TABLE rule_parameter ( -- overrides; append-only, the last one whose decision stands counts
  id INTEGER PRIMARY KEY,
  rule TEXT NOT NULL,
  variant TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT, -- JSON; NULL = back to the default of the rule
  decision INTEGER NOT NULL UNIQUE REFERENCES decision(seq) -- who, when and why
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
  score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100), -- of the entity, as its rule has it
  filtered_by INTEGER REFERENCES decision(seq), -- the exception that caught it; NULL = none did
  actor TEXT,
  end_ms INTEGER NOT NULL,
  event_count INTEGER NOT NULL,
  windows INTEGER NOT NULL, -- how many fired
  window_ms INTEGER, -- length of the first that the explanation lists; NULL = it lists none
  networks TEXT NOT NULL, -- JSON: [{ label, country, count }] of its events, most first, as the enrichment of the run had them
  content BLOB NOT NULL CHECK (length(content) = 32), -- SHA-256 of what it says, for comparing
  events BLOB NOT NULL, -- frozen: identities of its events, 16 bytes each, by time; long columns stand last, so that lists are read without them
  event_rows BLOB NOT NULL, -- event.id of the same events, 4 bytes each, big-endian
  value_counts TEXT NOT NULL, -- JSON
  explanation TEXT NOT NULL, -- JSON
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

CREATE TABLE decision ( -- what analysts said; append-only, undo and redo are rows of their own
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  analyst TEXT NOT NULL REFERENCES analyst(id),
  session TEXT NOT NULL REFERENCES app_session(id),
  target_kind TEXT NOT NULL CHECK (target_kind IN ('finding', 'view-row', 'event', 'entity', 'rule', 'case', 'pair', 'user', 'organization', 'account')),
  target TEXT NOT NULL, -- identity in hex for findings, view rows and events; of a pair JSON of two user names; else text
  kind TEXT NOT NULL CHECK (kind IN ('verdict', 'tag', 'untag', 'note', 'promotion', 'allow', 'review', 'report', 'draft', 'parameter', 'filter', 'period', 'alias', 'trait', 'label', 'undo', 'redo')),
  value TEXT NOT NULL,
  reason TEXT NOT NULL,
  about INTEGER REFERENCES decision(seq), -- what an undo takes back and a redo restores; the last of them counts
  CHECK ((about IS NOT NULL) = (kind IN ('undo', 'redo')))
) STRICT;
CREATE INDEX decision_target ON decision (target_kind, target);
CREATE INDEX decision_about ON decision (about) WHERE about IS NOT NULL;

CREATE TABLE named_set ( -- lists of values with a name; each save is a version of its own, the last one counts
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('network', 'ip', 'country', 'user', 'credential', 'agent', 'text')),
  entries TEXT NOT NULL, -- JSON: [{ value, note }]
  valid_from TEXT, -- ISO dates, inclusive; NULL leaves that side open
  valid_to TEXT,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  analyst TEXT NOT NULL REFERENCES analyst(id),
  removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
  UNIQUE (name, version)
) STRICT;

CREATE TABLE category_slot ( -- colour slots of categories; they never move
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  slot INTEGER NOT NULL CHECK (slot >= 1),
  PRIMARY KEY (kind, text),
  UNIQUE (kind, slot)
) STRICT, WITHOUT ROWID;
`;
