import type { Instant } from '../contract/index.ts';
import { parseTime } from './time.ts';

const written = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? +(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?: ?([AP])\.?M\.?)?$/i;

/**
 * Like `parseTime`, and reads what Microsoft's tables and tools write besides: month/day/year, with or without a comma, 12 or 24 hours
 * (`4/28/2021, 2:08:45.221 PM`, `5/18/2021 9:13:33 PM`). Such a text names no zone: `zoneAssumed` is set.
 */
export function parseUsTime(value: unknown): Instant | string {
  // Between the time and AM or PM newer machines write a narrow blank.
  const text = typeof value === 'string' && value.includes('/') ? value.trim().replaceAll(/[\u00a0\u202f]/g, ' ') : null;
  const found = text === null ? null : written.exec(text);
  if (!found) return parseTime(value);
  const [month, day, year, hour, minute, second, fraction, half] = found.slice(1);
  const hours = half === undefined ? Number(hour) : hoursOf(Number(hour), half);
  const time = parseTime(`${year}-${two(month)}-${two(day)}T${two(hours)}:${minute}:${second ?? '00'}${fraction === undefined ? '' : `.${fraction}`}`);
  return typeof time === 'string' ? `${JSON.stringify(text)} is no date of the calendar, month first` : time;
}

/** 12 AM is midnight, 12 PM noon; 13 PM is nothing. */
function hoursOf(hour: number, half: string): number {
  return hour < 1 || hour > 12 ? 99 : (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
}

function two(part: string | number | undefined): string {
  return String(part).padStart(2, '0');
}
