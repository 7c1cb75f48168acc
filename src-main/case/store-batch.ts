import { isFuller, PART } from '../contract/index.ts';
import { actorPlan, batchIds, narrowPlans, pathPlan, planCells, singleValues, type CellOf } from './batch-cells.ts';
import type { BatchPlaces, EventBatch } from './event-batch.ts';
import { foldPlan, type FoldPlan } from './fold-poorer.ts';
import { prepared, type WriteCase } from './handle.ts';
import { importMemory, memberProgress, type ImportMemory, type MemberProgress } from './import-memory.ts';
import type { Constant, RowWriter } from './rows.ts';
import { importTransaction } from './transaction.ts';

/** What became of the events of a batch: events + duplicates + folded = `batch.n`. */
export interface BatchResult {
  readonly events: number;
  readonly duplicates: number;
  /** Records of an event that its source writes in several, and that another of them has brought in. */
  readonly folded: number;
  /** Among `events`: those whose vendor id was there already with another content. */
  readonly conflicts: number;
}

/**
 * Stores the events of a batch, in one transaction or in that of the caller. An event that is there already adds only its place; where the record is
 * fuller than the one that the event was read from, the event is read from it instead. Where a resumed import meets what it had stored itself, that counts as it counted then.
 */
export function storeBatch(file: WriteCase, member: number, batch: EventBatch): BatchResult {
  return importTransaction(file, () => {
    const memory = importMemory(file);
    const progress = memberProgress(file).get(member);
    if (progress === undefined) throw new Error(`Member ${member} is not being read: call beginMember first.`);
    try {
      return storeRows(file, memory, member, progress, batch);
    } catch (error) {
      memory.spoil(error);
      throw error;
    }
  });
}

function storeRows(file: WriteCase, memory: ImportMemory, member: number, progress: MemberProgress, batch: EventBatch): BatchResult {
  const ids = batchIds(memory, batch);
  const core = planCells(memory.eventColumns, memory.met, batch, ids);
  const narrow = narrowPlans(memory, batch, ids);
  const many = memory.valueFields.flatMap(({ field, id }) => {
    const values = batch.many[field] ?? singleValues(batch, field);
    return values === undefined ? [] : [{ id, ...values }];
  });
  const actors = actorPlan(memory, batch, ids);
  const pathOf = pathPlan(memory, batch);
  const { rest, flags, constants: times } = timeCells(batch);
  memory.events.begin([undefined, undefined, ...times, batch.says === undefined ? 0 : undefined, undefined, undefined, ...core.constants]);
  memory.eventValues.begin([]);
  memory.places.begin([]);
  const first = memory.nextEvent;
  const fold = foldPlan(file, memory, batch, ids, actors);
  const known = knownEvents(file, memory, batch, first, fold);
  const result = { events: 0, duplicates: 0, folded: 0, conflicts: 0 };
  for (let row = 0; row < batch.n; row += 1) {
    const time = batch.timeMs[row]!;
    if (!(time >= progress.firstMs)) progress.firstMs = time;
    if (!(time <= progress.lastMs)) progress.lastMs = time;
    const { event, others, fuller, isPart } = known(row);
    if (event !== 0) {
      if (fuller) readAgain(row, event);
      const brought = placeAgain(file, memory, member, progress, batch, row, event, pathOf(row), isPart);
      if (brought === 1) {
        result.events += 1;
        if (conflictsOf(file, event) > 0) result.conflicts += 1;
      } else if (brought === 0) result.duplicates += 1;
      else result.folded += 1;
      writeFurther(event, row);
      continue;
    }
    const id = memory.nextEvent;
    memory.nextEvent += 1;
    memory.identities.add(batch.identity, row * 16, id);
    const says = batch.says?.[row] ?? 0;
    memory.says.set(id, says);
    writeEvent(memory.events, id, batch, row, [rest, flags, batch.says ?? null], actors(row), core.cells);
    writeRest(id, row);
    writePlace(memory.places, id, member, batch, row, pathOf(row), 1);
    writeFurther(id, row);
    if (others.length > 0) {
      // Rows refer to the event: it must be in the file first.
      memory.flush();
      const conflict = prepared(file, 'INSERT INTO event_conflict VALUES (?, ?)');
      for (const other of others) conflict.run(id, other);
      result.conflicts += 1;
    }
    result.events += 1;
  }
  return result;

  /** Everything of an event that does not lie in its own row. */
  function writeRest(id: number, row: number): void {
    const dataset = narrow(row);
    if (dataset !== null) writeNarrow(dataset.rows, id, row, dataset.cells);
    for (const { id: field, offsets, values } of many) {
      const from = offsets[row]!;
      for (let at = from; at < offsets[row + 1]!; at += 1) writeValue(memory.eventValues, id, field, at - from, ids.value(values[at]!));
    }
  }

  /** The places of the other records that were gathered into the event: they are counted as folded where they were gathered. */
  function writeFurther(event: number, row: number): void {
    const { further } = batch;
    if (further === undefined) return;
    for (let at = further.offsets[row]!; at < further.offsets[row + 1]!; at += 1) {
      const path = pathOf(at, further);
      if (!progress.resumed || placeThere(file, memory, member, further, at, event, path) === undefined) writePlace(memory.places, event, member, further, at, path, -1);
    }
  }

  function readAgain(row: number, event: number): void {
    memory.flush();
    fold.replace(row, event, member, pathOf(row));
    writeRest(event, row);
    progress.fuller += 1;
  }
}

