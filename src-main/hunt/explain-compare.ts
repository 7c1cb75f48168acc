import { durationText } from './grammar/duration.ts';
import { amount, measuredNoun, numberText, type Noun } from './nouns.ts';
import { limitsOf, type CompareRule, type NumberTest } from './rule.ts';
import type { Hit } from './run.ts';
import { figure, timed, words, type Said } from './say.ts';

const limits: { readonly [T in NumberTest]: string } = { greater: 'limit', at_least: 'fires from', less: 'fires below', at_most: 'fires up to' };

/** `agents.change` is `kinds of client more than before`. */
export function comparedNoun(rule: CompareRule, name: string): Noun {
  const [base, what] = name.split('.') as [string, string | undefined];
  const noun = measuredNoun(rule, base);
  if (what === undefined) return noun;
  if (what === 'ratio') return { ...noun, one: `times the ${noun.many} of before`, many: `times the ${noun.many} of before` };
  const after = what === 'before' ? 'before' : 'more than before';
  return { ...noun, one: `${noun.one} ${after}`, many: `${noun.many} ${after}` };
}

/** What was measured, and what the same was before, where anything is known of it. */
export function compareSentence(rule: CompareRule, hit: Hit, begin: Said, who: Said): Said {
  const { when, measures } = rule.compare;
  const asked = when === null ? Object.entries(measures).filter(([, { kind }]) => kind === 'count' || kind === 'count_distinct').map(([name]) => name) : limitsOf(when).map(({ measure }) => measure.split('.')[0]!);
  const seen = [...new Set(asked)].map((name): Said => {
    const noun = comparedNoun(rule, name);
    const own = hit.limits.filter((one) => one.name.split('.')[0] === name);
    const said = own.map(({ name: full, measured, test, limit }) => `${full === name ? '' : `${amount(measured, comparedNoun(rule, full))}, `}${limits[test]} ${numberText(limit)}`);
    return [words(`${noun.tie} `), figure(amount(Number(hit.baseline[name]), noun)), words(said.length === 0 ? '' : ` (${said.join('; ')})`)];
  });
  return [...begin, ...who, words(' was seen '), ...seen.flatMap((one, at) => (at === 0 ? one : [words(' '), ...one])), words('. '), ...beforeSaid(rule, hit, [...new Set(asked)])];
}

function beforeSaid(rule: CompareRule, hit: Hit, names: readonly string[]): Said {
  const { shift, times, combine } = rule.compare;
  const back = times === 1 ? `${durationText(shift)} before` : `${times} times, ${durationText(shift)} apart, before`;
  const state = hit.baseline['comparison'];
  const span: Said = [words(' ('), ...timed(String(hit.baseline['before_start'])), words(' to '), ...timed(String(hit.baseline['before_end'])), words(')')];
  if (state === 'no data') return [words(`Of the same time ${back}`), ...span, words(' there is no data: the log does not reach so far, or was silent. Nothing is said of it.')];
  const figures = names.map((name) => [name, hit.baseline[`${name}.before`]] as const).filter((one): one is readonly [string, number] => typeof one[1] === 'number');
  const combined = times === 1 ? '' : `, ${{ avg: 'on average', min: 'at least', max: 'at most' }[combine]},`;
  const none = state === 'no events' ? ', in which the log was there and had nothing of it,' : '';
  if (figures.length === 0) return [words(`At the same time ${back}`), ...span, words(' the log was there, and had nothing of it.')];
  return [words(`At the same time ${back}`), ...span, words(`${none}${combined} it was `), ...figures.flatMap(([name, value], at): Said => [words(at === 0 ? '' : ' and '), figure(amount(value, comparedNoun(rule, name)))]), words('.')];
}
