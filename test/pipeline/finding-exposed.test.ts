import { describe, expect, onTestFinished, test } from 'vitest';
import type { WriteCase } from '../../src-main/case/index.ts';
import type { ExposedList } from '../../src-main/contract/index.ts';
import { exposedByRows } from '../../src-main/pipeline/finding-exposed.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { tempFolder } from '../help/case-events.ts';
import { away, call, day, hour, read, storedIn, t0 } from '../help/host-events.ts';
import { newCases, type Told } from '../help/told-events.ts';

const newCase = newCases('Exposed');

const stored = (events: readonly Told[]): WriteCase => storedIn(newCase(), events);
/** What a finding on all programs of hosts that have an id lists. */
function listed(file: WriteCase): ExposedList | null {
  const { folder, remove } = tempFolder();
  onTestFinished(remove);
  const columns = loadColumns(file, folder);
  const hosts = columns.ids('host.id');
  return exposedByRows(file, columns, Uint32Array.from(hosts.keys()).filter((row) => hosts[row] !== 0));
}

describe('what a finding on programs of a host lists', () => {
  const keysOf = (...events: readonly Told[]): unknown[] | null => listed(stored(events))?.keys.map(({ id, uses, lastUse, elsewhere }) => [id, uses, Date.parse(lastUse) - t0, elsewhere === null ? null : Date.parse(elsewhere.at) - t0]) ?? null;
  test('keys that moved first, then those that were not seen elsewhere since, the one used last coming first', () => {
    expect(keysOf(call(-day, 'AKIA3'), call(-hour, 'AKIA1'), call(-hour, 'AKIA2'), call(-2 * hour, 'AKIA4'), read(0), call(hour, 'AKIA2'), call(2 * hour, 'AKIA1', away), call(3 * hour, 'AKIA4', '192.0.2.1'))).toEqual([
      ['AKIA1', 2, 2 * hour, 2 * hour], ['AKIA4', 2, 3 * hour, 3 * hour], ['AKIA2', 2, hour, null], ['AKIA3', 1, -day, null],
    ]);
  });
  test('with who read them, where, and why they are theirs', () => {
    const [key] = listed(stored([call(-hour, 'AKIA1'), read(0), read(hour)]))!.keys;
    expect(key).toMatchObject({ field: 'credential.id', host: 'build', user: 'j.doe', store: '.aws/credentials', actor: 'j.doe', by: 'name', read: '2026-03-03T10:00:00Z', elsewhere: null });
  });
  test('at most forty; the rest is counted', () => {
    const list = listed(stored([...Array.from({ length: 45 }, (_, i) => call(-hour - i, `AKIA${i}`)), read(0), call(hour, 'AKIA44', away)]))!;
    expect([list.keys.length, list.more, list.moved, list.keys[0]!.id]).toEqual([40, 5, 1, 'AKIA44']);
  });
  test('none where no key was in reach; nothing is said where no program touched a store', () => {
    expect(keysOf(read(0), call(hour, 'AKIA1'))).toEqual([]);
    expect(keysOf(call(-hour, 'AKIA1'), read(0, { 'process.command_line': 'ls' }))).toBeNull();
  });
});
