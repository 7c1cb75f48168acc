import { fields, type FieldName } from '../contract/index.ts';

/** The columns that other fields are reached through. `actor` is no field of its own. */
export const dimensions = ['actor', 'source.ip', 'user_agent.original'] as const;
export type Dimension = (typeof dimensions)[number];

/** The dimension that a field is reached through; null for a field that has a column of its own. */
export function dimensionOf(field: FieldName): Dimension | null {
  const { storage, home } = fields[field];
  if (home === 'actor') return 'actor';
  if (storage !== 'derived') return null;
  return home === 'ip' ? 'source.ip' : 'user_agent.original';
}

/** Whether ids of the field name numbers instead of texts. */
export function isNumeric(field: FieldName): boolean {
  const { storage } = fields[field];
  return storage === 'int' || storage === 'time' || field === 'source.as.number' || field === 'source.geo.accuracy';
}

/** Whether a row may have several values of the field. */
export function isMany(field: FieldName): boolean {
  return fields[field].many;
}

/** A text that differs where two versions of the app would lay out other columns. */
export function fieldsFingerprint(): string {
  return Object.entries(fields).map(([name, { storage, home, many }]) => `${name}:${storage}:${home}:${many ? 'many' : 'one'}`).join('|');
}
