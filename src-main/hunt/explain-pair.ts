import { durationText, spanText } from './grammar/duration.ts';
import { numberText } from './nouns.ts';
import { holds, type NumberTest, type PairRule, type When } from './rule.ts';
import type { Hit, HitLimit } from './run.ts';
import { figure, time, value, words, type Said } from './say.ts';
import { pairWords } from './sentence-pair.ts';
import { capital, fieldWord } from './sentence-words.ts';
import { sentenceOf, together, wayOut, type WayOut } from './way-out.ts';

const tests: { readonly [T in NumberTest]: string } = { greater: 'limit', at_least: 'fires from', less: 'fires below', at_most: 'fires up to' };
const spares: { readonly [T in NumberTest]: string } = { greater: 'at most', at_least: 'less than', less: 'at least', at_most: 'more than' };
const HOUR = 3_600_000;
/** Of two things that were said in one second nobody knows which came first. */
const MOMENT = 1000;

/** Both events with their times; both places with how well they are known, what lies between them at least, and how fast that is; what changed. */
export function pairSentence(rule: PairRule, hit: Hit, subject: Said): Said {
  const b = hit.baseline;
  const pairs = Number(b['pairs']);
  const between = Number(b['between_ms']);
  const apart = between < MOMENT ? [words(', at '), figure('one moment')] : [words(', '), figure(spanText(between)), words(' apart')];
  return [
    words('There are two events of '), ...subject, words(' that follow each other, from '), time(Date.parse(String(b['first_at']))), words(' and '), time(Date.parse(String(b['second_at']))), ...apart, words('.'),
    ...(b['distance_km'] === undefined ? [] : placesSaid(hit)),
    ...compared(rule).filter((field) => b[`first.${field}`] !== b[`second.${field}`]).flatMap((field): Said => [words(` ${capital(fieldWord(field))}: `), value(String(b[`first.${field}`] ?? '')), words(', then '), value(String(b[`second.${field}`] ?? '')), words('.')]),
    ...hit.limits.filter((limit) => !['distance', 'speed', 'minutes'].includes(limit.name) && holds(limitOf(limit), () => limit.measured)).flatMap((limit): Said => [words(` ${capital(pairWords(rule, limit.name))}: `), figure(numberText(limit.measured)), words(` (${tests[limit.test]} ${numberText(limit.limit)}).`)]),
    ...(pairs === 1 ? [] : [words(' It is the strongest of '), figure(`${numberText(pairs)} pairs`), words(' that fired and were merged.')]),
  ];
}

/** `From Denver, US (within 100 km) to Amsterdam, NL (within 20 km) it is at least 7,620 km, so 22,860 km/h or more (limit 900).` */
function placesSaid(hit: Hit): Said {
  const b = hit.baseline;
  const limited = (name: string): string => {
    const limit = hit.limits.find((one) => one.name === name);
    return limit === undefined ? '' : ` (${tests[limit.test]} ${numberText(limit.limit)})`;
  };
  const place = (side: 'first' | 'second'): Said => [value(String(b[`${side}_place`])), words(` (${b[`${side}_said_by`] === 'city' || b[`${side}_said_by`] === 'city without radius' ? '' : 'anywhere in it, '}within ${numberText(Number(b[`${side}_radius_km`]))} km)`)];
  const other = b['first_other_country'] === undefined ? [] : [
    words(b['first_said_by'] === 'log' ? ' The tables of the case say otherwise: ' : ' The log says otherwise: '), value(String(b['first_other_country'])), words(', then '), value(String(b['second_other_country'])), words('.'),
  ];
  const speed: Said = Number(b['between_ms']) < MOMENT ? [words(', and nothing is in two places at one moment')] : [words(', so '), figure(`${numberText(Math.floor(Number(b['speed_kmh'])))} km/h`), words(` or more${limited('speed')}`)];
  return [
    words(' From '), ...place('first'), words(' to '), ...place('second'), words(' it is at least '), figure(`${numberText(Math.floor(Number(b['distance_km'])))} km`), words(limited('distance')), ...(Number(b['distance_km']) > 0 ? speed : []),
    words(`. Both radii are taken off; ${saidBy(b)}.`), ...other,
  ].filter(({ text }) => text !== '');
}

