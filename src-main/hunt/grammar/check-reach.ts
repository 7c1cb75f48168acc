import { entryOf } from '../known-fields.ts';
import { limitsOf, type AggregateRule, type CompareRule, type Measure, type Tier, type When, type Where } from '../rule.ts';
import { limitsTogether, type Remarking } from './remarks.ts';

type Limit = Extract<When, { kind: 'limit' }>;
type Path = readonly (string | number)[];

/** Warns of conditions on measures that never hold, or always do, and of groups and windows that make the rest pointless. */
export function checkReach(remarking: Remarking): void {
  const { rule } = remarking;
  checkGroups(remarking);
  if (rule.kind === 'aggregate') {
    const { aggregate } = rule;
    checkSliding(remarking, ['aggregate', 'window']);
    checkConditions(remarking, ['aggregate'], aggregate.when, aggregate.then === null ? aggregate.tiers : [], (name) => mostOf(rule, aggregate.measures[name]));
    if (aggregate.then !== null) {
      checkSliding(remarking, ['aggregate', 'then', 'window']);
      checkConditions(remarking, ['aggregate', 'then'], aggregate.then.when, aggregate.then.tiers, () => Infinity);
      const [first, second] = [aggregate.window, aggregate.then.window];
      if ('size' in first && 'size' in second && second.size < first.size) remarking.warn(['aggregate', 'then', 'window', 'size'], 'The second window is shorter than the first: it never holds more than one of them.');
    }
    for (const [name, { field }] of Object.entries(aggregate.measures)) {
      if (field === 'window.start' && aggregate.window.type !== 'tumbling' && aggregate.window.type !== 'calendar') remarking.warn(['aggregate', 'measures', name], `A ${aggregate.window.type} window has no edge of its own: window.start is the start of what is found. Use @timestamp.`);
    }
  }
  if (rule.kind === 'compare') {
    checkSliding(remarking, ['compare', 'window']);
    checkConditions(remarking, ['compare'], rule.compare.when, [], (name) => mostOf(rule, rule.compare.measures[name]));
  }
  if (rule.kind === 'rarity') checkConditions(remarking, ['rarity'], rule.rarity.when, [], (name) => (name.endsWith('_share') ? 1 : Infinity));
  if (rule.kind === 'join') checkConditions(remarking, ['join'], rule.join.when, rule.join.tiers, () => Infinity);
}

/** A sliding window has a cap, and both are parameters: a finding that grows without end, or cannot be tuned, is of little use (C21). */
function checkSliding({ rule, tree, at, warn }: Remarking, path: Path): void {
  const window = path.reduce<{ size?: number; type?: string; cap?: number } | undefined>((here, step) => (here as Record<string, typeof here> | undefined)?.[step], rule as never);
  if (window?.type !== 'sliding') return;
  if (window.cap === Number.MAX_SAFE_INTEGER) return warn(path, 'Nothing caps this window: windows that overlap are one finding, however long it grows. Add cap: $cap and a parameter.');
  let here = tree;
  for (const step of [...path, 'cap']) here = here.kind === 'map' ? here.entries.get(String(step))!.value : here;
  if (here.kind === 'scalar' && !String(here.value).startsWith('$')) warn(at([...path, 'cap']), 'The cap is written out, so nobody can tune it. Make it a parameter: cap: $cap.');
}

function checkGroups({ rule, warn }: Remarking): void {
  const section = (rule as unknown as Record<string, { readonly by?: unknown }>)[rule.kind];
  const by = Array.isArray(section?.by) ? (section.by as readonly string[]) : [];
  for (const name of by) {
    if (name === '@timestamp' || name === 'event.id') warn([rule.kind, 'by'], `${name} is another one for each event: every group has one event. Take it away; time belongs to the window.`);
  }
  if (rule.kind === 'first_seen') for (const name of rule.first_seen.value) if (by.includes(name)) warn(['first_seen', 'value'], `${name} is the entity itself: each has one value, and nothing is ever new. Take it away from by.`);
}

