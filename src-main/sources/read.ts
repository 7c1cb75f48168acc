/** A JSON object that came from outside: any name may be there, with any value. */
export type JsonObject = Readonly<Record<string, unknown>>;

const nothing: JsonObject = Object.freeze(Object.create(null) as Record<string, unknown>);

/** True for a JSON object; not for null and not for a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one where it is something else, so that reading on is safe. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : nothing;
}

/** The value as a list; an empty one where it is something else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Trimmed text of a string or number; `undefined` where nothing is said (null, blank, an object, a flag). */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') {
    const length = value.length;
    if (length === 0) return undefined;
    // Blanks at either end are rare: look before cutting.
    if (value.charCodeAt(0) > 32 && value.charCodeAt(length - 1) > 32 && value.charCodeAt(length - 1) < 128) return value;
    const trimmed = value.trim();
    return trimmed === '' ? undefined : trimmed;
  }
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** Like `textOf`, but an object or a flag becomes its JSON text: for values that must not be lost whatever they are. */
export function anyTextOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'object' || typeof value === 'boolean' ? jsonOf(value) : textOf(value);
}

/** JSON text; of something nested deeper than the stack only that it was there. */
function jsonOf(value: object | boolean): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '{…}';
  }
}

/** Yes or no, also where it was written as text; `undefined` for all else. */
export function flagOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** The object that a value holds: itself, or the JSON text of one. An empty object for all else. */
export function objectIn(value: unknown): JsonObject {
  if (typeof value !== 'string') return objectOf(value);
  return value.trimStart().startsWith('{') ? objectOf(parsedJson(value)) : nothing;
}

/** The parsed text; `undefined` where it is not JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
