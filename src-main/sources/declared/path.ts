import { textOf, type JsonObject } from '../read.ts';
import { plainName } from '../plain-names.ts';
import { looked, plainOf, type Scope } from './scope.ts';

/** One step of a path into a record. */
type Step =
  | { readonly kind: 'name'; readonly name: string; readonly plain: string; readonly inherited: boolean }
  | { readonly kind: 'at'; readonly index: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'having'; readonly key: readonly string[]; readonly is: string };

/** A path, taken apart. `many`: it can name several values. */
export interface Path {
  readonly text: string;
  readonly from: 'record' | 'envelope' | { readonly named: string };
  readonly steps: readonly Step[];
  readonly many: boolean;
}

const MOST_STEPS = 32;

/** A path, or a sentence that says what is wrong with it. */
export function parsePath(text: string): Path | string {
  let rest = text.trim();
  let from: Path['from'] = 'record';
  if (rest === '.') return { text, from, steps: [], many: false };
  if (rest === '^') return { text, from: 'envelope', steps: [], many: false };
  if (rest.startsWith('^.')) [from, rest] = ['envelope', rest.slice(2)];
  else if (rest.startsWith('$')) {
    const named = /^\$([a-z][a-z0-9_]*)(?:\.|$|(?=\[))/.exec(rest);
    if (named === null) return `"${text}" begins with $, which names a value of let: $name or $name.path.`;
    from = { named: named[1]! };
    rest = rest.slice(named[0].length);
    if (rest === '') return { text, from, steps: [], many: false };
  }
  const steps: Step[] = [];
  for (let at = 0; at < rest.length;) {
    const found = rest[at] === '[' ? bracket(rest, at) : name(rest, at, steps.length === 0 && at === 0);
    if (found === null) return `"${text}" cannot be read as a path at "${rest.slice(at, at + 20)}". Names stand between dots, others in double quotes; lists as [0], [*] or [name=value].`;
    steps.push(found.step);
    at = found.to;
    if (steps.length > MOST_STEPS) return `"${text.slice(0, 40)}…" has more than ${MOST_STEPS} steps.`;
  }
  if (steps.length === 0) return 'A path is empty.';
  return { text, from, steps, many: steps.some(({ kind }) => kind === 'all') };
}

function name(text: string, start: number, first: boolean): { readonly step: Step; readonly to: number } | null {
  let at = start;
  if (!first && text[at] === '.') at += 1;
  else if (!first && start > 0) return null;
  const quoted = text[at] === '"' ? /"((?:[^"\\]|\\.)*)"(?=$|[.[])/y : /[^.["\]]+/y;
  quoted.lastIndex = at;
  const found = quoted.exec(text);
  if (found === null) return null;
  const word = found[1] === undefined ? found[0] : found[1].replaceAll(/\\(.)/g, '$1');
  return { step: { kind: 'name', name: word, plain: plainName(word), inherited: word in Object.prototype }, to: at + found[0].length };
}

