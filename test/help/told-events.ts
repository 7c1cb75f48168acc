import { afterEach } from 'vitest';
import { beginEvidence, beginMember, closeCase, createCase, endEvidence, endMember, storeBatch, type WriteCase } from '../../src-main/case/index.ts';
import { batchOf, sessionIn, tempFolder, type TestEvent } from './case-events.ts';

/** An event as a test tells it: when, from where, and its fields. */
export type Told = Pick<TestEvent, 'vendorId' | 'ms' | 'ip'> & { readonly fields: NonNullable<TestEvent['fields']> };

/** Makes new cases, each in a folder of its own; they are closed and gone after each test. */
export function newCases(title: string): (seed?: number) => WriteCase {
  const cleanUps: (() => void)[] = [];
  afterEach(() => { for (const one of cleanUps.splice(0)) one(); });
  return (seed = 1) => {
    const { folder, remove } = tempFolder();
    const session = sessionIn(folder, seed);
    const file = createCase(`${folder}/a.bilocate`, { title, number: '', caseId: session.newId() }, session);
    cleanUps.push(() => {
      closeCase(file);
      remove();
    });
    return file;
  };
}

/** Stores events as one import of a file would. */
export function storeTold(file: WriteCase, name: string, events: readonly Told[]): void {
  const { evidence } = beginEvidence(file, { name, path: `/evidence/${name}`, bytes: events.length, modifiedMs: 0 });
  const member = beginMember(file, evidence, { path: '' });
  storeBatch(file, member, batchOf(events.map((event, at) => ({ ...event, content: event.vendorId, ordinal: at + 1, offset: at, length: 1 }))));
  endMember(file, member, {
    bytes: events.length, sha256: '00'.repeat(32), dataset: 'aws.cloudtrail', shape: 'test', confidence: 1, reason: 'made up', mapper: 'test 1',
    ledger: { records: events.length, events: events.length, duplicates: 0, skips: 0, folded: 0, outOfScope: 0 }, byteLedger: { total: events.length, records: events.length, skips: 0, separators: 0 }, fault: null,
  });
  endEvidence(file, evidence, { state: 'done', sha256: '00'.repeat(32), fault: null });
}
