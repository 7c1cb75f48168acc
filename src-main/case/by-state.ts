import { dbOf, type ReadCase } from './handle.ts';
import { metaOf } from './meta.ts';

/** Keeps what was read of a case until the case changes. Inside a transaction, which may be rolled back, it is read anew each time. */
export function keptByState<T>(read: (file: ReadCase) => T): (file: ReadCase) => T {
  const kept = new WeakMap<ReadCase, { readonly state: string | null; readonly made: T }>();
  return (file) => {
    const db = dbOf(file);
    if (db.inTransaction) return read(file);
    const state = metaOf(db, 'state');
    const known = kept.get(file);
    if (known?.state === state) return known.made;
    const made = read(file);
    kept.set(file, { state, made });
    return made;
  };
}
