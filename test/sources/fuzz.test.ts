import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { plainIntake } from '../../src-main/case/index.ts';
import { bytesBalance, datasets, type Intake } from '../../src-main/contract/index.ts';
import { FileReader } from '../../src-main/pipeline/read-file.ts';
import { below, damaged, doubledName, mutated, oneOf, randomFrom, type Random } from './fuzz-mutate.ts';
import { seeds, type Seed } from './fuzz-seeds.ts';

/**
 * Mutations of files of every source and shape, read by the real reader: `BILOCATE_FUZZ=10000 vitest run test/sources/fuzz.test.ts` reads that many; without it
 * as many as fit into ten seconds. `BILOCATE_FUZZ_FROM=n` begins with the n-th. Some are read as what they are not, as an analyst may say. `BILOCATE_FUZZ_CASE=n` reads the n-th alone, and keeps its bytes at the path that it prints.
 * `BILOCATE_FUZZ_ONLY=windows` takes the seeds whose names have that in them.
 */
const wanted = Number(process.env['BILOCATE_FUZZ'] ?? 0);
const single = process.env['BILOCATE_FUZZ_CASE'];
/** The first case: other numbers are other files. */
const first = Number(process.env['BILOCATE_FUZZ_FROM'] ?? 0);
const BUDGET_MS = 10_000;
const FILE_MS = 5000;
const SEED = 20_260_504;

const folder = mkdtempSync(join(tmpdir(), 'bilocate-fuzz-'));
afterAll(() => {
  if (single === undefined) rmSync(folder, { recursive: true, force: true });
});

function fileOf(random: Random, seed: Seed): Buffer {
  let bytes: Buffer;
  if (seed.records !== undefined) {
    let { records } = seed;
    for (let n = 1 + below(random, 3); n > 0; n -= 1) {
      const at = below(random, records.length);
      records = records.map((one, i) => (i === at ? mutated(random, one) : one));
    }
    const text = seed.write(records);
    bytes = Buffer.from(random() < 0.15 ? doubledName(random, text) : text);
    if (random() < 0.3) bytes = damaged(random, bytes);
  } else bytes = damaged(random, seed.bytes);
  if (random() < 0.06) bytes = gzipSync(bytes);
  return random() < 0.02 ? damaged(random, bytes) : bytes;
}

/** Reads the file to its end, and adds up what the deliveries say. */
async function read(reader: FileReader, path: string, intake: Intake) {
  let [events, skips, records, members, outOfScope, folded] = [0, 0, 0, 0, 0, 0];
  let shape = 'none';
  let end = 0;
  for await (const delivery of reader.read(path, {}, intake)) {
    if (delivery.kind === 'batch') {
      const batch = delivery.events;
      for (let i = 0; i < (batch?.n ?? 0); i += 1) {
        end = Math.max(end, batch!.offset[i]! + batch!.length[i]!);
        if (!(batch!.length[i]! > 0) || !Number.isInteger(batch!.timeMs[i]!)) throw new Error(`event ${i} has no place or no time: ${batch!.offset[i]}, ${batch!.length[i]}, ${batch!.timeMs[i]}`);
      }
      events += batch?.n ?? 0;
      skips += delivery.skips.length;
      for (const skip of delivery.skips) if (skip.detail === '' || skip.length < 0) throw new Error(`a skip without a reason: ${JSON.stringify(skip).slice(0, 200)}`);
    } else if (delivery.kind === 'member-end') {
      const { report } = delivery;
      members += 1;
      records += report.records;
      outOfScope += report.outOfScope;
      folded += report.folded;
      shape = report.shape?.shape ?? 'none';
      if (end > report.bytes) throw new Error(`an event ends at ${end}, the member at ${report.bytes}`);
      end = 0;
      if (!bytesBalance(report.byteLedger)) throw new Error(`bytes do not balance: ${JSON.stringify(report.byteLedger)}`);
      if (report.byteLedger.total !== report.bytes) throw new Error(`bytes were lost: ${report.bytes} read, ${report.byteLedger.total} accounted for`);
      if (report.records > 0 && report.records === report.skips && report.fault === null) throw new Error('nothing became an event, and no fault says so');
    }
  }
  if (records !== events + skips + outOfScope + folded) throw new Error(`records do not balance: ${records} are not ${events} events, ${skips} skips, ${folded} folded and ${outOfScope} out of scope`);
  return { events, skips, members, shape };
}

test('whatever is done to a file, it is read to its end in time, and every record and byte is accounted for', { timeout: 3_600_000 }, async () => {
  const all = (await seeds()).filter(({ name }) => name.includes(process.env['BILOCATE_FUZZ_ONLY'] ?? ''));
  const own = all.filter(({ isForeign }) => !isForeign);
  const foreign = all.some(({ isForeign }) => isForeign) ? all.filter(({ isForeign }) => isForeign) : own;
  const reader = new FileReader();
  const path = join(folder, 'evidence');
  const total = { files: 0, events: 0, skips: 0, slowest: 0, slowestCase: 0 };
  const shapes = new Map<string, number>();
  const began = performance.now();
  for (let i = single === undefined ? first : Number(single); ; i += 1) {
    if (single === undefined && (wanted > 0 ? i >= first + wanted : performance.now() - began > BUDGET_MS)) break;
    const random = randomFrom(SEED + i);
    // What no source takes is a side of it, and not the half.
    const seed = oneOf(random, random() < 0.1 ? foreign : own);
    writeFileSync(path, fileOf(random, seed));
    const intake = random() < 0.15 ? { ...plainIntake, dataset: oneOf(random, datasets) } : plainIntake;
    const started = process.cpuUsage();
    let made;
    try {
      made = await read(reader, path, intake);
    } catch (error) {
      throw new Error(`case ${i}, from ${seed.name}: ${error instanceof Error ? error.stack : String(error)}`, { cause: error });
    }
    // Of the processor, not of the clock: other work on the machine is not this file's.
    const { user, system } = process.cpuUsage(started);
    const took = (user + system) / 1000;
    if (took > FILE_MS) throw new Error(`case ${i}, from ${seed.name}: took ${Math.round(took)} ms`);
    if (took > total.slowest) Object.assign(total, { slowest: Math.round(took), slowestCase: i });
    total.files += 1;
    total.events += made.events;
    total.skips += made.skips;
    shapes.set(made.shape, (shapes.get(made.shape) ?? 0) + 1);
    if (single !== undefined) break;
  }
  console.log(single === undefined ? `Read: ${JSON.stringify({ ...total, seeds: all.length, seconds: Math.round((performance.now() - began) / 1000), shapes: Object.fromEntries(shapes) })}` : `Kept: ${path}`);
  expect(total.files).toBeGreaterThan(0);
});
