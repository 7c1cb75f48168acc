import type { Lane } from '../contract/index.ts';
import { sessionGapMs } from './users-track.ts';

/** Ticks of a row at most; where there are more events in view, they are counted per slice. */
const TICKS = 2000;

export type RowMarks = Pick<Lane['rows'][number], 'bars' | 'ticks' | 'density'>;
type Bars = RowMarks['bars'];

/** Sessions of a row as bars. Where a slice of the view is wider than the gap that ends a session, bars that lie within one slice of each other are drawn as one. */
export function barsOf(spanMs: number, slices: number): { add(at: number): void; all(): Bars } {
  const gap = Math.max(sessionGapMs, spanMs / slices);
  const bars: Bars = [];
  return {
    add(at) {
      const last = bars.at(-1);
      if (last === undefined || at - last[1] > gap) bars.push([at, at, 1]);
      else {
        last[1] = at;
        last[2] += 1;
      }
    },
    all: () => bars,
  };
}

/** Times of events where they are few, else events per equal slice of the view. */
export function ticksOf(events: number, { from, to, slices }: { readonly from: number; readonly to: number; readonly slices: number }): { add(at: number): void; all(): Pick<RowMarks, 'ticks' | 'density'> } {
  if (events <= TICKS) {
    const ticks: number[] = [];
    return { add: (at) => void ticks.push(at), all: () => ({ ticks, density: null }) };
  }
  const density = new Array<number>(slices).fill(0);
  const width = Math.max(1, to - from) / slices;
  return { add: (at) => void (density[Math.min(slices - 1, Math.floor((at - from) / width))]! += 1), all: () => ({ ticks: null, density }) };
}
