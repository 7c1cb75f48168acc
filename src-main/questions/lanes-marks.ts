import type { Lane } from '../contract/index.ts';
import { sessionGapMs } from './users-track.ts';

/** Ticks of a row at most; where there are more events in view, they are counted per slice. */
const TICKS = 2000;

export type RowMarks = Pick<Lane['rows'][number], 'bars' | 'ticks' | 'density'>;

/**
 * Marks of rows that have so many events each: bars are sessions; ticks are times of events, where they are few, else there are events per equal slice of the view. Where a slice
 * is wider than the gap that ends a session, bars that lie within one slice of each other are drawn as one. Events are added in the order of their times.
 */
export function marksOf(events: readonly number[], { from, to, slices }: { readonly from: number; readonly to: number; readonly slices: number }): { add(row: number, at: number): void; of(row: number): RowMarks } {
  const gap = Math.max(sessionGapMs, (to - from) / slices);
  const perMs = slices / Math.max(1, to - from);
  const bars: RowMarks['bars'][] = events.map(() => []);
  const open: (RowMarks['bars'][number] | undefined)[] = events.map(() => undefined);
  const ticks = events.map((count) => (count <= TICKS ? [] as number[] : null));
  const density = events.map((count) => (count <= TICKS ? null : new Uint32Array(slices)));
  return {
    add(row, at) {
      const bar = open[row];
      if (bar === undefined || at - bar[1] > gap) bars[row]!.push((open[row] = [at, at, 1]));
      else {
        bar[1] = at;
        bar[2] += 1;
      }
      const counted = density[row]!;
      if (counted === null) ticks[row]!.push(at);
      else counted[Math.min(slices - 1, Math.floor((at - from) * perMs))]! += 1;
    },
    of: (row) => ({ bars: bars[row]!, ticks: ticks[row]!, density: density[row] === null ? null : [...density[row]!] }),
  };
}
