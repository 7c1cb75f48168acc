import { emptyContext, type FieldName, type HuntContext } from '../contract/index.ts';
import { isMany, type Columns } from '../columns/index.ts';
import { contextColumns } from './context/columns.ts';
import { actorTrait } from './context/traits.ts';
import { coalescedColumn, firstOf, maskedColumn, tupledColumn } from './derived-columns.ts';
import { idColumn, type IdColumn } from './id-column.ts';
import { entryOf, isComputed } from './known-fields.ts';
import { networkIdentity } from './network-identity.ts';
import type { Derive } from './rule.ts';

/** The fields of a rule over columns: those of the dictionary, computed ones, and those that the rule derives. */
export interface Lens {
  readonly columns: Columns;
  /** What the case knows beyond its events: sets that conditions name, traits of users. */
  readonly context: HuntContext;
  column(name: string): IdColumn;
}

/** Makes columns on first use; computed and derived ones are kept with the columns while there is room. */
export function lensOf(plainColumns: Columns, derive: Readonly<Record<string, Derive>>, context: HuntContext = emptyContext): Lens {
  const columns = contextColumns(plainColumns, context);
  const made = new Map<string, IdColumn>();
  const make = (name: string): IdColumn => {
    if (isComputed(name)) return name === 'actor.trait' ? actorTrait(columns, context) : networkIdentity(columns);
    const derived = Object.hasOwn(derive, name) ? derive[name] : undefined;
    if (derived === undefined) return plainColumn(columns, name as FieldName);
    const parts = derived.of.map((part) => (entryOf(part) && isMany(part as FieldName) ? firstOf(columns, part as FieldName) : column(part)));
    const own = derived.kind === 'mask' ? maskedColumn(columns, name, parts[0]!, derived.masks)
      : derived.kind === 'coalesce' ? coalescedColumn(columns, name, parts) : tupledColumn(columns, name, parts, derived.separator);
    // The kept column may bear the name that another rule gave it.
    return own.name === name ? own : { ...own, name };
  };
  const column = (name: string): IdColumn => {
    const found = made.get(name) ?? make(name);
    made.set(name, found);
    return found;
  };
  return { columns, context, column };
}

const plainColumn = (columns: Columns, field: FieldName): IdColumn => idColumn(field, field, columns.coded(field), columns.size(field), (id) => columns.text(field, id));
