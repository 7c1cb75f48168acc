import { blankIds, type Run } from '../run.ts';
import type { SequenceRule, SequenceStep } from '../rule.ts';

/** What a value was before: those that the thing had in the time before a moment. */
export interface Habit {
  readonly thing: string;
  readonly value: string;
  readonly known: readonly string[];
}
/** Whether the value of a row is new to its thing at a moment (UTC ms); what was known before if so, else null. */
export type Newness = (row: number, moment: number) => Habit | null;

/**
 * For a step that wants something new: the thing (a key) was seen in the events of the step within so long before the moment, and none of them had the value (a network) that the row has. A thing
 * that was never seen before has no habits, so nothing can be new to it.
 */
export function newnessOf(rule: SequenceRule, run: Run, step: SequenceStep, mask: Uint8Array): Newness {
  const { value: valueField, of, within } = step.new!;
  const [thing, value] = [run.lens.column(of), run.lens.column(valueField)];
  const [noThing, noValue] = [blankIds(rule, run.columns, thing), blankIds(rule, run.columns, value)];
  const lists = new Map<number, number[]>();
  for (const row of run.rows) {
    const id = thing.ids[row]!;
    if (mask[row] === 0 || noThing[id] === 1) continue;
    const list = lists.get(id);
    if (list === undefined) lists.set(id, [row]);
    else list.push(row);
  }
  const { time } = run.columns;
  const habits = new Map<number, { readonly moment: number; readonly known: ReadonlySet<number> }>();
  /** Kept per thing while the moment is the same: a key that is used a million times after one moment is looked through once. */
  const habitsAt = (id: number, moment: number): ReadonlySet<number> => {
    const made = habits.get(id);
    if (made?.moment === moment) return made.known;
    const known = new Set<number>();
    for (const before of lists.get(id) ?? []) {
      if (time[before]! > moment) break;
      if (time[before]! >= moment - within && noValue[value.ids[before]!] === 0) known.add(value.ids[before]!);
    }
    habits.set(id, { moment, known });
    return known;
  };
  return (row, moment) => {
    const [id, own] = [thing.ids[row]!, value.ids[row]!];
    if (noThing[id] === 1 || noValue[own] === 1) return null;
    const known = habitsAt(id, moment);
    return known.size === 0 || known.has(own) ? null : { thing: thing.text(id), value: value.text(own), known: [...known].map(value.text) };
  };
}
