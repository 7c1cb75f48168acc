import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { fromShared, openingSnapshot, share, writeSnapshot, type Columns, type ColumnsKey, type SnapshotReader } from '../../src-main/columns/index.ts';
import { checksum } from '../../src-main/columns/checksum.ts';
import { bytesOf } from '../../src-main/columns/layout.ts';
import { Fault, fieldNames } from '../../src-main/contract/index.ts';
import { finish } from '../../src-main/kit/steps.ts';
import { columnsOfFile, snapshotReader } from '../../src-main/pipeline/columns-file.ts';
import { columnsOf } from '../help/columns-of.ts';
import { randomEvents } from './random-events.ts';

const folder = mkdtempSync(join(tmpdir(), 'bilocate-columns-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = { caseId: 'events', state: 0 };
const written = (columns: Columns): Buffer => Buffer.concat([...writeSnapshot(columns)]);
let files = 0;
const fileOf = (bytes: Uint8Array): string => {
  const path = join(folder, `${(files += 1)}.columns`);
  writeFileSync(path, bytes);
  return path;
};
const open = (path: string, of: ColumnsKey = key): Columns | null => finish(columnsOfFile(path, of));
const kept = (bytes: Uint8Array, of: ColumnsKey = key): Columns | null => open(fileOf(bytes), of);
/** Without a file, for thousands of them. */
const inMemory = (bytes: Uint8Array): Columns | 'stale' | 'damaged' => {
  const read: SnapshotReader['read'] = (_, into, at) => {
    const part = bytes.subarray(at, at + into.length);
    into.set(part);
    return part.length;
  };
  return finish(openingSnapshot({ path: 'none', descriptor: -1, bytes: bytes.length }, { ...snapshotReader, read }, key));
};
const unreadOf = (columns: Columns): readonly string[] => columns.sections.header.sections.filter((_, i) => columns.sections.unread!.marks[i] === 0).map(({ name }) => name);
const allOf = ({ sections: { header, get } }: Columns): unknown => header.sections.map(({ name }) => get(name));
const told = (columns: Columns): unknown => [
  [...columns.time], [...columns.event],
  fieldNames.filter(columns.holds).map((field) => [columns.many(field), Array.from({ length: columns.size(field) - 1 }, (_, at) => columns.text(field, at + 1))]),
];
const faultOf = (ask: () => unknown): Fault => {
  try {
    ask();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
};
const some = columnsOf([
  { time: 1, 'user.name': 'ann', 'source.ip': '192.0.2.1', 'source.as.number': 64_500, 'target.name': ['a', 'b'], 'source.port': 443 },
  { time: 2, 'user.name': 'bob', 'user_agent.original': 'tool/1', 'user_agent.template': 'tool/*', 'credential.id': 'K' },
]);
const { begin, header } = some.sections;
const sections = header.sections.filter((one) => bytesOf(one) > 0);

describe('a snapshot', () => {
  test('read again tells the same, whatever is asked for first', () => {
    fc.assert(fc.property(randomEvents, fc.array(fc.constantFrom(...fieldNames), { maxLength: 3 }), (events, first) => {
      const columns = columnsOf(events);
      const again = kept(written(columns))!;
      for (const field of first) if (again.holds(field)) expect(again.many(field)).toEqual(columns.many(field));
      expect(told(again)).toEqual(told(columns));
    }), { numRuns: 15 });
  });

  test('can be written again, whether all of it was read or not', () => {
    const bytes = written(some);
    expect(written(kept(bytes)!).equals(bytes)).toBe(true);
    const again = kept(bytes)!;
    told(again);
    expect(written(again).equals(bytes)).toBe(true);
  });

  test('is read as far as somebody asks: times at once, then a field, its texts, and what events they are', () => {
    const columns = kept(written(some))!;
    const asked = (): readonly string[] => {
      const unread = new Set(unreadOf(columns));
      return columns.sections.header.sections.map(({ name }) => name).filter((name) => !unread.has(name));
    };
    expect(asked()).toEqual(['time']);
    expect([...columns.withPersons([]).coded('source.ip').codes]).toEqual([1, 0]);
    expect(asked()).toEqual(['time', 'ids.source.ip']);
    expect(columns.text('source.ip', 1)).toBe('192.0.2.1');
    expect(asked()).toEqual(['time', 'ids.source.ip', 'texts.source.ip', 'text.bytes.0', 'text.ends']);
    expect([...columns.event]).toEqual([...some.event]);
    expect(asked()).toEqual(['time', 'event', 'ids.source.ip', 'texts.source.ip', 'text.bytes.0', 'text.ends']);
  });

  test('reads of many texts those that lie near the one that is asked for', () => {
    const names = Array.from({ length: 4000 }, (_, i) => `${String(i).padStart(4, '0')}${'é'.repeat(i % 100)}`);
    const columns = kept(written(columnsOf(names.map((name, time) => ({ time, 'event.action': name })))))!;
    const blocks = (): readonly string[] => unreadOf(columns).filter((name) => name.startsWith('text.bytes'));
    expect(blocks()).toEqual(['text.bytes.0', 'text.bytes.1']);
    expect(columns.text('event.action', 4000)).toBe(names[3999]);
    expect(blocks()).toEqual(['text.bytes.0']);
    expect(Array.from({ length: 4000 }, (_, i) => columns.text('event.action', i + 1))).toEqual(names);
    expect(names.every((name, i) => columns.idOf('event.action', name) === i + 1)).toBe(true);
    expect(blocks()).toEqual([]);
  });

  test('of another case or state is made again', () => {
    expect(kept(written(some), { ...key, state: 1 })).toBeNull();
    expect(kept(written(some), { ...key, caseId: 'other' })).toBeNull();
  });

  test('that is not there is made', () => expect(open(join(folder, 'none.columns'))).toBeNull());

  test('cut short or grown by any byte is seen at once', () => {
    const bytes = written(some);
    for (let length = 0; length < bytes.length; length += 1) if (inMemory(bytes.subarray(0, length)) !== 'damaged') throw new Error(`${length} bytes were taken for all.`);
    expect(inMemory(Buffer.concat([bytes, bytes]))).toBe('damaged');
    expect(kept(bytes.subarray(0, -8))).toBeNull();
    expect(kept(Buffer.concat([bytes, Buffer.alloc(8)]))).toBeNull();
  });

  test('with any one bit flipped is never used: the head and the times are seen at once, another section when it is asked for', () => {
    const bytes = written(some);
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      const columns = inMemory(flipped);
      if (columns === 'damaged') continue;
      if (columns === 'stale' || bit >> 3 < begin) throw new Error(`Bit ${bit} was not missed.`);
      expect(faultOf(() => allOf(columns)).code).toBe('columns/damaged');
    }
  });

  test('of a later layout is made again', () => {
    const bytes = written(some);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    view.setUint32(12, 99, true);
    const covered = new Uint8Array(Math.ceil((20 + view.getUint32(16, true)) / 8) * 8);
    covered.set(bytes.subarray(12, 32 + view.getUint32(16, true)));
    view.setUint32(8, checksum(covered), true);
    expect(kept(bytes)).toBeNull();
  });
});

describe('a section that is damaged', () => {
  test.each(sections.filter(({ name }) => name !== 'time').map((one) => [one.name, one] as const))('%s: whoever asks for it is told, nobody else is, and the file goes', (name, section) => {
    const bytes = written(some);
    bytes[begin + section.offset]! ^= 1;
    const path = fileOf(bytes);
    const columns = open(path)!;
    for (const other of sections) if (other !== section) expect(columns.sections.get(other.name)).toEqual(some.sections.get(other.name));
    expect([columns.sections.damaged(), existsSync(path)]).toEqual([false, true]);
    const fault = faultOf(() => columns.sections.get(name));
    expect([fault.code, fault.params, fault.retryable]).toEqual(['columns/damaged', { path, section: name }, true]);
    expect([columns.sections.damaged(), columns.withPersons([]).sections.damaged(), existsSync(path)]).toEqual([true, true, false]);
    expect(faultOf(() => columns.sections.get(name)).code).toBe('columns/damaged');
  });

  test('in the times is seen when the snapshot is opened', () => {
    const bytes = written(some);
    bytes[begin]! ^= 1;
    expect(kept(bytes)).toBeNull();
  });

  test('shortened while it is open is told as damage', () => {
    const path = fileOf(written(some));
    const columns = open(path)!;
    const file = openSync(path, 'r+');
    ftruncateSync(file, begin + 16);
    closeSync(file);
    expect(faultOf(() => columns.event).params).toEqual({ path, section: 'event' });
  });

  test('leaves another snapshot alone that has taken its place meanwhile', () => {
    const bytes = written(some);
    const path = fileOf(bytes);
    const columns = open(path)!;
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.of(255), 0, 1, begin + sections.find(({ name }) => name === 'event')!.offset);
    closeSync(file);
    renameSync(fileOf(bytes), path);
    expect(faultOf(() => columns.event).code).toBe('columns/damaged');
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });
});

test('a newer snapshot in its place does not change what is read', () => {
  const path = fileOf(written(some));
  const columns = open(path)!;
  renameSync(fileOf(written(columnsOf([{ time: 9, 'user.name': 'eve' }]))), path);
  expect(told(columns)).toEqual(told(some));
  expect([...open(path)!.time]).toEqual([9]);
});

describe('a thread', () => {
  const usersIn = (columns: Columns): Promise<unknown> => {
    const worker = new Worker(new URL('./tell-users.worker.ts', import.meta.url), { workerData: share(columns) });
    return new Promise((tell, fail) => worker.on('message', tell).on('error', fail));
  };

  test('sees the same columns in the same memory', async () => {
    expect(await usersIn(some)).toEqual(['ann', 'bob']);
    expect(told(fromShared(structuredClone(share(some)), snapshotReader))).toEqual(told(some));
  });

  test('reads what nobody has read, through the file that the other opened, and the other has it then', async () => {
    const path = fileOf(written(some));
    const columns = open(path)!;
    rmSync(path);
    expect(await usersIn(columns)).toEqual(['ann', 'bob']);
    expect(unreadOf(columns)).not.toContain('text.bytes.0');
    expect(unreadOf(columns)).toContain('ids.source.ip');
    expect(told(columns)).toEqual(told(some));
  });

  test('that asks for the same at the same time reads the same', async () => {
    const columns = kept(written(some))!;
    const both = [usersIn(columns), usersIn(columns)];
    expect(told(columns)).toEqual(told(some));
    expect(await Promise.all(both)).toEqual([['ann', 'bob'], ['ann', 'bob']]);
  });

  test('that finds damage tells it to all', async () => {
    const bytes = written(some);
    bytes[begin + sections.find(({ name }) => name === 'text.bytes.0')!.offset]! ^= 1;
    const columns = kept(bytes)!;
    await expect(usersIn(columns)).rejects.toThrow('columns/damaged');
    expect(columns.sections.damaged()).toBe(true);
  });
});
