import { declaredTests, declaredTypes } from '../contract/index.ts';
import { didYouMean } from '../hunt/grammar/suggest.ts';

type At = readonly (string | number)[];
type Json = Readonly<Record<string, unknown>>;
export interface Checking {
  tell(at: At, message: string): void;
}
/** What a value is for. `raw`: a value of `let`, which stays what the record says. */
export interface Target {
  readonly name: string;
  readonly kind: 'text' | 'int' | 'flag' | 'time' | 'raw';
  readonly many: boolean;
  /** The words that the field has; null for a free one. */
  readonly words: readonly string[] | null;
}

const conditionKeys = ['path', ...declaredTests, 'case'] as const;

export function checkWhen(given: unknown, at: At, check: Checking): void {
  if (!Array.isArray(given)) return checkCondition(given, at, check);
  if (given.length === 0) check.tell(at, 'A list of conditions has at least one.');
  given.forEach((one, i) => { checkCondition(one, [...at, i], check); });
}

function checkCondition(given: unknown, at: At, check: Checking): void {
  if (typeof given === 'string') return given === '' ? check.tell(at, 'A path is empty.') : undefined;
  if (!isMap(given)) return check.tell(at, 'A condition is a path, { path, is }, or all, any, not.');
  for (const word of ['all', 'any', 'not'] as const) {
    if (!(word in given)) continue;
    if (Object.keys(given).length > 1) check.tell([...at, word], `"${word}" stands alone in its map.`);
    if (word === 'not') return checkCondition(given['not'], [...at, word], check);
    if (!Array.isArray(given[word])) return check.tell([...at, word], `"${word}" wants a list of conditions.`);
    return checkWhen(given[word], [...at, word], check);
  }
  for (const key of Object.keys(given)) if (!(conditionKeys as readonly string[]).includes(key)) check.tell([...at, key], `There is no key "${key}" in a condition.${didYouMean(key, [...conditionKeys, 'all', 'any', 'not'])}`);
  if (!isTextOrTexts(given['path'])) check.tell(at, 'A condition needs "path": what it looks at.');
  const tests = declaredTests.filter((name) => given[name] !== undefined);
  for (const name of tests.slice(1)) check.tell([...at, name], `A condition has one test; "${tests[0]}" is there already. Use all: [ … ].`);
  const test = tests[0];
  if (test !== undefined) checkTest(test, given[test], [...at, test], check);
  if (given['case'] !== undefined && given['case'] !== 'insensitive') check.tell([...at, 'case'], 'case is insensitive, or left out.');
}

function checkTest(test: (typeof declaredTests)[number], given: unknown, at: At, check: Checking): void {
  if (test === 'exists') {
    if (typeof given !== 'boolean') check.tell(at, 'exists is true or false.');
  } else if (test === 'type') {
    if (!(declaredTypes as readonly unknown[]).includes(given)) check.tell(at, `type is one of ${declaredTypes.join(', ')}.`);
  } else if (test === 'matches') {
    if (typeof given !== 'string' || given === '') check.tell(at, 'matches wants a pattern.');
  } else if (test === 'is' || test === 'is_not') {
    const list = Array.isArray(given) ? given as readonly unknown[] : [given];
    if (list.length === 0 || !list.every(isLiteral)) check.tell(at, `${test} wants a word, a number, true or false, or a list of them. What says nothing is exists: false.`);
  } else if (!isTextOrTexts(given)) check.tell(at, `${test} wants a text, or a list of texts.`);
}

const origins = ['path', 'every', 'value', 'join', 'template'] as const;
const stepKeys = ['when', ...origins, 'with', 'pairs', 'json', 'split', 'take', 'capture', 'lower', 'upper', 'map', 'else', 'written', 'zone', 'note', 'aside'] as const;

/** A value in any of its three forms. */
export function checkValue(given: unknown, at: At, target: Target, check: Checking): void {
  if (!Array.isArray(given)) return checkStep(given, at, target, check);
  if (given.length === 0) check.tell(at, `${target.name} has no way to its value.`);
  given.forEach((one, i) => { checkStep(one, [...at, i], target, check); });
}

