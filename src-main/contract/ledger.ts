/** The counts that must balance: records = events + duplicates + skips + folded + outOfScope. */
export interface Ledger {
  readonly records: number;
  readonly events: number;
  readonly duplicates: number;
  readonly skips: number;
  /** Records that make one event together with another record. */
  readonly folded: number;
  /** Records outside the import scope: hashed and counted, not stored as events. */
  readonly outOfScope: number;
}

/** The bytes that must balance: total = records + skips + separators. */
export interface ByteLedger {
  readonly total: number;
  readonly records: number;
  readonly skips: number;
  readonly separators: number;
}

export const emptyLedger: Ledger = { records: 0, events: 0, duplicates: 0, skips: 0, folded: 0, outOfScope: 0 };
export const emptyByteLedger: ByteLedger = { total: 0, records: 0, skips: 0, separators: 0 };

/** True where every record is accounted for. */
export function ledgerBalances(l: Ledger): boolean {
  return l.records === l.events + l.duplicates + l.skips + l.folded + l.outOfScope;
}

/** True where every byte is accounted for. */
export function bytesBalance(b: ByteLedger): boolean {
  return b.total === b.records + b.skips + b.separators;
}

export function addLedgers(a: Ledger, b: Ledger): Ledger {
  return {
    records: a.records + b.records,
    events: a.events + b.events,
    duplicates: a.duplicates + b.duplicates,
    skips: a.skips + b.skips,
    folded: a.folded + b.folded,
    outOfScope: a.outOfScope + b.outOfScope,
  };
}
