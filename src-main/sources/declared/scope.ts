import { parsedJson, type JsonObject } from '../read.ts';
import { plainNames } from '../plain-names.ts';

/** A record while it is mapped, with what was worked out of it so far. */
export interface Scope {
  readonly value: unknown;
  readonly envelope: JsonObject | null;
  /** Texts that hold JSON, parsed. */
  parsed: Map<string, unknown> | null;
  /** Objects with plain names, for the loose spelling. */
  plain: Map<object, JsonObject> | null;
  /** Values of `let`, by their number. */
  named: (readonly unknown[] | undefined)[] | null;
}

export function scopeOf(value: unknown, envelope: JsonObject | null): Scope {
  return { value, envelope, parsed: null, plain: null, named: null };
}

/** The value to step into: what a text holds as JSON, else itself. */
export function looked(value: unknown, scope: Scope): unknown {
  if (typeof value !== 'string') return value;
  // Blanks in front are rare: look before cutting.
  const first = value.charCodeAt(0);
  const start = first > 32 && first < 128 ? first : value.trimStart().charCodeAt(0);
  if (start !== 123 && start !== 91) return value;
  scope.parsed ??= new Map();
  if (!scope.parsed.has(value)) scope.parsed.set(value, parsedJson(value));
  return scope.parsed.get(value);
}

export function plainOf(scope: Scope, object: JsonObject): JsonObject {
  scope.plain ??= new Map();
  let made = scope.plain.get(object);
  if (made === undefined) scope.plain.set(object, made = plainNames(object));
  return made;
}
