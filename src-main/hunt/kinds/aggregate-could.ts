import { countedIds, distinctCounts, isMany, saidOfCodes, someGroups, type RowSet } from '../../columns/index.ts';
import type { FieldName } from '../../contract/index.ts';
import { groupsOf, type EntityGroups } from '../groups.ts';
import { withoutBlanks, type IdColumn, type Sized } from '../id-column.ts';
import { entryOf } from '../known-fields.ts';
import type { AggregateRule, Measure, When } from '../rule.ts';
import { blankIds, rowsWith, type Run } from '../run.ts';
import { firedWindows } from '../windows.ts';
import { maskOf } from '../where.ts';
import type { Measured } from './aggregate-numbers.ts';
import { countedColumn, countingOf, eventsWhere } from './aggregate-counts.ts';

export interface GroupsToCut {
  readonly entities: EntityGroups;
  readonly dropped: readonly { readonly reason: string; readonly count: number }[];
}

/**
 * The groups that are cut into windows. Few matter to most rules: one that has a single network at all has no window with two. Nothing of this hangs on how long a window is.
 * @param least what windows that matter fulfil; null where all do
 */
export function groupsThatCould(rule: AggregateRule, run: Run, least: When | null): GroupsToCut {
  const dropped: { reason: string; count: number }[] = [];
  const counting: Run = { ...run, drop: (reason, count) => void dropped.push({ reason, count }) };
  const asked = least === null ? null : atMostAll(least);
  const rows = asked === null ? null : rowsThatCould(rule, counting, asked);
  run.checkStop();
  const all = groupsOf(rule, rows === null ? counting : { ...counting, rows }, rule.aggregate.by);
  run.checkStop();
  return { entities: asked === null ? all : thoseThatCould(rule, run, all, asked), dropped };
}

function thoseThatCould(rule: AggregateRule, run: Run, { groups, entity }: EntityGroups, asked: When): EntityGroups {
  const could = firedWindows(asked, groups.count, (name) => highestOf(rule, run, groups, rule.aggregate.measures[name]!));
  if (!could.includes(0)) return { groups, entity };
  const some = someGroups(groups, could);
  return { groups: some.groups, entity: (group) => entity(some.from[group]!) };
}

/** The condition without what asks for few: of that a whole group says nothing. */
function atMostAll(when: When): When {
  if (when.kind === 'limit') return when.test === 'greater' || when.test === 'at_least' ? when : ALWAYS;
  return { ...when, of: when.of.map(atMostAll) };
}
const ALWAYS: When = { kind: 'all', of: [] };

/** What a measure can be at most in a window of each group: what it is in the whole group; endless where a part may have more. */
function highestOf(rule: AggregateRule, run: Run, groups: EntityGroups['groups'], measure: Measure): Measured {
  const whole = { count: groups.count, lows: groups.starts.subarray(0, -1), ends: groups.starts.subarray(1) };
  if (measure.kind === 'count') return measure.where === null ? whole.ends.map((end, group) => end - whole.lows[group]!) : eventsWhere(maskOf(measure.where, run.lens), groups.rows, whole);
  if (measure.kind === 'count_distinct') return distinctCounts(groups.starts, countedColumn(rule, run, groups, measure));
  return new Float64Array(groups.count).fill(Infinity);
}

/** Looking at rows before they are sorted pays where there is an id for so many rows or fewer: with more, nearly every id has several of everything. */
const MOST_ROWS_OF_ID = 64;

/**
 * The rows of groups that could matter, before anything is sorted: what one field of the group alone has too little of, the whole group has too little of. Null where this would leave out few.
 * Rows that lack a part of the group are counted as `groupsOf` does.
 */
function rowsThatCould(rule: AggregateRule, run: Run, asked: When): RowSet | null {
  const key = narrowestKey(rule, run);
  if (key === null || key.size * MOST_ROWS_OF_ID < run.rows.length) return null;
  const rows = rule.nulls.group === 'keep' ? run.rows : rowsWith(rule, run, rule.aggregate.by, run.rows);
  const could = firedWindows(asked, key.size, (name) => mostOf(rule, run, rows, key, rule.aggregate.measures[name]!));
  return rowsMarked(rows, key, could);
}