/**
 * What is known of an event of a batch: the row that is the same event (0 = none), whether the record is fuller than that row's, whether the two are records that its source writes of one event, else the
 * rows that share its vendor id.
 */
interface Known {
  readonly event: number;
  readonly fuller: boolean;
  readonly isPart: boolean;
  readonly others: readonly number[];
}

function knownEvents(file: WriteCase, memory: ImportMemory, batch: EventBatch, first: number, fold: FoldPlan): (row: number) => Known {
  const stored = prepared<{ identity: Uint8Array }>(file, 'SELECT identity FROM event WHERE id = ?');
  // Events of this batch are read from the batch; those of earlier ones may still wait in a row writer.
  const rowOf: number[] = [];
  const none: readonly number[] = [];
  const fresh: Known = { event: 0, fuller: false, isPart: false, others: none };
  return (row) => {
    const at = row * 16;
    const says = batch.says?.[row] ?? 0;
    let event = 0;
    let others: number[] | null = null;
    let isPart = false;
    memory.identities.some(batch.identity, at, (candidate) => {
      const inBatch = candidate >= first;
      if (!inBatch && memory.events.at > 0) memory.flush();
      const identity = inBatch ? batch.identity : stored.get(candidate)!.identity;
      const equal = equalBytes(batch.identity, at, identity, inBatch ? rowOf[candidate - first]! * 16 : 0);
      if (equal === 16) event = candidate;
      else if (equal >= 8 && (says !== 0 || memory.says.get(candidate) !== 0) && fold.isSame(row, candidate)) {
        event = candidate;
        isPart = ((says | memory.says.get(candidate)) & PART) !== 0;
      }
      else if (equal >= 8) (others ??= []).push(candidate);
      return event !== 0;
    });
    const fuller = event !== 0 && isFuller(says, memory.says.get(event));
    if (event === 0) rowOf[memory.nextEvent - first] = row;
    else if (fuller && event >= first) rowOf[event - first] = row;
    return event === 0 && others === null ? fresh : { event, fuller, isPart, others: others ?? none };
  };
}

/** How many of the 16 bytes are equal from the start on. */
function equalBytes(a: Uint8Array, atA: number, b: Uint8Array, atB: number): number {
  for (let at = 0; at < 16; at += 1) if (a[atA + at] !== b[atB + at]) return at;
  return 16;
}

