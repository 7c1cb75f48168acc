const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
  hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 28 * day, 91 * day, 364 * day,
];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export interface TimeTick { readonly ms: number; readonly label: string }

/** How far the zone on screen is ahead of UTC at a time, in ms; `zoneOffset` of the contract, or `times.offset` of a screen. */
export type Offset = (ms: number) => number;
/** A clock of an axis: what it is called, and how far it is ahead of UTC. */
export interface Clock { readonly name: string; readonly offset: Offset }
const utc: Offset = () => 0;

/** Round times of the zone's clock between `fromMs` and `toMs`, at most `most` of them, labelled for their step. */
export function timeTicks(fromMs: number, toMs: number, most: number, offset: Offset = utc): TimeTick[] {
  const span = toMs - fromMs;
  if (span <= 0 || most < 1) return [];
  const step = steps.find((s) => span / s <= most) ?? Math.ceil(span / most / day) * day;
  const ticks: TimeTick[] = [];
  const end = toMs + offset(toMs);
  for (let clock = Math.ceil((fromMs + offset(fromMs)) / step) * step; clock <= end; clock += step) {
    // Where the clocks change inside the span, the hour that is left out has no tick, and the one that comes twice has one.
    const ms = clock - offset(clock - offset(clock));
    if (ms >= fromMs && ms <= toMs && ms > (ticks.at(-1)?.ms ?? -Infinity)) ticks.push({ ms, label: labelOf(ms + offset(ms), step) });
  }
  return ticks;
}

function labelOf(localMs: number, step: number): string {
  const at = new Date(localMs);
  const date = `${at.getUTCDate()} ${months[at.getUTCMonth()]}`;
  if (step >= day) return date;
  const clock = at.toISOString().slice(11, step < minute ? 19 : 16);
  return localMs % day === 0 ? date : clock;
}

/** `19 May 14:37:09`, on the zone's clock. */
export function momentText(ms: number, offset: Offset = utc): string {
  const at = new Date(ms + offset(ms));
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.toISOString().slice(11, 19)}`;
}
