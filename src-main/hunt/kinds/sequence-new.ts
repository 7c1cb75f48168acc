import { rowsBefore, type RowSet } from '../../columns/index.ts';
import { baselineOf, isBad, usable } from '../context/baseline.ts';
import { idsInOrder, type IdColumn } from '../id-column.ts';
import { blankIds, type Run } from '../run.ts';
import type { SequenceRule, SequenceStep } from '../rule.ts';

/** What a value was before: those that the thing had in the time before a moment. */
export interface Habit {
  readonly thing: string;
  readonly value: string;
  readonly known: readonly string[];
  /** Of the events that could have said what is usual, those that are bad. */
  readonly leftOut: number;
}
/** Whether the value of a row is new to its thing at a moment (UTC ms); what was known before if so, else null. */
export type Newness = (row: number, moment: number) => Habit | null;

/**
 * For a step that wants something new: the thing (a key) was seen in the events of the step within so long before the moment, and none of them had the value (a network) that the row has. A thing
 * that was never seen before has no habits, so nothing can be new to it. What is bad is no habit, and neither is what lies outside of the trusted periods; of a thing that has nothing else, such as a key that was
 * issued after them or stolen at once, all counts that is not bad, else all: else nothing would be new to it for good.
 */
export function newnessOf(rule: SequenceRule, run: Run, step: SequenceStep, mask: Uint8Array): Newness {
  const { value: valueField, of, within } = step.new!;
  const [thing, value] = [run.lens.column(of), run.lens.column(valueField)];
  const [noThing, noValue] = [blankIds(rule, run.columns, thing), blankIds(rule, run.columns, value)];
  const rowsOfThing = rowsById(run.rows.filter((row) => mask[row] === 1), thing);
  const { time } = run.columns;
  const { state } = baselineOf(run);
  const habits = new Map<number, { readonly moment: number; readonly known: ReadonlySet<number>; readonly leftOut: number }>();
  /** Kept per thing while the moment is the same: a key that is used a million times after one moment is looked through once. */
  const habitsAt = (id: number, moment: number): { readonly known: ReadonlySet<number>; readonly leftOut: number } => {
    const last = habits.get(id);
    if (last?.moment === moment) return last;
    const before: number[] = [];
    const all = rowsOfThing(id);
    for (let at = rowsBefore(time, moment - within, all); at < all.length && time[all[at]!]! <= moment; at += 1) if (noValue[value.idAt(all[at]!)] === 0) before.push(all[at]!);
    const own = state === null ? before : [before.filter((row) => state[row] === usable.yes), before.filter((row) => !isBad(state, row))].find((rows) => rows.length > 0) ?? before;
    const made = { moment, known: new Set(own.map((row) => value.idAt(row))), leftOut: state === null || own === before ? 0 : before.filter((row) => isBad(state, row)).length };
    habits.set(id, made);
    return made;
  };
  return (row, moment) => {
    const [id, own] = [thing.idAt(row), value.idAt(row)];
    if (noThing[id] === 1 || noValue[own] === 1) return null;
    const { known, leftOut } = habitsAt(id, moment);
    return known.size === 0 || known.has(own) ? null : { thing: thing.text(id), value: value.text(own), known: [...known].map(value.text), leftOut };
  };
}

/** The rows of each id, in order of time. */
function rowsById(rows: RowSet, column: IdColumn): (id: number) => RowSet {
  const ids = idsInOrder(column, rows);
  const ends = new Uint32Array(column.size + 1);
  for (let at = 0; at < ids.length; at += 1) ends[ids[at]! + 1]! += 1;
  for (let id = 0; id < column.size; id += 1) ends[id + 1]! += ends[id]!;
  const sorted = new Uint32Array(rows.length);
  // Each start becomes its end.
  for (let at = 0; at < ids.length; at += 1) sorted[ends[ids[at]!]!++] = rows[at]!;
  return (id) => sorted.subarray(id === 0 ? 0 : ends[id - 1]!, ends[id]!);
}
