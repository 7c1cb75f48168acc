import { durationText, spanText } from './grammar/duration.ts';
import { amount, nounOf, numberText, sortWord, type Noun } from './nouns.ts';
import { holds, type JoinMeasure, type JoinRule, type NumberTest, type When } from './rule.ts';
import type { Hit } from './run.ts';
import { figure, time, value, words, type Said } from './say.ts';
import { capital, fieldWord, list, plural } from './sentence-words.ts';
import { sentenceOf, together, wayOut, type WayOut } from './way-out.ts';

const tests: { readonly [T in NumberTest]: string } = { greater: 'limit', at_least: 'fires from', less: 'fires below', at_most: 'fires up to' };
const spares: { readonly [T in NumberTest]: string } = { greater: 'at most', at_least: 'fewer than', less: 'at least', at_most: 'more than' };

/** Which events of both sides, what joins them, how far they lie apart, and how they differ. */
export function joinSentence(rule: JoinRule, hit: Hit, subject: Said): Said {
  const { left, right } = rule.join;
  const b = hit.baseline;
  const [lefts, rights] = [Number(b['left_events']), Number(b['right_events'])];
  return [
    words('For '), ...subject, words(' there '), words(lefts === 1 ? 'is ' : 'are '), figure(amount(lefts, nounOf('events', null))), words(` (${left.name}) from `), time(Date.parse(String(b['left_first']))), words(' and '), figure(amount(rights, nounOf('events', null))), words(` (${right.name}) from `),
    time(Date.parse(String(b['right_first']))), words(`, joined by ${wayWords(rule, hit)} `), value(String(b['joined_id'])), words(orderWords(hit)), words(`, ${spanText(Number(b['nearest_ms']))} apart.`),
    ...compared(rule).flatMap((field): Said => [
      words(` ${capital(fieldWord(field))}: `), value(String(b[`left.${field}`] ?? '')), words(` with the ${left.name}, `), value(String(b[`right.${field}`] ?? '')), words(` with the ${right.name}.`),
    ]),
    ...hit.limits.filter(({ name, measured, test, limit }) => holds({ kind: 'limit', measure: name, test, value: limit }, () => measured)).flatMap((limit): Said => [words(` ${capital(joinNoun(rule, limit.name).many)}: `), figure(numberText(limit.measured)), words(` (${tests[limit.test]} ${numberText(limit.limit)}).`)]),
  ];
}

/** What alone would keep a join from firing. */
export function joinWouldNotFire(rule: JoinRule, hit: Hit): readonly WayOut[] {
  const { left, right } = rule.join;
  const within = Number(hit.baseline['within_ms']);
  const both = rule.join.on.filter((way) => way.left === way.right).map((way) => fieldWord(way.left));
  const keys = [...(both.length === 0 ? [] : [`${list(both, 'or')} that both have`]), ...rule.join.on.filter((way) => way.left !== way.right).map((way) => `${fieldWord(way.left)} that is the ${fieldWord(way.right)} of the ${right.name}`)];
  return [
    wayOut(`The ${right.name} more than ${durationText(within)} from the ${left.name}, instead of ${spanText(Number(hit.baseline['nearest_ms']))}.`, 'within', [], within),
    wayOut(`No ${list(keys, 'or')}.`, 'no-key', [...new Set(rule.join.on.flatMap((way) => [way.left, way.right]))]),
    ...spared(rule.join.when, rule, hit).map(sentenceOf),
  ];
}

/** Any one of those that must all hold; all of those of which one is enough. */
function spared(when: When, rule: JoinRule, hit: Hit): readonly WayOut[] {
  const measured = (name: string): number => hit.limits.find((one) => one.name === name)?.measured ?? 0;
  if (when.kind === 'all') return when.of.flatMap((one) => spared(one, rule, hit));
  if (when.kind === 'any') {
    return together(when.of.filter((one) => holds(one, measured)).flatMap((one) => spared(one, rule, hit).slice(0, 1)), ', and ');
  }
  const way = (text: string): readonly WayOut[] => [wayOut(text, 'limits', [when.measure], when.value)];
  if (!holds(when, measured)) return [];
  const { left, right, measures } = rule.join;
  const { kind, field } = measures[when.measure]!;
  const last = when.value < 1 || (when.test === 'at_least' && when.value === 1);
  if (kind === 'apart' && last) return way(`any ${fieldWord(field!)} that the ${left.name} and the ${right.name} have in common, or one that is not known`);
  if (kind === 'new' && last) return way(`no ${fieldWord(field!)} of the ${right.name} that the ${left.name} lacks`);
  return way(`${spares[when.test]} ${amount(when.value, joinNoun(rule, when.measure))} instead of ${numberText(measured(when.measure))}`);
}

/** What a measure of a join counts: `countries of the push that the sign-on lacks`; of events that fulfil a condition `hosted sign-ins`. */
export function joinNoun(rule: JoinRule, name: string): Pick<Noun, 'one' | 'many'> {
  const { kind, field, where }: JoinMeasure = rule.join.measures[name]!;
  const { left, right } = rule.join;
  const side = kind === 'left' ? left.name : right.name;
  if (field === null) return where === null ? { one: `event of the ${side}`, many: `events of the ${side}` } : sortWord(name, { one: side, many: plural(side) });
  const after = kind === 'left' || kind === 'right' ? `of the ${side}` : `of the ${right.name} that the ${left.name} lacks`;
  const { one, many } = where === null ? nounOf(name, field) : sortWord(name, nounOf(name, field));
  return { one: `${one} ${after}`, many: `${many} ${after}` };
}

/** `authentication request`, and which of several ways it is. */
function wayWords(rule: JoinRule, hit: Hit): string {
  const [at, all] = [Number(hit.baseline['way']), Number(hit.baseline['ways'])];
  const { left, right } = rule.join.on[at - 1]!;
  const name = left === right ? fieldWord(left) : `${fieldWord(left)} = ${fieldWord(right)}`;
  return all === 1 ? name : `${name} (way ${at} of ${all})`;
}

const orderWords = (hit: Hit): string => (String(hit.baseline['right_first']) < String(hit.baseline['left_first']) ? ', the second before the first' : '');
const compared = (rule: JoinRule): readonly string[] => [...new Set(Object.values(rule.join.measures).filter(({ kind }) => kind === 'apart' || kind === 'new').map(({ field }) => field!))];
