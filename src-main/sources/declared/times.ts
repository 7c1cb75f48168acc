import { declaredTimes, localToUtc, type Instant, type Precision } from '../../contract/index.ts';
import { parseTime } from '../time.ts';
import { parseUsTime } from '../us-time.ts';
import { compileTimePattern } from './time-pattern.ts';

/** Reads a time as a mapping says that it is written: the instant, or a text that says why there is none. */
export type ReadTime = (value: unknown) => Instant | string;

/** @returns a text that says what is wrong with `written` or `zone` */
export function compileTime(written: string | undefined, zone: string | undefined): ReadTime | string {
  const read = readerOf(written ?? 'auto');
  if (typeof read === 'string' || zone === undefined) return read;
  const inZone = zoneOf(zone);
  if (typeof inZone === 'string') return inZone;
  return (value) => {
    const time = read(value);
    return typeof time === 'string' || !time.zoneAssumed ? time : { ...time, ms: inZone(time.ms), zoneAssumed: false };
  };
}

function readerOf(written: string): ReadTime | string {
  switch (written) {
    case 'auto': return parseTime;
    case 'iso': return (value) => (typeof value === 'string' ? parseTime(value) : `${typeof value} is not a time in ISO 8601`);
    case 's': return counted(1_000_000_000n);
    case 'ms': return counted(1_000_000n);
    case 'us': return counted(1000n);
    case 'ns': return counted(1n);
    case 'month_first': return parseUsTime;
    case 'day_first': return (value) => parseUsTime(typeof value === 'string' ? value.trim().replace(/^(\d{1,2})\/(\d{1,2})\//, '$2/$1/') : value);
    default: return compileTimePattern(written) ?? `"${written}" is neither one of ${declaredTimes.join(', ')} nor a pattern with year, month, day and hour such as yyyy-MM-dd HH:mm:ss.`;
  }
}

/** Of a number the nanoseconds that it can hold; text is read to its last digit. */
function counted(unitNs: bigint): ReadTime {
  const digits = String(unitNs).length - 1;
  const precision: Precision = digits === 9 ? 'second' : digits === 6 ? 'millisecond' : 'finer';
  return (value) => {
    const text = typeof value === 'number' ? (Number.isInteger(value) ? BigInt(value).toString() : String(value)) : typeof value === 'string' ? value.trim() : '';
    const found = /^(\d{1,20})(?:\.(\d{1,9})\d*)?$/.exec(text);
    if (found === null) return `${JSON.stringify(String(value).slice(0, 60))} is not a count since 1970`;
    const ns = BigInt(found[1]!) * unitNs + (BigInt((found[2] ?? '').padEnd(9, '0')) * unitNs) / 1_000_000_000n;
    const ms = Number(ns / 1_000_000n);
    const checked = parseTime(ms >= 1e11 ? ms : ms / 1000);
    if (typeof checked === 'string') return `${JSON.stringify(text.slice(0, 60))}, read so, ${checked.slice(checked.indexOf('lies'))}`;
    return { ms, restNs: Number(ns % 1_000_000n), precision: found[2] === undefined ? precision : found[2].length <= 3 && digits === 9 ? 'millisecond' : 'finer', zoneAssumed: false };
  };
}

/** From a local time as if it were UTC to UTC ms. */
function zoneOf(zone: string): ((localMs: number) => number) | string {
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (offset !== null) {
    const minutes = (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
    return Math.abs(minutes) > 14 * 60 ? `"${zone}" is no offset in use (-12:00 to +14:00).` : (localMs) => localMs - minutes * 60_000;
  }
  try {
    const toUtc = localToUtc(zone);
    return (localMs) => toUtc(localMs).ms;
  } catch {
    return `"${zone}" is no zone: write UTC, an offset such as +02:00, or a name such as Europe/Oslo.`;
  }
}
