import { addLedgers, emptyLedger, Fault, type Acquisition, type Ledger, type MemberCard } from '../contract/index.ts';
import { hashFile } from '../evidence/hash-file.ts';
import { listEvidence, type ListedFile } from '../evidence/list-evidence.ts';
import type { Stop } from '../kit/stop.ts';
import { candidatesBySize, findEvidenceByHash, forgetImportMemory, importTransaction, memberCards, noteRepeatedEvidence, type WriteCase } from '../case/index.ts';
import type { Delivery } from './delivery.ts';
import type { ImportedFile, ImportResult } from './import-result.ts';
import { FileKeeper, type FileFacts } from './file-keeper.ts';

/** Reads files in the order given and yields what they hold; on threads, or in this one. */
export type ReadFiles = (paths: readonly string[], onBytes: (file: number, done: number) => void) => AsyncGenerator<{ readonly file: number; readonly delivery: Delivery }>;

export interface ImportOptions {
  readonly paths: readonly string[];
  readonly acquisition: Partial<Acquisition>;
  /** Files are stored under their path inside this folder; null: under the path they were given by. */
  readonly inbox: string | null;
  readonly read: ReadFiles;
  readonly stop: Stop;
  readonly progress: (step: string, done: number, total: number, ledger: Ledger) => void;
}

/**
 * Reads evidence into a case. Files are stored in the order of the list, whichever thread was faster, so that the case does not depend on timing.
 * A file whose bytes are there already adds nothing and says so.
 */
export async function importEvidence(file: WriteCase, options: ImportOptions): Promise<ImportResult> {
  const { files: listed, faults } = listEvidence(options.paths);
  if (listed.length === 0 && faults.length === 0) throw new Fault('file/not-found', { path: options.paths.join(', ') });
  const totalBytes = listed.reduce((sum, one) => sum + one.bytes, 0);
  const made: ImportedFile[] = faults.map(({ path, fault }) => ({ ...unread(path), fault }));
  let ledger = emptyLedger;
  let doneBytes = 0;
  const tell = (step: string, more = 0) => options.progress(step, Math.min(doneBytes + more, totalBytes), totalBytes, ledger);
  const take = (results: readonly ImportedFile[], bytes: number) => {
    made.push(...results);
    for (const one of results) ledger = addLedgers(ledger, one);
    doneBytes += bytes;
    tell('parse');
  };
  const repeat = (one: ListedFile, sha256: string): boolean => {
    const known = findEvidenceByHash(file, sha256);
    if (!known) return false;
    noteRepeatedEvidence(file, known.evidence, startOf(one, options), sha256);
    const members = memberCards(file, known.evidence);
    take(members.map((member) => repeated(one, options, known.exhibit, sha256, member, members.length > 1 || member.path !== '')), one.bytes);
    return true;
  };

  tell('hash');
  const { fresh, later, same } = await sorted(file, listed, options.stop);
  for (const { one, sha256 } of same) if (!repeat(one, sha256)) fresh.push(one);

  await readAll(fresh);
  // Copies inside this import: the first one is stored by now, unless it failed.
  const unstored = later.filter(({ one, sha256 }) => !options.stop.asked && !repeat(one, sha256)).map(({ one }) => one);
  await readAll(unstored);

  forgetImportMemory(file);
  return { files: made, totals: ledger, stopped: options.stop.asked };

  async function readAll(order: readonly ListedFile[]): Promise<void> {
    if (order.length === 0 || options.stop.asked) return;
    const ahead = new Map<number, number>();
    const onBytes = (index: number, done: number) => {
      ahead.set(index, Math.min(done, order[index]!.bytes));
      tell('parse', [...ahead.values()].reduce((sum, bytes) => sum + bytes, 0));
    };
    const pending: { readonly index: number; readonly delivery: Delivery }[] = [];
    let weight = 0;
    let keeper: FileKeeper | null = null;
    let current: number | null = null;
    const store = () => {
      // Many small files share a transaction: each one costs a sync of the disk.
      importTransaction(file, () => {
        for (const { index, delivery } of pending) {
          const one = order[index]!;
          keeper ??= new FileKeeper(file, startOf(one, options), options.acquisition);
          const results = keeper.take(delivery);
          if (!results) continue;
          keeper = null;
          ahead.delete(index);
          take(results, one.bytes);
        }
      });
      pending.length = 0;
      weight = 0;
    };
    for await (const { file: index, delivery } of options.read(order.map((one) => one.path), onBytes)) {
      // Stopping ends the file that is being read; the next one is not begun.
      if (options.stop.asked && index !== current) break;
      current = delivery.kind === 'file-end' ? null : index;
      pending.push({ index, delivery });
      weight += weightOf(delivery);
      if (weight >= COMMIT_WEIGHT) store();
    }
    store();
  }
}

