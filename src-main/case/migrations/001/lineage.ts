/** What credentials and sessions came from, and which records are one login. Made anew from the events after each import. */
export const lineage = `
CREATE TABLE lineage ( -- an edge: a credential or session, and what it came from
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('issued', 'root', 'session', 'sso', 'exposed')),
  parent INTEGER REFERENCES identifier(id), -- of 'exposed' the host; NULL: the event that issued it names no credential and no session
  child INTEGER NOT NULL REFERENCES identifier(id),
  event INTEGER NOT NULL REFERENCES event(id), -- the first event that shows it
  at_ms INTEGER NOT NULL, -- time of that event
  shown INTEGER NOT NULL, -- events that show it
  sure TEXT NOT NULL CHECK (sure IN ('stated', 'inferred')),
  why TEXT NOT NULL, -- JSON: what an inferred edge rests on; {} where events say it
  uses INTEGER NOT NULL, -- events that name the child as their credential or session
  first_use_ms INTEGER,
  last_use_ms INTEGER,
  UNIQUE (parent, child)
) STRICT;
CREATE INDEX lineage_child ON lineage (child);

CREATE TABLE login ( -- one login that lies in several events
  id INTEGER PRIMARY KEY,
  lead INTEGER NOT NULL REFERENCES event(id), -- the event that stands for it
  records INTEGER NOT NULL CHECK (records > 1)
) STRICT;

CREATE TABLE login_record ( -- events that are one login
  event INTEGER PRIMARY KEY REFERENCES event(id),
  login INTEGER NOT NULL REFERENCES login(id),
  why TEXT NOT NULL CHECK (why IN ('lead', 'id', 'token', 'request', 'steps')) -- what ties it to another one
) STRICT;
CREATE INDEX login_record_login ON login_record (login);
`;