/** How a place stands to its event: it brought it in, is a copy, or is one of the other records that the source writes of it. */
type Brought = 1 | 0 | -1;

/** Notes one more place of an event; 1 where this very place had brought it in: a resumed import meets itself. */
function placeAgain(file: WriteCase, memory: ImportMemory, member: number, progress: MemberProgress, batch: EventBatch, row: number, event: number, path: number, isPart: boolean): Brought {
  const there = progress.resumed ? placeThere(file, memory, member, batch, row, event, path) : undefined;
  if (there !== undefined) return there.brought;
  const brought = isPart ? -1 : 0;
  writePlace(memory.places, event, member, batch, row, path, brought);
  return brought;
}

function placeThere(file: WriteCase, memory: ImportMemory, member: number, { ordinal, item }: BatchPlaces, row: number, event: number, path: number): { readonly brought: Brought } | undefined {
  memory.flush();
  return prepared<{ brought: Brought }>(file, 'SELECT brought FROM place WHERE event = ? AND member = ? AND ordinal = ? AND path = ? AND item = ?').get(event, member, ordinal[row], path, item[row]);
}

function conflictsOf(file: WriteCase, event: number): number {
  return prepared<{ n: number }>(file, 'SELECT count(*) AS n FROM event_conflict WHERE event = ?').get(event)!.n;
}

/** Most sources write whole milliseconds, in one precision: then both columns are the same in every row. */
function timeCells(batch: EventBatch): { readonly rest: Int32Array | null; readonly flags: Uint8Array | null; readonly constants: readonly Constant[] } {
  const sameRest = batch.timeRestNs.every((one) => one === batch.timeRestNs[0]);
  const sameFlags = batch.timeFlags.every((one) => one === batch.timeFlags[0]);
  return {
    rest: sameRest ? null : batch.timeRestNs, flags: sameFlags ? null : batch.timeFlags,
    constants: [sameRest ? batch.timeRestNs[0] ?? 0 : undefined, sameFlags ? batch.timeFlags[0] ?? 0 : undefined],
  };
}

function writeEvent(rows: RowWriter, id: number, batch: EventBatch, row: number, times: readonly (Int32Array | Uint8Array | null)[], actor: number | null, core: readonly CellOf[]): void {
  const { cells } = rows;
  let at = rows.at;
  cells[at++] = id;
  cells[at++] = batch.timeMs[row]!;
  for (const source of times) if (source !== null) cells[at++] = source[row]!;
  cells[at++] = batch.identity.subarray(row * 16, row * 16 + 16);
  cells[at++] = actor;
  for (const cell of core) cells[at++] = cell(row);
  rows.at = at;
  rows.row();
}

function writeNarrow(rows: RowWriter, id: number, row: number, plans: readonly CellOf[]): void {
  const { cells } = rows;
  let at = rows.at;
  cells[at++] = id;
  for (const cell of plans) cells[at++] = cell(row);
  rows.at = at;
  rows.row();
}

function writeValue(rows: RowWriter, event: number, field: number, position: number, value: number): void {
  const { cells, at } = rows;
  cells[at] = event;
  cells[at + 1] = field;
  cells[at + 2] = position;
  cells[at + 3] = value;
  rows.at = at + 4;
  rows.row();
}

function writePlace(rows: RowWriter, event: number, member: number, places: BatchPlaces, row: number, path: number, brought: Brought): void {
  const { cells, at } = rows;
  cells[at] = event;
  cells[at + 1] = member;
  cells[at + 2] = places.ordinal[row]!;
  cells[at + 3] = path;
  cells[at + 4] = places.item[row]!;
  cells[at + 5] = places.offset[row]!;
  cells[at + 6] = places.length[row]!;
  cells[at + 7] = brought;
  rows.at = at + 8;
  rows.row();
}
