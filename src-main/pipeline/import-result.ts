import type { FaultShape, Ledger } from '../contract/index.ts';

/** One file, or one member of an archive, as it came out of an import. */
export interface ImportedFile extends Ledger {
  readonly path: string;
  /** Path inside the archive; null where the file is no archive. */
  readonly member: string | null;
  /** SHA-256 and size of the file where `member` is null, else of the unpacked member. */
  readonly sha256: string | null;
  readonly bytes: number;
  readonly fileSha256: string | null;
  readonly dataset: string | null;
  readonly shape: string | null;
  readonly fault: FaultShape | null;
  /** The exhibit that has the same bytes, where this file was offered again. */
  readonly sameAs: string | null;
}
export interface ImportResult {
  readonly files: readonly ImportedFile[];
  readonly totals: Ledger;
  /** Stopped before the end; whole batches are kept. */
  readonly stopped: boolean;
}