/** Whose word the places are. */
function saidBy(b: Hit['baseline']): string {
  const said = [...new Set([String(b['first_said_by']), String(b['second_said_by'])])];
  const wording: Readonly<Record<string, string>> = { city: 'the city table of the case says so', 'city without radius': 'the city table of the case says so, without a radius, for which the rule has one', country: 'only the country is known, and the whole of it counts', log: 'the log says so, and the whole country counts' };
  return said.map((one) => wording[one] ?? one).join('; ');
}

/** What alone would keep a pair from firing, in numbers. */
export function pairWouldNotFire(rule: PairRule, hit: Hit): readonly WayOut[] {
  const b = hit.baseline;
  const limits = [...spared(rule.pair.when, rule, hit).map(sentenceOf), ...changeWays(rule)];
  const limit = hit.limits.find(({ name, test }) => name === 'speed' && (test === 'greater' || test === 'at_least'));
  if (limit === undefined || limit.limit <= 0) return [...limits, wayOut(`The events more than ${durationText(rule.pair.within)} apart instead of ${spanText(Number(b['between_ms']))}.`, 'within', [], rule.pair.within)];
  // The distance is kept to a tenth: the next one is enough for sure.
  const needed = ((Number(b['distance_km']) + 0.1) / limit.limit) * HOUR;
  const later = shownUp(Math.min(needed, rule.pair.within + 1));
  const spare = Math.ceil(Number(b['distance_km']) - (limit.limit * Number(b['between_ms'])) / HOUR);
  return [
    ...limits, wayOut(`${spanText(later)} or more between the events instead of ${spanText(Number(b['between_ms']))}.`, 'later', [], later),
    wayOut(`Radii that are together ${numberText(spare)} km larger.`, 'radii', [], spare),
  ];
}

/** A time as `spanText` shows it, which leaves out what is below two units, and not less. */
function shownUp(ms: number): number {
  const unit = ms >= 24 * HOUR ? HOUR : ms >= HOUR ? HOUR / 60 : MOMENT;
  return Math.ceil(ms / unit) * unit;
}

/** What must have changed between the two events, and had not. */
function changeWays({ pair }: PairRule): readonly WayOut[] {
  return pair.change.map((field) => wayOut(`No change of ${fieldWord(field)}.`, 'without-fields', [field]));
}

/** Any one of those that must all hold; all of those of which one is enough. */
function spared(when: When, rule: PairRule, hit: Hit): readonly WayOut[] {
  const measured = (name: string): number => hit.limits.find((one) => one.name === name)?.measured ?? NaN;
  if (when.kind === 'all') return when.of.flatMap((one) => spared(one, rule, hit));
  if (when.kind === 'any') {
    return together(when.of.filter((one) => holds(one, measured)).flatMap((one) => spared(one, rule, hit).slice(0, 1)), ', and ');
  }
  const way = (text: string): readonly WayOut[] => [wayOut(text, 'limits', [when.measure], when.value)];
  // What cannot be otherwise, such as no time at all between two events, is no way out.
  if (!holds(when, measured) || (when.test === 'at_least' && when.value <= 0)) return [];
  const kind = rule.pair.measures[when.measure]?.kind;
  if ((kind === 'changed' || kind === 'other_block' || kind === 'events') && when.test === 'at_least' && when.value === 1) return way(`no ${pairWords(rule, when.measure)}`);
  return way(`${spares[when.test]} ${numberText(when.value)} ${pairWords(rule, when.measure)} instead of ${numberText(measured(when.measure))}`);
}

const limitOf = ({ name, test, limit }: HitLimit): When => ({ kind: 'limit', measure: name, test, value: limit });
const compared = ({ pair }: PairRule): readonly string[] => [...new Set([...pair.change, ...Object.values(pair.measures).flatMap(({ field }) => (field === null ? [] : [field]))])];
