import { fields, type FieldName } from '../contract/index.ts';
import type { ActorEntry, ColumnDictionaries, DimensionEntry } from './page.ts';
import { textBlock } from './text-block.ts';
import { dimensionOf, isNumeric, type Dimension } from './reach.ts';
import type { Taken } from './taken.ts';
import { TextPool, type SortedTexts } from './text-pool.ts';

/** A field of a dimension: `codes[code of the dimension]` counts in `seen` from 1; 0 = absent. */
export interface DimensionCodes {
  readonly field: FieldName;
  readonly codes: Uint32Array;
  readonly seen: (string | number)[];
}
export interface GatheredTexts {
  readonly texts: SortedTexts;
  /** Number of the text of each code of a field, from code 1 at 0. */
  textOfCode(field: FieldName): Uint32Array;
  readonly dimensions: { readonly [D in Dimension]: readonly DimensionCodes[] };
}

type EntriesOfCode = Uint32Array;

/** Texts of the large dictionaries, in order. */
export interface EarlyTexts {
  readonly pool: TextPool;
  readonly values: KnownTexts;
  readonly identifiers: KnownTexts;
}
/** Entry of the pool + 1 by id, 0 where there is none; ids up to `last` were read. */
interface KnownTexts { readonly entryOf: Uint32Array; readonly last: number }

const nothing: KnownTexts = { entryOf: new Uint32Array(1), last: 0 };

/** Reads and sorts the large dictionaries ahead of the pages, which takes as long whatever rows name. */
export function* gatherEarly(given: Pick<ColumnDictionaries, 'values' | 'identifiers'>): Generator<void, EarlyTexts> {
  const pool = new TextPool();
  const values = yield* readOn(pool, nothing, given.values);
  const identifiers = yield* readOn(pool, nothing, given.identifiers);
  yield* pool.sortAhead();
  return { pool, values, identifiers };
}

/** Keeps the texts that the rows use, with those that came in since, and sorts them. */
export function* gatherTexts(taken: Taken, given: ColumnDictionaries, { pool, ...early }: EarlyTexts): Generator<void, GatheredTexts> {
  const entries = new Map<FieldName, EntriesOfCode>();
  const seenBy = (table: Table): Map<FieldName, Uint32Array> => new Map([...taken.ids, ...taken.many].filter(([field]) => tableOf(field) === table));
  yield* addTable(pool, entries, seenBy('values'), yield* readOn(pool, early.values, given.values), 'value');
  yield* addTable(pool, entries, seenBy('identifiers'), yield* readOn(pool, early.identifiers, given.identifiers), 'identifier');
  yield* addTable(pool, entries, seenBy('flags'), yield* readOn(pool, nothing, () => [textBlock([[1, 'false'], [2, 'true']])]), 'flag');
  const dimensions = {
    actor: addDimension(pool, entries, 'actor', taken.actors, given.actors),
    'source.ip': addDimension(pool, entries, 'source.ip', taken.ids.get('source.ip') ?? [], given.ips),
    'user_agent.original': addDimension(pool, entries, 'user_agent.original', taken.ids.get('user_agent.original') ?? [], given.agents),
  };
  for (const [field, codes] of taken.texts) entries.set(field, Uint32Array.from(codes.keys(), (text) => pool.add(text)));
  yield;
  const texts = yield* pool.sorted();
  return { texts, dimensions, textOfCode: (field) => (entries.get(field) ?? new Uint32Array(0)).map((entry) => texts.numberOf[entry]!) };
}

function* readOn(pool: TextPool, known: KnownTexts, given: ColumnDictionaries['values']): Generator<void, KnownTexts> {
  let { entryOf, last } = known;
  for (const { ids, bytes, ends } of given(last)) {
    for (let at = 0; at < ids.length; at += 1) {
      const id = ids[at]!;
      if (id >= entryOf.length) entryOf = roomier(entryOf, id);
      entryOf[id] = pool.offer(bytes, at === 0 ? 0 : ends[at - 1]!, ends[at]!) + 1;
      if (id > last) last = id;
    }
    yield;
  }
  return { entryOf, last };
}

function roomier(entryOf: Uint32Array, id: number): Uint32Array {
  const room = new Uint32Array(Math.max(id + 1, entryOf.length * 2));
  room.set(entryOf);
  return room;
}

type Table = 'values' | 'identifiers' | 'flags' | 'dimension';

function tableOf(field: FieldName): Table {
  const { storage } = fields[field];
  switch (storage) {
    case 'dictionary': return 'values';
    case 'identifier': return 'identifiers';
    case 'flag': return 'flags';
    case 'ip': case 'agent': return 'dimension';
    default: throw new Error(`A page cannot have ids of ${field}: it is kept as ${storage}.`);
  }
}

function* addTable(pool: TextPool, entries: Map<FieldName, EntriesOfCode>, seenBy: ReadonlyMap<FieldName, Uint32Array>, { entryOf }: KnownTexts, what: string): Generator<void, void> {
  for (const [field, seen] of seenBy) {
    entries.set(field, seen.map((id) => {
      const entry = (entryOf[id] ?? 0) - 1;
      if (entry < 0) throw new Error(`There is no ${what} ${id}, which ${field} names.`);
      return pool.use(entry);
    }));
    yield;
  }
}

function addDimension(
  pool: TextPool, entries: Map<FieldName, EntriesOfCode>, dimension: Dimension, seen: Iterable<number> & { readonly length: number }, given: Iterable<ActorEntry | DimensionEntry>,
): readonly DimensionCodes[] {
  const codeOf = new Map([...seen].map((id, at) => [id, at + 1]));
  const own = new Uint32Array(seen.length);
  const columns = new Map<FieldName, DimensionCodes & { readonly codeOf: Map<string | number, number> }>();
  let missing = seen.length;
  for (const entry of given) {
    const code = codeOf.get(entry.id);
    if (code === undefined) continue;
    missing -= 1;
    if ('text' in entry) own[code - 1] = pool.add(entry.text);
    for (const [name, value] of Object.entries(entry.fields)) {
      const field = name as FieldName;
      if (value === null || value === undefined) continue;
      if (dimensionOf(field) !== dimension || (typeof value === 'number') !== isNumeric(field)) throw new Error(`${field} is no such field of ${dimension}.`);
      let column = columns.get(field);
      if (column === undefined) columns.set(field, (column = { field, codes: new Uint32Array(seen.length + 1), seen: [], codeOf: new Map() }));
      let valueCode = column.codeOf.get(value);
      if (valueCode === undefined) column.codeOf.set(value, (valueCode = column.seen.push(value)));
      column.codes[code] = valueCode;
    }
  }
  if (missing > 0) throw new Error(`${missing} entries of ${dimension} that rows name are not there.`);
  if (dimension !== 'actor') entries.set(dimension, own);
  for (const { field, seen: values } of columns.values()) {
    if (!isNumeric(field)) entries.set(field, Uint32Array.from(values, (text) => pool.add(text as string)));
  }
  return [...columns.values()];
}
