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
  const order = Uint32Array.from(all, (_, i) => i).sort((a, b) => scores[b]! - scores[a]! || start(all[a]!) - start(all[b]!) || all[a]! - all[b]!);
  const kept = new Uint8Array(fired.length);
  for (const i of order.subarray(0, most)) kept[all[i]!] = 1;
  return { fired: kept, over: count - most };
}

/** The strongest of hits that are in the order of time, still in that order. */
export function strongestHits(hits: readonly Hit[], most: number): readonly Hit[] {
  if (hits.length <= most) return hits;
  const scores = hits.map(({ limits }) => limits.reduce((sum, { measured, test }) => sum + weight(test) * measured, 0));
  const kept = new Set(hits.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, most));
  return hits.filter((_, i) => kept.has(i));
}
