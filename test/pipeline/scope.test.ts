import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { auditPage, closeCase, contentDigest, evidenceCard, evidencePage, eventCount, type WriteCase } from '../../src-main/case/index.ts';
import { importOptions, importScope, ledgerBalances, type ImportScope } from '../../src-main/contract/index.ts';
import { cleanScope, containsScope } from '../../src-main/pipeline/scope.ts';
import { stopFlag, type Stop } from '../../src-main/kit/stop.ts';
import { importEvidence, type ReadFiles } from '../../src-main/pipeline/import.ts';
import { readFile } from '../../src-main/pipeline/read-file.ts';
import { widenEvidence } from '../../src-main/pipeline/widen.ts';
import { discard, failedChecks, fixtures, importHere, newCase, openAgain, scratch, widenHere } from '../help/open-cases.ts';
import { deliveryOf, trailRecord } from '../help/trail-records.ts';

let folder: string;
beforeAll(() => {
  folder = scratch('scope');
});
afterAll(() => discard(folder));

const scope = (over: Partial<ImportScope>): ImportScope => importScope.parse(over);
/** One record a second from 06:00:00Z of 2 February 2026 on, seven users in turn. */
const hour = (from: number, to: number) => ({ from: `2026-02-02T06:${String(from).padStart(2, '0')}:00Z`, to: `2026-02-02T06:${String(to).padStart(2, '0')}:00Z` });

function delivery(name: string, numbers: readonly number[]): string {
  const path = join(folder, name);
  writeFileSync(path, gzipSync(deliveryOf(numbers.map((n) => trailRecord(n)))));
  return path;
}
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
let cases = 0;
const fresh = (): { file: WriteCase; name: string } => {
  const name = `case-${(cases += 1)}.bilocate`;
  return { file: newCase(folder, name), name };
};

describe('what lies outside the scope is hashed and counted, and nothing else', () => {
  test('by time: from inclusive, to exclusive', async () => {
    const { file } = fresh();
    const path = delivery('time.json.gz', range(0, 600));
    const { totals, files } = await importHere(file, [path], { options: { scope: scope(hour(2, 5)) } });
    expect(totals).toEqual({ records: 600, events: 180, duplicates: 0, skips: 0, folded: 0, outOfScope: 420 });
    expect(files[0]!.fault).toBeNull();
    const card = evidenceCard(file, 1)!;
    expect(card.intake.scope).toMatchObject({ from: '2026-02-02T06:02:00.000Z', to: '2026-02-02T06:05:00.000Z' });
    expect([card.ledger.outOfScope, card.members[0]!.first, card.members[0]!.last]).toEqual([420, '2026-02-02T06:02:00Z', '2026-02-02T06:04:59Z']);
    expect(card.members[0]!.dataset).toBe('aws.cloudtrail');
    expect(failedChecks(file)).toEqual([]);
    closeCase(file);
  });

  test.each([
    ['users, whatever the case of their letters', scope({ users: ['WORKER3'] }), 10],
    ['accounts', scope({ accounts: ['777788889999'] }), 70],
    ['another account', scope({ accounts: ['1'] }), 0],
    ['sources', scope({ datasets: ['okta.system'] }), 0],
    ['kinds of events', scope({ categories: ['api'] }), 70],
    ['all of it together', scope({ ...hour(0, 1), users: ['worker1', 'worker2'], categories: ['api'], datasets: ['aws.cloudtrail'] }), 18],
  ])('by %s', async (_, narrow, events) => {
    const { file } = fresh();
    const { totals, files } = await importHere(file, [delivery('some.json.gz', range(0, 70))], { options: { scope: narrow } });
    expect([totals.events, totals.outOfScope, files[0]!.fault]).toEqual([events, 70 - events, null]);
    expect(failedChecks(file)).toEqual([]);
    closeCase(file);
  });

  test('skips are skips, inside and outside: what has no time lies nowhere', async () => {
    const { file } = fresh();
    const path = join(folder, 'mixed.jsonl');
    writeFileSync(path, [trailRecord(1), { ...trailRecord(2), eventTime: 'x' }, { level: 'info' }, trailRecord(200), { _raw: '{"cut' }].map((value) => JSON.stringify(value)).join('\n'));
    const { totals } = await importHere(file, [path], { options: { scope: scope(hour(0, 1)) } });
    expect(totals).toMatchObject({ records: 5, events: 1, skips: 3, outOfScope: 1 });
    expect(failedChecks(file)).toEqual([]);
    closeCase(file);
  });

  test('an empty scope leaves nothing out and is no scope; one that ends before it begins is a fault', async () => {
    const { file } = fresh();
    const path = delivery('all.json.gz', range(0, 5));
    await expect(importHere(file, [path], { options: { scope: scope({ from: hour(5, 6).to, to: hour(5, 6).from }) } })).rejects.toMatchObject({ code: 'import/bad-option' });
    expect((await importHere(file, [path], { options: { scope: scope({}) } })).totals).toMatchObject({ events: 5, outOfScope: 0 });
    expect(evidenceCard(file, 1)!.intake.scope).toBeNull();
    closeCase(file);
  });
});

