import { RE2JS } from 're2js';
import { typedText } from '../../contract/index.ts';
import { numberTests, stateTests, textTests, type NumberTest, type TextTest, type When, type Where } from '../rule.ts';
import { comparedText, filledText, number, oneOf, someOf, yes, type Reader, type Reading } from './read.ts';
import { didYouMean } from './suggest.ts';
import type { Tree } from './yaml-tree.ts';

const whereTests = [...textTests, 'in_set', ...stateTests, ...numberTests] as const;
/** The keys of a condition on events; the docs are checked against them. */
export const whereKeys = ['all', 'any', 'not', 'field', 'case', ...whereTests] as const;
/** The keys of a condition on measures. */
export const whenKeys = ['all', 'any', 'measure', ...numberTests] as const;

/** A condition on events: a map, or a list that means `all`. A condition whose parameter is empty is left out of the one around it. */
export const where: Reader<Where> = (tree, reading) => readWhere(tree, reading) ?? undefined;

function readWhere(tree: Tree, reading: Reading): Where | null | undefined {
  if (tree.kind === 'list') return group('all', tree, reading);
  if (tree.kind !== 'map') return refuse(tree, reading, 'A condition is wanted here: a map with field and a test, or all, any, not.');
  for (const [name, entry] of tree.entries) {
    if (!(whereKeys as readonly string[]).includes(name)) reading.problems.add(entry.key, `There is no key "${name}" in a condition.${didYouMean(name, whereKeys)}`);
  }
  for (const word of ['all', 'any', 'not'] as const) {
    const entry = tree.entries.get(word);
    if (entry === undefined) continue;
    if (tree.entries.size > 1) reading.problems.add(entry.key, `"${word}" stands alone in its map.`);
    if (word !== 'not') return group(word, entry.value, reading);
    const inner = readWhere(entry.value, reading);
    return inner ? { kind: 'not', of: inner } : inner;
  }
  return test(tree, reading);
}

function group(kind: 'all' | 'any', tree: Tree, reading: Reading): Where | undefined {
  if (tree.kind !== 'list') return refuse(tree, reading, `"${kind}" wants a list of conditions.`);
  const of = tree.items.map((item) => readWhere(item, reading)).filter((one) => one !== undefined && one !== null);
  return { kind, of };
}

function test(tree: Extract<Tree, { kind: 'map' }>, reading: Reading): Where | null | undefined {
  const made = testOf(tree, reading);
  if (made) reading.places.set(made, tree.entries.get('field')?.value.at ?? tree.at);
  return made;
}

function testOf(tree: Extract<Tree, { kind: 'map' }>, reading: Reading): Where | null | undefined {
  const fieldAt = tree.entries.get('field');
  const field = fieldAt === undefined ? refuse(tree, reading, '"field" is missing in a condition.') : filledText(fieldAt.value, reading);
  const tests = whereTests.filter((name) => tree.entries.has(name));
  const name = tests[0];
  if (name === undefined) return refuse(tree, reading, `A condition needs a test: ${whereTests.join(', ')}.`);
  for (const other of tests.slice(1)) reading.problems.add(tree.entries.get(other)!.key, `A condition has one test; "${name}" is there already. Use all: [ … ].`);
  const caseAt = tree.entries.get('case');
  const wanted = caseAt === undefined ? null : oneOf(['sensitive', 'insensitive'] as const)(caseAt.value, reading);
  const fold = wanted === null ? reading.fold : wanted === 'insensitive';
  const operand = tree.entries.get(name)!.value;
  if (name === 'exists' || name === 'blank') {
    const value = yes(operand, reading);
    return field === undefined || value === undefined ? undefined : { kind: 'state', field, test: name, value };
  }
  if (name === 'in_set') {
    const set = filledText(operand, reading);
    return field === undefined || set === undefined ? undefined : { kind: 'set', field, set };
  }
  if (isNumberTest(name)) {
    const value = amount(operand, reading);
    if (value === null) return null;
    return field === undefined || value === undefined ? undefined : { kind: 'number', field, test: name, value };
  }
  return texts(name, field, operand, fold, reading);
}

