import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { closeCase, eventDetail, everyExhibit, skipPage } from '../../src-main/case/index.ts';
import { addLedgers, bytesBalance, emptyLedger, ledgerBalances, type Ledger } from '../../src-main/contract/index.ts';
import { unwrap } from '../../src-main/sources/index.ts';
import { discard, failedChecks, importHere, newCase, scratch } from '../help/open-cases.ts';
import { trailRecord } from '../help/trail-records.ts';

let folder: string;
beforeAll(() => {
  folder = scratch('ledger');
});
afterAll(() => discard(folder));

/** One entry of a made-up log: its text, and what is in it. `broken` breaks the text around it in layouts that nest. */
interface Entry {
  readonly text: string;
  readonly is: 'event' | 'skip';
  readonly broken: boolean;
}
const entryOf = (value: unknown, is: Entry['is'] = 'skip'): Entry => ({ text: JSON.stringify(value), is, broken: false });

const event = fc.integer({ min: 1, max: 12 }).map(trailRecord);
const good = fc.oneof(
  event.map((value) => entryOf(value, 'event')),
  event.map((value) => entryOf({ _raw: JSON.stringify(value), _time: 1 }, 'event')),
  event.map((value) => entryOf({ EventId: 'x', CloudTrailEvent: JSON.stringify(value) }, 'event')),
);
const foreign = fc.constantFrom<Entry>(
  entryOf({ level: 'info', msg: 'started', '𝄞': ['ключ', null] }),
  entryOf({ eventName: 'x', eventSource: 'ecs.aliyuncs.com' }),
  entryOf({ awsAccountId: '1', digestStartTime: '2026-01-01T00:00:00Z' }),
  entryOf({ _raw: '{"cut' }),
  entryOf({ ...trailRecord(1), eventTime: 'yesterday' }),
  entryOf({ ...trailRecord(1), eventTime: undefined }),
  entryOf(7), entryOf('text'), entryOf(null), entryOf(true),
);
const broken = fc.constantFrom('{"eventName": "Cut', '{"a":1,}', "{'single': 1}", 'plain words', '{"a":\u0001}', '{"deep":[}', '}{').map((text): Entry => ({ text, is: 'skip', broken: true }));
const entries = fc.array(fc.oneof({ weight: 6, arbitrary: good }, { weight: 2, arbitrary: foreign }, { weight: 1, arbitrary: broken }), { minLength: 1, maxLength: 14 });

const layouts = {
  lines: (all: readonly Entry[]) => `${all.map((one) => one.text).join('\n')}\n`,
  windows: (all: readonly Entry[]) => all.map((one) => one.text).join('\r\n'),
  array: (all: readonly Entry[]) => `[${all.map((one) => one.text).join(' ,\n')}]`,
  delivery: (all: readonly Entry[]) => `{"Records":[${all.map((one) => one.text).join(',')}]}`,
  pretty: (all: readonly Entry[]) => all.map((one) => (one.broken ? one.text : JSON.stringify(JSON.parse(one.text), null, 2))).join('\n'),
};
const member = fc.record({ layout: fc.constantFrom(...(Object.keys(layouts) as (keyof typeof layouts)[])), entries });
type Member = typeof member extends fc.Arbitrary<infer M> ? M : never;
const evidence = fc.oneof(
  fc.record({ container: fc.constantFrom('plain', 'gzip'), members: fc.tuple(member) }),
  fc.record({ container: fc.constantFrom('zip', 'tar.gz'), members: fc.array(member, { minLength: 1, maxLength: 3 }) }),
);
type Evidence = typeof evidence extends fc.Arbitrary<infer E> ? E : never;

const bytesOf = ({ layout, entries: all }: Member) => Buffer.from(layouts[layout](all));

async function write(path: string, { container, members }: Evidence): Promise<void> {
  if (container === 'plain') writeFileSync(path, bytesOf(members[0]!));
  else if (container === 'gzip') writeFileSync(path, gzipSync(bytesOf(members[0]!)));
  else if (container === 'zip') {
    const zip = new ZipFile();
    members.forEach((one, i) => zip.addBuffer(bytesOf(one), `logs/${i}.json`));
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(path));
  } else {
    const tar = pack();
    members.forEach((one, i) => tar.entry({ name: `logs/${i}.json` }, bytesOf(one)));
    tar.finalize();
    await pipeline(tar, createGzip(), createWriteStream(path));
  }
}

const isLines = ({ layout }: Member) => layout === 'lines' || layout === 'windows';
const countOf = ({ entries: all }: Member, wanted: (one: Entry) => boolean) => all.filter(wanted).length;

