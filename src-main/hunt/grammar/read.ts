import { didYouMean } from './suggest.ts';
import { durationOf } from './duration.ts';
import type { Place, Problems } from './problem.ts';
import type { Tree } from './yaml-tree.ts';

/** What readers share while one file is read: where problems go, and what `$name` stands for. */
export interface Reading {
  readonly problems: Problems;
  readonly parameters: ReadonlyMap<string, string | number>;
  /** Names of parameters that were used. */
  readonly used: Set<string>;
  /** Where each condition lies. */
  readonly places: WeakMap<object, Place>;
  /** Texts fold case unless a condition says otherwise. */
  readonly fold: boolean;
}
/** Reads one value; undefined where it could not, with the problem said. */
export type Reader<T> = (tree: Tree, reading: Reading) => T | undefined;

export interface Key<T> {
  readonly read: Reader<T>;
  /** What stands for a key that is not there; undefined: the key is needed. */
  readonly otherwise: T | undefined;
}
export type Keys = Readonly<Record<string, Key<unknown>>>;
export type Shape<K extends Keys> = { readonly [N in keyof K]: K[N] extends Key<infer T> ? T : never };

export const needed = <T>(read: Reader<T>): Key<T> => ({ read, otherwise: undefined });
export const optional = <T>(read: Reader<T>, otherwise: T): Key<T> => ({ read, otherwise });

function refuse(reading: Reading, tree: Tree, message: string): undefined {
  reading.problems.add(tree.at, message);
  return undefined;
}

/** The value of `$name`; undefined (with a problem) where there is no such parameter; null where the scalar is not a reference. `$$` is a `$`. */
function referred(tree: Tree, reading: Reading): string | number | null | undefined {
  if (tree.kind !== 'scalar' || typeof tree.value !== 'string') return null;
  const name = /^\$([a-z][a-z0-9_]*)$/.exec(tree.value)?.[1];
  if (name === undefined) return null;
  const value = reading.parameters.get(name);
  if (value === undefined) return refuse(reading, tree, `There is no parameter "${name}".${didYouMean(name, reading.parameters.keys())}`);
  reading.used.add(name);
  return value;
}

export const text: Reader<string> = (tree, reading) => {
  if (tree.kind === 'scalar' && typeof tree.value === 'string') return tree.value.trim();
  if (tree.kind === 'scalar' && tree.value !== null) return refuse(reading, tree, `A text is wanted here. Put ${String(tree.value)} in quotes.`);
  return refuse(reading, tree, 'A text is wanted here.');
};
export const filledText: Reader<string> = (tree, reading) => {
  const found = text(tree, reading);
  return found === '' ? refuse(reading, tree, 'This text is empty.') : found;
};
/** A text to compare with, as it stands; `$name` is the parameter. */
export const comparedText: Reader<string> = (tree, reading) => {
  const value = referred(tree, reading);
  if (value === undefined) return undefined;
  if (value !== null) return String(value);
  if (tree.kind === 'scalar' && typeof tree.value === 'string') return tree.value.startsWith('$$') ? tree.value.slice(1) : tree.value;
  if (tree.kind === 'scalar' && typeof tree.value === 'boolean') return String(tree.value);
  return text(tree, reading);
};
export const yes: Reader<boolean> = (tree, reading) =>
  tree.kind === 'scalar' && typeof tree.value === 'boolean' ? tree.value : refuse(reading, tree, 'true or false is wanted here.');

export const number: Reader<number> = (tree, reading) => {
  const value = referred(tree, reading);
  if (value === undefined) return undefined;
  if (typeof value === 'number') return value;
  if (tree.kind === 'scalar' && typeof tree.value === 'number' && Number.isFinite(tree.value)) return tree.value;
  return refuse(reading, tree, 'A number is wanted here.');
};
export const whole: Reader<number> = (tree, reading) => {
  const found = number(tree, reading);
  return found === undefined || Number.isSafeInteger(found) ? found : refuse(reading, tree, 'A whole number is wanted here.');
};
export const duration: Reader<number> = (tree, reading) => {
  const value = referred(tree, reading);
  if (value === undefined) return undefined;
  if (typeof value === 'number') return value;
  const ms = tree.kind === 'scalar' ? durationOf(String(tree.value)) : null;
  return ms ?? refuse(reading, tree, 'A duration is wanted here, such as 90s, 10m, 1h, 30d or 1w.');
};
export const day: Reader<string> = (tree, reading) => {
  const found = text(tree, reading);
  if (found === undefined || (/^\d{4}-\d{2}-\d{2}$/.test(found) && !Number.isNaN(Date.parse(found)))) return found;
  return refuse(reading, tree, 'A day is wanted here, such as 2024-03-26.');
};

