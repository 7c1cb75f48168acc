import type { ReferenceFact, ReferenceSourceId } from '../../contract/index.ts';
import { parseTime } from '../time.ts';
import { isObject, textOf, type JsonObject } from '../read.ts';

/** An export that tells what was so, not what happened. Pure, like a source. */
export interface ReferenceSource {
  readonly id: ReferenceSourceId;
  readonly version: number;
  readonly title: string;
  /** True where a record is its own: only records that no source of events takes are asked about. */
  is(value: JsonObject): boolean;
  /** What the record tells; none where it tells nothing of use. A text says why it cannot be read. */
  facts(value: JsonObject): readonly ReferenceFact[] | string;
}

/** UTC ms; null where nothing is said, or only that there is nothing (`N/A`, `no_information`, `not_supported`). A time that cannot be read is a text that says so. */
export function timeIn(value: unknown): number | null | string {
  const text = textOf(value);
  if (text === undefined || /^(?:n\/a|no_information|not_supported|null|never|-)$/i.test(text)) return null;
  // A date alone is its first moment, in UTC.
  const time = parseTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  return typeof time === 'string' ? time : time.ms;
}

/** The same where a bad time is not worth the record. */
export function timeOrNull(value: unknown): number | null {
  const found = timeIn(value);
  return typeof found === 'string' ? null : found;
}

/** What is said, by name. */
export function detailOf(pairs: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const said: Record<string, string> = {};
  for (const [name, value] of Object.entries(pairs)) {
    const text = typeof value === 'boolean' ? String(value) : textOf(value);
    if (text !== undefined && !/^(?:n\/a|no_information|not_supported)$/i.test(text)) said[name] = text;
  }
  return said;
}

/** The objects of a list. */
export function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
