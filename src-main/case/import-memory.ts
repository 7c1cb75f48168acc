import { datasets, type CleanAddress, type Dataset, type FieldName } from '../contract/index.ts';
import { dbOf, writerOf, type WriteCase } from './handle.ts';
import { IdentitySet } from './identity-set.ts';
import { RowWriter } from './rows.ts';
import { SaysList } from './says-list.ts';
import { datasetColumns, datasetTable, eventColumns, valueFields, type FieldColumn } from './schema-fields.ts';
import { Texts } from './texts.ts';

/** What a member that is being read has so far. */
export interface MemberProgress {
  /** Rows of it were there before this run: its places and skips may be there already. */
  readonly resumed: boolean;
  firstMs: number;
  lastMs: number;
  /** Events that were there and are read from a record of this member since. */
  fuller: number;
}

/** Columns of `event` that every row has, in the order in which `storeBatch` fills them, before those of the field dictionary. */
export const fixedEventColumns = ['id', 'time_ms', 'time_rest_ns', 'time_flags', 'says', 'identity', 'actor'] as const;

/** Everything that importing keeps in memory. Read from the file once; thrown away when a transaction is rolled back. */
export interface ImportMemory {
  readonly values: Texts;
  readonly identifiers: Texts;
  readonly agents: Texts;
  readonly paths: Texts;
  readonly addressId: (address: CleanAddress) => number;
  readonly actorId: (name: number, id: number, type: number, organization: number) => number;
  readonly identities: IdentitySet;
  readonly says: SaysList;
  nextEvent: number;
  readonly eventColumns: readonly FieldColumn[];
  readonly events: RowWriter;
  readonly places: RowWriter;
  readonly eventValues: RowWriter;
  readonly narrow: Readonly<Record<Dataset, { readonly columns: readonly FieldColumn[]; readonly rows: RowWriter }>>;
  /** Columns that any event of this import had. The others are NULL in every row to come. */
  readonly met: Set<FieldColumn>;
  /** Writes the rows that wait, events before what refers to them. */
  flush(): void;
  /** A batch ended in its middle: the transaction that it belongs to must not be committed. */
  spoil(cause: unknown): void;
  /** Fields of `event_value` with their ids, by id. */
  readonly valueFields: readonly { readonly field: FieldName; readonly id: number }[];
}

const memories = new WeakMap<WriteCase, ImportMemory>();
const members = new WeakMap<WriteCase, Map<number, MemberProgress>>();

/** The memory of a case, read from the file where there is none yet. */
export function importMemory(file: WriteCase): ImportMemory {
  const known = memories.get(file);
  if (known !== undefined) return known;
  const made = readMemory(file);
  memories.set(file, made);
  const { beforeCommit, onRollback } = writerOf(file);
  if (beforeCommit.size === 0) {
    beforeCommit.add(() => memories.get(file)?.flush());
    onRollback.add(() => memories.delete(file));
  }
  return made;
}

/** Frees the memory; the next batch reads it again. */
export function forgetImportMemory(file: WriteCase): void {
  memories.delete(file);
}

/** Members that are being read, by id. */
export function memberProgress(file: WriteCase): Map<number, MemberProgress> {
  let known = members.get(file);
  if (known === undefined) members.set(file, (known = new Map()));
  return known;
}

function readMemory(file: WriteCase): ImportMemory {
  const db = dbOf(file);
  const identities = new IdentitySet();
  const says = new SaysList();
  let nextEvent = 1;
  for (const [id, identity, bits] of db.prepare('SELECT id, identity, says FROM event ORDER BY id').raw().iterate() as IterableIterator<[number, Uint8Array, number]>) {
    identities.add(identity, 0, id);
    says.set(id, bits);
    nextEvent = id + 1;
  }
  const columns = eventColumns();
  const fieldId = db.prepare('SELECT id FROM field WHERE name = ?').pluck();
  const narrow = Object.fromEntries(datasets.map((dataset) => {
    const own = datasetColumns(dataset);
    return [dataset, { columns: own, rows: new RowWriter(db, datasetTable(dataset), ['event', ...own.map((one) => one.column)]) }];
  })) as unknown as ImportMemory['narrow'];
  const events = new RowWriter(db, 'event', [...fixedEventColumns, ...columns.map((one) => one.column)]);
  const places = new RowWriter(db, 'place', ['event', 'member', 'ordinal', 'path', 'item', 'offset', 'length', 'brought']);
  const eventValues = new RowWriter(db, 'event_value', ['event', 'field', 'position', 'value']);
  let spoilt: { readonly cause: unknown } | null = null;
  const writers = [events, ...datasets.map((dataset) => narrow[dataset].rows), eventValues, places];
  return {
    values: new Texts(db, 'value'),
    identifiers: new Texts(db, 'identifier'),
    agents: new Texts(db, 'user_agent'),
    paths: new Texts(db, 'path'),
    addressId: addressIds(file),
    actorId: actorIds(file),
    identities,
    says,
    nextEvent,
    eventColumns: columns,
    events,
    places,
    eventValues,
    narrow,
    met: new Set(),
    flush: () => {
      if (spoilt !== null) throw spoilt.cause;
      for (const writer of writers) writer.flush();
    },
    spoil: (cause) => (spoilt = { cause }),
    valueFields: valueFields().map((field) => ({ field, id: Number(fieldId.get(field)) })).sort((a, b) => a.id - b.id),
  };
}

function addressIds(file: WriteCase): ImportMemory['addressId'] {
  const db = dbOf(file);
  const insert = db.prepare('INSERT INTO ip VALUES (?, ?, ?, ?)');
  const ids = new Map<string, number>();
  let next = 1;
  for (const row of db.prepare('SELECT id, text, type FROM ip ORDER BY id').all() as { id: number; text: string; type: string }[]) {
    ids.set(`${row.type} ${row.text}`, row.id);
    next = row.id + 1;
  }
  return ({ text, type, version }) => {
    const written = text.toWellFormed();
    const key = `${type} ${written}`;
    let id = ids.get(key);
    if (id !== undefined) return id;
    id = next;
    next += 1;
    insert.run(id, written, type, version);
    ids.set(key, id);
    return id;
  };
}

function actorIds(file: WriteCase): ImportMemory['actorId'] {
  const db = dbOf(file);
  const insert = db.prepare('INSERT INTO actor VALUES (?, nullif(?, 0), nullif(?, 0), nullif(?, 0), nullif(?, 0))');
  const ids = new Map<string, number>();
  let next = 1;
  for (const row of db.prepare('SELECT id, coalesce(name, 0), coalesce(user_id, 0), coalesce(type, 0), coalesce(organization, 0) FROM actor ORDER BY id').raw().all() as number[][]) {
    ids.set(row.slice(1).join(' '), row[0]!);
    next = row[0]! + 1;
  }
  return (name, userId, type, organization) => {
    const key = `${name} ${userId} ${type} ${organization}`;
    let id = ids.get(key);
    if (id !== undefined) return id;
    id = next;
    next += 1;
    insert.run(id, name, userId, type, organization);
    ids.set(key, id);
    return id;
  };
}
