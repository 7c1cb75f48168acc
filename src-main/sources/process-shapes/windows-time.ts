import type { Instant } from '../../contract/index.ts';
import { textOf } from '../read.ts';
import type { Refusal } from '../source.ts';
import { parseTime } from '../time.ts';
import { parseUsTime } from '../us-time.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const snare = /^(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2}) +(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})$/;
const ticks = /^\/Date\((-?\d{11,14})(?:[+-]\d{4})?\)\/$/;
const QUARTER = 15 * 60_000;
/** The widest zones in use, and half a day for a clock that does not say which half it is. */
const MOST_APART = 26 * 3600_000;

/** A time as any tool for Windows events writes it: ISO 8601, month first, `Fri Jan 28 13:33:30 2022`, `/Date(…)/` of PowerShell, seconds or milliseconds. */
export function windowsTime(value: unknown): Instant | string {
  if (typeof value !== 'string') return parseTime(value);
  // The portal names the zone in the head of a column, which stands behind the text by now.
  const text = value.endsWith(' UTC') ? value.slice(0, -4) : value;
  const date = ticks.exec(text)?.[1];
  if (date !== undefined) return parseTime(Number(date));
  const [, month, day, clock, year] = snare.exec(text) ?? [];
  const time = year === undefined ? parseUsTime(text) : parseTime(`${year}-${two(months.indexOf(month!.toLowerCase()) + 1)}-${two(day!)} ${clock}`);
  return typeof time !== 'string' && text !== value ? { ...time, zoneAssumed: false } : time;
}

/** `windowsTime` of the first value that says something, or why there is none. Names are for the message. */
export function firstTime(values: readonly (readonly [name: string, value: unknown])[]): Instant | Refusal {
  for (const [name, value] of values) {
    if (textOf(value) === undefined) continue;
    const time = windowsTime(value);
    return typeof time === 'string' ? { reason: 'source/invalid', detail: `${name}: ${time}` } : time;
  }
  return { reason: 'source/no-time', detail: `none of ${values.map(([name]) => name).join(', ')} says a time` };
}

/**
 * A time without a zone, set right by another one that names the same moment in UTC, or one up to `lateMs` later: zones lie on quarters of an hour,
 * so what is left over shows whether they do. Where it does not, the time stays as it was, its zone assumed.
 */
export function setRight(local: Instant, utc: unknown, lateMs: number): Instant {
  if (!local.zoneAssumed || textOf(utc) === undefined) return local;
  const other = parseTime(utc);
  if (typeof other === 'string' || other.zoneAssumed) return local;
  const slack = local.precision === 'second' || other.precision === 'second' ? 1000 : 1;
  const apart = other.ms - local.ms + slack;
  const late = ((apart % QUARTER) + QUARTER) % QUARTER;
  if (Math.abs(apart) > MOST_APART || late > lateMs + 2 * slack) return local;
  return { ...local, ms: local.ms + apart - late, zoneAssumed: false };
}

function two(part: string | number): string {
  return String(part).padStart(2, '0');
}
