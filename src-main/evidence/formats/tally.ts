import type { ByteLedger, SkipReason } from '../../contract/index.ts';
import type { Span } from '../part.ts';

/** Spans as they are found, numbered, with the bytes of each kind added up. */
export class Tally {
  #spans: Span[] = [];
  #ordinal = 0;
  #records = 0;
  #skips = 0;
  #separators = 0;

  record(offset: number, length: number, path: string | null, value: unknown): void {
    this.#spans.push({ kind: 'record', ordinal: ++this.#ordinal, offset, length, path, value });
    this.#records += length;
  }

  skip(offset: number, length: number, path: string | null, reason: SkipReason, detail: string): void {
    this.#spans.push({ kind: 'skip', ordinal: ++this.#ordinal, offset, length, path, reason, detail });
    this.#skips += length;
  }

  separators(bytes: number): void {
    this.#separators += bytes;
  }

  /** The spans since the last time. */
  take(): Span[] {
    const spans = this.#spans;
    this.#spans = [];
    return spans;
  }

  /** The ledger of `total` bytes. Bytes that nobody counted are a bug. */
  ledger(total: number): ByteLedger {
    const [records, skips, separators] = [this.#records, this.#skips, this.#separators];
    if (records + skips + separators !== total) throw new Error(`bytes do not balance: ${records} + ${skips} + ${separators} of ${total}`);
    return { total, records, skips, separators };
  }
}
