import type { Hit } from './run.ts';
import type { NumberTest } from './rule.ts';

/** Findings, or rows of a table, that one rule may have in one run: more than that nobody reads, and a laptop has to hold them. What is over it is counted. */
export const mostHits = { finding: 20_000, view: 100_000 } as const;

export const overTheMost = (output: keyof typeof mostHits, most: number): string => `${output === 'view' ? 'rows' : 'findings'} beyond the ${most.toLocaleString('en')} strongest`;

/** Of what is expected no more is kept than there is room for besides the rest. */
export const knownOverTheMost = (output: keyof typeof mostHits, most: number): string => `${output === 'view' ? 'rows' : 'findings'} beyond the ${most.toLocaleString('en')} strongest that are expected, or that the filter of the rule lets go`;

/** Numbers that should be high count for a hit, others against it. */
export const weight = (test: NumberTest): number => (test === 'less' || test === 'at_most' ? -1 : 1);

/** How many went where a kind cut by itself: `over` of those that say something, `known` of those that the case expects or that the filter of the rule lets go. */
export interface Cut { readonly over: number; readonly known: number }

/**
 * Marks the windows to keep where more than `most` fired: those whose measures go furthest, of equal ones the earliest. What the case expects has only the room that is left.
 * @param fired 1 for a window that fired
 * @param surprising whether the case says nothing of a window; null where it says nothing of any
 * @returns the same array where nothing has to go, and how many went
 */
export function strongestWindows(fired: Uint8Array, most: number, score: (w: number) => number, start: (w: number) => number, surprising: ((w: number) => boolean) | null): { readonly fired: Uint8Array } & Cut {
  const count = countOf(fired);
  if (count <= most) return { fired, over: 0, known: 0 };
  if (surprising === null) return { fired: cut(fired, count, most, score, start), over: count - most, known: 0 };
  const first = fired.slice();
  for (let w = 0; w < first.length; w += 1) if (first[w] === 1 && !surprising(w)) first[w] = 0;
  const news = countOf(first);
  const room = Math.max(0, most - news);
  const known = fired.map((one, w) => one & ~first[w]!);
  const both = cut(first, news, most, score, start);
  cut(known, count - news, room, score, start).forEach((one, w) => void (both[w]! |= one));
  return { fired: both, over: Math.max(0, news - most), known: count - news - Math.min(room, count - news) };
}

function countOf(fired: Uint8Array): number {
  let count = 0;
  for (const one of fired) count += one;
  return count;
}

function cut(fired: Uint8Array, count: number, most: number, score: (w: number) => number, start: (w: number) => number): Uint8Array {
  if (count <= most) return fired;
  if (most === 0) return new Uint8Array(fired.length);
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
  return kept;
}

/** The strongest of hits that are in the order of time, still in that order. */
export function strongestHits(hits: readonly Hit[], most: number): readonly Hit[] {
  if (hits.length <= most) return hits;
  const scores = hits.map(({ limits }) => limits.reduce((sum, { measured, test }) => sum + weight(test) * measured, 0));
  const kept = new Set(hits.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, most));
  return hits.filter((_, i) => kept.has(i));
}
