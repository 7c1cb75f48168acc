import { fieldEntry, fieldNames, fields, type FieldName } from '../contract/index.ts';
import { ColumnsBuilder } from './build.ts';
import type { Columns } from './columns.ts';
import type { ActorEntry, ColumnDictionaries, ColumnPage, DimensionEntry } from './page.ts';
import { dimensionOf, isNumeric, type Dimension } from './reach.ts';
import { textDictionaryOf } from './text-block.ts';

/** An event as a plain object: fields by name, derived ones too. `time` is UTC ms. Null and undefined both mean absent. */
export interface PlainEvent {
  readonly time: number;
  /** `event.id` of the case file; without it, the place in the list, from 1. */
  readonly event?: number;
  readonly [field: string]: PlainValue;
}
export type PlainValue = string | number | boolean | null | undefined | readonly string[];

/**
 * Columns of a few events, for the examples of rules and for tests. Events of one time keep their order. An event that has fields of an
 * address or an agent (`source.as.number`) without the address or agent itself gets one made of those fields. Throws on a name that is no field
 * and where one address or agent has two meanings.
 */
export function columnsFromEvents(events: readonly PlainEvent[]): Columns {
  const ordered: readonly NumberedEvent[] = events.map((event, at) => ({ ...event, event: event.event ?? at + 1 })).sort((a, b) => a.time - b.time);
  for (const event of ordered) for (const name of Object.keys(event)) checkName(name);
  const values = codes();
  const dimension = { actor: dimensionCodes('actor'), 'source.ip': dimensionCodes('source.ip'), 'user_agent.original': dimensionCodes('user_agent.original') };
  const ids: Ids = {
    'source.ip': Int32Array.from(ordered, dimension['source.ip'].code), 'user_agent.original': Int32Array.from(ordered, dimension['user_agent.original'].code),
  };
  const page: ColumnPage = {
    n: ordered.length,
    time: Float64Array.from(ordered, ({ time }) => time),
    event: Int32Array.from(ordered, ({ event }) => event),
    actor: Int32Array.from(ordered, dimension.actor.code),
    ...fieldArrays(ordered, ids, values.code),
  };
  const builder = new ColumnsBuilder({ caseId: 'events', state: 0, texts: fieldNames.filter((field) => fields[field].storage === 'text') });
  builder.addPage(page);
  const texts = values.dictionary();
  return builder.finish({
    values: texts, identifiers: texts, actors: dimension.actor.entries(), ips: dimension['source.ip'].entries(), agents: dimension['user_agent.original'].entries(),
  });
}

type NumberedEvent = PlainEvent & { readonly event: number };
type Ids = Partial<Record<FieldName, Int32Array>>;

function fieldArrays(rows: readonly NumberedEvent[], ids: Ids, codeOf: (text: string) => number): Pick<ColumnPage, 'ids' | 'numbers' | 'many' | 'texts'> {
  const numbers: Partial<Record<FieldName, Float64Array>> = {};
  const many: Partial<Record<FieldName, { offsets: Int32Array; values: Int32Array }>> = {};
  const texts: Partial<Record<FieldName, (string | null)[]>> = {};
  for (const field of fieldNames) {
    const { storage, home } = fields[field];
    const column = rows.map((row) => row[field]);
    if (field === '@timestamp' || dimensionOf(field) !== null || field in ids || !column.some(isThere)) continue;
    if (storage === 'flag') ids[field] = Int32Array.from(column, (value) => (isThere(value) ? (truth(value) ? 2 : 1) : 0));
    else if (storage === 'text') texts[field] = column.map((value) => (isThere(value) ? String(value) : null));
    else if (isNumeric(field)) numbers[field] = Float64Array.from(column, (value) => (isThere(value) ? Number(value) : NaN));
    else if (home === 'event_value') many[field] = manyOf(column.map((value) => listOf(value).map(codeOf)));
    else ids[field] = Int32Array.from(column, (value) => (isThere(value) ? codeOf(String(value)) : 0));
  }
  return { ids, numbers, many, texts };
}

const isThere = (value: PlainValue): boolean => value !== null && value !== undefined;
const listOf = (value: PlainValue): readonly string[] => (isThere(value) ? (Array.isArray(value) ? (value as readonly string[]) : [String(value)]) : []);
const truth = (value: PlainValue): boolean => value === true || value === 'true';

function checkName(name: string): void {
  if (name !== 'time' && name !== 'event' && fieldEntry(name) === undefined) throw new Error(`There is no field ${name}.`);
}

function codes(): { code: (value: string) => number; dictionary: () => ColumnDictionaries['values'] } {
  const codeOf = new Map<string, number>();
  return {
    code(value) {
      const code = codeOf.get(value) ?? codeOf.size + 1;
      codeOf.set(value, code);
      return code;
    },
    dictionary: () => textDictionaryOf([...codeOf].map(([value, code]) => [code, value])),
  };
}

function dimensionCodes(dimension: Dimension): { code: (event: PlainEvent) => number; entries: () => (ActorEntry & DimensionEntry)[] } {
  const names = fieldNames.filter((field) => dimensionOf(field) === dimension);
  const known = new Map<string, { readonly entry: ActorEntry & DimensionEntry; readonly meaning: string }>();
  return {
    code(event) {
      const own = dimension === 'actor' ? undefined : event[dimension];
      const meant = Object.fromEntries(names.filter((name) => isThere(event[name])).map((name) => [name, isNumeric(name) ? Number(event[name]) : String(event[name])]));
      const meaning = JSON.stringify(meant);
      if (!isThere(own) && meaning === '{}') return 0;
      const text = isThere(own) ? String(own) : meaning;
      const found = known.get(text);
      if (found !== undefined && found.meaning !== meaning) throw new Error(`${text} is both ${found.meaning} and ${meaning}.`);
      if (found !== undefined) return found.entry.id;
      const entry = { id: known.size + 1, text, fields: meant };
      known.set(text, { entry, meaning });
      return entry.id;
    },
    entries: () => [...known.values()].map(({ entry }) => entry),
  };
}

function manyOf(lists: readonly (readonly number[])[]): { offsets: Int32Array; values: Int32Array } {
  const offsets = new Int32Array(lists.length + 1);
  for (const [row, list] of lists.entries()) offsets[row + 1] = offsets[row]! + list.length;
  return { offsets, values: Int32Array.from(lists.flat()) };
}
