import { fieldEntry, type DeclaredMapping, type DeclaredStep, type DeclaredValue, type EventDraft, type EventFields, type FieldName, type Instant } from '../../contract/index.ts';
import type { Refusal, SourceRecognition, SourceRecord } from '../source.ts';
import { startBuilding, type Building, type Wrong } from './building.ts';
import { castOf } from './cast.ts';
import { compileCondition, compileWhen } from './condition.ts';
import { contentOf } from './content.ts';
import { scopeOf, type Scope } from './scope.ts';
import { compileTime } from './times.ts';
import { compileValue, stepsOf } from './value.ts';

export interface Compiled {
  recognise(record: SourceRecord): SourceRecognition;
  map(record: SourceRecord): EventDraft | Refusal;
  readonly wrong: readonly Wrong[];
}

/** All closures of a mapping, made once. What is wrong with its paths, patterns, templates and times is told in `wrong`; such a mapping is not to be used. */
export function compileMapping(mapping: DeclaredMapping): Compiled {
  const building = startBuilding(mapping.spelling === 'loose');
  compileNamed(mapping, building);
  const recognise = compileRecognise(mapping, building);
  const skips = (mapping.skip ?? []).map(({ when, why }, i) => ({ holds: compileWhen(when, building, ['skip', i, 'when']), refusal: { reason: 'declared/refused', detail: why } as const }));
  const timeOf = compileTimeOf(mapping.time, building);
  const fieldsOf = compileFields(mapping, building);
  const kept = keptInIdentity(mapping);
  const { dataset } = mapping;
  return {
    wrong: building.wrong,
    recognise: (record) => recognise(scopeOf(record.value, record.envelope)),
    map: (record) => {
      const { value } = record;
      if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) return { reason: 'source/invalid', detail: 'the record is neither an object nor a text' };
      const scope = scopeOf(value, record.envelope);
      for (const { holds, refusal } of skips) if (holds(scope)) return refusal;
      const time = timeOf(scope);
      if ('reason' in time) return time;
      const fields = fieldsOf(scope);
      const vendorId = fields['event.id'] ?? null;
      return { dataset, time, vendorId, identity: identityOf(fields, kept, time, vendorId === null ? contentOf(scope) : null), fields };
    },
  };
}

function compileNamed({ let: named = {} }: DeclaredMapping, building: Building): void {
  Object.entries(named).forEach(([name, value], i) => {
    const { each } = compileValue(value, () => (given) => given, building, ['let', name]);
    building.named.set(name, (scope) => {
      scope.named ??= [];
      const found = scope.named[i];
      if (found !== undefined) return found;
      const made: unknown[] = [];
      each(scope, made);
      return scope.named[i] = made;
    });
  });
}

/** Below this, however much holds, no source is sure enough to take a record. */
const NEARLY = 0.49;

function compileRecognise({ recognise, title }: DeclaredMapping, building: Building): (scope: Scope) => SourceRecognition {
  const conditions = recognise.map((one, i) => ({ holds: compileCondition(one, building, ['recognise', i]), text: conditionText(one) }));
  const all: SourceRecognition = { confidence: 1, reason: `all that ${title} is known by: ${conditions.map(({ text }) => text).join(', ')}` };
  const none: SourceRecognition = { confidence: 0, reason: `not so: ${conditions[0]!.text}` };
  return (scope) => {
    if (!conditions[0]!.holds(scope)) return none;
    let held = 1;
    let missed = '';
    for (let i = 1; i < conditions.length; i++) {
      if (conditions[i]!.holds(scope)) held += 1;
      else missed ||= conditions[i]!.text;
    }
    return held === conditions.length ? all : { confidence: (held / conditions.length) * NEARLY, reason: `not so: ${missed}` };
  };
}