/** The most that a measure can be, by the conditions that every event fulfils. */
function mostOf(rule: AggregateRule | CompareRule, measure: Measure | undefined): number {
  if (measure?.kind !== 'count_distinct' || measure.field === null) return Infinity;
  const by = rule.kind === 'aggregate' ? rule.aggregate.by : rule.compare.by;
  if (by.includes(measure.field)) return 1;
  if (entryOf(measure.field)?.many === true) return Infinity;
  return Math.min(named(rule.where, measure.field), measure.where === null ? Infinity : named(measure.where, measure.field));
}

/** How many values of a field the condition lets through, where it names them. */
function named(where: Where, field: string): number {
  if (where.kind === 'all') return Math.min(Infinity, ...where.of.map((one) => named(one, field)));
  if (where.kind === 'any') return where.of.length === 0 ? Infinity : where.of.reduce((sum, one) => sum + named(one, field), 0);
  return where.kind === 'text' && where.field === field && !where.fold && (where.test === 'is' || where.test === 'in') ? new Set(where.values).size : Infinity;
}

function checkConditions(remarking: Remarking, path: Path, when: When | null, tiers: readonly Tier[], most: (name: string) => number): void {
  const conditions = [...(when === null ? [] : [{ when, at: [...path, 'when'] }]), ...tiers.map((tier, i) => ({ when: tier.when, at: [...path, 'tiers', i, 'when'] }))];
  for (const { when: one, at } of conditions) {
    for (const limit of limitsOf(one)) checkLimit(remarking, limit, at, most(limit.measure));
    for (const group of limitsTogether(one)) {
      for (const [name, own] of Map.groupBy(group, ({ measure }) => measure)) if (lowest(own) > highest(own)) remarking.warn(at, `"${name}" cannot be above ${lowest(own)} and below ${highest(own)} at once: this never holds.`);
    }
  }
  tiers.forEach((tier, i) => {
    const before = tiers.slice(0, i).findIndex((earlier) => earlier.when.kind === 'limit' && tier.when.kind === 'limit' && implies(tier.when, earlier.when));
    if (before >= 0) remarking.warn([...path, 'tiers', i], 'This tier is never reached: wherever it holds, one before it does. The strictest stands first.');
  });
}

function checkLimit({ warn }: Remarking, { measure, test, value }: Limit, at: Path, most: number): void {
  const never = test === 'greater' ? value >= most : test === 'at_least' ? value > most : test === 'less' ? value <= 0 : value < 0;
  if (never && !signed(measure)) return warn(at, `"${measure}" is never ${said[test]} ${value}${most < Infinity && (test === 'greater' || test === 'at_least') ? `: it is at most ${most}` : ''}. This never holds.`);
  const always = !signed(measure) && ((test === 'at_least' && value <= 0) || (test === 'greater' && value < 0));
  if (always) warn(at, `"${measure}" is always ${said[test]} ${value}. Take the condition away, or raise the limit.`);
}
const said = { greater: 'above', at_least: 'at least', less: 'below', at_most: 'at most' } as const;
/** Differences may be below zero. */
const signed = (measure: string): boolean => /\.(change|ratio)$/.test(measure);
const lowest = (limits: readonly Limit[]): number => Math.max(-Infinity, ...limits.filter(({ test }) => test === 'greater' || test === 'at_least').map(({ value }) => value));
const highest = (limits: readonly Limit[]): number => Math.min(Infinity, ...limits.filter(({ test }) => test === 'less' || test === 'at_most').map(({ value }) => value));

/** Whether the second limit holds wherever the first does. */
function implies(one: Limit, other: Limit): boolean {
  if (one.measure !== other.measure) return false;
  const [up, down] = [['greater', 'at_least'], ['less', 'at_most']];
  if (up.includes(one.test) && up.includes(other.test)) return one.value > other.value || (one.value === other.value && (one.test === 'greater' || other.test === 'at_least'));
  return down.includes(one.test) && down.includes(other.test) && (one.value < other.value || (one.value === other.value && (one.test === 'less' || other.test === 'at_most')));
}
