import { columnsFromEvents, type PlainEvent } from '../../src-main/columns/index.ts';
import { emptyContext, fieldNames, type FindingDraft, type HuntContext, type WayOutKind } from '../../src-main/contract/index.ts';
import { bindRule, runExamples, type Rule } from '../../src-main/hunt/index.ts';
import { lensOf } from '../../src-main/hunt/lens.ts';
import type { When, Where } from '../../src-main/hunt/rule.ts';
import { maskOf } from '../../src-main/hunt/where.ts';

export type Example = Rule['examples'][number];
type Event = Example['events'][number];
export interface Proof { readonly rule: Rule; readonly example: Example; readonly finding: FindingDraft }
export interface Way { readonly does: WayOutKind; readonly names: readonly string[]; readonly value: number | null }
/** The rule with its parameters bound, the events, and what the case knows, after what a sentence says was done. */
interface Done { readonly rule: Rule; readonly events: readonly Event[]; readonly context?: Partial<HuntContext> }

/** Does to the rule or to the data what a sentence of "would not fire" says; null where there is nothing to do it to. */
export function doWay(proof: Proof, way: Way): Done | null {
  const rule = bindRule(proof.rule, proof.example.parameters);
  return ways[way.does]({ ...proof, rule }, way);
}

/** Whether nothing of the same entity is found in the time of the finding any more. */
export function isGone({ finding, example }: Proof, done: Done): boolean {
  const entity = JSON.stringify(finding.entity);
  const after = runExamples({ ...done.rule, examples: [{ ...example, parameters: {}, events: done.events }] }, done.context)[0]!.outcome.findings;
  return !after.some((one) => JSON.stringify(one.entity) === entity && (one.start < finding.end || one.start === finding.start) && (one.end > finding.start || one.start === finding.start));
}

