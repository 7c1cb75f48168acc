import { createHash } from 'node:crypto';
import { bytesBalance, ledgerBalances, type VerifyResult } from '../contract/index.ts';
import { checkAudit } from './audit.ts';
import { unpackBlock } from './blocks.ts';
import { byteLedgerOf, ledgerOf } from './evidence-cards.ts';
import { findingIdentity } from './frozen.ts';
import { dbOf, prepared, preparedRaw, type ReadCase } from './handle.ts';
import { checkMappings } from './mappings.ts';
import { metaOf } from './meta.ts';
import { schemaHash } from './migrate.ts';
import { checkSeals } from './seal.ts';

type Check = VerifyResult['checks'][number];
type Checking = (file: ReadCase) => Check;

const good = (name: string, checked: number, detail = ''): Check => ({ name, ok: true, checked, detail });
const bad = (name: string, checked: number, problems: readonly string[]): Check =>
  ({ name, ok: false, checked, detail: problems.length > 20 ? `${problems.slice(0, 20).join('; ')}; and ${problems.length - 20} more` : problems.join('; ') });
const outcome = (name: string, checked: number, problems: readonly string[]): Check => (problems.length === 0 ? good(name, checked) : bad(name, checked, problems));

/** Every check, in order: first whether the file is a sound database, then what it says. */
const checks: readonly (readonly [name: string, check: Checking])[] = [
  ['database', checkDatabase],
  ['schema', (file) => (schemaHash(dbOf(file)) === metaOf(dbOf(file), 'schema_sha256') ? good('schema', 1) : bad('schema', 1, ['The schema is not the one that was written.']))],
  ['references', (file) => {
    const broken = dbOf(file).pragma('foreign_key_check') as { table: string; rowid: number | null; parent: string }[];
    return outcome('references', 1, broken.map((row) => `${row.table} row ${row.rowid ?? '?'} points to no ${row.parent}`));
  }],
  ['audit', (file) => {
    const { rows, broken } = checkAudit(file);
    return outcome('audit', rows, broken === null ? [] : [broken]);
  }],
  ['dictionaries', checkDictionaries],
  ['blocks', checkBlocks],
  ['ledger', checkLedger],
  ['places', checkPlaces],
  ['findings', checkFindings],
  ['mappings', (file) => {
    const { rows, problems } = checkMappings(file);
    return outcome('mappings', rows, problems);
  }],
  ['seals', (file) => {
    const { rows, problems, detail } = checkSeals(file);
    return problems.length === 0 ? good('seals', rows, detail) : bad('seals', rows, problems);
  }],
];

/**
 * Checks a case against itself: database, schema, references, audit chain, raw bytes against the hashes of their members, ledger, places, findings and
 * the digests that each session left. `stop` is asked between checks. What this cannot see is told in docs/case-file.md.
 */
export function verifyCase(file: ReadCase, stop: () => boolean = () => false): VerifyResult {
  const made: Check[] = [];
  for (const [name, check] of checks) {
    if (stop()) {
      made.push({ name, ok: false, checked: 0, detail: 'stopped' });
      break;
    }
    try {
      made.push(check(file));
    } catch (error) {
      // A damaged page ends a check, not the others.
      made.push(bad(name, 0, [error instanceof Error ? error.message : String(error)]));
    }
  }
  return { ok: made.every((one) => one.ok), checks: made };
}

function checkDatabase(file: ReadCase): Check {
  const said = (dbOf(file).pragma('integrity_check(20)') as { integrity_check: string }[]).map((row) => row.integrity_check);
  return said.length === 1 && said[0] === 'ok' ? good('database', 1) : bad('database', 1, said);
}

/** A text stands in its dictionary once: two ids for one text would split a group in two. */
function checkDictionaries(file: ReadCase): Check {
  const problems: string[] = [];
  let rows = 0;
  for (const table of ['value', 'identifier', 'user_agent', 'path'] as const) {
    const { n, distinct } = prepared<{ n: number; distinct: number }>(file, `SELECT count(*) AS n, count(DISTINCT text) AS "distinct" FROM ${table}`).get()!;
    rows += n;
    if (n !== distinct) problems.push(`${table} has ${n - distinct} texts twice`);
  }
  return outcome('dictionaries', rows, problems);
}

/** Unpacks every member and compares it with its hash. */
function checkBlocks(file: ReadCase): Check {
  const problems: string[] = [];
  let blocks = 0;
  const members = prepared<{ id: number; bytes: number; sha256: Buffer }>(file, 'SELECT id, bytes, sha256 FROM member WHERE sha256 IS NOT NULL ORDER BY id').all();
  const found = prepared<{ idx: number; codec: 'zstd' | 'none'; rawLength: number; data: Buffer }>(file, 'SELECT idx, codec, raw_length AS rawLength, data FROM block WHERE member = ? AND idx = ?');
  for (const member of members) {
    const hash = createHash('sha256');
    let bytes = 0;
    for (let index = 0; ; index += 1) {
      const block = found.get(member.id, index);
      if (block === undefined) break;
      try {
        const raw = unpackBlock(block);
        hash.update(raw);
        bytes += raw.length;
      } catch (error) {
        problems.push(`block ${index} of member ${member.id}: ${(error as Error).message}`);
      }
      blocks += 1;
    }
    if (bytes !== member.bytes) problems.push(`member ${member.id} has ${bytes} of ${member.bytes} bytes`);
    else if (!hash.digest().equals(member.sha256)) problems.push(`member ${member.id} is not what was hashed`);
  }
  return outcome('blocks', blocks, problems);
}

