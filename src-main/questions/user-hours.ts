/** Share of the events that usual hours hold. */
const USUAL = 0.8;

/**
 * The shortest circular range of hours of the day that holds 80 % of the events, `to` exclusive: 22 to 6 is the night. Of equal ones that with most events, then the
 * earliest. Null where there are no events.
 */
export function usualHours(hours: readonly number[]): { from: number; to: number } | null {
  const total = hours.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const n = hours.length;
  for (let length = 1; length < n; length += 1) {
    let best = { from: 0, events: -1 };
    for (let from = 0; from < n; from += 1) {
      let events = 0;
      for (let hour = 0; hour < length; hour += 1) events += hours[(from + hour) % n]!;
      if (events > best.events) best = { from, events };
    }
    if (best.events >= USUAL * total) return { from: best.from, to: (best.from + length) % n };
  }
  return { from: 0, to: n };
}
