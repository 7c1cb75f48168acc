import { groupRows, type Groups, type RowSet } from '../columns/index.ts';
import type { FieldName } from '../contract/index.ts';
import { entryOf } from './known-fields.ts';
import type { IdColumn } from './lens.ts';
import { blankIds, emptyReason, remapped, rowsWith, serialOf, type Run } from './run.ts';
import type { Rule } from './rule.ts';

/** The rows of a rule by entity. */
export interface EntityGroups {
  readonly groups: Groups;
  /** The group, field by field; blank parts are an empty text. */
  entity(group: number): Readonly<Record<string, string>>;
}

/**
 * Groups the rows of a run. Where the rule drops nulls, rows that lack a field are counted by field; where it keeps them, what is blank in its vendor
 * mode is one group. No fields at all make one group.
 */
export function groupsOf(rule: Rule, run: Run, names: readonly string[]): EntityGroups {
  const keep = rule.nulls.group === 'keep';
  const rows = keep ? run.rows : rowsWith(rule, run, names, run.rows);
  const plain = names.filter((name) => entryOf(name) !== undefined && !(keep && hasBlankText(rule, run, name))) as FieldName[];
  const made = names.filter((name) => !(plain as readonly string[]).includes(name)).map((name) => (keep ? withoutBlanks(rule, run, run.lens.column(name)) : run.lens.column(name)));
  const base = plain.length === 0 ? oneGroup(rows) : groupRows(run.columns, plain, { ...(rows.length === run.columns.count ? {} : { rows }), nulls: keep ? 'keep' : 'drop' });
  for (const { field, count } of base.dropped) run.drop(emptyReason(field), count);
  const groups = made.reduce(split, base);
  const texts = names.map((name) => {
    const column = made.find((one) => one.name === name);
    return column ? (row: number) => textOf(column, row) : ((at) => (row: number) => textOf(at, row))(run.lens.column(name));
  });
  return {
    groups,
    entity(group) {
      const row = groups.rows[groups.starts[group]!]!;
      const made: Record<string, string> = {};
      for (let i = 0; i < names.length; i += 1) made[names[i]!] = texts[i]!(row);
      return made;
    },
  };
}

const textOf = (column: IdColumn, row: number): string => (column.ids[row] === 0 ? '' : column.text(column.ids[row]!));

function hasBlankText(rule: Rule, run: Run, name: string): boolean {
  return blankIds(rule, run.columns, run.lens.column(name)).includes(1, 1);
}

function withoutBlanks(rule: Rule, run: Run, column: IdColumn): IdColumn {
  return { ...column, ids: remapped(column.ids, blankIds(rule, run.columns, column), 0) };
}

function oneGroup(rows: RowSet): Groups {
  const starts = Uint32Array.from(rows.length === 0 ? [0] : [0, rows.length]);
  return { name: `hunt one group ${serialOf(rows)}`, fields: [], count: starts.length - 1, starts, rows, key: () => 0, dropped: [] };
}

/** Groups divided further by a column that is no field; within each, groups follow the first appearance of its values. */
function split(groups: Groups, column: IdColumn): Groups {
  const rows = new Uint32Array(groups.rows.length);
  const starts: number[] = [];
  const place = new Map<number, number>();
  for (let group = 0; group < groups.count; group += 1) {
    const [from, to] = [groups.starts[group]!, groups.starts[group + 1]!];
    place.clear();
    for (let at = from; at < to; at += 1) {
      const id = column.ids[groups.rows[at]!]!;
      place.set(id, (place.get(id) ?? 0) + 1);
    }
    let next = from;
    for (const [id, count] of place) {
      starts.push(next);
      place.set(id, next);
      next += count;
    }
    for (let at = from; at < to; at += 1) {
      const row = groups.rows[at]!;
      const id = column.ids[row]!;
      const into = place.get(id)!;
      rows[into] = row;
      place.set(id, into + 1);
    }
  }
  return { name: `${groups.name} split ${column.name} ${serialOf(rows)}`, fields: groups.fields, count: starts.length, starts: Uint32Array.from([...starts, rows.length]), rows, key: () => 0, dropped: [] };
}