/** A condition in words: `eventType is login`. */
export function conditionText(given: DeclaredMapping['recognise'][number]): string {
  if (typeof given === 'string') return given;
  if ('all' in given) return given.all.map(conditionText).join(' and ');
  if ('any' in given) return given.any.map(conditionText).join(' or ');
  if ('not' in given) return `not ${conditionText(given.not)}`;
  const { path, exists, ...tests } = given;
  const where = typeof path === 'string' ? path : path.join(' or ');
  if (exists === false) return `no ${where}`;
  const told = Object.entries(tests).filter(([name]) => name !== 'case').map(([name, wanted]) => `${name === 'type' ? 'is a' : name.replaceAll('_', ' ')} ${(Array.isArray(wanted) ? wanted as readonly unknown[] : [wanted]).map(String).join(' or ')}`);
  return [where, ...told].join(' ');
}

function compileTimeOf(time: DeclaredValue, building: Building): (scope: Scope) => Instant | Refusal {
  const list = Array.isArray(time);
  const ways = stepsOf(time).flatMap((step, i) => {
    const at = list ? ['time', i] : ['time'];
    const read = compileTime(step.written, step.zone);
    if (typeof read === 'string') building.tell([...at, step.written === undefined ? 'zone' : 'written'], read);
    // Each path by itself, so that a refusal can name the one that says something.
    const alone: readonly DeclaredStep[] = Array.isArray(step.path) ? (step.path as readonly string[]).map((path) => ({ ...step, path })) : [step];
    return alone.map((one) => ({ one: compileValue(one, () => (value) => value, building, at).one, read, name: originText(one) }));
  });
  const none: Refusal = { reason: 'source/no-time', detail: `none of ${ways.map(({ name }) => name).join(', ')} says a time` };
  return (scope) => {
    for (const { one, read, name } of ways) {
      const found = one(scope);
      if (found === undefined) continue;
      const made = typeof read === 'string' ? read : read(found);
      return typeof made === 'string' ? { reason: 'source/invalid', detail: `${name}: ${made}` } : made;
    }
    return none;
  };
}

export function originText({ path, join, every, template, value }: DeclaredStep): string {
  if (template !== undefined) return template;
  if (path !== undefined) return typeof path === 'string' ? path : path.join(', ');
  return (join ?? every)?.join(' + ') ?? String(value);
}

/** Fields in the order of the mapping, absent ones undefined, so that all events of one mapping have one shape. */
function compileFields(mapping: DeclaredMapping, building: Building): (scope: Scope) => EventFields {
  const made = Object.entries(mapping.fields).flatMap(([field, value]) => {
    const name = field as FieldName;
    const entry = fieldEntry(name);
    if (value === undefined || entry === undefined) return [];
    const { one, each } = compileValue(value, castOf(name, building), building, ['fields', field]);
    return [{ name, read: entry.many ? (scope: Scope) => { const found: unknown[] = []; each(scope, found); return found.length === 0 ? undefined : [...new Set(found)]; } : one }];
  });
  // A copy of an object that has all names is several times faster than one that gets them one by one.
  const blank: Readonly<Record<string, unknown>> = { ...(mapping.dataset === 'custom' ? { 'custom.source': mapping.id } : {}), ...Object.fromEntries(made.map(({ name }) => [name, undefined])) };
  return (scope) => {
    const fields: Record<string, unknown> = { ...blank };
    for (const { name, read } of made) {
      const found = read(scope);
      if (found !== undefined) fields[name] = found;
    }
    return fields;
  };
}

/** Fields whose values say whether two records are the same event. */
function keptInIdentity(mapping: DeclaredMapping): readonly FieldName[] {
  return (Object.keys(mapping.fields) as FieldName[]).filter((name) => !stepsOf(mapping.fields[name]!).some(({ aside }) => aside === true));
}

/** What, with the vendor's id, says that two records are one event: all that was mapped; without an id also all else that the record says. */
function identityOf(fields: EventFields, kept: readonly FieldName[], time: Instant, content: number | null): EventDraft['identity'] {
  let said = '';
  for (const name of kept) {
    const value = fields[name];
    if (value !== undefined) said += `${name}=${String(value)}\u001f`;
  }
  return [time.ms, time.restNs, fields['custom.source'] ?? null, said, content];
}
