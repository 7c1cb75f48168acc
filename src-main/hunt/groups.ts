import { groupRows, isNumeric, type Columns, type Groups, type RowSet } from '../columns/index.ts';
import type { FieldName } from '../contract/index.ts';
import { divided } from './divide.ts';
import { entryOf } from './known-fields.ts';
import { withoutBlanks, type IdColumn } from './id-column.ts';
import { blankIds, emptyReason, rowsWith, serialOf, type Run } from './run.ts';
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
  const made = names.filter((name) => !(plain as readonly string[]).includes(name)).map((name) => (keep ? unblanked(rule, run, run.lens.column(name)) : run.lens.column(name)));
  const base = plain.length === 0 ? oneGroup(rows) : groupRows(run.columns, plain, { ...(rows.length === run.columns.count ? {} : { rows }), nulls: keep ? 'keep' : 'drop' });
  for (const { field, count } of base.dropped) run.drop(emptyReason(field), count);
  const groups = made.reduce(split, base);
  if (made.length === 0) return { groups, entity: entityByKey(names, plain.map((name) => textsOf(run.columns, name)), groups) };
  const texts = names.map((name) => {
    const column = made.find((one) => one.name === name) ?? run.lens.column(name);
    return (row: number) => textOf(column, row);
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

/** Groups know the ids of their fields: no row has to be looked at. */
function entityByKey(names: readonly string[], texts: readonly ((id: number) => string)[], { key }: Groups): EntityGroups['entity'] {
  return (group) => {
    const made: Record<string, string> = {};
    for (let i = 0; i < names.length; i += 1) made[names[i]!] = texts[i]!(key(group, i));
    return made;
  };
}

/** Of a field with no more values than this, texts are kept once they were read; of one with more, most stand in one group alone. */
const MOST_READ = 2 ** 17;

function textsOf(columns: Columns, field: FieldName): (id: number) => string {
  const size = columns.size(field);
  if (size > MOST_READ && !isNumeric(field)) {
    const [numbers, { text }] = [columns.textNumbers(field), columns.texts];
    return (id) => (id === 0 ? '' : text(numbers[id]!));
  }
  const read = new Array<string | undefined>(size);
  read[0] = '';
  return (id) => (read[id] ??= columns.text(field, id));
}

const textOf = (column: IdColumn, row: number): string => (column.idAt(row) === 0 ? '' : column.text(column.idAt(row)));

function hasBlankText(rule: Rule, run: Run, name: string): boolean {
  return blankIds(rule, run.columns, run.lens.column(name)).includes(1, 1);
}

const unblanked = (rule: Rule, run: Run, column: IdColumn): IdColumn => withoutBlanks(column, blankIds(rule, run.columns, column));

function oneGroup(rows: RowSet): Groups {
  const starts = Uint32Array.from(rows.length === 0 ? [0] : [0, rows.length]);
  return { name: `hunt one group ${serialOf(rows)}`, fields: [], count: starts.length - 1, starts, rows, key: () => 0, dropped: [] };
}

/** Groups divided further by a column that is no field; within each, groups follow the first appearance of its values. */
function split(groups: Groups, column: IdColumn): Groups {
  const { rows, starts, count } = divided(groups, column);
  return { name: `${groups.name} split ${column.name} ${serialOf(rows)}`, fields: groups.fields, count, starts, rows, key: () => 0, dropped: [] };
}
