import { Fault, type NamedSet } from '../contract/index.ts';
import { writeAudit } from './audit.ts';
import { prepared, writerOf, type ReadCase, type WriteCase } from './handle.ts';
import { badSetEntry } from './set-entries.ts';
import { transaction } from './transaction.ts';

/** A set as it is saved: a version of its own. */
export type SetDraft = Pick<NamedSet, 'name' | 'kind' | 'entries' | 'validFrom' | 'validTo' | 'reason'>;

type Row = Omit<NamedSet, 'entries' | 'removed'> & { readonly entries: string; readonly removed: number };
const sql = `SELECT s.name, s.kind, s.version, s.entries, s.valid_from AS validFrom, s.valid_to AS validTo, s.reason, s.at, n.name AS analyst, s.removed FROM named_set s JOIN analyst n ON n.id = s.analyst`;
const setOf = (row: Row): NamedSet => ({ ...row, entries: JSON.parse(row.entries) as NamedSet['entries'], removed: row.removed === 1 });

/** The sets of the case by name, each in its last version; those that were removed are not among them. */
export function namedSets(file: ReadCase): readonly NamedSet[] {
  return prepared<Row>(file, `${sql} WHERE s.version = (SELECT max(version) FROM named_set o WHERE o.name = s.name) AND s.removed = 0 ORDER BY s.name`).all().map(setOf);
}

/** Every version that was ever saved, by name and version: what a filter or a report of earlier was made with. */
export function namedSetVersions(file: ReadCase): readonly NamedSet[] {
  return prepared<Row>(file, `${sql} ORDER BY s.name, s.version`).all().map(setOf);
}

/**
 * Saves a set as the next version of its name; values that stand twice are kept once.
 * @throws Fault case/bad-set-entry
 */
export function saveSet(file: WriteCase, draft: SetDraft): NamedSet {
  if (draft.validFrom !== null && draft.validTo !== null && draft.validTo < draft.validFrom) throw new Fault('case/bad-set-entry', { entry: `${draft.validFrom} … ${draft.validTo}`, why: 'The set ends before it begins.' });
  for (const { value } of draft.entries) {
    const why = badSetEntry(draft.kind, value);
    if (why !== null) throw new Fault('case/bad-set-entry', { entry: value.slice(0, 300), why });
  }
  const entries = [...new Map(draft.entries.map((entry) => [entry.value, entry])).values()];
  return storeVersion(file, { ...draft, entries }, false);
}

/**
 * Removes a set: a version that says so. Earlier versions stay.
 * @throws Fault case/no-such-set
 */
export function removeSet(file: WriteCase, name: string, reason: string): NamedSet {
  const last = namedSets(file).find((one) => one.name === name);
  if (last === undefined) throw new Fault('case/no-such-set', { name });
  return storeVersion(file, { ...last, reason }, true);
}

function storeVersion(file: WriteCase, { name, kind, entries, validFrom, validTo, reason }: SetDraft, removed: boolean): NamedSet {
  const { session } = writerOf(file);
  return transaction(file, () => {
    const version = 1 + prepared<{ n: number }>(file, 'SELECT coalesce(max(version), 0) AS n FROM named_set WHERE name = ?').get(name)!.n;
    const at = new Date(session.now()).toISOString();
    prepared(file, 'INSERT INTO named_set (name, version, kind, entries, valid_from, valid_to, reason, at, analyst, removed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(name, version, kind, JSON.stringify(entries), validFrom, validTo, reason, at, session.analyst.id, removed ? 1 : 0);
    writeAudit(file, { action: removed ? 'set.remove' : 'set.save', kind: 'set', id: name, payload: { version, kind, entries: removed ? [] : entries, validFrom, validTo, reason } });
    return setOf(prepared<Row>(file, `${sql} WHERE s.name = ? AND s.version = ?`).get(name, version)!);
  });
}
