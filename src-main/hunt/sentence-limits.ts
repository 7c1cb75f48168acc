import type { Tree } from './grammar/yaml-tree.ts';
import { numberText } from './nouns.ts';
import type { NumberTest } from './rule.ts';
import { entry, itemsOf, spaced, type Piece } from './sentence-pieces.ts';
import { articleOf } from './sentence-words.ts';

/** What a measure is called in the sentence of a rule: something that is counted, or a number, with its unit. */
export type MeasureWord = { readonly one: string; readonly many: string } | { readonly number: string; readonly unit?: string };

/** A condition on measures, to stand behind "with". `inside` another one, several that are tied stand in brackets. */
export function whenPieces(tree: Tree, word: (measure: string) => MeasureWord, inside = false): readonly Piece[] {
  for (const [joint, between] of [['all', ' and '], ['any', ' or ']] as const) {
    const of = entry(tree, joint);
    if (of?.kind !== 'list') continue;
    const pieces = spaced(of.items.map((item) => whenPieces(item, word, true)), between);
    return inside && of.items.length > 1 ? ['(', ...pieces, ')'] : pieces;
  }
  const measure = entry(tree, 'measure');
  const test = (['greater', 'at_least', 'less', 'at_most'] as const).find((name) => entry(tree, name) !== undefined);
  return measure?.kind !== 'scalar' || test === undefined ? [] : limitPieces(test, entry(tree, test)!, word(String(measure.value)));
}

const counts: { readonly [T in NumberTest]: string } = { greater: 'more than', at_least: 'at least', less: 'fewer than', at_most: 'at most' };
const numbers: { readonly [T in NumberTest]: string } = { greater: 'above', at_least: 'of at least', less: 'below', at_most: 'of at most' };

/** One limit. What is behind a parameter is worded so that it fits whatever number is put in: `more networks than $n`, `$n or more networks`. */
function limitPieces(test: NumberTest, limit: Tree, word: MeasureWord): readonly Piece[] {
  if ('number' in word) return [`${articleOf(word.number)} ${word.number} ${numbers[test]} `, limit, ...(word.unit === undefined ? [] : [{ unit: word.unit }])];
  const { one, many } = word;
  const value = limit.kind === 'scalar' && typeof limit.value === 'number' ? limit.value : null;
  if (value === null) {
    if (test === 'greater' || test === 'less') return [`${test === 'greater' ? 'more' : 'fewer'} ${many} than `, limit];
    return [limit, ` or ${test === 'at_least' ? 'more' : 'fewer'} ${many}`];
  }
  if ((test === 'at_least' && value === 1) || (test === 'greater' && value === 0)) return [`${articleOf(one)} ${one}`];
  if ((test === 'less' && value === 1) || (test === 'at_most' && value === 0)) return [`no ${one}`];
  return [`${counts[test]} ${numberText(value)} ${value === 1 ? one : many}`];
}

/** Every measure that conditions below this name. */
export function measuresAsked(tree: Tree | undefined): ReadonlySet<string> {
  if (tree?.kind === 'list') return new Set(itemsOf(tree).flatMap((item) => [...measuresAsked(item)]));
  if (tree?.kind !== 'map') return new Set();
  const own = entry(tree, 'measure');
  return new Set([...(own?.kind === 'scalar' ? [String(own.value)] : []), ...[...tree.entries.values()].flatMap(({ value }) => [...measuresAsked(value)])]);
}
