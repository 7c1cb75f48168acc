import { listOf, objectIn, parsedJson, textOf, type JsonObject } from '../read.ts';

/** What Entra and the tools behind it write where nothing is known. */
const nothing = new Set(['<null>', 'null', 'undefined', '-', '00000000-0000-0000-0000-000000000000']);

/** The text of a value; `undefined` also for the words that stand for nothing, and for the GUID of zeros. */
export function said(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined || nothing.has(text) ? undefined : text;
}

/** Like `said`; `none` too says nothing (token types, protocols: Microsoft writes it for all that has no name of its own). */
export function named(value: unknown): string | undefined {
  const text = said(value);
  return text === undefined || text.toLowerCase() === 'none' ? undefined : text;
}

/** The object that a value holds: itself, its JSON text, or what PowerShell makes of one in a cell, `@{errorCode=0; failureReason=Other.}`. An empty one for all else. */
export function objectFrom(value: unknown): JsonObject {
  if (typeof value !== 'string' || !value.startsWith('@{') || !value.endsWith('}')) return objectIn(value);
  const made = Object.create(null) as Record<string, unknown>;
  // A value ends where the next name begins: it may have semicolons of its own.
  for (const part of value.slice(2, -1).split(/; (?=\w+=)/).slice(0, 100)) {
    const at = part.indexOf('=');
    if (at > 0) made[part[0]!.toLowerCase() + part.slice(1, at)] = part.slice(at + 1);
  }
  return made;
}

/** The list that a value holds: itself, or the JSON text of one. An empty list for all else. */
export function listIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'string') return listOf(value);
  return value.trimStart().startsWith('[') ? listOf(parsedJson(value)) : [];
}

/** Distinct texts of a list, of its JSON text, or of a text with commas between; `undefined` where there is none. At most 100. */
export function textsIn(value: unknown): readonly string[] | undefined {
  const parts = typeof value === 'string' && !value.trimStart().startsWith('[') ? value.split(',') : listIn(value);
  const found = new Set<string>();
  for (const part of parts) {
    const text = named(part);
    if (text !== undefined && found.size < 100) found.add(text);
  }
  return found.size === 0 ? undefined : [...found];
}