export const matching = (pattern: RegExp, wanted: string): Reader<string> => (tree, reading) => {
  const found = text(tree, reading);
  return found === undefined || pattern.test(found) ? found : refuse(reading, tree, `${wanted} is wanted here, not "${found}".`);
};

export const oneOf = <const W extends readonly string[]>(words: W): Reader<W[number]> => (tree, reading) => {
  const found = text(tree, reading);
  if (found === undefined || words.includes(found)) return found;
  return refuse(reading, tree, `"${found}" is not one of ${words.join(', ')}.${didYouMean(found, words)}`);
};

/** A list; items that cannot be read are left out, with their problems said. */
export const listOf = <T>(read: Reader<T>): Reader<readonly T[]> => (tree, reading) =>
  tree.kind === 'list'
    ? tree.items.map((item) => read(item, reading)).filter((item) => item !== undefined)
    : refuse(reading, tree, 'A list is wanted here.');
/** A list, or one item for a list of one. */
export const someOf = <T>(read: Reader<T>): Reader<readonly T[]> => (tree, reading) => {
  if (tree.kind === 'list') return listOf(read)(tree, reading);
  const one = read(tree, reading);
  return one === undefined ? undefined : [one];
};
export const filledList = <T>(read: Reader<T>): Reader<readonly T[]> => (tree, reading) => {
  const found = listOf(read)(tree, reading);
  return tree.kind === 'list' && tree.items.length === 0 ? refuse(reading, tree, 'This list is empty.') : found;
};

/** Any keys; the values are read alike. */
export const recordOf = <T>(read: Reader<T>, key: RegExp, what: string): Reader<Readonly<Record<string, T>>> => (tree, reading) => {
  if (tree.kind !== 'map') return refuse(reading, tree, `A map of ${what} is wanted here.`);
  const made: [string, T][] = [];
  for (const [name, entry] of tree.entries) {
    if (!key.test(name) || name === '__proto__') reading.problems.add(entry.key, `"${name}" cannot be the name of ${what}.`);
    const value = read(entry.value, reading);
    if (value !== undefined) made.push([name, value]);
  }
  return Object.fromEntries(made);
};

/** A map with known keys. Unknown ones are a problem each; keys that could not be read are undefined in the result. */
export function draftOf<K extends Keys>(what: string, keys: K, tree: Tree, reading: Reading): { readonly [N in keyof K]: Shape<K>[N] | undefined } | undefined {
  if (tree.kind !== 'map') return refuse(reading, tree, `A map with the keys of ${what} is wanted here.`);
  for (const [name, entry] of tree.entries) {
    if (!Object.hasOwn(keys, name)) reading.problems.add(entry.key, `There is no key "${name}" in ${what}.${didYouMean(name, Object.keys(keys))}`);
  }
  const made: [string, unknown][] = [];
  for (const [name, key] of Object.entries(keys)) {
    const entry = tree.entries.get(name);
    if (entry !== undefined) made.push([name, key.read(entry.value, reading)]);
    else {
      if (key.otherwise === undefined) reading.problems.add(tree.at, `"${name}" is missing in ${what}.`);
      made.push([name, key.otherwise]);
    }
  }
  return Object.fromEntries(made) as { readonly [N in keyof K]: Shape<K>[N] | undefined };
}

/** A map with known keys, all of them read; undefined where one could not be. */
export const shapeOf = <K extends Keys>(what: string, keys: K): Reader<Shape<K>> => (tree, reading) => {
  const draft = draftOf(what, keys, tree, reading);
  if (draft === undefined || Object.values(draft).includes(undefined)) return undefined;
  return draft as Shape<K>;
};
