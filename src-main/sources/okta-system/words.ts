import { isObject, objectOf, parsedJson, textOf } from '../read.ts';

/** What Okta, and the tools behind it, write where there is nothing to say. */
const nothing = new Set(['unknown', '-', 'null', 'none', 'undefined', 'n/a']);

const none: readonly string[] = [];
const empty: ReadonlyMap<string, string> = new Map();
/** Enough to see what was there; the raw record has them all. */
const MOST = 100;

/** Text that says something: `undefined` for `unknown`, `-`, `null` and blanks, which would otherwise be one session that everybody shares. */
export function saidOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && text.length <= 9 && nothing.has(text.toLowerCase()) ? undefined : text;
}

/** The list that a value holds: itself, or the JSON text of one. An empty list for all else. */
export function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string' || !value.trimStart().startsWith('[')) return [];
  const parsed = parsedJson(value);
  return Array.isArray(parsed) ? parsed : [];
}

/** A text or text list of several values between commas, blanks and brackets around them off. */
export function commaListOf(value: unknown): readonly string[] {
  if (value === undefined || value === null) return none;
  const parts = Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : (saidOf(value) ?? '').replace(/^\[|\]$/g, '').split(',');
  return [...new Set(parts.map((one) => one.trim()).filter((one) => one !== ''))].slice(0, MOST);
}

/**
 * `{New Device=POSITIVE, New IP=NEGATIVE}` and `{reasons=Anomalous Device, Anomalous Location, level=HIGH}`: the text of a Java map, which is no
 * JSON. A part without `=` goes on the value before it. JSON and objects are read as what they are.
 */
export function javaMapOf(value: unknown): ReadonlyMap<string, string> {
  if (value === undefined || value === null) return empty;
  const made = new Map<string, string>();
  const text = typeof value === 'string' ? value.trim() : undefined;
  const parsed = text === undefined ? value : text.startsWith('{"') || text === '{}' ? parsedJson(text) : undefined;
  if (isObject(parsed)) {
    for (const [name, one] of Object.entries(objectOf(parsed)).slice(0, MOST)) made.set(name, textOf(one) ?? '');
    return made;
  }
  if (text === undefined || !text.startsWith('{') || !text.endsWith('}')) return made;
  let last: string | undefined;
  for (const part of text.slice(1, -1).split(',').slice(0, MOST)) {
    const equals = part.indexOf('=');
    if (equals > 0) {
      last = part.slice(0, equals).trim();
      made.set(last, part.slice(equals + 1).trim());
    } else if (last !== undefined) made.set(last, `${made.get(last)},${part}`);
  }
  return made;
}

