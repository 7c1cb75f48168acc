import type { RowSet } from '../columns/index.ts';
import type { Severity } from '../contract/index.ts';
import type { Hit } from './run.ts';

/**
 * What a kind found before hits are made of it: a hit costs a thousand times its window. Counting, and telling what is new against another run, needs no
 * hits. Each finding has a number from 0; the limit on how many a rule may have is not applied.
 */
export interface Found {
  readonly count: number;
  /** What numbers of entities are of: of two things found with the same one, equal numbers are the same entity. */
  readonly grouping: object;
  /** A number that stands for the entity, the same for every finding of it. */
  group(at: number): number;
  entity(at: number): Readonly<Record<string, string>>;
  /** UTC ms, of the windows that fired; end exclusive. */
  start(at: number): number;
  end(at: number): number;
  severity(at: number): Severity;
  rows(at: number): RowSet;
  /** What `measuredOf` says of its hit, where that is known without making it. */
  measured?(at: number, name: string): number;
  hit(at: number): Hit;
}

/** Hits that were made, as what was found. */
export function foundHits(hits: readonly Hit[]): Found {
  const numbers = new Map<string, number>();
  const groups = hits.map(({ group }) => {
    const text = JSON.stringify(group);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  });
  const one = (at: number): Hit => hits[at]!;
  return {
    count: hits.length, grouping: hits, group: (at) => groups[at]!, entity: (at) => one(at).group, start: (at) => one(at).start, end: (at) => one(at).end + 1, severity: (at) => one(at).severity, rows: (at) => one(at).rows, hit: one,
  };
}