describe('widening takes in what lay outside, from what the case has', () => {
  test('step by step the case becomes the one that a plain import makes, with the files long gone', async () => {
    const inbox = join(folder, 'gone');
    mkdirSync(inbox);
    for (const name of ['s3-delivery.json', 'lines.jsonl', 'cloudwatch-subscription.json', 'logstash.jsonl', 'raw-envelopes.json', 'digest.json']) copyFileSync(join(fixtures, name), join(inbox, name));
    writeFileSync(join(inbox, 'big.json.gz'), gzipSync(deliveryOf(range(0, 2500).map((n) => trailRecord(n)))));
    const plain = fresh();
    const whole = await importHere(plain.file, [inbox]);
    const { file, name } = fresh();
    const first = await importHere(file, [inbox], { options: { scope: scope({ ...hour(1, 3), users: ['worker1', 'worker2'] }) } });
    expect(first.totals.outOfScope).toBeGreaterThan(2000);
    discard(inbox);

    const second = await widenHere(file, scope({ ...hour(1, 20), users: ['worker1', 'worker2', 'worker5'] }));
    expect(ledgerBalances(second.totals)).toBe(true);
    expect(second.totals.events).toBeGreaterThan(0);
    expect(failedChecks(file)).toEqual([]);
    const third = await widenHere(file, null);
    expect(first.totals.events + second.totals.events + third.totals.events).toBe(whole.totals.events);
    expect(third.totals.outOfScope).toBe(0);
    expect(failedChecks(file)).toEqual([]);
    expect(contentDigest(file)).toBe(contentDigest(plain.file));
    expect(await widenHere(file, null)).toMatchObject({ files: [], totals: { records: 0 } });
    closeCase(plain.file);
    closeCase(file);
    const again = openAgain(folder, name);
    const log = auditPage(again, { after: 0, limit: 500, action: 'evidence.widen', analyst: '' }).rows;
    const told = log.map((row) => JSON.parse(row.payload) as { before: ImportScope; after: ImportScope | null });
    expect(log.length).toBe(14);
    expect([told.filter(({ after }) => after === null).length, told.filter(({ before }) => before.users.includes('worker5')).length]).toEqual([7, 7]);
    closeCase(again);
  });

  test('members of an archive too; the others of the case stay as they are', async () => {
    const path = join(folder, 'two.zip');
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(deliveryOf(range(0, 100).map((n) => trailRecord(n)))), 'a.json');
    zip.addBuffer(Buffer.from(deliveryOf(range(50, 150).map((n) => trailRecord(n)))), 'b.json');
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(path));
    const { file } = fresh();
    await importHere(file, [path], { options: { scope: scope(hour(1, 2)) } });
    await importHere(file, [delivery('other.json.gz', range(100, 200))], { options: { scope: scope(hour(0, 2)) } });
    const { totals, files } = await widenHere(file, null, [1]);
    expect(files.map((one) => [one.member, one.events, one.duplicates, one.outOfScope])).toEqual([['a.json', 60, 40, 0], ['b.json', 30, 70, 0]]);
    expect(totals.outOfScope).toBe(0);
    expect(evidenceCard(file, 2)!.ledger).toMatchObject({ outOfScope: 80 });
    expect(failedChecks(file)).toEqual([]);
    expect(eventCount(file)).toBe(150);
    closeCase(file);
  });

  test('the same bytes in a wider scope are a widening, in the same one a repetition, in a narrower one a fault', async () => {
    const { file } = fresh();
    const path = delivery('twice.json.gz', range(0, 300));
    await importHere(file, [path], { options: { scope: scope(hour(0, 2)) } });
    const same = await importHere(file, [path], { options: { scope: scope(hour(0, 2)) } });
    expect(same.files[0]).toMatchObject({ events: 0, duplicates: 120, outOfScope: 180, sameAs: 'E1', fault: null });
    const narrow = await importHere(file, [path], { options: { scope: scope(hour(0, 1)) } });
    expect(narrow.files[0]).toMatchObject({ events: 0, sameAs: 'E1', fault: { code: 'import/narrower', params: { exhibit: 'E1' } } });
    const wide = await importHere(file, [path]);
    expect(wide.files[0]).toMatchObject({ events: 180, duplicates: 120, outOfScope: 0, sameAs: 'E1', fault: null });
    expect(evidenceCard(file, 1)).toMatchObject({ state: 'done', intake: { scope: null }, ledger: { events: 300, outOfScope: 0 } });
    expect(failedChecks(file)).toEqual([]);
    closeCase(file);
  });

  test('a scope that leaves out what is there is refused, and nothing changes', async () => {
    const { file } = fresh();
    await importHere(file, [delivery('kept.json.gz', range(0, 300))], { options: { scope: scope({ ...hour(0, 2), users: ['worker1'] }) } });
    const before = contentDigest(file);
    for (const asked of [scope(hour(0, 1)), scope({ users: ['worker2'] }), scope({ ...hour(0, 2), users: ['worker1'], categories: ['api'] })]) {
      await expect(widenHere(file, asked)).rejects.toMatchObject({ code: 'import/narrower', params: { exhibit: 'E1' } });
    }
    await expect(widenHere(file, null, [7])).rejects.toMatchObject({ code: 'call/bad-input' });
    expect(contentDigest(file)).toBe(before);
    closeCase(file);
  });

  test('one that is stopped in its middle is continued by the next, and nothing is there twice', async () => {
    const { file } = fresh();
    writeFileSync(join(folder, 'long.jsonl'), `${range(0, 12_000).map((n) => JSON.stringify(trailRecord(n))).join('\n')}\n`);
    await importHere(file, [join(folder, 'long.jsonl')], { options: { scope: scope(hour(0, 1)) } });
    const stop = stopFlag();
    const stopped = await widenEvidence(file, { evidence: null, scope: null, stop, progress: (_, done) => done > 6_500_000 && stop.ask() });
    expect(stopped.stopped).toBe(true);
    expect(evidenceCard(file, 1)!.state).toBe('stopped');
    expect(eventCount(file)).toBeGreaterThan(7000);
    expect(failedChecks(file)).toEqual([]);
    const rest = await widenHere(file, null, [1]);
    expect(rest.totals.outOfScope).toBe(0);
    expect(evidenceCard(file, 1)).toMatchObject({ state: 'done', ledger: { records: 12_000, events: 12_000, outOfScope: 0 } });
    expect(failedChecks(file)).toEqual([]);
    closeCase(file);
  });
});

