import { comparedFields, SAYS_ALL_COMPARED, type Dataset } from '../contract/index.ts';
import { planColumn, type BatchIds, type CellOf } from './batch-cells.ts';
import type { EventBatch } from './event-batch.ts';
import { prepared, preparedRaw, type WriteCase } from './handle.ts';
import type { ImportMemory } from './import-memory.ts';
import type { Cell } from './rows.ts';
import { actorFields, datasetTable, eventColumns } from './schema-fields.ts';

/** How records of one vendor id are compared of which one says less than the other, and how an event is read from a fuller record. */
export interface FoldPlan {
  /** Whether a record of the batch and a stored event agree in all that both say. One of them says less than everything. */
  isSame(row: number, event: number): boolean;
  /** Puts the fields of a record in the place of those of an event. What lies in other tables is taken away, for the caller to write anew. */
  replace(row: number, event: number, member: number, path: number): void;
}

/** What lies before the compared cells in a stored row. */
const HEAD = 2;
const PRECISION = 3;
const SECOND = 1000;
const ZONE_ASSUMED = 4;
/** Seconds: zones lie up to 26 hours apart, on whole quarters of an hour. */
const MOST_APART = 26 * 3600;
const QUARTER = 900;

/** A column of `event` or of `actor`. */
type Home = { readonly at: number; readonly actor: false } | { readonly at: number; readonly actor: true };

export function foldPlan(file: WriteCase, memory: ImportMemory, batch: EventBatch, ids: BatchIds, actors: (row: number) => number | null): FoldPlan {
  let cells: readonly CellOf[] | null = null;
  let all: readonly CellOf[] | null = null;
  const known = preparedRaw<readonly Cell[]>(file, selectSql);
  return {
    isSame(row, event) {
      const [mine, its] = [batch.says?.[row] ?? 0, memory.says.get(event)];
      // Both are whole but for the same thing: their identities have told them apart by more than is compared here.
      if (mine === SAYS_ALL_COMPARED && its === SAYS_ALL_COMPARED) return false;
      memory.flush();
      cells ??= comparedCells(memory, batch, ids);
      const stored = known.get(event);
      if (stored === undefined) return false;
      const both = commonBits(mine, its);
      if (!sameTime(batch.timeMs[row]!, batch.timeFlags[row]!, stored[0] as number, stored[1] as number)) return false;
      return cells.every((cell, bit) => (both & (1 << bit)) === 0 || cell(row) === stored[HEAD + bit]);
    },
    replace(row, event, member, path) {
      const says = batch.says?.[row] ?? 0;
      const dataset = batch.texts[batch.ids['event.dataset']![row]! - 1] as Dataset;
      prepared(file, 'INSERT INTO event_fuller (event, identity, member, ordinal, path, item) SELECT id, identity, ?, ?, ?, ? FROM event WHERE id = ?')
        .run(member, batch.ordinal[row], path, batch.item[row], event);
      all ??= memory.eventColumns.map((column) => planColumn(column, batch, ids) ?? nothing);
      prepared(file, updateSql).run(batch.timeMs[row], batch.timeRestNs[row], batch.timeFlags[row], says, batch.identity.subarray(row * 16, row * 16 + 16), actors(row), ...all.map((cell) => cell(row)), event);
      prepared(file, `DELETE FROM ${datasetTable(dataset)} WHERE event = ?`).run(event);
      prepared(file, 'DELETE FROM event_value WHERE event = ?').run(event);
      memory.says.set(event, says);
    },
  };
}

const nothing: CellOf = () => null;

/** The bits of what both say; 0 says everything. */
function commonBits(a: number, b: number): number {
  return a === 0 ? b : b === 0 ? a : a & b;
}

/** Times agree as finely as the coarser of them was written; where one names no zone, they may be apart by what zones are apart. */
function sameTime(a: number, flagsA: number, b: number, flagsB: number): boolean {
  if (((flagsA | flagsB) & ZONE_ASSUMED) !== 0 && a !== b) {
    const apart = Math.abs(Math.floor(a / SECOND) - Math.floor(b / SECOND));
    return apart <= MOST_APART && apart % QUARTER === 0;
  }
  if ((flagsA & PRECISION) !== 0 && (flagsB & PRECISION) !== 0) return a === b;
  return Math.floor(a / SECOND) === Math.floor(b / SECOND);
}

const columns = eventColumns();
const homes: readonly Home[] = comparedFields.map((name) => {
  const at = columns.findIndex(({ field }) => field === name);
  return at >= 0 ? { at, actor: false } : { at: actorFields.findIndex(({ field }) => field === name), actor: true };
});
const selectSql = `SELECT e.time_ms, e.time_flags, ${homes.map(({ at, actor }) => (actor ? `a.${actorFields[at]!.column}` : `e.${columns[at]!.column}`)).join(', ')}
  FROM event e LEFT JOIN actor a ON a.id = e.actor WHERE e.id = ?`;
const updateSql = `UPDATE event SET time_ms = ?, time_rest_ns = ?, time_flags = ?, says = ?, identity = ?, actor = ?, ${columns.map(({ column }) => `${column} = ?`).join(', ')} WHERE id = ?`;

/** The cell of each compared field, by the bit that it has. */
function comparedCells(memory: ImportMemory, batch: EventBatch, ids: BatchIds): readonly CellOf[] {
  return homes.map(({ at, actor }) => {
    if (!actor) return planColumn(memory.eventColumns[at]!, batch, ids) ?? nothing;
    const source = batch.ids[actorFields[at]!.field];
    return source === undefined ? nothing : (row) => (source[row] === 0 ? null : ids.value(source[row]!));
  });
}
