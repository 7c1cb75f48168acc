import type { Hit } from './run.ts';
import type { NumberTest } from './rule.ts';

/** Findings, or rows of a table, that one rule may have in one run: more than that nobody reads, and a laptop has to hold them. What is over it is counted. */
export const mostHits = { finding: 20_000, view: 100_000 } as const;

export const overTheMost = (output: keyof typeof mostHits, most: number): string => `${output === 'view' ? 'rows' : 'findings'} beyond the ${most.toLocaleString('en')} strongest`;

/** Numbers that should be high count for a hit, others against it. */
export const weight = (test: NumberTest): number => (test === 'less' || test === 'at_most' ? -1 : 1);

/**
 * Marks the windows to keep where more than `most` fired: those whose measures go furthest, of equal ones the earliest.
 * @param fired 1 for a window that fired
 * @returns the same array where nothing has to go, and how many went
 */
export function strongestWindows(fired: Uint8Array, most: number, score: (w: number) => number, start: (w: number) => number): { readonly fired: Uint8Array; readonly over: number } {
  let count = 0;
  for (const one of fired) count += one;
  if (count <= most) return { fired, over: 0 };
  const all = new Uint32Array(count);
  let at = 0;
  for (let w = 0; w < fired.length; w += 1) if (fired[w] === 1) all[at++] = w;
  const scores = Float64Array.from(all, score);
  // Sorting numbers is quick, sorting places by them is not: of the score that is just good enough the earliest are taken.
  const least = scores.toSorted()[count - most]!;
  const kept = new Uint8Array(fired.length);
  const even: number[] = [];
  let room = most;
  for (let i = 0; i < count; i += 1) {
    if (scores[i]! > least) {
      kept[all[i]!] = 1;
      room -= 1;
    } else if (scores[i] === least) even.push(i);
  }
  const starts = Float64Array.from(even, (i) => start(all[i]!));
  const latest = starts.toSorted()[room - 1] ?? -Infinity;
  room -= starts.reduce((sum, one) => sum + (one < latest ? 1 : 0), 0);
  even.forEach((i, at) => {
    if (starts[at]! > latest || (starts[at] === latest && room <= 0)) return;
    if (starts[at] === latest) room -= 1;
    kept[all[i]!] = 1;
  });
  return { fired: kept, over: count - most };
}

/** The strongest of hits that are in the order of time, still in that order. */
export function strongestHits(hits: readonly Hit[], most: number): readonly Hit[] {
  if (hits.length <= most) return hits;
  const scores = hits.map(({ limits }) => limits.reduce((sum, { measured, test }) => sum + weight(test) * measured, 0));
  const kept = new Set(hits.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, most));
  return hits.filter((_, i) => kept.has(i));
}
