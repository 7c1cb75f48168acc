import { nounOf, oneOf, sortWord } from './nouns.ts';
import { measureOf, type CompareRule, type Measure, type Rule } from './rule.ts';
import type { MeasureWord } from './sentence-limits.ts';
import type { Piece } from './sentence-pieces.ts';
import { articleOf, capital, nameWords } from './sentence-words.ts';

/** Of a rare profile, whose measures are no fields. */
const ofProfile: Readonly<Record<string, MeasureWord>> = { days: { one: 'active day', many: 'active days' }, tenant_groups: { one: 'user of the tenant with it', many: 'users of the tenant with it' } };

/** What a measure of this rule is called in its sentence. */
export function measureWord(rule: Rule, name: string): MeasureWord {
  if (rule.kind === 'rarity' && Object.hasOwn(ofProfile, name)) return ofProfile[name]!;
  if (rule.kind === 'compare' && name.includes('.')) return comparedWord(rule, name);
  const measure = measureOf(rule, name);
  return measure === undefined ? namedWord(name) : countWord(name, measure);
}

function countWord(name: string, { kind, field, where }: Measure): MeasureWord {
  if (kind !== 'count' && kind !== 'count_distinct') return namedWord(name);
  if (where === null && field !== null) {
    const { one, many } = nounOf(name, field);
    return { one, many: `different ${many}` };
  }
  const things = nounOf(field === null ? 'events' : name, field);
  return where === null && oneOf(nameWords(name)) === nameWords(name) ? things : sortWord(name, things);
}

/** A measure of which nothing is known but its name: a plural is counted. */
function namedWord(name: string): MeasureWord {
  const { one, many } = nounOf(name, null);
  return one === many ? { number: one } : { one, many };
}

/** `agents.change` is how many more there are than before. */
function comparedWord(rule: CompareRule, name: string): MeasureWord {
  const [base, what] = name.split('.') as [string, string];
  const word = measureWord(rule, base);
  const things = 'many' in word ? word.many : word.number;
  return { number: { before: `number of ${things} before`, change: `rise in ${things}`, ratio: `ratio of ${things} to those before` }[what] ?? `${things} ${what}` };
}

/** What a word of a condition stands for: ` A hosted event is one where the egress class is hosting.` */
export const definition = (one: string, what: string, where: readonly Piece[]): readonly Piece[] => [` ${capital(articleOf(one))} ${one} is ${what} where `, ...where, '.'];
