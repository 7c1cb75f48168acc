import type { Explanation, ValueCount } from '../contract/index.ts';
import { fieldEntry, isoOf, leftOutUnit } from '../contract/index.ts';
import { joinSentence, joinWouldNotFire } from './explain-join.ts';
import { metaSentence, metaWouldNotFire } from './explain-meta.ts';
import { pairSentence, pairWouldNotFire } from './explain-pair.ts';
import { sequenceSentence, sequenceWouldNotFire } from './explain-sequence.ts';
import { comparedNoun, compareSentence } from './explain-compare.ts';
import { outlierSentence, outlierWouldNotFire } from './explain-outlier.ts';
import { durationText } from './grammar/duration.ts';
import { amount, measuredNoun, nounOf, numberText, type Noun } from './nouns.ts';
import { countedField, holds, lastStage, type AggregateRule, type FirstSeenRule, type NumberTest, type Rule, type When } from './rule.ts';
import { type Hit, type HitLimit } from './run.ts';
import { figure, ofRun, series, textOf, time, timed, value, words, type Said } from './say.ts';
import { conditionWays, sentenceOf, together, wayOut, type WayOut } from './way-out.ts';
import { metaNoun } from './words-meta.ts';

type Values = Readonly<Record<string, readonly ValueCount[]>>;
type Entity = Readonly<Record<string, string>>;

const signs: { readonly [T in NumberTest]: string } = { greater: '>', at_least: '>=', less: '<', at_most: '<=' };
const limits: { readonly [T in NumberTest]: string } = { greater: 'limit', at_least: 'fires from', less: 'fires below', at_most: 'fires up to' };
const spares: { readonly [T in NumberTest]: string } = { greater: 'at most', at_least: 'fewer than', less: 'at least', at_most: 'more than' };
/** Values that a sentence names, and how long they may be; else it only counts them. */
const NAMED = 3;
const NAMED_LENGTH = 40;

/** The reasons of a finding as data, and in English. */
export function explain(rule: Rule, hit: Hit, entity: Entity, values: Values, dropped: Explanation['dropped']): Explanation {
  const ways = wouldNotFire(rule, hit);
  const parts = [...sentence(rule, hit, entity, values), ...ofCase(hit), ...lost(dropped, rule)];
  return {
    template: rule.kind === 'aggregate' ? `aggregate/${lastStage(rule).window.type}` : rule.kind === 'outlier' ? `outlier/${rule.outlier.baseline}` : rule.kind === 'compare' ? `compare/${rule.compare.window.type}` : rule.kind,
    text: textOf(parts),
    parts,
    windows: hit.windows.map(({ start, end, measured, fired }) => ({ start: isoOf(start), end: isoOf(end), measured, fired })),
    conditions: hit.limits.map(({ name, measured, test, limit }) => ({ name, measured, operator: signs[test], limit })),
    baseline: hit.baseline,
    dropped,
    wouldNotFire: ways.map(({ text }) => text),
    waysOut: ways.map(({ does, names, value: of }) => ({ does, names: [...names], value: of })),
  };
}

function sentence(rule: Rule, hit: Hit, entity: Entity, values: Values): Said {
  switch (rule.kind) {
    case 'match': return [...span(hit), ...subject(entity, values), words(' had '), figure(amount(hit.rows.length, nounOf('events', null))), words(' that the rule looks for.')];
    case 'aggregate': return aggregateSentence(rule, hit, entity, values);
    case 'first_seen': return firstSeenSentence(rule, hit, entity, values);
    case 'compare': return compareSentence(rule, hit, span(hit), subject(entity, values));
    case 'outlier': return outlierSentence(rule, hit, span(hit), subject(entity, values));
    case 'rarity': return raritySentence(hit, entity, values);
    case 'join': return joinSentence(rule, hit, subject(entity, values));
    case 'pair': return pairSentence(rule, hit, subject(entity, values));
    case 'sequence': return sequenceSentence(rule, hit, subject(entity, values));
    case 'meta': return metaSentence(rule, hit, subject(entity, values));
  }
}

