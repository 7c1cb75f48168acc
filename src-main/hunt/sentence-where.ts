import { fieldEntry } from '../contract/index.ts';
import type { Tree } from './grammar/yaml-tree.ts';
import { entry, itemsOf, spaced, type Piece } from './sentence-pieces.ts';
import { articleOf, fieldWord } from './sentence-words.ts';

/** How a test of a condition on events is said of a field, and how where it must not hold. */
const tests: Readonly<Record<string, readonly [string, string]>> = {
  is: ['is', 'is not'], is_not: ['is not', 'is absent or is'], not_is: ['is not', 'is'], in: ['is', 'is not'], contains: ['contains', 'does not contain'], starts_with: ['starts with', 'does not start with'],
  ends_with: ['ends with', 'does not end with'], regex: ['matches the pattern', 'does not match the pattern'], cidr: ['lies in', 'does not lie in'], in_set: ['is in the set', 'is not in the set'],
  exists: ['', ''], blank: ['', ''], greater: ['is above', 'is not above'], at_least: ['is at least', 'is not at least'], less: ['is below', 'is not below'], at_most: ['is at most', 'is not at most'],
};

/** A condition on events as the file has it, in words; nothing where it asks nothing. `inside` another one, several that are tied stand in brackets. */
export function wherePieces(tree: Tree | undefined, inside = false): readonly Piece[] {
  if (tree === undefined || tree.kind === 'scalar') return [];
  if (tree.kind === 'list') return spread(tree, ' and ', inside);
  for (const [word, between] of [['all', ' and '], ['any', ' or ']] as const) {
    const of = entry(tree, word);
    if (of !== undefined) return spread(of, between, inside);
  }
  const not = entry(tree, 'not');
  if (not === undefined) return conditionPieces(tree, 0);
  const single = conditionPieces(not, 1);
  return single.length > 0 ? single : ['not (', ...wherePieces(not), ')'];
}

/** One test of one field: `the action is A or B`; nothing where it is no such test. With `way` 1 the contrary. */
function conditionPieces(tree: Tree, way: 0 | 1): readonly Piece[] {
  const field = entry(tree, 'field');
  const test = Object.keys(tests).find((name) => entry(tree, name) !== undefined);
  if (field?.kind !== 'scalar' || test === undefined) return [];
  const word = fieldWord(String(field.value));
  const operand = entry(tree, test)!;
  if (test === 'exists' || test === 'blank') {
    const there = operand.kind === 'scalar' && (operand.value === (test === 'exists')) === (way === 0);
    return [`there is ${there ? articleOf(word) : 'no'} ${word}`];
  }
  const said = tests[test]![way];
  if (fieldEntry(String(field.value))?.storage === 'flag' && operand.kind === 'scalar' && String(operand.value) === 'true') return [`the flag “${word}” ${said} set`];
  const values = (operand.kind === 'list' ? operand.items : [operand]).map((value) => [valuePiece(value, test === 'regex')]);
  return [`the ${word} ${said} `, ...spaced(values, ', ', ' or ')];
}

/** A value as it is written, in quotes where it could be taken for words of the sentence; a parameter stays its place. */
function valuePiece(value: Tree, quoted: boolean): Piece {
  const text = value.kind === 'scalar' ? String(value.value ?? '') : '';
  if (/^\$(?!\$)/.test(text)) return value;
  const plain = text.startsWith('$$') ? text.slice(1) : text;
  return quoted || !/^[^\s,“”]*[^\s,“”.:;]$/u.test(plain) ? `“${plain}”` : plain;
}

function spread(tree: Tree, between: string, inside: boolean): readonly Piece[] {
  const all = (tree.kind === 'list' ? itemsOf(tree) : [tree]).map((item) => wherePieces(item, true)).filter((one) => one.length > 0);
  const pieces = spaced(all, between);
  return inside && all.length > 1 ? ['(', ...pieces, ')'] : pieces;
}
