import { createWriteStream, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { ZipFile } from 'yazl';
import { closeCase, evidenceCard } from '../../src-main/case/index.ts';
import { importOptions, type ImportForecast } from '../../src-main/contract/index.ts';
import { forecastImport } from '../../src-main/pipeline/forecast.ts';
import { unknownRecords } from '../../src-main/pipeline/unknown-records.ts';
import { importForecast, membersUnknown } from '../help/forecast-shape.ts';
import { discard, fixtures, importHere, newCase, scratch } from '../help/open-cases.ts';
import { deliveryOf, trailRecord } from '../help/trail-records.ts';

let folder: string;
beforeAll(() => {
  folder = scratch('forecast');
});
afterAll(() => discard(folder));

/** A forecast with a clock that moves by itself: `tick` ms each time somebody looks. */
async function forecast(paths: readonly string[], options: z.input<typeof importOptions> = {}, tick?: number): Promise<ImportForecast> {
  let ms = 0;
  const now = tick === undefined ? () => performance.now() : () => (ms += tick);
  const made = await forecastImport({ paths, inbox: null, options: importOptions.parse(options), near: folder }, { now });
  importForecast.parse(made);
  return made;
}
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const at = (name: string) => join(folder, name);

describe('small files are read whole: the forecast is what the import brings', () => {
  test('every fixture, one by one', async () => {
    const said = await forecast([fixtures]);
    const file = newCase(folder, 'small.bilocate');
    const { files } = await importHere(file, [fixtures]);
    const brought = new Map(files.map((one) => [one.path, one]));
    for (const one of said.files) {
      const real = brought.get(one.path)!;
      expect([one.name, one.shape, one.dataset, one.events, one.looked]).toEqual([one.name, real.shape, real.dataset, real.events + real.duplicates, real.records]);
    }
    expect(said).toMatchObject({ moreFiles: 0, looked: files.length, outOfScope: 0 });
    expect(said.events).toBe(said.files.reduce((sum, one) => sum + one.events!, 0));
    expect(said.freeBytes).toBeGreaterThan(0);
    closeCase(file);
  });

  test('with the options of the import: zone, offset and scope are those of the import, the word of the analyst holds', async () => {
    writeFileSync(at('bare.jsonl'), [0, 1, 2].map((hour) => JSON.stringify(trailRecord(hour, { eventTime: `2026-07-01T0${hour}:00:00` }))).join('\n'));
    writeFileSync(at('cut.jsonl'), JSON.stringify({ eventName: 'GetObject', eventTime: '2026-07-01T12:00:00Z', who: 'mara' }));
    const { files, events, outOfScope } = await forecast([at('bare.jsonl'), at('cut.jsonl')], {
      zone: 'Europe/Oslo', offsets: [{ dataset: 'aws.cloudtrail', seconds: 60 }], scope: { from: '2026-06-30T23:00:00Z' }, files: [{ path: 'cut.jsonl', dataset: 'aws.cloudtrail' }], order: 'smallest',
    });
    expect(files.map((one) => [one.name, one.events, one.outOfScope, one.first, one.last, one.zoneAssumed])).toEqual([
      ['cut.jsonl', 1, 0, '2026-07-01T12:01:00Z', '2026-07-01T12:01:00Z', false], ['bare.jsonl', 2, 1, '2026-06-30T23:01:00Z', '2026-07-01T00:01:00Z', true],
    ]);
    expect([events, outOfScope]).toEqual([3, 1]);
    await expect(forecast([at('bare.jsonl')], { zone: 'Nowhere' })).rejects.toMatchObject({ code: 'import/bad-option' });
    await expect(forecast([at('missing')], {})).resolves.toMatchObject({ files: [{ fault: { code: 'file/not-found' } }], events: null });
  });
});

describe('large files are looked into: beginning, middle and end', () => {
  const records = range(14_000).map((n) => trailRecord(n));
  const last = '2026-02-02T09:53:19Z';
  const lines = `${records.map((one) => JSON.stringify(one)).join('\n')}\n`;
  const csv = `EventId,EventTime,EventName,CloudTrailEvent\n${records.map((one) => `${String(one.eventID)},${String(one.eventTime)},${String(one.eventName)},"${JSON.stringify(one).replaceAll('"', '""')}"`).join('\n')}\n`;
  const delivery = deliveryOf(records);
  test.each([
    ['lines', 'big.jsonl', () => Buffer.from(lines), true], ['a delivery on one line', 'big.json', () => Buffer.from(delivery), true], ['a printed array', 'pretty.json', () => Buffer.from(JSON.stringify(records, null, 2)), true],
    ['a table', 'big.csv', () => Buffer.from(csv), true], ['gzip', 'big.json.gz', () => gzipSync(delivery), false],
    ['zstd', 'big.json.zst', () => zstdCompressSync(Buffer.from(delivery)), false],
  ])('%s', async (_, name, bytes, seeks) => {
    writeFileSync(at(name), bytes());
    // About six blocks, then time is up.
    const said = (await forecast([at(name)], {}, 60)).files[0]!;
    expect(said).toMatchObject({ dataset: 'aws.cloudtrail', unknown: 0, fault: null, first: '2026-02-02T06:00:00Z' });
    expect(said.looked).toBeLessThan(12_000);
    expect(said.events! / 14_000).toBeGreaterThan(0.9);
    expect(said.events! / 14_000).toBeLessThan(1.1);
    if (seeks) expect(said.last).toBe(last);
  });

  test('an archive says how large it is', async () => {
    const zip = new ZipFile();
    for (const n of [0, 1, 2]) zip.addBuffer(Buffer.from(deliveryOf(records.slice(n * 4000, n * 4000 + 4000))), `${n}.json`);
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(at('big.zip')));
    const said = (await forecast([at('big.zip')], {}, 60)).files[0]!;
    expect(said.looked).toBeLessThan(11_000);
    expect(Math.abs(said.events! / 12_000 - 1)).toBeLessThan(0.1);
  });

  test('how much room and time it takes comes from what was seen of this machine', async () => {
    const file = newCase(folder, 'room.bilocate');
    const said = await forecast([at('big.jsonl')]);
    const from = performance.now();
    await importHere(file, [at('big.jsonl')]);
    const seconds = (performance.now() - from) / 1000;
    const path = file.path;
    closeCase(file);
    expect(said.diskBytes! / statSync(path).size).toBeGreaterThan(0.5);
    expect(said.diskBytes! / statSync(path).size).toBeLessThan(2);
    expect(said.seconds! / seconds).toBeGreaterThan(0.1);
    expect(said.seconds! / seconds).toBeLessThan(10);
  });
});