function aggregateSentence(rule: AggregateRule, hit: Hit, entity: Entity, values: Values): Said {
  const { window, when } = lastStage(rule);
  const fieldOf = (name: string): string | null => countedField(rule, name);
  const passed = hit.limits.filter((limit) => exceeds(limit));
  const shown = (passed.length > 0 ? passed : hit.limits).map((limit) => ({ limit, noun: measuredNoun(rule, limit.name), names: namesOf(values, fieldOf(limit.name)) }));
  const seen = chunked(shown).map(([first, ...others]) => [words(`${first!.noun.tie} `), ...series([first!, ...others].map(measuredPart))]);
  const what = seen.length === 0 ? [words(' had '), figure(amount(hit.rows.length, nounOf('events', null)))] : [words(' was seen '), ...seen.flatMap((one, at) => (at === 0 ? one : [words(' '), ...one]))];
  const begin = window.type === 'whole' ? [words('Over the whole case ')] : span(hit);
  return [
    ...begin, ...subject(entity, values), ...what, words('. '), ...windowsSaid(rule, hit, when !== null), ...(hit.words['tier'] ? [words(` ${hit.words['tier']}`)] : []),
    ...(hit.words['own_host'] ? [words(' '), ...timed(hit.words['own_host'])] : []),
  ];
}

interface Measured { readonly limit: HitLimit; readonly noun: Noun; readonly names: readonly string[] }

/** Neighbours that are tied by the same word are said together: `with … and …`. */
function chunked(all: readonly Measured[]): readonly (readonly Measured[])[] {
  const chunks: Measured[][] = [];
  for (const one of all) {
    if (chunks.at(-1)?.[0]!.noun.tie === one.noun.tie) chunks.at(-1)!.push(one);
    else chunks.push([one]);
  }
  return chunks;
}

/** `**2 networks** (limit 1: Clouvider and Comcast)`. */
function measuredPart({ limit, noun, names }: Measured): Said {
  const named = names.length > 0 && names.length <= NAMED && names.length === limit.measured && names.every((name) => name.length <= NAMED_LENGTH);
  return [
    figure(amount(limit.measured, noun)), words(` (${limits[limit.test]} ${numberText(limit.limit)}${named ? ': ' : ''}`),
    ...(named ? series(names.map((name) => [value(name)])) : []), words(')'),
  ];
}

function windowsSaid(rule: AggregateRule, hit: Hit, limited: boolean): Said {
  const { window } = lastStage(rule);
  const fired = Number(hit.baseline['windows_fired'] ?? 1);
  const events = amount(hit.rows.length, nounOf('events', null));
  if (!limited || window.type === 'whole') return [words('It rests on '), figure(events), words('.')];
  if (window.type === 'calendar') return [words(`That is one ${window.unit} with `), figure(events), words('.')];
  const size = durationText(window.size);
  if (fired <= 1) return [words(`One window of ${size} fired, with `), figure(events), words('.')];
  return [figure(`${numberText(fired)} windows`), words(` of ${size} in a row fired and were merged; they hold `), figure(events), words('.')];
}

function firstSeenSentence(rule: FirstSeenRule, hit: Hit, entity: Entity, values: Values): Said {
  const { value: fields, retention, by } = rule.first_seen;
  const noun = fields.length === 1 ? nounOf('value', fields[0]!) : { one: 'value', many: 'values', tie: 'with' as const };
  const known = Number(hit.baseline['known_values'] ?? 0);
  const whose = by.length === 0 ? [words('anybody')] : subject(entity, values);
  return [
    value(hit.words['value'] ?? ''), words(' was first seen for '), ...whose, words(' at '), time(hit.start), words(', with '), figure(amount(hit.rows.length, nounOf('events', null))), words('. '),
    words('Until then '), figure(amount(known, noun)), words(` ${known === 1 ? 'was' : 'were'} known${known === 0 ? '' : ' ('}`), ...(known === 0 ? [] : [value(hit.words['known'] || ''), words(')')]),
    words(', learned since '), ...timed(String(hit.baseline['baseline_start'])), words(`; what is not seen for ${durationText(retention)} counts as new again.`),
    ...(hit.words['cold'] ? [words(' '), ...timed(hit.words['cold'])] : []),
    ...(hit.words['silent'] ? [words(` ${hit.words['silent']}`)] : []),
  ];
}

