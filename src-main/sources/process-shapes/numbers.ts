import { textOf } from '../read.ts';

/** A whole number, also where it was written as text, in decimal or with 0x in front; `undefined` for all else. */
export function wholeOf(value: unknown): number | undefined {
  const text = textOf(value);
  if (text === undefined || !/^(?:-?\d{1,15}|0x[\da-f]{1,12})$/i.test(text)) return undefined;
  return Number(text);
}

/** Number of a process: whole and not negative. */
export function pidOf(value: unknown): number | undefined {
  const number = wholeOf(value);
  return number === undefined || number < 0 ? undefined : number;
}

/** Id of an account of a Unix as text; `undefined` where it says nobody (-1, also without its sign: a process that no log-in led to). */
export function uidOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text === '-1' || text === '4294967295' || text === 'unset' ? undefined : text;
}
