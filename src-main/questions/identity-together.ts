import { groupRows } from '../columns/index.ts';
import { isoOf, type IdentityReason } from '../contract/index.ts';
import type { Whereabouts } from './users-networks.ts';
import type { People } from './users-people.ts';

/** Two names are somewhere at once where both have events in the same half hour. */
const SLICE = 30 * 60_000;
const HOUR = 3_600_000;
/** Share of their hours that two names have in common, from which on they keep the same hours. */
const ALIKE = 0.7;

/** In which half hours a name was somewhere, ascending, and in which countries: a bit each. Thousands of names are held at once, so no object per half hour. */
interface Moves { readonly slices: Uint32Array; readonly countries: Uint32Array; readonly hours: readonly number[] }
/** Countries beyond these share bits: two of them may pass for one, never one for two. */
const BITS = 32;

/** What the time line says of two names: whether they were in two countries at once, and whether they keep the same hours. One name is gone through once. */
export function togetherness({ columns, where }: Pick<People, 'columns' | 'where'>): (a: string, b: string) => readonly IdentityReason[] {
  const groups = groupRows(columns, ['user.name'], { nulls: 'drop' });
  const groupOf = new Map(Array.from({ length: groups.count }, (_, group) => [groups.key(group, 0), group]));
  const known = new Map<number, Moves>();
  const movesOf = (name: string): Moves => {
    const id = columns.idOf('user.name', name);
    const group = groupOf.get(id)!;
    let moves = known.get(id);
    if (moves === undefined) known.set(id, (moves = movesIn(columns, where, groups.rows.subarray(groups.starts[group]!, groups.starts[group + 1]!))));
    return moves;
  };
  return (a, b) => {
    const [mine, theirs] = [movesOf(a), movesOf(b)];
    const { both, apart, first } = meetings(mine, theirs);
    const found: IdentityReason[] = [];
    if (apart > 0) found.push({ kind: 'two-countries', count: apart, of: both, at: isoOf(first * SLICE) });
    if (alike(mine.hours, theirs.hours) >= ALIKE) found.push({ kind: 'same-hours' });
    return found;
  };
}

/** Half hours in which both were somewhere, those of them in which they had no country in common, and the first of these. */
function meetings(a: Moves, b: Moves): { readonly both: number; readonly apart: number; readonly first: number } {
  let [both, apart, first] = [0, 0, 0];
  for (let mine = 0, theirs = 0; mine < a.slices.length && theirs < b.slices.length; ) {
    const difference = a.slices[mine]! - b.slices[theirs]!;
    if (difference === 0) {
      both += 1;
      if ((a.countries[mine]! & b.countries[theirs]!) === 0) {
        if (apart === 0) first = a.slices[mine]!;
        apart += 1;
      }
    }
    if (difference <= 0) mine += 1;
    if (difference >= 0) theirs += 1;
  }
  return { both, apart, first };
}

function movesIn({ time }: People['columns'], { of, country, inside }: Whereabouts, rows: Uint32Array): Moves {
  const [slices, countries]: [number[], number[]] = [[], []];
  const hours = new Array<number>(24).fill(0);
  for (const row of rows) {
    hours[(((Math.floor(time[row]! / HOUR) % 24) + 24) % 24)]! += 1;
    const entry = of[row]!;
    if (inside[entry] === 1 || country[entry] === 0 || time[row]! < 0) continue;
    const slice = Math.floor(time[row]! / SLICE);
    if (slices.at(-1) !== slice) countries[slices.push(slice) - 1] = 0;
    countries[slices.length - 1]! |= 1 << country[entry]! % BITS;
  }
  return { slices: Uint32Array.from(slices), countries: Uint32Array.from(countries), hours };
}

/** What two lists of hours have in common, 0 to 1. */
function alike(a: readonly number[], b: readonly number[]): number {
  const [all, others] = [a, b].map((hours) => hours.reduce((sum, events) => sum + events, 0)) as [number, number];
  return all === 0 || others === 0 ? 0 : a.reduce((sum, events, hour) => sum + Math.min(events / all, b[hour]! / others), 0);
}