function raritySentence(hit: Hit, entity: Entity, values: Values): Said {
  const b = hit.baseline;
  const of = (name: string): number => Number(b[name] ?? 0);
  const limited = (name: string): string => {
    const limit = hit.limits.find((one) => one.name === name);
    return limit === undefined ? '' : ` (${limits[limit.test]} ${numberText(limit.limit)})`;
  };
  const counted = (name: string): Said => [figure(amount(of(name), nounOf(name, null))), words(limited(name))];
  const others = hit.limits.filter(({ name }) => !['events', 'sessions', 'days', 'tenant_groups'].includes(name));
  return [
    words('The session profile '), value(hit.words['signature'] ?? ''), words(' of '), ...subject(entity, values), words(` was ${hit.words['usual'] ? 'usually ' : ''}seen in `), ...counted('sessions'), words(' on '), ...counted('days'), words(': '),
    figure(`${numberText(of('events'))} of ${numberText(of('group_events'))} events`), words(` (${percent(b['event_share'])}) and ${numberText(of('sessions'))} of ${numberText(of('group_sessions'))} sessions (${percent(b['session_share'])}). `),
    ...(others.length === 0 ? [] : [words('Compared with '), ...series(others.map((one) => [figure(amount(one.measured, nounOf(one.name, null))), words(` (${limits[one.test]} ${numberText(one.limit)})`)])), words('. ')]),
    words('In the tenant '), figure(amount(of('tenant_groups'), { one: 'user', many: 'users' })), words(`${limited('tenant_groups')} ${of('tenant_groups') === 1 ? 'has' : 'have'} it.`),
  ];
}

function wouldNotFire(rule: Rule, hit: Hit): readonly WayOut[] {
  if (rule.kind === 'join') return joinWouldNotFire(rule, hit);
  if (rule.kind === 'pair') return pairWouldNotFire(rule, hit);
  if (rule.kind === 'sequence') return sequenceWouldNotFire(rule, hit);
  if (rule.kind === 'meta') return metaWouldNotFire(rule, hit);
  if (rule.kind === 'match') return matchWays(rule, hit);
  if (rule.kind === 'outlier') return outlierWouldNotFire(rule, hit);
  if (rule.kind === 'first_seen') {
    const learning = Number(hit.baseline['learning_ms']);
    return [
      wayOut(`The value seen before, at most ${durationText(rule.first_seen.retention)} earlier.`, 'known', rule.first_seen.value, rule.first_seen.retention),
      wayOut(`A time within the first ${daysText(learning)} of what is known of it.`, 'learning', [], learning),
    ];
  }
  const when = rule.kind === 'aggregate' ? lastStage(rule).when : rule.kind === 'compare' ? rule.compare.when : rule.rarity.when;
  const nounFor = (name: string): Noun => (rule.kind === 'compare' ? comparedNoun(rule, name) : measuredNoun(rule, name));
  return when === null ? [] : sparing(when, hit, nounFor).map(sentenceOf);
}

/** Of a match: what its events would lack. Where the condition asks for no value at all, that they were not there. */
function matchWays(rule: Extract<Rule, { kind: 'match' }>, hit: Hit): readonly WayOut[] {
  const ways = conditionWays(rule.where, hit.rows.length === 1 ? 'The event' : 'The events');
  return ways.length > 0 ? ways : [wayOut(hit.rows.length === 1 ? 'The event not there.' : 'The events not there.', 'without-events')];
}

/** What alone would make a condition fail: any one of those that must all hold; all of those of which one is enough. */
function sparing(when: When, hit: Hit, nounFor: (name: string) => Noun): readonly WayOut[] {
  const measured = (name: string): number => hit.limits.find((one) => one.name === name)?.measured ?? 0;
  if (when.kind === 'all') return when.of.flatMap((one) => sparing(one, hit, nounFor));
  if (when.kind === 'any') {
    return together(when.of.filter((one) => holds(one, measured)).flatMap((one) => sparing(one, hit, nounFor).slice(0, 1)), ' and ');
  }
  const way = (text: string): readonly WayOut[] => [wayOut(text, 'limits', [when.measure], when.value)];
  if (!holds(when, measured)) return [];
  if (when.test === 'at_least' && when.value === 1) return way(`no ${nounFor(when.measure).many} instead of ${numberText(measured(when.measure))}`);
  return way(`${spares[when.test]} ${amount(when.value, nounFor(when.measure))} instead of ${numberText(measured(when.measure))}`);
}

