import type { Seen } from './log.ts';

const HOUR = 3_600_000;
/** What entra-networks-above-usual/corrected holds an hour against. */
const usual = { learning: 15 * 24, retention: 20 * 24, share: 0.5, sigma: 3, floor: 3, points: 15 };

interface BusyHour { readonly startMs: number; readonly endMs: number; readonly events: readonly Seen[] }

/**
 * Hours in which one user had more networks than his own hours before let expect, told plainly. `toMs` is the last event of the case: of a short one the first half is learned.
 * None of the planted hours follows another, so hours in a row need not be joined.
 */
export function hoursAboveUsual(events: readonly Seen[], toMs: number): BusyHour[] {
  const hours = [...Map.groupBy(events, ({ ms }) => Math.floor(ms / HOUR))].sort(([a], [b]) => a - b).map(([hour, inIt]) => ({ hour, inIt, networks: new Set(inIt.map((one) => one.network.asn)).size }));
  const first = hours[0]?.hour ?? 0;
  const learning = Math.min(usual.learning, Math.max(24, Math.round((Math.floor(toMs / HOUR) - first) * usual.share)));
  return hours.flatMap(({ hour, inIt, networks }) => {
    const before = hours.filter((one) => one.hour < hour && one.hour >= hour - usual.retention).map((one) => one.networks);
    if (networks < usual.floor || hour - first < learning || before.length < usual.points) return [];
    const mean = before.reduce((sum, one) => sum + one, 0) / before.length;
    const deviation = Math.sqrt(before.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (before.length - 1));
    return networks > mean + usual.sigma * deviation ? [{ startMs: hour * HOUR, endMs: (hour + 1) * HOUR, events: inIt }] : [];
  });
}
