import { datasets } from '../../../contract/event.ts';
import { datasetColumns, datasetTable, eventColumns, type FieldColumn } from '../../schema-fields.ts';

const column = ({ column: name, type, refers, field }: FieldColumn): string =>
  `  ${name} ${type}${refers === null ? '' : ` REFERENCES ${refers}(id)`}, -- ${field}${type === 'ANY' ? '; a UUID as its 16 bytes' : ''}`;

/** Column lines with a comment each; the last column must not end in a comma, so the caller puts the fixed ones at the end. */
const columns = (list: readonly FieldColumn[]): string => list.map(column).join('\n');

/** What ids lead to. */
export const dimensions = `
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

/** What happened, and where it lies. */
export const events = `
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  time_ms INTEGER NOT NULL, -- @timestamp: UTC milliseconds since 1970
  actor INTEGER REFERENCES actor(id),
${columns(eventColumns())}
  time_rest_ns INTEGER NOT NULL, -- nanoseconds below the millisecond
  time_flags INTEGER NOT NULL, -- bits 0 and 1 precision (0 second, 1 millisecond, 2 finer), bit 2 zone assumed, bit 3 local time that came twice or never, bit 4 clock offset added
  says INTEGER NOT NULL, -- 0: the record says all that its source writes; else bit n for the n-th compared field that it says (docs/case-file.md), and bit 30
  identity BLOB NOT NULL CHECK (length(identity) = 16) -- first 8 bytes: dataset and vendor id; last 8: identity fields
) STRICT;

CREATE TABLE path (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL -- [*] stands for the item of the place
) STRICT;
INSERT INTO path VALUES (0, '');

CREATE TABLE place ( -- where an event lies; an event may lie in several places
  event INTEGER NOT NULL REFERENCES event(id),
  member INTEGER NOT NULL REFERENCES member(id),
  ordinal INTEGER NOT NULL, -- n-th record of the member, skips included, from 1
  path INTEGER NOT NULL REFERENCES path(id), -- inside the structure of the member and the record; 0: none
  item INTEGER NOT NULL, -- number that stands for [*] in the path; -1: none
  offset INTEGER NOT NULL, -- in unpacked bytes
  length INTEGER NOT NULL,
  brought INTEGER NOT NULL CHECK (brought IN (-1, 0, 1)), -- 1: the event came in here; 0: a duplicate; -1: another of several records that its source writes of it, folded
  PRIMARY KEY (event, member, ordinal, path, item)
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
CREATE TABLE event_fuller ( -- a fuller record of an event came later: the event is read from it since
  id INTEGER PRIMARY KEY,
  event INTEGER NOT NULL REFERENCES event(id),
  identity BLOB NOT NULL CHECK (length(identity) = 16), -- that it had before
  member INTEGER NOT NULL REFERENCES member(id), -- with ordinal, path and item: the place of the fuller record
  ordinal INTEGER NOT NULL,
  path INTEGER NOT NULL REFERENCES path(id),
  item INTEGER NOT NULL
) STRICT;
CREATE INDEX event_fuller_event ON event_fuller (event);

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

/** What tables say of addresses and agents. */
export const enrichment = `
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
