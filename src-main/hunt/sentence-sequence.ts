import type { Tree } from './grammar/yaml-tree.ts';
import type { SequenceRule } from './rule.ts';
import { fieldWord, list } from './sentence-words.ts';

/** A piece of the sentence while it is put together: words, or a value of the file that may be a parameter. */
type Piece = string | Tree;
interface Tools {
  entry(tree: Tree | undefined, name: string): Tree | undefined;
  where(tree: Tree | undefined): readonly Piece[];
}

/** What a sequence does with the events. */
export function sequencePieces(rule: SequenceRule, own: Tree | undefined, { entry, where }: Tools): readonly Piece[] {
  const { by, steps, ordered, until } = rule.sequence;
  const all = entry(own, 'steps');
  const told = steps.map((step, i): readonly Piece[] => {
    const tree = all?.kind === 'list' ? all.items[i] : undefined;
    const runs = entry(tree, 'runs');
    const fresh = entry(tree, 'new');
    const within = entry(tree, 'within');
    return [
      step.absent ? 'no ' : '', ...(runs === undefined ? [] : [runs, ' times ']), `${step.name} (`, ...where(entry(tree, 'where')), ')',
      ...(step.by === null ? [] : [` by its ${list(step.by.map(fieldWord), 'and')}`]),
      ...(step.new === null || fresh === undefined ? [] : [` from a ${fieldWord(step.new.value)} that the ${fieldWord(step.new.of)} did not have in `, entry(fresh, 'within') ?? '', ' before']),
      ...(within === undefined ? [] : [i === 0 ? ' in the ' : ' for ', within, ...(i === 0 ? [' before'] : [])]),
    ];
  });
  const follow = entry(own, 'follow');
  return [
    ` Fires for each ${list(by.map(fieldWord), 'and')} with `, ...told.flatMap((one, at): readonly Piece[] => (at === 0 ? one : [ordered ? ', then ' : ' and ', ...one])),
    ordered ? ', within ' : ' in any order, within ', entry(own, 'maxspan') ?? '', '.',
    ...(until === null ? [] : [' What is open ends where ', ...where(entry(own, 'until')), '.']),
    ...(follow === undefined ? [] : [' Events of the last step count as evidence for ', follow, ' more.']),
  ];
}
