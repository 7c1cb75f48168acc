import type { Tree } from './grammar/yaml-tree.ts';
import type { FindingsOf } from './meta-parts.ts';
import type { MetaRule } from './rule.ts';
import { fieldWord, list } from './sentence-words.ts';
import { metaNoun } from './words-meta.ts';

/** A piece of the sentence while it is put together: words, or a value of the file that may be a parameter. */
type Piece = string | Tree;
interface Tools {
  entry(tree: Tree | undefined, name: string): Tree | undefined;
  where(tree: Tree | undefined): readonly Piece[];
  when(tree: Tree, word: (name: string) => string): readonly Piece[];
}

/** What a rule over findings does. */
export function metaPieces(rule: MetaRule, own: Tree | undefined, { entry, where, when }: Tools): readonly Piece[] {
  const { by, of, window, then } = rule.meta;
  const steps = entry(own, 'then');
  const condition = entry(own, 'when');
  const size = entry(entry(own, 'window'), 'size');
  const cap = entry(entry(own, 'window'), 'cap');
  const within = window === null ? [] : window.type === 'whole' ? [' over the whole case'] : [' within ', size ?? '', ...(cap === undefined ? [] : [', those that overlap together up to ', cap])];
  return [
    ` Reads ${findingsWords(of)} that have such events, of each ${list(by.map((name) => (name === 'actor.name' ? 'user over all names' : fieldWord(name))), 'and')}.`,
    ...(condition === undefined ? [] : [' Fires for ', ...when(condition, (name) => metaNoun(name).many), ...within, then.length === 0 ? '.' : ',']),
    ...(then.length === 0 ? [] : [condition === undefined ? ' Fires for each of them that is followed by ' : ' followed by ', ...then.flatMap((step, i): readonly Piece[] => {
      const tree = steps?.kind === 'list' ? steps.items[i] : undefined;
      return [...(i === 0 ? [] : [', then ']), ...(step.of === null ? [`${step.name} (`, ...where(entry(tree, 'where')), ')'] : [`${findingsWords(step.of)} of another rule`]), ' within ', entry(tree, 'within') ?? ''];
    }), '.']),
  ];
}

function findingsWords({ rules, not, attack, tactics, severity, variant }: FindingsOf): string {
  return [
    'findings', variant === 'any' ? '' : ` of ${variant} rules`, severity === 'info' ? '' : ` that are ${severity} or more`, rules.length === 0 ? '' : ` (${list(rules, 'or')})`,
    attack.length === 0 ? '' : ` for ${list(attack, 'or')}`, tactics.length === 0 ? '' : ` for ${list(tactics.map((tactic) => tactic.replaceAll('-', ' ')), 'or')}`,
    not.length === 0 ? '' : `, but not of ${list(not, 'or')},`,
  ].join('');
}
