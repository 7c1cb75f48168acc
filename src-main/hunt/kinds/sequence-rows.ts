import { blankIds, type Run } from '../run.ts';
import type { SequenceRule, SequenceStep } from '../rule.ts';
import { maskOf } from '../where.ts';

/** The events of one entity that matter to a sequence, in order of time. Bit s of `steps` is set where a row fulfils step s, bit `steps.length` where it ends what is open. */
export interface Track {
  readonly rows: number[];
  readonly steps: number[];
}

/**
 * The rows of each entity, only of entities that have an event of every step that must come. Each step may call the fields of the entity differently; equal texts are one entity. Rows that lack one of the
 * fields belong to nobody and are counted once each.
 */
export function tracksOf(rule: SequenceRule, run: Run, masks: readonly Uint8Array[], until: Uint8Array | null): readonly Track[] {
  const { steps, by } = rule.sequence;
  const keys = keysOf(rule, run);
  const present = steps.map((step, s) => ({ step, s })).filter(({ step }) => !step.absent);
  let wanted: Set<number> | null = null;
  for (const { s } of present) {
    const own = new Set<number>();
    for (const row of run.rows) {
      if (masks[s]![row] === 0) continue;
      const key = keys(s, row);
      if (key >= 0 && (wanted === null || wanted.has(key))) own.add(key);
    }
    wanted = own;
    run.checkStop();
  }
  const tracks = new Map<number, Track>();
  const add = (key: number, row: number, bit: number): void => {
    if (key < 0 || !wanted!.has(key)) return;
    const track = tracks.get(key) ?? { rows: [], steps: [] };
    tracks.set(key, track);
    if (track.rows.at(-1) === row) track.steps[track.steps.length - 1]! |= bit;
    else {
      track.rows.push(row);
      track.steps.push(bit);
    }
  };
  let nameless = 0;
  for (const row of run.rows) {
    let lacks = false;
    for (let s = 0; s < steps.length; s += 1) {
      if (masks[s]![row] === 0) continue;
      const key = keys(s, row);
      if (key < 0) lacks = true;
      else add(key, row, 1 << s);
    }
    if (until?.[row] === 1) add(keys(-1, row), row, 1 << steps.length);
    if (lacks) nameless += 1;
  }
  if (nameless > 0) run.drop(`${by.join(' or ')} was empty`, nameless);
  return [...tracks.values()].sort((a, b) => a.rows[0]! - b.rows[0]!);
}

/** A number for the entity of a row as a step sees it (-1: as the rule says); -1 where it lacks a field. */
function keysOf(rule: SequenceRule, run: Run): (step: number, row: number) => number {
  const { by, steps } = rule.sequence;
  const codes = by.map(() => new Map<string, number>());
  const tables = new Map<string, { readonly ids: Uint32Array; readonly code: Int32Array }>();
  const table = (name: string, place: number) => {
    const key = `${place} ${name}`;
    const known = tables.get(key);
    if (known !== undefined) return known;
    const column = run.lens.column(name);
    const blanks = blankIds(rule, run.columns, column);
    const code = new Int32Array(column.size).fill(-1);
    for (let id = 1; id < column.size; id += 1) {
      if (blanks[id] === 1) continue;
      const text = column.text(id);
      const found = codes[place]!.get(text) ?? codes[place]!.size;
      codes[place]!.set(text, found);
      code[id] = found;
    }
    const made = { ids: column.ids, code };
    tables.set(key, made);
    return made;
  };
  const named = (step: SequenceStep | null): readonly string[] => step?.by ?? by;
  // All tables are made before any number, since how many texts there are goes into it.
  const parts = [...steps, null].map((step) => named(step).map(table));
  return (step, row) => {
    let key = 0;
    for (const [place, { ids, code }] of parts[step < 0 ? steps.length : step]!.entries()) {
      const own = code[ids[row]!]!;
      if (own < 0) return -1;
      key = key * (codes[place]!.size + 1) + own;
    }
    return key;
  };
}

/** Per step, 1 for each row that fulfils it; the filter of the rule has gone before. */
export function stepMasks(rule: SequenceRule, run: Run): readonly Uint8Array[] {
  return rule.sequence.steps.map((step) => maskOf(step.where, run.lens));
}
