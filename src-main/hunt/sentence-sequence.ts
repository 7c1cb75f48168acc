import type { Tree } from './grammar/yaml-tree.ts';
import type { SequenceRule } from './rule.ts';
import { entry, itemsOf, spaced, type Piece } from './sentence-pieces.ts';
import { wherePieces } from './sentence-where.ts';
import { each, fieldWord, list, named } from './sentence-words.ts';

/** What a sequence does with the events. */
export function sequencePieces(rule: SequenceRule, own: Tree | undefined): readonly Piece[] {
  const { by, steps, ordered, until } = rule.sequence;
  const all = itemsOf(entry(own, 'steps'));
  const told = steps.map((step, i): readonly Piece[] => {
    const runs = entry(all[i], 'runs');
    const fresh = entry(all[i], 'new');
    const within = entry(all[i], 'within');
    return [
      ...(step.absent ? [`no ${step.name}`] : runs === undefined ? [named(step.name)] : [runs, ` times ${step.name}`]), ' (', ...wherePieces(entry(all[i], 'where')), ')',
      ...(step.by === null ? [] : [` by its ${list(step.by.map(fieldWord), 'and')}`]),
      ...(step.new === null || fresh === undefined ? [] : [` from a ${fieldWord(step.new.value)} that the ${fieldWord(step.new.of)} did not have in the `, entry(fresh, 'within') ?? '', ' before']),
      ...(within === undefined ? [] : [i === 0 ? ' in the ' : ' for ', within, ...(i === 0 ? [' before'] : [])]),
    ];
  });
  const follow = entry(own, 'follow');
  return [
    ` Fires for ${each(by)} with `, ...spaced(told, ordered ? ', then ' : ' and '), ordered ? ', all within ' : ' in any order, all within ', entry(own, 'maxspan') ?? '', '.',
    ...(until === null ? [] : [' What is open ends where ', ...wherePieces(entry(own, 'until')), '.']),
    ...(follow === undefined ? [] : [' Events of the last step count as evidence for ', follow, ' more.']),
  ];
}