/** A number; of a parameter that is a time or an ASN, its ms or its number; of a time that is written out, its ms. Null where an input box was left empty, which asks nothing. */
function amount(operand: Tree, reading: Reading): number | null | undefined {
  if (operand.kind !== 'scalar' || typeof operand.value !== 'string') return number(operand, reading);
  const name = /^\$([a-z][a-z0-9_]*)$/.exec(operand.value)?.[1];
  const given = name === undefined ? operand.value : reading.parameters.get(name);
  if (typeof given !== 'string') return number(operand, reading);
  if (name !== undefined) reading.used.add(name);
  if (name !== undefined && given === '') return null;
  const time = typedText('time', given);
  const found = /^\d+$/.test(given) && name !== undefined ? Number(given) : time.ok ? Date.parse(time.value) : NaN;
  return Number.isFinite(found) ? found : refuse(operand, reading, 'A number is wanted here, or a time such as 2026-03-01T00:00:00Z.');
}

function texts(name: TextTest, field: string | undefined, operand: Tree, fold: boolean, reading: Reading): Where | null | undefined {
  if (name === 'regex' && !readableRegex(operand, reading)) return undefined;
  const values = someOf(comparedText)(operand, reading);
  if (field === undefined || values === undefined) return undefined;
  // An input box that was left empty asks nothing. An empty text that is written out does.
  const fromBox = operand.kind === 'scalar' && typeof operand.value === 'string' && /^\$[a-z]/.test(operand.value);
  if (fromBox && values.every((value) => value === '')) return null;
  return { kind: 'text', field, test: name, values, fold };
}

function readableRegex(operand: Tree, reading: Reading): boolean {
  const items = operand.kind === 'list' ? operand.items : [operand];
  return items.every((item) => {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') return true;
    try {
      RE2JS.compile(item.value);
      return true;
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      reading.problems.add(item.at, `Not a regular expression that runs in linear time (RE2: no look-around, no back-references): ${what}`);
      return false;
    }
  });
}

/** A condition on what was measured: a map, or a list that means `all`. */
export const when: Reader<When> = (tree, reading) => {
  if (tree.kind === 'list') return whenGroup('all', tree, reading);
  if (tree.kind !== 'map') return refuse(tree, reading, 'A condition is wanted here: a map with measure and a limit, or all, any.');
  for (const [name, entry] of tree.entries) {
    if (!(whenKeys as readonly string[]).includes(name)) reading.problems.add(entry.key, `There is no key "${name}" in a condition on measures.${didYouMean(name, whenKeys)}`);
  }
  for (const word of ['all', 'any'] as const) {
    const entry = tree.entries.get(word);
    if (entry !== undefined) return whenGroup(word, entry.value, reading);
  }
  const measureAt = tree.entries.get('measure');
  const measure = measureAt === undefined ? refuse(tree, reading, '"measure" is missing in a condition.') : filledText(measureAt.value, reading);
  const tests = numberTests.filter((name) => tree.entries.has(name));
  if (tests.length !== 1) return refuse(tree, reading, `A condition on measures needs one limit: ${numberTests.join(', ')}.`);
  const value = number(tree.entries.get(tests[0]!)!.value, reading);
  if (measure === undefined || value === undefined) return undefined;
  const made: When = { kind: 'limit', measure, test: tests[0]!, value };
  reading.places.set(made, measureAt?.value.at ?? tree.at);
  return made;
};

function whenGroup(kind: 'all' | 'any', tree: Tree, reading: Reading): When | undefined {
  if (tree.kind !== 'list' || tree.items.length === 0) return refuse(tree, reading, `"${kind}" wants a list of conditions.`);
  return { kind, of: tree.items.map((item) => when(item, reading)).filter((one) => one !== undefined) };
}

const isNumberTest = (name: string): name is NumberTest => (numberTests as readonly string[]).includes(name);
function refuse(tree: Tree, reading: Reading, message: string): undefined {
  reading.problems.add(tree.at, message);
  return undefined;
}
