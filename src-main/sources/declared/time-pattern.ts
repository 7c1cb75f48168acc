import { parseTime } from '../time.ts';
import type { ReadTime } from './times.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

/** The letters of Unicode date patterns (UTS 35) that are read; each can be matched in one way alone. */
const letters: Readonly<Record<string, readonly [part: string, form: string]>> = {
  yyyy: ['year', '\\d{4}'], yy: ['shortYear', '\\d\\d'],
  MMMM: ['monthName', '[A-Za-z]{3,9}'], MMM: ['monthName', '[A-Za-z]{3,9}\\.?'], MM: ['month', '\\d\\d'], M: ['month', '\\d{1,2}'],
  dd: ['day', '\\d\\d'], d: ['day', '\\d{1,2}'], EEEE: ['skipped', '[A-Za-z]{2,9}'], EEE: ['skipped', '[A-Za-z]{2,9}\\.?'],
  HH: ['hour', '\\d\\d'], H: ['hour', '\\d{1,2}'], hh: ['hour12', '\\d\\d'], h: ['hour12', '\\d{1,2}'], a: ['half', '[AaPp]\\.?[Mm]\\.?'],
  mm: ['minute', '\\d\\d'], m: ['minute', '\\d{1,2}'], ss: ['second', '\\d\\d'], s: ['second', '\\d{1,2}'],
  T: ['skipped', 'T'],
  XXX: ['zone', 'Z|[+-]\\d\\d:?\\d\\d'], X: ['zone', 'Z|[+-]\\d\\d(?::?\\d\\d)?'], Z: ['zone', '[+-]\\d{4}'], z: ['zone', 'Z|UTC|GMT'],
};

/** A reader for `dd/MM/yyyy HH:mm:ss` and its like (`S`: digits of the fraction, text in single quotes as it stands); `undefined` where the pattern leaves the day or hour open. */
export function compileTimePattern(pattern: string): ReadTime | undefined {
  const parts: string[] = [];
  let form = '';
  for (const found of pattern.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']/g)) {
    const token = found[0];
    if (found[1] !== undefined) form += escaped(found[1].replaceAll("''", "'"));
    else if (/^S{1,9}$/.test(token)) {
      parts.push('fraction');
      form += '(\\d{1,9})';
    } else if (/^[A-Za-z]/.test(token)) {
      if (!Object.hasOwn(letters, token)) return undefined;
      const [part, digits] = letters[token]!;
      if (parts.includes(part) && part !== 'skipped') return undefined;
      parts.push(part);
      form += `(${digits})`;
    } else form += token === ' ' ? '[ \\u00a0\\u202f]{1,4}' : escaped(token);
  }
  const has = (...names: readonly string[]): boolean => names.some((name) => parts.includes(name));
  if (!has('year', 'shortYear') || !has('month', 'monthName') || !has('day') || !has('hour', 'hour12') || (has('hour12') && !has('half'))) return undefined;
  const written = new RegExp(`^${form}$`);
  return (value) => read(value, written, parts, pattern);
}

function read(value: unknown, written: RegExp, parts: readonly string[], pattern: string): ReturnType<ReadTime> {
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
  const shown = JSON.stringify(String(text).slice(0, 60));
  const found = text.length > 100 ? null : written.exec(text);
  if (found === null) return `${shown} is not written as ${pattern}`;
  const part: Partial<Record<string, string>> = {};
  parts.forEach((name, i) => { part[name] = found[i + 1]!; });
  const month = part['month'] ?? String(months.indexOf(part['monthName']!.slice(0, 3).toLowerCase() as 'jan') + 1);
  const year = part['year'] ?? `20${part['shortYear']}`;
  const hour = part['hour'] ?? hourOf(Number(part['hour12']), part['half']!);
  const zone = part['zone'];
  const time = parseTime(`${year}-${two(month)}-${two(part['day']!)}T${two(hour)}:${two(part['minute'] ?? '0')}:${two(part['second'] ?? '0')}`
    + `${part['fraction'] === undefined ? '' : `.${part['fraction']}`}${zone === undefined ? '' : /^[Zz]|UTC|GMT/.test(zone) ? 'Z' : zone}`);
  return typeof time === 'string' ? `${shown} is no date of the calendar, read as ${pattern}` : time;
}

/** 12 AM is midnight, 12 PM noon; 13 PM is nothing. */
function hourOf(hour: number, half: string): string {
  return String(hour < 1 || hour > 12 ? 99 : (hour % 12) + (/^p/i.test(half) ? 12 : 0));
}

function two(part: string): string {
  return part.padStart(2, '0');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
