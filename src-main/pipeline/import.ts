import { addLedgers, emptyLedger, Fault, importOptions, type Acquisition, type FaultShape, type ImportOptions as Options, type Intake, type Ledger, type MemberCard } from '../contract/index.ts';
import { hashFile } from '../evidence/hash-file.ts';
import { listEvidence, type ListedFile } from '../evidence/list-evidence.ts';
import type { Stop } from '../kit/stop.ts';
import {
  anyUnfinished, beginEvidence, candidatesBySize, evidenceIntake, findEvidenceByHash, forgetImportMemory, importTransaction, memberCards, noteRepeatedEvidence, unfinishedEvidence, type WriteCase,
} from '../case/index.ts';
import type { Delivery } from './delivery.ts';
import type { ImportedFile, ImportResult } from './import-result.ts';
import { FileKeeper, type FileFacts } from './file-keeper.ts';
import { intakes } from './import-intake.ts';
import { inOrder } from './import-order.ts';
import { keepOwn, ownOfCase, type MappingText, type OwnMapping } from './mapping-own.ts';
import { containsScope } from './scope.ts';
import { remapOne, widenOne } from './widen.ts';

/** Reads files in the order given and yields what they hold; on threads, or in this one. */
export type ReadFiles = (files: readonly { readonly path: string; readonly intake: Intake }[], onBytes: (file: number, done: number) => void, own: readonly OwnMapping[]) => AsyncGenerator<{ readonly file: number; readonly delivery: Delivery }>;

export interface ImportOptions {
  readonly paths: readonly string[];
  readonly acquisition: Partial<Acquisition>;
  /** Files are stored under their path inside this folder; null: under the path they were given by. */
  readonly inbox: string | null;
  /** Nothing: everything is taken in as it lies. */
  readonly options?: Options;
  /** Mappings of the analyst that are asked where no built-in source takes a record. Their texts are kept in the case. */
  readonly own?: readonly MappingText[];
  readonly read: ReadFiles;
  readonly stop: Stop;
  readonly progress: (step: string, done: number, total: number, ledger: Ledger) => void;
}

/** A file of an import with all that is known before it is read. */
interface FileAtHand {
  readonly one: ListedFile;
  readonly facts: FileFacts;
  readonly intake: Intake;
}

/**
 * Reads evidence into a case. Files are stored in the order that was asked for, whichever thread was faster, so that the case does not depend on timing.
 * A file whose bytes are there already adds nothing and says so; where it was taken in with a narrower scope, what lay outside comes in now.
 * @throws Fault file/not-found where nothing is there, import/bad-option
 */
