import type { Ledger, Severity, Verdict } from '../contract/index.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `1,912,408`, whatever the locale. */
export function counted(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 event`, `68 events`. */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${counted(value)} ${value === 1 ? one : many}`;
}

/** `19 May 2026, 14:37:09`, with the milliseconds where there are any; text that is no time comes back as it is. */
export function moment(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const rest = at.getUTCMilliseconds();
  return `${day(iso)}, ${at.toISOString().slice(11, 19)}${rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`}`;
}

/** `19 May 2026` */
export function day(iso: string): string {
  const at = new Date(iso);
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

/** `19 May 14:37:09`, for columns of a table whose year is told elsewhere; with the milliseconds where there are any. */
export function shortMoment(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const rest = at.getUTCMilliseconds();
  return `${String(at.getUTCDate()).padStart(2, '0')} ${months[at.getUTCMonth()]} ${at.toISOString().slice(11, 19)}${rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`}`;
}

/** From and to of one thing: the date once where both are of one day. */
export function period(first: string | null, last: string | null, zone: string): string {
  if (first === null || last === null) return 'no events';
  const to = day(first) === day(last) ? moment(last).slice(day(last).length + 2) : moment(last);
  return `${moment(first)} to ${to} ${zone}`;
}

/** `001` */
export function findingNumber(number: number): string {
  return String(number).padStart(3, '0');
}

export const severityWords: Readonly<Record<Severity, string>> = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low', info: 'Info' };
export const verdictWords: Readonly<Record<Verdict, string>> = {
  open: 'Open', confirmed: 'Confirmed', suspicious: 'Suspicious', inconclusive: 'Inconclusive', benign: 'Benign', 'authorised-test': 'Authorised test', 'rule-wrong': 'Rule is wrong',
};

/** `1,000 records = 980 events + 12 duplicates + 8 skipped + 0 folded + 0 out of scope` */
export function ledgerLine(l: Ledger): string {
  return `${countOf(l.records, 'record')} = ${countOf(l.events, 'event')} + ${countOf(l.duplicates, 'duplicate')} + ${counted(l.skips)} skipped + ${counted(l.folded)} folded + ${counted(l.outOfScope)} out of scope`;
}

/** Numbers as ranges: `1-3, 7`. Ascending input. */
export function ranges(numbers: readonly number[]): string {
  const parts: { from: number; to: number }[] = [];
  for (const n of numbers) {
    const last = parts.at(-1);
    if (last !== undefined && n === last.to + 1) last.to = n;
    else parts.push({ from: n, to: n });
  }
  return parts.map((p) => (p.from === p.to ? counted(p.from) : `${counted(p.from)}–${counted(p.to)}`)).join(', ');
}

/** Cuts after `most` characters and says how many were cut. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most).join('')} … ${counted(characters.length - most)} characters more`;
}

/** `2 findings, 1 user` out of a list with `and` before the last. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