describe('an import that was stopped goes on', () => {
  test('as it began: its zone stands, its scope may be wider and not narrower', async () => {
    const { file } = fresh();
    const path = join(folder, 'stopped.jsonl');
    writeFileSync(path, `${range(0, 9000).map((n) => JSON.stringify(trailRecord(n, { eventTime: new Date(Date.UTC(2026, 1, 2, 6) + n * 1000).toISOString().slice(0, 19) }))).join('\n')}\n`);
    const options = (to: string, zone: string | null) => importOptions.parse({ scope: { to }, zone });
    const stop = stopFlag();
    const begun = await importEvidence(file, { paths: [path], acquisition: {}, inbox: null, options: options('2026-02-02T06:00:00Z', 'Europe/Oslo'), read: readAndStop(stop), stop, progress: () => undefined });
    expect([begun.stopped, evidenceCard(file, 1)!.state]).toEqual([true, 'stopped']);
    const narrow = await importHere(file, [path], { options: options('2026-02-02T05:30:00Z', 'Europe/Oslo') });
    expect(narrow.files[0]).toMatchObject({ events: 0, fault: { code: 'import/narrower', params: { exhibit: 'E1' } } });
    const wide = await importHere(file, [path], { options: options('2026-02-02T07:00:00Z', 'Asia/Tokyo') });
    expect(wide.totals).toMatchObject({ records: 9000, events: 7200, outOfScope: 1800 });
    expect(evidenceCard(file, 1)).toMatchObject({ state: 'done', intake: { zone: 'Europe/Oslo', scope: { to: '2026-02-02T07:00:00.000Z' } } });
    expect(evidenceCard(file, 1)!.members[0]).toMatchObject({ first: '2026-02-02T05:00:00Z', last: '2026-02-02T06:59:59Z' });
    expect(failedChecks(file)).toEqual([]);
    closeCase(file);
  });

  test('what was not read to its end cannot be widened: its bytes are not all there', async () => {
    const { file } = fresh();
    const path = join(folder, 'half.jsonl');
    writeFileSync(path, `${range(0, 9000).map((n) => JSON.stringify(trailRecord(n))).join('\n')}\n`);
    const stop = stopFlag();
    await importEvidence(file, { paths: [path], acquisition: {}, inbox: null, options: importOptions.parse({ scope: hour(0, 2) }), read: readAndStop(stop), stop, progress: () => undefined });
    await expect(widenHere(file, null)).rejects.toMatchObject({ code: 'import/not-whole', params: { exhibit: 'E1' } });
    closeCase(file);
  });

  /** Reads like the others, and asks to stop when the first records came. */
  function readAndStop(stop: Stop): ReadFiles {
    return async function* (files) {
      for (const [file, { path, intake }] of files.entries()) {
        for await (const delivery of readFile(path, { stop }, intake)) {
          yield { file, delivery };
          if (delivery.kind === 'batch') stop.ask();
        }
      }
    };
  }
});

