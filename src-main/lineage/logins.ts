import type { Earlier } from './edges.ts';

/** What became of a sign-in record. The higher one stands for its login. */
export const loginStates = { interim: 0, failure: 1, success: 2 } as const;

/**
 * Records of sign-ins as columns, in any order. `source` 0 is the provider that issued the token; others are logs that repeat what it said. `user` and `kind` are numbers that are equal where they are
 * the same; the others are ids, 0 for absent.
 */
export interface LoginRecords {
  readonly event: Int32Array;
  readonly timeMs: Float64Array;
  readonly source: Uint8Array;
  readonly kind: Int32Array;
  readonly user: Int32Array;
  readonly signIn: Int32Array;
  readonly token: Int32Array;
  readonly request: Int32Array;
  readonly correlation: Int32Array;
  readonly state: Uint8Array;
}
/** What ties a record to the ones before: the same sign-in id, the same token, the same first request, or steps of one attempt. `lead` stands for the login. */
export type LoginWhy = 'lead' | 'id' | 'token' | 'request' | 'steps';
export interface LoginGroup {
  readonly lead: number;
  /** By time; the lead is one of them. */
  readonly records: readonly { readonly event: number; readonly why: LoginWhy }[];
}

/** Steps of one attempt follow each other within so long: a second factor is given up long before. */
export const stepsWithinMs = 10 * 60_000;

/**
 * Groups records that are one login; records that stand alone are in no group.
 * - The same sign-in id, or the same token, of one user: one login, whatever log it lies in.
 * - The same first request, or the same correlation id, of one user and one kind of sign-in: one login where the step before was an interim one, at most ten minutes ago. A correlation id alone proves
 *   nothing: clients use one for many sign-ins, so a login ends with its success or failure.
 */
export function groupLogins(records: LoginRecords, earlier: Earlier): readonly LoginGroup[] {
  const n = records.event.length;
  const groups = unions(n);
  for (const ids of [records.signIn, records.token]) same(ids, records, groups.join);
  for (const ids of [records.request, records.correlation]) {
    for (const rows of shared(ids)) {
      rows.sort((a, b) => records.timeMs[a]! - records.timeMs[b]! || records.state[a]! - records.state[b]! || (earlier(records.event[a]!, records.event[b]!) ? -1 : 1));
      // Users and kinds take turns under one id: each has a chain of its own.
      const lately = new Map<string, number>();
      for (const row of rows) {
        const chain = `${records.user[row]} ${records.kind[row]} ${records.source[row]}`;
        const before = lately.get(chain);
        if (before !== undefined && records.state[before] === loginStates.interim && records.timeMs[row]! - records.timeMs[before]! <= stepsWithinMs) groups.join(before, row);
        lately.set(chain, row);
      }
    }
  }
  return groups.several().map((rows) => groupOf(records, rows, earlier));
}

function groupOf(records: LoginRecords, rows: readonly number[], earlier: Earlier): LoginGroup {
  const byTime = rows.toSorted((a, b) => records.timeMs[a]! - records.timeMs[b]! || (earlier(records.event[a]!, records.event[b]!) ? -1 : 1));
  // The last of what came of it, as the provider itself says it.
  const lead = byTime.reduce((a, b) => (rank(records, b) >= rank(records, a) ? b : a));
  // The surest of what it has in common with any other of them, so that it does not matter which one came in first.
  const shares = (ids: Int32Array, row: number): boolean => ids[row] !== 0 && rows.some((other) => other !== row && ids[other] === ids[row]);
  const why = (row: number): LoginWhy => (row === lead ? 'lead' : shares(records.signIn, row) ? 'id' : shares(records.token, row) ? 'token' : shares(records.request, row) ? 'request' : 'steps');
  return { lead: records.event[lead]!, records: byTime.map((row) => ({ event: records.event[row]!, why: why(row) })) };
}

const rank = ({ source, state }: LoginRecords, row: number): number => (source[row] === 0 ? 10 : 0) + state[row]!;

/** Calls `tie` with records of one id and one user. A log that repeats a sign-in may spell its user otherwise: it is tied where the provider has one user for the id; made-up logs have several. */
function same(ids: Int32Array, { user, source }: LoginRecords, tie: (a: number, b: number) => void): void {
  const firsts = new Map<number, number>();
  const provider = new Map<number, number>();
  for (let row = 0; row < ids.length; row += 1) {
    if (ids[row] === 0) continue;
    const key = ids[row]! * 2 ** 26 + user[row]!;
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, row);
    else tie(first, row);
    if (source[row] !== 0) continue;
    const known = provider.get(ids[row]!);
    if (known === undefined) provider.set(ids[row]!, row);
    else if (known >= 0 && user[known] !== user[row]) provider.set(ids[row]!, -1);
  }
  for (let row = 0; row < ids.length; row += 1) {
    const from = source[row] === 0 || ids[row] === 0 ? undefined : provider.get(ids[row]!);
    if (from !== undefined && from >= 0) tie(from, row);
  }
}

/** The rows of each id that more than one row has. */
function shared(ids: Int32Array): readonly number[][] {
  const found = new Map<number, number | number[]>();
  for (let row = 0; row < ids.length; row += 1) {
    if (ids[row] === 0) continue;
    const known = found.get(ids[row]!);
    if (known === undefined) found.set(ids[row]!, row);
    else if (typeof known === 'number') found.set(ids[row]!, [known, row]);
    else known.push(row);
  }
  return [...found.values()].filter((one) => typeof one !== 'number');
}

/** Sets that grow together. */
function unions(n: number) {
  const parent = Int32Array.from({ length: n }, (_, row) => row);
  const top = (row: number): number => {
    let at = row;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  return {
    join(a: number, b: number): void {
      const [x, y] = [top(a), top(b)];
      parent[Math.max(x, y)] = Math.min(x, y);
    },
    several(): readonly (readonly number[])[] {
      const sets = new Map<number, number[]>();
      for (let row = 0; row < n; row += 1) {
        const at = top(row);
        if (at !== row) (sets.get(at) ?? sets.set(at, [at]).get(at)!).push(row);
      }
      return [...sets.values()];
    },
  };
}
