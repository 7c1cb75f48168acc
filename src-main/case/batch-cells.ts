import type { Dataset, FieldName } from '../contract/index.ts';
import type { BatchPlaces, EventBatch, Uuids } from './event-batch.ts';
import type { ImportMemory } from './import-memory.ts';
import { packText } from './compact.ts';
import type { Cell, Constant, RowWriter } from './rows.ts';
import type { FieldColumn } from './schema-fields.ts';
import type { Texts } from './texts.ts';

/** Ids of the case for the texts and addresses of a batch, looked up once each. */
export interface BatchIds {
  value(textId: number): number;
  identifier(textId: number): number;
  agent(textId: number): number;
  address(index: number): number;
}

export function batchIds(memory: ImportMemory, batch: EventBatch): BatchIds {
  const lookup = (texts: Texts) => {
    const known = new Int32Array(batch.texts.length + 1);
    return (textId: number): number => {
      const id = known[textId]!;
      if (id !== 0 || textId === 0) return id;
      return (known[textId] = texts.idOf(batch.texts[textId - 1]!));
    };
  };
  const addresses = Int32Array.from(batch.addresses, memory.addressId);
  return { value: lookup(memory.values), identifier: lookup(memory.identifiers), agent: lookup(memory.agents), address: (index) => addresses[index - 1]! };
}

/** Id of the path of each event of a batch. Most batches have one path and many items. */
export function pathPlan(memory: ImportMemory, batch: EventBatch): (row: number, places?: BatchPlaces) => number {
  const ids = new Map([[0, 0]]);
  return (row, places = batch) => {
    const textId = places.path[row]!;
    let id = ids.get(textId);
    if (id === undefined) ids.set(textId, (id = memory.paths.idOf(batch.texts[textId - 1]!)));
    return id;
  };
}

/** The cell of a row. */
export type CellOf = (row: number) => Cell;

/** How to fill columns: NULL for those that no event of this import had so far, and the cells of the others. */
export interface CellPlan {
  readonly constants: readonly Constant[];
  readonly cells: readonly CellOf[];
}

export function planCells(columns: readonly FieldColumn[], met: Set<FieldColumn>, batch: EventBatch, ids: BatchIds): CellPlan {
  const plans = columns.map((column) => {
    const plan = planColumn(column, batch, ids);
    if (plan !== null) met.add(column);
    // A column that was met once is bound from then on: few shapes of rows make few statements.
    return plan ?? (met.has(column) ? nothing : null);
  });
  return { constants: plans.map((plan) => (plan === null ? null : undefined)), cells: plans.filter((plan) => plan !== null) };
}
const nothing: CellOf = () => null;

/** How to fill one column of a batch; null where none of its events has a value. */
export function planColumn({ field, storage }: FieldColumn, batch: EventBatch, ids: BatchIds): CellOf | null {
  if (storage === 'ip') return idCells(batch.ip, ids.address);
  if (storage === 'int' || storage === 'time') return numberCells(batch.numbers[field]);
  if (storage === 'text') return textCells(batch.longTexts[field]);
  const source = batch.ids[field];
  if (source === undefined) return null;
  if (storage === 'flag') return idCells(source, (id) => id - 1);
  return idCells(source, storage === 'identifier' ? ids.identifier : storage === 'agent' ? ids.agent : ids.value);
}

function idCells(source: Int32Array, idOf: (id: number) => number): CellOf | null {
  if (source.every((id) => id === 0)) return null;
  return (row) => {
    const id = source[row]!;
    return id === 0 ? null : idOf(id);
  };
}

function numberCells(numbers: Float64Array | undefined): CellOf | null {
  if (numbers === undefined || numbers.every(Number.isNaN)) return null;
  return (row) => (Number.isNaN(numbers[row]) ? null : numbers[row]!);
}

function textCells(longTexts: readonly (string | null)[] | Uuids | undefined): CellOf | null {
  if (longTexts === undefined) return null;
  if ('bytes' in longTexts) return (row) => (longTexts.there[row] === 1 ? longTexts.bytes.subarray(row * 16, row * 16 + 16) : null);
  return (row) => {
    const text = longTexts[row] ?? null;
    return text === null ? null : packText(text);
  };
}

/** A field of `event_value` that came with one value per event. */
export function singleValues(batch: EventBatch, field: FieldName): { readonly offsets: Int32Array; readonly values: Int32Array } | undefined {
  const source = batch.ids[field];
  if (source === undefined) return undefined;
  const offsets = new Int32Array(batch.n + 1);
  const values = new Int32Array(batch.n);
  for (let row = 0; row < batch.n; row += 1) {
    const at = offsets[row]!;
    if (source[row] !== 0) values[at] = source[row]!;
    offsets[row + 1] = source[row] === 0 ? at : at + 1;
  }
  return { offsets, values };
}

export interface NarrowPlan {
  readonly rows: RowWriter;
  readonly cells: readonly CellOf[];
}

/** For each event, the narrow table of its dataset and how to fill it; null where its dataset has none. */
export function narrowPlans(memory: ImportMemory, batch: EventBatch, ids: BatchIds): (row: number) => NarrowPlan | null {
  const source = batch.ids['event.dataset'];
  const plans = new Map<number, NarrowPlan | null>();
  return (row) => {
    const textId = source?.[row] ?? 0;
    let plan = plans.get(textId);
    if (plan === undefined) {
      const own = textId === 0 ? undefined : memory.narrow[batch.texts[textId - 1] as Dataset];
      plans.set(textId, (plan = own === undefined ? null : narrowPlan(own, memory.met, batch, ids)));
    }
    return plan;
  };
}

function narrowPlan(own: ImportMemory['narrow'][Dataset], met: Set<FieldColumn>, batch: EventBatch, ids: BatchIds): NarrowPlan {
  const { constants, cells } = planCells(own.columns, met, batch, ids);
  own.rows.begin([undefined, ...constants]);
  return { rows: own.rows, cells };
}

/** For each event, the id of its actor; null where nothing says who acted. */
export function actorPlan(memory: ImportMemory, batch: EventBatch, ids: BatchIds): (row: number) => number | null {
  const of = (field: FieldName): ((row: number) => number) => {
    const source = batch.ids[field];
    return source === undefined ? () => 0 : (row) => ids.value(source[row]!);
  };
  const [nameOf, userIdOf, typeOf, organizationOf] = [of('user.name'), of('user.id'), of('user.type'), of('organization.id')];
  return (row) => {
    const name = nameOf(row);
    const userId = userIdOf(row);
    const type = typeOf(row);
    const organization = organizationOf(row);
    return name === 0 && userId === 0 && type === 0 && organization === 0 ? null : memory.actorId(name, userId, type, organization);
  };
}
