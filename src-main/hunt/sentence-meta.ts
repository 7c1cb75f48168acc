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

/** What a rule over findings does. `events` says which events it looks at; nothing where it looks at all of them. */
export function metaPieces(rule: MetaRule, own: Tree | undefined, { entry, where, when }: Tools, events: readonly Piece[]): readonly Piece[] {
  const { by, of, window, then } = rule.meta;
  const steps = entry(own, 'then');
  const condition = entry(own, 'when');
  const size = entry(entry(own, 'window'), 'size');
  const cap = entry(entry(own, 'window'), 'cap');
  const within = window === null ? [] : window.type === 'whole' ? [' over the whole case'] : [' within ', size ?? '', ...(cap === undefined ? [] : [', those that overlap together up to ', cap])];
  return [
    `Reads ${that(of, 'are') === '' ? 'all' : 'the'} findings of each ${list(by.map((name) => (name === 'actor.name' ? 'user over all names' : fieldWord(name))), 'and')}${that(of, 'are')}`,
    ...(events.length === 0 ? [] : [', with an event where ', ...events]), '.',
    ...(rule.except.length === 0 ? [] : [` Leaves out events that are ${list(rule.except.map(({ reason }) => reason), 'or')}.`]),
    ...(condition === undefined ? [] : [' Fires for ', ...when(condition, (name) => metaNoun(name).many), ...within, then.length === 0 ? '.' : ',']),
    ...(then.length === 0 ? [] : [condition === undefined ? ' Fires for each of them that is followed by ' : ' followed by ', ...then.flatMap((step, i): readonly Piece[] => {
      const tree = steps?.kind === 'list' ? steps.items[i] : undefined;
      return [...(i === 0 ? [] : [', then ']), ...(step.of === null ? [`${step.name} (`, ...where(entry(tree, 'where')), ')'] : [`a finding of another rule${that(step.of, 'is')}`]), ' within ', entry(tree, 'within') ?? ''];
    }), '.']),
  ];
}

/** ` that are of corrected rules, medium or more and for lateral movement`; nothing where all are meant. */
function that({ rules, not, attack, tactics, severity, variant }: FindingsOf, verb: 'is' | 'are'): string {
  const meant = [
    ...(rules.length > 0 ? [`of ${list(rules, 'or')}${variant === 'any' ? '' : ` as ${variant}`}`] : variant === 'any' ? [] : [verb === 'is' ? `of a ${variant} rule` : `of ${variant} rules`]),
    ...(severity === 'info' ? [] : [`${severity} or graver`]), ...(attack.length === 0 ? [] : [`for ${list(attack, 'or')}`]), ...(tactics.length === 0 ? [] : [`for ${list(tactics.map((tactic) => tactic.replaceAll('-', ' ')), 'or')}`]),
    ...(not.length === 0 ? [] : [`not of ${list(not, 'or')}`]),
  ];
  return meant.length === 0 ? '' : ` that ${verb} ${list(meant, 'and')}`;
}
