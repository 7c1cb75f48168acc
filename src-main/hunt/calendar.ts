const DAY = 86_400_000;

/**
 * Starts of the days (or weeks, from Monday) of a time zone, covering `from` to `to`, UTC ms ascending; the last one is after `to`. A day of the
 * zone has 23 or 25 hours where its clock changes. Intl is asked twice per boundary, more often only where the clock changed, and not at all for
 * UTC: one record with a wrong year makes tens of thousands of days.
 */
export function boundaries(zone: string, unit: 'day' | 'week', from: number, to: number): Float64Array {
  if (zone === 'UTC') return boundariesOfUtc(unit, from, to);
  const local = new Intl.DateTimeFormat('en-CA', { timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' });
  const dateOf = (ms: number): number => {
    const part = Object.fromEntries(local.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(part['year']!, part['month']! - 1, part['day']!);
  };
  const step = unit === 'day' ? DAY : 7 * DAY;
  let date = dateOf(from);
  // 1970-01-01 was a Thursday.
  if (unit === 'week') date -= ((date / DAY + 3) % 7) * DAY;
  const starts: number[] = [];
  let offset = 0;
  for (;;) {
    const guess = date + offset;
    const start = dateOf(guess) >= date && dateOf(guess - 1) < date ? guess : firstInstantOf(date, dateOf);
    offset = start - date;
    if (starts.at(-1) !== start) starts.push(start);
    if (start > to) return Float64Array.from(starts);
    date += step;
  }
}

function boundariesOfUtc(unit: 'day' | 'week', from: number, to: number): Float64Array {
  const step = unit === 'day' ? DAY : 7 * DAY;
  // 1970-01-05 was the first Monday.
  const shift = unit === 'day' ? 0 : 4 * DAY;
  const first = Math.floor((from - shift) / step) * step + shift;
  return Float64Array.from({ length: Math.floor((to - first) / step) + 2 }, (_, i) => first + i * step);
}

/** The first ms whose local date is the given one or later: found by halving, so that a midnight that the clock skips is no special case. */
function firstInstantOf(date: number, dateOf: (ms: number) => number): number {
  let before = date - 15 * 3_600_000;
  let after = date + 15 * 3_600_000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dateOf(middle) >= date) after = middle;
    else before = middle;
  }
  return after;
}

/** The index of the last boundary at or before a time. */
export function slotOf(starts: Float64Array, time: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
