import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase, contentDigest, eventDetail, type WriteCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { importOptions, importScope, ledgerBalances } from '../../src-main/contract/index.ts';
import { forecastImport } from '../../src-main/pipeline/forecast.ts';
import { Gatherer } from '../../src-main/pipeline/gather.ts';
import { importEvidence } from '../../src-main/pipeline/import.ts';
import { readFile } from '../../src-main/pipeline/read-file.ts';
import { stopFlag } from '../../src-main/kit/stop.ts';
import { discard, failedChecks, importHere, newCase, openAgain, scratch, widenHere } from '../help/open-cases.ts';
import { auditLines, laurelRecord } from '../sources/audit-records.ts';

let folder: string;
beforeAll(() => {
  folder = scratch('gather');
});
afterAll(() => discard(folder));

let files = 0;
function log(lines: readonly string[], end = '\n'): string {
  const path = join(folder, `audit-${(files += 1)}.log`);
  writeFileSync(path, lines.map((line) => `${line}${end}`).join(''));
  return path;
}
let cases = 0;
const fresh = (): { readonly file: WriteCase; readonly name: string } => {
  const name = `case-${(cases += 1)}.bilocate`;
  return { file: newCase(folder, name), name };
};
const commands = (file: WriteCase): readonly string[] => dbOf(file).prepare('SELECT v.text FROM event_linux_process e JOIN value v ON v.id = e.process_command_line ORDER BY 1').pluck().all() as string[];
const nth = (n: number, over: Parameters<typeof auditLines>[0] = {}): string[] => auditLines({ ms: 1_777_885_000_000 + n * 7, serial: 40 + n, pid: 5000 + n, args: ['echo', `${n}`], exe: '/usr/bin/echo', ...over });

describe('parts of an event', () => {
  const limits = { open: 3, settled: 1, parts: 100, bytes: 1000 };
  /** Keys as records of a member; `!` behind one says that nothing follows, `-` is no part. */
  function gathered(text: string, more: Partial<typeof limits> = {}): string[] {
    const gatherer = new Gatherer<string>({ ...limits, ...more });
    const out: string[] = [];
    const take = (groups: Iterable<readonly string[]>): void => {
      for (const parts of groups) out.push(parts.join(''));
    };
    text.split(' ').forEach((one, at) => {
      gatherer.step();
      if (one !== '-') gatherer.add({ key: one[0]!, last: one.endsWith('!') }, `${one[0]}${at}`, 10);
      const isDue = gatherer.isDue;
      const before = out.length;
      take(gatherer.over());
      expect(isDue).toBe(out.length > before);
    });
    out.push('|');
    take(gatherer.rest());
    return out;
  }
  test.each([
    ['wait until the member has ended', 'a a b', {}, ['|', 'a0a1', 'b2']],
    ['wait so many records of the member, whatever those are', 'a - - - - b', {}, ['a0', '|', 'b5']],
    ['wait from the last part on', 'a - - a - - a', {}, ['|', 'a0a3a6']],
    ['wait for less long where one said that it was the last', 'a a! - - b', {}, ['a0a1', '|', 'b4']],
    ['are taken behind the last one, too', 'a a! a - - b', {}, ['a0a1a2', '|', 'b5']],
    ['lie between those of others', 'a b a! b c! b! c - - -', {}, ['a0a2', 'b1b3b5', 'c4c6', '|']],
    ['that come too late are an event of their own', 'a a! - - a', {}, ['a0a1', '|', 'a4']],
    ['wait no more where there are too many', 'a b c d e', { parts: 3 }, ['a0', 'b1', '|', 'c2', 'd3', 'e4']],
    ['wait no more where they are too large, be it the one at hand', 'a a a a b', { bytes: 35 }, ['a0a1a2a3', '|', 'b4']],
  ])('%s', (_, text, more, out) => {
    expect(gathered(text, more)).toEqual(out);
  });
  test('are forgotten where reading stopped', () => {
    const gatherer = new Gatherer<string>(limits);
    gatherer.add({ key: 'a', last: false }, 'a', 1);
    gatherer.clear();
    expect([...gatherer.over(), ...gatherer.rest()]).toEqual([]);
  });
});

