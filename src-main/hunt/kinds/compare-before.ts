import { coverageOf, silentSpans } from '../../columns/index.ts';
import { boundaries, slotOf } from '../calendar.ts';
import { baselineOf } from '../context/baseline.ts';
import { localTime } from '../local-time.ts';
import type { CompareRule } from '../rule.ts';
import type { Run } from '../run.ts';
import type { Windows } from '../windows.ts';

const DAY = 86_400_000;

/** Of the time that a window is compared with: the group was seen in it; it was not, though the log was there; nothing is known of it, or what is known may not say what is usual. */
export const compared = { seen: 0, silentGroup: 1, noData: 2 } as const;

/** The windows of one shift: window w is compared with places lows[w] … ends[w] - 1 of the rows of its group. */
export interface Before {
  readonly lows: Uint32Array;
  readonly ends: Uint32Array;
  /** One of `compared`. */
  readonly state: Uint8Array;
  /** UTC ms; end exclusive. */
  start(window: number): number;
  end(window: number): number;
}

/**
 * What stands so far before every window. Whole days are days of the zone of the case: the same time of the clock a week earlier, over a clock change too, and for calendar
 * windows the whole day or week.
 */
export function beforeOf(rule: CompareRule, run: Run, windows: Windows, windowGroups: { readonly starts: Uint32Array; readonly byGroup: Uint32Array }, times: number): Before {
  const { window, shift } = rule.compare;
  const { columns } = run;
  const back = shift * times;
  const [first, last] = [columns.time[0] ?? 0, columns.time.at(-1) ?? 0];
  const [start, end] = ((): readonly [Before['start'], Before['end']] => {
    if (window.type === 'calendar') {
      const lines = boundaries(window.zone ?? run.zone, window.unit, first - back - 8 * DAY, last);
      const slots = back / (window.unit === 'day' ? DAY : 7 * DAY);
      const slot = (w: number): number => slotOf(lines, windows.start(w)) - slots;
      return [(w) => lines[slot(w)]!, (w) => lines[slot(w) + 1]!];
    }
    const { daysBefore } = localTime(run.zone, first - back, last);
    const size = window.type === 'whole' ? 0 : window.size;
    const earlier = (ms: number): number => (back % DAY === 0 ? daysBefore(ms, back / DAY) : ms - back);
    if (window.type === 'tumbling') return [(w) => earlier(windows.start(w)), (w) => earlier(windows.start(w)) + size];
    return [(w) => earlier(windows.end(w) - 1) + 1 - size, (w) => earlier(windows.end(w) - 1) + 1];
  })();
  return { start, end, ...placesOf(windows, windowGroups, { start, end, known: knownOf(rule, run, first - back - DAY), usable: baselineOf(run).covers }) };
}

interface Asked extends Pick<Before, 'start' | 'end'> {
  /** Whether the log was there all the time. */
  known(from: number, to: number): boolean;
  /** Whether that time may say what is usual: it lies in no known-bad period, and in a trusted one where there are any. */
  usable(from: number, to: number): boolean;
}

/** Both bounds only move forward, so that distinct values can be counted along; in the hour that a clock shows twice they stand still. */
function placesOf({ count, times }: Windows, { starts, byGroup }: { readonly starts: Uint32Array; readonly byGroup: Uint32Array }, { start, end, known, usable }: Asked): Pick<Before, 'lows' | 'ends' | 'state'> {
  const [lows, ends, state] = [new Uint32Array(count), new Uint32Array(count), new Uint8Array(count)];
  for (let group = 0; group + 1 < byGroup.length; group += 1) {
    let low = starts[group]!;
    let high = low;
    const most = starts[group + 1]!;
    for (let w = byGroup[group]!; w < byGroup[group + 1]!; w += 1) {
      const [from, to] = [start(w), end(w)];
      while (low < most && times[low]! < from) low += 1;
      high = Math.max(high, low);
      while (high < most && times[high]! < to) high += 1;
      lows[w] = low;
      ends[w] = high;
      state[w] = !usable(from, to) ? compared.noData : high > low ? compared.seen : known(from, to) ? compared.silentGroup : compared.noData;
    }
  }
  return { lows, ends, state };
}

/** Whether the logs that the rule needs were there all the time: between their first and last event, and not silent. */
function knownOf(rule: CompareRule, run: Run, fromMs: number): (from: number, to: number) => boolean {
  const { datasets } = rule.requires;
  const sources = coverageOf(run.columns).sources.filter(({ dataset }) => datasets.includes(dataset));
  const first = Math.min(...sources.map((one) => Date.parse(one.first)));
  const last = Math.max(...sources.map((one) => Date.parse(one.last)));
  const silent = silentSpans(run.columns, datasets, fromMs, last + 1);
  return (from, to) => from >= first && to - 1 <= last && !silent.some(([a, b]) => a < to && b > from);
}
