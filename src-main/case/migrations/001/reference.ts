import { referenceKinds, referenceSources } from '../../../contract/reference.ts';

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** What was so, and when: explains findings and is no event. */
export const reference = `
CREATE TABLE reference (
  id INTEGER PRIMARY KEY,
  identity BLOB NOT NULL UNIQUE CHECK (length(identity) = 16), -- from source and content: told again, it is the same row
  kind TEXT NOT NULL CHECK (kind IN (${quoted(referenceKinds)})),
  source TEXT NOT NULL CHECK (source IN (${quoted(referenceSources)})),
  from_ms INTEGER, -- UTC; NULL leaves that side open
  to_ms INTEGER, -- exclusive
  user TEXT, -- as user.name is written
  ip TEXT, -- address or network in CIDR notation
  country TEXT,
  device TEXT,
  host TEXT,
  instance TEXT,
  organization TEXT,
  label TEXT NOT NULL,
  detail TEXT NOT NULL, -- JSON: what else it says, by name
  member INTEGER NOT NULL REFERENCES member(id), -- where it was first read
  ordinal INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL
) STRICT;
CREATE INDEX reference_user ON reference (user) WHERE user IS NOT NULL;
CREATE INDEX reference_ip ON reference (ip) WHERE ip IS NOT NULL;
`;
