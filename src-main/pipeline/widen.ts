import { setImmediate } from 'node:timers/promises';
import { addLedgers, emptyLedger, Fault, type EvidenceCard, type FaultShape, type ImportScope, type Intake, type Ledger } from '../contract/index.ts';
import { beginWidening, endEvidence, evidenceCard, forgetImportMemory, importTransaction, memberCards, scopedEvidence, unknownSkips, type WriteCase } from '../case/index.ts';
import type { Stop } from '../kit/stop.ts';
import { sources } from '../sources/index.ts';
import type { Delivery } from './delivery.ts';
import { FileKeeper } from './file-keeper.ts';
import type { ImportedFile, ImportResult } from './import-result.ts';
import { keepOwn, ownMapper, ownOfCase, type MappingText } from './mapping-own.ts';
import { cleanScope, containsScope } from './scope.ts';
import { storedDeliveries } from './stored-deliveries.ts';

export interface WidenOptions {
  /** Null: all that something may have been left out of. */
  readonly evidence: readonly number[] | null;
  /** Null: everything. */
  readonly scope: ImportScope | null;
  readonly stop: Stop;
  readonly progress: (step: string, done: number, total: number, ledger: Ledger) => void;
}

/**
 * Takes in what lay outside the scope of evidence and lies inside the new one, from the bytes that the case has: the files are not needed. Nothing is
 * stored twice: what is there is met again, as in an import that is continued. All is checked before anything is changed.
 * @throws Fault import/narrower, import/not-whole, import/mapping-changed with the exhibit; call/bad-input for an exhibit that is not there
 */
export async function widenEvidence(file: WriteCase, { evidence, scope: asked, stop, progress }: WidenOptions): Promise<ImportResult> {
  const scope = cleanScope(asked);
  const cards = (evidence ?? scopedEvidence(file)).map((id) => checked(file, id, scope)).filter((card) => card.state !== 'done' || !containsScope(card.intake.scope, scope));
  const total = cards.reduce((sum, card) => sum + card.byteLedger.total, 0);
  const made: ImportedFile[] = [];
  let ledger = emptyLedger;
  let done = 0;
  for (const card of cards) {
    if (stop.asked) break;
    const results = await widenOne(file, card.id, scope, stop, (bytes) => progress('widen', Math.min(done + bytes, total), total, ledger));
    for (const one of results) ledger = addLedgers(ledger, one);
    made.push(...results);
    done += card.byteLedger.total;
    progress('widen', done, total, ledger);
  }
  forgetImportMemory(file);
  return { files: made, totals: ledger, stopped: stop.asked };
}

/**
 * Reads an exhibit again with mappings of the analyst, which are kept in the case.
 * @throws Fault mapping/nothing-new where no record of it is unknown, or none of the mappings is new to it
 */
export async function remapEvidence(file: WriteCase, { evidence, own, stop, progress }: Omit<WidenOptions, 'evidence' | 'scope'> & { readonly evidence: number; readonly own: readonly MappingText[] }): Promise<ImportResult> {
  const total = evidenceCard(file, evidence)?.byteLedger.total ?? 0;
  const asked = { own: keepOwn(file, own).map(({ row }) => row) };
  const files = await remapOne(file, evidence, asked, stop, (bytes) => progress('widen', Math.min(bytes, total), total, emptyLedger));
  if (files === null) throw new Fault('mapping/nothing-new', { evidence });
  forgetImportMemory(file);
  return { files, totals: files.reduce<Ledger>(addLedgers, emptyLedger), stopped: stop.asked };
}

/** Mappings of the analyst that are asked anew. */
export type Asked = Pick<Intake, 'own' | 'mapping'>;

/**
 * Reads an exhibit again, of which some records are of no source that was known, with mappings of the analyst. Null where that cannot bring anything, or where a mapping that
 * was named for the whole of it would read records anew that are events already.
 */
