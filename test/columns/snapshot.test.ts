import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromShared, readSnapshot, share, writeSnapshot, type Columns } from '../../src-main/columns/index.ts';
import { checksum } from '../../src-main/columns/checksum.ts';
import { fieldNames } from '../../src-main/contract/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { randomEvents } from './random-events.ts';

const key = { caseId: 'events', state: 0 };
const bytesOf = (columns: Columns): Buffer => Buffer.concat([...writeSnapshot(columns)]);
const told = (columns: Columns): unknown => [
  [...columns.time], [...columns.event],
  fieldNames.filter(columns.holds).map((field) => [columns.many(field), Array.from({ length: columns.size(field) - 1 }, (_, at) => columns.text(field, at + 1))]),
];
const some = columnsOf([
  { time: 1, 'user.name': 'ann', 'source.ip': '192.0.2.1', 'source.as.number': 64_500, 'target.name': ['a', 'b'], 'source.port': 443 },
  { time: 2, 'user.name': 'bob', 'user_agent.original': 'tool/1', 'user_agent.template': 'tool/*', 'credential.id': 'K' },
]);

describe('a snapshot', () => {
  test('read again tells the same', () => {
    fc.assert(fc.property(randomEvents, (events) => {
      const columns = columnsOf(events);
      const again = readSnapshot(bytesOf(columns), key);
      expect(told(again as Columns)).toEqual(told(columns));
    }), { numRuns: 15 });
  });

  test('lies in shared memory that it was read into, and can be written again', () => {
    const bytes = bytesOf(some);
    const buffer = new SharedArrayBuffer(bytes.length);
    new Uint8Array(buffer).set(bytes);
    const again = readSnapshot(buffer, key) as Columns;
    expect(again.buffer).toBe(buffer);
    expect(bytesOf(again).equals(bytes)).toBe(true);
    expect((readSnapshot(new Uint8Array(buffer), key) as Columns).buffer).toBe(buffer);
  });

  test('of another case or state is stale', () => {
    expect(readSnapshot(bytesOf(some), { ...key, state: 1 })).toBe('stale');
    expect(readSnapshot(bytesOf(some), { ...key, caseId: 'other' })).toBe('stale');
  });

  test('cut short at any byte is damaged', () => {
    const bytes = bytesOf(some);
    for (let length = 0; length < bytes.length; length += 1) expect(readSnapshot(bytes.subarray(0, length), key)).toBe('damaged');
    expect(readSnapshot(Buffer.concat([bytes, bytes]), key)).toBe('damaged');
  });

  test('with any one bit flipped is damaged', () => {
    const bytes = bytesOf(some);
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      if (readSnapshot(flipped, key) !== 'damaged') throw new Error(`Bit ${bit} was not missed.`);
    }
  });

  test('of a later layout is stale', () => {
    const bytes = bytesOf(some);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    view.setUint32(12, 99, true);
    const covered = new Uint8Array(Math.ceil((20 + view.getUint32(16, true)) / 8) * 8);
    covered.set(bytes.subarray(12, 32 + view.getUint32(16, true)));
    view.setUint32(8, checksum(covered), true);
    expect(readSnapshot(bytes, key)).toBe('stale');
  });
});

test('a thread sees the same columns in the same memory', async () => {
  const worker = new Worker(new URL('./tell-users.worker.ts', import.meta.url), { workerData: share(some) });
  const users = await new Promise((tell, fail) => worker.on('message', tell).on('error', fail));
  expect(users).toEqual(['ann', 'bob']);
  expect(told(fromShared(structuredClone(share(some))))).toEqual(told(some));
});