test('of very many files the first are listed, some of the others are looked at, and sums are of all', async () => {
  mkdirSync(at('many'));
  for (const n of range(1500)) writeFileSync(join(at('many'), `${String(n).padStart(4, '0')}.json`), deliveryOf([trailRecord(n), trailRecord(n + 5000)]));
  const said = await forecast([at('many')], {}, 1);
  expect([said.files.length, said.moreFiles]).toEqual([200, 1300]);
  expect(said.looked).toBeGreaterThan(200);
  expect(said.looked).toBeLessThan(700);
  expect(Math.abs(said.events! / 3000 - 1)).toBeLessThan(0.05);
  const late = await forecast([at('many')], {}, 400);
  expect(late.looked).toBeLessThan(10);
  expect(late.files.filter((one) => one.looked === 0).length).toBeGreaterThan(190);
  expect(Math.abs(late.events! / 3000 - 1)).toBeLessThan(0.1);
});

describe('what no source takes', () => {
  const odd = [{ level: 'info', msg: 'started' }, trailRecord(1), { eventName: 'x', eventSource: 'ecs.aliyuncs.com', eventTime: 1 }];

  test('is shown before the import, with what comes nearest and what speaks against it', async () => {
    writeFileSync(at('odd.jsonl'), odd.map((one) => JSON.stringify(one)).join('\n'));
    const { files } = await forecast([at('odd.jsonl')]);
    expect(files[0]).toMatchObject({ looked: 3, unknown: 2, events: 1, dataset: 'aws.cloudtrail' });
    expect(files[0]!.examples.map(({ ordinal, excerpt }) => [ordinal, excerpt])).toEqual([[1, JSON.stringify(odd[0])], [3, JSON.stringify(odd[2])]]);
    expect(files[0]!.examples[1]!.nearest[0]).toMatchObject({ dataset: 'aws.cloudtrail' });
  });

  test('and after it, from the bytes that the case has: lines, lists, tables, archives', async () => {
    writeFileSync(at('odd.json'), JSON.stringify(odd));
    writeFileSync(at('odd.csv'), 'name,what,when\nmara,"said ""yes""\nand went",2026\n');
    writeFileSync(at('odd.txt'), 'not a log\n');
    const file = newCase(folder, 'odd.bilocate');
    await importHere(file, ['odd.jsonl', 'odd.json', 'odd.csv', 'odd.txt'].map(at));
    const of = (name: string) => {
      const id = [1, 2, 3, 4].find((one) => evidenceCard(file, one)!.name === name)!;
      return membersUnknown.parse(unknownRecords(file, id))[0]!;
    };
    expect(of('odd.jsonl')).toMatchObject({ unknown: 2, shape: 'json-lines', examples: [{ ordinal: 1, excerpt: JSON.stringify(odd[0]) }, { ordinal: 3 }] });
    expect(of('odd.json').examples.map(({ ordinal, nearest }) => [ordinal, nearest[0]?.dataset])).toEqual([[1, expect.any(String)], [3, 'aws.cloudtrail']]);
    expect(of('odd.csv')).toMatchObject({ unknown: 1, shape: 'csv', examples: [{ excerpt: expect.stringContaining('mara,"said ""yes""') as string }] });
    expect(of('odd.csv').examples[0]!.nearest.length).toBeGreaterThan(3);
    expect(of('odd.txt')).toMatchObject({ unknown: 1, shape: 'unknown', examples: [{ excerpt: 'not a log\n', nearest: [] }] });
    closeCase(file);
  });
});
