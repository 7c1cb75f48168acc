import type { Instant, Precision } from '../contract/index.ts';

const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;
const EARLIEST_MS = Date.UTC(FIRST_YEAR, 0, 1);
const LATEST_MS = Date.UTC(LAST_YEAR + 1, 0, 1) - 1;
/** Below this a number counts seconds (5138-11-16), above milliseconds (1973-03-03). */
const SECONDS_BELOW = 1e11;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const extended = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|UTC|[+-]\d\d(?::?\d\d)?))?$/i;
const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d(?:\d\d)?)?$/i;
const epoch = /^\d{9,13}(?:\.\d{1,9})?$/;

/**
 * Reads a point in time: ISO 8601 (extended or basic, `T` or blank between date and time, up to nine digits of fraction, `Z` or an offset, UTC
 * assumed and flagged without one), or seconds or milliseconds since 1970 as number or text. Independent of the machine's zone and locale.
 * @returns the instant, or a text that says why there is none
 */
export function parseTime(value: unknown): Instant | string {
  if (typeof value === 'string') return utcSeconds(value) ?? parseText(value.trim());
  if (typeof value === 'number') return fromEpoch(value);
  return `${value === null ? 'null' : typeof value} is not a time`;
}

/** The shape that nearly every record has, `YYYY-MM-DDTHH:MM:SSZ`, digit by digit: this runs once per event. */
function utcSeconds(text: string): Instant | undefined {
  if (text.length !== 20 || text.charCodeAt(19) !== 90 || text.charCodeAt(10) !== 84 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45
    || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return undefined;
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  // NaN (no digit) fails every comparison.
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR && isDate(year, month, day) && hour < 24 && minute < 60 && second < 60)) return undefined;
  return { ms: Date.UTC(year, month - 1, day, hour, minute, second), restNs: 0, precision: 'second', zoneAssumed: false };
}

function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

function isDate(year: number, month: number, day: number): boolean {
  if (!(month >= 1 && month <= 12 && day >= 1)) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && leap ? 29 : DAYS[month - 1]!);
}

function parseText(text: string): Instant | string {
  const found = extended.exec(text) ?? basic.exec(text);
  if (found) return fromParts(text, found);
  if (epoch.test(text)) return fromEpoch(Number(text));
  return text === '' ? 'an empty text is not a time' : `${shown(text)} is not a time that can be read`;
}

function fromParts(text: string, found: RegExpExecArray): Instant | string {
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const fraction = found[7] ?? '';
  const zone = found[8];
  const offset = zone === undefined ? 0 : offsetMinutes(zone);
  if (!isDate(year, month, day) || hour > 23 || minute > 59 || second > 59 || Number.isNaN(offset)) return `${shown(text)} is no date of the calendar`;
  const ns = Number(fraction.padEnd(9, '0'));
  const ms = Date.UTC(year, month - 1, day, hour, minute, second) - offset * 60_000 + Math.trunc(ns / 1e6);
  if (ms < EARLIEST_MS || ms > LATEST_MS) return `${shown(text)} lies outside ${FIRST_YEAR} to ${LAST_YEAR}`;
  return { ms, restNs: ns % 1e6, precision: precisionOf(fraction.length), zoneAssumed: zone === undefined };
}

function precisionOf(digits: number): Precision {
  return digits === 0 ? 'second' : digits <= 3 ? 'millisecond' : 'finer';
}

function offsetMinutes(zone: string): number {
  if (/^(z|utc)$/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  // The widest offsets in use are -12:00 and +14:00.
  if (minutes > 14 * 60 || Number(digits.slice(2) || 0) > 59) return NaN;
  return zone.startsWith('-') ? -minutes : minutes;
}

function fromEpoch(count: number): Instant | string {
  const inSeconds = Math.abs(count) < SECONDS_BELOW;
  const ms = Math.round(inSeconds ? count * 1000 : count);
  if (!(ms >= EARLIEST_MS && ms <= LATEST_MS)) return `${count} lies outside ${FIRST_YEAR} to ${LAST_YEAR}`;
  return { ms, restNs: 0, precision: inSeconds && Number.isInteger(count) ? 'second' : 'millisecond', zoneAssumed: false };
}

/** The text for a message: short, and with nothing but what can be printed. */
function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