function bracket(text: string, at: number): { readonly step: Step; readonly to: number } | null {
  const inner = /\[(?:(\*)|(-?\d{1,6})|([^\]="]+)=(?:"((?:[^"\\]|\\.)*)"|([^\]"]*)))\]/y;
  inner.lastIndex = at;
  const found = inner.exec(text);
  if (found === null) return null;
  const to = at + found[0].length;
  if (found[1] !== undefined) return { step: { kind: 'all' }, to };
  if (found[2] !== undefined) return { step: { kind: 'at', index: Number(found[2]) }, to };
  const is = found[4] === undefined ? found[5]!.trim() : found[4].replaceAll(/\\(.)/g, '$1');
  return { step: { kind: 'having', key: found[3]!.trim().split('.'), is }, to };
}

/** True for what says something: not null, not a blank text. */
export function says(value: unknown): boolean {
  return value !== undefined && value !== null && (typeof value !== 'string' || (value.length > 0 && value.trim() !== ''));
}

/** The first value at the path that says something; `undefined` where none does. */
export type Reader = (scope: Scope) => unknown;
/** Puts every value at the path that says something into the list. */
export type Gatherer = (scope: Scope, into: unknown[]) => void;

/** What a value of `let` is in a record: worked out once. */
export type Named = (scope: Scope) => readonly unknown[];
const nothing: readonly unknown[] = [];

export interface CompiledPath {
  readonly path: Path;
  readonly one: Reader;
  readonly each: Gatherer;
}

/** A path as two closures. `named` are the values of `let`, by name. */
export function compilePath(path: Path, loose: boolean, named: ReadonlyMap<string, Named>): CompiledPath {
  const { steps, from } = path;
  const finds = finders(steps, loose);
  const only = steps.length === 1 && from === 'record' && !loose ? steps[0] : undefined;
  if (only?.kind === 'name' && !only.inherited) {
    const key = only.name;
    const one: Reader = ({ value }) => {
      const found = typeof value === 'object' ? (value as JsonObject | null)?.[key] : undefined;
      return says(found) ? found : undefined;
    };
    return { path, one, each: (scope, into) => { const found = one(scope); if (found !== undefined) into.push(found); } };
  }
  if (typeof from === 'object') {
    const source = named.get(from.named);
    const one: Reader = (scope) => {
      for (const root of source?.(scope) ?? nothing) {
        const found = first(root, steps, 0, finds, scope);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    const each: Gatherer = (scope, into) => {
      for (const root of source?.(scope) ?? nothing) gather(root, steps, 0, finds, scope, into);
    };
    return { path, one, each };
  }
  const root = from === 'envelope' ? (scope: Scope): unknown => scope.envelope : (scope: Scope): unknown => scope.value;
  return { path, one: (scope) => first(root(scope), steps, 0, finds, scope), each: (scope, into) => { gather(root(scope), steps, 0, finds, scope, into); } };
}

/** What a name finds in an object: how many steps were gone by it, and where to. */
type Find = (object: JsonObject, scope: Scope) => { readonly value: unknown; readonly next: number } | undefined;

/** Per step the ways to find its name; a name may be a column that holds several steps (`client.ip`). */
function finders(steps: readonly Step[], loose: boolean): readonly (Find | null)[] {
  return steps.map((step, i) => {
    if (step.kind !== 'name') return null;
    const joined: { readonly text: string; readonly plain: string; readonly next: number }[] = [];
    let text = step.name;
    let plain = step.plain;
    for (let j = i + 1; j < steps.length; j++) {
      const next = steps[j]!;
      if (next.kind !== 'name') break;
      text += `.${next.name}`;
      plain += next.plain;
      joined.push({ text, plain, next: j + 1 });
    }
    const { name: key, inherited } = step;
    return (object, scope) => {
      const own = inherited && !Object.hasOwn(object, key) ? undefined : object[key];
      if (own !== undefined) return { value: own, next: i + 1 };
      for (const { text: column, next } of joined) if (object[column] !== undefined) return { value: object[column], next };
      if (!loose) return undefined;
      const names = plainOf(scope, object);
      if (names[step.plain] !== undefined) return { value: names[step.plain], next: i + 1 };
      for (const { plain: column, next } of joined) if (names[column] !== undefined) return { value: names[column], next };
      return undefined;
    };
  });
}

function first(root: unknown, steps: readonly Step[], start: number, finds: readonly (Find | null)[], scope: Scope): unknown {
  let here = root;
  for (let i = start; i < steps.length;) {
    const step = steps[i]!;
    here = looked(here, scope);
    if (typeof here !== 'object' || here === null) return undefined;
    if (step.kind === 'name') {
      if (Array.isArray(here)) return undefined;
      const found = finds[i]!(here as JsonObject, scope);
      if (found === undefined) return undefined;
      here = found.value;
      i = found.next;
      continue;
    }
    if (!Array.isArray(here)) return undefined;
    if (step.kind === 'at') {
      here = (here as readonly unknown[]).at(step.index);
      i += 1;
      continue;
    }
    for (const item of here as readonly unknown[]) {
      if (step.kind === 'having' && !has(item, step.key, step.is)) continue;
      const found = first(item, steps, i + 1, finds, scope);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return says(here) ? here : undefined;
}

function gather(root: unknown, steps: readonly Step[], i: number, finds: readonly (Find | null)[], scope: Scope, into: unknown[]): void {
  const step = steps[i];
  if (step === undefined) {
    if (says(root)) into.push(root);
    return;
  }
  const here = looked(root, scope);
  if (typeof here !== 'object' || here === null) return;
  if (step.kind === 'name') {
    const found = Array.isArray(here) ? undefined : finds[i]!(here as JsonObject, scope);
    if (found !== undefined) gather(found.value, steps, found.next, finds, scope, into);
    return;
  }
  if (!Array.isArray(here)) return;
  if (step.kind === 'at') return gather((here as readonly unknown[]).at(step.index), steps, i + 1, finds, scope, into);
  for (const item of here as readonly unknown[]) {
    if (step.kind === 'all' || has(item, step.key, step.is)) gather(item, steps, i + 1, finds, scope, into);
  }
}

function has(item: unknown, key: readonly string[], is: string): boolean {
  let here = item;
  for (const name of key) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return false;
    here = (here as JsonObject)[name];
  }
  return (typeof here === 'boolean' ? String(here) : textOf(here)) === is;
}
