import { accessSync, constants, statSync } from 'node:fs';
import { Fault, type CaseCard } from '../contract/index.ts';
import { checkCounts, exhibitCount } from './evidence-pages.ts';
import { findingsHolding } from './finding-facts.ts';
import { dbOf, closeHandle, type ReadCase } from './handle.ts';
import { metaOf } from './meta.ts';
import { openCaseToRead } from './open.ts';
import { asFault } from './transaction.ts';

/**
 * A case as the list of cases shows it, from its header, `meta`, highest ids and the exceptions; nothing is migrated, written or repaired. A case that cannot be
 * opened is a card with a fault.
 */
export function inspectCase(path: string, recordsFolder: string): CaseCard {
  const blank: CaseCard = { path, id: '', title: '', number: '', created: '', lastOpened: null, events: 0, findings: 0, bytes: 0, schema: 0, readOnly: false, evidence: { exhibits: 0, hashed: 0, mismatched: 0 }, fault: null };
  try {
    const bytes = sizeOf(path);
    const file = openCaseToRead(path, recordsFolder);
    try {
      const db = dbOf(file);
      return {
        ...blank, id: file.id, bytes, readOnly: !isWritable(path),
        title: metaOf(db, 'title') ?? '', number: metaOf(db, 'number') ?? '', created: metaOf(db, 'created') ?? '', lastOpened: metaOf(db, 'opened'),
        schema: Number(db.pragma('user_version', { simple: true })),
        events: Number(db.prepare('SELECT coalesce(max(id), 0) FROM event').pluck().get()),
        evidence: exhibitsIn(file),
        findings: findingsHolding(file),
      };
    } finally {
      closeHandle(file);
    }
  } catch (error) {
    const fault = asFault(error, path);
    if (fault instanceof Fault) return { ...blank, bytes: sizeOf(path), fault: fault.toShape() };
    throw error;
  }
}

function exhibitsIn(file: ReadCase): CaseCard['evidence'] {
  const { hashed, mismatched } = checkCounts(file);
  return { exhibits: exhibitCount(file), hashed, mismatched };
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
