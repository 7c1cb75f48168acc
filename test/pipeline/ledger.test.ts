import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { closeCase, eventDetail, evidenceCards, skipPage } from '../../src-main/case/index.ts';
import { addLedgers, bytesBalance, emptyLedger, ledgerBalances } from '../../src-main/contract/index.ts';
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

/** Where a broken entry ends is known in lines alone; there, and where none is broken, every count is known beforehand. */
const countable = ({ layout, entries: all }: Member, shape: string | null) =>
  all.every((one) => !one.broken) || (shape === 'json-lines' && (layout === 'lines' || layout === 'windows'));

let runs = 0;
test('whatever the evidence is, records and bytes balance, nothing is lost, and every figure leads to its bytes', async () => {
  await fc.assert(fc.asyncProperty(fc.array(evidence, { minLength: 1, maxLength: 3 }), async (files) => {
    const here = join(folder, String(++runs));
    mkdirSync(join(here, 'evidence'), { recursive: true });
    for (const [i, one] of files.entries()) await write(join(here, 'evidence', `${i}.log`), one);
    const file = newCase(here);
    try {
      const result = await importHere(file, [join(here, 'evidence')]);
      const cards = evidenceCards(file);
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
          if (countable(made.members[i]!, one.shape)) expect(one.ledger.skips, `${made.members[i]!.layout} ${bytes}`).toBe(made.members[i]!.entries.filter((entry) => entry.is === 'skip').length);
          else expect(one.ledger.records).toBeGreaterThan(0);
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
      if (files.some((one) => one.members.some((made) => made.entries.some((entry) => entry.broken)))) return;
      const distinct = new Set(files.flatMap((one) => one.members.flatMap((made) => made.entries.filter((entry) => entry.is === 'event').map((entry) => /8000-(\d{12})/.exec(entry.text)![1]))));
      expect(events).toBe(distinct.size);
    } finally {
      closeCase(file);
      discard(here);
    }
  }), { numRuns: 30 });
});
