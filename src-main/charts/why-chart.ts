import type { Explanation, WhyChart } from '../contract/index.ts';
import type { SpanMs } from './spans.ts';

/** One event of a finding as the chart needs it; `slot` is the colour slot of its network, 0 where it has none. */
export interface WhyEvent {
  readonly timeMs: number;
  readonly network: string | null;
  readonly country: string | null;
  readonly asn: number | null;
  /** What tells two lanes of one network apart: the agent, shortened by the caller if need be. */
  readonly detail: string;
  readonly slot: number;
}

export interface WhyChartOptions {
  /** When its user was in two places, as the page of the user has it; cut to the events of the chart. */
  readonly inTwoPlaces?: readonly SpanMs[];
  /** Lanes beyond this many are joined in one last lane that says how many they are. */
  readonly maxLanes?: number;
}

type Lane = WhyChart['lanes'][number];
const unknownNetwork = 'network not known';

/**
 * The why-it-fired chart of a finding: a lane per distinct network, country and detail with a tick per event, the windows of the explanation, and the
 * spans in which its user was in two places. From and to leave some air around events and windows. Times in UTC ms.
 */
export function whyChart(events: readonly WhyEvent[], explanation: Explanation, limits: WhyChart['limits'], options: WhyChartOptions = {}): WhyChart {
  const lanes = lanesOf(events, options.maxLanes ?? 12);
  const windows = explanation.windows.map((w) => ({ startMs: Date.parse(w.start), endMs: Date.parse(w.end), measured: w.measured, fired: w.fired }));
  const overlaps = (options.inTwoPlaces ?? []).map(({ startMs, endMs }) => ({ startMs, endMs }));
  return { ...rangeOf(events, windows), lanes, windows, limits, overlaps };
}

/**
 * Lanes by first appearance of their network, then by count; at most `maxLanes`, of which every network gets one before any gets a second, and the rest
 * is one lane in grey. Ticks ascending.
 */
export function lanesOf(events: readonly WhyEvent[], maxLanes = 12): Lane[] {
  const byKey = new Map<string, Lane>();
  for (const event of events) {
    const key = JSON.stringify([event.network, event.country, event.asn, event.detail]);
    let lane = byKey.get(key);
    if (lane === undefined) {
      lane = { network: event.network ?? unknownNetwork, country: event.country, asn: event.asn, detail: event.detail, slot: event.slot, ticksMs: [] };
      byKey.set(key, lane);
    }
    lane.ticksMs.push(event.timeMs);
  }
  const lanes = [...byKey.values()];
  for (const lane of lanes) lane.ticksMs.sort((a, b) => a - b);
  return inOrder(folded(lanes, maxLanes));
}

function folded(lanes: readonly Lane[], maxLanes: number): Lane[] {
  if (lanes.length <= maxLanes) return [...lanes];
  const seen = new Map<string, number>();
  const ranked = lanes
    .toSorted((a, b) => b.ticksMs.length - a.ticksMs.length || compareText(a.detail, b.detail))
    .map((lane) => {
      const nth = seen.get(networkKey(lane)) ?? 0;
      seen.set(networkKey(lane), nth + 1);
      return { lane, nth };
    })
    .toSorted((a, b) => a.nth - b.nth);
  const rest = ranked.slice(maxLanes - 1).map((r) => r.lane);
  const ticksMs = rest.flatMap((lane) => lane.ticksMs).sort((a, b) => a - b);
  return [...ranked.slice(0, maxLanes - 1).map((r) => r.lane), { network: `${rest.length} more`, country: null, asn: null, detail: 'joined', slot: 0, ticksMs }];
}

function inOrder(lanes: readonly Lane[]): Lane[] {
  const first = new Map<string, number>();
  for (const lane of lanes) first.set(networkKey(lane), Math.min(first.get(networkKey(lane)) ?? Infinity, lane.ticksMs[0] ?? Infinity));
  return lanes.toSorted(
    (a, b) =>
      Number(isRest(a)) - Number(isRest(b))
      || first.get(networkKey(a))! - first.get(networkKey(b))!
      || compareText(networkKey(a), networkKey(b))
      || b.ticksMs.length - a.ticksMs.length
      || compareText(a.detail, b.detail),
  );
}

const networkKey = (lane: Lane): string => JSON.stringify([lane.asn, lane.network, lane.country]);
const isRest = (lane: Lane): boolean => lane.detail === 'joined' && lane.slot === 0 && lane.asn === null;
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function rangeOf(events: readonly WhyEvent[], windows: WhyChart['windows']): { fromMs: number; toMs: number } {
  let [from, to] = [Infinity, -Infinity];
  for (const event of events) [from, to] = [Math.min(from, event.timeMs), Math.max(to, event.timeMs)];
  for (const window of windows) [from, to] = [Math.min(from, window.startMs), Math.max(to, window.endMs)];
  if (from > to) return { fromMs: 0, toMs: 0 };
  const air = Math.max(1000, Math.round((to - from) * 0.03));
  return { fromMs: from - air, toMs: to + air };
}
