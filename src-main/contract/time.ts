/** UTC milliseconds as ISO 8601 with Z; fractions only where there are any. The one way times are written in JSON and texts. */
export function isoOf(ms: number): string {
  // Findings hold hundreds of thousands of times, most of the same few hours, and none with a fraction of a second.
  const second = Math.floor(ms / 1000);
  if (second * 1000 !== ms || !(Math.abs(ms) < FOUR_DIGIT_YEARS_MS)) return writtenOut(ms);
  const minute = Math.floor(second / 60);
  const slot = minute & (MINUTES - 1);
  if (minutes[slot] !== minute) {
    minutes[slot] = minute;
    minuteTexts[slot] = new Date(minute * 60_000).toISOString().slice(0, 17);
  }
  return minuteTexts[slot]! + secondTexts[second - minute * 60]!;
}

const DAY_MS = 86_400_000;
/** From 1970 so far in both directions all years have four digits. */
const FOUR_DIGIT_YEARS_MS = 1900 * 365 * DAY_MS;
/** Minutes whose texts are kept, a power of two: each has one slot. */
const MINUTES = 4096;
const minutes = new Float64Array(MINUTES).fill(NaN);
const minuteTexts: string[] = [];
const secondTexts = Array.from({ length: 60 }, (_, number) => `${String(number).padStart(2, '0')}Z`);

function writtenOut(ms: number): string {
  const text = new Date(ms).toISOString();
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text;
}

const QUARTER_MS = 15 * 60_000;

/**
 * How far a zone is ahead of UTC at a time, in ms: the one way local times are made, for grids, charts, filters and reports alike. Zones change
 * their offset on quarters of an hour only, so one answer of Intl serves a quarter. Throws RangeError for a zone that this Node or browser does not know.
 */
export function zoneOffset(zone: string): (ms: number) => number {
  if (zone === 'UTC') return () => 0;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', era: 'short' });
  const known = new Map<number, number>();
  return (ms) => {
    const quarter = Math.floor(ms / QUARTER_MS);
    let offset = known.get(quarter);
    if (offset === undefined) {
      const at = quarter * QUARTER_MS;
      const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
      const year = part['era'] === 'BC' ? 1 - Number(part['year']) : Number(part['year']);
      offset = Date.UTC(year, Number(part['month']) - 1, Number(part['day']), Number(part['hour']), Number(part['minute']), Number(part['second'])) - at;
      known.set(quarter, offset);
    }
    return offset;
  };
}

/**
 * From a local time, as if it were UTC, to UTC ms. A local time that came twice is the first of both; one that never came is read by the offset from
 * before the change, so that it lies as long after it as it says (the rule "compatible" of ECMA-262 Temporal, and of RFC 5545). Throws RangeError for a zone that is not known.
 */
export function localToUtc(zone: string): (localMs: number) => { readonly ms: number; readonly unsure: boolean } {
  const offset = zoneOffset(zone);
  return (localMs) => {
    // No zone changes twice within two days, and none is a day ahead.
    const before = offset(localMs - DAY_MS);
    const after = offset(localMs + DAY_MS);
    const [first, second] = [localMs - before, localMs - after];
    if (before === after) return { ms: first, unsure: false };
    const [firstHolds, secondHolds] = [offset(first) === before, offset(second) === after];
    if (firstHolds === secondHolds) return { ms: first, unsure: true };
    return { ms: firstHolds ? first : second, unsure: false };
  };
}

/** An offset as people write it: `+02:00`, `−06:00`; `UTC` for none. */
export function offsetText(offsetMs: number): string {
  if (offsetMs === 0) return 'UTC';
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  return `${offsetMs < 0 ? '−' : '+'}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
