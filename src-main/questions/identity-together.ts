import { groupRows } from '../columns/index.ts';
import { isoOf, type IdentityReason } from '../contract/index.ts';
import type { Whereabouts } from './users-networks.ts';
import type { People } from './users-people.ts';

/** Two names are somewhere at once where both have events in the same half hour. */
const SLICE = 30 * 60_000;
const HOUR = 3_600_000;
/** Share of their hours that two names have in common, from which on they keep the same hours. */
const ALIKE = 0.7;

/** When and in which countries a name was, by half hour. */
interface Moves { readonly countries: ReadonlyMap<number, ReadonlySet<number>>; readonly hours: readonly number[] }

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
    const both = [...mine.countries].filter(([slice]) => theirs.countries.has(slice));
    const apart = both.filter(([slice, countries]) => ![...countries].some((country) => theirs.countries.get(slice)!.has(country))).map(([slice]) => slice);
    const found: IdentityReason[] = [];
    if (apart.length > 0) found.push({ kind: 'two-countries', count: apart.length, of: both.length, at: isoOf(Math.min(...apart) * SLICE) });
    if (alike(mine.hours, theirs.hours) >= ALIKE) found.push({ kind: 'same-hours' });
    return found;
  };
}

function movesIn({ time }: People['columns'], { of, country, inside }: Whereabouts, rows: Uint32Array): Moves {
  const countries = new Map<number, Set<number>>();
  const hours = new Array<number>(24).fill(0);
  for (const row of rows) {
    hours[Math.floor(time[row]! / HOUR) % 24]! += 1;
    const entry = of[row]!;
    if (inside[entry] === 1 || country[entry] === 0) continue;
    const slice = Math.floor(time[row]! / SLICE);
    const own = countries.get(slice);
    if (own === undefined) countries.set(slice, new Set([country[entry]!]));
    else own.add(country[entry]!);
  }
  return { countries, hours };
}

/** What two lists of hours have in common, 0 to 1. */
function alike(a: readonly number[], b: readonly number[]): number {
  const [all, others] = [a, b].map((hours) => hours.reduce((sum, events) => sum + events, 0)) as [number, number];
  return all === 0 || others === 0 ? 0 : a.reduce((sum, events, hour) => sum + Math.min(events / all, b[hour]! / others), 0);
}
