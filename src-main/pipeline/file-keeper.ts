import { emptyLedger, ledgerBalances, type FaultShape, type Ledger } from '../contract/index.ts';
import { beginMember, endEvidence, endMember, storeBatch, storeBlocks, storeSkips, type WriteCase } from '../case/index.ts';
import type { Delivery, MemberReport } from './delivery.ts';
import type { ImportedFile } from './import-result.ts';

/** A file as the case notes it. */
export interface FileFacts {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number | null;
}

interface Member {
  readonly id: number;
  readonly path: string;
  events: number;
  duplicates: number;
  folded: number;
}

/** Stores what reading one file delivers, batch by batch, and ends with its ledger. The caller holds the transaction. */
export class FileKeeper {
  readonly #file: WriteCase;
  readonly #facts: FileFacts;
  readonly #evidence: number;
  readonly #done: { readonly member: Member; readonly report: MemberReport; readonly ledger: Ledger }[] = [];
  #member: Member | null = null;

  /** @param evidence begun in this transaction */
  constructor(file: WriteCase, evidence: number, facts: FileFacts) {
    this.#file = file;
    this.#facts = facts;
    this.#evidence = evidence;
  }

  /** Takes one delivery; gives the results once the file has ended. */
  take(delivery: Delivery): readonly ImportedFile[] | null {
    switch (delivery.kind) {
      case 'member':
        this.#member = { id: beginMember(this.#file, this.#evidence, { path: delivery.path }), path: delivery.path, events: 0, duplicates: 0, folded: 0 };
        return null;
      case 'batch':
        this.#store(this.#open(), delivery);
        return null;
      case 'member-end':
        this.#end(this.#open(), delivery.report);
        return null;
      case 'file-end':
        return this.#finish(delivery);
    }
  }

  #open(): Member {
    if (!this.#member) throw new Error('a batch came before its member');
    return this.#member;
  }

  #store(member: Member, { events, skips, blocks }: Extract<Delivery, { kind: 'batch' }>): void {
    storeBlocks(this.#file, member.id, blocks);
    storeSkips(this.#file, member.id, skips);
    const stored = events ? storeBatch(this.#file, member.id, events) : null;
    member.events += stored?.events ?? 0;
    member.duplicates += stored?.duplicates ?? 0;
    member.folded += stored?.folded ?? 0;
  }

  #end(member: Member, report: MemberReport): void {
    const ledger: Ledger = { ...emptyLedger, records: report.records, events: member.events, duplicates: member.duplicates, skips: report.skips, folded: report.folded + member.folded, outOfScope: report.outOfScope };
    const stopped = report.fault?.code === 'job/stopped';
    if (!stopped && !ledgerBalances(ledger)) throw new Error(`the ledger of ${this.#facts.name} » ${member.path} does not balance: ${JSON.stringify(ledger)}`);
    endMember(this.#file, member.id, { ...report, shape: report.shape?.shape ?? null, ledger });
    this.#done.push({ member, report, ledger });
    this.#member = null;
  }

  #finish({ bytes, sha256, fault }: Extract<Delivery, { kind: 'file-end' }>): readonly ImportedFile[] {
    const state = fault === null ? 'done' : fault.code === 'job/stopped' ? 'stopped' : this.#done.length > 0 && sha256 !== '' ? 'done' : 'failed';
    endEvidence(this.#file, this.#evidence, { sha256: sha256 || null, state, fault });
    const archive = this.#done.length > 1 || this.#done.some(({ member }) => member.path !== '');
    if (this.#done.length === 0) return [this.#result(null, sha256, bytes, null, emptyLedger, fault)];
    return this.#done.map(({ member, report, ledger }) =>
      this.#result(archive ? member.path : null, sha256, archive ? report.bytes : bytes, report, ledger, report.fault ?? (archive ? null : fault)),
    );
  }

  #result(member: string | null, fileSha256: string, bytes: number, report: MemberReport | null, ledger: Ledger, fault: FaultShape | null): ImportedFile {
    return {
      ...ledger,
      path: this.#facts.path,
      member,
      sha256: member === null ? fileSha256 || null : (report?.sha256 ?? null),
      bytes,
      fileSha256: fileSha256 || null,
      dataset: report?.dataset ?? null,
      shape: report?.shape?.shape ?? null,
      fault,
      sameAs: null,
    };
  }
}