export async function remapOne(file: WriteCase, evidence: number, asked: Asked, stop: Stop, tell: (bytes: number) => void): Promise<readonly ImportedFile[] | null> {
  const card = evidenceCard(file, evidence);
  if (card === null || card.state !== 'done' || asked.own === undefined || unknownSkips(file, evidence, { members: 1, records: 1 }).length === 0) return null;
  const { own = [], mapping = null } = card.intake;
  if (asked.own.every((row) => own.includes(row)) && (asked.mapping ?? null) === mapping) return null;
  if ((asked.mapping ?? null) !== null && card.ledger.events + card.ledger.duplicates > 0) return null;
  return widenOne(file, evidence, card.intake.scope, stop, tell, { own: [...new Set([...own, ...asked.own])], mapping: asked.mapping ?? null });
}

/** The same for one exhibit. What it gives counts as new what came in now, and as duplicates what was there. */
export async function widenOne(file: WriteCase, evidence: number, scope: ImportScope | null, stop: Stop, tell: (bytes: number) => void, asked: Asked | null = null): Promise<readonly ImportedFile[]> {
  const card = checked(file, evidence, scope);
  const members = memberCards(file, evidence);
  const facts = { name: card.name, path: card.path, bytes: card.bytes, modifiedMs: card.modified === null ? null : Date.parse(card.modified) };
  const keeper = new FileKeeper(file, evidence, facts);
  let results: readonly ImportedFile[] | null = null;
  let pending: Delivery[] = [];
  let weight = 0;
  let begun = false;
  const store = () => {
    importTransaction(file, () => {
      if (!begun) beginWidening(file, evidence, scope, asked);
      for (const delivery of pending) results = keeper.take(delivery);
    });
    begun = true;
    pending = [];
    weight = 0;
  };
  const end = (fault: FaultShape | null) => {
    if (begun) importTransaction(file, () => endEvidence(file, evidence, { state: 'stopped', sha256: card.sha256, fault }));
  };
  try {
    for (const step of storedDeliveries(file, card, members, { ...card.intake, scope, ...asked }, stop)) {
      if (typeof step === 'number') tell(step);
      else {
        pending.push(step);
        weight += step.kind === 'batch' ? step.events?.n ?? 0 : 1;
      }
      if (weight >= COMMIT_WEIGHT) store();
      // A breath, in which somebody may ask to stop.
      await setImmediate();
    }
    if (!stop.asked || begun) store();
    if (results === null) end(card.fault);
  } catch (error) {
    if (error instanceof Fault) end(error.toShape());
    throw error;
  }
  return (results ?? []).map((result, at) => cameIn(result, members[at]?.ledger ?? emptyLedger));
}

/** Events in one transaction. */
const COMMIT_WEIGHT = 8000;

/** What was an event or a duplicate before is a duplicate in the account of the widening. */
function cameIn(result: ImportedFile, before: Ledger): ImportedFile {
  return { ...result, events: Math.max(0, result.events - before.events), duplicates: result.duplicates + Math.min(result.events, before.events) };
}

function checked(file: WriteCase, evidence: number, scope: ImportScope | null): EvidenceCard {
  const card = evidenceCard(file, evidence);
  if (card === null) throw new Fault('call/bad-input', { name: 'evidence', at: 'evidence', problem: 'no such exhibit' });
  if (!containsScope(scope, card.intake.scope)) throw new Fault('import/narrower', { exhibit: card.exhibit });
  const members = memberCards(file, evidence);
  if (card.sha256 === null || card.state === 'importing' || members.some(({ sha256 }) => sha256 === null)) throw new Fault('import/not-whole', { exhibit: card.exhibit });
  const own = new Set(ownOfCase(file).map(ownMapper));
  const changed = members.find(({ mapper }) => !isMappedAsNow(mapper) && !own.has(mapper ?? ''));
  if (changed !== undefined) throw new Fault('import/mapping-changed', { exhibit: card.exhibit, mapper: changed.mapper });
  return card;
}

/** Another version of a mapping might see another event in the same record: it would be stored beside the first. */
function isMappedAsNow(mapper: string | null): boolean {
  return mapper === null || sources.some(({ dataset, version }) => `${dataset} ${version}` === mapper);
}
