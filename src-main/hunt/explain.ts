import type { Explanation, ValueCount } from '../contract/index.ts';
import { isoOf, fieldEntry } from '../contract/index.ts';
import { durationText } from './grammar/duration.ts';
import type { AggregateRule, FirstSeenRule, MatchRule, NumberTest, RarityRule, Rule } from './rule.ts';
import { type Hit, type HitLimit } from './run.ts';

type Values = Readonly<Record<string, readonly ValueCount[]>>;
type Entity = Readonly<Record<string, string>>;

const signs: { readonly [T in NumberTest]: string } = { greater: '>', at_least: '>=', less: '<', at_most: '<=' };
const fires: { readonly [T in NumberTest]: string } = { greater: 'more than', at_least: 'at least', less: 'fewer than', at_most: 'at most' };
const spares: { readonly [T in NumberTest]: string } = { greater: 'at most', at_least: 'fewer than', less: 'at least', at_most: 'more than' };

/** The reasons of a finding as data, and in English. */
export function explain(rule: Rule, hit: Hit, entity: Entity, values: Values, dropped: Explanation['dropped']): Explanation {
  return {
    template: templateOf(rule),
    text: [...sentences(rule, hit, entity, values), ...lost(dropped)].join(' '),
    windows: hit.windows.map(({ start, end, measured, fired }) => ({ start: isoOf(start), end: isoOf(end), measured, fired })),
    conditions: hit.limits.map(({ name, measured, test, limit }) => ({ name, measured, operator: signs[test], limit })),
    baseline: hit.baseline,
    dropped,
    wouldNotFire: [...wouldNotFire(rule, hit)],
  };
}

/** Names the wording: the kind, and the window type where there is one. */
function templateOf(rule: Rule): string {
  return rule.kind === 'aggregate' ? `aggregate/${rule.aggregate.window.type}` : rule.kind;
}

function sentences(rule: Rule, hit: Hit, entity: Entity, values: Values): readonly string[] {
  switch (rule.kind) {
    case 'match': return matchText(rule, hit, entity);
    case 'aggregate': return aggregateText(rule, hit, entity, values);
    case 'first_seen': return firstSeenText(rule, hit, entity);
    case 'rarity': return rarityText(rule, hit, entity);
  }
}

function matchText(_: MatchRule, hit: Hit, entity: Entity): readonly string[] {
  return [`${events(hit)} of ${named(entity)} ${hit.rows.length === 1 ? 'fulfils' : 'fulfil'} the rule's condition, ${span(hit)}.`];
}

function aggregateText(rule: AggregateRule, hit: Hit, entity: Entity, values: Values): readonly string[] {
  const { window, measures } = rule.aggregate;
  const size = window.type === 'tumbling' || window.type === 'sliding' ? `Within ${durationText(window.size)}` : window.type === 'calendar' ? `Within one ${window.unit}` : 'Over the whole case';
  const what = hit.limits.map((limit) => `${counted(measures[limit.name]?.field ?? null, limit)} (${limitText(limit)} fires)`);
  const fields = [...new Set(hit.limits.map((limit) => measures[limit.name]?.field).filter((field) => field !== undefined && field !== null))];
  const which = fields.map((field) => `${labelOf(field)}: ${(values[field] ?? []).slice(0, 6).map(({ value, count }) => `${value === '' ? '(empty)' : value} (${count})`).join(', ')}.`);
  const fired = hit.windows.filter((one) => one.fired).length;
  return [
    `${size}, ${named(entity)}: ${what.join(', ') || 'the rule\'s condition'}.`,
    `${events(hit)}, ${span(hit)}${fired > 1 ? `; ${fired} windows fired and were merged, the numbers are the highest of each` : ''}.`,
    ...which,
    ...(hit.words['own_host'] ? [hit.words['own_host']] : []),
  ];
}

function firstSeenText(rule: FirstSeenRule, hit: Hit, entity: Entity): readonly string[] {
  const { value, retention } = rule.first_seen;
  const whose = rule.first_seen.by.length === 0 ? 'anybody' : named(entity);
  return [
    `${value.map(labelOf).join(' + ')} "${hit.words['value']}" was not seen for ${whose} in the ${durationText(retention)} before ${isoOf(hit.start)}.`,
    `Learned since ${hit.baseline['baseline_start']}; ${hit.baseline['known_values']} known: ${hit.words['known'] || 'none'}.`,
    ...(hit.words['cold'] ? [hit.words['cold']] : []),
    `${events(hit)} followed with it.`,
  ];
}

function rarityText(_: RarityRule, hit: Hit, entity: Entity): readonly string[] {
  const b = hit.baseline;
  return [
    `The profile "${hit.words['signature']}" is rare for ${named(entity)}: ${hit.limits.map((limit) => `${limit.name.replaceAll('_', ' ')} ${number(limit.measured)} (${limitText(limit)} fires)`).join(', ')}.`,
    `It has ${b['events']} events in ${b['sessions']} sessions on ${b['days']} days, ${percent(b['event_share'])} of ${b['group_events']} events and ${percent(b['session_share'])} of ${b['group_sessions']} sessions.`,
    `In the tenant ${b['tenant_groups']} have it, with ${b['tenant_events']} events in ${b['tenant_sessions']} sessions.`,
  ];
}

function wouldNotFire(rule: Rule, hit: Hit): readonly string[] {
  if (rule.kind === 'match') return ['It would not fire on events that the condition does not let through.'];
  if (rule.kind === 'first_seen') {
    return [
      `It would not fire if the value had been seen in the ${durationText(rule.first_seen.retention)} before.`,
      `It would not fire within the first ${durationText(Number(hit.baseline['learning_ms']))} of what is known.`,
    ];
  }
  return hit.limits.map(({ name, measured, test, limit }) => `It would not fire if ${name.replaceAll('_', ' ')} were ${spares[test]} ${number(limit)}; it was ${number(measured)}.`);
}

function lost(dropped: Explanation['dropped']): readonly string[] {
  return dropped.map(({ reason, count }) => `Over the whole run ${count} ${count === 1 ? 'event was' : 'events were'} left out: ${reason}.`);
}

const events = (hit: Hit): string => `${hit.rows.length} ${hit.rows.length === 1 ? 'event' : 'events'}`;
const span = (hit: Hit): string => `from ${isoOf(hit.start)} to ${isoOf(hit.end)}`;
const named = (entity: Entity): string => Object.entries(entity).map(([name, value]) => `${labelOf(name)} ${value === '' ? '(empty)' : value}`).join(', ') || 'The case';
const limitText = (limit: HitLimit): string => `${fires[limit.test]} ${number(limit.limit)}`;
const number = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(3));
const percent = (share: string | number | null | undefined): string => (typeof share === 'number' ? `${(share * 100).toFixed(1)} %` : 'an unknown share');
const counted = (field: string | null, limit: HitLimit): string => (field === null ? `${number(limit.measured)} events` : `${labelOf(field)} ${number(limit.measured)} different`);

/** The label of a field; its name with spaces where the dictionary has none. */
function labelOf(name: string): string {
  if (name === 'network.identity') return 'Network';
  return fieldEntry(name)?.label ?? name.replaceAll('_', ' ');
}
