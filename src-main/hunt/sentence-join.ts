import type { Tree } from './grammar/yaml-tree.ts';
import { measureWords } from './explain-join.ts';
import type { JoinRule } from './rule.ts';
import { fieldWord, list } from './sentence-words.ts';

/** A piece of the sentence while it is put together: words, or a value of the file that may be a parameter. */
type Piece = string | Tree;
interface Tools {
  entry(tree: Tree | undefined, name: string): Tree | undefined;
  where(tree: Tree | undefined): readonly Piece[];
  /** The condition, with the word for each measure. */
  when(tree: Tree, word: (name: string) => string): readonly Piece[];
}

/** What a join does with the events. */
export function joinPieces(rule: JoinRule, own: Tree | undefined, { entry, where, when }: Tools): readonly Piece[] {
  const { left, right, on, order, by } = rule.join;
  const side = (name: 'left' | 'right'): readonly Piece[] => [`${rule.join[name].name} (`, ...where(entry(entry(own, name), 'where')), ')'];
  const ways = entry(own, 'on');
  const tiers = entry(own, 'tiers');
  const together = entry(own, 'together');
  return [
    ' Joins ', ...side('right'), ' with ', ...side('left'), ' that ', order === 'after' ? 'came before it' : 'lies next to it', ' within ', entry(own, 'within') ?? '', ' by ',
    ...on.flatMap((way, at): Piece[] => {
      const within = ways?.kind === 'list' ? entry(ways.items[at], 'within') : undefined;
      return [`${at === 0 ? '' : ', else by '}${way.left === way.right ? fieldWord(way.left) : `${fieldWord(way.left)} that is the ${fieldWord(way.right)} of the ${right.name}`}`, ...(within === undefined ? [] : [' within ', within])];
    }),
    `. ${rule.output === 'view' ? 'Lists' : 'Fires for'} ${list(by.map(fieldWord), 'and')} of the ${left.name} with `, ...when(entry(own, 'when')!, (name) => measureWords(rule, name)), '.',
    ...(together === undefined ? [] : [' Those of one id within ', together, ' are one finding.']),
    ...(tiers?.kind === 'list' ? tiers.items.flatMap((tier, at): Piece[] => [` ${rule.join.tiers[at]!.severity[0]!.toUpperCase()}${rule.join.tiers[at]!.severity.slice(1)} with `, ...when(entry(tier, 'when')!, (name) => measureWords(rule, name)), '.']) : []),
  ];
}
