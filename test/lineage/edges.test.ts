import fc from 'fast-check';
import { expect, test } from 'vitest';
import { edgeFinder, groupLogins, type FoundEdge, type LoginRecords } from '../../src-main/lineage/index.ts';

type Row = readonly [timeMs: number, credential: number, issued: number, session: number, root: number];
/** Events are numbered by their identity here, so the lower number comes first. */
const earlier = (a: number, b: number): boolean => a < b;

function found(rows: readonly Row[], order: readonly number[] = rows.map((_, at) => at)): readonly FoundEdge[] {
  const finder = edgeFinder(earlier);
  for (const at of order) {
    const [time, credential, issued, session, root] = rows[at]!;
    finder.take(at + 1, time, credential, issued, session, root);
  }
  return finder.edges([]);
}

test('a circle, a key that issued itself, and ids without events before them are edges like any other', () => {
  expect(found([[1, 5, 6, 0, 0], [2, 6, 5, 0, 0]])).toMatchObject([{ parent: 5, child: 6 }, { parent: 6, child: 5 }]);
  expect(found([[1, 7, 7, 0, 0]]), 'nothing else could have issued it').toMatchObject([{ parent: 0, child: 7 }]);
  expect(found([[1, 7, 7, 8, 0]])).toMatchObject([{ kind: 'issued', parent: 8, child: 7 }]);
});

test('an event that issued counts more than one that only names both, whichever came first', () => {
  const edges = found([[1, 9, 0, 4, 4], [5, 0, 9, 4, 4], [6, 9, 0, 4, 4]]);
  expect(edges).toMatchObject([{ kind: 'issued', parent: 4, child: 9, event: 2, atMs: 5, shown: 1, uses: 2, firstUseMs: 1, lastUseMs: 6 }]);
});

test('a thousand cases: the order of the rows does not matter', () => {
  const id = fc.integer({ min: 0, max: 5 });
  fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), id, id, id, id), { maxLength: 30 }), fc.infiniteStream(fc.nat()), (rows, random) => {
    const order = rows.map((_, at) => at).map((at) => [random.next().value, at] as const).sort((a, b) => a[0] - b[0]).map(([, at]) => at);
    expect(found(rows, order)).toEqual(found(rows));
  }), { numRuns: 1000, seed: 7 });
});

test('uses of a child are the events that name it, in whichever field; an edge joins two that differ', () => {
  const id = fc.integer({ min: 0, max: 6 });
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(9), id, id, id, id), { maxLength: 40 }), (rows) => {
    for (const edge of found(rows)) {
      const naming = rows.filter(([, credential, , session, root]) => [credential, session, root].includes(edge.child));
      expect(edge.uses).toBe(naming.length);
      expect(edge.firstUseMs).toBe(naming.length === 0 ? null : Math.min(...naming.map(([time]) => time)));
      expect(edge.parent).not.toBe(edge.child);
      expect(edge.shown).toBeGreaterThan(0);
    }
  }), { numRuns: 500, seed: 7 });
});

test('an id that would not fit into a pair is refused, not confused with another', () => {
  expect(() => found([[1, 2 ** 26, 0, 1, 0]])).toThrow(RangeError);
});

test('logins: groups are the same whatever the order of the records, and no record is in two', () => {
  const record = fc.record({ time: fc.integer({ min: 0, max: 20 }), source: fc.nat(1), kind: fc.nat(1), user: fc.integer({ min: 1, max: 2 }), signIn: fc.nat(4), token: fc.nat(4), request: fc.nat(3), correlation: fc.nat(3), state: fc.nat(2) });
  type Told = Parameters<Parameters<typeof record.map>[0]>[0];
  const columns = (records: readonly (readonly [number, Told])[]): LoginRecords => ({
    event: Int32Array.from(records, ([event]) => event), timeMs: Float64Array.from(records, ([, one]) => one.time * 60_000), source: Uint8Array.from(records, ([, one]) => one.source), kind: Int32Array.from(records, ([, one]) => one.kind),
    user: Int32Array.from(records, ([, one]) => one.user), signIn: Int32Array.from(records, ([, one]) => one.signIn), token: Int32Array.from(records, ([, one]) => one.token), request: Int32Array.from(records, ([, one]) => one.request),
    correlation: Int32Array.from(records, ([, one]) => one.correlation), state: Uint8Array.from(records, ([, one]) => one.state),
  });
  const groups = (records: readonly (readonly [number, Told])[]) => groupLogins(columns(records), earlier).map(({ lead, records: of }) => ({ lead, told: of, events: of.map(({ event }) => event) })).sort((a, b) => a.lead - b.lead);
  fc.assert(fc.property(fc.array(record, { maxLength: 14 }), (records) => {
    const told = records.map((one, at) => [at + 1, one] as const);
    const one = groups(told);
    expect(groups(told.toReversed())).toEqual(one);
    const events = one.flatMap((group) => group.events);
    expect(new Set(events).size).toBe(events.length);
    for (const group of one) expect(group.events.length > 1 && group.events.includes(group.lead)).toBe(true);
  }), { numRuns: 1000, seed: 7 });
});
