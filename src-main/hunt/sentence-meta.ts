import type { Tree } from './grammar/yaml-tree.ts';
import type { FindingsOf } from './meta-parts.ts';
import type { MetaRule } from './rule.ts';
import { whenPieces } from './sentence-limits.ts';
import { entry, itemsOf, spaced, type Piece } from './sentence-pieces.ts';
import { wherePieces } from './sentence-where.ts';
import { each, list, named } from './sentence-words.ts';
import { metaNoun } from './words-meta.ts';

/** What a rule over findings does. `events`: the condition on the events that it looks at; none where it looks at all of them. */
export function metaPieces(rule: MetaRule, own: Tree | undefined, events: Tree | undefined): readonly Piece[] {
  const { by, of, window, then } = rule.meta;
  const steps = itemsOf(entry(own, 'then'));
  const condition = entry(own, 'when');
  const size = entry(entry(own, 'window'), 'size');
  const cap = entry(entry(own, 'window'), 'cap');
  const within = window === null ? [] : window.type === 'whole' ? [' over the whole case'] : [' within ', size ?? '', ...(cap === undefined ? [] : [' (those that overlap are one, up to ', cap, ')'])];
  const where = wherePieces(events);
  const told = then.map((step, i): readonly Piece[] => [
    ...(step.of === null ? [`${named(step.name)} (`, ...wherePieces(entry(steps[i], 'where')), ')'] : [followed(step.of)]), ' within ', entry(steps[i], 'within') ?? '',
  ]);
  return [
    `Reads ${that(of, 'many') === '' ? 'all' : 'the'} findings of ${each(by)}${that(of, 'many')}`, ...(where.length === 0 ? [] : [', with an event where ', ...where]), '.',
    ...(rule.except.length === 0 ? [] : [` Leaves out events that are ${list(rule.except.map(({ reason }) => reason), 'or')}.`]),
    ...(condition === undefined ? [] : [' Fires for those with ', ...whenPieces(condition, metaNoun), ...within, then.length === 0 ? '.' : ',']),
    ...(then.length === 0 ? [] : [condition === undefined ? ' Fires for each of them that is followed by ' : ' followed by ', ...spaced(told, ', then by '), '.']),
  ];
}

/** ` that come from corrected rules, are medium or graver and are for lateral movement`; nothing where all are meant. */
function that({ rules, not, attack, tactics, severity, variant }: FindingsOf, number: 'one' | 'many'): string {
  const [come, are, donot] = number === 'one' ? ['comes', 'is', 'does not'] : ['come', 'are', 'do not'];
  const which = variant === 'any' ? '' : `${variant} `;
  const meant = [
    ...(rules.length > 0 ? [`${come} from the ${which}${rules.length === 1 ? 'rule' : 'rules'} ${list(rules, 'or')}`] : variant === 'any' || number === 'one' ? [] : [`${come} from ${variant} rules`]),
    ...(severity === 'info' ? [] : [`${are} ${severity} or graver`]), ...(attack.length === 0 ? [] : [`${are} for ${list(attack, 'or')}`]), ...(tactics.length === 0 ? [] : [`${are} for ${list(tactics.map((tactic) => tactic.replaceAll('-', ' ')), 'or')}`]),
    ...(not.length === 0 ? [] : [`${donot} come from ${list(not, 'or')}`]),
  ];
  return meant.length === 0 ? '' : ` that ${list(meant, 'and')}`;
}

/** `a finding of another corrected rule that is medium or graver`. */
function followed(of: FindingsOf): string {
  return `a finding of another ${of.rules.length > 0 || of.variant === 'any' ? '' : `${of.variant} `}rule${that(of, 'one')}`;
}
