import type { Ledger, Severity, Verdict } from '../contract/index.ts';

/** `1,912,408`, whatever the locale. */
export function counted(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 event`, `68 events`. */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${counted(value)} ${value === 1 ? one : many}`;
}

/** `… 12 rows more` in the words of what was left out. */
export function leftOut(count: number, one: string, many?: string): string {
  return `… ${countOf(count, one, many)} more`;
}

/** `27 min`, `3 h 10 min`, `22 s`: the two units that say most, from ten on one; to the nearest of them, as on screen. */
export function lasting(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const units: readonly (readonly [number, string])[] = [[86_400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const first = units.findIndex(([size]) => seconds >= size);
  if (first === -1) return '0 s';
  const [size, name] = units[first]!;
  const [step, stepName] = seconds >= 10 * size ? [size, name] : units[first + 1] ?? [size, name];
  const rounded = Math.round(seconds / step) * step;
  const rest = (rounded % size) / step;
  return `${counted(Math.floor(rounded / size))} ${name}${rest === 0 ? '' : ` ${rest} ${stepName}`}`;
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

/** Cuts for a narrow place where the whole stands elsewhere in the report; `…` says so. */
export function brief(text: string, most: number): string {
  const characters = [...text.slice(0, 4 * most)];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('').trimEnd()}…`;
}

/** Names with a comma between; those beyond `most` are counted. */
export function named(names: readonly string[], most: number): string {
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${counted(names.length - most)} more`;
}

/** `2 findings, 1 user` out of a list with `and` before the last. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** A text that ends as a sentence does. */
export const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
