import { dbOf, prepared, type ReadCase, type WriteCase } from './handle.ts';

/** Raised whenever a hunt or a promotion changes findings, and by nothing else: a verdict leaves what the rules said as it is. */
function findingVersion(file: ReadCase): number {
  return Number(prepared<{ value: string }>(file, `SELECT value FROM meta WHERE key = 'finding_state'`).get()?.value ?? 0);
}

/** Belongs into the transaction of the change. */
export function raiseFindingVersion(file: WriteCase): void {
  prepared(file, `INSERT INTO meta VALUES ('finding_state', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)`).run();
}

/** Keeps what was read of the findings until they change. Inside a transaction, which may be rolled back, it is read anew each time. */
export function keptPerFindings<T>(read: (file: ReadCase) => T): (file: ReadCase) => T {
  const kept = new WeakMap<ReadCase, { readonly version: number; readonly made: T }>();
  return (file) => {
    if (dbOf(file).inTransaction) return read(file);
    const version = findingVersion(file);
    const known = kept.get(file);
    if (known?.version === version) return known.made;
    const made = read(file);
    kept.set(file, { version, made });
    return made;
  };
}
