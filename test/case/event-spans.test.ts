import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closeCase, columnDictionaries, createCase, eventReader, eventSpans, openBeside, openCaseToRead, type ReadCase, type WriteCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { importTestFile, numbers, sessionIn, syntheticEvent, tempFolder } from '../help/case-events.ts';

let folder: string;
let remove: () => void;
let writer: WriteCase;
beforeEach(() => {
  ({ folder, remove } = tempFolder());
  const session = sessionIn(folder);
  writer = createCase(`${folder}/a.bilocate`, { title: 'Spans', number: '', caseId: session.newId() }, session);
});
afterEach(() => {
  closeCase(writer);
  remove();
});

type Blocks = Iterable<{ readonly ids: Int32Array; readonly bytes: Uint8Array; readonly ends: Uint32Array }>;
const textsOf = (blocks: Blocks): Map<number, string> => new Map([...blocks].flatMap(({ ids, bytes, ends }) => [...ids].map((id, at) => [id, Buffer.from(bytes.subarray(at === 0 ? 0 : ends[at - 1]!, ends[at])).toString()] as const)));

/** Every field of every event, as the spans say it, against what the tables say. */
function checkAll(file: ReadCase, size: number): number {
  const rows = dbOf(file).prepare(`SELECT e.id, e.time_ms AS time, hex(e.identity) AS identity, n.event_id AS vendor, coalesce(e.actor, 0) AS actor, coalesce(e.source_ip, 0) AS ip FROM event e
    JOIN event_aws_cloudtrail n ON n.event = e.id ORDER BY e.id`).all() as { id: number; time: number; identity: string; vendor: string; actor: number; ip: number }[];
  const [values, identifiers] = [textsOf(columnDictionaries(file).values(0)), textsOf(columnDictionaries(file).identifiers(0))];
  const agents = new Map([...columnDictionaries(file).agents].map((one) => [one.id, one.text]));
  let row = 0;
  const read = eventReader(file, size);
  for (const span of eventSpans(file, size)) {
    const page = read(span);
    for (let at = 0; at < page.n; at += 1) {
      const expected = rows[row]!;
      const identity = Buffer.from(page.identity.subarray(at * 16, at * 16 + 16)).toString('hex').toUpperCase();
      expect([page.event[at], page.time[at], identity, page.actor[at], page.ids['source.ip']![at]]).toEqual([expected.id, expected.time, expected.identity, expected.actor, expected.ip]);
      const said = syntheticEvent(Number(expected.vendor.slice(6))).fields!;
      expect(values.get(page.ids['event.action']![at]!)).toBe(said['event.action']);
      expect(values.get(page.ids['error.code']![at]!)).toBe(said['error.code']);
      expect(identifiers.get(page.ids['credential.id']![at]!)).toBe(said['credential.id']);
      expect(agents.get(page.ids['user_agent.original']![at]!)).toBe(said['user_agent.original']);
      const mfa = said['aws.cloudtrail.session_context.mfa'];
      expect(page.ids['aws.cloudtrail.session_context.mfa']![at]).toBe(mfa === undefined ? 0 : mfa === true ? 2 : 1);
      expect(page.numbers['source.port']![at]).toBeNaN();
      const { offsets, values: ids } = page.many['target.id'] ?? { offsets: new Int32Array(page.n + 1), values: new Int32Array(0) };
      expect([...ids.slice(offsets[at], offsets[at + 1])].map((id) => values.get(id))).toEqual(said['target.id'] ?? []);
      row += 1;
    }
    // Nothing is open between spans: SQLite would refuse this otherwise.
    dbOf(file).pragma('query_only = ON');
  }
  expect(row).toBe(rows.length);
  return row;
}

describe('events in spans', () => {
  test('say the same as the tables, whatever the size of the spans', () => {
    importTestFile(writer, { name: 'one.jsonl', events: numbers(0, 700).filter((n) => n % 3 === 0) });
    importTestFile(writer, { name: 'two.jsonl', events: numbers(0, 700).filter((n) => n % 3 !== 0) });
    const file = openCaseToRead(writer.path, sessionIn(folder).recordsFolder);
    for (const size of [1, 64, 699, 700, 65_536]) expect(checkAll(file, size)).toBe(700);
    closeCase(file);
  });

  test('are read beside the writer by another connection of the same process, which may end before it', () => {
    importTestFile(writer, { name: 'one.jsonl', events: numbers(0, 90) });
    const beside = openBeside(writer);
    expect(checkAll(beside, 32)).toBe(90);
    closeCase(beside);
    importTestFile(writer, { name: 'two.jsonl', events: numbers(90, 100) });
    expect(dbOf(writer).prepare('SELECT count(*) FROM event').pluck().get()).toBe(100);
  });

  test('where ids have gaps: what hangs on an event that is not there is not read', () => {
    importTestFile(writer, { name: 'one.jsonl', events: numbers(0, 60) });
    const db = dbOf(writer);
    db.pragma('foreign_keys = OFF');
    db.exec('DELETE FROM event WHERE id % 7 = 3; DELETE FROM event WHERE id BETWEEN 40 AND 50');
    const spans = eventSpans(writer, 8);
    const read = eventReader(writer, 8);
    const events = spans.flatMap((span) => {
      const page = read(span);
      for (const { offsets, values } of Object.values(page.many)) expect([offsets.length, offsets[page.n]]).toEqual([page.n + 1, values.length]);
      return [...page.event.subarray(0, page.n)];
    });
    expect(events).toEqual(db.prepare('SELECT id FROM event ORDER BY id').pluck().all());
  });

  test('are none in a case without events', () => {
    expect(eventSpans(writer, 10)).toEqual([]);
  });
});

test('dictionaries come in blocks: long texts, NUL, empty ones and gaps as they are', () => {
  const db = dbOf(writer);
  const texts: [number, string][] = [[3, 'é\u0000ü'], [4, ''], [9, 'x'.repeat(3_000_000)], [90_000, '\u{1f600}'], ...Array.from({ length: 30 }, (_, at): [number, string] => [100_000 + at, `${at}`.padEnd(2_000_000, 'y')])];
  const before = textsOf(columnDictionaries(writer).values(0));
  const highest = Math.max(0, ...before.keys());
  for (const [id, text] of texts) db.prepare('INSERT INTO value (id, text) VALUES (?, ?)').run(highest + id, text);
  const blocks = [...columnDictionaries(writer).values(0)];
  expect(blocks.length).toBeGreaterThan(1);
  expect([...textsOf(columnDictionaries(writer).values(highest + 4)).keys()]).toEqual(texts.slice(2).map(([id]) => highest + id));
  expect([...textsOf(blocks)].slice(before.size)).toEqual(texts.map(([id, text]) => [highest + id, text]));
});

test('actors and addresses come with their fields', () => {
  importTestFile(writer, { name: 'one.jsonl', events: numbers(0, 20) });
  expect([...columnDictionaries(writer).actors][0]).toMatchObject({ fields: { 'user.name': 'user0', 'user.type': 'IAMUser', 'organization.id': '111122223333' } });
  expect([...columnDictionaries(writer).ips][0]).toMatchObject({ text: '198.51.100.0', fields: { 'source.ip_type': 'public', 'source.as.number': null } });
});
