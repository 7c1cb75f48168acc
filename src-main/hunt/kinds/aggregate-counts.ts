import { inOrder, orderIds, type InOrderOptions, type OrderedColumn, type RowSet } from '../../columns/index.ts';
import type { FieldName } from '../../contract/index.ts';
import type { EntityGroups } from '../groups.ts';
import { idColumn } from '../id-column.ts';
import { entryOf } from '../known-fields.ts';
import type { AggregateRule, Measure, Rule } from '../rule.ts';
import { blankIds, type Run } from '../run.ts';
import { maskOf } from '../where.ts';
import type { Windows } from '../windows.ts';
import { ratioOf, sumsOf, type Measured } from './aggregate-numbers.ts';

/** Per measure that conditions can ask, its number in each window. */
export function countsOf(rule: AggregateRule, run: Run, { groups }: EntityGroups, windows: Windows): ReadonlyMap<string, Measured> {
  const counts = new Map<string, Measured>();
  for (const [name, measure] of Object.entries(rule.aggregate.measures)) {
    if (measure.kind === 'count') counts.set(name, measure.where === null ? windows.events() : eventsWhere(maskOf(measure.where, run.lens), groups.rows, windows));
    else if (measure.kind === 'count_distinct') counts.set(name, windows.distinct(countedColumn(rule, run, groups, measure)));
    else if (measure.kind === 'sum' || measure.kind === 'avg') counts.set(name, sumsOf(measure.kind, run.columns.numbers(measure.field as FieldName), measure.where === null ? null : maskOf(measure.where, run.lens), groups.rows, windows));
  }
  for (const [name, { of }] of Object.entries(rule.aggregate.measures)) if (of !== undefined) counts.set(name, ratioOf(counts.get(of[0]!)!, counts.get(of[1]!)!));
  return counts;
}

/** Of the events in each window, those whose mask is 1. */
export function eventsWhere(mask: Uint8Array, rows: RowSet, { count, lows, ends }: Pick<Windows, 'count' | 'lows' | 'ends'>): Uint32Array {
  const before = new Uint32Array(rows.length + 1);
  for (let at = 0; at < rows.length; at += 1) before[at + 1] = before[at]! + mask[rows[at]!]!;
  const counts = new Uint32Array(count);
  for (let w = 0; w < count; w += 1) counts[w] = before[ends[w]!]! - before[lows[w]!]!;
  return counts;
}

/** The values that a distinct count counts, in the order of the groups, blanks treated as the rule's vendor does. */
export function countedColumn(rule: Pick<Rule, 'vendor' | 'nulls'>, run: Run, groups: EntityGroups['groups'], measure: Pick<Measure, 'field' | 'where'>): OrderedColumn {
  const field = measure.field!;
  const { columns } = run;
  // A field with several values has no column of one id per row, and only its texts are asked for here.
  const column = entryOf(field)?.many ? idColumn(field, field, { codes: new Uint8Array(0), table: null }, columns.size(field as FieldName), (id) => columns.text(field as FieldName, id)) : run.lens.column(field);
  const ignore = blankIds(rule, run.columns, column);
  const options = countingOf(rule, ignore);
  if (measure.where !== null) return onlyWhere(orderIds(groups, column, column.size, options), groups.rows, maskOf(measure.where, run.lens));
  return entryOf(field) ? inOrder(run.columns, groups, field as FieldName, options) : orderIds(groups, column, column.size, options);
}

/** What of a column counts as a value, in the rule's vendor mode. */
export const countingOf = ({ nulls }: Pick<Rule, 'nulls'>, ignore: Uint8Array): InOrderOptions => ({ absent: nulls.distinct === 'count' ? 'count' : 'skip', ...(ignore.includes(1, 1) ? { ignore } : {}) });

function onlyWhere(column: OrderedColumn, rows: RowSet, mask: Uint8Array): OrderedColumn {
  for (let place = 0; place < rows.length; place += 1) if (mask[rows[place]!] === 0) column.ids[place] = 0;
  return column;
}