test('exhibits with records outside their scope are found by that', async () => {
  const { file } = fresh();
  await importHere(file, [delivery('in.json.gz', range(0, 20)), delivery('out.json.gz', range(100, 140))], { options: { scope: scope(hour(0, 2)) } });
  const { rows, total } = evidencePage(file, { after: 0, limit: 10, text: '', state: 'outOfScope' });
  expect([total, rows.map(({ name, ledger }) => [name, ledger.outOfScope])]).toEqual([1, [['out.json.gz', 20]]]);
  closeCase(file);
});

test('one scope holds another where it leaves out no more, part by part', () => {
  const is = (outer: Partial<ImportScope>, inner: Partial<ImportScope>) => containsScope(cleanScope(scope(outer)), cleanScope(scope(inner)));
  expect(is({}, { users: ['a'] })).toBe(true);
  expect(is({ users: ['a'] }, {})).toBe(false);
  expect(is({ users: ['A', 'b'] }, { users: ['a'] })).toBe(true);
  expect(is({ users: ['a'] }, { users: ['a', 'b'] })).toBe(false);
  expect(is({ from: '2026-01-01T00:00:00Z' }, { from: '2026-01-01T00:00:00.000Z' })).toBe(true);
  expect(is({ from: '2026-01-01T00:00:01Z' }, { from: '2026-01-01T00:00:00Z' })).toBe(false);
  expect(is({ to: '2026-01-01T00:00:00Z' }, {})).toBe(false);
  expect(is({ accounts: ['1'] }, { accounts: ['1'], users: ['a'] })).toBe(true);
});
