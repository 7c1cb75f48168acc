import { fields, type FieldName } from '../contract/index.ts';
import type { Taken } from './finish.ts';
import type { ActorEntry, ColumnDictionaries, DimensionEntry, TextEntry } from './page.ts';
import { dimensionOf, isNumeric, type Dimension } from './reach.ts';
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

/** Reads the dictionaries, keeps the texts that the rows use, and sorts them. */
export function gatherTexts(taken: Taken, given: ColumnDictionaries): GatheredTexts {
  const pool = new TextPool();
  const entries = new Map<FieldName, EntriesOfCode>();
  const flags: TextEntry[] = [[1, 'false'], [2, 'true']];
  const seenBy = (table: Table): Map<FieldName, readonly number[]> => new Map([
    ...[...taken.ids].filter(([field]) => tableOf(field) === table).map(([field, { seen }]) => [field, seen] as const),
    ...[...taken.many].filter(([field]) => tableOf(field) === table).map(([field, { values }]) => [field, values.seen] as const),
  ]);
  addTable(pool, entries, seenBy('values'), given.values, 'value');
  addTable(pool, entries, seenBy('identifiers'), given.identifiers, 'identifier');
  addTable(pool, entries, seenBy('flags'), flags, 'flag');
  const dimensions = {
    actor: addDimension(pool, entries, 'actor', taken.actor.seen, given.actors),
    'source.ip': addDimension(pool, entries, 'source.ip', taken.ids.get('source.ip')?.seen ?? [], given.ips),
    'user_agent.original': addDimension(pool, entries, 'user_agent.original', taken.ids.get('user_agent.original')?.seen ?? [], given.agents),
  };
  for (const [field, { seen }] of taken.texts) entries.set(field, Uint32Array.from(seen, (text) => pool.add(text)));
  const texts = pool.sorted();
  return { texts, dimensions, textOfCode: (field) => (entries.get(field) ?? new Uint32Array(0)).map((entry) => texts.numberOf[entry]!) };
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

function addTable(pool: TextPool, entries: Map<FieldName, EntriesOfCode>, seenBy: ReadonlyMap<FieldName, readonly number[]>, given: Iterable<TextEntry>, what: string): void {
  const highest = [...seenBy.values()].reduce((most, seen) => seen.reduce((a, b) => Math.max(a, b), most), 0);
  // 1 = used by a row; from 2 on, entry of the pool + 2.
  const stateOf = new Float64Array(highest + 1);
  for (const seen of seenBy.values()) for (const id of seen) stateOf[id] = 1;
  for (const [id, text] of given) if (stateOf[id] === 1) stateOf[id] = pool.add(text) + 2;
  for (const [field, seen] of seenBy) {
    entries.set(field, Uint32Array.from(seen, (id) => {
      if (stateOf[id]! < 2) throw new Error(`There is no ${what} ${id}, which ${field} names.`);
      return stateOf[id]! - 2;
    }));
  }
}

function addDimension(
  pool: TextPool, entries: Map<FieldName, EntriesOfCode>, dimension: Dimension, seen: readonly number[], given: Iterable<ActorEntry | DimensionEntry>,
): readonly DimensionCodes[] {
  const codeOf = new Map(seen.map((id, at) => [id, at + 1]));
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
