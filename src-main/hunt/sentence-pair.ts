import type { Tree } from './grammar/yaml-tree.ts';
import { nounOf, oneOf } from './nouns.ts';
import type { PairRule, When } from './rule.ts';
import { whenPieces, type MeasureWord } from './sentence-limits.ts';
import { definition } from './sentence-measures.ts';
import { entry, itemsOf, type Piece } from './sentence-pieces.ts';
import { wherePieces } from './sentence-where.ts';
import { fieldWord, list, nameWords } from './sentence-words.ts';

/** What a pair does with the events. */
export function pairPieces(rule: PairRule, own: Tree | undefined): readonly Piece[] {
  const { by, change, place, measures, tiers, when } = rule.pair;
  const limits = (tree: Tree | undefined): readonly Piece[] => whenPieces(tree!, (name) => measureWord(rule, name));
  const together = entry(own, 'together');
  const radius = entry(own, 'radius');
  return [
    ` Compares each event with the one before it of the same ${list(by.map(fieldWord), 'and')}, at most `, entry(own, 'within') ?? '', ' apart',
    ...(change.length === 0 ? [] : [`, where the ${list(change.map(fieldWord), 'and')} changed`]), `. ${rule.output === 'view' ? 'Lists' : 'Fires for'} `, ...(always(when) ? ['all of them'] : ['those with ', ...limits(entry(own, 'when'))]), '.',
    ...Object.entries(measures).filter(([, { kind }]) => kind === 'events').flatMap(([name, { of }]) => definition(pairWords(rule, name), of === 'either' ? 'either of the two' : `the ${of}`, wherePieces(entry(entry(entry(own, 'measures'), name), 'where')))),
    ...(place === 'vendor' ? [' Places are those that the log itself names.'] : []), ...(radius === undefined ? [] : [' Where the table tells no radius it takes ', radius, { unit: 'km' }, '.']),
    ...(together === undefined ? [] : [' Pairs within ', together, ' of each other are one finding.']),
    ...itemsOf(entry(own, 'tiers')).flatMap((tier, at): Piece[] => [` ${at === 0 ? 'It is' : 'Else it is'} ${tiers[at]!.severity} with `, ...limits(entry(tier, 'when')), '.']),
  ];
}

/** Two events are never less than no time apart: such a condition asks nothing. */
const always = (when: When): boolean => when.kind === 'limit' && when.measure === 'minutes' && when.test === 'at_least' && when.value <= 0;

function measureWord(rule: PairRule, name: string): MeasureWord {
  if (name === 'minutes') return { number: 'time between them', unit: 'min' };
  if (name === 'distance') return { number: 'distance', unit: 'km' };
  if (name === 'speed') return { number: 'speed', unit: 'km/h' };
  const { kind, field } = rule.pair.measures[name]!;
  if (kind === 'similarity') return { number: `likeness (0 to 1) of the ${nounOf(name, field).many}` };
  const one = pairWords(rule, name);
  return { one, many: kind === 'events' ? `${one}s` : one };
}

/** What a number of a pair is called. */
export function pairWords({ pair }: PairRule, name: string): string {
  if (name === 'minutes') return 'minutes between';
  if (name === 'distance') return 'km apart';
  if (name === 'speed') return 'km/h';
  const { kind, field } = pair.measures[name]!;
  if (kind === 'changed') return `change of ${fieldWord(field!)}`;
  if (kind === 'other_block') return 'change of address block';
  return kind === 'similarity' ? `likeness of ${fieldWord(field!)} (0 to 1)` : `${oneOf(nameWords(name))} event`;
}