const num = ({ finding }: Proof, name: string): number => Number(finding.explanation.baseline[name]);
const at = ({ finding }: Proof, name: string): number => Date.parse(String(finding.explanation.baseline[name]));
/** Findings name events by their place in the example, from 1. */
const mine = ({ finding }: Proof): ReadonlySet<number> => new Set([...finding.events].map((id) => id - 1));
const sectionOf = (rule: Rule): Readonly<Record<string, unknown>> => (rule as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[rule.kind]!;
const withSection = (rule: Rule, more: Readonly<Record<string, unknown>>): Rule => ({ ...rule, [rule.kind]: { ...sectionOf(rule), ...more } }) as Rule;
const changed = (proof: Proof, more: Readonly<Record<string, unknown>>): Done => ({ rule: withSection(proof.rule, more), events: proof.example.events });
const told = (proof: Proof, events: readonly Event[]): Done => ({ rule: proof.rule, events: events.toSorted((a, b) => a.at - b.at) });
const edited = (proof: Proof, edit: (event: Event, place: number) => Event): Done => { const own = mine(proof); return told(proof, proof.example.events.map((event, place) => (own.has(place) ? edit(event, place) : event))); };

const sourceFields = fieldNames.filter((name) => name.startsWith('source.'));
/** The fields of events behind a field that is derived or computed. */
function basis(rule: Rule, field: string): readonly string[] {
  const derived = Object.hasOwn(rule.derive, field) ? rule.derive[field]! : null;
  // What is known of an address goes with it.
  if (field === 'network.identity' || field === 'source.ip') return sourceFields;
  if (field === 'actor.name') return ['user.name'];
  return derived === null ? [field] : [derived.of].flat();
}

/** Which events fulfil a condition, by place. */
function fulfil({ rule, example }: Proof, where: Where): readonly boolean[] {
  const columns = columnsFromEvents(example.events.map((event): PlainEvent => ({ 'event.dataset': rule.requires.datasets[0]!, ...event.fields, time: example.start + event.at })));
  const mask = maskOf(where, lensOf(columns, rule.derive, { ...emptyContext, ...example.context }));
  const all = example.events.map(() => false);
  mask.forEach((one, row) => { all[columns.event[row]! - 1] = one === 1; });
  return all;
}

/** The condition with limits that what was measured is beyond. */
function beyond(when: When, names: readonly string[], measured: (name: string) => number): When {
  if (when.kind !== 'limit') return { ...when, of: when.of.map((one) => beyond(one, names, measured)) };
  return names.includes(when.measure) ? { ...when, value: measured(when.measure) + { greater: 0, at_least: 1, less: 0, at_most: -1 }[when.test] } : when;
}

function limits(proof: Proof, { names, value }: Way): Done | null {
  const { rule, finding } = proof;
  if (rule.kind === 'outlier') return fewer(proof, rule.outlier.measure.field, value!);
  // A speed is told to a tenth.
  const measured = (name: string): number => finding.explanation.conditions.find((one) => one.name === name)!.measured + (name === 'speed' ? 0.1 : 0);
  if (rule.kind === 'aggregate' && rule.aggregate.then !== null) return changed(proof, { then: { ...rule.aggregate.then, when: beyond(rule.aggregate.then.when!, names, measured) } });
  return changed(proof, { when: beyond(sectionOf(rule)['when'] as When, names, measured) });
}

/** Of the events of a finding those with the first so many values, or so many. */
function fewer(proof: Proof, field: string | null, most: number): Done {
  const own = mine(proof);
  const seen = new Set<string>();
  return told(proof, proof.example.events.filter((event, place) => {
    if (!own.has(place)) return true;
    const value = field === null ? String(place) : JSON.stringify(basis(proof.rule, field).map((name) => event.fields[name] ?? null));
    return seen.has(value) || (seen.size < most && seen.add(value) !== undefined);
  }));
}

function step(proof: Proof, { names, value }: Way): Done {
  const { rule, example } = proof;
  if (rule.kind === 'sequence') {
    const of = fulfil(proof, rule.sequence.steps.find(({ name }) => name === names[0])!.where);
    let left = value! - 1;
    return told(proof, example.events.filter((_, place) => !of[place] || (left -= 1) >= 0));
  }
  const i = rule.kind === 'meta' ? rule.meta.then.findIndex(({ name }) => name === names[0]) + 1 : 0;
  const time = at(proof, `step_${i}_at`);
  const of = mine(proof);
  return told(proof, example.events.filter((event, place) => !(of.has(place) && example.start + event.at === time)));
}

function usual(proof: Proof): Done {
  const { rule, example } = proof;
  if (rule.kind !== 'sequence') throw new Error('Only a sequence has habits.');
  const present = rule.sequence.steps.filter(({ absent }) => !absent);
  const n = present.findIndex((one) => one.new !== null);
  const time = at(proof, `step_${n + 1}_first`);
  const of = fulfil(proof, present[n]!.where);
  const fresh = example.events.find((event, place) => of[place] && example.start + event.at === time)!;
  return told(proof, [...example.events, { ...fresh, at: at(proof, `step_${n}_first`) - example.start - 60_000 }]);
}

function learning(proof: Proof): Done {
  const elapsed = proof.finding.start - at(proof, 'baseline_start') + 1;
  return changed(proof, { learning: elapsed, retention: Math.max(elapsed + 1, Number(sectionOf(proof.rule)['retention'])), cold_start: 'suppress' });
}

function cleared(proof: Proof): Done {
  const own = mine(proof);
  const { example, rule } = proof;
  const all = example.events.flatMap(({ at: when, found, fields }, place) => (found === null || !own.has(place) ? [] : [{ rule: found.rule, variant: found.variant, entity: { 'user.name': String(fields['user.name'] ?? '') }, start: example.start + when }]));
  return { rule, events: example.events, context: { cleared: all } };
}

function later(proof: Proof, { value }: Way): Done {
  const [first, second] = [at(proof, 'first_at'), at(proof, 'second_at')];
  return told(proof, proof.example.events.map((event) => (proof.example.start + event.at >= second ? { ...event, at: event.at + value! - (second - first) } : event)));
}

function radii(proof: Proof, { value }: Way): Done | null {
  const first = at(proof, 'first_at') - proof.example.start;
  const [own, name] = [proof.example.events.find((event) => event.at === first), 'source.geo.accuracy'];
  const radius = own?.fields[name];
  if (typeof radius !== 'number') return null;
  return told(proof, proof.example.events.map((event) => (event.at === first ? { ...event, fields: { ...event.fields, [name]: radius + value! } } : event)));
}

const ways: { readonly [K in WayOutKind]: (proof: Proof, way: Way) => Done | null } = {
  limits, step, usual, learning, cleared, later, radii,
  sigma: (proof, { value }) => changed(proof, { sigma: value }),
  floor: (proof, { value }) => changed(proof, { floor: value! + 1e-6 }),
  row: (proof) => changed(proof, { consecutive: num(proof, 'windows_fired') + 1 }),
  // Something usual may happen in the same moment: the test of first_seen tries each.
  known: () => null,
  within(proof) {
    if (proof.rule.kind !== 'join') return changed(proof, { within: num(proof, 'between_ms') - 1 });
    const near = num(proof, 'nearest_ms') - 1;
    return changed(proof, { within: near, on: proof.rule.join.on.map((way) => ({ ...way, within: near })) });
  },
  'without-fields': (proof, { names }) => (names.includes('actor.trait') ? { rule: proof.rule, events: proof.example.events, context: { traits: [] } } : edited(proof, (event) => ({ ...event, fields: Object.fromEntries(Object.entries(event.fields).filter(([name]) => !names.some((one) => basis(proof.rule, one).includes(name)))) }))),
  'without-events': (proof) => { const own = mine(proof); return told(proof, proof.example.events.filter((_, place) => !own.has(place))); },
  'no-key': (proof, { names }) => edited(proof, (event, place) => ({ ...event, fields: { ...event.fields, ...Object.fromEntries(names.flatMap((name) => basis(proof.rule, name)).map((name) => [name, `other ${place}`])) } })),
  span: (proof) => changed(proof, { maxspan: num(proof, 'span_ms') - 1 }),
  order(proof) {
    const times = [...mine(proof)].map((place) => proof.example.events[place]!.at);
    const [from, to] = [Math.min(...times), Math.max(...times)];
    return edited(proof, (event) => ({ ...event, at: from + to - event.at }));
  },
  absent: () => null, until: () => null,
};
