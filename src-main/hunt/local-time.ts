const DAY = 86_400_000;

/** What the clocks of a zone were before or after UTC, over a span of time. */
interface LocalTime {
  /** ms to add to UTC. */
  offsetAt(ms: number): number;
  /** The moment whose clock shows the same so many days (whole ones) earlier; where a clock change skipped it, the moment as far from midnight. */
  daysBefore(ms: number, days: number): number;
}

/** Intl is asked once a day, and more often only where the clock changed; for UTC not at all. */
export function localTime(zone: string, fromMs: number, toMs: number): LocalTime {
  const changes = zone === 'UTC' ? [{ at: -Infinity, offset: 0 }] : changesOf(zone, fromMs - 2 * DAY, toMs + 2 * DAY);
  let last = 0;
  const offsetAt = (ms: number): number => {
    // Neighbours are asked one after the other.
    while (last > 0 && changes[last]!.at > ms) last -= 1;
    while (last + 1 < changes.length && changes[last + 1]!.at <= ms) last += 1;
    return changes[last]!.offset;
  };
  const daysBefore = (ms: number, days: number): number => {
    const wall = ms + offsetAt(ms) - days * DAY;
    const guess = wall - offsetAt(ms);
    return wall - offsetAt(guess);
  };
  return { offsetAt, daysBefore };
}

interface Change { readonly at: number; readonly offset: number }

function changesOf(zone: string, fromMs: number, toMs: number): readonly Change[] {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  const offset = (ms: number): number => {
    const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(part['year']!, part['month']! - 1, part['day']!, part['hour']!, part['minute']!, part['second']!) - Math.floor(ms / 1000) * 1000;
  };
  const changes: Change[] = [{ at: -Infinity, offset: offset(fromMs) }];
  for (let before = fromMs; before < toMs; before += DAY) {
    const known = changes.at(-1)!.offset;
    if (offset(before + DAY) === known) continue;
    let [low, high] = [before, before + DAY];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offset(middle) === known) low = middle;
      else high = middle;
    }
    changes.push({ at: high, offset: offset(high) });
  }
  return changes;
}
