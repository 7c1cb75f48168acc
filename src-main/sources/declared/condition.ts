import type { DeclaredCondition, DeclaredLiteral, DeclaredTest, DeclaredWhen } from '../../contract/index.ts';
import { isObject } from '../read.ts';
import type { Building } from './building.ts';
import { saidOf } from './said.ts';
import type { Scope } from './scope.ts';

export type Holds = (scope: Scope) => boolean;

/** A condition as a closure; what is wrong with it is told to `building`. */
export function compileWhen(when: DeclaredWhen, building: Building, at: readonly (string | number)[]): Holds {
  if (!Array.isArray(when)) return compileCondition(when as DeclaredCondition, building, at);
  const all = (when as readonly DeclaredCondition[]).map((one, i) => compileCondition(one, building, [...at, i]));
  return all.length === 1 ? all[0]! : (scope) => all.every((holds) => holds(scope));
}

export function compileCondition(given: DeclaredCondition, building: Building, at: readonly (string | number)[]): Holds {
  if (typeof given === 'string') {
    const { one } = building.path(given, at);
    return (scope) => one(scope) !== undefined;
  }
  if ('all' in given) return compileWhen(given.all, building, [...at, 'all']);
  if ('any' in given) {
    const any = given.any.map((one, i) => compileCondition(one, building, [...at, 'any', i]));
    return (scope) => any.some((holds) => holds(scope));
  }
  if ('not' in given) {
    const holds = compileCondition(given.not, building, [...at, 'not']);
    return (scope) => !holds(scope);
  }
  return compileTest(given, building, at);
}

function compileTest(test: DeclaredTest, building: Building, at: readonly (string | number)[]): Holds {
  const paths = (typeof test.path === 'string' ? [test.path] : test.path).map((path) => building.path(path, [...at, 'path']));
  const passes = valueTest(test, building, at);
  if (test.exists === false) return (scope) => paths.some(({ one }) => one(scope) === undefined);
  if (test.is_not !== undefined) return (scope) => paths.some(({ one }) => passes(one(scope)));
  const [only] = paths;
  if (paths.length === 1 && !only!.path.many) return (scope) => { const found = only!.one(scope); return found !== undefined && passes(found); };
  return (scope) => paths.some(({ path, one, each }) => {
    if (!path.many) { const found = one(scope); return found !== undefined && passes(found); }
    const found: unknown[] = [];
    each(scope, found);
    return found.some(passes);
  });
}

/** The test of one value. A test beside another is refused by the check. */
function valueTest(test: DeclaredTest, building: Building, at: readonly (string | number)[]): (value: unknown) => boolean {
  const fold = test.case === 'insensitive';
  const text = (value: unknown): string | undefined => { const said = saidOf(value); return fold ? said?.toLowerCase() : said; };
  const wanted = (given: DeclaredLiteral | readonly DeclaredLiteral[]): readonly string[] => (Array.isArray(given) ? given as readonly DeclaredLiteral[] : [given as DeclaredLiteral]).map((one) => (fold ? String(one).toLowerCase() : String(one)));
  if (test.is !== undefined || test.is_not !== undefined) {
    const words = new Set(wanted((test.is ?? test.is_not)!));
    const isOne = (value: unknown): boolean => { const said = text(value); return said !== undefined && words.has(said); };
    return test.is !== undefined ? isOne : (value) => !isOne(value);
  }
  for (const [given, tells] of [[test.contains, 'includes'], [test.starts_with, 'startsWith'], [test.ends_with, 'endsWith']] as const) {
    if (given === undefined) continue;
    const words = wanted(given);
    return (value) => { const said = text(value); return said !== undefined && words.some((word) => said[tells](word)); };
  }
  if (test.matches !== undefined) {
    const pattern = building.pattern(test.matches, [...at, 'matches']);
    return (value) => { const said = saidOf(value); return said !== undefined && pattern.finds(said); };
  }
  switch (test.type) {
    case 'text': return (value) => typeof value === 'string';
    case 'number': return (value) => typeof value === 'number';
    case 'flag': return (value) => typeof value === 'boolean';
    case 'object': return isObject;
    case 'list': return Array.isArray;
    case undefined: return () => true;
  }
}