describe('an event of seven records', () => {
  test('is one event with seven places, six of them folded', async () => {
    const { file } = fresh();
    const lines = nth(1);
    const { totals } = await importHere(file, [log(lines)]);
    expect(totals).toEqual({ records: 7, events: 1, duplicates: 0, skips: 0, folded: 6, outOfScope: 0 });
    const { places } = eventDetail(file, 1);
    expect(places.map((place) => place.record)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const bytes = lines.map((line) => `${line}\n`).join('');
    expect(places.map(({ offset, length }) => bytes.slice(offset, offset + length))).toEqual(lines.map((line) => line.trimEnd()));
    const { raw, others } = eventDetail(file, 1);
    expect([raw, ...others.map((one) => one.raw)]).toEqual(lines.map((line) => line.trimEnd()));
    expect(others.map((one) => one.record)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(failedChecks(file)).toEqual([]);
    closeCase(file);
  });

  test('again, under another name and in another file: one duplicate, six folded', async () => {
    const { file } = fresh();
    const first = log(nth(1));
    const again = log(nth(1), '\r\n');
    await importHere(file, [first]);
    const copy = log(nth(1));
    expect((await importHere(file, [copy])).totals).toEqual({ records: 7, events: 0, duplicates: 1, skips: 0, folded: 6, outOfScope: 0 });
    expect((await importHere(file, [again])).totals).toEqual({ records: 7, events: 0, duplicates: 1, skips: 0, folded: 6, outOfScope: 0 });
    expect(eventDetail(file, 1).places).toHaveLength(14);
    expect(dbOf(file).prepare('SELECT brought, count(*) FROM place GROUP BY brought ORDER BY brought').raw().all()).toEqual([[-1, 12], [0, 1], [1, 1]]);
    expect(failedChecks(file)).toEqual([]);
    closeCase(file);
  });

  test('and what Laurel made of it are one event, whichever comes first', async () => {
    const laurel = log([JSON.stringify(laurelRecord({ ms: 1_777_885_000_007, serial: 41, pid: 5001, args: ['echo', '1'], exe: '/usr/bin/echo' }))]);
    for (const [paths, totals] of [[[log(nth(1)), laurel], { events: 1, duplicates: 1, folded: 6 }], [[laurel, log(nth(1))], { events: 1, duplicates: 1, folded: 6 }]] as const) {
      const { file } = fresh();
      for (const path of paths) await importHere(file, [path]);
      expect(dbOf(file).prepare('SELECT sum(events) AS events, sum(duplicates) AS duplicates, sum(folded) AS folded FROM member').get()).toEqual(totals);
      expect(eventDetail(file, 1).places).toHaveLength(8);
      expect(failedChecks(file)).toEqual([]);
      closeCase(file);
    }
  });

  test('twice in one file: near, one event of fourteen records; far away, a duplicate', async () => {
    const { file } = fresh();
    const { totals } = await importHere(file, [log([...nth(1), ...nth(1)])]);
    expect(totals).toMatchObject({ records: 14, events: 1, duplicates: 0, folded: 13 });
    const others = Array.from({ length: 700 }, (_, n) => nth(n + 2)).flat();
    const second = await importHere(file, [log([...nth(1), ...others, ...nth(1)])]);
    expect(second.totals).toMatchObject({ records: 14 + others.length, events: 700, duplicates: 2, folded: 12 + 700 * 6, skips: 0 });
    expect(failedChecks(file)).toEqual([]);
    closeCase(file);
  });

  test('that is refused: a skip of each of its records, with its place', async () => {
    const { file } = fresh();
    const lines = nth(1).filter((line) => !line.includes('EXECVE')).map((line) => line.replace('syscall=59', 'syscall=2'));
    const { totals, files: results } = await importHere(file, [log(lines)]);
    expect(totals).toEqual({ records: 6, events: 0, duplicates: 0, skips: 6, folded: 0, outOfScope: 0 });
    expect(results[0]!.fault?.code).toBe('evidence/not-events');
    expect(dbOf(file).prepare('SELECT ordinal, reason, detail FROM skip ORDER BY ordinal').raw().all()).toEqual([1, 2, 3, 4, 5, 6].map((n) => [n, 'process/other-event', 'system call 2']));
    expect(failedChecks(file)).toEqual([]);
    closeCase(file);
  });

  test('outside the scope: one record is outside, the others folded; taken in later, from what the case has', async () => {
    const { file } = fresh();
    const lines = [1, 2, 3].flatMap((n) => nth(n, { ms: 1_777_885_000_000 + n * 60_000 }));
    const scope = importScope.parse({ from: '2026-05-04T08:57:30Z', to: '2026-05-04T08:58:30Z' });
    const { totals } = await importHere(file, [log(lines)], { options: { scope } });
    expect(totals).toEqual({ records: 21, events: 1, duplicates: 0, skips: 0, folded: 18, outOfScope: 2 });
    expect(dbOf(file).prepare('SELECT count(*) FROM place').pluck().get()).toBe(7);
    expect(failedChecks(file)).toEqual([]);
    expect((await widenHere(file, null)).totals).toEqual({ records: 21, events: 2, duplicates: 1, skips: 0, folded: 18, outOfScope: 0 });
    expect(dbOf(file).prepare('SELECT count(*) FROM place').pluck().get()).toBe(21);
    expect(failedChecks(file)).toEqual([]);
    closeCase(file);
  });
});

test('records of events between each other, in any order within the bound, give the same events', async () => {
  await fc.assert(fc.asyncProperty(
    fc.integer({ min: 1, max: 12 }).chain((n) => fc.tuple(fc.constant(n), fc.shuffledSubarray(Array.from({ length: n * 7 }, (_, i) => i), { minLength: n * 7, maxLength: n * 7 }))),
    async ([n, order]) => {
      const lines = Array.from({ length: n }, (_, i) => nth(i)).flat();
      const { file } = fresh();
      const { totals } = await importHere(file, [log(order.map((i) => lines[i]!))]);
      expect(totals).toEqual({ records: n * 7, events: n, duplicates: 0, skips: 0, folded: n * 6, outOfScope: 0 });
      expect(commands(file)).toEqual(Array.from({ length: n }, (_, i) => `echo ${i}`).toSorted());
      expect(dbOf(file).prepare('SELECT count(*) FROM event_linux_process WHERE incomplete IS NOT NULL').pluck().get()).toBe(0);
      expect(failedChecks(file)).toEqual([]);
      closeCase(file);
    },
  ), { numRuns: 25 });
});

/** Seven lines each, of three events at a time between each other. */
function long(events: number): string[] {
  const lines: string[] = [];
  for (let n = 0; n < events; n += 3) {
    const three = [nth(n), nth(n + 1), nth(n + 2)];
    for (let at = 0; at < 7; at += 1) for (const one of three) lines.push(one[at]!);
  }
  return lines;
}

describe('an import that stops in the middle', () => {
  const events = 9000;
  test('leaves whole events alone, balances, and goes on as if it had not', async () => {
    const path = log(long(events));
    const whole = fresh();
    expect((await importHere(whole.file, [path])).totals).toMatchObject({ events, folded: events * 6, skips: 0 });
    const digest = contentDigest(whole.file);
    closeCase(whole.file);

    const { file, name } = fresh();
    const stop = stopFlag();
    const result = await importEvidence(file, {
      paths: [path], acquisition: {}, inbox: null, options: importOptions.parse({}), stop, progress: () => undefined,
      async *read(list) {
        let batches = 0;
        for await (const delivery of readFile(list[0]!.path, { stop })) {
          if (delivery.kind === 'batch' && (batches += 1) === 1) stop.ask();
          yield { file: 0, delivery };
        }
      },
    });
    expect(result.stopped).toBe(true);
    expect(ledgerBalances(result.totals)).toBe(true);
    expect(result.totals.events).toBeGreaterThan(0);
    expect(result.totals.events).toBeLessThan(events);
    expect(result.totals.folded).toBe(result.totals.events * 6);
    expect(dbOf(file).prepare('SELECT count(*) FROM event_linux_process WHERE incomplete IS NOT NULL').pluck().get()).toBe(0);
    expect(failedChecks(file)).toEqual([]);
    closeCase(file);

    const again = openAgain(folder, name);
    expect((await importHere(again, [path])).totals).toMatchObject({ records: events * 7, events, duplicates: 0, folded: events * 6 });
    expect(contentDigest(again)).toBe(digest);
    expect(failedChecks(again)).toEqual([]);
    closeCase(again);
  });
});

describe('the forecast', () => {
  const login = (n: number): string => `type=USER_LOGIN msg=audit(${1_777_885_000 + n}.000:${90_000 + n}): pid=1 uid=0 auid=1000 ses=7 msg='op=login res=success'`;
  test('of a small file is what the import brings', async () => {
    const path = log([...nth(1), login(1), ...nth(2), ...nth(3).slice(2)]);
    const said = (await forecastImport({ paths: [path], inbox: null, options: importOptions.parse({}), near: folder }, { now: () => performance.now() })).files[0]!;
    const { file } = fresh();
    const { totals } = await importHere(file, [path]);
    expect(totals).toEqual({ records: 20, events: 2, duplicates: 0, skips: 6, folded: 12, outOfScope: 0 });
    expect(said).toMatchObject({ shape: 'text-lines', dataset: 'linux.process', events: 2, looked: 20, unknown: 0 });
    closeCase(file);
  });
  test('of a large one counts events, not records, and looks into its middle and end', async () => {
    const lines = Array.from({ length: 6000 }, (_, n) => [...nth(n), ...(n % 2 === 0 ? [login(n)] : [])]).flat();
    let ms = 0;
    const said = (await forecastImport({ paths: [log(lines)], inbox: null, options: importOptions.parse({}), near: folder }, { now: () => (ms += 60) })).files[0]!;
    expect(said.looked).toBeLessThan(lines.length);
    expect(Math.abs(said.events! / 6000 - 1)).toBeLessThan(0.1);
    expect(said.last).toBe('2026-05-04T08:57:21.993Z');
  });
});
