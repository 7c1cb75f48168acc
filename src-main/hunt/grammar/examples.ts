import type { ExampleFinding } from '../meta-parts.ts';
import type { Example, ExampleEvent } from '../rule.ts';
import { toldFinding } from './meta-section.ts';
import { exampleContext, type ExampleContext } from './example-context.ts';
import { draftOf, duration, filledText, needed, number, optional, recordOf, whole, type Keys, type Reader } from './read.ts';
import type { Tree } from './yaml-tree.ts';

type Value = string | number | boolean | readonly string[];
const DEFAULT_START = '2026-01-05T00:00:00Z';
const MAX_EVENTS = 20_000;

const value: Reader<Value> = (tree, reading) => {
  if (tree.kind === 'scalar' && tree.value !== null) return tree.value;
  if (tree.kind === 'list' && tree.items.every((item) => item.kind === 'scalar')) return tree.items.map((item) => String((item as { value: unknown }).value));
  reading.problems.add(tree.at, 'A field of an event is a text, a number, true, false or a list of texts. Leave it out where it is absent.');
  return undefined;
};
const literal: Reader<string | number> = (tree, reading) => {
  if (tree.kind === 'scalar' && (typeof tree.value === 'string' || typeof tree.value === 'number')) return tree.value;
  reading.problems.add(tree.at, 'A text or a number is wanted here.');
  return undefined;
};
const instant: Reader<number> = (tree, reading) => {
  const found = filledText(tree, reading);
  if (found === undefined) return undefined;
  const ms = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/.test(found) ? Date.parse(found) : NaN;
  if (!Number.isNaN(ms)) return ms;
  reading.problems.add(tree.at, 'A time in UTC is wanted here, such as 2026-01-05T00:00:00Z.');
  return undefined;
};
const anyName = /^[@a-zA-Z][\w.@/ ,'-]{0,199}$/;
const eventFields = recordOf(value, anyName, 'a field');

/** Keys of an event besides its fields. */
const stepKeys = { at: needed(duration), repeat: optional(whole, 1), every: optional(duration, 0), found: optional<ExampleFinding | null>(toldFinding, null) } satisfies Keys;

const event: Reader<readonly ExampleEvent[]> = (tree, reading) => {
  if (tree.kind !== 'map') return draftOf('an event', stepKeys, tree, reading) && undefined;
  const own = new Map([...tree.entries].filter(([key]) => Object.hasOwn(stepKeys, key)));
  const rest = new Map([...tree.entries].filter(([key]) => !Object.hasOwn(stepKeys, key)));
  const step = draftOf('an event', stepKeys, { ...tree, entries: own }, reading);
  const fields = eventFields({ ...tree, entries: rest }, reading);
  if (step?.at === undefined || step.repeat === undefined || step.every === undefined || fields === undefined) return undefined;
  if (step.repeat < 1 || step.repeat > MAX_EVENTS) {
    reading.problems.add(tree.at, `"repeat" is 1 to ${MAX_EVENTS}.`);
    return undefined;
  }
  return Array.from({ length: step.repeat }, (_, n) => ({ at: step.at! + n * step.every!, found: step.found ?? null, fields: numbered(fields, n + 1) }));
};

const events: Reader<readonly ExampleEvent[]> = (tree, reading) => {
  if (tree.kind === 'list') return tree.items.flatMap((item) => event(item, reading) ?? []);
  reading.problems.add(tree.at, 'A list of events is wanted here.');
  return undefined;
};

export const exampleKeys = {
  says: needed(filledText),
  finds: needed(whole),
  start: optional(instant, Date.parse(DEFAULT_START)),
  zone: optional(filledText, 'UTC'),
  parameters: optional<Readonly<Record<string, string | number>>>(recordOf(literal, /^[a-z][a-z0-9_]*$/, 'a parameter'), {}),
  dropped: optional<Readonly<Record<string, number>>>(recordOf(number, anyName, 'a reason'), {}),
  common: optional<Readonly<Record<string, Value>>>(eventFields, {}),
  context: optional<ExampleContext>(exampleContext, { sets: [], traits: [] }),
  events: needed(events),
} satisfies Keys;

/** An example: what it says, its events, and how many findings (or rows) it must give. `common` fields stand in every event that does not have them. */
export const example: Reader<Example> = (tree: Tree, reading) => {
  const draft = draftOf('an example', exampleKeys, tree, reading);
  if (draft === undefined || Object.values(draft).includes(undefined)) return undefined;
  const { common, ...rest } = draft;
  const made = rest.events!.map((one) => ({ ...one, fields: { ...common, ...one.fields } }));
  return { ...(rest as Omit<Example, 'events'>), events: made };
};

/** `{n}` in texts of a repeated event is its number, from 1. */
function numbered(fields: Readonly<Record<string, Value>>, n: number): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(fields).map(([key, one]) => [key, typeof one === 'string' ? one.replaceAll('{n}', String(n)) : one]));
}

/** Keys of an event besides its fields, for the docs. */
export const eventKeys: readonly string[] = Object.keys(stepKeys);
