import type { Tree } from './grammar/yaml-tree.ts';
import type { PairRule } from './rule.ts';
import { fieldWord, list } from './sentence-words.ts';

/** A piece of the sentence while it is put together: words, or a value of the file that may be a parameter. */
type Piece = string | Tree;
interface Tools {
  entry(tree: Tree | undefined, name: string): Tree | undefined;
  where(tree: Tree | undefined): readonly Piece[];
  /** The condition, with the word for each measure. */
  when(tree: Tree, word: (name: string) => string): readonly Piece[];
}

/** What a pair does with the events. */
export function pairPieces(rule: PairRule, own: Tree | undefined, { entry, where, when }: Tools): readonly Piece[] {
  const { by, change, place, measures } = rule.pair;
  const word = (name: string): string => pairWords(rule, name);
  const tiers = entry(own, 'tiers');
  const together = entry(own, 'together');
  const radius = entry(own, 'radius');
  const counted = Object.entries(measures).filter(([, { kind }]) => kind === 'events');
  return [
    ` Compares each event of ${by.length > 1 ? 'a combination of ' : 'a '}${list(by.map(fieldWord), 'and')} with the one before it, at most `, entry(own, 'within') ?? '', ' apart',
    ...(change.length === 0 ? [] : [`, where the ${list(change.map(fieldWord), 'and')} changed`]), `. ${rule.output === 'view' ? 'Lists' : 'Fires for'} those with `, ...when(entry(own, 'when')!, word), '.',
    ...counted.flatMap(([name, { of }]): Piece[] => [` ${word(name)[0]!.toUpperCase()}${word(name).slice(1)}: ${of === 'either' ? 'of both' : `of the ${of}`}, where `, ...where(entry(entry(entry(own, 'measures'), name), 'where')), '.']),
    ...(place === 'vendor' ? [' Places are those that the log itself names.'] : []), ...(radius === undefined ? [] : [' Where the table tells no radius it takes ', radius, ' km.']),
    ...(together === undefined ? [] : [' Pairs within ', together, ' of each other are one finding.']),
    ...(tiers?.kind === 'list' ? tiers.items.flatMap((tier, at): Piece[] => [` ${at === 0 ? 'It is' : 'Else it is'} ${rule.pair.tiers[at]!.severity} with `, ...when(entry(tier, 'when')!, word), '.']) : []),
  ];
}

/** What a number of a pair is called. */
export function pairWords({ pair }: PairRule, name: string): string {
  if (name === 'minutes') return 'minutes between';
  if (name === 'distance') return 'km apart';
  if (name === 'speed') return 'km/h';
  const { kind, field } = pair.measures[name]!;
  if (kind === 'changed') return `change of ${fieldWord(field!)}`;
  if (kind === 'other_block') return 'change of address block';
  return kind === 'similarity' ? `likeness of ${fieldWord(field!)} (0 to 1)` : `${name.replaceAll('_', ' ')} event`;
}