/** Whether somebody else could lie in what was learned, and what it changes who stands behind the user. */
const ofCase = ({ words: said }: Hit): Said => [...(said['learned'] ? [words(' '), ...timed(said['learned'])] : []), ...(said['trait'] ? [words(` ${said['trait']}`)] : [])];

function lost(dropped: Explanation['dropped'], rule: Rule): Said {
  // What is counted zero times is a word of its own, such as a set that the case does not have.
  const notes = dropped.filter(({ count }) => count === 0).map(({ reason }) => ofRun(` ${reason[0]!.toUpperCase()}${reason.slice(1)}.`));
  const counted = dropped.filter(({ count }) => count > 0);
  if (counted.length === 0) return notes;
  const units = new Set(counted.map(({ reason }) => leftOutUnit(reason, rule)));
  const [unit] = units;
  const nounIn = (one: Exclude<typeof unit, null | undefined>): Noun => (one === 'findings' ? metaNoun('findings') : nounOf(one, null));
  const each = counted.map(({ reason, count }) => {
    const own = leftOutUnit(reason, rule);
    return units.size === 1 || own === null ? `${numberText(count)} ${reason}` : `${amount(count, nounIn(own))} (${reason})`;
  });
  const sum = counted.reduce((all, one) => all + one.count, 0);
  if (units.size > 1 || unit === null || unit === undefined) return [...notes, ofRun(` Over its whole run the rule left out: ${each.join('; ')}.`)];
  return [...notes, ofRun(` Over its whole run the rule left out ${amount(sum, nounIn(unit))}: ${counted.length === 1 ? counted[0]!.reason : each.join(', ')}.`)];
}

const exceeds = ({ name, measured, test, limit }: HitLimit): boolean => holds({ kind: 'limit', measure: name, test, value: limit }, () => measured);
const span = (hit: Hit): Said => (hit.start === hit.end ? [words('At '), time(hit.start), words(' ')] : [words('From '), time(hit.start), words(' to '), time(hit.end), words(' ')]);
const namesOf = (values: Values, field: string | null): readonly string[] => (field === null ? [] : (values[field] ?? []).map((one) => one.value).filter((one) => one !== ''));
const percent = (share: string | number | null | undefined): string => (typeof share === 'number' ? `${(share * 100).toFixed(1)} %` : 'share not known');
const daysText = (ms: number): string => `${Math.round((ms / 86_400_000) * 10) / 10} d`;

/** Accounts and tenants say where, not who. */
const scopes = new Set(['organization.id', 'cloud.account.id']);
const callings: Readonly<Record<string, string>> = { 'credential.id': 'key', 'session.id': 'session', sign_in_session: 'console session', 'device.id': 'device', 'source.ip': 'address' };

/** Who or what the finding is about: `key AKIA… of j.doe`. The user is named where the group or its events know exactly one. */
function subject(entity: Entity, values: Values): Said {
  const seen = namesOf(values, 'user.name');
  const user = entity['user.name'] || entity['actor.name'] || (seen.length === 1 ? seen[0]! : '');
  const things = Object.keys(entity).filter((name) => Object.hasOwn(callings, name) && entity[name] !== '');
  const thing = things[0];
  if (thing !== undefined) return [words(`${callings[thing]} `), value(entity[thing]!), ...(user === '' ? [] : [words(' of '), value(user)])];
  if (user !== '') return [value(user)];
  const others = Object.entries(entity).filter(([name, text]) => !scopes.has(name) && text !== '');
  const shown = others.length > 0 ? others : Object.entries(entity);
  return shown.length === 0 ? [words('the case')] : series(shown.map(([name, text]) => [words(`${labelOf(name)} `), value(text)]));
}

/** The label of a field; its name with spaces where the dictionary has none. */
function labelOf(name: string): string {
  return name === 'network.identity' ? 'network' : fieldEntry(name)?.label ?? name.replaceAll('_', ' ');
}
