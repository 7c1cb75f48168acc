import { joinNoun } from './explain-join.ts';
import type { Tree } from './grammar/yaml-tree.ts';
import type { JoinRule } from './rule.ts';
import { measuresAsked, whenPieces } from './sentence-limits.ts';
import { definition } from './sentence-measures.ts';
import { entry, itemsOf, type Piece } from './sentence-pieces.ts';
import { wherePieces } from './sentence-where.ts';
import { each, fieldWord } from './sentence-words.ts';

/** What a join does with the events. */
export function joinPieces(rule: JoinRule, own: Tree | undefined): readonly Piece[] {
  const { left, right, on, order, by, measures, tiers } = rule.join;
  const side = (name: 'left' | 'right'): readonly Piece[] => [`${rule.join[name].name} (`, ...wherePieces(entry(entry(own, name), 'where')), ')'];
  const ways = itemsOf(entry(own, 'on'));
  const asked = measuresAsked(own);
  const together = entry(own, 'together');
  const limits = (when: Tree | undefined): readonly Piece[] => whenPieces(when!, (name) => joinNoun(rule, name));
  return [
    ' Joins each ', ...side('right'), ' with the ', ...side('left'), order === 'after' ? ' that came last before it, ' : ' nearest to it, ', 'within ', entry(own, 'within') ?? '', ', by ',
    ...on.flatMap((way, at): Piece[] => {
      const within = entry(ways[at], 'within');
      return [`${at === 0 ? '' : ', else by '}${way.left === way.right ? fieldWord(way.left) : `the ${fieldWord(way.left)} that is the ${fieldWord(way.right)} of the ${right.name}`}`, ...(within === undefined ? [] : [' within ', within])];
    }),
    `. ${rule.output === 'view' ? 'Lists' : 'Fires for'} ${each(by)} of the ${left.name} with `, ...limits(entry(own, 'when')), '.',
    ...Object.entries(measures).filter(([name, { where }]) => where !== null && asked.has(name)).flatMap(([name]) => definition(joinNoun(rule, name).one, 'one', wherePieces(entry(entry(entry(own, 'measures'), name), 'where')))),
    ...(together === undefined ? [] : [' Those of one id within ', together, ' are one finding.']),
    ...itemsOf(entry(own, 'tiers')).flatMap((tier, at): Piece[] => [` ${at === 0 ? 'It is' : 'Else it is'} ${tiers[at]!.severity} with `, ...limits(entry(tier, 'when')), '.']),
  ];
}