function checkStep(given: unknown, at: At, target: Target, check: Checking): void {
  if (typeof given === 'string') return checkPlainPath(given, at, target, check);
  if (!isMap(given)) return check.tell(at, `${target.name} wants a path, a map such as { path: …, lower: true }, or a list of them.`);
  for (const key of Object.keys(given)) if (!(stepKeys as readonly string[]).includes(key)) check.tell([...at, key], `There is no key "${key}" here.${didYouMean(key, stepKeys)}`);
  const from = origins.filter((name) => given[name] !== undefined);
  if (from.length === 0) return check.tell(at, `Where does ${target.name} come from? One of ${origins.join(', ')} says it.`);
  for (const name of from.slice(1)) check.tell([...at, name], `"${from[0]}" says already where it comes from.`);
  checkShapes(given, at, check);
  if (given['when'] !== undefined) checkWhen(given['when'], [...at, 'when'], check);
  if (given['map'] !== undefined) checkMap(given['map'], [...at, 'map'], target, check);
  if (given['else'] !== undefined) checkLiteral(given['else'], [...at, 'else'], target, check);
  if (given['value'] !== undefined) checkFixed(given['value'], [...at, 'value'], target, check);
  else if (target.words !== null && given['map'] === undefined) check.tell(at, wordsOf(target));
  if (target.kind !== 'time') for (const key of ['written', 'zone']) if (given[key] !== undefined && target.kind !== 'raw') check.tell([...at, key], `"${key}" belongs to times; ${target.name} is none.`);
  const several = Array.isArray(given['value']) || given['every'] !== undefined || given['split'] !== undefined || pathsOf(given['path']).some(isMany);
  if (several && !target.many && given['take'] === undefined) check.tell(at, manyOf(target));
}

function checkPlainPath(path: string, at: At, target: Target, check: Checking): void {
  if (path === '') return check.tell(at, 'A path is empty.');
  if (target.words !== null) return check.tell(at, wordsOf(target));
  if (isMany(path) && !target.many) check.tell(at, manyOf(target));
}

const isMany = (path: string): boolean => path.includes('[*]');
const manyOf = ({ name }: Target): string => `${name} has one value, and this can be several: say take: first (or last), or join them.`;
const wordsOf = ({ name, words }: Target): string => `${name} is ${words!.join(', ')}. Say with map which words of the log mean which: { path: …, map: { ok: ${words![0]} }, else: ${words!.at(-1)} }, or { value: ${words![0]} }.`;

function checkShapes(given: Json, at: At, { tell }: Checking): void {
  const want = (key: string, ok: boolean, message: string): void => { if (given[key] !== undefined && !ok) tell([...at, key], message); };
  const isText = (key: string): boolean => typeof given[key] === 'string' && given[key] !== '';
  want('path', isTextOrTexts(given['path']), 'path is a path, or a list of paths.');
  for (const key of ['every', 'join']) want(key, Array.isArray(given[key]) && isTextOrTexts(given[key]), `${key} is a list of paths.`);
  for (const key of ['template', 'split', 'capture', 'written', 'zone', 'note']) want(key, isText(key), `${key} is a text.`);
  for (const key of ['lower', 'upper', 'json', 'aside']) want(key, typeof given[key] === 'boolean', `${key} is true or false.`);
  want('pairs', isPairs(given['pairs']), 'pairs is { name: …, value: … }: which key of each item is its name, and which (or which of several) its value.');
  want('with', typeof given['with'] === 'string' && given['join'] !== undefined, 'with is the text between what join joins.');
  want('take', given['take'] === 'first' || given['take'] === 'last', 'take is first or last.');
}

function checkMap(given: unknown, at: At, target: Target, check: Checking): void {
  if (!isMap(given) || Object.keys(given).length === 0) return check.tell(at, 'map is a map: a word of the log, and what it becomes.');
  for (const [word, becomes] of Object.entries(given)) checkLiteral(becomes, [...at, word], target, check);
}

function checkFixed(given: unknown, at: At, target: Target, check: Checking): void {
  if (!Array.isArray(given)) return checkLiteral(given, at, target, check);
  if (!given.every((one) => typeof one === 'string')) check.tell(at, 'A list of fixed values has texts.');
}

function checkLiteral(given: unknown, at: At, { name, kind, words }: Target, { tell }: Checking): void {
  if (!isLiteral(given)) tell(at, 'A word, a number, true or false is wanted here.');
  else if (words !== null && !words.includes(String(given))) tell(at, `${name} is ${words.join(', ')}.${didYouMean(String(given), words)}`);
  else if (kind === 'int' && !Number.isInteger(Number(given))) tell(at, `${name} is a whole number.`);
  else if (kind === 'flag' && typeof given !== 'boolean') tell(at, `${name} is true or false.`);
}

function pathsOf(given: unknown): readonly string[] {
  return typeof given === 'string' ? [given] : Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [];
}

/** `{ name: 'key', value: ['text', 'number'] }` */
function isPairs(given: unknown): boolean {
  return isMap(given) && typeof given['name'] === 'string' && isTextOrTexts(given['value']) && Object.keys(given).length === 2;
}

function isTextOrTexts(given: unknown): boolean {
  return (typeof given === 'string' && given !== '') || (Array.isArray(given) && given.length > 0 && given.every((one) => typeof one === 'string' && one !== ''));
}

function isLiteral(given: unknown): boolean {
  return typeof given === 'string' || typeof given === 'boolean' || (typeof given === 'number' && Number.isFinite(given));
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