/** What is known of a member beforehand: all of it where nothing is broken; in lines, that a broken one takes no whole one along. */
function expectCounts(made: Member, { shape, ledger }: { readonly shape: string | null; readonly ledger: Ledger }): void {
  const [events, foreign, broken] = [countOf(made, (one) => one.is === 'event'), countOf(made, (one) => one.is === 'skip' && !one.broken), countOf(made, (one) => one.broken)];
  const what = `${made.layout}: ${bytesOf(made)}`;
  expect(ledger.records).toBeGreaterThan(0);
  if (broken > 0 && !(isLines(made) && shape === 'json-lines')) return;
  // Pretty objects behind something else are not recognised: the member is one skip, and its fault says so.
  if (shape === 'unknown') expect(made.entries[0]!.text.startsWith('{'), what).toBe(false);
  if (shape === 'unknown') return;
  expect(ledger.events + ledger.duplicates, what).toBe(events);
  // What is broken ends where the next object starts: others beside it, and what is no object, may lie in the same stretch of bytes.
  const objects = countOf(made, (one) => one.is === 'skip' && !one.broken && one.text.startsWith('{'));
  expect(ledger.skips, what).toBeLessThanOrEqual(foreign + broken);
  expect(ledger.skips, what).toBeGreaterThanOrEqual(broken > 0 ? objects + 1 : foreign);
}

let runs = 0;
test('whatever the evidence is, records and bytes balance, nothing is lost, and every figure leads to its bytes', async () => {
  await fc.assert(fc.asyncProperty(fc.array(evidence, { minLength: 1, maxLength: 3 }), async (files) => {
    const here = join(folder, String(++runs));
    mkdirSync(join(here, 'evidence'), { recursive: true });
    for (const [i, one] of files.entries()) await write(join(here, 'evidence', `${i}.log`), one);
    const file = newCase(here);
    try {
      const result = await importHere(file, [join(here, 'evidence')]);
      const cards = [...everyExhibit(file)];
      expect(failedChecks(file)).toEqual([]);

      // Sums: files of the answer, exhibits of the case, members of an exhibit.
      expect(result.files.reduce(addLedgers, emptyLedger)).toMatchObject(result.totals);
      expect(ledgerBalances(result.totals)).toBe(true);
      const fresh = result.files.filter((one) => one.sameAs === null).reduce(addLedgers, emptyLedger);
      expect(cards.map((card) => card.ledger).reduce(addLedgers, emptyLedger)).toEqual({ records: fresh.records, events: fresh.events, duplicates: fresh.duplicates, skips: fresh.skips, folded: 0, outOfScope: 0 });

      let events = 0;
      for (const card of cards) {
        expect(card.state).toBe('done');
        const made = files[Number(card.name.split('.')[0])]!;
        expect(card.members).toHaveLength(made.members.length);
        for (const [i, one] of card.members.entries()) {
          const bytes = bytesOf(made.members[i]!);
          expect(one.bytes).toBe(bytes.length);
          expect(bytesBalance(one.byteLedger)).toBe(true);
          expect(one.byteLedger.total).toBe(bytes.length);
          expect(ledgerBalances(one.ledger)).toBe(true);
          events += one.ledger.events;
          expectCounts(made.members[i]!, one);
        }
        const skips = skipPage(file, card.id, { after: 0, limit: 1000 });
        expect(skips.total).toBe(card.ledger.skips);
        for (const skip of skips.rows) {
          const bytes = bytesOf(made.members[card.members.findIndex((one) => one.id === skip.member)]!);
          expect(skip.reason).toMatch(/^[a-z.]+\/[a-z-]+$/);
          expect(skip.record).toBeGreaterThan(0);
          expect(skip.length).toBeGreaterThan(0);
          expect(skip.offset + skip.length).toBeLessThanOrEqual(bytes.length);
          expect(bytes.subarray(skip.offset, skip.offset + skip.length).toString()).toContain(skip.excerpt.slice(0, 200));
        }
      }

      // Every event once, and its bytes are the record that it came from.
      for (let event = 1; event <= events; event += 1) {
        const detail = eventDetail(file, event);
        const id = detail.fields.find((one) => one.field === 'event.id')!.value;
        const said = unwrap(JSON.parse(detail.raw), null).map((inner) => ('value' in inner ? inner.value : null));
        expect(said).toContainEqual(trailRecord(Number(id.slice(-12))));
      }
      if (files.some((one) => one.members.some((made) => made.entries.some((entry) => entry.broken) || !made.entries[0]!.text.startsWith('{')))) return;
      const distinct = new Set(files.flatMap((one) => one.members.flatMap((made) => made.entries.filter((entry) => entry.is === 'event').map((entry) => /8000-(\d{12})/.exec(entry.text)![1]))));
      expect(events).toBe(distinct.size);
    } finally {
      closeCase(file);
      discard(here);
    }
  }), { numRuns: Number(process.env.BILOCATE_RUNS ?? 60) });
});
