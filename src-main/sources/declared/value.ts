import type { DeclaredLiteral, DeclaredStep, DeclaredValue } from '../../contract/index.ts';
import type { Building } from './building.ts';
import { isObject, parsedJson, type JsonObject } from '../read.ts';
import { compileWhen } from './condition.ts';
import type { CastOf } from './cast.ts';
import type { Gatherer, Reader } from './path.ts';
import { saidOf } from './said.ts';
import { compileTemplate } from './template.ts';

/** A value as closures. `each` gives what `one` gives and all that lies behind it. */
export interface CompiledValue {
  readonly one: Reader;
  readonly each: Gatherer;
  /** It can be more than one. */
  readonly many: boolean;
}


/** A value in any of its three forms; of several steps the first that says something. `castOf` is asked once per step. */
export function compileValue(value: DeclaredValue, castOf: CastOf, building: Building, at: readonly (string | number)[]): CompiledValue {
  const list = Array.isArray(value);
  const steps = stepsOf(value).map((step, i) => compileStep(step, castOf, building, list ? [...at, i] : at));
  if (steps.length === 1) return steps[0]!;
  return {
    many: steps.some(({ many }) => many),
    one: (scope) => {
      for (const step of steps) {
        const found = step.one(scope);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    each: (scope, into) => {
      const before = into.length;
      for (const step of steps) {
        step.each(scope, into);
        if (into.length > before) return;
      }
    },
  };
}

/** The steps of a value, a path alone written out. */
export function stepsOf(value: DeclaredValue): readonly DeclaredStep[] {
  const list = Array.isArray(value) ? (value as readonly (string | DeclaredStep)[]) : [value as string | DeclaredStep];
  return list.map((one) => (typeof one === 'string' ? { path: one } : one));
}

function compileStep(step: DeclaredStep, castOf: CastOf, building: Building, at: readonly (string | number)[]): CompiledValue {
  const from = origin(step, building, at);
  const change = changes(step, building, at);
  const cast = castOf(step, at);
  const holds = step.when === undefined ? null : compileWhen(step.when, building, [...at, 'when']);
  const otherwise = step.else === undefined ? undefined : cast(step.else);
  const cut = step.split;
  const last = step.take === 'last';
  const listed = from.many || cut !== undefined;
  const gather = (scope: Parameters<Gatherer>[0]): readonly unknown[] => {
    const raw: unknown[] = [];
    from.each(scope, raw);
    const parts = cut === undefined ? raw : raw.flatMap((value) => saidOf(value)?.split(cut).map((part) => part.trim()).filter((part) => part !== '') ?? []);
    const taken = step.take === undefined || parts.length === 0 ? parts : [parts[last ? parts.length - 1 : 0]];
    const made: unknown[] = [];
    for (const value of taken) {
      const changed = cast(change(value));
      if (changed !== undefined) made.push(changed);
    }
    if (made.length === 0 && otherwise !== undefined) made.push(otherwise);
    return made;
  };
  const one: Reader = listed
    ? (scope) => (holds !== null && !holds(scope) ? undefined : gather(scope)[0])
    : (scope) => {
      if (holds !== null && !holds(scope)) return undefined;
      const raw = from.one(scope);
      return (raw === undefined ? undefined : cast(change(raw))) ?? otherwise;
    };
  return {
    many: listed && step.take === undefined,
    one,
    each: (scope, into) => {
      if (listed) {
        if (holds === null || holds(scope)) into.push(...gather(scope));
        return;
      }
      const found = one(scope);
      if (found !== undefined) into.push(found);
    },
  };
}

/** Where a value comes from. */
function origin(step: DeclaredStep, building: Building, at: readonly (string | number)[]): CompiledValue {
  if (step.value !== undefined) {
    const values = Array.isArray(step.value) ? (step.value as readonly string[]) : [step.value as DeclaredLiteral];
    return { many: Array.isArray(step.value), one: () => values[0], each: (_scope, into) => { into.push(...values); } };
  }
  if (step.template !== undefined) {
    const one = compileTemplate(step.template, building, [...at, 'template']);
    return { many: false, one, each: (scope, into) => { const made = one(scope); if (made !== undefined) into.push(made); } };
  }
  if (step.join !== undefined) return joined(step.join, step.with ?? ' ', building, at);
  if (step.every !== undefined) return every(step.every, building, at);
  const paths = (step.path === undefined ? [] : typeof step.path === 'string' ? [step.path] : step.path).map((path) => building.path(path, [...at, 'path']));
  if (paths.length === 1) return { many: paths[0]!.path.many, one: paths[0]!.one, each: paths[0]!.each };
  return {
    many: paths.some(({ path }) => path.many),
    one: (scope) => {
      for (const path of paths) {
        const found = path.one(scope);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    each: (scope, into) => {
      const before = into.length;
      for (const path of paths) {
        path.each(scope, into);
        if (into.length > before) return;
      }
    },
  };
}

function joined(given: readonly string[], between: string, building: Building, at: readonly (string | number)[]): CompiledValue {
  const paths = given.map((path) => building.path(path, [...at, 'join']));
  const one: Reader = (scope) => {
    const found: unknown[] = [];
    for (const { each } of paths) each(scope, found);
    const texts = found.map(saidOf).filter((text) => text !== undefined);
    return texts.length === 0 ? undefined : texts.join(between);
  };
  return { many: false, one, each: (scope, into) => { const made = one(scope); if (made !== undefined) into.push(made); } };
}

function every(given: readonly string[], building: Building, at: readonly (string | number)[]): CompiledValue {
  const paths = given.map((path) => building.path(path, [...at, 'every']));
  const each: Gatherer = (scope, into) => {
    const found: unknown[] = [];
    for (const path of paths) path.each(scope, found);
    into.push(...new Set(found));
  };
  return { many: true, one: (scope) => { const found: unknown[] = []; each(scope, found); return found[0]; }, each };
}

/** What is done with each value: as text from the first change that is asked for. */
function changes(step: DeclaredStep, building: Building, at: readonly (string | number)[]): (value: unknown) => unknown {
  const paired = step.pairs === undefined ? undefined : pairsOf(step.pairs);
  const rest = textChanges(step, building, at);
  return paired === undefined ? rest : (value) => rest(paired(value));
}

function textChanges(step: DeclaredStep, building: Building, at: readonly (string | number)[]): (value: unknown) => unknown {
  const { capture, lower, upper, json } = step;
  const pattern = capture === undefined ? null : building.pattern(capture, [...at, 'capture']);
  const map = step.map === undefined ? null : new Map(Object.entries(step.map));
  const texts = pattern !== null || lower === true || upper === true || map !== null;
  if (!texts && json !== true) return (value) => value;
  return (value) => {
    const given = json === true && typeof value === 'object' ? jsonOf(value) : value;
    if (!texts) return given;
    let text = saidOf(given);
    if (text !== undefined && pattern !== null) text = pattern.find(text);
    if (text === undefined) return undefined;
    if (lower === true) text = text.toLowerCase();
    if (upper === true) text = text.toUpperCase();
    if (map === null) return text;
    const found = map.get(text);
    return found ?? (step.else === undefined ? text : undefined);
  };
}

/** A list of names and values, or the JSON text of one, as an object without a prototype; anything else stays as it is. */
function pairsOf({ name, value: from }: NonNullable<DeclaredStep['pairs']>): (given: unknown) => unknown {
  const values = typeof from === 'string' ? [from] : from;
  return (value) => {
    const given = typeof value === 'string' && value.trimStart().startsWith('[') ? parsedJson(value) : value;
    if (!Array.isArray(given)) return value;
    const made = Object.create(null) as Record<string, unknown>;
    for (const pair of given as readonly unknown[]) {
      const key = isObject(pair) ? saidOf(pair[name]) : undefined;
      if (key === undefined || made[key] !== undefined) continue;
      for (const one of values) made[key] ??= (pair as JsonObject)[one];
    }
    return made;
  };
}

/** JSON text; of something nested deeper than the stack only that it was there. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '{…}';
  }
}