/** Events, and what weighs as much, in one transaction. */
const COMMIT_WEIGHT = 8000;

function weightOf(delivery: Delivery): number {
  return delivery.kind === 'batch' ? 20 + (delivery.events?.n ?? 0) + delivery.skips.length + delivery.blocks.length * 100 : 20;
}

interface Sorted {
  readonly fresh: ListedFile[];
  readonly later: readonly { readonly one: ListedFile; readonly sha256: string }[];
  readonly same: readonly { readonly one: ListedFile; readonly sha256: string }[];
}

/** Hashes the files whose size occurs twice, here or in the case: only those can be copies. */
async function sorted(file: WriteCase, listed: readonly ListedFile[], stop: Stop): Promise<Sorted> {
  const sizes = new Map<number, number>();
  for (const one of listed) sizes.set(one.bytes, (sizes.get(one.bytes) ?? 0) + 1);
  const seen = new Set<string>();
  const result = { fresh: [] as ListedFile[], later: [] as { one: ListedFile; sha256: string }[], same: [] as { one: ListedFile; sha256: string }[] };
  for (const one of listed) {
    const suspect = (sizes.get(one.bytes) ?? 0) > 1 || candidatesBySize(file, one.bytes).length > 0;
    const sha256 = suspect && !stop.asked ? await hashOrNull(one.path) : null;
    if (sha256 === null) result.fresh.push(one);
    else if (findEvidenceByHash(file, sha256)) result.same.push({ one, sha256 });
    else if (seen.has(sha256)) result.later.push({ one, sha256 });
    else {
      seen.add(sha256);
      result.fresh.push(one);
    }
  }
  return result;
}

/** A file that cannot be hashed is read like any other, and its fault noted there. */
async function hashOrNull(path: string): Promise<string | null> {
  try {
    return (await hashFile(path)).sha256;
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** How a file is noted in the case: as it lies, or by its path in the inbox, which is not a place of the analyst's. */
function startOf(one: ListedFile, options: ImportOptions): FileFacts {
  const name = nameOf(one, options);
  return { name, path: options.inbox === null ? one.path : name, bytes: one.bytes, modifiedMs: one.mtimeMs };
}

function nameOf(one: ListedFile, { inbox }: ImportOptions): string {
  return inbox === null ? one.name : one.path.slice(inbox.length + 1).replaceAll('\\', '/') || one.name;
}

function unread(path: string): ImportedFile {
  return { ...emptyLedger, path, member: null, sha256: null, bytes: 0, fileSha256: null, dataset: null, shape: null, fault: null, sameAs: null };
}

/** Everything that was an event or a duplicate the first time is a duplicate now; the rest stays what it was. */
function repeated(one: ListedFile, options: ImportOptions, exhibit: string, sha256: string, member: MemberCard, archive: boolean): ImportedFile {
  const { ledger } = member;
  return {
    ...ledger,
    events: 0,
    duplicates: ledger.events + ledger.duplicates,
    path: startOf(one, options).path,
    member: archive ? member.path : null,
    sha256: archive ? member.sha256 : sha256,
    bytes: archive ? member.bytes : one.bytes,
    fileSha256: sha256,
    dataset: member.dataset,
    shape: member.shape,
    fault: null,
    sameAs: exhibit,
  };
}