export async function importEvidence(file: WriteCase, options: ImportOptions): Promise<ImportResult> {
  const { files: found, faults } = listEvidence(options.paths);
  if (found.length === 0 && faults.length === 0) throw new Fault('file/not-found', { path: options.paths.join(', ') });
  const asked = options.options ?? importOptions.parse({});
  const noted = found.map((one) => ({ one, facts: factsOf(one, options), path: factsOf(one, options).path, name: one.name }));
  const own = keepOwn(file, options.own ?? []);
  const intakeOf = intakes(noted, asked, own);
  const atHand = new Map<ListedFile, FileAtHand>(noted.map((each) => [each.one, { one: each.one, facts: each.facts, intake: intakeOf(each) }]));
  const listed = inOrder(found, asked.order).map((one) => atHand.get(one)!);
  const totalBytes = listed.reduce((sum, { one }) => sum + one.bytes, 0);
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
  /** True where these bytes are in the case. */
  const repeat = async (given: FileAtHand, sha256: string): Promise<boolean> => {
    const known = findEvidenceByHash(file, sha256);
    if (!known) return false;
    const { one, facts, intake } = given;
    const { scope } = evidenceIntake(file, known.evidence);
    noteRepeatedEvidence(file, known.evidence, { ...facts, intake }, sha256);
    const remapped = containsScope(scope, intake.scope) ? await remapOne(file, known.evidence, intake, options.stop, () => tell('widen')) : null;
    if (remapped !== null) {
      take(remapped.map((result) => ({ ...result, path: facts.path, sameAs: known.exhibit })), one.bytes);
      return true;
    }
    if (containsScope(intake.scope, scope) && !containsScope(scope, intake.scope)) {
      const widened = await widenOne(file, known.evidence, intake.scope, options.stop, () => tell('widen'));
      take(widened.map((result) => ({ ...result, path: facts.path, sameAs: known.exhibit })), one.bytes);
      return true;
    }
    const fault = containsScope(intake.scope, scope) ? null : narrower(known.exhibit);
    const members = memberCards(file, known.evidence);
    take(members.map((member) => ({ ...repeated(given, known.exhibit, sha256, member, members.length > 1 || member.path !== ''), fault })), one.bytes);
    return true;
  };

  tell('hash');
  const { fresh, later, same } = await sorted(file, listed, options.stop);
  for (const { given, sha256 } of same) if (!(await repeat(given, sha256))) fresh.push(given);

  await readAll(continued(fresh));
  // Copies inside this import: the first one is stored by now, unless it failed.
  const unstored: FileAtHand[] = [];
  for (const { given, sha256 } of later) if (!options.stop.asked && !(await repeat(given, sha256))) unstored.push(given);
  await readAll(unstored);

  forgetImportMemory(file);
  return { files: made, totals: ledger, stopped: options.stop.asked };

  /** An import that was stopped goes on as it began, in a scope that may be wider. */
  function continued(files: readonly FileAtHand[]): readonly FileAtHand[] {
    if (!anyUnfinished(file)) return files;
    return files.flatMap((given) => {
      const before = unfinishedEvidence(file, given.facts);
      if (before === null) return [given];
      const { scope } = given.intake;
      if (containsScope(scope, before.intake.scope)) return [{ ...given, intake: { ...before.intake, scope } }];
      take([{ ...unread(given.facts.path), bytes: given.one.bytes, fault: narrower(before.exhibit) }], given.one.bytes);
      return [];
    });
  }

  async function readAll(order: readonly FileAtHand[]): Promise<void> {
    if (order.length === 0 || options.stop.asked) return;
    const ahead = new Map<number, number>();
    const onBytes = (index: number, done: number) => {
      ahead.set(index, Math.min(done, order[index]!.one.bytes));
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
          const { one, facts, intake } = order[index]!;
          keeper ??= new FileKeeper(file, beginEvidence(file, { ...facts, acquisition: options.acquisition, intake }).evidence, facts);
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
    // An import that goes on is read by the mappings that it began with.
    const named = new Set(order.flatMap(({ intake }) => intake.own ?? []));
    const asked = named.size === 0 ? [] : [...named].every((row) => own.some((one) => one.row === row)) ? own : ownOfCase(file);
    for await (const { file: index, delivery } of options.read(order.map(({ one, intake }) => ({ path: one.path, intake })), onBytes, asked)) {
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

interface Hashed {
  readonly given: FileAtHand;
  readonly sha256: string;
}

/** Hashes the files whose size occurs twice, here or in the case: only those can be copies. */
async function sorted(file: WriteCase, listed: readonly FileAtHand[], stop: Stop): Promise<{ readonly fresh: FileAtHand[]; readonly later: readonly Hashed[]; readonly same: readonly Hashed[] }> {
  const sizes = new Map<number, number>();
  for (const { one } of listed) sizes.set(one.bytes, (sizes.get(one.bytes) ?? 0) + 1);
  const seen = new Set<string>();
  const result = { fresh: [] as FileAtHand[], later: [] as Hashed[], same: [] as Hashed[] };
  for (const given of listed) {
    const { bytes, path } = given.one;
    const suspect = (sizes.get(bytes) ?? 0) > 1 || candidatesBySize(file, bytes).length > 0;
    const sha256 = suspect && !stop.asked ? await hashOrNull(path) : null;
    if (sha256 === null) result.fresh.push(given);
    else if (findEvidenceByHash(file, sha256)) result.same.push({ given, sha256 });
    else if (seen.has(sha256)) result.later.push({ given, sha256 });
    else {
      seen.add(sha256);
      result.fresh.push(given);
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
export function factsOf(one: ListedFile, { inbox }: Pick<ImportOptions, 'inbox'>): FileFacts {
  const name = inbox === null ? one.name : one.path.slice(inbox.length + 1).replaceAll('\\', '/') || one.name;
  return { name, path: inbox === null ? one.path : name, bytes: one.bytes, modifiedMs: one.mtimeMs };
}

function narrower(exhibit: string): FaultShape {
  return new Fault('import/narrower', { exhibit }).toShape();
}

function unread(path: string): ImportedFile {
  return { ...emptyLedger, path, member: null, sha256: null, bytes: 0, fileSha256: null, dataset: null, shape: null, fault: null, sameAs: null };
}

/** Everything that was an event or a duplicate the first time is a duplicate now; the rest stays what it was. */
function repeated({ one, facts }: FileAtHand, exhibit: string, sha256: string, member: MemberCard, archive: boolean): ImportedFile {
  const { ledger } = member;
  return {
    ...ledger,
    events: 0,
    duplicates: ledger.events + ledger.duplicates,
    path: facts.path,
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