/** Of the fields of the group that a row has one value of, the one with most values. */
function narrowestKey(rule: AggregateRule, run: Run): IdColumn | null {
  const columns = rule.aggregate.by.filter((name) => entryOf(name) === undefined || !isMany(name as FieldName)).map(run.lens.column);
  const widest = columns.toSorted((a, b) => b.size - a.size)[0];
  if (widest === undefined || rule.nulls.group !== 'keep') return widest ?? null;
  return withoutBlanks(widest, blankIds(rule, run.columns, widest));
}

/** What a measure can be at most, by id of the key: events are counted, of distinct values only whether there is more than one. */
function mostOf(rule: AggregateRule, run: Run, rows: RowSet, key: IdColumn, { kind, field }: Measure): Measured {
  if (kind === 'count') return eventsOfIds(rows, key);
  if (kind !== 'count_distinct' || (entryOf(field!) !== undefined && isMany(field as FieldName))) return new Float64Array(key.size).fill(Infinity);
  const column = run.lens.column(field!);
  return valuesOfIds(rows, key, countedIds(column, column.size, countingOf(rule, blankIds(rule, run.columns, column))));
}

function eventsOfIds(rows: RowSet, { codes, table, size }: IdColumn): Uint32Array {
  const events = new Uint32Array(size);
  for (let at = 0; at < rows.length; at += 1) {
    const code = codes[rows[at]!]!;
    events[table === null ? code : table[code]!]! += 1;
  }
  return events;
}

/** More than any window has. */
const MANY = 0xffff_ffff;
const HALF = 16;

/** By id of the key 0, 1, or `MANY`, where there are two values or more. */
function valuesOfIds(rows: RowSet, key: IdColumn, value: Sized): Uint32Array {
  const low = bitsOfIds(rows, key, value, 0);
  const high = value.size > 2 ** HALF ? bitsOfIds(rows, key, value, HALF) : null;
  const most = new Uint32Array(key.size);
  for (let id = 0; id < most.length; id += 1) {
    const bits = low[id]!;
    if (bits !== 0) most[id] = severalIn(bits) || (high !== null && severalIn(high[id]!)) ? MANY : 1;
  }
  return most;
}

/**
 * By id of the key, all that half of the bits of its values have set in one half of a word, and all that they have not in the other: with one value no bit is in both. Nothing has to be compared by
 * row, which would be a guess at each.
 */
function bitsOfIds(rows: RowSet, { codes, table, size }: IdColumn, value: Sized, shift: number): Uint32Array {
  const bitsOf = Uint32Array.from({ length: value.size }, (_, id) => (id === 0 ? 0 : ((id >>> shift) & 0xffff) | (~(id >>> shift) << HALF)));
  const bitsOfCode = value.table === null ? bitsOf : value.table.map((id) => bitsOf[id]!);
  const valueCodes = value.codes;
  const bits = new Uint32Array(table?.length ?? size);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at]!;
    bits[codes[row]!]! |= bitsOfCode[valueCodes[row]!]!;
  }
  if (table === null) return bits;
  const ofIds = new Uint32Array(size);
  for (let code = 0; code < bits.length; code += 1) ofIds[table[code]!]! |= bits[code]!;
  return ofIds;
}
const severalIn = (bits: number): boolean => (bits & (bits >>> HALF)) !== 0;

function rowsMarked(rows: RowSet, key: IdColumn, marks: Uint8Array): RowSet {
  const { codes } = key;
  const kept = new Uint32Array(rows.length + 1);
  const marked = saidOfCodes(key, marks);
  let count = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at]!;
    kept[count] = row;
    count += marked[codes[row]!]!;
  }
  // What nobody wrote to takes no memory.
  return count === rows.length ? rows : kept.subarray(0, count);
}