/** Records and bytes of each member that was read to its end balance, and agree with what is stored. */
function checkLedger(file: ReadCase): Check {
  const places = new Map<number, { brought: number; again: number; parts: number }>();
  for (const [member, brought, again, parts] of preparedRaw<[number, number, number, number]>(file, 'SELECT member, sum(brought = 1), sum(brought = 0), sum(brought = -1) FROM place GROUP BY member').iterate()) places.set(member, { brought, again, parts });
  const skips = new Map(preparedRaw<[number, number]>(file, 'SELECT member, count(*) FROM skip GROUP BY member').all());
  const problems: string[] = [];
  const members = prepared<Parameters<typeof ledgerOf>[0] & { id: number; bytes: number }>(file, 'SELECT * FROM member WHERE done = 1 ORDER BY id').all();
  for (const row of members) {
    const ledger = ledgerOf(row);
    const { brought, again, parts } = places.get(row.id) ?? { brought: 0, again: 0, parts: 0 };
    const bytes = byteLedgerOf(row);
    if (!ledgerBalances(ledger)) problems.push(`records of member ${row.id} do not balance`);
    if (!bytesBalance(bytes)) problems.push(`bytes of member ${row.id} do not balance`);
    if (bytes.total !== row.bytes) problems.push(`member ${row.id} has ${row.bytes} bytes and a ledger of ${bytes.total}`);
    if (ledger.events !== brought) problems.push(`member ${row.id} says ${ledger.events} events and brought ${brought}`);
    if (ledger.duplicates !== again) problems.push(`member ${row.id} says ${ledger.duplicates} duplicates and has ${again}`);
    // Records that were gathered into an event outside the scope are folded, and have no place.
    if (ledger.outOfScope === 0 ? ledger.folded !== parts : ledger.folded < parts) problems.push(`member ${row.id} says ${ledger.folded} folded and has ${parts}`);
    if (ledger.skips !== (skips.get(row.id) ?? 0)) problems.push(`member ${row.id} says ${ledger.skips} skips and has ${skips.get(row.id) ?? 0}`);
  }
  return outcome('ledger', members.length, problems);
}

/** Every event was brought by one place, and every place lies inside its member. */
function checkPlaces(file: ReadCase): Check {
  const problems: string[] = [];
  const count = (sql: string): number => prepared<{ n: number }>(file, sql).get()!.n;
  const events = count('SELECT count(*) AS n FROM event');
  const brought = count('SELECT coalesce(sum(brought = 1), 0) AS n FROM place');
  const homeless = count('SELECT count(*) AS n FROM event e WHERE (SELECT coalesce(sum(brought = 1), 0) FROM place WHERE event = e.id) <> 1');
  if (brought !== events || homeless > 0) problems.push(`${homeless} events were not brought by exactly one place`);
  if (count('SELECT coalesce(max(id), 0) AS n FROM event') !== events) problems.push('event ids have gaps: events were taken away');
  const outside = prepared<{ event: number; member: number }>(file, `SELECT p.event, p.member FROM place p JOIN member m ON m.id = p.member
    WHERE m.done = 1 AND (p.offset < 0 OR p.length < 0 OR p.offset + p.length > m.bytes) LIMIT 20`).all();
  problems.push(...outside.map((row) => `event ${row.event} lies outside of member ${row.member}`));
  return outcome('places', brought, problems);
}

/** A finding is what its identity says, and its frozen events are the rows that it names. */
function checkFindings(file: ReadCase): Check {
  const problems: string[] = [];
  const rows = prepared<{ id: number; identity: Buffer; rule: string; variant: 'published' | 'corrected'; entity: string; start_ms: number }>(file, 'SELECT * FROM finding ORDER BY id').all();
  for (const row of rows) {
    const identity = findingIdentity({ rule: row.rule, variant: row.variant, entity: JSON.parse(row.entity) as Record<string, string>, start: row.start_ms });
    if (identity !== row.identity.toString('hex')) problems.push(`finding ${row.id} is not what its identity says`);
  }
  const stored = preparedRaw<[Buffer]>(file, 'SELECT identity FROM event WHERE id = ?');
  const before = preparedRaw<[number]>(file, 'SELECT 1 FROM event_fuller WHERE event = ? AND identity = ?');
  for (const [id, finding, events, eventRows] of preparedRaw<[number, number, Buffer, Buffer]>(file, 'SELECT id, finding, events, event_rows FROM finding_version ORDER BY id').all()) {
    for (let at = 0; at * 4 < eventRows.length; at += 1) {
      const event = eventRows.readUInt32BE(at * 4);
      const frozen = events.subarray(at * 16, at * 16 + 16);
      // An event that is read from a fuller record since has another identity; the one that was frozen is kept.
      if (stored.get(event)?.[0].equals(frozen) === true || before.get(event, frozen) !== undefined) continue;
      problems.push(`event ${at + 1} of finding ${finding} (version ${id}) is not the one that was frozen`);
      break;
    }
  }
  return outcome('findings', rows.length, problems);
}
