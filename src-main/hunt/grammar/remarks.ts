import type { Rule, When } from '../rule.ts';
import type { Place, Problem } from './problem.ts';
import { placeAt, type Tree } from './yaml-tree.ts';

type Path = readonly (string | number)[];

/** What remarks on a rule work with. A remark is a warning: the rule can run, and does something that its writer hardly meant. */
export interface Remarking {
  readonly rule: Rule;
  readonly tree: Tree;
  at(path: Path): Place;
  /** Says what is odd, and what to do. */
  warn(at: Place | Path, message: string): void;
}

export function remarkingOf(rule: Rule, tree: Tree, found: Problem[]): Remarking {
  const at = (path: Path): Place => placeAt(tree, path);
  return {
    rule, tree, at,
    warn(where, message) {
      const place = Array.isArray(where) ? at(where as Path) : (where as Place);
      const { line, column } = place;
      if (!found.some((one) => one.line === line && one.column === column && one.message === message)) found.push({ file: rule.file, line, column, message });
    },
  };
}

const entry = (tree: Tree | undefined, name: string): Tree | undefined => (tree?.kind === 'map' ? tree.entries.get(name)?.value : undefined);
const scalar = (tree: Tree | undefined): string | null => (tree?.kind === 'scalar' && tree.value !== null ? String(tree.value) : null);

/** A condition on events as it is written, and the conditions that must hold beside it. */
export interface Written {
  readonly field: string;
  readonly test: string;
  readonly operand: Tree;
  readonly at: Place;
}

/** Groups of conditions of which all must hold at once; `any` and `not` open groups of their own. */
export function* togetherIn(tree: Tree | undefined): Generator<readonly Written[]> {
  const own: Written[] = [];
  const inner: Tree[] = [];
  gather(tree, own, inner);
  yield own;
  for (const one of inner) yield* togetherIn(one);
}

function gather(tree: Tree | undefined, own: Written[], inner: Tree[]): void {
  if (tree === undefined || tree.kind === 'scalar') return;
  const all = tree.kind === 'list' ? tree : entry(tree, 'all');
  if (all?.kind === 'list') return all.items.forEach((one) => gather(one, own, inner));
  const any = entry(tree, 'any');
  if (any?.kind === 'list') return void inner.push(...any.items);
  const not = entry(tree, 'not');
  if (not !== undefined) return void inner.push(not);
  const field = entry(tree, 'field');
  const name = scalar(field);
  if (field === undefined || name === null || tree.kind !== 'map') return;
  const test = [...tree.entries.keys()].find((key) => key !== 'field' && key !== 'case');
  if (test !== undefined) own.push({ field: name, test, operand: entry(tree, test)!, at: field.at });
}

/** Every condition on events of a rule as it is written: `where`, of exceptions, of measures, of sides and steps. */
export function* conditionTrees(tree: Tree): Generator<Tree> {
  if (tree.kind === 'list') for (const one of tree.items) yield* conditionTrees(one);
  if (tree.kind !== 'map') return;
  for (const [key, { value }] of tree.entries) {
    if (key === 'examples') continue;
    if (key === 'where' || key === 'until' || key === 'only') yield value;
    else yield* conditionTrees(value);
  }
}

/** The values that a condition names; parameters are none. */
export const valuesOf = (operand: Tree): readonly { readonly text: string; readonly at: Place }[] =>
  (operand.kind === 'list' ? operand.items : [operand]).flatMap((one) => (one.kind === 'scalar' && typeof one.value === 'string' && !/^\$[a-z]/.test(one.value) ? [{ text: one.value, at: one.at }] : []));

/** Every limit of a condition on measures, in groups that must hold at once. */
export function limitsTogether(when: When): readonly (readonly Extract<When, { kind: 'limit' }>[])[] {
  if (when.kind === 'limit') return [[when]];
  if (when.kind === 'any') return when.of.flatMap(limitsTogether);
  const own = when.of.filter((one) => one.kind === 'limit');
  return [own, ...when.of.filter((one) => one.kind !== 'limit').flatMap(limitsTogether)];
}
