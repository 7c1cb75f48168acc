import type { ViewDraft, ViewRow } from '../contract/index.ts';
import type { RowSet } from '../columns/index.ts';
import type { Lens } from './lens.ts';
import type { Rule } from './rule.ts';
import { firstTextBetween } from './values.ts';

/** The events of the rows of a table, as rows of the case: those of row `at` are `places[starts[at]] … places[starts[at + 1] - 1]`. */
export interface TableEvents {
  readonly places: RowSet;
  readonly starts: Uint32Array;
}

/** The rows of a view as a kind tells them, by their number; rows with neighbouring numbers lie side by side in memory. */
export interface Table extends TableEvents {
  readonly columns: readonly string[];
  /** The numbers of all rows, as they follow each other in the table. */
  readonly order: Uint32Array;
  row(at: number): TableRow;
}
export interface TableRow {
  /** By column. */
  readonly cells: readonly (string | number | null)[];
  /** The group; the same object for all rows of a group. */
  readonly entity: Readonly<Record<string, string>>;
  /** UTC ms; end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** The events between these places of `rows`, a pair of places for each row of the table. Events in between, mostly many more, are not looked at again. */
export function eventsBetween(rows: RowSet, lows: Uint32Array, ends: Uint32Array): TableEvents {
  const starts = new Uint32Array(lows.length + 1);
  for (let at = 0; at < lows.length; at += 1) starts[at + 1] = starts[at]! + ends[at]! - lows[at]!;
  const places = new Uint32Array(starts[lows.length]!);
  for (let at = 0; at < lows.length; at += 1) {
    const behind = lows[at]! - starts[at]!;
    for (let place = starts[at]!; place < starts[at + 1]!; place += 1) places[place] = rows[place + behind]!;
  }
  return { places, starts };
}

export function draftTable(rule: Rule, lens: Lens, { columns, order, places, starts, row }: Table): ViewDraft {
  // Events of all rows lie on one buffer: an array of its own takes more than what a row rests on.
  const events = new Int32Array(places.length);
  for (let at = 0; at < events.length; at += 1) events[at] = lens.columns.event[places[at]!]!;
  const withTenant = tenants(rule, lens, places);
  const made = new Array<ViewRow>(order.length);
  for (let at = 0; at < order.length; at += 1) {
    const { cells, entity, start, end } = row(at);
    const [from, to] = [starts[at]!, starts[at + 1]!];
    made[at] = { cells, entity: withTenant(entity, from, to), start, end, events: events.subarray(from, to) };
  }
  return { rule: rule.id, variant: rule.variant, ruleVersion: rule.version, ruleHash: rule.hash, columns, rows: Array.from(order, (at) => made[at]!) };
}

/** The group, and the account, tenant or organisation that it belongs to; one object for all rows of a group that belong to the same. */
function tenants({ tenant }: Rule, lens: Lens, places: RowSet): (group: TableRow['entity'], from: number, to: number) => TableRow['entity'] {
  if (tenant === null) return (group) => group;
  const nameOf = firstTextBetween(lens, tenant, places);
  // The rows of a group follow each other.
  let last: { readonly group: TableRow['entity']; readonly name: string; readonly entity: TableRow['entity'] } | null = null;
  return (group, from, to) => {
    if (Object.hasOwn(group, tenant)) return group;
    const name = nameOf(from, to);
    if (name === null) return group;
    if (last?.group !== group || last.name !== name) last = { group, name, entity: { ...group, [tenant]: name } };
    return last.entity;
  };
}
