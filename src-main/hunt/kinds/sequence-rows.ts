import { narrowArray, type Narrow, type RowSet } from '../../columns/index.ts';
import { entryOf } from '../known-fields.ts';
import { blankIds, type Run } from '../run.ts';
import type { SequenceRule, SequenceStep } from '../rule.ts';
import { maskOf } from '../where.ts';

/** The events of one entity that matter to a sequence, in order of time. Bit s of `steps` is set where a row fulfils step s, bit `steps.length` where it ends what is open. */
export interface Track {
  readonly rows: number[];
  readonly steps: number[];
}

/** Numbers of entities above which those that are there are numbered anew, so that something can be noted of each. */
const MOST_KEYS = 2 ** 26;

/**
 * The rows of each entity, only of entities that have an event of every step that must come. Each step may call the fields of the entity differently; equal texts are one entity. Rows that lack one of the
 * fields belong to nobody and are counted once each.
 */
export function tracksOf(rule: SequenceRule, run: Run, masks: readonly Uint8Array[], until: Uint8Array | null): readonly Track[] {
  const { steps, by } = rule.sequence;
  const { rows, bits } = marked(run.rows, until === null ? masks : [...masks, until]);
  run.checkStop();
  const { keys, space } = keysOf(rule, run, rows);
  run.checkStop();
  const done = stepsDone(steps, bits, keys, space);
  const wanted = steps.reduce((all, { absent }, s) => (absent ? all : all | (1 << s)), 0);
  run.checkStop();
  const tracks = new Map<number, Track>();
  const add = (key: number, row: number, bit: number): void => {
    if (key < 0 || done[key] !== wanted) return;
    const track = tracks.get(key) ?? { rows: [], steps: [] };
    if (track.rows.length === 0) tracks.set(key, track);
    if (track.rows.at(-1) === row) track.steps[track.steps.length - 1]! |= bit;
    else {
      track.rows.push(row);
      track.steps.push(bit);
    }
  };
  let nameless = 0;
  for (let at = 0; at < rows.length; at += 1) {
    let lacks = false;
    for (let s = 0; s < keys.length; s += 1) {
      const bit = 1 << s;
      if ((bits[at]! & bit) === 0) continue;
      const key = keys[s]![at]!;
      if (key < 0 && s < steps.length) lacks = true;
      add(key, rows[at]!, bit);
    }
    if (lacks) nameless += 1;
  }
  if (nameless > 0) run.drop(`${by.join(' or ')} was empty`, nameless);
  return [...tracks.values()].sort((a, b) => a.rows[0]! - b.rows[0]!);
}

/** The rows that any of some masks marks; bit m of `bits` is set where mask m does. */
function marked(rows: RowSet, masks: readonly Uint8Array[]): { readonly rows: RowSet; readonly bits: Narrow } {
  const [kept, bits] = [new Uint32Array(rows.length), narrowArray(2 ** masks.length, rows.length)];
  masks.forEach((mask, m) => {
    for (let at = 0; at < rows.length; at += 1) bits[at]! |= mask[rows[at]!]! << m;
  });
  let count = 0;
  for (let at = 0; at < rows.length; at += 1) {
    if (bits[at] === 0) continue;
    kept[count] = rows[at]!;
    bits[count] = bits[at]!;
    count += 1;
  }
  return { rows: kept.subarray(0, count), bits: bits.subarray(0, count) };
}

/** By entity, which of the steps that must come it has an event of. */
function stepsDone(steps: readonly SequenceStep[], bits: Narrow, keys: readonly Keys[], space: number): Narrow {
  const done = narrowArray(2 ** steps.length, space);
  for (const [s, { absent }] of steps.entries()) {
    if (absent) continue;
    const [own, bit] = [keys[s]!, 1 << s];
    for (let at = 0; at < own.length; at += 1) if ((bits[at]! & bit) !== 0 && own[at]! >= 0) done[own[at]!]! |= bit;
  }
  return done;
}

type Keys = Int32Array | Float64Array;

/** A number for the entity of each row, below `space`, as each step sees it, and last as the rule says; -1 where it lacks a field. */
function keysOf(rule: SequenceRule, run: Run, rows: RowSet): { readonly keys: readonly Keys[]; readonly space: number } {
  const { by, steps } = rule.sequence;
  const namings = [...steps.map((step) => step.by ?? by), by];
  const places = by.map((_, place) => codesOf(rule, run, new Set(namings.map((names) => names[place]!))));
  const space = places.reduce((all, { size }) => all * size, 1);
  const made = new Map<string, Keys>();
  for (const names of namings) {
    const name = names.join(' ');
    if (!made.has(name)) made.set(name, keysOfRows(rows, names.map((field, place) => places[place]!.of.get(field)!), space));
  }
  const numbers = space > MOST_KEYS ? new Map<number, number>() : null;
  if (numbers !== null) for (const [name, keys] of made) made.set(name, renumbered(keys, numbers));
  return { keys: namings.map((names) => made.get(names.join(' '))!), space: numbers?.size ?? space };
}

function keysOfRows(rows: RowSet, parts: readonly Code[], space: number): Keys {
  const keys: Keys = space > 2 ** 31 ? new Float64Array(rows.length) : new Int32Array(rows.length);
  for (const { codes, code, size } of parts) {
    for (let at = 0; at < rows.length; at += 1) {
      const own = code[codes[rows[at]!]!]!;
      keys[at] = own < 0 || keys[at]! < 0 ? -1 : keys[at]! * size + own;
    }
  }
  return keys;
}

function renumbered(keys: Keys, numbers: Map<number, number>): Int32Array {
  const own = new Int32Array(keys.length);
  for (let at = 0; at < own.length; at += 1) {
    const key = keys[at]!;
    const number = key < 0 ? -1 : numbers.get(key) ?? numbers.size;
    if (number === numbers.size) numbers.set(key, number);
    own[at] = number;
  }
  return own;
}

/** Of a field: a code per row, and of each code a number below `size`, the same for the same text in all fields of a place of the entity; -1 where it says nothing. */
interface Code { readonly codes: Narrow; readonly code: Int32Array; readonly size: number }

function codesOf(rule: SequenceRule, run: Run, names: ReadonlySet<string>): { readonly size: number; readonly of: ReadonlyMap<string, Code> } {
  const columns = [...names].map(run.lens.column);
  // Ids of a field of the dictionary are those of its texts.
  const plain = columns.length === 1 && entryOf(columns[0]!.name) !== undefined;
  const numbers = new Map<string, number>();
  const numbered = columns.map((column) => {
    const blanks = blankIds(rule, run.columns, column);
    return Int32Array.from({ length: column.size }, (_, id) => {
      if (id === 0 || blanks[id] === 1) return -1;
      if (plain) return id;
      const text = column.text(id);
      const number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      return number;
    });
  });
  const size = Math.max(1, plain ? columns[0]!.size : numbers.size);
  return { size, of: new Map(columns.map(({ name, codes, table }, c) => [name, { codes, size, code: table === null ? numbered[c]! : Int32Array.from(table, (id) => numbered[c]![id]!) }])) };
}

/** Per step, 1 for each row that fulfils it; the filter of the rule has gone before. */
export function stepMasks(rule: SequenceRule, run: Run): readonly Uint8Array[] {
  return rule.sequence.steps.map((step) => maskOf(step.where, run.lens));
}
